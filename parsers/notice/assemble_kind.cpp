// What kind of notice it is: the title's words, corrected by what the body plainly does.
#include <algorithm>

#include "parsers/notice/assembly.h"
#include "parsers/values/kind.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers::notice {
namespace {

// How much of the body may tell the kind: its first lines.
constexpr std::size_t kOpening = 900;

bool says_any(std::u16string_view text, std::initializer_list<std::u16string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::u16string_view word) { return text.find(word) != std::u16string_view::npos; });
}

bool has_section(const Assembly& a, Section section) {
  return std::any_of(a.marks.begin(), a.marks.end(),
                     [&](const Mark& m) { return m.heading && m.section == section; });
}

bool has_field(const Assembly& a, std::initializer_list<Field> fields) {
  return std::any_of(a.findings.begin(), a.findings.end(), [&](const Finding& f) {
    return !f.value.empty() && trust(f.section) > 0.5 &&
           std::find(fields.begin(), fields.end(), f.field) != fields.end();
  });
}

// The first of some words between two places; empty where none stands there.
Stretch words_in(const Assembly& a, std::initializer_list<std::u16string_view> words,
                 std::size_t limit = std::u16string_view::npos) {
  const std::u16string_view text = a.view.text().substr(0, limit);
  for (const std::u16string_view word : words) {
    if (!a.view.may_hold(word)) continue;
    if (const std::size_t at = text.find(word); at != std::u16string_view::npos)
      return {static_cast<Place>(at), static_cast<Place>(at + word.size())};
  }
  return {};
}

Stretch place_of_section(const Assembly& a, Section section) {
  for (const Mark& mark : a.marks)
    if (mark.heading && mark.section == section) return {mark.label_begin, mark.label_end};
  return {};
}

Stretch place_of_field(const Assembly& a, std::initializer_list<Field> fields) {
  for (const Finding& f : a.findings)
    if (!f.value.empty() && trust(f.section) > 0.5 &&
        std::find(fields.begin(), fields.end(), f.field) != fields.end())
      return f.label.empty() ? f.value : f.label;
  return {};
}

// …有限公司以92分最高分中标。: a short page's sentence that ends with who has won.
Stretch sentence_of_winner(const Assembly& a) {
  constexpr std::size_t kShort = 1200;
  const std::u16string_view text = a.view.text();
  if (text.size() > kShort) return {};
  constexpr std::size_t kReach = 40;
  for (const std::u16string_view end : {std::u16string_view(u"中标。"), std::u16string_view(u"成交。")})
    if (const std::size_t at = text.find(end); at != std::u16string_view::npos)
      if (says_any(text.substr(at > kReach ? at - kReach : 0, std::min(at, kReach)),
                   {u"公司", u"厂", u"中心"}))
        return {static_cast<Place>(at), static_cast<Place>(at + 2)};
  return {};
}

// What the body asks for or tells, whatever its title says, and the words that tell it.
struct BodyKind {
  NoticeKind kind;
  Stretch place;
};

