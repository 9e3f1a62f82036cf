#include "parsers/settled_text.h"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "parsers/json_document.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {
namespace {

// The bar under a title, with date, source and counter; what is longer is prose, where a number is a statement.
constexpr std::size_t kLongestBar = 120;
constexpr std::size_t kLongestFooterLine = 200;

// Before their number, longest first where one begins another.
constexpr std::array<std::u32string_view, 26> kCounters = {
    U"浏览次数", U"浏览人数", U"浏览量",   U"浏览数",   U"浏览",   U"阅读次数", U"阅读人数",
    U"阅读量",   U"阅读数",   U"阅读",     U"点击次数", U"点击量", U"点击数",   U"点击率",
    U"点击",     U"访问次数", U"访问人数", U"访问量",   U"访问数", U"人气",     U"查看次数",
    U"在线人数", U"下载次数", U"点赞数",   U"Hits",     U"PV"};
// Behind it: 已有17人浏览.
constexpr std::array<std::u32string_view, 6> kCounted = {U"浏览", U"阅读", U"点击",
                                                         U"访问", U"查看", U"看过"};
constexpr std::array<std::u32string_view, 3> kUnits = {U"人次", U"次", U"人"};
constexpr std::array<std::u32string_view, 14> kClocks = {
    U"今天是",     U"今日是",   U"现在是",   U"现在时间", U"当前时间", U"当前日期",     U"系统时间",
    U"服务器时间", U"打印时间", U"打印日期", U"浏览时间", U"访问时间", U"页面生成时间", U"页面执行时间"};
constexpr std::array<std::u32string_view, 5> kCountdowns = {U"倒计时", U"剩余时间", U"还有", U"还剩",
                                                            U"仅剩"};
constexpr std::array<std::u32string_view, 8> kNeighbours = {U"上一篇", U"下一篇", U"上一条", U"下一条",
                                                            U"上一页", U"下一页", U"上一个", U"下一个"};

constexpr std::array<std::u32string_view, 5> kBarLabels = {U"发布时间", U"发布日期", U"发布于", U"信息时间",
                                                           U"公告时间:"};
constexpr std::array<std::u32string_view, 10> kHeadWords = {
    U"欢迎",     U"登录",     U"注册",     U"今天是",   U"设为首页",
    U"加入收藏", U"当前位置", U"您的位置", U"所在位置", U"当前时间"};
constexpr std::array<std::u32string_view, 12> kFootWords = {
    U"主办单位:", U"承办单位:", U"主办:",  U"承办:",    U"技术支持", U"网站标识码",
    U"网站地图",  U"建议使用",  U"分辨率", U"网站维护", U"访问量",   U"浏览器"};

constexpr std::u32string_view kTimeMarks =
    U"-/.:,年月日号时分秒点周星期一二三四五六七八九十零天上下午中早晚农历正冬腊初廿闰";
constexpr std::u32string_view kSpanMarks = U"天日小时分钟秒零:";
constexpr std::u32string_view kBarePunctuation = U"-/.:年月日时分秒()[]【】<>|·•";

bool has(std::u32string_view set, char32_t c) {
  return set.find(c) != set.npos;
}

// Characters by the low 12 bits of their numbers, which tells at once of nearly every character that it isn't among them.
class Sieve {
 public:
  constexpr void add(char32_t c) { bits_[c >> 6 & 63] |= std::uint64_t{1} << (c & 63); }
  template <std::size_t N>
  constexpr void add_first_of(const std::array<std::u32string_view, N>& words) {
    for (const auto word : words) add(word.front());
  }
  // Others may pass as well.
  constexpr bool passes(char32_t c) const { return (bits_[c >> 6 & 63] >> (c & 63) & 1) != 0; }

 private:
  std::array<std::uint64_t, 64> bits_{};
};

// What counter_at() and clock_at() ask for first.
constexpr Sieve kOpens = [] {
  Sieve sieve;
  for (char32_t digit = U'0'; digit <= U'9'; ++digit) sieve.add(digit);
  sieve.add_first_of(kCounters);
  sieve.add_first_of(kClocks);
  sieve.add_first_of(kCountdowns);
  return sieve;
}();

// What is_copyright() looks for begins with these.
constexpr Sieve kOfCopyright = [] {
  Sieve sieve;
  for (const char32_t c : U"I公©Cc版") sieve.add(c);
  return sieve;
}();

template <std::size_t N>
std::size_t prefix_of(const std::array<std::u32string_view, N>& words, std::u32string_view text) {
  for (const auto word : words)
    if (text.starts_with(word)) return word.size();
  return 0;
}

std::size_t digits_at(std::u32string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (is_digit(text[end]) || (text[end] == U',' && end > at))) ++end;
  return end - at;
}

