#include "parsers/marked_text.h"

#include <algorithm>

#include "parsers/fold.h"

namespace tenderlead::parsers {
namespace {

// Bytes on each side by which one occurrence is told from another, and how many are looked at.
constexpr std::size_t kContext = 300;
constexpr std::size_t kMostOccurrences = 2000;

bool begins_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

std::size_t common_end(std::string_view a, std::string_view b) {
  const std::size_t most = std::min({a.size(), b.size(), kContext});
  std::size_t n = 0;
  while (n < most && a[a.size() - 1 - n] == b[b.size() - 1 - n]) ++n;
  return n;
}

std::size_t common_beginning(std::string_view a, std::string_view b) {
  const std::size_t most = std::min({a.size(), b.size(), kContext});
  std::size_t n = 0;
  while (n < most && a[n] == b[n]) ++n;
  return n;
}

// U+2066..2069: isolates; the embeddings and overrides are invisible characters of fold.h.
bool is_isolate(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\xE2\x81" && at + 2 < text.size() &&
         static_cast<unsigned char>(text[at + 2]) >= 0xA6 && static_cast<unsigned char>(text[at + 2]) <= 0xA9;
}

}  // namespace

CompactText compact(std::string_view text) {
  CompactText result;
  result.bytes.reserve(text.size());
  result.places.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size();) {
    result.places.push_back(result.bytes.size());
    if (const auto space = space_at(text, at); space.length > 0) {
      at += space.length;
      continue;
    }
    do result.bytes += text[at++];
    while (at < text.size() && !begins_code_point(text[at]));
  }
  result.places.push_back(result.bytes.size());
  return result;
}

std::pair<std::size_t, std::size_t> find_again(std::string_view page, const CompactText& read,
                                               const PageMark& mark) {
  if (mark.start >= mark.end || mark.end >= read.places.size()) return {};
  const std::string_view all = read.bytes;
  const std::size_t begin = read.places[mark.start];
  const std::size_t end = read.places[mark.end];
  const auto words = all.substr(begin, end - begin);
  if (words.empty()) return {};
  std::size_t best = std::string_view::npos;
  std::size_t likeness = 0;
  std::size_t seen = 0;
  for (std::size_t at = page.find(words); at != std::string_view::npos && seen < kMostOccurrences;
       at = page.find(words, at + 1), ++seen) {
    const auto like = common_end(page.substr(0, at), all.substr(0, begin)) +
                      common_beginning(page.substr(at + words.size()), all.substr(end));
    if (best != std::string_view::npos && like <= likeness) continue;
    best = at;
    likeness = like;
  }
  if (best == std::string_view::npos) return {};
  return {best, best + words.size()};
}

void append_escaped(std::string& html, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) break;
        if (const auto space = space_at(text, at); space.invisible) {
          at += space.length;
          continue;
        }
        if (is_isolate(text, at)) {
          at += 3;
          continue;
        }
        html += c;
      }
    }
    ++at;
  }
}

void MarkWriter::write(std::string& html, std::string_view text, const std::vector<MarkedSpan>& spans) {
  std::vector<std::size_t> cuts{0, text.size()};
  for (const auto& span : spans) {
    cuts.push_back(std::min(span.begin, text.size()));
    cuts.push_back(std::min(span.end, text.size()));
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    std::size_t open = 0;
    for (const auto& span : spans) {
      if (span.begin > cuts[i] || span.end < cuts[i + 1]) continue;
      const auto& field = marks_[span.mark].field;
      html += "<mark data-evidence=\"" + field + "\"";
      if (!opened_[span.mark]) html += " id=\"" + mark_anchor(field) + "\"";
      if (field == highlight_) html += " class=\"on\"";
      html += ">";
      opened_[span.mark] = true;
      ++open;
    }
    append_escaped(html, text.substr(cuts[i], cuts[i + 1] - cuts[i]));
    for (; open > 0; --open) html += "</mark>";
  }
}

}  // namespace tenderlead::parsers
