#include "parsers/notice/headline.h"

#include <algorithm>
#include <array>
#include <vector>

#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

constexpr std::array<View, 8> kStrongEnds = {u"公告", u"公示",     u"通知",     u"公告书",
                                             u"通告", u"情况说明", u"更正说明", u"邀请函"};
constexpr std::array<View, 34> kEnds = {
    u"招标计划", u"计划表", u"合同", u"采购意向", u"澄清", u"答疑",   u"补遗",  u"更正", u"结果",
    u"邀请书",   u"征集",   u"意见", u"答疑文件", u"招标", u"记录",   u"变更",  u"采购", u"开标记录",
    u"说明",     u"预询价", u"询价", u"市场调研", u"调研", u"比选",   u"遴选",  u"磋商", u"谈判",
    u"论证",     u"启事",   u"竞价", u"招标书",   u"议价", u"合同书", u"采购函"};
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

struct Candidate {
  Stretch place;
  double score = 0;
};

// A portal's marker in front of a title: a place, a platform, the portal's column. Numbers are the notice's own.
bool is_marker(View inside) {
  if (inside.empty() || inside.size() > 12) return false;
  if (std::any_of(inside.begin(), inside.end(), [](char16_t c) { return is_digit(c) || is_latin(c); }))
    return false;
  static constexpr std::array<View, 27> kTails = {
      u"级",     u"市",   u"区",   u"县",   u"省",       u"州",   u"旗",   u"盟", u"本级",
      u"中心",   u"平台", u"网",   u"公告", u"公示",     u"采购", u"工程", u"类", u"招标",
      u"开发区", u"新区", u"更正", u"结果", u"公开招标", u"置顶", u"新",   u"镇", u"分中心"};
  return ends_with_any(inside, kTails);
}

// [云岭]某某公告: a place in square brackets needs no 市 or 县.
bool is_place(View inside, char16_t open) {
  return open != u'(' && inside.size() >= 2 && inside.size() <= 4 &&
         std::all_of(inside.begin(), inside.end(), is_han);
}

View without_markers(View text) {
  for (;;) {
    const char16_t open = text.empty() ? u'\0' : text.front();
    const char16_t close = open == u'[' ? u']' : open == u'【' ? u'】' : open == u'(' ? u')' : u'\0';
    if (close == 0) return text;
    const std::size_t end = text.find(close);
    if (end == View::npos || end + 1 >= text.size()) return text;
    const View inside = text.substr(1, end - 1);
    if (!is_marker(inside) && !is_place(inside, open)) return text;
    text = text.substr(end + 1);
  }
}

}  // namespace

std::u16string_view title_core(std::u16string_view text) {
  for (bool again = true; again && !text.empty();) {
    again = false;
    while (!text.empty() && is_digit(text.back())) {
      text.remove_suffix(1);
      again = true;
    }
    // …采购“春节慰问品公告"
    while (!text.empty() && (text.back() == u'"' || text.back() == u'\u201d')) text.remove_suffix(1);
    const char16_t close = text.empty() ? u'\0' : text.back();
    const char16_t open = close == u')' ? u'(' : close == u']' ? u'[' : close == u'】' ? u'【' : u'\0';
    if (open == 0) continue;
    const std::size_t at = text.rfind(open);
    if (at == std::u16string_view::npos || at == 0) break;
    text = text.substr(0, at);
    again = true;
  }
  return text;
}

double likeness(View a, View b) {
  if (a.size() < 2 || b.size() < 2) return a == b ? 1 : 0;
  const auto pairs = [](View text) {
    std::vector<std::uint32_t> out;
    out.reserve(text.size());
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
      out.push_back(static_cast<std::uint32_t>(text[i]) << 16 | text[i + 1]);
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto left = pairs(a.substr(0, 400));
  const auto right = pairs(b.substr(0, 400));
  std::vector<std::uint32_t> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
  return 2.0 * static_cast<double>(both.size()) / static_cast<double>(left.size() + right.size());
}

// 成交公告：某某采购的成交公告: the column's name in front of the title.
std::string without_column(std::string text) {
  const std::size_t colon = std::min(text.find("："), text.find(':'));
  if (colon == std::string::npos || colon > 30) return text;
  const std::string_view column = std::string_view(text).substr(0, colon);
  const std::string_view rest = std::string_view(text).substr(colon + (text[colon] == ':' ? 1 : 3));
  if ((column.ends_with("公告") || column.ends_with("公示")) && folded(rest).size() >= 8)
    return normalise_text(rest);
  return text;
}

// yccg1503-tp08 某某项目流标公告: the number in front, set off by white space.
std::string without_number(std::string text) {
  const std::size_t space = text.find(' ');
  if (space == std::string::npos || space < 6 || text.size() - space < 20) return text;
  const std::string_view code = std::string_view(text).substr(0, space);
  bool digit = false;
  bool letter = false;
  for (const char c : code) {
    const bool d = c >= '0' && c <= '9';
    const bool l = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!d && !l && c != '-' && c != '_') return text;
    digit = digit || d;
    letter = letter || l;
  }
  return digit && letter ? normalise_text(std::string_view(text).substr(space)) : text;
}