// 浏览次数:[17]次 and 17次浏览, without the number.
std::size_t counter_at(std::u32string_view text, std::size_t at, std::u32string& out) {
  const auto rest = text.substr(at);
  if (const std::size_t word = prefix_of(kCounters, rest)) {
    std::size_t end = word;
    while (end < rest.size() && has(U":([【", rest[end])) ++end;
    const std::size_t digits = digits_at(rest, end);
    if (digits == 0) return 0;
    const bool marked = end > word || word > 2 || prefix_of(kUnits, rest.substr(end + digits)) > 0;
    if (!marked) return 0;
    out += rest.substr(0, end);
    return end + digits;
  }
  const std::size_t digits = digits_at(text, at);
  if (digits == 0 || (at > 0 && is_digit(text[at - 1]))) return 0;
  const std::size_t unit = prefix_of(kUnits, rest.substr(digits));
  return unit > 0 && prefix_of(kCounted, rest.substr(digits + unit)) > 0 ? digits : 0;
}

// A label and the time behind it, without the time.
std::size_t clock_at(std::u32string_view text, std::size_t at, std::u32string& out) {
  const auto rest = text.substr(at);
  std::size_t marks = prefix_of(kClocks, rest);
  const bool span = marks == 0;
  if (span) marks = prefix_of(kCountdowns, rest);
  if (marks == 0) return 0;
  std::size_t end = marks;
  while (end < rest.size() && rest[end] == U':') ++end;
  if (digits_at(rest, end) == 0) return 0;
  const std::size_t begin = end;
  bool marked = false;
  while (end < rest.size() && (is_digit(rest[end]) || has(span ? kSpanMarks : kTimeMarks, rest[end]))) {
    marked = marked || !is_digit(rest[end]);
    ++end;
  }
  // 还有3家供应商 counts no time.
  if (!marked) return 0;
  out += rest.substr(0, begin);
  return end;
}

bool has_year(std::u32string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const bool begins = (text[i] == U'2' && text[i + 1] == U'0') || (text[i] == U'1' && text[i + 1] == U'9');
    if (begins && digits_at(text, i) == 4) return true;
  }
  return false;
}

bool is_copyright(std::u32string_view text) {
  if (text.size() > kLongestFooterLine) return false;
  if (std::none_of(text.begin(), text.end(), [](char32_t c) { return kOfCopyright.passes(c); })) return false;
  if (text.find(U"ICP备") != text.npos || text.find(U"公网安备") != text.npos) return true;
  if (text.find(U'©') != text.npos) return true;
  const bool named = text.find(U"Copyright") != text.npos || text.find(U"COPYRIGHT") != text.npos ||
                     text.find(U"copyright") != text.npos || text.find(U"版权所有") != text.npos;
  return named && (has_year(text) || text.starts_with(U"版权所有"));
}

std::u32string squeezed(std::string_view line) {
  std::u32string text = to_utf32(line);
  std::size_t kept = 0;
  for (const char32_t c : text) {
    const char32_t folded = is_chinese(c) ? c : fold(c);
    if (folded != U' ') text[kept++] = folded;
  }
  text.resize(kept);
  return text;
}

std::u32string settled(std::u32string text) {
  if (is_copyright(text)) return {};
  if (text.size() > kLongestBar) return text;
  std::u32string out;
  std::size_t copied = 0;  // before it stands what `out` has
  for (std::size_t at = 0; at < text.size();) {
    if (!kOpens.passes(text[at])) {
      ++at;
      continue;
    }
    std::u32string kept;
    std::size_t length = counter_at(text, at, kept);
    if (length == 0) length = clock_at(text, at, kept);
    if (length == 0) {
      ++at;
      continue;
    }
    out.append(text, copied, at - copied).append(kept);
    at += length;
    copied = at;
  }
  if (copied == 0) return text;
  return out.append(text, copied);
}

bool is_bare(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char32_t c) { return is_digit(c) || has(kBarePunctuation, c); });
}

// Date and source under a title. The date is a field, and a portal that prints a notice of another one names that.
bool is_title_bar(std::u32string_view text) {
  if (text.size() > kLongestBar || !has_year(text)) return false;
  return text.find(U"信息来源") != text.npos || text.find(U"来源:") != text.npos ||
         prefix_of(kBarLabels, text) > 0;
}

bool names_any(std::u32string_view text, const auto& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::u32string_view word) { return text.find(word) != text.npos; });
}

