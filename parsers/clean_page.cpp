#include "parsers/clean_page.h"

#include <gumbo.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "parsers/dom.h"
#include "parsers/embedded_html.h"
#include "parsers/html_document.h"
#include "parsers/html_traits.h"
#include "parsers/marked_text.h"

namespace tenderlead::parsers {
namespace {

// HTML within text: as html_walker.cpp reads it.
constexpr int kMaxEmbeddedDepth = 3;
constexpr std::size_t kMaxEmbedded = 32;
constexpr std::size_t kShortestEmbedded = 40;
constexpr int kMostSpanned = 1000;  // what browsers allow for colspan (HTML, 4.9.11)

// What an element becomes: a name of ours, "" for its content alone, nullptr for nothing at all.
const char* kept_as(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
      return "p";
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
      return "h2";
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      return "h3";
    case GUMBO_TAG_TABLE:
      return "table";
    case GUMBO_TAG_CAPTION:
      return "caption";
    case GUMBO_TAG_THEAD:
      return "thead";
    case GUMBO_TAG_TBODY:
      return "tbody";
    case GUMBO_TAG_TFOOT:
      return "tfoot";
    case GUMBO_TAG_TR:
      return "tr";
    case GUMBO_TAG_TD:
      return "td";
    case GUMBO_TAG_TH:
      return "th";
    case GUMBO_TAG_UL:
      return "ul";
    case GUMBO_TAG_OL:
      return "ol";
    case GUMBO_TAG_LI:
      return "li";
    case GUMBO_TAG_DL:
      return "dl";
    case GUMBO_TAG_DT:
      return "dt";
    case GUMBO_TAG_DD:
      return "dd";
    case GUMBO_TAG_PRE:
      return "pre";
    case GUMBO_TAG_BLOCKQUOTE:
      return "blockquote";
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
      return "strong";
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
      return "em";
    case GUMBO_TAG_U:
    case GUMBO_TAG_A:
      return "u";
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_DEL:
      return "s";
    case GUMBO_TAG_SUB:
      return "sub";
    case GUMBO_TAG_SUP:
      return "sup";
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_PLAINTEXT:
      return nullptr;
    default:
      if (is_skipped(tag)) return nullptr;
      return is_block(tag) ? "div" : "";
  }
}

// What is written of the page: markup of ours, or words of its own.
struct Piece {
  std::string_view text;
  bool words = false;
  std::size_t compact = 0;  // where its words begin in the text without white space
};

std::string spans_of(const GumboNode* cell) {
  std::string text;
  for (const char* name : {"colspan", "rowspan"}) {
    const auto value = attribute(cell, name);
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && number > 1 && number <= kMostSpanned)
      text += " " + std::string(name) + "=\"" + std::to_string(number) + "\"";
  }
  return text;
}

class Cleaner {
 public:
  explicit Cleaner(bool with_hidden) : with_hidden_(with_hidden) {}

  void walk(const GumboNode* root) {
    if (root == nullptr) return;
    struct Frame {
      const GumboNode* node;
      unsigned next = 0;
      const char* name;
    };
    std::vector<Frame> frames;
    const auto enter = [&](const GumboNode* node) {
      if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
          node->type == GUMBO_NODE_WHITESPACE)
        return words(node->v.text.text);
      if (node->type != GUMBO_NODE_ELEMENT || node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
      const GumboTag tag = node->v.element.tag;
      if (tag == GUMBO_TAG_BR) return markup("<br>");
      if (tag == GUMBO_TAG_HR) return markup("<hr>");
      if (tag == GUMBO_TAG_IMG) return picture(node);
      if (tag == GUMBO_TAG_INPUT) return input(node);
      const char* name = kept_as(tag);
      if (name == nullptr || (!with_hidden_ && is_hidden(node))) return;
      if (*name != '\0')
        markup(std::string("<") + name + (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH ? spans_of(node) : "") +
               ">");
      frames.push_back({node, 0, name});
    };
    enter(root);
    while (!frames.empty()) {
      auto& frame = frames.back();
      const GumboVector& children = frame.node->v.element.children;
      if (frame.next < children.length) {
        enter(static_cast<const GumboNode*>(children.data[frame.next++]));
        continue;
      }
      if (*frame.name != '\0') markup(std::string("</") + frame.name + ">");
      frames.pop_back();
    }
  }

