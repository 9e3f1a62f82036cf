#include "parsers/notice/headline.h"

#include <algorithm>
#include <array>
#include <vector>

#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

constexpr std::array<View, 9> kStrongEnds = {u"公告",     u"公示",     u"通知",   u"公告书", u"通告",
                                             u"情况说明", u"更正说明", u"邀请函", u"公示表"};
constexpr std::array<View, 34> kEnds = {
    u"招标计划", u"计划表", u"合同", u"采购意向", u"澄清", u"答疑",   u"补遗",  u"更正", u"结果",
    u"邀请书",   u"征集",   u"意见", u"答疑文件", u"招标", u"记录",   u"变更",  u"采购", u"开标记录",
    u"说明",     u"预询价", u"询价", u"市场调研", u"调研", u"比选",   u"遴选",  u"磋商", u"谈判",
    u"论证",     u"启事",   u"竞价", u"招标书",   u"议价", u"合同书", u"采购函"};
// What names of procurements end with.
constexpr std::array<View, 14> kWholes = {u"项目", u"工程", u"采购", u"服务", u"系统", u"设备", u"标段",
                                          u"施工", u"监理", u"设计", u"承包", u"改造", u"建设", u"购置"};
// Longest headline seen: a project of several lots, 110 letters.
constexpr std::size_t kLongest = 150;
constexpr std::size_t kUnitsLookedAt = 80;
// Behind a long menu a headline has to be in the page's title.
constexpr std::size_t kUnitsBehindMenus = 300;

template <typename List>
bool ends_with_any(View text, const List& ends) {
  return std::any_of(ends.begin(), ends.end(), [&](View end) { return text.ends_with(end); });
}

// 网站首页 > 交易信息: a trail of links, not a headline.
bool is_navigation(View text) {
  return text.find(u'>') != View::npos || text.find(u'»') != View::npos || text.starts_with(u"当前位置") ||
         text.starts_with(u"首页");
}

bool is_sentence(View text) {
  return text.find(u'。') != View::npos || text.find(u"现将") != View::npos ||
         text.find(u"如下") != View::npos || text.find(u"http") != View::npos ||
         text.starts_with(u"本公告") || text.starts_with(u"关于发布");
}

// Whether a cell has another beside it in its row.
bool has_neighbour(const std::vector<Unit>& units, std::size_t u) {
  const auto beside = [&](const Unit& other) {
    return units[u].table >= 0 && other.table == units[u].table && other.row == units[u].row;
  };
  return (u > 0 && beside(units[u - 1])) || (u + 1 < units.size() && beside(units[u + 1]));
}

struct Candidate {
  Stretch place;
  double score = 0;
};

// The figures of a year that begin a date: 2026-5-20, 2026/5/20, 2026年.
bool begins_date(View text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != u'2' || text[at + 1] != u'0') return false;
  if (!is_digit(text[at + 2]) || !is_digit(text[at + 3])) return false;
  const char16_t sign = text[at + 4];
  return (sign == u'-' || sign == u'/' || sign == u'.' || sign == u'年') && is_digit(text[at + 5]);
}

// 某某工程(ABC2026011)后勤保障部 2026/2/24 18:07:00现就…: where the headline ends that a text without line breaks starts
// with, when only the office that publishes stands between its closing bracket and the date. unit.begin for none.
Place before_first_date(const PageView& view, const Unit& unit, Place limit) {
  constexpr std::size_t kLongestOffice = 12;
  const View start = view.text(unit).substr(0, kLongest);
  for (std::size_t at = 8; at + 6 < start.size() && unit.begin + at < limit; ++at) {
    if (!view.space_before(unit.begin + static_cast<Place>(at)) || !begins_date(start, at)) continue;
    const View head = start.substr(0, at);
    const std::size_t bracket = head.rfind(u')');
    if (bracket == View::npos || bracket < 8 || at - bracket - 1 > kLongestOffice || is_sentence(head) ||
        head.find_first_of(u":;。") != View::npos)
      return unit.begin;
    return unit.begin + static_cast<Place>(bracket + 1);
  }
  return unit.begin;
}

