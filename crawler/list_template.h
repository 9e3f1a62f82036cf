// The templates of list requests: `{page}`, `{offset}`, `{cursor}`, `{from}` and `{to}` in URL and body, filled in and
// read back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenderlead::crawler {

// What the variables of a template (RFC 6570 speaks so) stand for in one request.
struct ListValues {
  std::string page;
  std::string offset;
  std::string from;    // YYYY-MM-DD
  std::string to;      // YYYY-MM-DD
  std::string cursor;  // as the page before gave it, unescaped
};

// The template with each variable as a word of digits, which making a URL canonical leaves as it is.
std::string marked(std::string text);

// A URL of a marked template, resolved already; a cursor is percent-encoded whatever it holds. Canonical; nothing
// where it is no URL.
std::optional<std::string> filled_url(std::string url, const ListValues& values);

// A body of a template. What a cursor needs escaped follows from what the body is: in JSON (begins with { or [) it is
// escaped within quotes, and without them it is the value itself, a number, a string, or null where it is empty; in
// XML (begins with <) & < > and quotes are escaped; anything else is a form, where it is percent-encoded.
std::string filled_body(std::string_view text, const ListValues& values);

// Reads `text` by a marked template: the literal parts must be the same, a number or a date must stand at a mark, and
// anything at a cursor's. Nothing where it doesn't fit, or where one variable would have two values. A cursor comes as
// it stands in `text`, escaped.
std::optional<ListValues> read_values(std::string_view pattern, std::string_view text,
                                      ListValues values = {});

}  // namespace tenderlead::crawler
