// `tenderlead source new`: from an address, or a page that was saved, to a draft.
#pragma once

#include <string>
#include <vector>

#include "app/source_new/draft.h"
#include "model/result.h"

namespace tenderlead::app {

struct ProposeOptions {
  DraftWishes wishes;
  std::string file;          // the list page as saved, "-" for standard input; empty: fetched from wishes.url
  std::string content_type;  // of the file
  bool follow = true;        // fetch the second page and details, too
  std::string user_agent;
  std::vector<std::string> taken_ids;
};

// Error invalid_config where the wishes can't be a source (a bad address, a bad delay), unsupported where the page has no
// list, refused, network or http_status where it can't be fetched; the message is for a person, over several lines.
Result<SourceDraft> propose_source(const ProposeOptions& options, const parsers::ReadingTables& tables);

}  // namespace tenderlead::app
