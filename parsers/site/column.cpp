#include "parsers/site/column.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "parsers/list_item.h"
#include "parsers/site/column_words.h"

namespace tenderlead::parsers {
namespace {

using namespace column_words;

// A menu's words, hospital's name included: 璧山区望溪妇幼保健院简介.
constexpr std::size_t kLongestLabel = 15;

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

constexpr std::pair<Column, const char*> kNames[] = {{introduction, "introduction"},
                                                     {departments, "departments"},
                                                     {information_department, "information_department"},
                                                     {leadership, "leadership"},
                                                     {news, "news"},
                                                     {procurement, "procurement"},
                                                     {contact, "contact"},
                                                     {announcements, "announcements"},
                                                     {disclosure, "disclosure"},
                                                     {administration, "administration"},
                                                     {site_map, "site_map"},
                                                     {entrance, "entrance"}};

// The length of a sign that only decorates a menu's words; 0 for anything else.
std::size_t sign_at(std::string_view text, std::size_t at) {
  static constexpr std::string_view kSigns[] = {"》", "»",  "›", "·",  "　", "＞", "【",
                                                "】", "丨", "▼", "▾",  "→",  "•",  "●",
                                                "■",  "◆",  "▶", "「", "」", "＋", "\u00a0"};
  for (const std::string_view sign : kSigns)
    if (text.substr(at, sign.size()) == sign) return sign.size();
  return 0;
}

// 移动护理采购公告 is a notice and no column: more than a few characters of it are of no column's name.
bool names_a_purchase(std::string plain) {
  constexpr std::size_t kOwnName = 3;
  for (const std::string_view word : kOfColumns)
    for (std::size_t at = 0; (at = plain.find(word, at)) != std::string::npos;)
      plain.replace(at, word.size(), " ");
  std::erase(plain, ' ');
  return length_of(plain) > kOwnName;
}

// Segments that say nothing of their own: index.html, list_2.htm, 12, main.asp.
bool is_filler(std::string_view segment) {
  static constexpr std::string_view kFillers[] = {
      "index", "list", "default", "main", "html", "htm",  "shtml", "jhtml", "asp", "aspx",  "php",
      "jsp",   "do",   "www",     "cn",   "com",  "info", "id",    "cat",   "p",   "m",     "page",
      "home",  "gif",  "jpg",     "jpeg", "png",  "svg",  "webp",  "bmp",   "img", "images"};
  return segment.empty() || segment.find_first_not_of("0123456789") == std::string_view::npos ||
         std::find(std::begin(kFillers), std::end(kFillers), segment) != std::end(kFillers);
}

std::vector<std::string> segments_of(std::string_view url) {
  std::vector<std::string> segments(1);
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::size_t slash = url.find('/');
  // Of the host its first name alone: cg.example.cn.
  std::string text(url.substr(0, std::min(url.find('.'), slash)));
  if (slash != std::string_view::npos) text.append(url.substr(slash));
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool word = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (word)
      segments.back() += lower;
    else if (!segments.back().empty())
      segments.emplace_back();
  }
  std::erase_if(segments, [](const std::string& segment) { return is_filler(segment); });
  return segments;
}

}  // namespace

const char* to_string(Column column) {
  for (const auto& [value, name] : kNames)
    if (value == column) return name;
  return "none";
}

Column column_from_string(std::string_view text) {
  for (const auto& [value, name] : kNames)
    if (name == text) return value;
  return Column::none;
}

std::string plain_label(std::string_view label) {
  std::string plain;
  bool wide = false;
  for (std::size_t at = 0; at < label.size(); ++at) {
    const char c = label[at];
    if (static_cast<unsigned char>(c) >= 0x80) {
      if (const std::size_t sign = sign_at(label, at); sign > 0) {
        at += sign - 1;
        continue;
      }
      wide = true;
      plain += c;
    } else if (c >= 'A' && c <= 'Z') {
      plain += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      plain += c;
    }
  }
  // 医院概况 ABOUT US
  if (wide) std::erase_if(plain, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return plain;
}

bool is_aside(std::string_view label) {
  return contains_any(plain_label(label), kAsides);
}

ColumnGuess column_of_words(std::string_view label) {
  const std::string plain = plain_label(label);
  if (plain.empty() || length_of(plain) > kLongestLabel) return {};
  ColumnGuess best;
  std::size_t longest = 0;
  bool exact = false;
  for (const Word& word : kWords) {
    const bool same = plain == word.text;
    if (word.whole ? !same : plain.find(word.text) == std::string::npos) continue;
    // Of two words the one that says more: 采购 in 信息科采购公告.
    const bool better = same || (!exact && (word.sureness > best.sureness ||
                                            (word.sureness == best.sureness && word.text.size() > longest)));
    if (!better) continue;
    best = {word.column, word.sureness};
    longest = word.text.size();
    exact = same;
  }
  if (best.column == Column::none || exact) return best;
  if (best.column == Column::procurement && names_a_purchase(plain)) return {};
  if (contains_any(plain, kAsides)) return {};
  // 医院概况 within more words is less sure than alone.
  best.sureness -= 4;
  return best;
}

bool ends_in_number(std::string_view url) {
  url = url.substr(0, url.find('?'));
  std::string_view name = url.substr(url.rfind('/') + 1);
  name = name.substr(0, name.find('.'));
  return name.find_first_of("0123456789") != name.npos;
}

ColumnGuess column_of_address(std::string_view url) {
  constexpr int kLast = 60, kAbove = 50;
  const auto segments = segments_of(url);
  const bool numbered = ends_in_number(url);
  ColumnGuess best;
  for (std::size_t i = 0; i < segments.size(); ++i)
    for (const auto& [text, column] : kInitials) {
      if (segments[i] != text) continue;
      const bool last = i + 1 == segments.size();
      // /zbcg/sb/ is a part of the column; /yygk/yywh.html something else than the introduction.
      if ((last && !numbered) || column == Column::procurement) best = {column, last ? kLast : kAbove};
    }
  return best;
}

Subject subject_of(std::string_view title) {
  if (contains_any(title, kPurchases) && !contains_any(title, kNoPurchases)) return Subject::procurement;
  return contains_any(title, kSystems) ? Subject::systems : Subject::other;
}

}  // namespace tenderlead::parsers
