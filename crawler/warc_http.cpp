#include "crawler/warc_http.h"

#include <cstdint>

#include "crawler/percent_encoding.h"
#include "crawler/warc_format.h"

namespace tenderlead::crawler {
namespace {

// What decoding made false, and what would be stated twice.
bool is_transfer_field(std::string_view name) {
  return equals_ignoring_case(name, "Content-Encoding") || equals_ignoring_case(name, "Transfer-Encoding") ||
         equals_ignoring_case(name, "Content-Length");
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  }
  return out;
}

std::string uri_field(std::string_view uri) {
  if (const auto url = parse_url(uri)) return url->href();
  std::string out;
  for (const char c : uri) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '<' || c == '>') {
      append_triplet(out, byte);
    } else {
      out += c;
    }
  }
  return out;
}

void add_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

std::string http_response_head(const Page& page, bool with_body) {
  // The reason phrase isn't kept in a Page and means nothing (RFC 9112 4), so there is none.
  std::string head = "HTTP/1.1 " + std::to_string(page.status) + " \r\n";
  for (const auto& [name, value] : page.headers) {
    // Under any other name a line reads as something else than it was.
    if (is_field_name(name) && !is_transfer_field(name)) add_field(head, name, one_line(value));
  }
  if (with_body) add_field(head, "Content-Length", std::to_string(page.body.size()));
  return head + "\r\n";
}

std::string http_request_head(const Page& page, const Url* url, const HeaderList& sent) {
  std::string head = one_line(page.method) + " " +
                     (url != nullptr ? url->path_and_query() : uri_field(page.url)) + " HTTP/1.1\r\n";
  for (const auto& [name, value] : sent) {
    if (is_field_name(name) && !is_transfer_field(name)) add_field(head, name, one_line(value));
  }
  if (sent.empty() && url != nullptr) add_field(head, "Host", url->host_and_port());
  if (!page.request_body.empty()) add_field(head, "Content-Length", std::to_string(page.request_body.size()));
  return head + "\r\n";
}

}  // namespace tenderlead::crawler
