// Telephone numbers of contacts, for those who may not see them: the shape stays, the digits in the middle don't.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::web {

// What a telephone field says, each of its numbers: "13812345678" -> "138****5678", "028-85551234/85551235" -> "028-****1234/****1235"; of
// each number only its last four digits and what goes before the last eight. As many characters as before, so that offsets into a text
// still hold.
std::string masked_phone(std::string_view number);
// A person as notices name them, with a number behind the name now and then: it needs no word such as 电话 before it.
std::string masked_contact(std::string_view text);
// A text with every telephone number in it masked (phone_numbers.h says which those are). `kept`: what isn't one although it reads so, the
// number of the notice's own project.
std::string masked_phones_in(std::string_view text, const std::vector<std::string>& kept = {});
// A page of clean HTML the same way: its words are read as they are shown, through its markup.
std::string masked_phones_in_page(std::string_view html, const std::vector<std::string>& kept = {});
// A value as wire/ writes it, with every "phone" masked, and every telephone number in its texts; ids, addresses and the numbers of projects
// and contracts stay as they are.
void mask_phones(boost::json::value& value, const std::vector<std::string>& kept = {});

// Whether somebody gives back what was masked for them: "138****5678". It is no number, and would stand in place of the real one.
bool is_masked_phone(std::string_view number);
bool holds_masked_phone(std::string_view text);

}  // namespace tenderlead::web