std::optional<BodyKind> by_body(const Assembly& a) {
  const auto kind = [](NoticeKind told, Stretch place) { return BodyKind{told, place}; };
  constexpr std::size_t kStart = 1500;
  if (const Stretch said =
          words_in(a,
                   {u"拟采用单一来源方式采购", u"拟采用单一来源采购方式", u"单一来源采购方式的原因",
                    u"单一来源方式的原因", u"拟定的唯一供应商", u"拟定唯一供应商"},
                   kStart);
      !said.empty())
    return kind(NoticeKind::single_source, said);
  if (const Stretch said = words_in(a, {u"公示的项目采购需求", u"公示的采购需求", u"采购需求进行公示"});
      !said.empty())
    return kind(NoticeKind::market_research, said);
  // 终止原因：…更正公告…: why it ended may tell of what was changed.
  const auto ended = std::find_if(a.marks.begin(), a.marks.end(), [&](const Mark& mark) {
    if (mark.word.field != Field::rejection || !mark.colon || !mark.at_start) return false;
    const Stretch value = value_of(a.view, mark);
    return !value.empty() && !unstated_reason(a.view.words(value.begin, value.end));
  });
  if (ended != a.marks.end() && !has_field(a, {Field::supplier, Field::award_amount}))
    return kind(NoticeKind::failure, {ended->label_begin, ended->label_end});
  if (const Stretch head = place_of_section(a, Section::amendment);
      !head.empty() && !has_section(a, Section::qualification))
    return kind(NoticeKind::amendment, head);
  if (const Stretch field = place_of_field(a, {Field::contract_signed, Field::contract_supplier});
      !field.empty())
    return kind(NoticeKind::contract, field);
  if (const Stretch field = place_of_field(a, {Field::contract_no});
      !field.empty() && !words_in(a, {u"甲方"}).empty() && !words_in(a, {u"乙方"}).empty())
    return kind(NoticeKind::contract, field);
  constexpr std::size_t kOutcome = 4000;
  Stretch failed =
      words_in(a,
               {u"本项目流标", u"作流标处理", u"作废标处理", u"予以废标", u"本次采购失败", u"招标失败",
                u"本项目废标", u"作废标公告", u"项目作废", u"采购活动终止", u"终止本次采购", u"终止本项目"},
               kOutcome);
  if (failed.empty()) failed = place_of_field(a, {Field::rejection});
  if (!failed.empty()) return kind(NoticeKind::failure, failed);
  if (const Stretch field = place_of_field(a, {Field::candidate}); !field.empty())
    return kind(NoticeKind::shortlist, field);
  if (const Stretch field = place_of_field(a, {Field::supplier, Field::award_amount}); !field.empty())
    return kind(NoticeKind::award, field);
  const auto head_of = [](const Grid& grid, Field field) {
    return grid.columns[static_cast<std::size_t>(grid.column_of(field))].head;
  };
  for (const Grid& grid : a.grids) {
    if (grid.has(Field::expected_month))
      return kind(NoticeKind::intention, head_of(grid, Field::expected_month));
    if (grid.has(Field::candidate)) return kind(NoticeKind::shortlist, head_of(grid, Field::candidate));
    if (grid.has(Field::supplier) && trust(grid.section) == 1.0)
      return kind(NoticeKind::award, head_of(grid, Field::supplier));
  }
  if (const Stretch field = place_of_field(a, {Field::expected_month}); !field.empty())
    return kind(NoticeKind::intention, field);
  if (const Stretch won = sentence_of_winner(a); !won.empty()) return kind(NoticeKind::award, won);
  // 成交日期：2026-03-16 on a page that asks for nothing.
  const auto closed = std::find_if(a.marks.begin(), a.marks.end(), [&](const Mark& mark) {
    const std::u16string_view label = a.view.text(mark.label_begin, mark.label_end);
    return mark.colon && (label == u"成交日期" || label == u"中标日期" || label == u"定标日期");
  });
  if (closed != a.marks.end() && !has_field(a, {Field::bid_deadline, Field::documents_period}))
    return kind(NoticeKind::award, {closed->label_begin, closed->label_end});
  for (const Section section : {Section::documents, Section::submission, Section::submission_and_opening})
    if (const Stretch head = place_of_section(a, section); !head.empty())
      return kind(NoticeKind::tender, head);
  if (const Stretch field = place_of_field(a, {Field::bid_deadline, Field::documents_period}); !field.empty())
    return kind(NoticeKind::tender, field);
  return std::nullopt;
}

// 招标计划 / 招标公告 / 答疑澄清 / 中标候选人公示: the columns of a portal, one below the other.
bool is_menu(const PageView& view, std::size_t u) {
  constexpr Place kColumnLetters = 9;
  const auto& units = view.units();
  std::size_t neighbours = 0;
  for (std::size_t k = u >= 2 ? u - 2 : 0; k < std::min(units.size(), u + 3); ++k) {
    if (k == u || units[k].size() > kColumnLetters || units[k].table >= 0) continue;
    const std::u16string_view text = view.text(units[k]);
    neighbours += says_any(text, {u"公告", u"公示", u"澄清", u"招标计划", u"文件下载", u"合同", u"首页",
                                  u"信息", u"结果"})
                      ? 1
                      : 0;
  }
  return units[u].size() <= kColumnLetters && neighbours > 0;
}

bool invites_bids(const Assembly& a) {
  return !words_in(a,
                   {u"欢迎合格的供应商参加", u"欢迎合格的供应商前来", u"欢迎符合资格条件", u"潜在投标人应在",
                    u"潜在供应商应在", u"欢迎合格的投标人", u"欢迎符合条件的供应商", u"邀请合格"})
              .empty() ||
         (has_section(a, Section::qualification) &&
          (has_section(a, Section::documents) || has_section(a, Section::submission)));
}

bool names_winners(const Assembly& a) {
  return has_field(a, {Field::supplier, Field::award_amount}) ||
         std::any_of(a.grids.begin(), a.grids.end(), [](const Grid& g) {
           return (g.has(Field::supplier) || g.has(Field::candidate)) && trust(g.section) == 1.0;
         });
}

}  // namespace

