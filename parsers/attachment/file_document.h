// A converted file as one Document over all its pages, so that what a page begins the next may end.
#pragma once

#include <string>
#include <vector>

#include "model/attachment_text.h"
#include "model/evidence.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

struct FileDocument {
  struct Page {
    std::size_t begin = 0;  // in code points of the document's text
    int number = 0;
    std::string sheet;
  };
  std::string file;  // within an archive
  Document document;
  std::vector<Page> pages;

  // Says where evidence that a reader gave for the document stands: `name` is the attachment's.
  void place(Evidence& evidence, const std::string& name) const;
};

// One a file: an attachment that is no archive has one.
std::vector<FileDocument> file_documents(const AttachmentText& text);

}  // namespace tenderlead::parsers
