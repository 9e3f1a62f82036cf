// How a source pages on, told from one list page: its own address, the next one's, and the numbered links.
#pragma once

#include <string>
#include <string_view>

#include "model/source.h"
#include "parsers/list_pager.h"

namespace tenderlead::parsers {

// Why paging is proposed as it is; app/ puts it into words.
enum class PagingReason {
  pattern,      // the next address is this one with another number
  next_link,    // the page names the next one, and no number tells which
  scripted,     // a next link is there, but only a script or a form post knows where it leads
  single_page,  // nothing leads on yet: next_link, which then reads one page
};

struct PagingProposal {
  Paging paging;
  PagingReason reason = PagingReason::single_page;
  std::string next;  // absolute URL of the second page; empty where none is known
  std::string call;  // the script of a next link that leads nowhere (reason scripted)
  int page = 1;      // the number of the page at hand, where its address says one; it should be the first
};

// `url` is the list page's address. Where the address of the next page differs from it by one number (index.htm and index_1.htm,
// list_1.html and list_2.html, ?page=2), url_pattern is proposed, unless the numbered links contradict.
PagingProposal propose_paging(std::string_view url, const Pager& pager);

}  // namespace tenderlead::parsers
