// The new values of amendments, in every layout that portals put old and new ones in. What is old must never be read as what holds.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

const std::string kOld = "2026年10月10日09时00分（北京时间）";
const std::string kNew = "2026年10月15日09时00分（北京时间）";
constexpr const char* kMoment = "2026-10-15T09:00:00+08:00";

std::string page(const std::string& body) {
  return "<title>x</title><h1>河阴县人民医院信息平台项目更正公告</h1><p>发布时间：2026-10-03</"
         "p><p>一、项目基本情况</p>"
         "<p>原公告的采购项目编号：A-2026-31</p><p>首次公告日期：2026年9月20日</p><p>二、更正信息</"
         "p><p>更正事项：采购公告</p>"
         "<p>更正内容：</p>" +
         body + "<p>更正日期：2026年10月3日</p><p>三、其他补充事宜</p><p>无</p>";
}

std::string row(const std::vector<std::string>& cells) {
  std::string html = "<tr>";
  for (const auto& cell : cells) html += "<td>" + cell + "</td>";
  return html + "</tr>";
}

TEST(AnAmendmentsTable, HasTheNewValueInItsLaterColumnWhateverTheHeads) {
  const struct {
    const char* old;
    const char* fresh;
  } heads[] = {{"更正前", "更正后"},
               {"变更前", "变更后"},
               {"原内容", "现内容"},
               {"原公告内容", "更正后内容"},
               {"原采购公告内容", "现更正内容"},
               {"原招标文件", "修改后招标文件"},
               {"原文", "更正为"},
               {"原文件内容", "澄清修改内容"},
               {"澄清前", "澄清后"},
               {"原公告内容", "更正后公告内容"}};
  for (const auto& head : heads) {
    for (const char* first : {"更正项", "", "更正事项", "内容"}) {
      const Notice n =
          read_html(page("<table>" + row({first, head.old, head.fresh}) + row({"投标截止时间", kOld, kNew}) +
                         row({"开标时间", kOld, kNew}) + "</table>"));
      EXPECT_EQ(when(n.bid_deadline), kMoment) << first << "|" << head.old << "|" << head.fresh;
      EXPECT_EQ(when(n.opening_at), kMoment) << first << "|" << head.old << "|" << head.fresh;
      EXPECT_EQ(n.changes.size(), 2U) << first << "|" << head.old << "|" << head.fresh;
    }
    const Notice n = read_html(page("<table>" + row({"序号", "更正项", head.old, head.fresh}) +
                                    row({"1", "投标截止时间", kOld, kNew}) + "</table>"));
    EXPECT_EQ(when(n.bid_deadline), kMoment) << head.old << "|" << head.fresh;
    const Notice cells =
        read_html(page("<table>" + row({"序号", head.old, head.fresh}) +
                       row({"1", "投标截止时间：" + kOld, "投标截止时间：" + kNew}) + "</table>"));
    EXPECT_EQ(when(cells.bid_deadline), kMoment) << head.old << "|" << head.fresh;
  }
}

struct LineCase {
  const char* name;
  std::string body;
  bool deadline;
  bool opening;
};

TEST(AnAmendmentsLines, GiveTheNewValueAndNotTheOld) {
  const std::string both = "提交投标文件截止时间、开标时间：";
  const LineCase cases[] = {
      {"before and after", "<p>更正前：" + both + kOld + "</p><p>更正后：" + both + kNew + "</p>", true,
       true},
      {"blocks with headings of their own",
       "<p>更正前：</p><p>四、提交投标文件截止时间、开标时间和地点</p><p>提交投标文件截止时间：" + kOld +
           "</p><p>开标时间：" + kOld +
           "</p><p>更正后：</p><p>四、提交投标文件截止时间、开标时间和地点</p><p>提交投标文件截止时间：" +
           kNew + "</p><p>开标时间：" + kNew + "</p>",
       true, true},
      {"brackets",
       "<p>提交投标文件截止时间（变更前）：" + kOld + "</p><p>提交投标文件截止时间（变更后）：" + kNew +
           "</p>",
       true, false},
      {"old and now",
       "<p>原投标截止时间、开标时间：" + kOld + "</p><p>现投标截止时间、开标时间：" + kNew + "</p>", true,
       true},
      {"old, and the label with its verb",
       "<p>4、原投标截止时间及原开标时间：" + kOld + "</p><p>1、投标截止时间及开标时间变更为：" + kNew +
           "；</p>",
       true, true},
      {"old, and a verb alone", "<p>1、原开标时间：" + kOld + "</p><p>变更为：" + kNew + "</p>", false, true},
      {"after a change", "<p>原投标截止时间：" + kOld + "</p><p>变更后投标截止时间：" + kNew + "</p>", true,
       false},
      {"one value that says both",
       "<p>1.投标截止时间及开标时间：原为" + kOld + "，现更正为" + kNew + "。</p>", true, true},
  };
  for (const LineCase& c : cases) {
    const Notice n = read_html(page(c.body));
    EXPECT_EQ(when(n.bid_deadline), c.deadline ? kMoment : "none") << c.name;
    EXPECT_EQ(when(n.opening_at), c.opening ? kMoment : "none") << c.name;
    EXPECT_EQ(n.project_no, "A-2026-31") << c.name;
  }
}

TEST(AnAmendmentsSentence, PutsOffAllThatItsLastClauseNames) {
  for (const char* words : {"现将投标截止时间及开标时间延至", "现将投标截止时间及开标时间延期至",
                            "投标截止时间和开标时间推迟到"}) {
    const Notice n = read_html(
        "<h1>临溪县人民医院平台采购项目延期公告</"
        "h1><p>临溪县人民医院平台采购项目（项目编号：LX-2026-088），" +
        std::string(words) + "2026年10月15日9时00分，其他内容不变。</p>");
    EXPECT_EQ(when(n.bid_deadline), kMoment) << words;
    EXPECT_EQ(when(n.opening_at), kMoment) << words;
  }
  const Notice n = read_html(
      "<h1>临溪县人民医院平台采购项目延期公告</"
      "h1><p>临溪县人民医院平台采购项目（项目编号：LX-2026-088），开标时间：2026年10月10日 "
      "9:00，现改为：2026年10月15日 9:00。</p>");
  EXPECT_EQ(when(n.opening_at), kMoment);
}

TEST(AnAmendmentsLabels, ThatBeginAsOldOnesDoAreNoChanges) {
  const Notice n = read_html(
      page("<p>原因：系统升级</p><p>现场踏勘时间：2026年10月12日</p><p>开标时间：" + kNew + "</p>"));
  EXPECT_EQ(when(n.opening_at), kMoment);
  EXPECT_TRUE(n.changes.empty());
}

}  // namespace
}  // namespace tenderlead::parsers