// Whether <title> is these words, or these and the site's name behind a stroke: 某某公告-某某采购网.
bool names_page(View page_title, View words) {
  if (words.size() < 8 || !page_title.starts_with(words)) return false;
  if (page_title.size() == words.size()) return true;
  static constexpr View kStrokes = u"-_|~";
  return kStrokes.find(page_title[words.size()]) != View::npos;
}

// What stands behind a title on one line.
constexpr std::array<View, 8> kBehindTitle = {u"发布时间", u"发布日期", u"公告类型", u"公告时间",
                                              u"正文",     u"来源",     u"公示时间", u"信息时间"};

// <h1>某某公告<span>发布时间：2026-11-02</span></h1>, <h1>某某公告 <em>2026-11-02</em></h1>: where the headline's own words end.
Place end_before_stamp(const PageView& view, const Unit& unit) {
  constexpr std::size_t kShortest = 8;
  const View text = view.text(unit);
  for (const View next : kBehindTitle) {
    const std::size_t at = text.find(next, kShortest);
    if (at != View::npos && at + next.size() < text.size() && text[at + next.size()] == u':')
      return unit.begin + static_cast<Place>(at);
  }
  for (std::size_t at = kShortest; at + 6 < text.size(); ++at) {
    if (!begins_date(text, at) || is_digit(text[at - 1])) continue;
    static constexpr View kOfDates = u"0123456789-/.:年月日时分秒";
    const bool date_alone = text.substr(at).find_first_not_of(kOfDates) == View::npos;
    if (date_alone && ends_with_any(title_core(text.substr(0, at)), kStrongEnds))
      return unit.begin + static_cast<Place>(at);
  }
  return unit.end;
}

// 公告名称：某某公告, 标题：某某公告 发布时间：…: the title behind its label.
Candidate labelled_title(const PageView& view) {
  constexpr double kScore = 6;
  constexpr std::size_t kUnits = 30;
  static constexpr std::array<View, 7> kLabels = {u"公告名称", u"公告标题", u"信息标题", u"标题",
                                                  u"项目标题", u"公示名称", u"信息名称"};
  const auto& units = view.units();
  for (std::size_t u = 0; u < std::min(units.size(), kUnits); ++u) {
    const View text = view.text(units[u]);
    for (const View label : kLabels) {
      if (!text.starts_with(label)) continue;
      Stretch place{units[u].begin + static_cast<Place>(label.size()), units[u].end};
      if (place.begin < place.end && view.text()[place.begin] == u':')
        ++place.begin;
      else if (!place.empty() || units[u].table < 0)
        continue;
      if (place.empty() && u + 1 < units.size()) place = {units[u + 1].begin, units[u + 1].end};
      for (const View next : kBehindTitle)
        if (const std::size_t at = view.text(place.begin, place.end).find(next); at != View::npos)
          place.end = std::min(place.end, place.begin + static_cast<Place>(at));
      if (place.size() >= 8 && place.size() <= kLongest) return {place, kScore};
    }
  }
  return {};
}

// 某某设备采购项目 / 2026-07-03 above a text that calls it so.
bool is_name_over_day(const PageView& view, const Unit& first) {
  constexpr Place kShortestName = 8;
  const View text = view.text(first);
  if (text.size() < kShortestName || text.find(u':') != View::npos || is_sentence(text)) return false;
  const auto& units = view.units();
  const std::size_t next = view.unit_at(first.begin) + 1;
  return next < units.size() && view.text(units[next]).starts_with(u"20") && units[next].size() <= 20 &&
         view.text().find(text, first.end) != View::npos;
}