  // Without white space.
  const std::string& text() const { return compact_; }

  // `found`: where the marks stand in text(), by mark; those that don't are empty.
  void write(std::string& html, MarkWriter& writer, const std::vector<MarkedSpan>& found) const {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const auto& piece = pieces_[i];
      if (!piece.words) {
        html += piece.text;
        continue;
      }
      const std::size_t end = i + 1 < pieces_.size() ? pieces_[i + 1].compact : compact_.size();
      std::vector<MarkedSpan> here;
      for (const auto& span : found)
        if (span.begin < end && span.end > piece.compact)
          here.push_back({place_in(piece.text, std::max(span.begin, piece.compact) - piece.compact, true),
                          place_in(piece.text, std::min(span.end, end) - piece.compact, false), span.mark});
      writer.write(html, piece.text, here);
    }
  }

 private:
  static bool is_hidden(const GumboNode* node) {
    return has_attribute(node, "hidden") || parse_style(attribute(node, "style")).hidden;
  }

  // The byte of `text` where its n-th byte without white space stands; as an end, where the one before it ends.
  static std::size_t place_in(std::string_view text, std::size_t n, bool as_begin) {
    const auto whole = compact(text);
    std::size_t byte = 0, point = 0, end = 0;
    while (point + 1 < whole.places.size()) {
      std::size_t next = byte + 1;
      while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
      if (whole.places[point + 1] > whole.places[point]) {
        if (as_begin && whole.places[point] >= n) return byte;
        if (!as_begin && whole.places[point] >= n) return end;
        end = next;
      }
      byte = next;
      ++point;
    }
    return as_begin ? text.size() : end;
  }

  void words(std::string_view text) {
    if (text.size() >= kShortestEmbedded && embedded_depth_ < kMaxEmbeddedDepth &&
        doms_.size() < kMaxEmbedded && looks_like_html(text)) {
      doms_.push_back(std::make_unique<Dom>(unwrapped_html(text)));
      ++embedded_depth_;
      walk(doms_.back()->root());
      --embedded_depth_;
      return;
    }
    pieces_.push_back({text, true, compact_.size()});
    compact_ += compact(text).bytes;
  }

  void markup(std::string text) {
    owned_.push_back(std::make_unique<std::string>(std::move(text)));
    pieces_.push_back({*owned_.back(), false, compact_.size()});
  }

  void picture(const GumboNode* node) {
    const auto words_of = attribute(node, "alt");
    if (words_of.empty() || words_of.size() > 200) return;
    std::string note = "<small>[";
    append_escaped(note, words_of);
    markup(note + "]</small>");
  }

  // Portals rebuild notices from form fields: their values are text.
  void input(const GumboNode* node) {
    const auto type = attribute(node, "type");
    if (!type.empty() && type != "text") return;
    words(attribute(node, "value"));
  }

  bool with_hidden_;
  int embedded_depth_ = 0;
  std::vector<Piece> pieces_;
  std::string compact_;
  std::vector<std::unique_ptr<std::string>> owned_;
  std::vector<std::unique_ptr<Dom>> doms_;
};

