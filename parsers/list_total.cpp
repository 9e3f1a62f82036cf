#include "parsers/list_total.h"

#include <re2/re2.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <string>

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

// Far above any portal; a longer number is something else.
constexpr std::int64_t kMostItems = 1'000'000'000;
constexpr int kMostDepth = 6;

std::optional<std::int64_t> number_in(std::string_view text) {
  std::string digits(text);
  std::erase(digits, ',');
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failed != std::errc{} || end != digits.data() + digits.size() || number < 0 || number > kMostItems)
    return std::nullopt;
  return number;
}

// "total_count", "totalCount", "TotalCount" are one word.
bool counts_records(std::string_view key) {
  static constexpr std::string_view kWords[] = {
      "total",     "totalcount", "totalnum",  "totalnumber", "totalrecord",  "totalrecords", "totalelements",
      "totalhits", "totalsize",  "totalrows", "recordcount", "recordscount", "recordtotal",  "recordstotal",
      "rowcount",  "totalrow",   "allcount",  "countall",    "itemcount",    "totalitems",   "totalitem"};
  std::string word;
  for (const char c : key)
    if (c != '_' && c != '-') word += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

std::optional<std::int64_t> count_in(const json::object& object) {
  for (const auto& [key, value] : object) {
    if (!counts_records(std::string_view(key.data(), key.size()))) continue;
    json::error_code error;
    if (value.is_number()) {
      const auto number = value.to_number<std::int64_t>(error);
      if (!error && number >= 0 && number <= kMostItems) return number;
    } else if (const auto* text = value.if_string()) {
      if (const auto number = number_in({text->data(), text->size()})) return number;
    }
  }
  return std::nullopt;
}

bool is_records(const json::value& value) {
  const auto* array = value.if_array();
  return array != nullptr && !array->empty() && array->front().is_object();
}

// The count nearest to an array of records below `value`; `around` is that of the objects around it.
std::optional<std::int64_t> nearest_count(const json::value& value, std::optional<std::int64_t> around,
                                          int depth) {
  const auto* object = value.if_object();
  if (object == nullptr || depth > kMostDepth) return std::nullopt;
  if (const auto own = count_in(*object)) around = own;
  for (const auto& [key, member] : *object)
    if (around && is_records(member)) return around;
  for (const auto& [key, member] : *object)
    if (const auto below = nearest_count(member, around, depth + 1)) return below;
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> stated_total(std::string_view html) {
  // Spaces and tags may stand between the words and the number; "共 12 页" is of pages.
#define TENDERLEAD_GAP R"((?:\s|&nbsp;|　|<[^<>]{0,120}>){0,6})"
  static const re2::RE2 kForms[] = {
      re2::RE2("(?:共|共有|共计|总共|合计)" TENDERLEAD_GAP "([0-9][0-9,]{0,11})" TENDERLEAD_GAP
               "(?:条|篇|则|项|个结果|个公告|个项目)"),
      re2::RE2("(?:总记录数|记录总数|总条数|信息总数|总记录|总数)" TENDERLEAD_GAP "[:：]" TENDERLEAD_GAP
               "([0-9][0-9,]{0,11})"),
  };
#undef TENDERLEAD_GAP
  if (html.find("共") == std::string_view::npos && html.find("总") == std::string_view::npos &&
      html.find("合计") == std::string_view::npos)
    return std::nullopt;
  for (const auto& form : kForms) {
    std::string digits;
    if (re2::RE2::PartialMatch(re2::StringPiece(html.data(), html.size()), form, &digits))
      return number_in(digits);
  }
  return std::nullopt;
}

std::optional<std::int64_t> stated_total(const json::value& json) {
  return nearest_count(json, std::nullopt, 0);
}

}  // namespace tenderlead::parsers
