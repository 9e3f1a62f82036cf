#include "web/http/negotiation.h"

#include <libdeflate.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "web/http/problem.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kWorthPacking = 1024;  // bytes: below, one network packet carries either
constexpr int kGzipLevel =
    5;  // libdeflate's; beyond it a JSON answer gets a few per cent smaller and takes twice as long

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Calls each(element) for the elements of a comma list (RFC 9110, 5.6.1) whose elements hold no quoted commas.
template <typename Each>
void each_element(std::string_view list, Each each) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (const auto element = trimmed(list.substr(0, end)); !element.empty()) each(element);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

bool parse_number(std::string_view digits, std::uint64_t& number) {
  if (digits.empty()) return false;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size();
}

std::string gzipped(const std::string& bytes) {
  const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> packer(
      libdeflate_alloc_compressor(kGzipLevel), &libdeflate_free_compressor);
  if (!packer) throw std::bad_alloc();
  std::string out(libdeflate_gzip_compress_bound(packer.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(packer.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

bool is_text(std::string_view content_type) {
  for (const std::string_view kind :
       {"text/", "application/json", "application/problem+json", "application/javascript",
        "application/manifest+json", "application/openapi+json", "image/svg+xml"})
    if (content_type.starts_with(kind)) return true;
  return false;
}

bool is_read(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

// "abc" to "abc-gzip": a packed answer is another representation (RFC 9110, 8.8.3.3).
std::string packed_tag(std::string tag) {
  if (tag.size() > 1) tag.insert(tag.size() - 1, "-gzip");
  return tag;
}

bool may_be_packed(const Response& response) {
  return is_text(response.header("Content-Type")) && response.header("Content-Encoding").empty();
}

// Of a 304 and of a part as of the whole (RFC 9110, 15.4.5): caches choose by it.
void add_vary(Response& response) {
  if (!may_be_packed(response)) return;
  const std::string vary(response.header("Vary"));
  response.set("Vary", vary.empty() ? "Accept-Encoding" : vary + ", Accept-Encoding");
}

void pack(const Request& request, Response& response) {
  if (!may_be_packed(response)) return;
  if (response.bytes().size() < kWorthPacking ||
      accepted_quality(request.header("Accept-Encoding"), "gzip") <= 0)
    return;
  response.body = gzipped(response.bytes());
  response.shared_body.reset();
  response.set("Content-Encoding", "gzip");
  if (const std::string tag(response.header("ETag")); !tag.empty()) response.set("ETag", packed_tag(tag));
}

// Whether If-None-Match names what would be sent, packed or not.
bool is_known(const Request& request, const Response& response) {
  const auto field = request.header("If-None-Match");
  const std::string tag(response.header("ETag"));
  return !field.empty() && !tag.empty() &&
         (names_tag(field, tag, true) || names_tag(field, packed_tag(tag), true));
}

// Whether a range may be served: it is asked for, and If-Range, where there is one, names this representation.
bool wants_range(const Request& request, const Response& response) {
  if (request.method != "GET" || request.header("Range").empty()) return false;
  const auto condition = request.header("If-Range");
  return condition.empty() || (condition == response.header("ETag") && !condition.starts_with("W/"));
}

// True where the answer is a part, or none that could be given.
bool cut(const Request& request, Response& response) {
  ByteRange range;
  const auto size = response.bytes().size();
  switch (parse_range(request.header("Range"), size, range)) {
    case RangeVerdict::whole:
      return false;
    case RangeVerdict::unsatisfiable:
      response = problem(416, "no-such-range", "The range lies beyond the end of what was asked for.");
      response.set("Content-Range", "bytes */" + std::to_string(size));
      return true;
    case RangeVerdict::part:
      break;
  }
  response.body = response.bytes().substr(range.first, range.last - range.first + 1);
  response.shared_body.reset();
  response.status = 206;
  response.set("Content-Range", "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) +
                                    "/" + std::to_string(size));
  return true;
}

void add_if_absent(Response& response, std::string_view name, std::string_view value) {
  if (response.header(name).empty()) response.set(name, std::string(value));
}

void add_common_headers(Response& response) {
  add_if_absent(response, "Cache-Control", "no-cache");
  add_if_absent(response, "X-Content-Type-Options", "nosniff");
  add_if_absent(response, "Referrer-Policy", "no-referrer");
  add_if_absent(response, "Cross-Origin-Resource-Policy", "same-origin");
  add_if_absent(response, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
}

}  // namespace

std::string entity_tag(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("OpenSSL has no SHA-256");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string tag = "\"";
  for (std::size_t i = 0; i < 16; ++i) {
    tag += kDigits[digest[i] >> 4];
    tag += kDigits[digest[i] & 15];
  }
  return tag + '"';
}

bool names_tag(std::string_view field, std::string_view tag, bool weak) {
  if (trimmed(field) == "*") return true;
  const auto without_mark = [](std::string_view text) {
    return text.starts_with("W/") ? text.substr(2) : text;
  };
  bool found = false;
  each_element(field, [&](std::string_view element) {
    found = found ||
            (weak ? without_mark(element) == without_mark(tag) : element == tag && !tag.starts_with("W/"));
  });
  return found;
}

std::optional<Response> refuse_stale_write(const Request& request, std::string_view tag) {
  const auto field = request.header("If-Match");
  if (field.empty())
    return problem(428, "precondition-required",
                   "Send If-Match with the ETag of what you read, so that nobody's change is lost.");
  // Who was sent it packed names that form of it; what is to be changed is the same.
  if (names_tag(field, tag, false) || names_tag(field, packed_tag(std::string(tag)), false))
    return std::nullopt;
  auto response = problem(412, "changed-meanwhile",
                          "Somebody changed this since you read it. Read it again, then change it.");
  response.set("ETag", std::string(tag));
  return response;
}

double accepted_quality(std::string_view accept_encoding, std::string_view coding) {
  double named = -1;
  double any = -1;
  each_element(accept_encoding, [&](std::string_view element) {
    const auto semicolon = std::min(element.find(';'), element.size());
    const auto name = trimmed(element.substr(0, semicolon));
    double quality = 1;
    const auto weight = trimmed(element.substr(std::min(semicolon + 1, element.size())));
    if (weight.starts_with("q=") || weight.starts_with("Q=")) {
      const auto digits = weight.substr(2);
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), quality);
      if (error != std::errc() || end != digits.data() + digits.size() || !(quality >= 0 && quality <= 1))
        quality = 0;
    }
    if (name == coding) named = quality;
    if (name == "*") any = quality;
  });
  return named >= 0 ? named : std::max(any, 0.0);
}

RangeVerdict parse_range(std::string_view field, std::uint64_t size, ByteRange& range) {
  if (!field.starts_with("bytes=")) return RangeVerdict::whole;
  const auto spec = trimmed(field.substr(6));
  const auto dash = spec.find('-');
  if (dash == spec.npos || spec.find(',') != spec.npos) return RangeVerdict::whole;
  const auto from = trimmed(spec.substr(0, dash));
  const auto to = trimmed(spec.substr(dash + 1));
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  if (from.empty()) {  // the last so many bytes
    if (!parse_number(to, last)) return RangeVerdict::whole;
    if (last == 0 || size == 0) return RangeVerdict::unsatisfiable;
    range = {size - std::min(last, size), size - 1};
    return RangeVerdict::part;
  }
  if (!parse_number(from, first)) return RangeVerdict::whole;
  if (to.empty()) {
    last = size == 0 ? 0 : size - 1;
  } else if (!parse_number(to, last) || last < first) {
    return RangeVerdict::whole;
  }
  if (first >= size) return RangeVerdict::unsatisfiable;
  range = {first, std::min(last, size - 1)};
  return RangeVerdict::part;
}

Response finished(const Request& request, Response response) {
  if (response.events) {
    add_common_headers(response);
    return response;
  }
  if (is_read(request) && response.status == 200) {
    if (response.header("ETag").empty()) response.set("ETag", entity_tag(response.bytes()));
    add_vary(response);
    if (is_known(request, response)) {
      response.status = 304;
      response.body.clear();
      response.shared_body.reset();
      response.remove("Content-Type");
      response.remove("Content-Encoding");
      add_common_headers(response);
      return response;
    }
    response.set("Accept-Ranges", "bytes");
    if (!wants_range(request, response) || !cut(request, response)) pack(request, response);
  } else {
    add_vary(response);
    pack(request, response);
  }
  add_common_headers(response);
  return response;
}

}  // namespace tenderlead::web
