// What a file that a notice names says: its text, by pages. Converters make it, the reader of notices searches it.
#pragma once

#include <string>
#include <vector>

namespace tenderlead {

// A page, a sheet, or a whole file that has neither.
struct AttachmentPart {
  std::string file;     // within an archive: the member's name, to be shown and never opened; empty otherwise
  int page = 0;         // counted from 1; for workbooks the sheet's number; 0 where the format has no pages
  std::string sheet{};  // a workbook's name for it
  bool markup = false;  // `text` is HTML of p, br, table, tr and td alone, so that tables stay tables
  std::string text{};   // UTF-8
};

// Why a file, or one file of an archive, gave no text.
struct AttachmentProblem {
  std::string file;    // as in AttachmentPart; empty for the attachment itself
  std::string reason;  // stable words for the ledger: convert/problem.h has them all
};

struct AttachmentText {
  std::string kind;  // pdf, doc, docx, xls, xlsx, zip; empty where the bytes are none of these
  std::vector<AttachmentPart> parts;
  std::vector<AttachmentProblem> problems;
  bool cut = false;  // it goes on beyond a limit

  // Why nothing at all came of it; empty where there is text.
  const std::string& reason() const {
    static const std::string none;
    return parts.empty() && !problems.empty() ? problems.front().reason : none;
  }
};

}  // namespace tenderlead
