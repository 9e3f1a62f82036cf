// A notice's archived page as a document to be shown: Archive(Page) -> Decoder -> clean_page(), with the words marked that its fields were
// read from, those of corrected fields included.
#pragma once

#include <filesystem>
#include <string>

#include "model/result.h"
#include "store/store.h"

namespace tenderlead::app {

struct StoredPageAsk {
  std::string notice_id;
  std::string highlight;  // a field; empty: none
  bool english = false;
  bool dark = false;
};

// A whole HTML document (parsers/clean_page.h). not_found where there is no such notice; where its page can't be had from the
// archive, or isn't HTML, the text as it was read stands in its place. Thread-safe.
Result<std::string> stored_page(store::Store& store, const std::filesystem::path& archive,
                                const StoredPageAsk& ask);

// Any page of the archive in the same way, with its address as its title; what isn't HTML as the text that it is. not_found where the
// archive doesn't have it, or where it is no text. Thread-safe.
Result<std::string> archived_page(const std::filesystem::path& archive, const ArchiveLocation& place,
                                  const std::string& url, bool english, bool dark);

}  // namespace tenderlead::app