// 中标信息详情 某某公告: the page's own name in front.
std::string without_page_name(std::string text) {
  const std::size_t space = text.find(' ');
  if (space == std::string::npos || text.size() - space < 30) return text;
  const std::string_view lead = std::string_view(text).substr(0, space);
  const bool page = folded(lead).size() <= 8 && (lead.ends_with("详情") || lead.ends_with("正文"));
  return page ? normalise_text(std::string_view(text).substr(space)) : text;
}

std::string clean_title(std::string_view title) {
  std::string text = without_number(without_column(without_page_name(normalise_text(title))));
  const std::u16string letters = folded(text);
  const View kept = without_markers(letters);
  if (kept.size() < letters.size()) {
    // Markers go letter by letter from the front of the original words.
    std::size_t drop = letters.size() - kept.size();
    std::size_t byte = 0;
    while (drop > 0 && byte < text.size()) {
      const std::size_t from = byte++;
      while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80) ++byte;
      if (!folded(std::string_view(text).substr(from, byte - from)).empty()) --drop;
    }
    text = normalise_text(std::string_view(text).substr(byte));
  }
  // A system's running number behind 公告 or 公示 has five figures or more; a year or a lot's number has fewer.
  std::size_t end = text.size();
  while (end > 0 && text[end - 1] >= '0' && text[end - 1] <= '9') --end;
  const std::string_view head = std::string_view(text).substr(0, end);
  if (text.size() - end >= 5 && (head.ends_with("公告") || head.ends_with("公示"))) text.resize(end);
  return text;
}

namespace {

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

}  // namespace

namespace {

// Whether <title> is these words, or these and the site's name behind a stroke: 某某公告-某某采购网.
bool names_page(View page_title, View words) {
  if (words.size() < 8 || !page_title.starts_with(words)) return false;
  if (page_title.size() == words.size()) return true;
  static constexpr View kStrokes = u"-_|~";
  return kStrokes.find(page_title[words.size()]) != View::npos;
}

}  // namespace

namespace {

// 公告名称：某某公告, 标题：某某公告 发布时间：…: the title behind its label.
Candidate labelled_title(const PageView& view) {
  constexpr double kScore = 6;
  constexpr std::size_t kUnits = 30;
  static constexpr std::array<View, 7> kLabels = {u"公告名称", u"公告标题", u"信息标题", u"标题",
                                                  u"项目标题", u"公示名称", u"信息名称"};
  // What stands behind a title on one line.
  static constexpr std::array<View, 8> kNext = {u"发布时间", u"发布日期", u"公告类型", u"公告时间",
                                                u"正文",     u"来源",     u"公示时间", u"信息时间"};
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
      for (const View next : kNext)
        if (const std::size_t at = view.text(place.begin, place.end).find(next); at != View::npos)
          place.end = std::min(place.end, place.begin + static_cast<Place>(at));
      if (place.size() >= 8 && place.size() <= kLongest) return {place, kScore};
    }
  }
  return {};
}

// 招标公告, 公开招标公告, 竞争性磋商采购公告: what a notice is, without what it is about.
bool names_kind_alone(View text) {
  constexpr std::size_t kLongestKind = 12;
  return text.size() >= 4 && text.size() <= kLongestKind && ends_with_any(text, kStrongEnds) &&
         name_from_title(to_utf8(text)).empty();
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
  static constexpr std::array<View, 14> kWholes = {u"项目", u"工程", u"采购", u"服务", u"系统",
                                                   u"设备", u"标段", u"施工", u"监理", u"设计",
                                                   u"承包", u"改造", u"建设", u"购置"};
  for (std::size_t k = u; k-- > 0 && u - k < kMostLines;) {
    const View text = view.text(units[k]);
    if (units[k].table != units[u].table || units[k].row != units[u].row || units[k].chrome) break;
    if (text.size() > 100 || is_navigation(text) || is_sentence(text)) break;
    if (text.front() == u'(' && text.back() == u')' && text.size() <= 40) continue;
    // The name itself may be cut in two: only its last line has to end as a name does.
    const bool named =
        text.size() >= 8 && text.find(u':') == View::npos && ends_with_any(title_core(text), kWholes);
    if (named) return units[k].begin;
    break;
  }
  return units[u].begin;
}

}  // namespace

