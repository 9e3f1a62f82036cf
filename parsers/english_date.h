// Dates as feeds, mail and programs write them.
#pragma once

#include <optional>
#include <string_view>

#include "model/time.h"

namespace tenderlead::parsers {

// "Mon, 23 Nov 2026 09:30:00 +0800" (RFC 822), "23 Nov 2026", "Mon Nov 23 09:30:00 CST 2026" (Java, C), "Nov 23, 2026",
// "11/23/2026 2:30:00 PM" as Shanghai's time; CST is China's. nullopt where a text isn't such a date as a whole.
std::optional<StatedTime> read_english_date(std::string_view text);

}  // namespace tenderlead::parsers
