// How a source's lists go on.
#include <array>
#include <string_view>

#include "app/config/source_parts.h"

namespace tenderlead::config {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 6> kPagingNames{"none",        "next_link", "url_pattern",
                                                       "page_number", "offset",    "cursor"};
constexpr std::array<PagingKind, 6> kPagings{PagingKind::none,        PagingKind::next_link,
                                             PagingKind::url_pattern, PagingKind::page_number,
                                             PagingKind::offset,      PagingKind::cursor};

bool start_names(const Source& source, std::string_view variable) {
  for (const auto& request : source.start)
    if (request.url.find(variable) != std::string::npos || request.body.find(variable) != std::string::npos)
      return true;
  return false;
}

}  // namespace

void read_paging(MapReader& source_map, Source& source) {
  const auto* node = source_map.get("paging");
  if (node == nullptr) return;
  auto& paging = source.paging;
  MapReader map(*node, "paging", source_map.faults());
  const auto needs = [&](std::string_view variable) {
    if (!start_names(source, variable))
      map.fault(*node,
                "this paging needs " + std::string(variable) + " in the url or body of a start request");
  };
  const auto belongs = [&](std::string_view key, bool right, std::string_view kind) {
    if (!right)
      map.fault(*map.get(key), "'" + std::string(key) + "' belongs to 'kind: " + std::string(kind) + "'");
  };
  map.choice<PagingKind>("kind", kPagingNames, kPagings, paging.kind);
  if (map.text("pattern", paging.pattern))
    belongs("pattern", paging.kind == PagingKind::url_pattern, "url_pattern");
  if (map.text("cursor", paging.cursor)) {
    belongs("cursor", paging.kind == PagingKind::cursor, "cursor");
    check_selector_text(*map.get("cursor"), "cursor", paging.cursor, map.faults());
  }
  map.whole("first", 0, 1'000'000, paging.first);
  map.whole("page_size", 1, 100'000, paging.page_size);
  map.whole("window_days", 0, 3660, paging.window_days);
  map.whole("windows", 1, 10'000, paging.windows);
  map.flag("stop_at_seen", paging.stop_at_seen);
  map.whole("overlap", 1, 100'000, paging.overlap);
  map.duration("resync_every", 0ms, std::chrono::hours(24 * 366), paging.resync_every);
  if (map.whole("max_results", 0, 100'000'000, paging.max_results) && paging.max_results > 0 &&
      paging.window_days == 0)
    map.fault(*map.get("max_results"), "'max_results' needs 'window_days', whose windows it halves");
  map.finish();
  if (paging.kind == PagingKind::url_pattern && paging.pattern.find("{page}") == std::string::npos)
    map.fault(*node, "paging by url_pattern needs a 'pattern' with {page}, as \"index_{page}.htm\"");
  if (paging.kind == PagingKind::page_number) needs("{page}");
  if (paging.kind == PagingKind::offset) needs("{offset}");
  if (paging.kind == PagingKind::cursor) {
    needs("{cursor}");
    if (paging.cursor.empty())
      map.fault(*node, "paging by cursor needs 'cursor', where a page says the next one, as \"/data/next\"");
  }
  if (paging.window_days > 0) needs("{from}");
}

}  // namespace tenderlead::config
