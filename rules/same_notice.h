// Whether two notices whose words are nearly the same are one notice on two pages. Notices of one portal share most of their
// words, and next year's procurement differs from this year's in little but numbers; so what they state decides.
#pragma once

#include "model/notice.h"

namespace tenderlead::rules {

// False where they state different things: kind, number, buyer, amounts, suppliers, lots, intentions, deadline, contract, or days
// of publication more than two weeks apart; without a common number also where neither title holds the other. What one of
// them leaves out contradicts nothing. Symmetric.
bool may_be_same_notice(const Notice& a, const Notice& b);

}  // namespace tenderlead::rules
