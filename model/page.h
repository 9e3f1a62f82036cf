// A Page is one fetched response exactly as it came, or the document that a browser made of it. It is written to a WARC file once and never changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenderlead {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// The first value of a header, compared without case; empty where there is none.
std::string_view header_value(const HeaderList& headers, std::string_view name);

// An answer as it came, where a Page's body is what a browser made of it.
struct OriginalAnswer {
  std::string content_type;
  std::string body;  // after content decoding
};

struct Page {
  std::string url;            // the URL that answered, after redirects
  std::string requested_url;  // the URL that was asked for
  std::string method = "GET";
  std::string request_body;     // of a POST; empty otherwise
  int status = 0;               // HTTP status
  HeaderList headers;           // of the final response, in the order received, less what decoding made false
  std::string body;             // after content decoding; bytes
  std::int64_t fetched_at = 0;  // seconds since the epoch, UTC
  // Present where `body` is the document after its scripts ran, and Content-Type says so; archived beside it.
  std::optional<OriginalAnswer> original;
};

// Where a Page lies in the archive.
struct ArchiveLocation {
  std::string file;          // the WARC file's name, without folder
  std::uint64_t offset = 0;  // bytes from the file's start to the record's gzip member
  std::uint64_t length = 0;  // bytes of the gzip member
};

// What a page is expected to be; `automatic` lets the reader decide.
enum class PageRole { automatic, list, notice, hospital, attachment };
const char* to_string(PageRole role);  // "auto", "list", "notice", "hospital", "attachment"

// One link of a list page, with what the list already says about it.
struct ListItem {
  std::string url;  // absolute
  std::string title;
  std::string published_at;  // ISO 8601 date or time; empty where the list doesn't say
};

struct ListPage {
  std::string url;
  std::vector<ListItem> items;
  std::string next;                   // absolute URL of the next page; empty where there is none
  std::optional<std::int64_t> total;  // how many items it says it has over all its pages
};

}  // namespace tenderlead
