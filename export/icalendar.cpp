#include "export/icalendar.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace tenderlead::exporting {
namespace {

constexpr std::size_t kMostOctets = 75;  // of a line, RFC 5545 section 3.1
constexpr std::size_t kMostText = 2000;  // bytes of a text
constexpr int kWarning = 24;             // hours before a deadline

std::size_t character_end(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
      out += c;
  }
  if (out.size() <= kMostText) return out;
  std::size_t end = 0;
  while (character_end(out, end) <= kMostText) end = character_end(out, end);
  // Not between a backslash and what it escapes.
  std::size_t slashes = 0;
  while (slashes < end && out[end - 1 - slashes] == '\\') ++slashes;
  return out.substr(0, end - slashes % 2);
}

void line(std::string& out, std::string_view text) {
  std::size_t room = kMostOctets;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = character_end(text, at);
    if (end - at > room) {
      out += "\r\n ";
      room = kMostOctets - 1;
    }
    out += text.substr(at, end - at);
    room -= end - at;
    at = end;
  }
  out += "\r\n";
}

std::string compact_day(Date date) {
  auto text = to_string(date);
  std::erase(text, '-');
  return text;
}

// 20260407T053000Z
std::string compact_time(std::int64_t at) {
  auto text = utc_timestamp(at);
  std::erase(text, '-');
  std::erase(text, ':');
  return text;
}

}  // namespace

std::string icalendar(const Calendar& calendar) {
  std::string out;
  line(out, "BEGIN:VCALENDAR");
  line(out, "VERSION:2.0");
  line(out, "PRODID:-//Tenderlead//Deadlines//EN");
  line(out, "CALSCALE:GREGORIAN");
  line(out, "X-WR-CALNAME:" + escaped(calendar.name));
  for (const auto& entry : calendar.entries) {
    line(out, "BEGIN:VEVENT");
    line(out, "UID:" + escaped(entry.id) + "@tenderlead");
    line(out, "DTSTAMP:" + compact_time(entry.changed_at));
    // Without an end or a duration, an event with a time is over when it begins (3.6.1).
    if (entry.at.second_of_day)
      line(out, "DTSTART:" + compact_time(epoch_seconds(entry.at)));
    else
      line(out, "DTSTART;VALUE=DATE:" + compact_day(entry.at.date));
    line(out, "SUMMARY:" + escaped(entry.summary));
    if (!entry.description.empty()) line(out, "DESCRIPTION:" + escaped(entry.description));
    if (!entry.url.empty()) line(out, "URL:" + escaped(entry.url));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "BEGIN:VALARM");
    line(out, "ACTION:DISPLAY");
    line(out, "DESCRIPTION:" + escaped(entry.summary));
    line(out, "TRIGGER:-PT" + std::to_string(kWarning) + "H");
    line(out, "END:VALARM");
    line(out, "END:VEVENT");
  }
  line(out, "END:VCALENDAR");
  return out;
}

}  // namespace tenderlead::exporting
