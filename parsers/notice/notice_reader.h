// Reads what one page announces: Document -> Notice, every value with its evidence.
//
// How: small layout readers (label lines, key-value and header-row tables, flattened tables, prose, signatures)
// each propose Findings; an explicit merge rule chooses one per field; the chosen words are turned into values and
// checked against each other. docs/reading.md tells it at length.
//
// A page that is no notice yields a Notice with next to nothing in it; reading never fails and never throws on any
// input. Linear in the size of the text; a page's cost is bounded by NoticeReadingOptions::max_text.
// Thread-safe: no state outside the arguments; the label tables are built once, on first use.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "model/notice.h"
#include "model/region.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

struct ReadingTables;

struct NoticeReadingOptions {
  // Labels that only this site uses, without colon -> field path ("预估价" -> "budget"). They win over the shipped ones.
  std::map<std::string, std::string> labels;
  // Of the source: decides between places of the same name, and fills nothing in by itself.
  Region source_region;
  // Bytes of text that are read; the rest is ignored. Real notices end far below (the largest seen has 130 kB).
  std::size_t max_text = 2u << 20;
};

// Offsets of the evidence are code points into Notice::text, which is a copy of Document::text.
Notice read_notice(const Document& document, const ReadingTables& tables,
                   const NoticeReadingOptions& options = {});

}  // namespace tenderlead::parsers
