// From one list page to the parser and paging part of a source's configuration, with what it would read.
//
// Everything proposed was tried on the page: `site` reads exactly `list`. What selectors can't say as well is left to the
// generic readers, and then the field is empty. Nothing here fetches; whoever has the next page or a detail page asks
// propose_body() and reads them by `site`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/page.h"
#include "model/source.h"
#include "parsers/page_content.h"
#include "parsers/proposal/paging.h"

namespace tenderlead::parsers {

struct ReadingTables;

// What a page turned out to be.
enum class PageShape {
  list,      // it has items
  records,   // JSON whose records hold the notices themselves
  no_links,  // JSON with titles whose records say no address: a link template has to be given
  script,    // next to no text: a program in the browser fetches the list
  login,     // a form that asks for a password
  no_list,   // a page without repeated items
  not_text,  // binary, or broken JSON
};

// Where a list lies that the page itself hasn't.
struct PageHint {
  enum class Kind {
    request,  // the address of a request that an inline script makes
    frame,    // a frame that may hold the list
    system,   // a publishing system that is known by its marks; `text` is the id of a shipped example source
  };
  Kind kind = Kind::request;
  std::string text;
};

struct ListProposal {
  PageShape shape = PageShape::no_list;
  SiteParserConfig site;
  ListPage list;            // what `site` reads
  std::string date_format;  // as the page writes it: YYYY-MM-DD, MM-DD; empty where it states no dates
  PagingProposal paging;
  std::string html_title;
  std::string charset;  // WHATWG name
  bool json = false;
  std::vector<PageHint> hints;  // at most kMaxHints, where there is no list
};
inline constexpr std::size_t kMaxHints = 8;

// `link` is a link template for JSON records that say no address ("https://host/detail?id={/id}"); empty otherwise.
ListProposal propose_list(const PageContent& page, std::string_view body, std::string_view content_type,
                          const std::string& link = {});

// The element that holds the notice on all of these detail pages, by id or class, such that nothing is lost that is
// read without it; empty where the generic reader does as well, or no element will do.
std::string propose_body(const std::vector<const PageContent*>& pages, const ReadingTables& tables);

// Where the list may be instead (hints.cpp).
PageShape shape_without_list(const PageContent& page);
std::vector<PageHint> find_hints(const PageContent& page);

}  // namespace tenderlead::parsers
