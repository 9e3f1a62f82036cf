// CSS Selectors level 3 (and :is, :where, :has, :any-link, :required, :nth-child(… of …), [a=b i] of level 4, and :contains) to XPath 1.0, as cssselect translates them.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "parsers/charset_decoders.h"
#include "parsers/css_pseudo.h"
#include "parsers/select.h"
#include "parsers/xpath_text.h"

namespace tenderlead::parsers {
namespace {

constexpr int kMaxNesting = 16;             // of :not(:is(:has(...)))
constexpr std::size_t kMaxSelector = 4096;  // bytes

// What one compound selector has become: an element test and the conditions on it.
struct Step {
  std::string axis;  // "", "child::", ...; what joins it to the step before
  std::string element = "*";
  std::string condition;

  void add(const std::string& test) {
    condition = condition.empty() ? test : "(" + condition + ") and (" + test + ")";
  }
  // Moves the element test into the condition, for positions to count every element.
  void test_name() {
    if (element == "*") return;
    add("name() = " + xpath_literal(element));
    element = "*";
  }
  std::string text() const { return axis + element + (condition.empty() ? "" : "[" + condition + "]"); }
};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_name_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// Without comments, which mean nothing wherever they stand but in a string.
std::string without_comments(std::string_view css) {
  std::string out;
  char quote = '\0';
  for (std::size_t at = 0; at < css.size(); ++at) {
    const char c = css[at];
    if (quote == '\0' && css.substr(at, 2) == "/*") {
      const std::size_t end = css.find("*/", at + 2);
      if (end == css.npos) break;
      at = end + 1;
      continue;
    }
    out += c;
    if (c == '\\' && at + 1 < css.size())
      out += css[++at];
    else if (quote == '\0' && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = '\0';
  }
  return out;
}

// HTML section 4.16.2: attributes whose values are compared without case.
bool is_caseless(std::string_view attribute) {
  static constexpr std::array<std::string_view, 46> kNames = {
      "accept",  "accept-charset", "align",     "alink",     "axis",     "bgcolor", "charset",
      "checked", "clear",          "codetype",  "color",     "compact",  "declare", "defer",
      "dir",     "direction",      "disabled",  "enctype",   "face",     "frame",   "hreflang",
      "lang",    "http-equiv",     "language",  "link",      "media",    "method",  "multiple",
      "nohref",  "noshade",        "noresize",  "nowrap",    "readonly", "rel",     "rev",
      "rules",   "scope",          "shape",     "scrolling", "selected", "target",  "text",
      "type",    "valign",         "valuetype", "vlink"};
  return std::find(kNames.begin(), kNames.end(), attribute) != kNames.end();
}

class Translator {
 public:
  Translator(std::string css, TreeKind kind) : own_(std::move(css)), css_(own_), kind_(kind) {}

  Result<std::string> run() {
    std::string xpath = group("descendant-or-self::", true);
    if (!failed_ && at_ < css_.size()) fail("expected a selector");
    if (failed_) return Error{ErrorCode::invalid_config, message_};
    return xpath;
  }

 private:
  void fail(const std::string& what) {
    if (failed_) return;
    failed_ = true;
    message_ =
        "CSS selector \"" + std::string(css_) + "\": " + what + " at position " + std::to_string(at_ + 1);
  }
  char peek(std::size_t offset = 0) const { return at_ + offset < css_.size() ? css_[at_ + offset] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool skip_blanks() {
    const std::size_t begin = at_;
    while (is_blank(peek())) ++at_;
    return at_ > begin;
  }

  // selector, selector ...
  std::string group(const std::string& prefix, bool top) {
    std::string xpath;
    do {
      skip_blanks();
      const std::string one = complex(prefix);
      if (failed_) return {};
      if (!xpath.empty()) xpath += " | ";
      xpath += one;
      skip_blanks();
    } while (take(','));
    if (top && at_ < css_.size()) fail("unexpected character");
    return xpath;
  }

  // compound combinator compound ...
  std::string complex(const std::string& prefix) {
    std::string xpath = prefix;
    Step step = compound();
    while (!failed_) {
      const bool blank = skip_blanks();
      const char next = peek();
      if (next == '>' || next == '+' || next == '~') {
        ++at_;
        skip_blanks();
        xpath += step.text();
        step = compound();
        if (next == '>') {
          xpath += "/";
        } else {
          xpath += "/following-sibling::";
          if (next == '+') {
            step.test_name();
            step.add("position() = 1");
          }
        }
      } else if (blank && next != '\0' && next != ',' && next != ')') {
        xpath += step.text() + "/descendant-or-self::*/";
        step = compound();
      } else {
        break;
      }
    }
    return xpath + step.text();
  }

  Step compound() {
    Step step;
    bool any = false;
    any_namespace();
    if (take('*')) {
      any = true;
    } else if (is_name_char(peek()) || peek() == '\\') {
      step.element = lower(strict_name());
      if (!is_plain_name(step.element)) {
        const std::string written = step.element;
        step.element = "*";
        step.add("name() = " + xpath_literal(written));
      }
      any = true;
    }
    while (!failed_) {
      if (take('#'))
        step.add("@id = " + xpath_literal(strict_name()));
      else if (take('.'))
        step.add(word_test("@class", strict_name()));
      else if (take('['))
        attribute(step);
      else if (peek() == ':' && peek(1) != ':')
        pseudo(step);
      else
        break;
      any = true;
    }
    if (!any) fail("expected an element, #id, .class, [attribute] or :pseudo-class");
    return step;
  }

  // *| and | before a name: pages have no namespaces to tell apart.
  void any_namespace() {
    if (peek() == '*' && peek(1) == '|' && peek(2) != '=') at_ += 2;
    if (peek() == '|' && (is_name_char(peek(1)) || peek(1) == '*')) ++at_;
  }

  // An identifier as CSS has it: no digit in front, nor behind a hyphen in front.
  std::string strict_name() {
    const char first = peek() == '-' ? peek(1) : peek();
    if (first >= '0' && first <= '9') fail("a name doesn't begin with a digit");
    return identifier();
  }

  std::string identifier() {
    std::string name;
    while (is_name_char(peek()) || peek() == '\\') {
      if (take('\\'))
        escape(name);
      else
        name += css_[at_++];
    }
    if (name.empty()) fail("expected a name");
    return name;
  }

  // CSS Syntax section 4.3.7: up to six hexadecimal digits and one blank, or the character itself.
  void escape(std::string& out) {
    std::uint32_t code = 0;
    const std::size_t end = std::min(at_ + 6, css_.size());
    const auto [stop, error] = std::from_chars(css_.data() + at_, css_.data() + end, code, 16);
    if (error == std::errc()) {
      at_ = static_cast<std::size_t>(stop - css_.data());
      if (is_blank(peek())) ++at_;
      append_code_point(out, static_cast<char32_t>(code));
    } else if (at_ < css_.size()) {
      out += css_[at_++];
    } else {
      fail("nothing after \\");
    }
  }

  std::string quoted() {
    const char quote = css_[at_++];
    std::string text;
    while (at_ < css_.size() && css_[at_] != quote) {
      if (take('\\'))
        escape(text);
      else
        text += css_[at_++];
    }
    if (!take(quote)) fail("the string doesn't end");
    return text;
  }

  std::string value() { return peek() == '"' || peek() == '\'' ? quoted() : identifier(); }

  static std::string word_test(const std::string& attribute, const std::string& word) {
    if (word.empty() || std::any_of(word.begin(), word.end(), is_blank)) return "0";
    return attribute + " and contains(concat(' ', normalize-space(" + attribute + "), ' '), " +
           xpath_literal(" " + word + " ") + ")";
  }

  void attribute(Step& step) {
    skip_blanks();
    any_namespace();
    const std::string name = lower(identifier());
    std::string attribute =
        is_plain_name(name) ? "@" + name : "attribute::*[name() = " + xpath_literal(name) + "]";
    skip_blanks();
    if (take(']')) return step.add(attribute);
    const char kind = peek();
    if (kind != '=') ++at_;
    if (!take('=')) return fail("expected =, ~=, |=, ^=, $=, *= or != ");
    skip_blanks();
    std::string text = value();
    skip_blanks();
    bool caseless = kind_ == TreeKind::html && is_caseless(name);
    if (const char flag = static_cast<char>(peek() | 0x20); flag == 'i' || flag == 's') {
      caseless = flag == 'i';
      ++at_;
      skip_blanks();
    }
    if (!take(']')) return fail("expected ]");
    const std::string own = attribute;
    if (caseless) {
      text = lower(text);
      attribute = "translate(" + attribute + ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')";
    }
    const std::string literal = xpath_literal(text);
    switch (kind) {
      case '=':
        // An attribute that isn't there is no empty one.
        return step.add((caseless ? own + " and " : "") + attribute + " = " + literal);
      case '!':
        return step.add("not(" + own + ") or " + attribute + " != " + literal);
      case '~':
        return step.add(word_test(attribute, text));
      case '|':
        return step.add(own + " and (" + attribute + " = " + literal + " or starts-with(" + attribute + ", " +
                        xpath_literal(text + "-") + "))");
      case '^':
        return step.add(text.empty() ? "0"
                                     : attribute + " and starts-with(" + attribute + ", " + literal + ")");
      case '*':
        return step.add(text.empty() ? "0" : attribute + " and contains(" + attribute + ", " + literal + ")");
      case '$':
        return step.add(text.empty()
                            ? "0"
                            : attribute + " and substring(" + attribute + ", string-length(" + attribute +
                                  ") - string-length(" + literal + ") + 1) = " + literal);
      default:
        return fail("unknown comparison");
    }
  }

  void pseudo(Step& step) {
    ++at_;
    const std::size_t begin = at_;
    const std::string name = lower(identifier());
    if (failed_) return;
    if (take('(')) {
      if (++nesting_ > kMaxNesting) return fail("nested too deeply");
      function(step, name, begin);
      --nesting_;
      skip_blanks();
      if (!failed_ && !take(')')) fail("expected )");
      return;
    }
    const std::optional<std::string> condition = simple_pseudo(name, step.element);
    if (!condition) {
      at_ = begin;
      return fail("unknown pseudo-class :" + name);
    }
    step.add(*condition);
  }

  void function(Step& step, const std::string& name, std::size_t begin) {
    skip_blanks();
    if (name == "contains") return step.add("contains(., " + xpath_literal(value()) + ")");
    if (name == "lang") return step.add(lang_test(lower(value())));
    if (name == "not" || name == "is" || name == "where" || name == "matches") {
      // An empty list is allowed in those that forgive, and matches nothing.
      if (name != "not" && peek() == ')') return step.add("0");
      const std::string any = any_of();
      return step.add(name == "not" ? "not(" + any + ")" : any);
    }
    if (name == "has") return step.add(relative());
    std::size_t end = std::min(css_.find(')', at_), css_.size());
    const std::string inside = lower(css_.substr(at_, end - at_));
    const std::size_t of = inside.find(" of ");
    if (of != inside.npos) end = at_ + of;
    const auto series = parse_series(css_.substr(at_, end - at_));
    if (series) {
      std::string among;
      if (of != inside.npos) {
        at_ = end + 4;
        among = any_of();
        if (failed_) return;
      } else {
        at_ = end;
      }
      if (const auto condition = nth_test(name, *series, step.element, among)) return step.add(*condition);
      at_ = begin;
      return fail("unknown function :" + name + "()");
    }
    fail("expected a number, odd, even or an+b in :" + name + "()");
  }

  // Compound selectors of :not and :is as one condition on the element itself.
  std::string any_of() {
    std::string any;
    do {
      skip_blanks();
      Step inner = compound();
      inner.test_name();
      if (!any.empty()) any += " or ";
      any += inner.condition.empty() ? "1" : "(" + inner.condition + ")";
      skip_blanks();
    } while (!failed_ && take(','));
    return any;
  }

  std::string relative() {
    std::string any;
    do {
      skip_blanks();
      std::string axis = "descendant::";
      if (take('>'))
        axis = "child::";
      else if (take('~') || peek() == '+')
        axis = "following-sibling::";
      const bool next = axis[0] == 'f' && take('+');
      skip_blanks();
      std::string path = complex(axis);
      if (next) path = "following-sibling::*[1][self::" + path.substr(axis.size()) + "]";
      if (!any.empty()) any += " or ";
      any += path;
      skip_blanks();
    } while (!failed_ && take(','));
    return any;
  }

  const std::string own_;
  const std::string_view css_;
  const TreeKind kind_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  bool failed_ = false;
  std::string message_;
};

}  // namespace

Result<std::string> css_to_xpath(std::string_view css, TreeKind kind) {
  if (css.size() > kMaxSelector)
    return Error{ErrorCode::invalid_config, "the CSS selector is longer than 4096 bytes"};
  return Translator(without_comments(css), kind).run();
}

}  // namespace tenderlead::parsers
