#include "parsers/markup_guard.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <initializer_list>
#include <vector>

namespace tenderlead::parsers {
namespace {

using TagSet = std::array<bool, GUMBO_TAG_LAST + 1>;

constexpr TagSet make_set(std::initializer_list<GumboTag> tags) {
  TagSet set{};
  for (const GumboTag tag : tags) set[tag] = true;
  return set;
}

constexpr TagSet kVoid =
    make_set({GUMBO_TAG_AREA, GUMBO_TAG_BASE,  GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND, GUMBO_TAG_BR,
              GUMBO_TAG_COL,  GUMBO_TAG_EMBED, GUMBO_TAG_FRAME,    GUMBO_TAG_HR,      GUMBO_TAG_IMAGE,
              GUMBO_TAG_IMG,  GUMBO_TAG_INPUT, GUMBO_TAG_ISINDEX,  GUMBO_TAG_KEYGEN,  GUMBO_TAG_LINK,
              GUMBO_TAG_META, GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE,   GUMBO_TAG_TRACK,   GUMBO_TAG_WBR,
              GUMBO_TAG_HTML, GUMBO_TAG_HEAD,  GUMBO_TAG_BODY});
constexpr TagSet kRawText =
    make_set({GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE, GUMBO_TAG_XMP,
              GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES, GUMBO_TAG_PLAINTEXT});
constexpr TagSet kFormatting =
    make_set({GUMBO_TAG_A, GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_FONT,
              GUMBO_TAG_I, GUMBO_TAG_NOBR, GUMBO_TAG_S, GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG,
              GUMBO_TAG_TT, GUMBO_TAG_U});
// "Special" elements of section 13.2.4.2 that can be open: an end tag of another kind doesn't reach through them.
constexpr TagSet kSpecial = make_set(
    {GUMBO_TAG_ADDRESS,  GUMBO_TAG_APPLET,     GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,    GUMBO_TAG_BLOCKQUOTE,
     GUMBO_TAG_BUTTON,   GUMBO_TAG_CAPTION,    GUMBO_TAG_CENTER,  GUMBO_TAG_COLGROUP, GUMBO_TAG_DD,
     GUMBO_TAG_DETAILS,  GUMBO_TAG_DIR,        GUMBO_TAG_DIV,     GUMBO_TAG_DL,       GUMBO_TAG_DT,
     GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,   GUMBO_TAG_FORM,
     GUMBO_TAG_FRAMESET, GUMBO_TAG_H1,         GUMBO_TAG_H2,      GUMBO_TAG_H3,       GUMBO_TAG_H4,
     GUMBO_TAG_H5,       GUMBO_TAG_H6,         GUMBO_TAG_HEADER,  GUMBO_TAG_HGROUP,   GUMBO_TAG_LI,
     GUMBO_TAG_LISTING,  GUMBO_TAG_MARQUEE,    GUMBO_TAG_MENU,    GUMBO_TAG_NAV,      GUMBO_TAG_NOSCRIPT,
     GUMBO_TAG_OBJECT,   GUMBO_TAG_OL,         GUMBO_TAG_P,       GUMBO_TAG_PRE,      GUMBO_TAG_SECTION,
     GUMBO_TAG_SELECT,   GUMBO_TAG_SUMMARY,    GUMBO_TAG_TABLE,   GUMBO_TAG_TBODY,    GUMBO_TAG_TD,
     GUMBO_TAG_TEMPLATE, GUMBO_TAG_TFOOT,      GUMBO_TAG_TH,      GUMBO_TAG_THEAD,    GUMBO_TAG_TR,
     GUMBO_TAG_UL});
constexpr TagSet kScopeBoundary =
    make_set({GUMBO_TAG_APPLET, GUMBO_TAG_CAPTION, GUMBO_TAG_TABLE, GUMBO_TAG_TD, GUMBO_TAG_TH,
              GUMBO_TAG_MARQUEE, GUMBO_TAG_OBJECT, GUMBO_TAG_TEMPLATE});
constexpr TagSet kTableParts = make_set({GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_TR,
                                         GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_CAPTION, GUMBO_TAG_COLGROUP});
constexpr TagSet kNoTags{};
constexpr TagSet kRowGroup = make_set({GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT});
constexpr TagSet kRowOrGroup = make_set({GUMBO_TAG_TR, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT});
// Start tags that end an open <p>.
constexpr TagSet kClosesParagraph = make_set(
    {GUMBO_TAG_ADDRESS,    GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_CENTER,
     GUMBO_TAG_DETAILS,    GUMBO_TAG_DIR,     GUMBO_TAG_DIV,    GUMBO_TAG_DL,         GUMBO_TAG_FIELDSET,
     GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER, GUMBO_TAG_HEADER,     GUMBO_TAG_HGROUP,
     GUMBO_TAG_MENU,       GUMBO_TAG_NAV,     GUMBO_TAG_OL,     GUMBO_TAG_P,          GUMBO_TAG_SECTION,
     GUMBO_TAG_SUMMARY,    GUMBO_TAG_UL,      GUMBO_TAG_H1,     GUMBO_TAG_H2,         GUMBO_TAG_H3,
     GUMBO_TAG_H4,         GUMBO_TAG_H5,      GUMBO_TAG_H6,     GUMBO_TAG_PRE,        GUMBO_TAG_LISTING,
     GUMBO_TAG_FORM,       GUMBO_TAG_LI,      GUMBO_TAG_DD,     GUMBO_TAG_DT,         GUMBO_TAG_TABLE,
     GUMBO_TAG_HR});

bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The elements that the parser would have open.
class OpenElements {
 public:
  std::size_t depth() const { return stack_.size(); }
  std::size_t dangling() const { return dangling_; }
  bool in_foreign() const { return open_[GUMBO_TAG_SVG] + open_[GUMBO_TAG_MATH] > 0; }
  bool has(GumboTag tag) const { return open_[tag] > 0; }

