#include <algorithm>

#include "crawler/body_decoder.h"
#include "crawler/gunzip.h"
#include "crawler/url.h"
#include "crawler/warc_format.h"
#include "crawler/warc_reader.h"
#include "crawler/warc_rendered.h"
#include "model/import.h"

namespace tenderlead::crawler {
namespace {

bool looks_like_markup_or_json(std::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return first != std::string_view::npos &&
         std::string_view("<{[").find(body[first]) != std::string_view::npos;
}

// Takes one coding off. Some archives hold the decoded body under the original head: what isn't coded so stays as it is.
Result<std::string> without_coding(std::string body, std::string_view coding, std::uint64_t limit) {
  const bool is_gzip = equals_ignoring_case(coding, "gzip") || equals_ignoring_case(coding, "x-gzip");
  if (is_gzip || equals_ignoring_case(coding, "deflate")) {
    if (is_gzip && !looks_like_gzip(body)) return body;
    auto decoded = inflated(body, limit);
    if (!decoded.ok() && !is_gzip && decoded.error().code == ErrorCode::corrupt) return body;
    return decoded;
  }
  BodyDecoders decoders;
  decoders.add(coding);
  if (!decoders.known())
    return Error{ErrorCode::unsupported, "content encoding \"" + std::string(coding) + "\""};
  std::string decoded;
  const bool good = decoders.put(body, [&](std::string_view piece) {
    decoded += piece;
    return decoded.size() <= limit;
  });
  if (decoders.refused())
    return Error{ErrorCode::too_large, "decompresses to more than " + std::to_string(limit) + " bytes"};
  if (good && decoders.whole()) return decoded;
  if (looks_like_markup_or_json(body)) return body;
  return Error{ErrorCode::corrupt, "compressed data is damaged or cut short"};
}

// Takes the codings of Content-Encoding off, the last one first (RFC 9110 8.4).
Result<std::string> content_decoded(std::string body, std::string_view encodings, std::uint64_t limit) {
  while (!encodings.empty()) {
    const std::size_t comma = encodings.rfind(',');
    std::string_view coding = encodings.substr(comma == std::string_view::npos ? 0 : comma + 1);
    encodings = encodings.substr(0, comma == std::string_view::npos ? 0 : comma);
    while (!coding.empty() && coding.front() == ' ') coding.remove_prefix(1);
    while (!coding.empty() && coding.back() == ' ') coding.remove_suffix(1);
    if (coding.empty() || equals_ignoring_case(coding, "identity") || body.empty()) continue;
    auto decoded = without_coding(std::move(body), coding, limit);
    if (!decoded.ok()) return decoded;
    body = std::move(*decoded);
  }
  return body;
}

// The body speaks for itself now.
void drop_transfer_fields(HeaderList& headers) {
  std::erase_if(headers, [](const auto& header) {
    return equals_ignoring_case(header.first, "Content-Encoding") ||
           equals_ignoring_case(header.first, "Transfer-Encoding") ||
           equals_ignoring_case(header.first, "Content-Length");
  });
}

Result<Page> page_from_response(const WarcRecord& record, const WarcReaderOptions& options, Page page) {
  auto message = parse_http_message(record.block);
  if (!message.ok()) return message.error();
  const auto status = http_status_of(message->start_line);
  if (!status) return Error{ErrorCode::invalid_input, "the response has no HTTP status line"};
  page.status = *status;
  page.body = message->body;
  if (equals_ignoring_case(header_value(message->headers, "Transfer-Encoding"), "chunked")) {
    if (auto whole = dechunked(message->body); whole.ok()) page.body = std::move(*whole);
  }
  const std::string_view encodings = header_value(message->headers, "Content-Encoding");
  auto decoded = content_decoded(std::move(page.body), encodings, options.max_body_bytes);
  if (!decoded.ok()) return decoded.error();
  if (decoded->size() > options.max_body_bytes) {
    return Error{ErrorCode::too_large, "the body has " + std::to_string(decoded->size()) + " bytes"};
  }
  page.body = std::move(*decoded);
  page.headers = std::move(message->headers);
  drop_transfer_fields(page.headers);
  return page;
}

// Method and body of a request record; other parts of a request say nothing that a Page holds. False where it is a
// plain GET, which a Page is anyway.
bool add_request(Page& page, const WarcRecord& request) {
  const auto message = parse_http_message(request.block);
  if (!message.ok()) return false;
  const std::string_view line = message->start_line;
  const std::string_view method = line.substr(0, line.find(' '));
  const bool is_method =
      !method.empty() && method.size() <= 20 &&
      std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_method || (method == "GET" && message->body.empty())) return false;
  page.method = method;
  page.request_body = message->body;
  return true;
}

bool belong_together(const WarcRecord& request, const WarcRecord& response) {
  const auto concurrent = [](const WarcRecord& a, const WarcRecord& b) {
    const std::string_view id = header_value(b.headers, "WARC-Record-ID");
    return !id.empty() && header_value(a.headers, "WARC-Concurrent-To") == id;
  };
  return concurrent(request, response) || concurrent(response, request) ||
         request.target_uri() == response.target_uri();
}

bool is_not_modified(const WarcRecord& revisit) {
  const auto message = parse_http_message(revisit.block);
  return header_value(revisit.headers, "WARC-Profile").ends_with("server-not-modified") ||
         (message.ok() && http_status_of(message->start_line) == 304);
}

// wget keeps its own log as a resource ("metadata://gnu.org/..."), Heritrix the answers of name servers ("dns:...").
bool holds_page(const WarcRecord& record) {
  const bool capture = record.type() == "response" || record.type() == "resource" ||
                       (record.type() == "revisit" && !is_not_modified(record));
  if (record.type() == "resource" && record.target_uri().starts_with(kImportScheme)) return true;
  return capture && parse_url(record.target_uri()).has_value();
}

}  // namespace

