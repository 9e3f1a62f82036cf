#include "crawler/cdxj.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "crawler/warc_format.h"
#include "model/time.h"

namespace tenderlead::crawler {
namespace {

namespace json = boost::json;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "www." and "www2.", where something follows.
std::string_view without_www(std::string_view host) {
  if (!host.starts_with("www")) return host;
  std::size_t end = 3;
  while (end < host.size() && is_digit(host[end])) ++end;
  return end + 1 < host.size() && host[end] == '.' ? host.substr(end + 1) : host;
}

std::string reversed_labels(std::string_view host) {
  std::string out;
  while (true) {
    const std::size_t dot = host.rfind('.');
    if (!out.empty()) out += ',';
    if (dot == std::string_view::npos) return out.append(host);
    out.append(host.substr(dot + 1));
    host = host.substr(0, dot);
  }
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  constexpr char kHex[] = "0123456789abcdef";
  out.append(out.back() == '{' ? "\"" : ", \"").append(name).append("\": \"");
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      // Every text here is ASCII by its nature; what isn't would not be UTF-8 for sure.
      out.append("\\u00").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string text_of(const json::object& members, std::string_view name) {
  const auto* value = members.if_contains(json::string_view(name.data(), name.size()));
  if (value == nullptr) return {};
  if (const auto* text = value->if_string()) return std::string(text->data(), text->size());
  return value->is_number() ? json::serialize(*value) : std::string();
}

std::optional<std::uint64_t> number_of(const json::object& members, std::string_view name) {
  const std::string text = text_of(members, name);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string surt_key(const Url& url) {
  const std::string_view host = without_www(url.host());
  std::string key = url.host_kind() == HostKind::ipv6 ? std::string(host) : reversed_labels(host);
  if (const auto port = url.explicit_port()) key += ":" + std::to_string(*port);
  key += ')';
  std::string path = lower(url.path());
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  key += path;
  if (!url.query() || url.query()->empty()) return key;
  const std::string query = lower(*url.query());
  std::vector<std::string_view> parts;
  for (std::string_view left = query;;) {
    const std::size_t end = left.find('&');
    parts.push_back(left.substr(0, end));
    if (end == std::string_view::npos) break;
    left.remove_prefix(end + 1);
  }
  std::sort(parts.begin(), parts.end());
  char sign = '?';
  for (const auto part : parts) {
    key.append(1, sign).append(part);
    sign = '&';
  }
  return key;
}

std::string cdx_mime(std::string_view content_type) {
  std::string mime = lower(content_type.substr(0, content_type.find(';')));
  while (!mime.empty() && mime.back() == ' ') mime.pop_back();
  const std::size_t slash = mime.find('/');
  const bool good = slash != std::string::npos && is_field_name(mime.substr(0, slash)) &&
                    is_field_name(mime.substr(slash + 1));
  return good ? mime : "unk";
}

std::string to_cdxj(const CdxEntry& entry) {
  std::string line = entry.key + " " + entry.timestamp + " {";
  append_member(line, "url", entry.url);
  append_member(line, "mime", entry.mime);
  append_member(line, "status", entry.status);
  if (!entry.digest.empty()) append_member(line, "digest", entry.digest);
  append_member(line, "length", std::to_string(entry.length));
  append_member(line, "offset", std::to_string(entry.offset));
  append_member(line, "filename", entry.file);
  if (!entry.method.empty() && entry.method != "GET") append_member(line, "method", entry.method);
  return line + "}";
}

Result<CdxEntry> parse_cdxj(std::string_view line) {
  const Error fault{ErrorCode::corrupt, "no line of a CDXJ index: " + std::string(line.substr(0, 80))};
  const std::size_t first = line.find(' ');
  if (first == 0 || first == std::string_view::npos || first > 2 * kMaxUrlBytes) return fault;
  const bool printable = std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(first),
                                     [](char c) { return static_cast<unsigned char>(c) > 0x20; });
  if (!printable) return fault;
  const std::string_view rest = line.substr(first + 1);
  if (rest.size() < 16 || rest[14] != ' ' || !std::all_of(rest.begin(), rest.begin() + 14, is_digit))
    return fault;
  json::error_code failure;
  json::parse_options options;
  options.max_depth = 4;
  const std::string_view text = rest.substr(15);
  const json::value value = json::parse({text.data(), text.size()}, failure, {}, options);
  if (failure || !value.is_object()) return fault;
  const json::object& members = value.get_object();
  const auto offset = number_of(members, "offset"), length = number_of(members, "length");
  CdxEntry entry;
  entry.file = text_of(members, "filename");
  entry.url = text_of(members, "url");
  if (!offset || !length || entry.file.empty() || entry.url.empty()) return fault;
  entry.key = line.substr(0, first);
  entry.timestamp = rest.substr(0, 14);
  entry.mime = text_of(members, "mime");
  entry.status = text_of(members, "status");
  entry.digest = text_of(members, "digest");
  entry.method = text_of(members, "method");
  entry.offset = *offset;
  entry.length = *length;
  return entry;
}

std::optional<CdxEntry> cdx_entry(const WarcRecord& record, const std::string& file) {
  const std::string_view type = record.type();
  if (type != "response" && type != "resource" && type != "revisit") return std::nullopt;
  const std::string uri = record.target_uri();
  const auto url = parse_url(uri);
  if (!url) return std::nullopt;
  CdxEntry entry;
  entry.key = surt_key(*url);
  entry.url = url->href();
  entry.file = file;
  entry.offset = record.offset;
  entry.length = record.length;
  for (const char c : utc_timestamp(warc_epoch(header_value(record.headers, "WARC-Date"))))
    if (is_digit(c)) entry.timestamp += c;
  entry.digest = header_value(record.headers, "WARC-Payload-Digest");
  entry.status = "-";
  entry.mime = cdx_mime(header_value(record.headers, "Content-Type"));
  if (type != "resource") {
    const auto message = parse_http_message(record.block);
    if (message.ok()) {
      if (const auto status = http_status_of(message->start_line)) entry.status = std::to_string(*status);
      entry.mime = cdx_mime(header_value(message->headers, "Content-Type"));
    } else {
      entry.mime = "unk";
    }
  }
  if (type == "revisit") entry.mime = "warc/revisit";
  return entry;
}

}  // namespace tenderlead::crawler