  void push(GumboTag tag) {
    stack_.push_back(tag);
    ++open_[tag];
  }

  // What a start tag closes before it opens its own element.
  void close_implied(GumboTag tag) {
    if (kClosesParagraph[tag] && has(GUMBO_TAG_P)) close_paragraph();
    if (is_heading(tag) && !stack_.empty() && is_heading(stack_.back())) pop_to(stack_.size() - 1);
    switch (tag) {
      case GUMBO_TAG_LI:
        close_item(GUMBO_TAG_LI, GUMBO_TAG_LI);
        break;
      case GUMBO_TAG_DD:
      case GUMBO_TAG_DT:
        close_item(GUMBO_TAG_DD, GUMBO_TAG_DT);
        break;
      case GUMBO_TAG_OPTION:
      case GUMBO_TAG_OPTGROUP:
        while (!stack_.empty() && (stack_.back() == GUMBO_TAG_OPTION || stack_.back() == tag))
          pop_to(stack_.size() - 1);
        break;
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
        clear_back_to(kRowOrGroup);
        break;
      case GUMBO_TAG_TR:
        clear_back_to(kRowGroup);
        break;
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TFOOT:
      case GUMBO_TAG_CAPTION:
      case GUMBO_TAG_COLGROUP:
        clear_back_to(kNoTags);
        break;
      case GUMBO_TAG_A:
      case GUMBO_TAG_NOBR:
        remove_formatting(tag);
        break;
      default:
        break;
    }
  }

  void close(GumboTag tag) {
    if (kFormatting[tag]) {
      if (!remove_formatting(tag) && dangling_ > 0) --dangling_;
      return;
    }
    if (!has(tag)) return;
    for (std::size_t at = stack_.size(); at-- > 0;) {
      const GumboTag open = stack_[at];
      if (open == tag) return pop_to(at);
      if (kTableParts[tag] || tag == GUMBO_TAG_TABLE) {
        if (open == GUMBO_TAG_TABLE || open == GUMBO_TAG_TEMPLATE) return;
      } else if (kSpecial[tag] ? kScopeBoundary[open] : kSpecial[open]) {
        return;
      }
    }
  }

 private:
  void pop_to(std::size_t size) {
    while (stack_.size() > size) {
      const GumboTag tag = stack_.back();
      stack_.pop_back();
      --open_[tag];
      if (kFormatting[tag] && tag != GUMBO_TAG_A) ++dangling_;
    }
  }