// 某某改造工程 / 【信息时间：2026/6/23 阅读次数：83】: what stands over the line that says when a page was published is its title,
// whatever it ends with.
bool stands_over_stamp(const PageView& view, std::size_t u, View text) {
  constexpr std::size_t kShortest = 10;
  constexpr std::size_t kReach = 24;
  const auto& units = view.units();
  if (u + 1 >= units.size() || text.size() < kShortest || text.find(u':') != View::npos || units[u].chrome ||
      has_neighbour(units, u))
    return false;
  View below = view.text(units[u + 1]).substr(0, kReach);
  while (!below.empty() && (below[0] == u'【' || below[0] == u'[' || below[0] == u'('))
    below.remove_prefix(1);
  static constexpr std::array<View, 8> kStamps = {u"信息时间",     u"发布时间", u"发布日期", u"信息发布时间",
                                                  u"公告发布时间", u"发稿时间", u"添加日期", u"更新时间"};
  if (std::none_of(kStamps.begin(), kStamps.end(), [&](View stamp) { return below.starts_with(stamp); }))
    return false;
  return std::any_of(below.begin(), below.end(), is_digit) && !looks_like_organisation(to_utf8(text));
}

// 某某公司 / 水表采购项目招标公告 above a text that calls it 某某公司水表采购项目: the line above is the name's beginning.
Place start_with_house(const PageView& view, Place begin) {
  constexpr Place kLongestName = 30;
  constexpr Place kSame = 8;
  const auto& units = view.units();
  const std::size_t u = view.unit_at(begin);
  if (u == 0 || u >= units.size() || begin != units[u].begin || units[u].size() < kSame) return begin;
  const Unit& above = units[u - 1];
  if (above.size() < 4 || above.size() > kLongestName || above.table != units[u].table || above.chrome ||
      !looks_like_organisation(to_utf8(view.text(above))))
    return begin;
  const View whole = view.text(above.begin, begin + kSame);
  return view.text().find(whole, begin) != View::npos ? above.begin : begin;
}

// 某某采购项目 / (项目编号：A-1) / 公开招标公告: a headline over several lines begins where the name does.
Place start_of_broken(const PageView& view, std::size_t u) {
  const auto& units = view.units();
  constexpr std::size_t kMostLines = 3;
  Place begin = units[u].begin;
  for (std::size_t k = u; k-- > 0 && u - k <= kMostLines;) {
    const View text = view.text(units[k]);
    if (units[k].table != units[u].table || units[k].row != units[u].row || units[k].chrome) break;
    if (text.size() > 100 || is_navigation(text) || is_sentence(text)) break;
    if (text.front() == u'(' && text.back() == u')' && text.size() <= 40) continue;
    // The name itself may be cut in two: only its last line has to end as a name does. What stands above it belongs to
    // it where the text below says the two as one.
    const bool named =
        text.size() >= 8 && text.find(u':') == View::npos && ends_with_any(title_core(text), kWholes);
    const bool first = begin == units[u].begin;
    if (first ? !named
              : view.text().find(view.text(units[k].begin, units[k + 1].end), units[u].end) == View::npos)
      break;
    begin = units[k].begin;
  }
  return begin;
}

// 某某医院 / 某某采购项目 / 磋商公告: the buyer's own line opens a headline that is set in lines of one kind.
Place start_with_buyer(const PageView& view, Stretch headline) {
  constexpr Place kLongestName = 30;
  const auto& units = view.units();
  const std::size_t u = view.unit_at(headline.begin);
  const std::size_t end = view.unit_at(headline.end - 1);
  if (u == 0 || end >= units.size() || headline.begin != units[u].begin) return headline.begin;
  const Unit& above = units[u - 1];
  const Unit& last = units[end];
  // A line alone has its buyer's above it only where the page sets the two alike, and apart from everything else.
  if (end == u && (!last.centred || !last.bold || last.heading > 0 || last.table >= 0)) return headline.begin;
  const bool alike = view.document().from_html
                         ? above.centred == last.centred && above.bold == last.bold &&
                               above.heading == last.heading && (last.centred || last.heading > 0)
                         : u == 1;
  if (!alike || above.chrome || above.table != last.table || above.row != last.row || above.size() < 4 ||
      above.size() > kLongestName || view.text(units[u]).starts_with(view.text(above)) ||
      !looks_like_organisation(to_utf8(view.text(above))))
    return headline.begin;
  return above.begin;
}

