// Forms that print every choice with a box: □竞争性谈判 ☑竞争性磋商 □询价, or 公开招标□ 竞争性磋商√.
#pragma once

#include <string_view>

#include "parsers/notice/grids.h"

namespace tenderlead::parsers::notice {

// The first ticked choice of a value, as places in `text`; the whole of it where nothing is ticked, empty where boxes
// stand and none of them is.
Stretch ticked_choice(std::u16string_view text);

}  // namespace tenderlead::parsers::notice
