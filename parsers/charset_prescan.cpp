// HTML section 13.2.3.2, "Determining the character encoding": prescan a byte stream.
#include <algorithm>
#include <string>

#include "parsers/charset.h"

namespace tenderlead::parsers {
namespace {

// The section says 1024, but a <meta> that comes later still changes the encoding while the tree is built (13.2.3.4); long
// comments and scripts in front of it are common.
constexpr std::size_t kPrescanBytes = 16u << 10;

bool is_space(char c) {
  return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}
bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

struct Attribute {
  std::string name;
  std::string value;
};

class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::string_view> run() {
    if (const auto declared = xml_declaration()) return declared;
    while (at_ < bytes_.size()) {
      if (starts("<!--")) {
        const std::size_t end = bytes_.find("-->", at_ + 2);
        if (end == std::string_view::npos) return std::nullopt;
        at_ = end + 3;
      } else if (starts_tag("<meta")) {
        at_ += 5;
        if (const auto encoding = meta()) return encoding;
      } else if (bytes_[at_] == '<' && (alpha_at(1) || (peek(1) == '/' && alpha_at(2)))) {
        while (at_ < bytes_.size() && !is_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
        Attribute attribute;
        while (next_attribute(attribute)) continue;
      } else if (starts("<!") || starts("</") || starts("<?")) {
        const std::size_t end = bytes_.find('>', at_);
        if (end == std::string_view::npos) return std::nullopt;
        at_ = end + 1;
      } else {
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  char peek(std::size_t offset) const { return at_ + offset < bytes_.size() ? bytes_[at_ + offset] : '\0'; }
  bool alpha_at(std::size_t offset) const { return is_alpha(peek(offset)); }
  bool starts(std::string_view text) const { return bytes_.substr(at_, text.size()) == text; }
  bool starts_tag(std::string_view text) const {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (lower(peek(i)) != text[i]) return false;
    return is_space(peek(text.size())) || peek(text.size()) == '/';
  }

  static std::optional<std::string_view> replaced(std::string_view label) {
    const auto name = encoding_from_label(label);
    if (!name) return std::nullopt;
    if (*name == "UTF-16LE" || *name == "UTF-16BE") return "UTF-8";
    if (*name == "x-user-defined") return "windows-1252";
    return name;
  }

  // "XML encoding declaration" of the same section, for pages served as XHTML.
  std::optional<std::string_view> xml_declaration() const {
    if (!starts("<?xml")) return std::nullopt;
    const std::string_view declaration = bytes_.substr(0, bytes_.find('>'));
    std::size_t at = declaration.find("encoding");
    if (at == std::string_view::npos) return std::nullopt;
    at += 8;
    while (at < declaration.size() && is_space(declaration[at])) ++at;
    if (at >= declaration.size() || declaration[at] != '=') return std::nullopt;
    ++at;
    while (at < declaration.size() && is_space(declaration[at])) ++at;
    if (at >= declaration.size() || (declaration[at] != '"' && declaration[at] != '\'')) return std::nullopt;
    const std::size_t end = declaration.find(declaration[at], at + 1);
    if (end == std::string_view::npos) return std::nullopt;
    return replaced(declaration.substr(at + 1, end - at - 1));
  }

  std::optional<std::string_view> meta() {
    bool got_pragma = false;
    std::optional<bool> need_pragma;
    std::optional<std::string_view> charset;
    std::string seen;
    Attribute attribute;
    while (next_attribute(attribute)) {
      const std::string key = " " + attribute.name + " ";
      if (seen.find(key) != std::string::npos) continue;
      seen += key;
      if (attribute.name == "http-equiv") {
        got_pragma = got_pragma || attribute.value == "content-type";
      } else if (attribute.name == "content") {
        const std::string_view label = label_in_content(attribute.value);
        if (!label.empty() && !charset && encoding_from_label(label)) {
          charset = encoding_from_label(label);
          need_pragma = true;
        }
      } else if (attribute.name == "charset") {
        charset = encoding_from_label(attribute.value);
        need_pragma = false;
      }
    }
    if (at_ >= bytes_.size() && bytes_.back() != '>') return std::nullopt;  // the bytes ended within the tag
    if (!need_pragma || (*need_pragma && !got_pragma) || !charset) return std::nullopt;
    return replaced(*charset);
  }

  // "Extracting a character encoding from a meta element", section 2.5.1.
  static std::string_view label_in_content(std::string_view content) {
    std::size_t at = 0;
    while ((at = content.find("charset", at)) != std::string_view::npos) {
      at += 7;
      std::size_t equals = at;
      while (equals < content.size() && is_space(content[equals])) ++equals;
      if (equals >= content.size() || content[equals] != '=') continue;
      at = equals + 1;
      while (at < content.size() && is_space(content[at])) ++at;
      if (at >= content.size()) return {};
      if (content[at] == '"' || content[at] == '\'') {
        const std::size_t end = content.find(content[at], at + 1);
        return end == std::string_view::npos ? std::string_view() : content.substr(at + 1, end - at - 1);
      }
      std::size_t end = at;
      while (end < content.size() && !is_space(content[end]) && content[end] != ';') ++end;
      return content.substr(at, end - at);
    }
    return {};
  }

  // "Get an attribute"; false at the end of the tag. Values come in lower case.
  bool next_attribute(Attribute& attribute) {
    attribute = {};
    while (at_ < bytes_.size() && (is_space(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size()) return false;
    if (bytes_[at_] == '>') {
      ++at_;
      return false;
    }
    while (at_ < bytes_.size() && (bytes_[at_] != '=' || attribute.name.empty())) {
      if (is_space(bytes_[at_])) break;
      if (bytes_[at_] == '/' || bytes_[at_] == '>') return true;
      attribute.name += lower(bytes_[at_++]);
    }
    while (at_ < bytes_.size() && is_space(bytes_[at_])) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] != '=') return true;
    ++at_;
    while (at_ < bytes_.size() && is_space(bytes_[at_])) ++at_;
    if (at_ >= bytes_.size()) return true;
    if (bytes_[at_] == '"' || bytes_[at_] == '\'') {
      const char quote = bytes_[at_++];
      while (at_ < bytes_.size() && bytes_[at_] != quote) attribute.value += lower(bytes_[at_++]);
      if (at_ < bytes_.size()) ++at_;
      return true;
    }
    while (at_ < bytes_.size() && !is_space(bytes_[at_]) && bytes_[at_] != '>')
      attribute.value += lower(bytes_[at_++]);
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::string_view> prescan_meta(std::string_view bytes) {
  return Prescan(bytes.substr(0, kPrescanBytes)).run();
}

}  // namespace tenderlead::parsers