// （某某改造工程 / 勘察设计）中标候选人公示: a bracket that the line before opens.
Place start_of_bracket(const PageView& view, std::size_t u, View text) {
  const std::size_t close = text.find(u')');
  const auto& units = view.units();
  if (u == 0 || close == View::npos || text.substr(0, close).find(u'(') != View::npos) return units[u].begin;
  const Unit& above = units[u - 1];
  const View words = view.text(above);
  const bool same = above.table == units[u].table && above.row == units[u].row && !above.chrome;
  const bool opens =
      std::count(words.begin(), words.end(), u'(') > std::count(words.begin(), words.end(), u')');
  return same && opens && words.size() <= 100 && words.find(u':') == View::npos ? above.begin
                                                                                : units[u].begin;
}

// 网站首页 采购公告 当前位置：首页 > 正文 某某公告 发布日期：…: on a page that became one line the first long word that ends as
// headlines do. Empty where the line doesn't begin with a menu.
Stretch title_among_menus(const PageView& view, const Unit& unit) {
  constexpr Place kReach = 800;
  constexpr Place kMenu = 150;
  constexpr std::size_t kShortest = 14;
  const View start = view.text(unit).substr(0, kMenu);
  if (unit.size() < kMenu + 50 ||
      (start.find(u"首页") == View::npos && start.find(u"当前位置") == View::npos))
    return {};
  const Place end = std::min(unit.end, unit.begin + kReach);
  Stretch best;
  for (Place from = unit.begin; from < end;) {
    Place to = from + 1;
    while (to < end && !view.space_before(to)) ++to;
    const View word = view.text(from, to);
    if (best.empty() && word.size() >= kShortest && word.size() <= kLongest &&
        word.find(u"首页") == View::npos && ends_with_any(title_core(word), kStrongEnds) &&
        word.find(u':') == View::npos && !is_navigation(word) && !is_sentence(word))
      best = {from, to};
    from = to;
  }
  return best;
}

// 更正事项：采购公告: a label, and what it speaks of.
bool is_label_of_kind(View text) {
  constexpr std::size_t kShortestTitle = 9;
  const std::size_t colon = text.rfind(u':');
  return colon != View::npos && text.size() - colon - 1 < kShortestTitle;
}

}  // namespace

bool names_kind_alone(View text) {
  constexpr std::size_t kLongestKind = 12;
  return text.size() >= 4 && text.size() <= kLongestKind && ends_with_any(text, kStrongEnds) &&
         name_from_title(to_utf8(text)).empty();
}

void use_labelled_title(const PageView& view, const std::vector<Mark>& marks, Headline& headline) {
  if (!names_kind_alone(folded(headline.title))) return;
  for (const Mark& mark : marks) {
    const View label = view.text(mark.label_begin, mark.label_end);
    if (!mark.colon || (label != u"公告名称" && label != u"公告标题" && label != u"信息标题")) continue;
    const Stretch place = value_of(view, mark);
    const View title = view.text(place.begin, std::max(place.begin, place.end));
    if (title.size() < 10 || title.size() > kLongest || !ends_with_any(title_core(title), kStrongEnds))
      continue;
    set_title(headline, view.words(place.begin, place.end));
    headline.place = place;
    headline.rule = "headline:label";
    headline.confidence = 0.9;
    return;
  }
}

Stretch name_beside(const PageView& view, const Headline& headline) {
  constexpr std::size_t kLinesBelow = 3;
  constexpr std::size_t kLongestName = 100;
  if (headline.place.empty() || !names_kind_alone(folded(headline.title))) return {};
  const auto& units = view.units();
  const std::size_t u = view.unit_at(headline.place.begin);
  for (std::size_t k = u + 1; k < std::min(units.size(), u + 1 + kLinesBelow); ++k) {
    const View text = view.text(units[k]);
    const View core = title_core(text);
    if (text.size() >= 8 && text.size() <= kLongestName && text.find_first_of(u":。,") == View::npos &&
        !is_navigation(text) && ends_with_any(core, kWholes) && !names_kind_alone(text))
      return {units[k].begin, units[k].end};
  }
  return {};
}

