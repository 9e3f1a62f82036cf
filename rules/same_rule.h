// Rules that say the same, and rules that are met wherever another one is: what they look for, in a form that can be compared.
#pragma once

#include <string>

#include "rules/rulebook.h"

namespace tenderlead::rules {

// How words are put down: as they are compared, or as they are written.
enum class Spelling { folded, written };

// The whole of what a signal, or signals and conditions, ask for, whatever the order in which it is written. Two with the same text
// are met by the same notices.
std::string text_of(const Signal& signal, Spelling spelling);
std::string text_of(const Scoring& scoring, Spelling spelling);

// Whether `wide` is met wherever `narrow` is. True only where it is certain.
bool met_wherever(const Scoring& wide, const Scoring& narrow);

}  // namespace tenderlead::rules