  void close_paragraph() {
    for (std::size_t at = stack_.size(); at-- > 0;) {
      if (stack_[at] == GUMBO_TAG_P) return pop_to(at);
      if (kScopeBoundary[stack_[at]] || stack_[at] == GUMBO_TAG_BUTTON) return;
    }
  }

  void close_item(GumboTag a, GumboTag b) {
    for (std::size_t at = stack_.size(); at-- > 0;) {
      const GumboTag open = stack_[at];
      if (open == a || open == b) return pop_to(at);
      if (kSpecial[open] && open != GUMBO_TAG_ADDRESS && open != GUMBO_TAG_DIV && open != GUMBO_TAG_P) return;
    }
  }

  // Pops what is above the innermost table, or above a part of it that `parts` holds.
  void clear_back_to(const TagSet& parts) {
    if (!has(GUMBO_TAG_TABLE)) return;
    for (std::size_t at = stack_.size(); at-- > 0;) {
      if (parts[stack_[at]] || stack_[at] == GUMBO_TAG_TABLE) return pop_to(at + 1);
      if (stack_[at] == GUMBO_TAG_TEMPLATE) return;
    }
  }

  // A formatting element leaves from the midst of the stack; what is above it stays (the adoption agency algorithm).
  bool remove_formatting(GumboTag tag) {
    if (!has(tag)) return false;
    for (std::size_t at = stack_.size(); at-- > 0;) {
      if (stack_[at] == tag) {
        stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(at));
        --open_[tag];
        return true;
      }
      if (kScopeBoundary[stack_[at]]) return false;
    }
    return false;
  }

  std::vector<GumboTag> stack_;
  std::array<std::size_t, GUMBO_TAG_LAST + 1> open_{};
  std::size_t dangling_ = 0;
};

constexpr std::string_view kOpensScript = "<script";

// A shorter script costs as much to check and put back as to parse.
constexpr std::size_t kShortestCode = 32;  // bytes

// Where a tag's parts lie.
struct TagEnd {
  std::size_t end = 0;           // one past '>'
  std::size_t excess_begin = 0;  // attributes to cut: from here to before '>' or "/>"; 0 where none
  bool self_closing = false;
};

// A part of the HTML, in bytes.
struct Stretch {
  std::size_t begin;
  std::size_t end;
};

// Follows the attribute states of the tokeniser (HTML sections 13.2.5.32 to 13.2.5.40) from after the tag name. `values` becomes
// what stands in quotes, as far as nothing is to be cut.
TagEnd scan_attributes(std::string_view html, std::size_t at, std::vector<Stretch>& values) {
  TagEnd tag;
  values.clear();
  std::size_t count = 0;
  while (at < html.size()) {
    while (at < html.size() && (is_space(html[at]) || html[at] == '/')) ++at;
    if (at >= html.size()) break;
    if (html[at] == '>') {
      tag.end = at + 1;
      tag.self_closing = html[at - 1] == '/';
      return tag;
    }
    if (++count == kMaxAttributes + 1) tag.excess_begin = at;
    if (html[at] == '=') ++at;
    while (at < html.size() && !is_space(html[at]) && html[at] != '/' && html[at] != '>' && html[at] != '=')
      ++at;
    std::size_t value = at;
    while (value < html.size() && is_space(html[value])) ++value;
    if (value >= html.size() || html[value] != '=') continue;
    at = value + 1;
    while (at < html.size() && is_space(html[at])) ++at;
    if (at >= html.size()) break;
    if (html[at] == '"' || html[at] == '\'') {
      const std::size_t quote = html.find(html[at], at + 1);
      if (quote == std::string_view::npos) break;
      if (tag.excess_begin == 0) values.push_back({at + 1, quote});
      at = quote + 1;
    } else {
      while (at < html.size() && !is_space(html[at]) && html[at] != '>') ++at;
    }
  }
  tag.end = html.size();
  return tag;
}

// One past the end tag-open of a raw-text element's content, that is the '<' of its end tag; html.size() where it never ends.
std::size_t end_of_raw_text(std::string_view html, std::size_t at, std::string_view name) {
  while ((at = html.find("</", at)) != std::string_view::npos) {
    const std::string_view candidate = html.substr(at + 2, name.size());
    if (candidate.size() == name.size() && strncasecmp(candidate.data(), name.data(), name.size()) == 0) {
      const std::size_t after = at + 2 + name.size();
      if (after >= html.size() || is_space(html[after]) || html[after] == '/' || html[after] == '>')
        return at;
    }
    at += 2;
  }
  return html.size();
}

class Guard {
 public:
  // `lifted` may be nullptr: then nothing is lifted.
  Guard(std::string_view html, std::string& storage, LiftedText* lifted)
      : html_(html), storage_(storage), lifted_(lifted) {}

