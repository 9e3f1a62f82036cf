// What a page says, less what changes by itself: visitor counters, today's date, countdowns, the year of the copyright, the
// next article's title. Two fetches of a page with equal settled text and equal fields say the same, whatever their bytes.
//
// What is left out is left out where it stands as such: a counter's number behind its label (浏览次数：17), never a number alone.
// In doubt it stays: a page taken for changed costs a reading, one taken for unchanged would cost what it says.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "model/page.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

// UTF-8, a line of the page a line, without white space, full-width forms folded: from the page's title to the end of its running
// text, without site furniture, the bar of date and source under the title, and in front of the running text without links and
// bare dates.
std::string settled_text(const Document& document);
// One line of it; empty where nothing of the line stays. `line` as a page has it.
std::string settled_line(std::string_view line);

// A record with its members in the order of their keys, less scalar members that count visits or tell the answer's time or number
// ("viewCount", "timestamp", "requestId"). Deeper than kJsonDepth, nothing is told apart.
std::string settled_text(const boost::json::value& record);

// The items, the next page and the total.
std::string settled_text(const ListPage& list);

}  // namespace tenderlead::parsers
