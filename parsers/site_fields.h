// Values that a source's own selectors found, put into the notice that was read from the same page.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/notice.h"
#include "parsers/document.h"
#include "parsers/notice/notice_reader.h"

namespace tenderlead::parsers {

// Lines "label：value" appended to a document's end, one a field, under labels that no page has.
struct SiteFields {
  Document lines;         // only those lines
  std::size_t begin = 0;  // where they stand in the whole document, bytes
  NoticeReadingOptions options;
};

// Appends the fields to the document, whose evidence can then show them; "title" and "published_at" become its hints instead.
// Field paths are those of `parse`: "budget", "buyer.name".
SiteFields append_site_fields(Document& document,
                              const std::vector<std::pair<std::string, std::string>>& fields,
                              const NoticeReadingOptions& options);

// Reads the appended lines alone, and lets what they say win over what the page says.
void apply_site_fields(const SiteFields& fields, const Document& document, const ReadingTables& tables,
                       Notice& notice);

}  // namespace tenderlead::parsers
