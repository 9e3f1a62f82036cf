#include "parsers/embedded_html.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

#include "parsers/html_document.h"
#include "parsers/string_literal.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kShortestLiteral = 200;
constexpr std::size_t kMaxOpenLiterals = 64;

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<Entity, 6> kEntities = {
    {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}, {"&nbsp;", " "}, {"&apos;", "'"}}};

// Tags that notices are made of; their presence tells markup from a comparison sign.
constexpr std::array<std::string_view, 17> kTags = {"p",    "br",     "div", "td",    "tr", "table",
                                                    "span", "li",     "ul",  "h1",    "h2", "h3",
                                                    "h4",   "strong", "b",   "tbody", "a"};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Tags from kTags in `text`, where a tag begins by `open` ("<" or "&lt;"); counts to 2 only.
int count_tags(std::string_view text, std::string_view open) {
  int count = 0;
  for (std::size_t at = text.find(open); at != std::string_view::npos && count < 2;
       at = text.find(open, at + 1)) {
    std::size_t begin = at + open.size();
    if (begin < text.size() && text[begin] == '/') ++begin;
    std::size_t end = begin;
    while (end < text.size() && end - begin < 8 && is_name(text[end])) ++end;
    std::array<char, 8> name{};
    for (std::size_t i = begin; i < end; ++i)
      name[i - begin] = static_cast<char>(text[i] | (text[i] >= 'A' ? 0x20 : 0));
    if (std::find(kTags.begin(), kTags.end(), std::string_view(name.data(), end - begin)) != kTags.end())
      ++count;
  }
  return count;
}

}  // namespace

bool looks_like_html(std::string_view text) {
  if (text.find('<') != std::string_view::npos && count_tags(text, "<") >= 2) return true;
  return text.find("&lt;") != std::string_view::npos && count_tags(text, "&lt;") >= 2;
}

std::string unescape_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t amp = std::min(text.find('&'), text.size());
    out.append(text.substr(0, amp));
    text.remove_prefix(amp);
    if (text.empty()) break;
    const auto found = std::find_if(kEntities.begin(), kEntities.end(), [&](const Entity& entity) {
      return text.substr(0, entity.name.size()) == entity.name;
    });
    if (found != kEntities.end()) {
      out.append(found->text);
      text.remove_prefix(found->name.size());
      continue;
    }
    int code = 0;
    if (text.substr(0, 2) == "&#") {
      const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
      const char* begin = text.data() + (hex ? 3 : 2);
      const auto [end, error] = std::from_chars(std::min(begin, text.data() + text.size()),
                                                text.data() + text.size(), code, hex ? 16 : 10);
      if (error == std::errc() && code > 0 && code < 0x80 && end < text.data() + text.size() && *end == ';') {
        out += static_cast<char>(code);
        text.remove_prefix(static_cast<std::size_t>(end + 1 - text.data()));
        continue;
      }
    }
    out += '&';
    text.remove_prefix(1);
  }
  return out;
}

std::string unwrapped_html(std::string_view text) {
  std::string html(text);
  for (int level = 0; level < 2 && count_tags(html, "<") < 2; ++level) html = unescape_entities(html);
  return html;
}

std::string html_in_script(std::string_view script) {
  std::string best;
  std::string literal;
  std::size_t at = 0;
  // An apostrophe in a comment opens nothing, so a literal without an end costs a scan; hostile scripts are full of them.
  std::size_t failures = 0;
  const auto is_quote = [](char c) { return c == '"' || c == '\'' || c == '`'; };
  for (; failures < kMaxOpenLiterals;) {
    at = static_cast<std::size_t>(
        std::find_if(script.begin() + static_cast<std::ptrdiff_t>(at), script.end(), is_quote) -
        script.begin());
    if (at == script.size()) break;
    const std::size_t end = end_of_literal(script, at);
    if (end == std::string_view::npos) {
      ++failures;
      ++at;
      continue;
    }
    const std::string_view raw = script.substr(at + 1, end - at - 1);
    at = end + 1;
    if (raw.size() < kShortestLiteral || raw.size() <= best.size()) continue;
    literal = resolve_escapes(raw);
    if (looks_like_html(literal)) best = std::move(literal);
  }
  return best.empty() ? best : unwrapped_html(best);
}

std::size_t shown_bytes(std::string_view html) {
  std::size_t count = 0;
  bool in_tag = false;
  for (const char c : html) {
    if (c == '<')
      in_tag = true;
    else if (c == '>')
      in_tag = false;
    else if (!in_tag && static_cast<unsigned char>(c) > 0x20)
      ++count;
  }
  return count;
}

}  // namespace tenderlead::parsers
