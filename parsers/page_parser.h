// The parsers' door: one fetched page in, what it says out. Everything that the other rooms need of parsing is here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "model/organisation.h"
#include "model/page.h"
#include "model/source.h"

namespace tenderlead::parsers {

struct ReadingTables;
class SiteParser;

struct PageInput {
  std::string_view body;     // bytes as fetched, after content decoding
  std::string content_type;  // the header's value; may be empty
  std::string url;           // that answered; links are resolved against it
  PageRole as = PageRole::automatic;
  std::string hint_title;                  // what the list said of it
  std::string hint_published_at;           // ISO 8601
  const SiteParserConfig* site = nullptr;  // the source's own parser; nullptr for the generic one
  // What make_site_parser() made of `site`, so that not every page has to make it again; nullptr: this page makes it.
  const SiteParser* site_parser = nullptr;
  const Region* source_region = nullptr;  // of the source: decides between places of the same name
  std::string_view
      cursor;  // lists: a pointer or selector of what the next page is asked for by; may be empty
};

// Exactly one of notice, notices, hospital, rated, list, body_url and reject_reason is filled, except that a JSON list whose
// records are notices fills `list` (for `next` and the count) and `notices`.
struct ParsedPage {
  PageRole role = PageRole::automatic;  // what it was read as
  std::optional<Notice> notice;
  std::vector<Notice> notices;  // a list whose records are the notices: each with its own url
  std::optional<HospitalProfile> hospital;
  std::vector<HospitalProfile> rated;  // an announcement of ratings: what it says of each hospital
  std::optional<ListPage> list;
  std::string cursor;    // of a list: what PageInput::cursor selects; empty where there is nothing
  std::string body_url;  // a shell: fetch this and parse that in its place, with the same hints
  // Stable words for the ledger: "not_text" (PDF, image), "empty" (no text), "bad_json", "no_items" (a list
  // without any), "no_fields" (text, but nothing that a notice or a hospital says), "gone" (it says that what stood there is
  // no more), "bad_parser" (configuration).
  std::string reject_reason;
  // settled_text(): with the fields above, what tells whether a page has changed. Empty where nothing could be read.
  std::string settled;
  std::vector<std::uint64_t> fingerprints;  // simhash() of `notice`, or of each of `notices`
};

// Never throws on any page. Thread-safe: tables and site are only read.
ParsedPage parse_page(const PageInput& input, const ReadingTables& tables);

}  // namespace tenderlead::parsers
