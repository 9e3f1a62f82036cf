#include "app/pipeline/attachments.h"

#include <gtest/gtest.h>

namespace tenderlead::app {
namespace {

struct FileCase {
  const char* name;
  const char* url;
  bool fetched;
  const char* kind;  // what is said of one that isn't
  const char* problem;
};

TEST(FilesOfANotice, AreFetchedOrSaidToBeUnread) {
  const FileCase cases[] = {
      {"采购需求.pdf", "https://h.example/1.pdf", true, "", ""},
      {"采购需求.7z", "https://h.example/2.7z", true, "", ""},
      {"采购需求.tar.gz", "https://h.example/3.tar.gz", true, "", ""},
      {"采购需求", "https://files.example/download.do?id=7", true, "", ""},
      {"采购需求.rar", "https://h.example/4.rar", false, "rar", "unsupported"},
      {"采购需求", "https://h.example/5.rar", false, "rar", "unsupported"},
      {"平面图.jpg", "https://h.example/6.jpg", false, "jpg", "unsupported"},
      {"清单.xls", "https://h.example/7.xls", false, "xls", "unwanted"},
  };
  AttachmentRules rules;
  rules.fetch = true;
  rules.when = AttachmentsWhen::always;
  rules.kinds = {"pdf", "zip", "7z", "tar"};
  for (const FileCase& c : cases) {
    Notice notice;
    notice.url = "https://h.example/n.html";
    notice.kind = NoticeKind::tender;
    notice.attachments = {{c.name, c.url}};
    EXPECT_EQ(wanted_files(notice, rules).size(), c.fetched ? 1u : 0u) << c.name;
    name_unread_files(notice, rules);
    EXPECT_EQ(notice.attachments[0].kind, c.kind) << c.name;
    EXPECT_EQ(notice.attachments[0].problem, c.problem) << c.name;
    // Where nobody asked for files, nothing is said of them.
    notice.attachments = {{c.name, c.url}};
    name_unread_files(notice, AttachmentRules{});
    EXPECT_EQ(notice.attachments[0].problem, "") << c.name;
  }
}

}  // namespace
}  // namespace tenderlead::app
