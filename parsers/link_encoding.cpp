#include "parsers/link_encoding.h"

#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

namespace tenderlead::parsers {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(std::string_view encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(std::string(encoding).c_str(), &status));
  if (U_FAILURE(status)) return nullptr;
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_DEC, nullptr, nullptr,
                        &status);
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

void append_bytes(std::string& out, std::string_view bytes) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
}

// One character: its bytes, or &#number; with its punctuation escaped, so that it is no end of a parameter.
void append_character(std::string& out, std::string_view utf8, UConverter* converter) {
  std::array<UChar, 4> units{};
  UErrorCode status = U_ZERO_ERROR;
  int32_t count = 0;
  u_strFromUTF8WithSub(units.data(), static_cast<int32_t>(units.size()), &count, utf8.data(),
                       static_cast<int32_t>(utf8.size()), 0xFFFD, nullptr, &status);
  std::array<char, 24> bytes{};
  const int32_t length = ucnv_fromUChars(converter, bytes.data(), static_cast<int32_t>(bytes.size()),
                                         units.data(), count, &status);
  if (U_FAILURE(status)) return append_bytes(out, utf8);
  const std::string_view encoded(bytes.data(), static_cast<std::size_t>(length));
  if (encoded.substr(0, 2) != "&#") return append_bytes(out, encoded);
  out.append("%26%23").append(encoded.substr(2, encoded.size() - 3)).append("%3B");
}

std::string encoded_query(std::string_view text, UConverter* converter) {
  std::string out;
  out.reserve(text.size() * 2);
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at])) {
      out += text[at++];
      continue;
    }
    std::size_t end = at + 1;
    while (end < text.size() && end < at + 4 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    append_character(out, text.substr(at, end - at), converter);
    at = end;
  }
  return out;
}

// The query of a link, without its question mark; empty where there is nothing in it to encode, and for scripts.
std::string_view query_to_encode(std::string_view link) {
  static constexpr std::string_view kScript = "javascript:";
  const std::size_t start = link.find('?');
  if (start == std::string_view::npos) return {};
  const std::size_t first = std::min(link.find_first_not_of(" \t\r\n"), link.size());
  if (link.size() - first > kScript.size() &&
      strncasecmp(link.data() + first, kScript.data(), kScript.size()) == 0)
    return {};
  const std::string_view query = link.substr(start + 1, link.find('#', start) - start - 1);
  return std::all_of(query.begin(), query.end(), is_ascii) ? std::string_view() : query;
}

bool is_link(const char* name) {
  return strcasecmp(name, "href") == 0 || strcasecmp(name, "src") == 0 || strcasecmp(name, "action") == 0;
}

}  // namespace

bool has_own_queries(std::string_view encoding) {
  return encoding != "UTF-8" && encoding != "replacement" && encoding.substr(0, 6) != "UTF-16";
}

std::string encode_query(std::string_view text, std::string_view encoding) {
  const Converter converter = open_converter(encoding);
  return converter == nullptr ? std::string(text) : encoded_query(text, converter.get());
}

bool encode_link_queries(GumboNode* document, std::string_view encoding,
                         const std::function<void*(std::size_t)>& allocate) {
  Converter converter;
  std::vector<GumboNode*> pending{document};
  while (!pending.empty()) {
    GumboNode* node = pending.back();
    pending.pop_back();
    const bool is_element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
    if (!is_element && node->type != GUMBO_NODE_DOCUMENT) continue;
    const GumboVector& children = is_element ? node->v.element.children : node->v.document.children;
    for (unsigned i = 0; i < children.length; ++i)
      pending.push_back(static_cast<GumboNode*>(children.data[i]));
    if (!is_element) continue;
    for (unsigned i = 0; i < node->v.element.attributes.length; ++i) {
      auto* one = static_cast<GumboAttribute*>(node->v.element.attributes.data[i]);
      if (!is_link(one->name)) continue;
      const std::string_view link = one->value;
      const std::string_view query = query_to_encode(link);
      if (query.empty()) continue;
      if (converter == nullptr) converter = open_converter(encoding);
      if (converter == nullptr) return true;
      const auto start = static_cast<std::size_t>(query.data() - link.data());
      std::string changed(link.substr(0, start));
      changed += encoded_query(query, converter.get());
      changed += link.substr(start + query.size());
      auto* value = static_cast<char*>(allocate(changed.size() + 1));
      if (value == nullptr) return false;
      std::memcpy(value, changed.c_str(), changed.size() + 1);
      one->value = value;
    }
  }
  return true;
}

}  // namespace tenderlead::parsers
