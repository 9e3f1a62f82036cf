// What of an answer goes over the wire: nothing where the other side has it already, a part where it asked for one, and packed where
// it can unpack it. Pure functions on values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/http/message.h"

namespace tenderlead::web {

// A strong entity tag (RFC 9110, 8.8.3) of bytes: quoted, 32 hexadecimal digits of their SHA-256.
std::string entity_tag(std::string_view bytes);

// Whether a field of If-Match (strong comparison) or If-None-Match (weak comparison) names the tag; "*" names all.
bool names_tag(std::string_view field, std::string_view tag, bool weak);

// Guards a write against lost updates: nothing where If-Match names the tag of what is to be changed; otherwise the answer,
// 428 where the field is absent (RFC 6585, 3) or 412 where what it names has changed since.
std::optional<Response> refuse_stale_write(const Request& request, std::string_view tag);

// How willing the other side is to take a coding, 0 to 1 (RFC 9110, 12.5.3).
double accepted_quality(std::string_view accept_encoding, std::string_view coding);

// One part of a body (RFC 9110, 14): the first and the last byte, both included.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};
enum class RangeVerdict {
  whole,          // no range, several of them, or not in bytes: the whole answer
  part,           // one range that the body has
  unsatisfiable,  // one that lies beyond its end
};
RangeVerdict parse_range(std::string_view field, std::uint64_t size, ByteRange& range);

// Completes a handler's answer for a request: an entity tag for what GET gave, 304, 206 or 416 where asked for, gzip for text of 1 KiB or
// more, no body for HEAD, and the headers that every answer carries (nosniff, no referrer, same-origin resources; no-cache where the
// handler says nothing of caching). Streams of events only get the headers.
Response finished(const Request& request, Response response);

}  // namespace tenderlead::web
