#include "parsers/css_pseudo.h"

#include <array>
#include <charconv>
#include <cstdlib>

#include "parsers/xpath_text.h"

namespace tenderlead::parsers {
namespace {

constexpr int kLargest = 100000;

struct SimplePseudo {
  std::string_view name;
  std::string_view condition;
};

// HTML section 4.16.3. hidden inputs are neither enabled nor disabled.
constexpr std::string_view kControl =
    "((name(.) = 'input' and not(@type = 'hidden')) or name(.) = 'button' or name(.) = 'select' or name(.) = "
    "'textarea')";

constexpr std::array<SimplePseudo, 16> kSimple = {{
    {"root", "not(parent::*)"},
    {"empty", "not(*) and not(string-length())"},
    {"first-child", "count(preceding-sibling::*) = 0"},
    {"last-child", "count(following-sibling::*) = 0"},
    {"only-child", "count(parent::*/child::*) = 1"},
    {"scope", "position() = 1"},
    {"link", "@href and (name(.) = 'a' or name(.) = 'link' or name(.) = 'area')"},
    {"any-link", "@href and (name(.) = 'a' or name(.) = 'area')"},
    {"required", "@required and (name(.) = 'input' or name(.) = 'select' or name(.) = 'textarea')"},
    {"optional", "not(@required) and (name(.) = 'input' or name(.) = 'select' or name(.) = 'textarea')"},
    {"visited", "0"},
    {"hover", "0"},
    {"active", "0"},
    {"focus", "0"},
    {"target", "0"},
    {"checked",
     "(@selected and name(.) = 'option') or (@checked and name(.) = 'input' and (@type = 'checkbox' or @type "
     "= 'radio'))"},
}};

// What counts siblings of the same kind; of any kind where the kind isn't told.
std::string siblings(std::string_view axis, std::string_view kind) {
  return "count(" + std::string(axis) + std::string(kind) + ")";
}

bool read_int(std::string_view text, int& value) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::abs(value) <= kLargest;
}

}  // namespace

std::string xpath_literal(std::string_view text) {
  if (text.find('\'') == std::string_view::npos) return "'" + std::string(text) + "'";
  if (text.find('"') == std::string_view::npos) return "\"" + std::string(text) + "\"";
  std::string out = "concat(";
  while (!text.empty()) {
    const char quote = text.front() == '\'' ? '"' : '\'';
    std::size_t end = text.find(quote);
    if (end == std::string_view::npos) end = text.size();
    out += quote;
    out.append(text.substr(0, end));
    out += quote;
    text.remove_prefix(end);
    out += text.empty() ? ")" : ", ";
  }
  return out;
}

bool is_plain_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (name.empty() || !letter(name.front())) return false;
  for (const char c : name)
    if (!letter(c) && !(c >= '0' && c <= '9') && c != '-') return false;
  return true;
}

std::optional<Series> parse_series(std::string_view text) {
  std::string compact;
  for (const char c : text)
    if (static_cast<unsigned char>(c) > 0x20) compact += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (compact == "odd") return Series{2, 1};
  if (compact == "even") return Series{2, 0};
  Series series;
  const std::size_t n = compact.find('n');
  if (n == std::string::npos) {
    if (!read_int(compact, series.b)) return std::nullopt;
    return series;
  }
  const std::string_view before = std::string_view(compact).substr(0, n);
  const std::string_view after = std::string_view(compact).substr(n + 1);
  if (before.empty() || before == "+")
    series.a = 1;
  else if (before == "-")
    series.a = -1;
  else if (!read_int(before, series.a))
    return std::nullopt;
  if (!after.empty() && !read_int(after, series.b)) return std::nullopt;
  return series;
}

std::optional<std::string> simple_pseudo(std::string_view name, const std::string& element) {
  const std::string control(kControl);
  if (name == "disabled")
    return "(@disabled and (" + control +
           " or name(.) = 'fieldset' or name(.) = 'optgroup' or name(.) = 'option')) or (" + control +
           " and ancestor::fieldset[@disabled])";
  if (name == "enabled")
    return "(@href and (name(.) = 'a' or name(.) = 'link' or name(.) = 'area')) or (not(@disabled) and "
           "(name(.) = 'fieldset' or "
           "name(.) = 'optgroup' or name(.) = 'option')) or (" +
           control + " and not(@disabled or ancestor::fieldset[@disabled]))";
  if (name == "first-of-type") return siblings("preceding-sibling::", element) + " = 0";
  if (name == "last-of-type") return siblings("following-sibling::", element) + " = 0";
  if (name == "only-of-type") return siblings("parent::*/child::", element) + " = 1";
  for (const SimplePseudo& pseudo : kSimple)
    if (pseudo.name == name) return std::string(pseudo.condition);
  return std::nullopt;
}

std::optional<std::string> nth_test(std::string_view name, Series series, const std::string& element,
                                    const std::string& among) {
  std::string count;
  const std::string counted = among.empty() ? "*" : "*[" + among + "]";
  if (name == "nth-child")
    count = siblings("preceding-sibling::", counted);
  else if (name == "nth-last-child")
    count = siblings("following-sibling::", counted);
  else if (!among.empty())
    return std::nullopt;
  else if (name == "nth-of-type")
    count = siblings("preceding-sibling::", element);
  else if (name == "nth-last-of-type")
    count = siblings("following-sibling::", element);
  else
    return std::nullopt;
  const int before = series.b - 1;  // siblings in front of the b-th
  const std::string self = among.empty() ? "" : "(" + among + ") and ";
  if (series.a == 0) return self + count + " = " + std::to_string(before);
  std::string condition = self + count + (series.a > 0 ? " >= " : " <= ") + std::to_string(before);
  const int step = std::abs(series.a);
  if (step > 1) {
    const int shift = ((-before % step) + step) % step;
    condition += " and (" + count + " + " + std::to_string(shift) + ") mod " + std::to_string(step) + " = 0";
  }
  return condition;
}

std::string lang_test(const std::string& language) {
  return "ancestor-or-self::*[@lang][1][starts-with(concat(translate(@lang, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', "
         "'abcdefghijklmnopqrstuvwxyz'), '-'), " +
         xpath_literal(language + "-") + ")]";
}

}  // namespace tenderlead::parsers
