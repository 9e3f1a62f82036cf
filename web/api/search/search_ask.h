// What somebody searches for: words and conditions in the grammar of filters (filter.h), put to each sort of thing that knows them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/search_rows.h"
#include "web/api/context.h"
#include "web/api/leads/lead_index.h"
#include "web/api/search/name_index.h"

namespace tenderlead::web {

inline constexpr const char* kSearched[] = {"notices", "organisations", "leads"};

struct SearchAsk {
  std::vector<Condition> terms;
  std::vector<store::SearchWord> words, without;
  std::vector<std::string> in;                  // of kSearched
  std::map<std::string, std::string> left_out;  // those that were asked for and don't know a field: which
  bool newest = false;
  std::int64_t today = 0;  // days since the epoch, in China

  bool has(std::string_view sort) const;
  // `without_field`: as if nothing were said of it.
  store::NoticeSearch notices(const Scope& scope, std::string_view without_field = {}) const;
  NameAsk names(const Scope& scope) const;
  LeadAsk leads(const ApiContext& context) const;
};

const FilterTable& search_filter_table();

// Reads `q`, `filter`, `in` and `sort`; refuses (400) what can't be read, and words that are too short.
SearchAsk search_ask(const ApiContext& context);

}  // namespace tenderlead::web
