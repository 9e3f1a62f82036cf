#include "web/api/contacts.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <utility>

#include "web/api/code_points.h"
#include "web/api/phone_numbers.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kFewestDigits = 7;    // of a telephone number
constexpr std::size_t kLongestEntity = 10;  // "&#x0000FF;"
constexpr std::string_view kWideDigit = "\xEF\xBC";

// Signs of a text, and which of its bytes each came from.
struct Source {
  std::u32string signs;
  std::vector<std::pair<std::size_t, std::size_t>> bytes;  // begin and size
  std::vector<std::size_t> seams;

  void add(char32_t point, std::size_t begin, std::size_t size) {
    const auto sign = plain_sign(point);
    if (sign == 0) return;
    signs += sign;
    bytes.emplace_back(begin, size);
  }
};

// Most texts have too few digits for a number, and are as they are.
bool may_hold_phone(std::string_view text, std::size_t fewest) {
  std::size_t digits = 0;
  for (std::size_t at = 0; at < text.size() && digits < fewest; ++at) {
    const char c = text[at];
    if ((c >= '0' && c <= '9') || (c == kWideDigit[0] && text.substr(at).starts_with(kWideDigit))) ++digits;
  }
  return digits >= fewest;
}

std::string masked(std::string_view text, const Source& source, const PhoneSearch& search) {
  std::string out;
  out.reserve(text.size());
  std::size_t taken = 0;
  for (const auto place : digits_to_hide(source.signs, search)) {
    const auto [begin, size] = source.bytes[place];
    out.append(text, taken, begin - taken);
    out += '*';
    taken = begin + size;
  }
  out.append(text, taken);
  return out;
}

Source source_of(std::string_view text) {
  Source source;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    const auto point = next_code_point(text, at);
    source.add(point, begin, at - begin);
  }
  return source;
}

PhoneSearch search_of(const std::vector<std::string>& kept) {
  PhoneSearch search;
  for (const auto& word : kept) search.kept.push_back(plain_signs(word));
  return search;
}

// The character that an entity at `at` stands for, and its size; size 0: none.
std::pair<char32_t, std::size_t> entity(std::string_view html, std::size_t at) {
  const auto end = html.find(';', at);
  if (end == html.npos || end - at > kLongestEntity) return {0, 0};
  const auto name = html.substr(at + 1, end - at - 1);
  const auto size = end + 1 - at;
  if (name.starts_with('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const auto digits = name.substr(hex ? 2 : 1);
    std::uint32_t point = 0;
    const auto [last, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
    return error == std::errc() && last == digits.data() + digits.size()
               ? std::pair(char32_t{point}, size)
               : std::pair(char32_t{0}, std::size_t{0});
  }
  constexpr std::pair<std::string_view, char32_t> kNames[] = {
      {"nbsp", U' '}, {"ensp", U' '}, {"emsp", U' '},  {"thinsp", U' '}, {"amp", U'&'},    {"lt", U'<'},
      {"gt", U'>'},   {"quot", U'"'}, {"ndash", U'-'}, {"mdash", U'-'},  {"middot", U'.'}, {"shy", 0xAD}};
  for (const auto& [known, point] : kNames)
    if (name == known) return {point, size};
  return {0, 0};
}

// Whether a tag stands within a line: what is on both its sides is read as one.
bool is_inline(std::string_view tag) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  tag = tag.substr(0, tag.find_first_of(" \t\n/>"));
  for (const std::string_view name : {"a", "b", "big", "del", "em", "font", "i", "ins", "label", "mark", "s",
                                      "small", "span", "strong", "sub", "sup", "u", "wbr"})
    if (tag == name) return true;
  return false;
}

Source source_of_page(std::string_view html) {
  Source source;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const bool style = html.substr(at).starts_with("<style");
      const auto end = style ? html.find("</style>", at) : html.find('>', at);
      if (is_inline(html.substr(at + 1, std::min<std::size_t>(12, html.size() - at - 1))))
        source.seams.push_back(source.signs.size());
      else
        source.add(U'\n', at, 0);
      if (end == html.npos) break;
      at = style ? end : end + 1;
      continue;
    }
    if (html[at] == '&')
      if (const auto [point, size] = entity(html, at); size > 0) {
        source.add(point, at, size);
        at += size;
        continue;
      }
    const auto begin = at;
    const auto point = next_code_point(html, at);
    source.add(point, begin, at - begin);
  }
  return source;
}

// Members that say which thing is meant, or where it is: hexadecimal digits hold what looks like a telephone number now and then, and so
// do the paths of portals and the numbers that agencies give their projects.
bool is_identity(std::string_view key) {
  for (const std::string_view name :
       {"id", "ids", "etag", "url", "page", "anchor", "ocid", "source", "no", "number", "numbers"})
    if (key == name) return true;
  return key.ends_with("_id") || key.ends_with("_ids") || key.ends_with("_url") || key.ends_with("_no");
}

// Members that name a person, and a number behind the name now and then.
bool is_contact(std::string_view key) {
  return key == "whom" || key == "contact";
}

void mask_member(std::string_view key, boost::json::value& value, const std::vector<std::string>& kept) {
  if (auto* list = value.if_array()) {
    for (auto& each : *list) mask_member(key, each, kept);
  } else if (auto* object = value.if_object()) {
    for (auto& member : *object) mask_member(member.key(), member.value(), kept);
  } else if (auto* text = value.if_string(); text != nullptr && !is_identity(key)) {
    const std::string_view whole(text->data(), text->size());
    *text = key == "phone"    ? masked_phone(whole)
            : is_contact(key) ? masked_contact(whole)
                              : masked_phones_in(whole, kept);
  }
}

bool is_star(char32_t sign) {
  return sign == U'*';
}

}  // namespace

std::string masked_phone(std::string_view number) {
  if (!may_hold_phone(number, 1)) return std::string(number);
  PhoneSearch search;
  search.telephones_only = search.all_digits = true;
  return masked(number, source_of(number), search);
}

std::string masked_contact(std::string_view text) {
  if (!may_hold_phone(text, kFewestDigits)) return std::string(text);
  PhoneSearch search;
  search.telephones_only = true;
  return masked(text, source_of(text), search);
}

std::string masked_phones_in(std::string_view text, const std::vector<std::string>& kept) {
  if (!may_hold_phone(text, kFewestDigits)) return std::string(text);
  return masked(text, source_of(text), search_of(kept));
}

std::string masked_phones_in_page(std::string_view html, const std::vector<std::string>& kept) {
  auto source = source_of_page(html);
  auto search = search_of(kept);
  search.seams = std::move(source.seams);
  return masked(html, source, search);
}

void mask_phones(boost::json::value& value, const std::vector<std::string>& kept) {
  mask_member({}, value, kept);
}

bool is_masked_phone(std::string_view number) {
  return std::ranges::any_of(plain_signs(number), is_star);
}

bool holds_masked_phone(std::string_view text) {
  std::size_t stars = 0, digits = 0;
  for (const auto sign : plain_signs(text)) {
    if (is_star(sign)) {
      digits = 0;
      // Seven are a short number as a whole.
      if (++stars == 7) return true;
    } else if (sign >= U'0' && sign <= U'9') {
      if (stars >= 3 && ++digits == 4) return true;
    } else if (sign != U'-' && sign != U' ') {
      stars = digits = 0;
    }
  }
  return false;
}

}  // namespace tenderlead::web
