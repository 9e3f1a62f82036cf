#include "parsers/notice/tick_boxes.h"

#include <vector>

namespace tenderlead::parsers::notice {
namespace {

bool is_tick(char16_t c) {
  return std::u16string_view(u"\u2611\u2612\u2713\u2714\u221A\u25A0\u25CF\u25C9").find(c) !=
         std::u16string_view::npos;
}

bool is_box(char16_t c) {
  return std::u16string_view(u"\u25A1\u2610\u25CB\u25EF").find(c) != std::u16string_view::npos;
}

bool is_blank(char16_t c) {
  return std::u16string_view(u" ()[],、;").find(c) != std::u16string_view::npos;
}

}  // namespace

Stretch ticked_choice(std::u16string_view text) {
  std::vector<std::size_t> signs;
  std::size_t ticks = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_tick(text[i]) && !is_box(text[i])) continue;
    signs.push_back(i);
    ticks += is_tick(text[i]) ? 1 : 0;
  }
  const auto stretch = [](std::size_t begin, std::size_t end) {
    return Stretch{static_cast<Place>(begin), static_cast<Place>(end)};
  };
  if (signs.empty()) return stretch(0, text.size());
  std::size_t last = text.size();
  while (last > 0 && is_blank(text[last - 1])) --last;
  // The last thing is a sign: then each stands behind its choice.
  const bool behind = last > 0 && last - 1 == signs.back();
  for (std::size_t i = 0; ticks > 0 && i < signs.size(); ++i) {
    if (!is_tick(text[signs[i]])) continue;
    std::size_t begin = behind ? (i == 0 ? 0 : signs[i - 1] + 1) : signs[i] + 1;
    std::size_t end = behind ? signs[i] : i + 1 < signs.size() ? signs[i + 1] : text.size();
    while (begin < end && is_blank(text[begin])) ++begin;
    while (end > begin && is_blank(text[end - 1])) --end;
    if (begin < end) return stretch(begin, end);
  }
  return {};
}

}  // namespace tenderlead::parsers::notice
