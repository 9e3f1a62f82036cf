// Pages for the tests of notice reading: invented ones, in the layouts that portals use.
#pragma once

#include <string>
#include <string_view>

#include "app/config/reading_tables.h"
#include "parsers/html_document.h"
#include "parsers/notice/notice_reader.h"
#include "parsers/text_document.h"

namespace tenderlead::parsers {

inline Notice read_text(std::string_view text, std::string title = {}, std::string published = {}) {
  Document document = build_text_document(text, "https://portal.example/n/1.html");
  document.hint_title = std::move(title);
  document.hint_published_at = std::move(published);
  return read_notice(document, config::shipped_reading_tables());
}

inline Notice read_html(std::string_view html, std::string title = {}) {
  Document document = build_html_document(html, "https://portal.example/n/1.html");
  document.hint_title = std::move(title);
  return read_notice(document, config::shipped_reading_tables());
}

inline std::string yuan(const std::optional<Money>& money) {
  return money ? decimal_amount(*money) : "none";
}
inline std::string when(const std::optional<StatedTime>& time) {
  return time ? to_string(*time) : "none";
}
inline std::string kind_of(const Notice& notice) {
  return notice.kind ? to_string(*notice.kind) : "none";
}
inline std::string method_of(const Notice& notice) {
  return notice.method ? to_string(*notice.method) : "none";
}

}  // namespace tenderlead::parsers