Headline read_headline(const PageView& view) {
  const Document& document = view.document();
  const auto& units = view.units();
  const std::u16string hint_letters = folded(clean_title(document.hint_title));
  View hint = hint_letters;
  const bool cut = hint.ends_with(u"...") || hint.ends_with(u"…");
  while (!hint.empty() && (hint.back() == u'.' || hint.back() == u'…')) hint.remove_suffix(1);
  // A column's name (招标公告) is no title to look for.
  if (names_kind_alone(hint)) hint = {};
  const std::u16string page_title = folded(document.html_title);

  Candidate best = labelled_title(view);
  const std::size_t last = std::min(units.size(), page_title.empty() ? kUnitsLookedAt : kUnitsBehindMenus);
  for (std::size_t u = 0; u < last; ++u) {
    const Unit& unit = units[u];
    Stretch place{unit.begin, unit.end};
    View text = view.text(unit);
    if (document.from_html && unit.heading > 0) {
      place.end = end_before_stamp(view, unit);
      text = view.text(place.begin, place.end);
    }
    if (u == 0)
      if (const Stretch word = title_among_menus(view, unit); !word.empty()) {
        best = {word, 4};
        continue;
      }
    if (u == 0 && unit.size() > 60) {
      // A text without line breaks starts with its headline: … 延期的通知 各潜在投标人：
      const View start = text.substr(0, kLongest);
      for (const View end : kStrongEnds) {
        const std::size_t at = start.find(end);
        if (at == View::npos) continue;
        Place stop = unit.begin + static_cast<Place>(at + end.size());
        View rest = text.substr(at + end.size());
        // 成交公告更正公告: the kind goes on.
        for (const View more : {View(u"更正公告"), View(u"的更正公告"), View(u"变更公告"),
                                View(u"的变更公告"), View(u"补充公告"), View(u"终止公告")})
          if (rest.starts_with(more)) {
            stop = unit.begin + static_cast<Place>(at + end.size() + more.size());
            rest = rest.substr(more.size());
            break;
          }
        const bool closes = !rest.empty() && (rest[0] == u']' || rest[0] == u')' || rest[0] == u'】');
        const View head = text.substr(0, at);
        // 关于…的延期公告后勤保障部 2022/9/5: run together, but no sentence yet.
        const bool plain = at >= 8 && !closes && head.find_first_of(u",。;") == View::npos &&
                           head.find(u"委托") == View::npos && !is_sentence(head);
        // 八、公告说明, 交易平台-公告详情: words of the page.
        const bool labelled = head.find(u':') != View::npos;
        const bool goes_on = rest.starts_with(u"说明") || rest.starts_with(u"详情") ||
                             rest.starts_with(u"信息") || rest.starts_with(u"期限") ||
                             rest.starts_with(u"内容") || rest.starts_with(u"正文");
        if (labelled || goes_on) continue;
        if (view.space_before(stop) || plain) place.end = std::min(place.end, stop);
      }
      text = view.text(place.begin, place.end);
    }
    bool run_on = place.end < unit.end;
    if (u == 0 && unit.size() > 60)
      if (const Place stop = before_first_date(view, unit, place.end); stop > unit.begin) {
        place.end = stop;
        text = view.text(place.begin, place.end);
        run_on = true;
      }
    if (text.size() > kLongest || is_navigation(text) || is_sentence(text)) continue;
    if (!document.from_html && !ends_with_any(title_core(text), kStrongEnds) && u + 1 < last &&
        unit.size() >= 2 && text.find(u':') == View::npos) {
      // A headline broken over two lines: …竞争性磋商公 / 告
      const Unit& next = units[u + 1];
      const View both = view.text(unit.begin, next.end);
      static constexpr std::array<View, 5> kSites = {u"平台", u"网", u"网站", u"交易中心", u"系统"};
      const bool site = ends_with_any(text, kSites) && names_kind_alone(view.text(next));
      if (!site && next.size() <= 14 && both.size() <= kLongest &&
          ends_with_any(title_core(both), kStrongEnds) && u < 4) {
        place.end = next.end;
        text = both;
      }
    }
    if (names_kind_alone(text))
      if (const Place start = start_of_broken(view, u); start < place.begin) {
        place.begin = start;
        text = view.text(place.begin, place.end);
      }
    if (const Place start = start_of_bracket(view, u, text); start < place.begin) {
      place.begin = start;
      text = view.text(place.begin, place.end);
    }
    const View core = title_core(text);
    if (text.size() < 7 || core.size() < 4) continue;
    const bool strong = ends_with_any(core, kStrongEnds);
    const bool weak = ends_with_any(core, kEnds);
    const View bare = without_markers(text);
    // Without any markup the first line may be a title whose kind isn't called 公告: …政府采购意向.
    const bool first = u == 0 && (weak || run_on) && !document.from_html;
    const bool stamped = !strong && stands_over_stamp(view, u, text);
    if (!strong && !first && !stamped && !names_page(page_title, bare) && unit.heading == 0 &&
        (!unit.centred || unit.table >= 0))
      continue;
    if (text.find(u':') != View::npos && (!strong || is_label_of_kind(core))) continue;
    const bool titled = bare.size() >= 8 && page_title.find(bare) != std::u16string::npos;
    if (u >= kUnitsLookedAt && !titled) continue;
    double score = strong ? 3 : weak ? 1 : 0;
    if (unit.heading > 0) score += unit.heading <= 2 ? 3 : 2;
    if (unit.centred) score += 1;
    if (unit.bold) score += 0.5;
    if (titled) score += 2.5;
    if (text.size() >= 14) score += 1;
    if (stamped && unit.heading == 0) score += 2.5;
    if (!hint.empty()) {
      const double alike = likeness(bare, hint);
      // The project's name alone is the hint without what it announces.
      if (!strong && !weak && hint.size() > bare.size() && hint.find(bare) != View::npos) continue;
      if (alike < 0.55 && !(cut && bare.starts_with(hint.substr(0, hint.size() * 3 / 4)))) continue;
      score += 3 * alike;
    } else if (score < 3 && !first) {
      continue;
    }
    if (text.find(u':') != View::npos) score -= 2;
    if (!titled) score -= 0.02 * static_cast<double>(u);
    // 职工食堂招标公告 of the site over 某某医院职工食堂招标公告(3) of the text: the first has no more to say.
    const View so_far = view.text(best.place.begin, best.place.end);
    const bool announces =
        ends_with_any(title_core(so_far), kStrongEnds) || ends_with_any(title_core(so_far), kEnds);
    const bool repeats = so_far.size() >= 8 && (announces || !strong) && best.score >= 3 &&
                         unit.heading == 0 && text.find(so_far) != View::npos && !titled && hint.empty();
    if (score > best.score && !repeats) best = {place, score};
  }

  Headline headline;
  if (!best.place.empty()) {
    best.place.begin = start_with_house(view, best.place.begin);
    best.place.begin = start_with_buyer(view, best.place);
    set_title(headline, view.words(best.place.begin, best.place.end));
    headline.place = best.place;
    headline.rule = "headline:page";
    headline.confidence = best.score >= 5 ? 0.97 : 0.88;
    // A form's own name (中标候选人公示) says less than the list's title.
    if (!hint.empty() && headline.title.size() * 10 < document.hint_title.size() * 6 && !cut)
      headline.title.clear();
    if (!headline.title.empty()) return headline;
  }
  headline.place = {};
  if (!document.hint_title.empty()) {
    set_title(headline, document.hint_title);
    headline.rule = "headline:list";
    headline.confidence = 0.95;
    return headline;
  }
  if (page_title.size() >= 8 && title_core(page_title).size() >= 6) {
    set_title(headline, without_site(document.html_title));
    headline.rule = "headline:title-element";
    headline.confidence = 0.75;
  } else if (const auto first =
                 std::find_if(units.begin(), units.end(), [](const Unit& unit) { return !unit.chrome; });
             first != units.end() &&
             (names_kind_alone(view.text(*first)) || is_name_over_day(view, *first))) {
    // 废标公告 over a page's text, or the name and the day: all the headline that it has.
    headline.place = {first->begin, first->end};
    set_title(headline, view.words(headline.place.begin, headline.place.end));
    headline.rule = "headline:first-line";
    headline.confidence = 0.7;
  }
  return headline;
}

}  // namespace tenderlead::parsers::notice
