#include "parsers/page_shape.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tenderlead::parsers {
namespace {

// A region with more of the page's running text than this is no furniture, whatever its name: <div class="nav-open main">.
constexpr double kLargestShare = 0.3;
// A region that is only likely must be mostly links.
constexpr double kLinkShare = 0.5;
// A block holds the running text if it has this much of what its parent has.
constexpr double kMainShare = 0.85;
// Four links of at most eight Chinese characters in a row are a menu, not a list of notices.
constexpr std::size_t kMenuLines = 4;
constexpr std::size_t kMenuBytes = 24;

constexpr std::array<std::string_view, 22> kFurnitureBeginnings = {
    "当前位置", "您的位置", "您现在的位置", "你现在的位置", "您当前的位置", "现在位置",
    "所在位置", "版权所有", "copyright",    "Copyright",    "COPYRIGHT",    "©",
    "网站地图", "上一篇",   "下一篇",       "上一条",       "下一条",       "打印本页",
    "【打印",   "分享到",   "友情链接",     "网站标识码"};
constexpr std::array<std::string_view, 5> kFurnitureParts = {"ICP备", "ICP证", "公网安备", "公安备",
                                                             "最佳浏览"};

// By byte: whether one of the words has it at a place.
template <std::size_t n>
constexpr std::array<bool, 256> bytes_at(std::size_t place, const std::array<std::string_view, n>& words) {
  std::array<bool, 256> bytes{};
  for (const std::string_view word : words) bytes[static_cast<unsigned char>(word[place])] = true;
  return bytes;
}
constexpr auto kFurnitureBeginningBytes = bytes_at(0, kFurnitureBeginnings);
// Headings of boxes with links to other pages.
constexpr std::array<std::string_view, 14> kBoxHeadings = {
    "相关公告", "相关链接", "相关阅读", "相关文章", "相关新闻", "相关信息", "相关推荐",
    "推荐阅读", "热门推荐", "热点文章", "最新公告", "友情链接", "热门信息", "猜你喜欢"};
constexpr std::size_t kLongestFurniture = 160;  // bytes; longer lines are text that happens to begin so

bool starts_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

// Whether one of kFurnitureParts stands in the text. Looked for by their first bytes in one pass: most lines have none.
bool names_register(std::string_view text) {
  constexpr auto kFirst = bytes_at(0, kFurnitureParts);
  constexpr auto kSecond = bytes_at(1, kFurnitureParts);
  for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
    if (!kFirst[static_cast<unsigned char>(text[at])] || !kSecond[static_cast<unsigned char>(text[at + 1])])
      continue;
    for (const std::string_view part : kFurnitureParts)
      if (starts_with(text.substr(at), part)) return true;
  }
  return false;
}

bool is_furniture_line(std::string_view text) {
  if (text.empty()) return false;
  if (text.size() <= kLongestFurniture && kFurnitureBeginningBytes[static_cast<unsigned char>(text.front())])
    for (const std::string_view beginning : kFurnitureBeginnings)
      if (starts_with(text, beginning)) return true;
  return text.size() <= 2 * kLongestFurniture && names_register(text);
}

bool is_box_heading(std::string_view text) {
  return std::any_of(kBoxHeadings.begin(), kBoxHeadings.end(), [&](std::string_view heading) {
    return starts_with(text, heading) && text.size() <= heading.size() + 6;
  });
}

std::vector<bool> furniture_regions(const Document& document, const std::vector<Region>& regions) {
  std::size_t unlinked = 0;
  for (const Line& line : document.lines)
    if (!line.linked) unlinked += line.span.size();
  std::vector<bool> furniture(regions.size());
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Region& region = regions[i];
    const auto own = static_cast<double>(region.unlinked);
    const auto size = static_cast<double>(region.span.size());
    furniture[i] = own <= kLargestShare * static_cast<double>(unlinked) &&
                   (region.certain || size - own >= kLinkShare * size);
  }
  return furniture;
}

void mark_menus(Document& document) {
  std::vector<Line>& lines = document.lines;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    while (end < lines.size() && lines[end].linked && lines[end].span.size() <= kMenuBytes) ++end;
    if (end - begin >= kMenuLines)
      for (std::size_t i = begin; i < end; ++i) lines[i].chrome = true;
    begin = std::max(end, begin + 1);
  }
}

}  // namespace

void mark_chrome(Document& document, const std::vector<Region>& regions,
                 const std::vector<int>& line_regions) {
  const std::vector<bool> furniture = furniture_regions(document, regions);
  bool in_box = false;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    Line& line = document.lines[i];
    const std::string_view text = document.slice(line.span);
    const int region = i < line_regions.size() ? line_regions[i] : -1;
    in_box = is_box_heading(text) || (in_box && line.linked);
    line.chrome = in_box || is_furniture_line(text) ||
                  (region >= 0 && furniture[static_cast<std::size_t>(region)] && line.heading != 1);
  }
  mark_menus(document);
}

Span main_block(const Document& document, const std::vector<Block>& blocks) {
  // weight[i] is the running text before line i.
  std::vector<std::size_t> weight(document.lines.size() + 1, 0);
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const Line& line = document.lines[i];
    weight[i + 1] = weight[i] + (line.chrome || line.linked ? 0 : line.span.size());
  }
  const auto line_after = [&](std::size_t byte) {
    return static_cast<std::size_t>(
        std::lower_bound(document.lines.begin(), document.lines.end(), byte,
                         [](const Line& line, std::size_t at) { return line.span.begin < at; }) -
        document.lines.begin());
  };
  const auto weight_of = [&](Span span) {
    return weight[line_after(span.end)] - weight[line_after(span.begin)];
  };
  const Span all{0, document.text.size()};
  int current = -1;
  Span main = all;
  auto held = static_cast<double>(weight_of(all));
  if (held <= 0) return all;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].parent != current) continue;
    const auto share = static_cast<double>(weight_of(blocks[i].span));
    if (share < kMainShare * held) continue;
    current = static_cast<int>(i);
    main = blocks[i].span;
    held = share;
  }
  return main;
}

}  // namespace tenderlead::parsers
