// What a notice takes over from its files, and what not.
#include <gtest/gtest.h>

#include "notice_page.h"
#include "parsers/attachment/attachment_reader.h"

namespace tenderlead::parsers {
namespace {

const std::string kPage =
    "<h1>云溪市妇幼保健院信息系统采购项目公开招标公告</h1><p>项目编号：YXZC-2026-0007</p>"
    "<p>采购人：云溪市妇幼保健院</p><p>预算金额：详见附件</p><p>采购需求：详见附件</p>";

Notice page_with_files(const std::string& html = kPage) {
  Notice notice = read_html(html +
                            "<p><a href=\"/f/1.pdf\">招标文件.pdf</a></p>"
                            "<p><a href=\"/f/2.zip\">采购需求.zip</a></p>");
  EXPECT_EQ(notice.attachments.size(), 2u);
  return notice;
}

AttachmentText text_of(std::vector<std::pair<int, std::string>> pages) {
  AttachmentText text{"pdf", {}, {}, false};
  for (auto& [page, html] : pages) text.parts.push_back({"", page, "", true, std::move(html)});
  return text;
}

Notice completed(Notice notice, const AttachmentText& first, const AttachmentText& second = {}) {
  std::vector<AttachmentFile> files = {{0, &first}};
  if (!second.parts.empty() || !second.problems.empty()) files.push_back({1, &second});
  complete_notice(notice, files, config::shipped_reading_tables());
  return notice;
}

TEST(Attachments, GiveWhatThePageSendsItsReaderToThemFor) {
  ASSERT_EQ(page_with_files().missing.at("budget"), MissingReason::see_attachment);
  const auto file =
      text_of({{1, "<p>招标文件</p><p>采购人：云溪市妇幼保健院</p>"},
               {2,
                "<p>第二章 项目概况</p><table><tr><td>预算金额（元）</td><td>1250000</td></tr></table>"
                "<p>提交投标文件截止时间：2026年9月1日09:30</p>"}});
  const Notice notice = completed(page_with_files(), file);
  EXPECT_EQ(yuan(notice.budget), "1250000");
  EXPECT_EQ(when(notice.bid_deadline), "2026-09-01T09:30:00+08:00");
  EXPECT_FALSE(notice.missing.contains("budget"));
  EXPECT_EQ(notice.attachments[0].kind, "pdf");
  const Evidence& evidence = notice.evidence.at("budget");
  EXPECT_EQ(evidence.file, "招标文件.pdf");
  EXPECT_EQ(evidence.page, 2);
  EXPECT_TRUE(evidence.rule.starts_with("attachment:")) << evidence.rule;
  EXPECT_NE(evidence.text.find("1250000"), std::string::npos);
  // 第二章 项目概况, a line break, 预算金额（元）, a line break.
  EXPECT_EQ(evidence.start, 8u + 1 + 7 + 1);
  EXPECT_GT(evidence.confidence, 0.4);
  EXPECT_LE(evidence.confidence, kAttachmentTrust);
}

TEST(Attachments, NeverReplaceWhatThePageSays) {
  Notice page = page_with_files(
      "<h1>云溪市妇幼保健院信息系统采购项目公开招标公告</h1><p>采购人：云溪市妇幼保健院</"
      "p><p>预算金额：90万元</p>"
      "<p>具体内容详见附件</p>");
  const auto file =
      text_of({{1, "<p>预算金额：125万元</p><p>采购人：别处市人民医院</p><p>联系电话：010-11112222</p>"}});
  const Notice notice = completed(page, file);
  EXPECT_EQ(yuan(notice.budget), "900000");
  EXPECT_EQ(notice.buyer.name, "云溪市妇幼保健院");
  EXPECT_EQ(notice.buyer.phone, "") << "of another buyer";
  EXPECT_TRUE(notice.evidence.at("budget").file.empty());
}

TEST(Attachments, GiveAResultOnlyWhatItAsksFor) {
  const std::string result =
      "<h1>云溪市妇幼保健院信息系统采购项目中标公告</h1><p>采购人：云溪市妇幼保健院</p>"
      "<p>中标供应商：云南某某科技有限公司</p><p>合同履行期限：详见附件</p>";
  const auto file = text_of({{1, "<p>预算金额：125万元</p><p>合同履行期限：自合同签订之日起一年</p>"}});
  const Notice notice = completed(page_with_files(result), file);
  EXPECT_EQ(notice.service_term, "自合同签订之日起一年");
  EXPECT_FALSE(notice.budget) << "the page doesn't speak of it";
}

TEST(Attachments, OfSeveralFilesThatDisagreeTheSurestCountsAndIsDoubted) {
  const auto sure = text_of({{1, "<p>预算金额：125万元</p>"}});
  AttachmentText other{"zip", {{"说明.docx", 1, "", true, "<p>预算金额：130万元</p>"}}, {}, false};
  const double alone = completed(page_with_files(), sure).evidence.at("budget").confidence;
  const Notice notice = completed(page_with_files(), sure, other);
  EXPECT_EQ(yuan(notice.budget), "1250000");
  EXPECT_LT(notice.evidence.at("budget").confidence, alone);
}

TEST(Attachments, NameTheMemberOfAnArchiveAndItsSheet) {
  const AttachmentText archive{
      "zip",
      {{"清单/预算.xlsx", 2, "报价", true, "<table><tr><td>预算金额（元）</td><td>130000</td></tr></table>"}},
      {},
      false};
  const Notice notice = completed(page_with_files(), {}, archive);
  ASSERT_TRUE(notice.budget);
  EXPECT_EQ(notice.evidence.at("budget").file, "采购需求.zip/清单/预算.xlsx");
  EXPECT_EQ(notice.evidence.at("budget").page, 2);
  EXPECT_EQ(notice.evidence.at("budget").sheet, "报价");
}

TEST(Attachments, GiveRequirementsFromTheirChapterNotFromTheContents) {
  const auto file =
      text_of({{1, "<p>目录</p><p>第二章 采购需求........9</p><p>第三章 评标办法........20</p>"},
               {9,
                "<p>第二章 采购需求</p><p>系统应当支持儿童保健全流程管理，与区域平台互联互通。</p>"
                "<p>第三章 评标办法</p><p>综合评分法</p>"}});
  const Notice notice = completed(page_with_files(), file);
  EXPECT_EQ(notice.requirements, "系统应当支持儿童保健全流程管理，与区域平台互联互通。");
  EXPECT_EQ(notice.evidence.at("requirements").page, 9);
  EXPECT_EQ(notice.evidence.at("requirements").text, "第二章 采购需求");
}

TEST(Attachments, FillTheLotsOfThePageByTheirNumbers) {
  Notice page = page_with_files();
  page.lots = {{"1", "服务器", "", "", {}, {}}, {"2", "软件", "", "", {}, {}}};
  const auto file = text_of({{3,
                              "<table><tr><td>包号</td><td>标的名称</td><td>预算金额（万元）</td></"
                              "tr><tr><td>1</td><td>服务器</td><td>30</td></tr>"
                              "<tr><td>2</td><td>软件</td><td>95</td></tr></table>"}});
  const Notice notice = completed(page, file);
  ASSERT_EQ(notice.lots.size(), 2u);
  EXPECT_EQ(yuan(notice.lots[1].budget), "950000");
  EXPECT_EQ(notice.evidence.at("lots.1.budget").page, 3);
}

TEST(Attachments, SayWhyTheyGaveNothing) {
  const AttachmentText broken{"pdf", {}, {{"", "timed_out"}}, false};
  const Notice before = page_with_files();
  const Notice notice = completed(before, broken);
  EXPECT_EQ(notice.attachments[0].problem, "timed_out");
  EXPECT_EQ(notice.missing, before.missing);
  EXPECT_FALSE(notice.budget);
}

TEST(Attachments, AreWantedWhereThePageRefersToThem) {
  struct Case {
    const char* html;
    AttachmentsWhen when;
    bool wanted;
  };
  const char* full =
      "<h1>云溪市医院系统采购项目公开招标公告</h1><p>采购人：云溪市医院</p><p>预算金额：90万元</p>"
      "<p>投标截止时间：2026年9月1日09:30</p><p>联系电话：0871-12345678</p>";
  const char* silent = "<h1>云溪市医院系统采购项目公开招标公告</h1><p>采购人：云溪市医院</p>";
  const char* pointing =
      "<h1>云溪市医院系统采购项目公开招标公告</h1><p>采购人：云溪市医院</p><p>技术要求详见附件。</p>";
  const std::vector<Case> cases = {
      {full, AttachmentsWhen::referred, false},
      {full, AttachmentsWhen::missing, false},
      {full, AttachmentsWhen::always, true},
      {silent, AttachmentsWhen::referred, false},
      {silent, AttachmentsWhen::missing, true},
      {pointing, AttachmentsWhen::referred, true},
      {kPage.c_str(), AttachmentsWhen::referred, true},
  };
  for (const auto& [html, when, wanted] : cases)
    EXPECT_EQ(wants_attachments(page_with_files(html), when), wanted) << html << static_cast<int>(when);
  EXPECT_FALSE(wants_attachments(read_html(kPage), AttachmentsWhen::always)) << "there are none";
}

}  // namespace
}  // namespace tenderlead::parsers