  std::string_view run() {
    for (std::size_t at = 0; at < html_.size();) {
      const std::size_t tag = std::min(html_.find('<', at), html_.size());
      lift_text(at, tag);
      at = tag == html_.size() ? tag : tag_at(tag);
    }
    if (!cut_) return html_;
    storage_.append(html_.substr(copied_));
    return storage_;
  }

 private:
  std::size_t tag_at(std::size_t at) {
    const char next = at + 1 < html_.size() ? html_[at + 1] : '\0';
    if (is_alpha(next)) return start_tag(at);
    if (next == '/' && at + 2 < html_.size() && is_alpha(html_[at + 2])) return end_tag(at);
    if (next == '!' && html_.substr(at, 4) == "<!--") {
      const std::size_t end = std::min(html_.find("-->", at + 2), html_.size() - 3) + 3;
      if (html_.substr(at, end - at).find("--!>") != std::string_view::npos) in_step_ = false;
      return end;
    }
    if (html_.substr(at, 9) == "<![CDATA[") in_step_ = false;
    if (next == '!' || next == '?' || next == '/') {
      const std::size_t end = html_.find('>', at);
      return end == std::string_view::npos ? html_.size() : end + 1;
    }
    return at + 1;
  }

  std::size_t name_end(std::size_t at) const {
    while (at < html_.size() && !is_space(html_[at]) && html_[at] != '/' && html_[at] != '>') ++at;
    return at;
  }

  GumboTag tag_of(std::string_view name) const {
    return gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
  }

  std::size_t start_tag(std::size_t at) {
    const std::size_t end = name_end(at + 1);
    const std::string_view name = html_.substr(at + 1, end - at - 1);
    const GumboTag tag = tag_of(name);
    const TagEnd attributes = scan_attributes(html_, end, values_);
    const bool foreign = open_.in_foreign();
    const bool ignored = kTableParts[tag] && !open_.has(GUMBO_TAG_TABLE);
    const bool raw = kRawText[tag] && !foreign;
    if (!raw) open_.close_implied(tag);
    if (tag == GUMBO_TAG_SELECT) select_seen_ = true;
    if (tag == GUMBO_TAG_FRAMESET || (foreign && kRawText[tag])) in_step_ = false;
    if (kVoid[tag] || (foreign && attributes.self_closing) || ignored || raw) {
      lift_values(tag);
      cut_excess(attributes);
      if (!raw) return attributes.end;
      if (tag == GUMBO_TAG_PLAINTEXT) return html_.size();
      const std::size_t raw_end = end_of_raw_text(html_, attributes.end, name);
      stay_in_step(tag, html_.substr(attributes.end, raw_end - attributes.end));
      if ((tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) && attributes.excess_begin == 0)
        lift_code(attributes.end, raw_end);
      return raw_end;
    }
    const bool too_deep = open_.depth() >= kMaxDepth;
    const bool too_many =
        kFormatting[tag] && tag != GUMBO_TAG_A && open_.dangling() >= kMaxDanglingFormatting;
    if (too_deep || too_many) {
      cut(at, attributes.end);
      ++dropped_[tag];
    } else {
      lift_values(tag);
      cut_excess(attributes);
      open_.push(tag);
    }
    return attributes.end;
  }

  std::size_t end_tag(std::size_t at) {
    const std::size_t end = name_end(at + 2);
    const GumboTag tag = tag_of(html_.substr(at + 2, end - at - 2));
    const TagEnd attributes = scan_attributes(html_, end, values_);
    if (dropped_[tag] > 0) {
      --dropped_[tag];
      cut(at, attributes.end);
    } else {
      cut_excess(attributes);
      open_.close(tag);
    }
    return attributes.end;
  }

