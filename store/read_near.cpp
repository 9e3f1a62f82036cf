// Comparing: what a page said last, and which notices nearly say the same.
#include <algorithm>
#include <bit>
#include <set>
#include <tuple>
#include <utility>

#include "store/connection.h"
#include "store/queries.h"
#include "store/schema.h"

namespace tenderlead::store {

std::optional<SeenPage> Queries::seen_page(const UrlTask& task) {
  const std::string key = url_key(task);
  Query query(db_, "SELECT digest, content_digest FROM urls WHERE key = ?1 AND digest <> ''");
  query << Blob{key};
  if (!query.step()) return std::nullopt;
  return SeenPage{query.text(0), query.text(1)};
}

std::optional<std::int64_t> Queries::gone_since(const UrlTask& task) {
  Query query(db_, "SELECT MAX(gone_at) FROM urls WHERE id = ?1 OR (?4 AND url = ?2 AND source_id = ?3)");
  query << task.url_id << task.parent_url << task.source_id << (task.kind == UrlKind::body);
  if (!query.step() || query.null(0)) return std::nullopt;
  return query.number(0);
}

std::vector<NearNotice> Queries::near_notices(const std::string& notice_id, int most) {
  std::int64_t own_row = 0;
  std::string kind;
  std::uint64_t fingerprint = 0;
  {
    Query query(db_, "SELECT row, kind, fingerprint FROM notices WHERE id = ?1");
    query << notice_id;
    if (!query.step()) return {};
    own_row = query.number(0);
    kind = query.text(1);
    fingerprint = static_cast<std::uint64_t>(query.number(2));
  }
  if (fingerprint == 0) return {};
  std::set<std::pair<int, std::int64_t>> found;  // distance, row
  for (int i = 0; i < kFingerprintBlocks; ++i) {
    const std::uint64_t mask = i + 1 < kFingerprintBlocks ? 127 : 255;
    const auto block = 256 * i + static_cast<std::int64_t>(fingerprint >> (7 * i) & mask);
    Query query(db_, "SELECT fingerprint, row FROM fingerprint_blocks WHERE kind = ?1 AND block = ?2");
    query << kind << block;
    while (query.step()) {
      const int bits = std::popcount(fingerprint ^ static_cast<std::uint64_t>(query.number(0)));
      if (bits <= most && query.number(1) != own_row) found.emplace(bits, query.number(1));
    }
  }
  std::vector<NearNotice> near;
  for (const auto& [bits, row] : found) {
    std::string id;
    {
      Query query(db_, "SELECT id FROM notices WHERE row = ?1");
      query << row;
      if (!query.step()) continue;
      id = query.text(0);
    }
    if (auto other = notice(id)) near.push_back({std::move(*other), bits});
  }
  std::sort(near.begin(), near.end(), [](const NearNotice& a, const NearNotice& b) {
    return std::tie(a.distance, a.notice.id) < std::tie(b.distance, b.notice.id);
  });
  return near;
}

}  // namespace tenderlead::store