Result<Page> page_from_record(const WarcRecord& record, const WarcReaderOptions& options) {
  if (record.oversized) {
    return Error{ErrorCode::too_large,
                 "the record is longer than " + std::to_string(options.max_block_bytes) + " bytes"};
  }
  Page page;
  page.url = record.target_uri();
  page.requested_url = header_value(record.headers, kRequestedUriField);
  if (page.requested_url.empty()) page.requested_url = page.url;
  page.fetched_at = warc_epoch(header_value(record.headers, "WARC-Date"));
  if (page.url.empty()) return Error{ErrorCode::invalid_input, "the record has no WARC-Target-URI"};
  const std::string_view type = header_value(record.headers, "Content-Type");
  if (record.type() == "response" &&
      (equals_ignoring_case(type.substr(0, 16), "application/http") || type.empty())) {
    return page_from_response(record, options, std::move(page));
  }
  if (record.type() != "resource") {
    return Error{ErrorCode::unsupported,
                 "a " + std::string(record.type()) + " record of " + std::string(type) + " holds no page"};
  }
  page.status = 200;
  if (!type.empty()) page.headers.emplace_back("Content-Type", type);
  page.body = record.block;
  return page;
}

void PayloadPlaces::add(std::string_view digest, const std::filesystem::path& file, std::uint64_t offset,
                        std::uint64_t length) {
  constexpr std::size_t kMost = 1'000'000;
  if (digest.empty() || length == 0 || places_.size() >= kMost) return;
  if (files_.empty() || files_.back() != file) files_.push_back(file);
  places_.try_emplace(std::string(digest),
                      Short{static_cast<std::uint32_t>(files_.size() - 1), offset, length});
}

std::optional<PayloadPlaces::Place> PayloadPlaces::find(std::string_view digest) const {
  const auto found = places_.find(std::string(digest));
  if (found == places_.end()) return std::nullopt;
  return Place{files_[found->second.file], found->second.offset, found->second.length};
}

Page revisited_page(const WarcRecord& revisit, Page earlier) {
  Page page = std::move(earlier);
  page.url = revisit.target_uri();
  page.requested_url = header_value(revisit.headers, kRequestedUriField);
  if (page.requested_url.empty()) page.requested_url = page.url;
  page.fetched_at = warc_epoch(header_value(revisit.headers, "WARC-Date"));
  page.method = "GET";
  page.request_body.clear();
  // A revisit may be without a head; then the earlier one stands too.
  auto message = parse_http_message(revisit.block);
  const auto status = message.ok() ? http_status_of(message->start_line) : std::nullopt;
  if (!status) return page;
  page.status = *status;
  page.headers = std::move(message->headers);
  drop_transfer_fields(page.headers);
  return page;
}

WarcPageReader::WarcPageReader(WarcReader reader, std::filesystem::path file, WarcReaderOptions options,
                               std::shared_ptr<PayloadPlaces> places)
    : reader_(std::move(reader)), file_(std::move(file)), options_(options), places_(std::move(places)) {}

Result<WarcPageReader> WarcPageReader::open(const std::filesystem::path& path, WarcReaderOptions options,
                                            std::shared_ptr<PayloadPlaces> places) {
  auto reader = WarcReader::open(path, options);
  if (!reader.ok()) return reader.error();
  if (!places) places = std::make_shared<PayloadPlaces>();
  return WarcPageReader(std::move(*reader), path, options, std::move(places));
}

