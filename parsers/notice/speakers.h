// Who speaks in a notice where no label says it: the signature below the text, the commission in its first sentence, the
// name that its title begins with.
#pragma once

#include "parsers/notice/page_view.h"

namespace tenderlead::parsers::notice {

struct Assembly;

// Whether a name is one of those that procure for others: a company by its trade, a procurement centre by its task.
bool looks_like_agency(std::u16string_view name);

// Whether the notice is an agency's own: it signs, or says that it was commissioned.
bool agency_speaks(const PageView& view);

// Fills in parties that no label or sentence named: those who sign, and the buyer whose name the project's begins with.
void name_unlabelled_parties(Assembly& assembly);

}  // namespace tenderlead::parsers::notice
