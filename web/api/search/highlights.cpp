#include "web/api/search/highlights.h"

#include <algorithm>

#include "store/folded_text.h"
#include "web/api/contacts.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kMost = 50;
constexpr std::uint32_t kBefore = 30, kAfter = 90;  // characters around the first word
constexpr std::uint32_t kMargin =
    48;  // of a telephone number that an end would cut, and of what says that it is one

// Bytes at which a code point begins; the text's length where it has fewer.
std::size_t byte_of(std::string_view text, std::uint32_t point) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && point-- == 0) return at;
  return at;
}

}  // namespace

boost::json::array highlights(std::string_view text, const std::vector<store::SearchWord>& words) {
  std::vector<store::FoldedText::Place> places;
  const store::FoldedText folded(text);
  for (const auto& word : words) {
    const auto own = folded.places(word.folded, kMost);
    places.insert(places.end(), own.begin(), own.end());
  }
  std::ranges::sort(places, [](const auto& a, const auto& b) { return a.begin < b.begin; });
  std::vector<store::FoldedText::Place> apart;
  for (const auto& place : places) {
    if (!apart.empty() && place.begin <= apart.back().end)
      apart.back().end = std::max(apart.back().end, place.end);
    else if (apart.size() < kMost)
      apart.push_back(place);
  }
  boost::json::array ranges;
  for (const auto& place : apart) ranges.emplace_back(boost::json::array{place.begin, place.end});
  return ranges;
}

std::optional<boost::json::object> excerpt(std::string_view text, const std::vector<store::SearchWord>& words,
                                           const std::vector<std::string>& kept) {
  const store::FoldedText folded(text);
  std::optional<store::FoldedText::Place> first;
  for (const auto& word : words)
    if (const auto own = folded.places(word.folded, 1);
        !own.empty() && (!first || own[0].begin < first->begin))
      first = own[0];
  if (!first) return std::nullopt;
  const auto begin = first->begin > kBefore ? first->begin - kBefore : 0;
  const auto wide_begin = begin > kMargin ? begin - kMargin : 0;
  const auto end = first->begin + kAfter;
  const auto from = byte_of(text, wide_begin);
  auto wide = masked_phones_in(text.substr(from, byte_of(text, end + kMargin) - from), kept);
  const auto cut = byte_of(wide, begin - wide_begin);
  auto shown = wide.substr(cut, byte_of(wide, end - wide_begin) - cut);
  std::ranges::replace_if(
      shown, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  auto ranges = highlights(shown, words);
  return boost::json::object{{"text", boost::json::string(shown)}, {"ranges", std::move(ranges)}};
}

}  // namespace tenderlead::web
