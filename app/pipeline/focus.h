// A focused crawl: from a hospital's home page to what is wanted of its site, within the budget of FocusRules.
//
// Each page's links are weighed by parsers/site (which column do they lead to, how sure is that, where do they stand) and
// queued by their score, the best first; so what is worth most of all that is known is fetched next, until the budget of
// the run is spent. Columns of purchases and announcements are read as lists: their items, the newest first, and some of
// their further pages. Of news, what is about information systems. The rest of a site is left alone.
//
// What a link was queued for stands in UrlTask::focus, so a killed run goes on with it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/pipeline/page_reader.h"
#include "crawler/allowed_hosts.h"
#include "model/page.h"
#include "model/source.h"
#include "parsers/page_parser.h"
#include "parsers/site/column.h"
#include "store/rows.h"

namespace tenderlead::app {

// As what a page of a focused crawl is fetched.
struct FocusState {
  parsers::Column column = parsers::Column::none;  // none: the home page, or a page that only leads on
  int depth =
      0;  // links from the start page; the pages and items of a column's list are as deep as its first
  bool item = false;  // of a list: leads nowhere
};
// "procurement 2", "news 1 item"; of text that isn't one, a home page's.
std::string to_string(const FocusState& state);
FocusState focus_state(std::string_view text);

// Whether what a task gives is followed by this crawl: its own links, and start pages that aren't said to be lists.
bool is_focused(const Source& source, const store::UrlTask& task);

// Puts what a page leads to into `yield`: links, the best first, and the list page after it. Takes out of `parsed` what
// this crawl follows in its own way, lists and shells, and the reason why nothing was read where the page is one that leads on.
// `hosts` says how far links may lead.
void follow_page(const Source& source, const crawler::AllowedHosts& hosts, const store::UrlTask& task,
                 const Page& page, parsers::ParsedPage& parsed, PageYield& yield);

// Of the addresses of a sitemap those that look like wanted ones, at most some 200 of them; by their addresses alone.
std::vector<store::UrlTask> focused_addresses(const store::UrlTask& sitemap,
                                              const std::vector<std::string>& urls);

}  // namespace tenderlead::app
