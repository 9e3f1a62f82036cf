// What is said through fields that were made for other things.
#pragma once

#include <cstdint>

namespace tenderlead::store {

// ListNote::deep of a note that adds no page, but says that the list's reading is over. `ended`: behind the last page that
// had items; `early`: which may not be the list's, since the reading lacks items.
enum : std::int64_t { kListEnded = -1, kListEarly = -2, kListEndedEarly = -3 };

// The fact that names the pages (seq, with spaces between) from which WriteBatch::clear_refined() leaves what was read.
inline constexpr const char* kUnreadablePages = "unreadable_pages";

// The digest of a URL whose page in the archive is damaged: no body has it, so whatever the next visit brings is
// archived and read.
inline constexpr const char* kDamagedPage = "-";

}  // namespace tenderlead::store
