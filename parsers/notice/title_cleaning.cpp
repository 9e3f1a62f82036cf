// Titles without what portals put around them, and how alike two of them are.
#include <algorithm>
#include <array>
#include <vector>

#include "parsers/notice/headline.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// A portal's marker in front of a title: a place, a platform, the portal's column. Numbers are the notice's own.
bool is_marker(View inside) {
  if (inside.empty() || inside.size() > 12) return false;
  if (std::any_of(inside.begin(), inside.end(), [](char16_t c) { return is_digit(c) || is_latin(c); }))
    return false;
  static constexpr std::array<View, 27> kTails = {
      u"级",     u"市",   u"区",   u"县",   u"省",       u"州",   u"旗",   u"盟", u"本级",
      u"中心",   u"平台", u"网",   u"公告", u"公示",     u"采购", u"工程", u"类", u"招标",
      u"开发区", u"新区", u"更正", u"结果", u"公开招标", u"置顶", u"新",   u"镇", u"分中心"};
  return std::any_of(kTails.begin(), kTails.end(), [&](View end) { return inside.ends_with(end); });
}

// [云岭]某某公告: a place in square brackets needs no 市 or 县.
bool is_place(View inside, char16_t open) {
  return open != u'(' && inside.size() >= 2 && inside.size() <= 4 &&
         std::all_of(inside.begin(), inside.end(), is_han);
}

}  // namespace

std::u16string_view without_markers(std::u16string_view text) {
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

namespace {

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

}  // namespace

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

void set_title(Headline& headline, std::string_view words) {
  headline.title = clean_title(words);
  const std::string whole = normalise_text(words);
  const std::size_t at = headline.title.empty() ? std::string::npos : whole.find(headline.title);
  headline.markers = at == std::string::npos ? std::string() : whole.substr(0, at);
}

std::string_view without_site(std::string_view title) {
  // 某某公告_某某采购网: the site's name stands behind.
  // 终止公告 is short, and yet all that the page is called.
  const auto is_whole = [&title](std::size_t end) {
    return end > 15 || names_kind_alone(folded(title.substr(0, end)));
  };
  for (const std::string_view bar : {std::string_view("_"), std::string_view(" - "), std::string_view("|")}) {
    const std::size_t at = title.find(bar);
    if (at != std::string_view::npos && is_whole(at)) title = title.substr(0, at);
  }
  // 某某公告-某某学校
  if (const std::size_t dash = title.rfind('-'); dash != std::string::npos && is_whole(dash)) {
    const std::u16string site = folded(title.substr(dash + 1));
    static constexpr std::array<View, 12> kSites = {u"网",   u"学校", u"大学", u"中学", u"学院", u"医院",
                                                    u"中心", u"平台", u"政府", u"局",   u"公司", u"委员会"};
    if (std::any_of(kSites.begin(), kSites.end(), [&](View end) { return site.ends_with(end); }) ||
        names_kind_alone(folded(title.substr(0, dash))))
      title = title.substr(0, dash);
  }
  return title;
}

}  // namespace tenderlead::parsers::notice