Headline read_headline(const PageView& view) {
  const Document& document = view.document();
  const auto& units = view.units();
  const std::u16string hint_letters = folded(clean_title(document.hint_title));
  View hint = hint_letters;
  const bool cut = hint.ends_with(u"...") || hint.ends_with(u"…");
  while (!hint.empty() && (hint.back() == u'.' || hint.back() == u'…')) hint.remove_suffix(1);
  const std::u16string page_title = folded(document.html_title);

  Candidate best = labelled_title(view);
  const std::size_t last = std::min(units.size(), page_title.empty() ? kUnitsLookedAt : kUnitsBehindMenus);
  for (std::size_t u = 0; u < last; ++u) {
    const Unit& unit = units[u];
    Stretch place{unit.begin, unit.end};
    View text = view.text(unit);
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
      if (next.size() <= 14 && both.size() <= kLongest && ends_with_any(title_core(both), kStrongEnds) &&
          u < 4) {
        place.end = next.end;
        text = both;
      }
    }
    if (names_kind_alone(text))
      if (const Place start = start_of_broken(view, u); start < place.begin) {
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
    if (!strong && !first && !names_page(page_title, bare) && unit.heading == 0 &&
        (!unit.centred || unit.table >= 0))
      continue;
    if (text.find(u':') != View::npos && !strong) continue;
    const bool titled = bare.size() >= 8 && page_title.find(bare) != std::u16string::npos;
    if (u >= kUnitsLookedAt && !titled) continue;
    double score = strong ? 3 : weak ? 1 : 0;
    if (unit.heading > 0) score += unit.heading <= 2 ? 3 : 2;
    if (unit.centred) score += 1;
    if (unit.bold) score += 0.5;
    if (titled) score += 2.5;
    if (text.size() >= 14) score += 1;
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
    const bool repeats = so_far.size() >= 8 && best.score >= 3 && unit.heading == 0 &&
                         text.find(so_far) != View::npos && !titled && hint.empty();
    if (score > best.score && !repeats) best = {place, score};
  }

  Headline headline;
  if (!best.place.empty()) {
    best.place.begin = start_with_house(view, best.place.begin);
    headline.title = clean_title(view.words(best.place.begin, best.place.end));
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
    headline.title = clean_title(document.hint_title);
    headline.rule = "headline:list";
    headline.confidence = 0.95;
    return headline;
  }
  if (page_title.size() >= 8 && title_core(page_title).size() >= 6) {
    // 某某公告_某某采购网: the site's name stands behind.
    std::string_view title = document.html_title;
    for (const std::string_view bar :
         {std::string_view("_"), std::string_view(" - "), std::string_view("|")}) {
      const std::size_t at = title.find(bar);
      if (at != std::string_view::npos && at > 15) title = title.substr(0, at);
    }
    // 某某公告-某某学校
    if (const std::size_t dash = title.rfind('-'); dash != std::string::npos && dash > 15) {
      const std::u16string site = folded(title.substr(dash + 1));
      static constexpr std::array<View, 12> kSites = {u"网",   u"学校", u"大学", u"中学", u"学院", u"医院",
                                                      u"中心", u"平台", u"政府", u"局",   u"公司", u"委员会"};
      if (ends_with_any(View(site), kSites)) title = title.substr(0, dash);
    }
    headline.title = clean_title(title);
    headline.rule = "headline:title-element";
    headline.confidence = 0.75;
  } else if (const auto first =
                 std::find_if(units.begin(), units.end(), [](const Unit& unit) { return !unit.chrome; });
             first != units.end() &&
             (names_kind_alone(view.text(*first)) || is_name_over_day(view, *first))) {
    // 废标公告 over a page's text, or the name and the day: all the headline that it has.
    headline.place = {first->begin, first->end};
    headline.title = clean_title(view.words(headline.place.begin, headline.place.end));
    headline.rule = "headline:first-line";
    headline.confidence = 0.7;
  }
  return headline;
}

}  // namespace tenderlead::parsers::notice
