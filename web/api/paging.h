// Cursor paging: a page says where the next one begins, so that rows that come and go in between neither repeat nor hide others.
//
//   const auto page = page_of(context.request(), "leads");          // ?limit=&cursor=
//   rows = queries.leads_after(page.after, page.limit + 1);         // one more, to know whether there is a next page
//   return answer(200, paged(items, page, next_keys));              // {"items": [...], "next": "..." or null}
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http/message.h"

namespace tenderlead::web {

struct Page {
  std::size_t limit = 50;
  std::vector<std::string>
      after;         // the sort keys of the last row of the page before, its id last; empty: the first page
  std::string list;  // what the cursor belongs to
};

// Reads `limit` (1 to `most`) and `cursor`. A cursor belongs to a list with its filter and sort: one of another list is refused, as is one
// that isn't ours (400). `free`: a parameter that may differ from page to page.
Page page_of(const Request& request, std::string_view list, std::size_t usual = 50, std::size_t most = 200,
             std::string_view free = {});

// {"items": items, "next": cursor or null}; `last` are the sort keys of the last item where there are more behind it.
boost::json::object paged(boost::json::array items, const Page& page,
                          const std::optional<std::vector<std::string>>& last);

}  // namespace tenderlead::web
