// What handlers ask of the program around them because it needs the pipeline: the web room knows no crawler, parser or rule. The program fills
// these in; one that is left empty isn't offered (its route answers 501). Called from several threads at once.
#pragma once

#include <functional>
#include <string>

#include "model/result.h"
#include "web/api/organisations/book.h"
#include "web/api/sources/source_actions.h"

namespace tenderlead::web {

// A notice's archived page, to be shown with the words marked that its fields were read from.
struct PageAsk {
  std::string notice_id;
  std::string highlight;  // a field; empty: none
  bool english = false;
  bool dark = false;
};
struct Actions {
  SourceActions sources{};
  // not_found where the notice isn't there or its page isn't in the archive.
  std::function<Result<StoredPage>(const PageAsk& ask)> show_page{};
  OrganisationBook organisations{};
};

}  // namespace tenderlead::web
