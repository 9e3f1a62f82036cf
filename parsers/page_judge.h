// What a page is, by what was read out of it.
#pragma once

#include <cstddef>

#include "model/notice.h"
#include "model/organisation.h"
#include "model/page.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

// Fields of a notice that only a procurement has: numbers, parties, money, lots, deadlines.
std::size_t procurement_fields(const Notice& notice);
// Whether it is a notice at all when it was expected to be one, and when nothing was expected.
bool is_notice(const Notice& notice);
bool is_surely_notice(const Notice& notice);

// Fields of a profile that only a hospital has.
std::size_t hospital_fields(const HospitalProfile& profile);
bool is_surely_hospital(const HospitalProfile& profile);

// Whether the page is a list: the titles of the items are most of what it says.
bool is_surely_list(const Document& document, const ListPage& list);
// Whether it may be one, where it is nothing else: several items, most of them dated. Enough for JSON, which has no menus.
bool is_probably_list(const ListPage& list);

// Whether a page with little text says that what stood there is no more, as many sites do with status 200 (页面不存在, 已被删除).
bool says_gone(const Document& document);

// The frame that holds the notice where the page itself says next to nothing; empty where it speaks for itself.
std::string frame_of_shell(const Document& document);

}  // namespace tenderlead::parsers
