#include "web/api/contacts.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace tenderlead::web {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// How many bytes the telephone number at `at` has, with the signs inside it; 0: none begins there.
std::size_t phone_at(std::string_view text, std::size_t at) {
  std::string digits;
  std::size_t end = at;
  for (std::size_t i = at; i < text.size() && digits.size() < 13; ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      digits += c;
      end = i + 1;
    } else if (!(c == '-' || c == ' ' || c == ')' || (c == '(' && i == at)) || i + 1 >= text.size() ||
               !(is_digit(text[i + 1]) || text[i + 1] == ' ')) {
      break;
    }
    // A mobile number is whole with its eleventh digit.
    if (digits.size() == 11 && digits[0] == '1' && digits[1] >= '3') break;
  }
  if (end < text.size() && is_digit(text[end])) return 0;  // a longer number of another kind
  const auto size = digits.size();
  const bool mobile = size == 11 && digits[0] == '1' && digits[1] >= '3';
  const bool area = size >= 10 && size <= 12 && digits[0] == '0' && digits[1] != '0';
  const bool service = size == 10 && (digits.starts_with("400") || digits.starts_with("800"));
  return mobile || area || service ? end - at : 0;
}

// Members that say which thing is meant, or where it is: hexadecimal digits hold what looks like a telephone number now and then, and so
// do the paths of portals.
bool is_identity(std::string_view key) {
  for (const std::string_view name : {"id", "ids", "etag", "url", "page", "anchor", "ocid", "source"})
    if (key == name) return true;
  return key.ends_with("_id") || key.ends_with("_ids") || key.ends_with("_url");
}

void mask_member(std::string_view key, boost::json::value& value) {
  if (auto* list = value.if_array()) {
    for (auto& each : *list) mask_member(key, each);
  } else if (auto* object = value.if_object()) {
    for (auto& member : *object) mask_member(member.key(), member.value());
  } else if (auto* text = value.if_string(); text != nullptr && !is_identity(key)) {
    const std::string_view whole(text->data(), text->size());
    *text = key == "phone" ? masked_phone(whole) : masked_phones_in(whole);
  }
}

}  // namespace

std::string masked_phone(std::string_view number) {
  std::string out(number);
  int from_end = 0;
  for (auto at = out.rbegin(); at != out.rend(); ++at) {
    if (!is_digit(*at)) continue;
    ++from_end;
    if (from_end > 4 && from_end <= 8) *at = '*';
  }
  // A number of seven digits or fewer would be told by its last four.
  if (from_end < 8)
    for (auto& c : out)
      if (is_digit(c)) c = '*';
  return out;
}

std::string masked_phones_in(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = (is_digit(text[at]) || text[at] == '(') && (at == 0 || !is_digit(text[at - 1]));
    const auto length = begins ? phone_at(text, at) : 0;
    if (length > 0) {
      out += masked_phone(text.substr(at, length));
      at += length;
    } else {
      out += text[at++];
    }
  }
  return out;
}

void mask_phones(boost::json::value& value) {
  mask_member({}, value);
}

}  // namespace tenderlead::web