bool is_path(std::string_view field) {
  return !field.empty() && field.size() <= 100 && std::ranges::all_of(field, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

constexpr std::string_view kStyle =
    ":root{color-scheme:light;--paper:#fff;--ink:#1f2328;--line:#d0d7de;--dim:#57606a;--mark:#fff3c4;"
    "--on:#ffb000;--on-ink:#1f2328}"
    ":root.dark{color-scheme:dark;--paper:#16181d;--ink:#e6e8eb;--line:#3a3f47;--dim:#9aa4b2;--mark:#3d3517;"
    "--on:#d18b00;--on-ink:#16181d}"
    "body{margin:0;padding:16px 20px 48px;background:var(--paper);color:var(--ink);"
    "font:15px/1.7 system-ui,\"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif;"
    "overflow-wrap:anywhere}"
    "table{border-collapse:collapse;max-width:100%;margin:8px 0}td,th{border:1px solid var(--line);"
    "padding:4px 8px;vertical-align:top;text-align:left}h2{font-size:1.2em}h3{font-size:1.05em}"
    "u{text-decoration:none;color:var(--dim)}small{color:var(--dim)}pre{white-space:pre-wrap;font:inherit}"
    "ul,ol{padding-left:1.5em}section{border-top:1px solid var(--line);margin-top:32px}"
    "mark{background:var(--mark);color:inherit;scroll-margin:40vh 0}"
    "mark.on,mark:target{background:var(--on);color:var(--on-ink);outline:2px solid var(--on)}";

std::string style_with(const std::vector<PageMark>& marks) {
  std::string style(kStyle);
  for (const auto& mark : marks) {
    const auto anchor = mark_anchor(mark.field);
    style += ":root:has([id=\"" + anchor + "\"]:target) mark[data-evidence=\"" + mark.field +
             "\"]{background:var(--on);color:var(--on-ink)}";
  }
  return style;
}

// Where the marks' words stand in the page; pages that hide nearly all until a script runs are shown whole.
struct Cleaned {
  std::unique_ptr<Cleaner> cleaner;
  std::vector<MarkedSpan> found;
};
Cleaned clean(const Dom& dom, const CompactText& read, const std::vector<PageMark>& marks) {
  Cleaned cleaned{std::make_unique<Cleaner>(false), {}};
  cleaned.cleaner->walk(dom.root());
  if (cleaned.cleaner->text().size() * 4 < read.bytes.size()) {
    cleaned.cleaner = std::make_unique<Cleaner>(true);
    cleaned.cleaner->walk(dom.root());
  }
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (const auto [begin, end] = find_again(cleaned.cleaner->text(), read, marks[i]); begin < end)
      cleaned.found.push_back({begin, end, i});
  return cleaned;
}

// The marks that the page itself doesn't show, as bytes of the text as it was read.
std::vector<MarkedSpan> left_over(std::string_view text, const std::vector<PageMark>& marks,
                                  const MarkWriter& writer) {
  std::vector<std::size_t> bytes;
  for (std::size_t at = 0; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) bytes.push_back(at);
  bytes.push_back(text.size());
  std::vector<MarkedSpan> spans;
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (!writer.opened(i) && marks[i].start < marks[i].end && marks[i].end < bytes.size())
      spans.push_back({bytes[marks[i].start], bytes[marks[i].end], i});
  return spans;
}

}  // namespace

std::string mark_anchor(std::string_view field) {
  return "e-" + std::string(field);
}

std::string_view style_of(std::string_view document) {
  constexpr std::string_view kBegin = "<style>";
  const auto begin = document.find(kBegin);
  if (begin == std::string_view::npos) return {};
  const auto end = document.find("</style>", begin);
  return document.substr(begin + kBegin.size(), end - begin - kBegin.size());
}

CleanPage clean_page(const CleanPageRequest& request) {
  std::vector<PageMark> marks;
  for (const auto& mark : request.marks) {
    const auto same = [&mark](const PageMark& other) { return other.field == mark.field; };
    if (is_path(mark.field) && marks.size() < kMostPageMarks && std::ranges::none_of(marks, same))
      marks.push_back(mark);
  }
  CleanPage page;
  auto& html = page.html;
  html = "<!doctype html><html lang=\"zh-CN\"";
  if (request.dark) html += " class=\"dark\"";
  html += "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>";
  append_escaped(html, request.title);
  html += "</title><style>" + style_with(marks) + "</style></head><body>";
  MarkWriter writer(marks, request.highlight);
  bool shown = false;
  if (!request.html.empty() && request.html.size() <= kLongestCleanPage) {
    const Dom dom(request.html);
    const auto cleaned = clean(dom, compact(request.text), marks);
    cleaned.cleaner->write(html, writer, cleaned.found);
    shown = !cleaned.cleaner->text().empty();
  }
  const auto left = left_over(request.text, marks, writer);
  if (!shown || !left.empty()) {
    html += "<section><h2>";
    html += request.english ? "The text as it was read" : "读取到的文字";
    html += "</h2><pre>";
    writer.write(html, request.text, left);
    html += "</pre></section>";
  }
  html += "</body></html>\n";
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (writer.opened(i)) page.shown.push_back(marks[i].field);
  return page;
}

}  // namespace tenderlead::parsers
