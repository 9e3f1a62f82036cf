// JSON (RFC 8259) as the same tree that YAML gives, so that every reader takes either. Not through yaml-cpp: it takes what is
// no JSON, and not all that is (surrogate pairs, tabs).
#include <set>

#include "app/config/yaml_tree.h"

namespace tenderlead::config {
namespace {

class JsonReader {
 public:
  JsonReader(const std::string& file, std::string_view text, std::vector<ConfigFault>& faults,
             const YamlLimits& limits)
      : file_(file), text_(text), faults_(faults), limits_(limits) {}

  std::optional<YamlNode> read() {
    YamlNode root;
    skip_space();
    if (!value(root, 1)) return std::nullopt;
    skip_space();
    if (at_ < text_.size() && !fail("something follows the end of the value")) return std::nullopt;
    return root;
  }

 private:
  bool fail(const std::string& message) {
    faults_.push_back({file_, line_, column_, message});
    return false;
  }
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }

  void step() {
    const auto byte = static_cast<unsigned char>(text_[at_++]);
    if (byte == '\n') {
      ++line_;
      column_ = 1;
    } else if (at_end() || (static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {
      ++column_;
    }
  }
  void skip_space() {
    while (!at_end() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) step();
  }
  bool expect(char wanted, const char* what) {
    if (peek() != wanted || at_end()) return fail(std::string("expected ") + what);
    step();
    return true;
  }

  bool value(YamlNode& out, int depth) {
    if (depth > limits_.depth)
      return fail("nested more than " + std::to_string(limits_.depth) + " levels deep");
    out.line = line_;
    out.column = column_;
    if (++nodes_ > limits_.nodes) return fail("more than " + std::to_string(limits_.nodes) + " values");
    switch (peek()) {
      case '{':
        return object(out, depth);
      case '[':
        return array(out, depth);
      case '"':
        out.kind = YamlNode::Kind::scalar;
        return string(out.text);
      default:
        return word(out);
    }
  }

  bool object(YamlNode& out, int depth) {
    out.kind = YamlNode::Kind::map;
    step();
    skip_space();
    if (peek() == '}') return step(), true;
    std::set<std::string> seen;
    for (;;) {
      YamlEntry entry;
      entry.line = line_;
      entry.column = column_;
      if (peek() != '"') return fail("expected a key in double quotes");
      if (!string(entry.key)) return false;
      if (!seen.insert(entry.key).second) {
        faults_.push_back({file_, entry.line, entry.column, "the key '" + entry.key + "' stands twice"});
        return false;
      }
      skip_space();
      if (!expect(':', "':' after the key")) return false;
      skip_space();
      if (!value(entry.value, depth + 1)) return false;
      out.entries.push_back(std::move(entry));
      skip_space();
      if (peek() == '}') return step(), true;
      if (!expect(',', "',' or '}'")) return false;
      skip_space();
    }
  }

  bool array(YamlNode& out, int depth) {
    out.kind = YamlNode::Kind::sequence;
    step();
    skip_space();
    if (peek() == ']') return step(), true;
    for (;;) {
      if (!value(out.items.emplace_back(), depth + 1)) return false;
      skip_space();
      if (peek() == ']') return step(), true;
      if (!expect(',', "',' or ']'")) return false;
      skip_space();
    }
  }

  // true, false, null and numbers: texts, as YAML gives them.
  bool word(YamlNode& out) {
    const auto begin = at_;
    const auto is_part = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'E';
    };
    auto end = at_;
    while (end < text_.size() && is_part(text_[end])) ++end;
    const auto text = text_.substr(begin, end - begin);
    const bool number = !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
    if (text == "null") {
      out.kind = YamlNode::Kind::null;
    } else if (text == "true" || text == "false" || number) {
      out.kind = YamlNode::Kind::scalar;
      out.text = text;
    } else {
      return fail(at_end() ? "the file ends where a value should stand" : "expected a value");
    }
    while (at_ < end) step();
    return true;
  }

  bool string(std::string& out) {
    step();
    for (;;) {
      if (at_end()) return fail("the file ends within a text");
      const char c = peek();
      if (c == '"') return step(), true;
      if (static_cast<unsigned char>(c) < 0x20)
        return fail("a control character within a text; write \\n or \\t");
      if (c == '\\') {
        if (!escape(out)) return false;
      } else {
        out += c;
        step();
      }
      if (++bytes_ > limits_.scalar_bytes)
        return fail("more than " + std::to_string(limits_.scalar_bytes) + " bytes of text");
    }
  }

  bool escape(std::string& out) {
    step();
    const char c = peek();
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (const auto known = kNames.find(c); known != std::string_view::npos && !at_end()) {
      out += kMeanings[known];
      step();
      return true;
    }
    if (c != 'u') return fail("an escape that JSON doesn't know");
    step();
    unsigned point = 0;
    if (!hex(point)) return false;
    if (point >= 0xD800 && point < 0xDC00) {
      unsigned low = 0;
      if (text_.substr(at_, 2) != "\\u") return fail("half of a surrogate pair");
      step();
      step();
      if (!hex(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return fail("half of a surrogate pair");
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    } else if (point >= 0xDC00 && point < 0xE000) {
      return fail("half of a surrogate pair");
    }
    append(out, point);
    return true;
  }

  bool hex(unsigned& point) {
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return fail("\\u needs four hexadecimal digits");
      point = point * 16 + static_cast<unsigned>(digit);
      step();
    }
    return true;
  }

  static void append(std::string& out, unsigned point) {
    const auto byte = [&out](unsigned value) { out += static_cast<char>(value); };
    if (point < 0x80) return byte(point);
    if (point < 0x800) {
      byte(0xC0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        byte(0xE0 | (point >> 12));
      } else {
        byte(0xF0 | (point >> 18));
        byte(0x80 | ((point >> 12) & 0x3F));
      }
      byte(0x80 | ((point >> 6) & 0x3F));
    }
    byte(0x80 | (point & 0x3F));
  }

  const std::string& file_;
  std::string_view text_;
  std::vector<ConfigFault>& faults_;
  const YamlLimits& limits_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

std::optional<YamlNode> read_json(const std::string& file, std::string_view json,
                                  std::vector<ConfigFault>& faults, const YamlLimits& limits) {
  return JsonReader(file, json, faults, limits).read();
}

}  // namespace tenderlead::config
