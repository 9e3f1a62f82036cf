// The files that a notice offers, as links, lines and words.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

std::string files_of(const Notice& notice) {
  std::string names;
  for (const Attachment& file : notice.attachments) names += (names.empty() ? "" : "; ") + file.name;
  return names;
}

struct Case {
  const char* name;
  const char* text;
  const char* files;
};

TEST(NoticeAttachments, AreReadFromLines) {
  const Case cases[] = {
      {"with their sizes", "附件信息：\n磋商文件.doc.pdf\n526.5K\n中小企业声明函\n129.9K\n",
       "磋商文件.doc.pdf; 中小企业声明函"},
      {"one name of several files", "采购文件\n：\n招标文件正文.pdf\n招标文件正文.pdf\n",
       "招标文件正文.pdf; 招标文件正文.pdf"},
      {"behind the word", "电话：0571-66543210\n附件:食堂承包招标文件\n", "食堂承包招标文件"},
      {"a form's value names none", "各包描述 | 附件 | |\n供应商应当具备的资格条件 | 见下 | |\n", ""},
      {"a reference names none", "附件：\n论证意见（格式见附件）\n", ""},
  };
  for (const Case& c : cases)
    EXPECT_EQ(files_of(read_text(std::string("青溪县人民医院设备采购招标公告\n") + c.text)), c.files)
        << c.name;
}

TEST(NoticeAttachments, AreFoundInALineThatTheWholePageBecame) {
  const std::string filler =
      "一、工程名称：青溪中学外墙修缮工程二、工程编号：QX-2026-"
      "05三、工程概况：详见技术需求。四、资格要求：投标人应具有"
      "独立法人资格，并在人员、设备、资金等方面具有相应的施工能力；参加本项目前三年内在经营活动中没有重大违法"
      "记录；本项目不接受"
      "联合体投标，也不得转包或者违法分包；其他要求详见招标文件，投标人应当在投标前仔细阅读。五、联系电话：05"
      "71-66543210";
  EXPECT_EQ(files_of(read_text(filler + "（本文更新于2026/3/8）下载：・外墙修缮工程招标文件.doc")),
            "外墙修缮工程招标文件.doc");
  EXPECT_EQ(files_of(read_text(filler + "附件下载1、开标一览表.doc2、清单.xls")), "开标一览表.doc; 清单.xls");
}

TEST(NoticeAttachments, BiddingSoftwareHasEndingsOfItsOwn) {
  const Notice n = read_html(
      "<h1>青溪镇绿化工程招标公告</h1><p>项目编号：QX-1</p><p><a "
      "href='/f/1/绿化工程.ZJCNZF'>绿化工程.ZJCNZF</a></p>"
      "<p><a href='/f/2/附图.rar'>附图.rar</a></p><p><a href='/f/3/附图.rar'>附图.rar</a></p>"
      "<p><a href='/help.html'>说明.html</a></p>");
  EXPECT_EQ(files_of(n), "绿化工程.ZJCNZF; 附图.rar; 附图.rar");
}

}  // namespace
}  // namespace tenderlead::parsers
