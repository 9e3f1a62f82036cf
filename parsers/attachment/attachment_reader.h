// What a notice leaves to its files: decides whether a page sends its reader there, and fills in from their text what the
// page itself doesn't say.
//
// The page always wins: a value that it states is never replaced, and a party of another name gives nothing. A field
// is looked for where the page says see_attachment for it, and where a notice that asks for bids (intention to single
// source) is silent. Each file is read by the readers of notices as a document of its own; of several files the
// surest value counts. Evidence names file and page, its rule begins with "attachment:", and its confidence is lower than
// the same words on the page would have (kAttachmentTrust), for a file also holds templates and other people's figures.
#pragma once

#include <cstddef>
#include <span>

#include "model/attachment_text.h"
#include "model/notice.h"
#include "model/source.h"
#include "parsers/notice/notice_reader.h"

namespace tenderlead::parsers {

struct ReadingTables;

inline constexpr double kAttachmentTrust = 0.9;

// Whether a notice, as its page alone says it, is one whose files a source wants to have read.
bool wants_attachments(const Notice& notice, AttachmentsWhen when);

// A file of a notice: which of Notice::attachments it is, and what it says.
struct AttachmentFile {
  std::size_t index = 0;
  const AttachmentText* text = nullptr;
};

// Fills `notice` in, and says of each file its kind or its problem. Never throws on any text.
void complete_notice(Notice& notice, std::span<const AttachmentFile> files, const ReadingTables& tables,
                     const NoticeReadingOptions& options = {});

}  // namespace tenderlead::parsers