Result<std::optional<WarcRecord>> WarcPageReader::next_record() {
  if (!ahead_) return reader_.next();
  auto record = std::move(*ahead_);
  ahead_.reset();
  return record;
}

bool WarcPageReader::resume() {
  ahead_.reset();
  return reader_.resume();
}

Result<Page> WarcPageReader::page_of_revisit(const WarcRecord& revisit) const {
  const std::string_view digest = header_value(revisit.headers, "WARC-Payload-Digest");
  const auto place = places_ ? places_->find(digest) : std::nullopt;
  if (!place)
    return Error{ErrorCode::not_found,
                 revisit.target_uri() +
                     " came again as an earlier record has it, which lies in none of the files "
                     "read so far"};
  auto earlier = read_page_at(place->file, place->offset, place->length, options_);
  if (!earlier.ok()) return earlier.error();
  return revisited_page(revisit, std::move(*earlier));
}

std::optional<WarcRecord> WarcPageReader::document_after(const WarcRecord& response) {
  ahead_ = next_record();
  if (!ahead_->ok() || !(**ahead_).has_value() || !is_document_of(***ahead_, response)) return std::nullopt;
  std::optional<WarcRecord> document = std::move(***ahead_);
  ahead_.reset();
  return document;
}

void WarcPageReader::add_document(ArchivedPage& archived, WarcRecord document) {
  if (!archived.page.ok()) return;
  auto& [file, offset, length] = archived.location;
  length = length > 0 && document.length > 0 ? document.offset + document.length - offset : 0;
  put_document(*archived.page, std::move(document));
}

ArchivedPage WarcPageReader::joined(const WarcRecord& capture, const WarcRecord* request) const {
  ArchivedPage archived;
  archived.revisit = capture.type() == "revisit";
  archived.page = archived.revisit ? page_of_revisit(capture) : page_from_record(capture, options_);
  archived.location = {file_.filename().string(), capture.offset, capture.length};
  archived.facts.ip_address = header_value(capture.headers, "WARC-IP-Address");
  if (!archived.revisit && archived.page.ok() && places_)
    places_->add(header_value(capture.headers, "WARC-Payload-Digest"), file_, capture.offset, capture.length);
  if (request == nullptr || !archived.page.ok()) return archived;
  if (auto message = parse_http_message(request->block); message.ok())
    archived.facts.request_headers = std::move(message->headers);
  if (!add_request(*archived.page, *request)) return archived;
  const std::uint64_t begin = std::min(request->offset, capture.offset);
  const std::uint64_t end = std::max(request->offset + request->length, capture.offset + capture.length);
  archived.location.offset = begin;
  archived.location.length = request->length > 0 && capture.length > 0 ? end - begin : 0;
  return archived;
}

Result<std::optional<ArchivedPage>> WarcPageReader::next() {
  std::optional<WarcRecord> request;
  while (true) {
    auto record = next_record();
    if (!record.ok()) return record.error();
    if (!record->has_value()) return std::optional<ArchivedPage>();
    WarcRecord& current = **record;
    if (current.type() == "request") {
      request = std::move(current);
      continue;
    }
    if (!holds_page(current)) {
      request.reset();
      continue;
    }
    auto document = document_after(current);
    if ((request && belong_together(*request, current)) || document) {
      auto archived = joined(current, request && belong_together(*request, current) ? &*request : nullptr);
      if (document) add_document(archived, std::move(*document));
      return std::optional(std::move(archived));
    }
    const bool request_follows = ahead_->ok() && (**ahead_).has_value() && (**ahead_)->type() == "request" &&
                                 belong_together(***ahead_, current);
    if (!request_follows) return std::optional(joined(current, nullptr));
    const WarcRecord following = std::move(***ahead_);
    ahead_.reset();
    return std::optional(joined(current, &following));
  }
}

Result<Page> read_page_at(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t length,
                          WarcReaderOptions options) {
  options.verify_digests = true;
  auto reader = WarcReader::open_range(file, offset, length, options);
  if (!reader.ok()) return reader.error();
  auto archived = WarcPageReader(std::move(*reader), file, options, nullptr).next();
  if (!archived.ok()) return archived.error();
  if (!archived->has_value()) {
    return Error{ErrorCode::corrupt, file.string() + " holds no page at offset " + std::to_string(offset)};
  }
  return std::move((*archived)->page);
}

}  // namespace tenderlead::crawler
