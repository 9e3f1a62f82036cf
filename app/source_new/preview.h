// What a draft would read, for a person and as JSON.
#pragma once

#include <boost/json/object.hpp>
#include <ostream>

#include "app/source_new/draft.h"

namespace tenderlead::app {

// The first items as a table, then the second page, the detail pages and the notes; Chinese first.
void print_preview(std::ostream& out, const SourceDraft& draft);

// {"type":"source","id","name","kind","url","charset","items","selectors","date_format","paging","second_page","details",
// "notes","yaml"}.
boost::json::object draft_as_json(const SourceDraft& draft, const std::string& yaml);

}  // namespace tenderlead::app
