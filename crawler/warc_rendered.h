// Pages that a browser rendered, in the archive: the answer as it came is the `response` record, and the document that
// the page's scripts made the `conversion` record (WARC 1.1, 6.7) that follows it and refers to it.
#pragma once

#include "crawler/warc_reader.h"
#include "model/page.h"

namespace tenderlead::crawler {

// The page as its server sent it; for a page that has an original.
Page answer_as_it_came(const Page& rendered);

// Does `conversion` hold the document of the page that `response` is the answer of?
bool is_document_of(const WarcRecord& conversion, const WarcRecord& response);
// Makes the answer the page that was rendered of it.
void put_document(Page& answer, WarcRecord conversion);

}  // namespace tenderlead::crawler
