#include <gtest/gtest.h>

#include "parsers/notice/marks.h"
#include "parsers/notice/page_view.h"
#include "parsers/text_document.h"

namespace tenderlead::parsers::notice {
namespace {

struct Page {
  explicit Page(std::string_view text)
      : document(build_text_document(text, "")),
        view(document, 1u << 20),
        marks(find_marks(view, LabelScanner::shipped())) {}
  Document document;
  PageView view;
  std::vector<Mark> marks;

  const Mark* mark_of(Field field) const {
    for (const Mark& mark : marks)
      if (mark.field == field) return &mark;
    return nullptr;
  }
};

TEST(PageView, DropsWhiteSpaceAndFoldsFullWidthForms) {
  const Page page("名　　称：甲 公司");
  EXPECT_EQ(to_utf8(page.view.text()), "名称:甲公司");
}

TEST(PageView, LeadsBackToTheWordsOfTheDocument) {
  const Page page("预算金额：１２ 万元");
  const std::u16string_view text = page.view.text();
  EXPECT_EQ(page.view.words(5, static_cast<Place>(text.size())), "１２ 万元");
}

TEST(PageView, CutsPlainTextWithBarsIntoCells) {
  const Page page("序号\n | \n项目名称\n | \n公开\n招标\n | 约10万元\n | \n1 |\n甲 |\n乙 |\n丙 |\n");
  ASSERT_TRUE(page.view.piped());
  EXPECT_EQ(to_utf8(page.view.text(page.view.units()[2])), "公开招标");
}

TEST(PageView, SurvivesBytesThatAreNoUtf8) {
  Document document;
  document.text = "\xFF\xFE项目\xE9";
  document.lines.push_back({.span = {0, document.text.size()}});
  const PageView view(document, 1000);
  EXPECT_EQ(view.text().size(), 5u);
}

TEST(Labels, TheLongestWordWins) {
  const auto hits = LabelScanner::shipped().scan(u"采购单位联系人:张工");
  ASSERT_FALSE(hits.empty());
  EXPECT_EQ(hits[0].word.field, Field::buyer_person);
}

TEST(Labels, ASitesOwnWordsAreAdded) {
  const LabelScanner scanner({{"预估价", "budget"}, {"闲话", "no.such.field"}});
  ASSERT_NE(scanner.find(u"预估价"), nullptr);
  EXPECT_EQ(scanner.find(u"预估价")->field, Field::budget);
  EXPECT_EQ(scanner.find(u"闲话"), nullptr);
}

TEST(Labels, EveryPathOfAFieldLeadsBackToIt) {
  for (int f = 0; f <= static_cast<int>(Field::remark); ++f) {
    const auto field = static_cast<Field>(f);
    const char* path = field_path(field);
    if (path == nullptr) continue;
    EXPECT_EQ(field_of_path(path), field) << path;
  }
}

TEST(Marks, AModifiedLabelIsNoLabel) {
  const Page page("本项目采购代理机构的项目编号：0730-1");
  EXPECT_EQ(page.mark_of(Field::project_no), nullptr);
}

TEST(Marks, NumberingBeforeALabelIsItsOwn) {
  for (const char* line : {"1、项目编号：A-1", "（一）项目编号：A-1", "2.1 项目编号：A-1", "● 项目编号：A-1",
                           "一、项目编号：A-1"}) {
    const Page page(line);
    const Mark* mark = page.mark_of(Field::project_no);
    ASSERT_NE(mark, nullptr) << line;
    EXPECT_TRUE(mark->at_start) << line;
  }
}

TEST(Marks, ALabelBrokenOverTwoLinesIsRead) {
  const Page page("1.截止时\n间：2026年3月20日9时");
  EXPECT_NE(page.mark_of(Field::ignored) == nullptr ? page.mark_of(Field::bare_deadline)
                                                    : page.mark_of(Field::ignored),
            nullptr);
}

TEST(Marks, TheUnitInBracketsIsNoted) {
  const Page page("预算金额（万元）：12");
  const Mark* mark = page.mark_of(Field::budget);
  ASSERT_NE(mark, nullptr);
  EXPECT_EQ(mark->bare_unit.minor, 1'000'000);
}

TEST(Marks, OwnerlessLabelsBelongToTheSectionsParty) {
  const Page page(
      "1.采购人信息\n名称：甲市医院\n联系方式：0371-5551234\n2."
      "采购代理机构信息\n名称：乙公司\n联系方式：0371-5554321\n");
  EXPECT_NE(page.mark_of(Field::buyer_name), nullptr);
  EXPECT_NE(page.mark_of(Field::buyer_contact), nullptr);
  EXPECT_NE(page.mark_of(Field::agency_name), nullptr);
  EXPECT_NE(page.mark_of(Field::agency_contact), nullptr);
}

TEST(Marks, TheSupervisorsTelephoneIsNobodysContact) {
  const Page page("招标人：甲局\n联系电话：0371-5551234\n监督部门：乙局\n联系电话：0371-5559999\n");
  std::size_t phones = 0;
  for (const Mark& mark : page.marks) phones += mark.field == Field::buyer_phone ? 1 : 0;
  EXPECT_EQ(phones, 1u);
}

TEST(Marks, AHeadingIsToldFromALabelByWhatFollows) {
  const Page heading("项目联系方式：\n项目联系人：李工\n");
  EXPECT_TRUE(heading.marks[0].heading);
  const Page label("项目联系方式：0371-5551234\n");
  EXPECT_FALSE(label.marks[0].heading);
}

}  // namespace
}  // namespace tenderlead::parsers::notice
