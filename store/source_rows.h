// What is known of sources besides what was fetched: what people said about them, and what went wrong at which URL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ledger.h"

namespace tenderlead::store {

// People's work but for `known_since`.
struct SourceState {
  std::string source_id{};
  std::int64_t known_since = 0;  // when a schedule first saw it; 0: none has
  std::optional<std::int64_t> paused_at{};
  std::string paused_by{};
  std::string reason{};                    // why it is paused
  std::optional<std::int64_t> asked_at{};  // somebody wants it run now; absent once a run has begun for it
  std::string asked_by{};
};

// A source in one run.
struct SourceHistoryRow {
  std::string kind{};  // run, crawl, replay, reparse, import
  std::int64_t begun_at = 0;
  std::optional<std::int64_t> finished_at{};  // absent: running, or interrupted
  LedgerEntry counts{};
};

// A URL whose last visit came to nothing.
struct TroubleRow {
  std::int64_t url_id = 0;
  std::string url{};
  std::string kind{};    // a UrlKind's name
  std::string reason{};  // the ledger's word: "failed:http_404", "refused:robots", "rejected:no_fields"
  std::int64_t at = 0;   // 0: before this was written down
  int failures = 0;      // in a row; 0 of what was refused or rejected
  std::optional<std::int64_t> next_due{};
  std::optional<std::int64_t> page_at{};  // when its page in the archive was fetched; absent: there is none
};

// Where the page before ended.
struct TroublePlace {
  std::int64_t at = 0;
  std::int64_t url_id = 0;
};

}  // namespace tenderlead::store
