// From bytes to UTF-8: which encoding a response is in, and its text.
//
// Names and labels are those of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/), and so are the
// decoders: what a browser shows is what is read. All functions are thread-safe and never throw on any input.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenderlead::parsers {

// The standard's name of the encoding that a label stands for ("gb2312" -> "GBK"), white space around it and case
// ignored (section 4.2, "get an encoding"); nullopt for a label that the standard doesn't know. The view is static.
std::optional<std::string_view> encoding_from_label(std::string_view label);

// Why an encoding was chosen.
enum class CharsetReason {
  bom,      // a byte order mark: beats everything
  header,   // charset= of the Content-Type header
  meta,     // <meta> near the beginning, or an XML declaration
  content,  // decided by the bytes
};

struct Charset {
  std::string_view name;  // WHATWG name; static
  CharsetReason reason = CharsetReason::content;
};

// The encoding of a response. In order: byte order mark, Content-Type header, <meta> prescan (HTML section
// 13.2.3.2), content. A declaration doesn't stand against the bytes: where the declared encoding cannot decode them
// (declared UTF-8 over GBK bytes, or GBK over UTF-8), or header and meta disagree, the first declared encoding that
// decodes the bytes without a fault wins; where none does, or nothing is declared, the bytes decide among UTF-8,
// GB18030, Big5 and windows-1252.
Charset detect_charset(std::string_view bytes, std::string_view content_type);

// The encoding that an HTML <meta> (or XML declaration) within the first 16 kB declares, after the standard's
// replacements (UTF-16 means UTF-8, x-user-defined means windows-1252); nullopt where there is none.
std::optional<std::string_view> prescan_meta(std::string_view bytes);

// The charset parameter of a Content-Type header as it stands there, unquoted; empty where there is none.
std::string_view charset_parameter(std::string_view content_type);

// UTF-8 text of bytes in an encoding given by WHATWG name or label. Never fails: what can't be decoded becomes
// U+FFFD, as the standard says; an unknown name decodes as UTF-8. A byte order mark overrides the name and is dropped.
std::string decode(std::string_view bytes, std::string_view encoding);

// detect_charset and decode in one.
std::string decode_page(std::string_view bytes, std::string_view content_type);

}  // namespace tenderlead::parsers