  void cut_excess(const TagEnd& tag) {
    if (tag.excess_begin != 0) cut(tag.excess_begin, tag.end - (html_[tag.end - 1] == '>' ? 1 : 0));
  }

  // In SVG and MathML an attribute's value may change the tree.
  bool lifts() const { return lifted_ != nullptr && in_step_ && lifted_->possible() && !open_.in_foreign(); }

  // What looks like tags within raw text: the parser ignores some of these elements in a <select>, and a script may go on behind
  // what looks like its end.
  void stay_in_step(GumboTag tag, std::string_view content) {
    if (lifted_ == nullptr || content.find('<') == content.npos) return;
    if (tag == GUMBO_TAG_SCRIPT) {
      const std::size_t escape = content.find("<!--");
      if (escape != content.npos && content.size() - escape > kOpensScript.size() &&
          std::search(content.begin() + static_cast<std::ptrdiff_t>(escape), content.end(),
                      kOpensScript.begin(), kOpensScript.end(),
                      [](char a, char b) { return (a | 0x20) == b; }) != content.end())
        in_step_ = false;
    } else if (select_seen_ && tag != GUMBO_TAG_TEXTAREA) {
      in_step_ = false;
    }
  }

  // The content of a script or style element. One that never ends is left to the parser.
  void lift_code(std::size_t begin, std::size_t end) {
    const std::string_view content = html_.substr(begin, end - begin);
    if (!lifts() || end == html_.size() || content.size() < kShortestCode || !is_plain_code(content)) return;
    cut(begin, end);
    lifted_->lift_code(content, storage_);
  }

  // The quoted values of the tag that was scanned last. Behind "</>" gumbo takes all of an unknown tag for its name; of more
  // than three alike formatting elements left open it forgets the first (13.2.4.3), and values tell whether they are alike.
  void lift_values(GumboTag tag) {
    if (tag == GUMBO_TAG_UNKNOWN || (kFormatting[tag] && tag != GUMBO_TAG_A)) return;
    for (const auto& [begin, end] : values_) {
      const std::string_view value = html_.substr(begin, end - begin);
      if (value.size() < LiftedText::kShortest || !lifts() || plain_length(value, true) < value.size())
        continue;
      cut(begin, end);
      lifted_->lift(value, storage_);
    }
  }

  // Words between two tags.
  void lift_text(std::size_t at, std::size_t end) {
    while (at < end && lifts()) {
      const std::size_t length = plain_length(html_.substr(at, end - at), false);
      if (length >= LiftedText::kShortest) {
        cut(at, at + length);
        lifted_->lift(html_.substr(at, length), storage_);
      }
      at += length;
      if (at == end) return;
      // A reference keeps all that might belong to it.
      if (html_[at++] != '&') continue;
      while (at < end && (is_alpha(html_[at]) || is_digit(html_[at]) || html_[at] == '#')) ++at;
      if (at < end && html_[at] == ';') ++at;
    }
  }

  void cut(std::size_t begin, std::size_t end) {
    if (begin < copied_) begin = copied_;
    if (end <= begin) return;
    if (!cut_) storage_.reserve(html_.size());
    cut_ = true;
    storage_.append(html_.substr(copied_, begin - copied_));
    copied_ = end;
  }

  std::string_view html_;
  std::string& storage_;
  LiftedText* lifted_;
  std::size_t copied_ = 0;  // html_ up to here is in storage_, or cut
  bool cut_ = false;
  // Whether the tokeniser surely is in the state that this scan follows; else nothing more is lifted.
  bool in_step_ = true;
  bool select_seen_ = false;
  std::vector<Stretch> values_;  // of the tag that was scanned last
  OpenElements open_;
  std::array<std::size_t, GUMBO_TAG_LAST + 1> dropped_{};
};

}  // namespace

std::string_view guard_markup(std::string_view html, std::string& storage) {
  storage.clear();
  return Guard(html, storage, nullptr).run();
}

std::string_view guard_markup(std::string_view html, std::string& storage, LiftedText& lifted) {
  storage.clear();
  return Guard(html, storage, &lifted).run();
}

}  // namespace tenderlead::parsers
