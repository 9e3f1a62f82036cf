// Titles of news, which announce no procurement although they name what a procurement would: 我院新一代医院信息系统正式上线运行.
#pragma once

#include <string_view>

namespace tenderlead::parsers {

// Does the title, folded (folded_text.h), tell of something that happened, in the words by which institutions tell it, and of no
// purchase? In doubt false: a notice taken for news would be lost.
bool is_news_title(std::u32string_view title);

}  // namespace tenderlead::parsers
