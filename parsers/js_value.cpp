#include "parsers/js_value.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <string>

#include "parsers/string_literal.h"

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

constexpr int kDepth = 32;

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         byte >= 0x80;
}

bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

// 12, -0.5; null for names, for what a script computes.
json::value plain_value(std::string_view word) {
  if (word == "true") return true;
  if (word == "false") return false;
  std::int64_t whole = 0;
  const char* last = word.data() + word.size();
  if (const auto [end, error] = std::from_chars(word.data(), last, whole);
      error == std::errc() && end == last)
    return whole;
  double number = 0;
  if (const auto [end, error] = std::from_chars(word.data(), last, number);
      error == std::errc() && end == last)
    return number;
  return nullptr;
}

class Reader {
 public:
  Reader(std::string_view script, std::size_t at) : script_(script), at_(at) {}

  std::size_t at() const { return at_; }

  std::optional<json::value> structure(int depth) {
    if (depth > kDepth) return std::nullopt;
    return next() == '{' ? object(depth) : next() == '[' ? array(depth) : std::nullopt;
  }

 private:
  char next() const { return at_ < script_.size() ? script_[at_] : '\0'; }

  void skip_space() {
    while (at_ < script_.size()) {
      if (static_cast<unsigned char>(script_[at_]) <= 0x20) {
        ++at_;
      } else if (script_.substr(at_, 2) == "/*") {
        const std::size_t end = script_.find("*/", at_ + 2);
        at_ = end == script_.npos ? script_.size() : end + 2;
      } else if (script_.substr(at_, 2) == "//") {
        at_ = std::min(script_.find('\n', at_), script_.size());
      } else {
        return;
      }
    }
  }

  bool ends_value() const {
    const char c = next();
    return c == ',' || c == '}' || c == ']';
  }

  // To the comma or bracket that ends an expression; false where the script ends first.
  bool skip_expression() {
    int open = 0;
    while (at_ < script_.size()) {
      const char c = script_[at_];
      if (open == 0 && ends_value()) return true;
      if (is_quote(c)) {
        const std::size_t end = end_of_literal(script_, at_);
        if (end == script_.npos) return false;
        at_ = end + 1;
        continue;
      }
      if (c == '(' || c == '[' || c == '{') ++open;
      if (c == ')' || c == ']' || c == '}') --open;
      if (open < 0) return false;
      ++at_;
    }
    return false;
  }

  std::optional<std::string> literal() {
    const std::size_t end = is_quote(next()) ? end_of_literal(script_, at_) : script_.npos;
    if (end == script_.npos) return std::nullopt;
    std::string text = resolve_escapes(script_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return text;
  }

  std::string_view word() {
    const std::size_t begin = at_;
    if (next() == '-') ++at_;
    while (at_ < script_.size() && (is_word(script_[at_]) || script_[at_] == '.')) ++at_;
    return script_.substr(begin, at_ - begin);
  }

  // A literal, and those that + joins to it.
  std::optional<json::value> text_value() {
    std::optional<std::string> text = literal();
    if (!text) return std::nullopt;
    skip_space();
    while (next() == '+') {
      ++at_;
      skip_space();
      const std::optional<std::string> more = literal();
      if (!more) break;
      *text += *more;
      skip_space();
    }
    if (ends_value()) return json::value(json::string(*text));
    return skip_expression() ? std::optional<json::value>(nullptr) : std::nullopt;
  }

  // new Date("2026-07-03") says its day, whatever else is called says nothing.
  std::optional<json::value> named_value() {
    const std::string_view name = word();
    skip_space();
    if (ends_value()) return plain_value(name);
    if (name == "new" && script_.substr(at_, 5) == "Date(") {
      at_ += 5;
      skip_space();
      std::optional<std::string> day = literal();
      skip_space();
      if (day && next() == ')') {
        ++at_;
        skip_space();
        if (ends_value()) return json::value(json::string(*day));
      } else {
        at_ = std::min(script_.find(')', at_), script_.size() - 1) + 1;
      }
    }
    return skip_expression() ? std::optional<json::value>(nullptr) : std::nullopt;
  }

  std::optional<json::value> value(int depth) {
    skip_space();
    if (next() == '{' || next() == '[') {
      std::optional<json::value> inner = structure(depth + 1);
      if (!inner) return std::nullopt;
      skip_space();
      if (ends_value()) return inner;
      return skip_expression() ? std::optional<json::value>(nullptr) : std::nullopt;
    }
    return is_quote(next()) ? text_value() : named_value();
  }

  std::optional<json::value> object(int depth) {
    json::object members;
    ++at_;
    for (;;) {
      skip_space();
      if (next() == '}') break;
      const std::optional<std::string> key = is_quote(next()) ? literal() : std::string(word());
      skip_space();
      if (!key || key->empty() || next() != ':') return std::nullopt;
      ++at_;
      std::optional<json::value> member = value(depth);
      if (!member) return std::nullopt;
      members.insert_or_assign(*key, std::move(*member));
      if (next() == '}') break;
      if (next() != ',') return std::nullopt;
      ++at_;
    }
    ++at_;
    return members;
  }

  std::optional<json::value> array(int depth) {
    json::array elements;
    ++at_;
    for (;;) {
      skip_space();
      if (next() == ']') break;
      std::optional<json::value> element = value(depth);
      if (!element) return std::nullopt;
      elements.push_back(std::move(*element));
      if (next() == ']') break;
      if (next() != ',') return std::nullopt;
      ++at_;
    }
    ++at_;
    return elements;
  }

  std::string_view script_;
  std::size_t at_;
};

}  // namespace

std::optional<JsValue> read_js_value(std::string_view script, std::size_t at) {
  Reader reader(script, at);
  std::optional<json::value> value = reader.structure(0);
  if (!value) return std::nullopt;
  return JsValue{std::move(*value), reader.at()};
}

}  // namespace tenderlead::parsers