// The lines between what stands above and below every page of the site, as indices.
std::pair<std::size_t, std::size_t> between_head_and_foot(const Document& document) {
  const auto frame = [&](const Line& line, const auto& words) {
    if (line.chrome || line.linked) return true;
    const std::u32string text = squeezed(document.slice(line.span));
    return is_copyright(text) || (text.size() <= kLongestFooterLine && names_any(text, words));
  };
  std::size_t first = 0;
  std::size_t last = document.lines.size();
  while (first < last && document.lines[first].heading == 0 && frame(document.lines[first], kHeadWords))
    ++first;
  std::size_t foot = last;
  // Links alone may be the notice's files.
  while (foot > first && frame(document.lines[foot - 1], kFootWords)) {
    --foot;
    if (!document.lines[foot].linked || document.lines[foot].chrome) last = foot;
  }
  return {first, last};
}

// A link with its date, as lists and boxes have them.
bool is_dated_link(const Document& document, const Line& line) {
  auto link = std::lower_bound(document.links.begin(), document.links.end(), line.span.begin,
                               [](const Link& each, std::size_t at) { return each.span.begin < at; });
  if (link == document.links.end() || link->span.begin >= line.span.end) return false;
  std::string rest;
  std::size_t at = line.span.begin;
  for (; link != document.links.end() && link->span.begin < line.span.end; ++link) {
    if (link->span.begin > at) rest += document.slice({at, link->span.begin});
    at = std::max(at, link->span.end);
  }
  if (at < line.span.end) rest += document.slice({at, line.span.end});
  const std::u32string text = squeezed(rest);
  return is_bare(text) && std::count_if(text.begin(), text.end(), is_digit) >= 4;
}

bool is_volatile_key(std::string_view key) {
  static constexpr std::array<std::string_view, 38> kKeys = {
      "browsecount", "browsenum",  "browsetimes",  "clickcount", "clicknum",  "clicks",     "clicktimes",
      "csrf",        "csrftoken",  "currenttime",  "elapsed",    "hit",       "hitcount",   "hits",
      "nonce",       "nowtime",    "pageview",     "pageviews",  "pv",        "readcount",  "readnum",
      "readtimes",   "requestid",  "responsetime", "servertime", "sessionid", "systemtime", "systime",
      "timestamp",   "took",       "traceid",      "uv",         "viewcount", "viewnum",    "views",
      "viewtimes",   "visitcount", "visits"};
  std::string folded;
  for (const char c : key) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if ((lower >= 'a' && lower <= 'z') || lower >= '0') folded += lower;
  }
  std::erase(folded, '_');
  return std::binary_search(kKeys.begin(), kKeys.end(), folded);
}

void write(const boost::json::value& value, std::size_t depth, std::string& out) {
  if (depth > kJsonDepth) return;
  if (const auto* object = value.if_object()) {
    std::vector<const boost::json::key_value_pair*> members;
    for (const auto& member : *object)
      if (member.value().is_structured() || !is_volatile_key(member.key())) members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const auto* a, const auto* b) { return a->key() < b->key(); });
    out += '{';
    for (const auto* member : members) {
      out += boost::json::serialize(member->key());
      out += ':';
      write(member->value(), depth + 1, out);
      out += ',';
    }
    out += '}';
  } else if (const auto* array = value.if_array()) {
    out += '[';
    for (const auto& each : *array) {
      write(each, depth + 1, out);
      out += ',';
    }
    out += ']';
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

std::string settled_line(std::string_view line) {
  return to_utf8(settled(squeezed(line)));
}

std::string settled_text(const Document& document) {
  const auto [first, last] = between_head_and_foot(document);
  std::string out;
  out.reserve(document.text.size());
  bool neighbour = false;
  for (std::size_t i = first; i < last; ++i) {
    const Line& line = document.lines[i];
    const bool follows = std::exchange(neighbour, false);
    if (line.chrome) continue;
    if (!document.main.empty() && line.span.begin >= document.main.end) break;
    const bool before = line.span.end <= document.main.begin;
    if ((line.linked && (before || follows)) || is_dated_link(document, line)) continue;
    std::u32string text = squeezed(document.slice(line.span));
    if (const std::size_t label = prefix_of(kNeighbours, text)) {
      neighbour = text.size() <= label + 1;
      continue;
    }
    if (is_title_bar(text) || (before && is_bare(text))) continue;
    const std::u32string kept = settled(std::move(text));
    if (kept.empty()) continue;
    out += to_utf8(kept);
    out += '\n';
  }
  return out;
}

std::string settled_text(const boost::json::value& record) {
  std::string out;
  write(record, 0, out);
  return out;
}

std::string settled_text(const ListPage& list) {
  std::string out;
  for (const auto& item : list.items) {
    for (const auto* part : {&item.url, &item.title, &item.published_at}) {
      out += *part;
      out += '\n';
    }
  }
  out += list.next + '\n';
  if (list.total) out += std::to_string(*list.total);
  return out;
}

}  // namespace tenderlead::parsers
