// Deadlines for calendar programs: iCalendar (RFC 5545).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/time.h"

namespace tenderlead::exporting {

struct CalendarEntry {
  std::string id;  // the same entry again replaces the one before
  StatedTime at;   // a day without a time becomes an event of that whole day, a time one that takes none
  std::string summary;
  std::string description;
  std::string url;  // may be empty
  std::int64_t changed_at =
      0;  // seconds since the epoch: what its DTSTAMP says, so that the same calendar is the same bytes
};

struct Calendar {
  std::string name;
  std::vector<CalendarEntry> entries;
};

// Lines end in CRLF and are folded at 75 octets, never inside a character (3.1). Text is escaped (3.3.11), so that nothing that a page
// says begins a line or a property of its own.
std::string icalendar(const Calendar& calendar);

}  // namespace tenderlead::exporting
