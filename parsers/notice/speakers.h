// Who speaks in a notice where no label says it: the signature below the text, the commission in its first sentence, the
// name that its title begins with.
#pragma once

#include <string>

#include "parsers/notice/grids.h"

namespace tenderlead::parsers::notice {

struct Assembly;

// Whether a name is one of those that procure for others: a company by its trade, a procurement centre by its task.
bool looks_like_agency(std::u16string_view name);

// 某某医院设备科 without its department; other names as they are.
std::string without_department(const std::string& name);

// The date that a line ends with, where at most a name stands between it and the sentence before; empty where there is none.
Stretch dated_end(const PageView& view, const Unit& unit);

// Whether the notice is an agency's own: it signs, or says that it was commissioned.
bool agency_speaks(const PageView& view);

// Fills in parties that no label or sentence named: those who sign, and the buyer whose name the project's begins with.
void name_unlabelled_parties(Assembly& assembly);

}  // namespace tenderlead::parsers::notice
