#include "parsers/list_title.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parsers/fold.h"
#include "parsers/list_item.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kShortestRest = 6;  // characters: 彩超采购公告
constexpr std::size_t kLongestMark = 12;
constexpr std::size_t kLongestPlace = 4;
constexpr std::size_t kMostMarks = 4;
constexpr std::size_t kMostFigures = 3;  // of a row's number

struct Brackets {
  std::string_view open;
  std::string_view close;
  bool square;  // round ones hold what belongs to the title as often
};
constexpr std::array<Brackets, 6> kBrackets = {{{"[", "]", true},
                                                {"【", "】", true},
                                                {"［", "］", true},
                                                {"〔", "〕", true},
                                                {"(", ")", false},
                                                {"（", "）", false}}};

// What a column, a platform or a place ends with.
constexpr std::array<std::string_view, 34> kTails = {
    "级",       "市",       "区",       "县",       "省",       "州",       "旗",   "盟",   "镇",
    "中心",     "平台",     "网",       "公告",     "公示",     "采购",     "工程", "类",   "招标",
    "结果",     "置顶",     "新",       "招标公告", "公开招标", "邀请招标", "磋商", "谈判", "询价",
    "单一来源", "框架协议", "资格预审", "意向",     "通知",     "信息",     "项目"};

// What became of a notice.
constexpr std::array<std::string_view, 12> kFates = {"更正", "变更", "澄清", "答疑", "延期", "补充",
                                                     "终止", "废标", "流标", "暂停", "撤销", "取消"};

bool is_han_only(std::string_view text) {
  // Three bytes from U+3400 to U+9FFF; punctuation and full-width figures lie outside.
  if (text.empty() || text.size() % 3 != 0) return false;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0xE3 || lead > 0xE9) return false;
    if (lead == 0xE3 && static_cast<unsigned char>(text[at + 1]) < 0x90) return false;
  }
  return true;
}

bool is_mark(std::string_view inside, std::string_view rest, bool square) {
  const std::size_t length = length_of(inside);
  if (length > kLongestMark || !is_han_only(inside)) return false;
  for (const std::string_view fate : kFates)
    if (inside.find(fate) != inside.npos) return rest.find(fate) != rest.npos;
  if (square && length <= kLongestPlace) return true;
  return std::any_of(kTails.begin(), kTails.end(),
                     [&](std::string_view tail) { return inside.ends_with(tail); });
}

// Bytes of the mark in brackets that a text begins with; 0 where there is none.
std::size_t mark_at(std::string_view text) {
  for (const Brackets& kind : kBrackets) {
    if (!text.starts_with(kind.open)) continue;
    const std::size_t close = text.find(kind.close);
    if (close == text.npos) return 0;
    const std::string inside = fold_space(text.substr(kind.open.size(), close - kind.open.size()));
    const std::size_t end = close + kind.close.size();
    return is_mark(inside, text.substr(end), kind.square) ? end : 0;
  }
  return 0;
}

// Bytes of a row's number: 1、 and 12. before a Chinese word, but not the 3.0 of 3.0T磁共振.
std::size_t number_at(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  if (at == 0 || at > kMostFigures) return 0;
  for (const std::string_view mark : {"、", "．", "."}) {
    if (!text.substr(at).starts_with(mark)) continue;
    std::size_t end = at + mark.size();
    while (end < text.size() && text[end] == ' ') ++end;
    return is_han_only(text.substr(end, 3)) || kBrackets[1].open == text.substr(end, 3) ? end : 0;
  }
  return 0;
}

}  // namespace

std::string without_portal_marks(std::string title) {
  std::string_view rest = title;
  for (std::size_t marks = 0; marks < kMostMarks; ++marks) {
    std::size_t length = marks == 0 ? number_at(rest) : 0;
    if (length == 0) length = mark_at(rest);
    if (length == 0) break;
    std::string_view after = rest.substr(length);
    while (!after.empty() && space_at(after, 0).length > 0) after.remove_prefix(space_at(after, 0).length);
    if (length_of(after) < kShortestRest) break;
    rest = after;
  }
  return rest.size() == title.size() ? title : std::string(rest);
}

}  // namespace tenderlead::parsers
