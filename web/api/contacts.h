// Telephone numbers of contacts, for those who may not see them: the shape stays, the digits in the middle don't.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace tenderlead::web {

// "13812345678" -> "138****5678", "028-85551234" -> "028-****1234": of each number only its last four digits and what goes before the last
// eight. As many characters as before, so that offsets into a text still hold.
std::string masked_phone(std::string_view number);
// A text with every telephone number in it masked: mobile numbers, and those with an area code or of 400 and 800.
std::string masked_phones_in(std::string_view text);
// A value as wire/ writes it, with every "phone" masked, and every telephone number in its texts; ids and addresses stay as they are.
void mask_phones(boost::json::value& value);

}  // namespace tenderlead::web
