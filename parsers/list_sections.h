// What stands above the items of a list: the heading of their box, the day that a section is of, the way to the page.
#pragma once

#include <gumbo.h>

#include <string>

namespace tenderlead::parsers {

// The day that stands as a heading above a list (<h3>2026年5月13日 星期三</h3><ul>…</ul>); empty where what stands there isn't only
// a day. `container` holds the items; `headline` becomes true where the day is an <h1>..<h6>.
std::string day_above(const GumboNode* container, bool* headline = nullptr);

// Whether `node` is only a day, as day_above() reads one.
bool is_day_heading(const GumboNode* node);

// Whether the box of a list is headed 大家都在看, 热点排行 and the like: links to what the page isn't about.
bool is_side_box(const GumboNode* container);

// Whether an item's row says where in the site the page is (您的位置：首页 → 招标信息).
bool tells_the_way(const GumboNode* item);

}  // namespace tenderlead::parsers