void assemble_kind(Assembly& a) {
  Notice& notice = a.notice;
  const auto keep = [&](NoticeKind kind, Stretch place, const char* rule, double confidence) {
    notice.kind = kind;
    a.prove("kind", place, rule, confidence);
  };
  const std::optional<BodyKind> body = by_body(a);
  const auto titled = classify_kind(notice.title);
  // 招标 in a project's name (二次招标) is no announcement; the body may say otherwise.
  const std::u16string title = folded(notice.title);
  const bool announces =
      title.find(u"公告") != std::u16string::npos || title.find(u"公示") != std::u16string::npos ||
      title.find(u"邀请") != std::u16string::npos || title.find(u"文件") != std::u16string::npos;
  const bool vague = titled && titled->kind == NoticeKind::tender && !announces;
  if (titled && !vague) {
    // A headline copied from another notice: the body invites bids and names no winner.
    const bool award = titled->kind == NoticeKind::award || titled->kind == NoticeKind::shortlist;
    if (award && invites_bids(a) && !names_winners(a)) {
      keep(NoticeKind::tender, a.headline.place, "body:invites", 0.8);
      return;
    }
    // 某某采购公告 over a result: what is asked for has no winner yet.
    if (titled->kind == NoticeKind::tender && !invites_bids(a) && has_field(a, {Field::supplier}) &&
        has_field(a, {Field::award_amount}) && !has_section(a, Section::submission) &&
        !has_section(a, Section::submission_and_opening)) {
      keep(NoticeKind::award, a.headline.place, "body:award", 0.8);
      return;
    }
    // 某某废标公示[中标候选人公示变更]: the bracket is the portal's column.
    if (const std::size_t bracket = title.find(u'['); bracket != std::u16string::npos && bracket >= 8) {
      const auto core = classify_kind(to_utf8(std::u16string_view(title).substr(0, bracket)));
      if (core && core->kind == NoticeKind::failure && titled->kind != NoticeKind::failure) {
        keep(NoticeKind::failure, a.headline.place, "headline:kind", 0.9);
        return;
      }
    }
    if (titled->kind == NoticeKind::award && body && body->kind == NoticeKind::failure && !names_winners(a)) {
      keep(NoticeKind::failure, body->place, "body:failure", 0.9);
      return;
    }
    // 某某项目评标结果公示 over 中标供应商 and 中标价: who won is told, and nobody is ranked.
    if (titled->kind == NoticeKind::shortlist && says_any(title, {u"评标", u"评审", u"评定"}) &&
        !says_any(title, {u"候选", u"预中", u"拟中"}) && body && body->kind == NoticeKind::award &&
        !has_section(a, Section::candidates)) {
      keep(NoticeKind::award, body->place, "body:award", 0.8);
      return;
    }
    // 某某项目招标结果的公示 over 中标候选人排序: nobody has won yet.
    if (titled->kind == NoticeKind::award &&
        !says_any(title, {u"中标", u"成交", u"中选", u"入围", u"定标"}) &&
        has_section(a, Section::candidates) && !has_field(a, {Field::supplier, Field::award_amount})) {
      keep(NoticeKind::shortlist, a.headline.place, "body:candidates", 0.85);
      return;
    }
    // A kind is as sure as the headline is one.
    keep(titled->kind, a.headline.place, "headline:kind",
         std::min(std::max(titled->confidence, 0.9), a.headline.confidence));
    return;
  }
  // 【成交公告】某某采购项目: the column in front of the title, unless the body asks for bids or tells more.
  if (const auto marked = classify_kind(a.headline.markers);
      marked && (!body || body->kind == marked->kind || body->kind == NoticeKind::tender) &&
      (marked->kind == NoticeKind::tender || !invites_bids(a))) {
    keep(marked->kind, a.headline.place, "headline:marker", 0.85);
    return;
  }
  // The hint may be a title without a kind while the page's own heading has one: 某某项目 / 招标计划公告.
  const auto& units = a.view.units();
  for (std::size_t u = 0; u < std::min<std::size_t>(units.size(), 40); ++u) {
    const Unit& unit = units[u];
    const std::u16string_view text = a.view.text(unit);
    const bool heading = text.size() <= 80 &&
                         (text.ends_with(u"公告") || text.ends_with(u"公示") || text.ends_with(u"招标计划") ||
                          text.ends_with(u"通知") || text.ends_with(u"计划表") || text.ends_with(u"登记表") ||
                          text.ends_with(u"公示表"));
    // Menus name the kinds that the portal has; the notice's own heading says whose it is.
    if (!heading || text.size() < 4 || unit.chrome || text == folded(notice.title)) continue;
    if (is_menu(a.view, u)) continue;
    if (const auto match = classify_kind(to_utf8(text))) {
      keep(match->kind, {unit.begin, unit.end}, "heading:kind", 0.85);
      return;
    }
  }
  if (body && (!vague || body->kind != NoticeKind::tender)) {
    keep(body->kind, body->place, "body:fields", 0.8);
    return;
  }
  if (vague) {
    keep(titled->kind, a.headline.place, "headline:kind", 0.75);
    return;
  }
  const std::u16string_view opening = a.view.text().substr(0, kOpening);
  if (const auto match = classify_kind(notice.title, to_utf8(opening))) {
    Stretch place = a.headline.place;
    if (match->in_detail) {
      const std::u16string words = folded(match->words);
      const auto at = static_cast<Place>(std::min(opening.find(words), opening.size()));
      place = {at, std::min(static_cast<Place>(opening.size()), at + static_cast<Place>(words.size()))};
    }
    keep(match->kind, place, match->in_detail ? "body:opening" : "headline:kind", match->confidence);
    return;
  }
  constexpr double kGuess = 0.4;
  if (!a.findings.empty()) keep(NoticeKind::other, {}, "body:none", kGuess);
}

}  // namespace tenderlead::parsers::notice
