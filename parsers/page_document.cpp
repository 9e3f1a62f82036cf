#include "parsers/page_document.h"

#include <algorithm>
#include <array>
#include <string>

#include "parsers/charset.h"
#include "parsers/embedded_html.h"
#include "parsers/html_document.h"
#include "parsers/json_document.h"
#include "parsers/text_document.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kSampleBytes = 4096;

// First bytes of what isn't text (MIME Sniffing section 7.1, and office files).
constexpr std::array<std::string_view, 10> kBinaryMagic = {
    "%PDF-",      "\x89PNG\r\n",      "GIF8",         "\xFF\xD8\xFF", "PK\x03\x04",
    "PK\x05\x06", "\xD0\xCF\x11\xE0", "Rar!\x1A\x07", "\x1F\x8B\x08", "7z\xBC\xAF\x27\x1C"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// Control characters that no text has, in a share that no damage explains. UTF-16 is told apart by its regular zeros.
bool has_binary_bytes(std::string_view sample, std::string_view content_type) {
  const auto controls = std::count_if(sample.begin(), sample.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f' && byte != 0x1B;
  });
  return static_cast<std::size_t>(controls) * 32 > sample.size() &&
         detect_charset(sample, content_type).name.substr(0, 6) != "UTF-16";
}

std::string_view first_words(std::string_view body) {
  if (body.substr(0, 3) == "\xEF\xBB\xBF") body.remove_prefix(3);
  const auto begin =
      std::find_if(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20; });
  return body.substr(static_cast<std::size_t>(begin - body.begin()));
}

// Whether text begins as a JSON object or array does: {"…, [{…, [].
bool opens_json(std::string_view text) {
  if (text.empty() || (text.front() != '{' && text.front() != '[')) return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n", 1);
  if (next == std::string_view::npos) return false;
  const char c = text[next];
  return c == '"' || c == '}' || c == ']' || (text.front() == '[' && c == '{');
}

bool is_json_text(std::string_view start, std::string_view body) {
  const std::size_t last = body.find_last_not_of(" \t\r\n");
  return opens_json(start) && (body[last] == '}' || body[last] == ']');
}

// callback({…}), /**/ jQuery123([…]);, typeof f === 'function' && f({…}); JSON for a page's script to load, which servers send as
// a script, as HTML or as text.
bool is_padded_json(std::string_view start, std::string_view body) {
  constexpr std::size_t kLongestCall = 128;
  if (start.substr(0, 2) == "/*") {
    const std::size_t end = start.find("*/");
    if (end == std::string_view::npos) return false;
    start = first_words(start.substr(end + 2));
  }
  const std::size_t open = start.find('(');
  if (open > kLongestCall) return false;
  std::string_view call = start.substr(0, open);
  if (call.substr(0, 7) == "typeof ") {
    const std::size_t joined = call.find("&&");
    if (joined == std::string_view::npos) return false;
    call = first_words(call.substr(joined + 2));
  }
  const bool named = std::all_of(call.begin(), call.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || c == '.';
  });
  const std::size_t last = body.find_last_not_of("; \t\r\n");
  return named && opens_json(first_words(start.substr(open + 1))) && body[last] == ')';
}

}  // namespace

BodyKind body_kind(std::string_view body, std::string_view content_type) {
  const std::string type = lower(content_type.substr(0, content_type.find(';')));
  for (const std::string_view magic : kBinaryMagic)
    if (body.substr(0, magic.size()) == magic) return BodyKind::binary;
  const std::string_view sample = body.substr(0, kSampleBytes);
  if (has_binary_bytes(sample, content_type)) return BodyKind::binary;
  for (const std::string_view media : {"image/", "audio/", "video/", "font/"})
    if (type.find(media) == 0) return BodyKind::binary;
  const std::string_view start = first_words(sample);
  const std::string head = lower(start.substr(0, 512));
  const bool opens_html = head.find("<!doctype html") == 0 || head.find("<html") != std::string::npos ||
                          head.find("<head") == 0 || head.find("<body") == 0;
  if (is_json_text(start, body) || is_padded_json(start, body)) return BodyKind::json;
  if (opens_html) return BodyKind::html;
  if (head.find("<?xml") == 0) return type.find("html") != std::string::npos ? BodyKind::html : BodyKind::xml;
  if (type.find("json") != std::string::npos)
    return start.empty() || start.front() == '<' ? BodyKind::html : BodyKind::json;
  if (type.find("html") != std::string::npos) return BodyKind::html;
  if (type.find("xml") != std::string::npos) return BodyKind::xml;
  return looks_like_html(sample) && start.front() == '<' ? BodyKind::html : BodyKind::text;
}

Result<Document> build_document(std::string_view body, std::string_view content_type, std::string_view url) {
  switch (body_kind(body, content_type)) {
    case BodyKind::binary:
      return Error{ErrorCode::unsupported, "not text"};
    case BodyKind::html:
    case BodyKind::xml: {
      const auto encoding = detect_charset(body, content_type).name;
      return build_html_document(Dom(decode(body, encoding), encoding), url);
    }
    case BodyKind::json:
      return read_json_document(decode_page(body, content_type), url);
    case BodyKind::text:
      break;
  }
  return build_text_document(decode_page(body, content_type), url);
}

}  // namespace tenderlead::parsers
