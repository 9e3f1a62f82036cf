// What the tests of paging read: sources of each kind, in pages of twenty.
#pragma once

#include <cstddef>
#include <string>

#include "crawler/paging.h"

namespace tenderlead::crawler {

constexpr Date kToday{2026, 11, 21};
constexpr std::size_t kItems = 20;

inline Source source_of(PagingKind kind, const std::string& url) {
  Source source;
  source.id = "portal";
  RequestTemplate start;
  start.url = url;
  source.start = {start};
  source.paging.kind = kind;
  return source;
}

}  // namespace tenderlead::crawler
