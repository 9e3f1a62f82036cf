#include "parsers/html_traits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace tenderlead::parsers {
namespace {

using TagSet = std::array<bool, GUMBO_TAG_LAST + 1>;

constexpr TagSet make_set(std::initializer_list<GumboTag> tags) {
  TagSet set{};
  for (const GumboTag tag : tags) set[tag] = true;
  return set;
}

// HTML section 15.3.3 ("flow content") and the table parts of 15.3.8.
constexpr TagSet kBlocks = make_set(
    {GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE,   GUMBO_TAG_ASIDE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,
     GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER,    GUMBO_TAG_DD,    GUMBO_TAG_DETAILS,    GUMBO_TAG_DIR,
     GUMBO_TAG_DIV,     GUMBO_TAG_DL,        GUMBO_TAG_DT,    GUMBO_TAG_FIELDSET,   GUMBO_TAG_FIGCAPTION,
     GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,    GUMBO_TAG_FORM,  GUMBO_TAG_H1,         GUMBO_TAG_H2,
     GUMBO_TAG_H3,      GUMBO_TAG_H4,        GUMBO_TAG_H5,    GUMBO_TAG_H6,         GUMBO_TAG_HEADER,
     GUMBO_TAG_HGROUP,  GUMBO_TAG_HR,        GUMBO_TAG_HTML,  GUMBO_TAG_LEGEND,     GUMBO_TAG_LI,
     GUMBO_TAG_LISTING, GUMBO_TAG_MAIN,      GUMBO_TAG_MENU,  GUMBO_TAG_NAV,        GUMBO_TAG_OL,
     GUMBO_TAG_P,       GUMBO_TAG_PLAINTEXT, GUMBO_TAG_PRE,   GUMBO_TAG_SECTION,    GUMBO_TAG_SUMMARY,
     GUMBO_TAG_TABLE,   GUMBO_TAG_TBODY,     GUMBO_TAG_TD,    GUMBO_TAG_TEXTAREA,   GUMBO_TAG_TFOOT,
     GUMBO_TAG_TH,      GUMBO_TAG_THEAD,     GUMBO_TAG_TR,    GUMBO_TAG_UL,         GUMBO_TAG_XMP});

constexpr TagSet kSkipped =
    make_set({GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_SVG, GUMBO_TAG_SELECT, GUMBO_TAG_DATALIST,
              GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO, GUMBO_TAG_CANVAS, GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,
              GUMBO_TAG_NOFRAMES, GUMBO_TAG_TITLE});

// Words of class and id attributes. Sorted.
constexpr std::array<std::string_view, 30> kCertainWords = {"banner",     "bdsharebuttonbox",
                                                            "breadcrumb", "breadcrumbs",
                                                            "copyright",  "crumb",
                                                            "crumbs",     "footer",
                                                            "friendlink", "friendlinks",
                                                            "friendship", "leftmenu",
                                                            "mbx",        "menu",
                                                            "menus",      "mianbaoxie",
                                                            "nav",        "navbar",
                                                            "navbox",     "navi",
                                                            "navigation", "navs",
                                                            "pager",      "pagination",
                                                            "qrcode",     "share",
                                                            "sidebar",    "sidenav",
                                                            "subnav",     "topnav"};
constexpr std::array<std::string_view, 14> kLikelyWords = {
    "aside",     "bottom",  "foot",   "head", "header",  "hot", "login",
    "recommend", "related", "search", "side", "toolbar", "top", "topbar"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

// By first letter: the lengths of the words above, as bits. Nearly all class names are told apart by these.
constexpr auto kLengths = [] {
  std::array<std::uint32_t, 26> lengths{};
  const auto add = [&](std::string_view word) {
    lengths[static_cast<std::size_t>(word.front() - 'a')] |= 1u << word.size();
  };
  for (const std::string_view word : kCertainWords) add(word);
  for (const std::string_view word : kLikelyWords) add(word);
  return lengths;
}();

// Splits "siteNav main_menu" into site, nav, main, menu and looks each up, and each class name as a whole.
Furniture furniture_of_words(std::string_view names) {
  Furniture found = Furniture::none;
  char word[32];
  char name[32];
  std::size_t word_size = 0;
  std::size_t name_size = 0;
  const auto look_up = [&found](const char* letters, std::size_t& size) {
    if (size > 0 && size < sizeof word &&
        (kLengths[static_cast<std::size_t>(letters[0] - 'a')] >> size & 1u) != 0) {
      const std::string_view text(letters, size);
      if (contains(kCertainWords, text))
        found = Furniture::certain;
      else if (found == Furniture::none && contains(kLikelyWords, text))
        found = Furniture::likely;
    }
    size = 0;
  };
  const auto add = [](char* letters, std::size_t& size, char c) {
    if (size < sizeof word) letters[size] = lower(c);
    ++size;
  };
  for (std::size_t at = 0; at <= names.size() && at < 512; ++at) {
    const char c = at < names.size() ? names[at] : ' ';
    const bool letter = lower(c) >= 'a' && lower(c) <= 'z';
    const bool hump = c >= 'A' && c <= 'Z' && at > 0 && names[at - 1] >= 'a' && names[at - 1] <= 'z';
    if (!letter || hump) look_up(word, word_size);
    if (letter) {
      add(word, word_size, c);
      add(name, name_size, c);
    } else if (c == ' ') {
      look_up(name, name_size);
    }
  }
  return found;
}

}  // namespace

bool is_block(GumboTag tag) {
  return kBlocks[tag];
}
bool is_skipped(GumboTag tag) {
  return kSkipped[tag];
}

InlineStyle parse_style(std::string_view style) {
  // The declarations that are looked at; the others, which are nearly all, are known by their first letter or length.
  constexpr std::string_view kNames[] = {"display",    "visibility",  "font-weight",
                                         "text-align", "white-space", "font"};
  constexpr std::size_t kLongest = 11;
  const std::string_view whole = style;
  InlineStyle result;
  bool invisible = false;
  char letters[kLongest];
  std::string value;
  const auto is_dropped = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!style.empty()) {
    const std::size_t end = std::min(style.find(';'), style.size());
    const std::string_view declaration = style.substr(0, end);
    style.remove_prefix(std::min(end + 1, style.size()));
    std::size_t colon = 0;
    std::size_t size = 0;
    for (; colon < declaration.size() && declaration[colon] != ':'; ++colon) {
      if (is_dropped(declaration[colon])) continue;
      if (size < kLongest) letters[size] = lower(declaration[colon]);
      ++size;
    }
    if (colon == declaration.size() || size > kLongest) continue;
    const std::string_view name(letters, size);
    if (std::find(std::begin(kNames), std::end(kNames), name) == std::end(kNames)) continue;
    value.clear();
    for (const char c : declaration.substr(colon + 1))
      if (!is_dropped(c)) value += lower(c);
    if (const std::size_t important = value.find('!'); important != std::string::npos)
      value.resize(important);
    if (name == "display") {
      if (value == "none") result.hidden = true;
      if (value == "block" || value == "table" || value == "flex" || value == "list-item")
        result.block = true;
      if (value == "inline" || value == "inline-block") result.block = false;
    } else if (name == "visibility") {
      invisible = value == "hidden" || value == "collapse";
    } else if (name == "font-weight") {
      int weight = 0;
      std::from_chars(value.data(), value.data() + value.size(), weight);
      result.bold = value.rfind("bold", 0) == 0 || weight >= 600;
    } else if (name == "font") {
      if (value.rfind("bold", 0) == 0) result.bold = true;
    } else if (name == "text-align") {
      result.centred = value == "center" || value == "-webkit-center";
    } else if (value == "pre" || value == "pre-wrap" || value == "pre-line" || value == "break-spaces") {
      result.keeps_lines = true;
    }
  }
  // What comes in with an animation is shown as soon as it is scrolled to.
  if (invisible && whole.find("animation") == whole.npos) result.hidden = true;
  return result;
}

Furniture furniture_of(const GumboNode* element) {
  const GumboElement& node = element->v.element;
  switch (node.tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
      return Furniture::certain;
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_ASIDE:
      return Furniture::likely;
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML:
      return Furniture::none;
    default:
      break;
  }
  Furniture found = Furniture::none;
  for (unsigned i = 0; i < node.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(node.attributes.data[i]);
    const std::string_view name = attribute->name;
    if (name == "class" || name == "id") {
      found = std::max(found, furniture_of_words(attribute->value));
    } else if (name == "role") {
      const std::string_view role = attribute->value;
      if (role == "navigation" || role == "contentinfo" || role == "search") found = Furniture::certain;
    }
  }
  return found;
}

}  // namespace tenderlead::parsers
