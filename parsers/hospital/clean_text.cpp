#include "parsers/hospital/clean_text.h"

#include <algorithm>
#include <map>

#include "parsers/hospital/department_names.h"
#include "parsers/hospital/simplified.h"
#include "parsers/values/folded_text.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {

namespace {

// The letters of pinyin with their tones: ā á ǎ à … ü.
bool is_tone_letter(char32_t c) {
  return (c >= 0xE0 && c <= 0xFC) || (c >= 0x101 && c <= 0x16B) || (c >= 0x1CE && c <= 0x1DC);
}

bool is_pinyin_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || is_tone_letter(c) || c == 0x300 || c == 0x301;
}

// The length of "(yī)" behind a Chinese character; 0 where none stands there.
std::size_t pinyin_length(const FoldedText& text, std::size_t at, bool tone_needed) {
  if (text[at] != U'(') return 0;
  std::size_t end = at + 1;
  bool tone = false;
  while (end < at + 9 && is_pinyin_letter(text[end])) {
    tone = tone || is_tone_letter(text[end]);
    ++end;
  }
  if (end == at + 1 || text[end] != U')' || (tone_needed && !tone)) return 0;
  return end + 1 - at;
}

bool ends_sentence(char32_t c) {
  return c == U'。' || c == U'!' || c == U'?' || c == U';' || c == U'；' || c == U'！' || c == U'？' ||
         c == U'\n';
}

// Lines shorter than this are headings or menu items unless the words themselves go on.
constexpr std::size_t kWrappedLine = 16;

// Whether a line begins with a label: 交通路线:, 联系 电话:
bool begins_with_label(const FoldedText& text, std::size_t at) {
  constexpr std::size_t kLongest = 10;
  std::size_t end = at;
  while (end < at + kLongest && (is_chinese(text[end]) || text[end] == U' ')) ++end;
  return end > at + 1 && text[end] == U':';
}

// A line that begins with a label and is shorter than this holds its value whole.
constexpr std::size_t kLabelledLine = 40;

// The length of an escape that a data file left in its text, \\r\\n or \\t; 0 where none stands there.
std::size_t escape_length(const FoldedText& text, std::size_t at) {
  if (text[at] != U'\\') return 0;
  const char32_t c = text[at + 1];
  // \\new is no line break.
  return (c == U'n' || c == U'r' || c == U't') && !(text[at + 2] >= U'a' && text[at + 2] <= U'z') ? 2 : 0;
}

// Whether a line break in plain text only wraps a sentence. `next_end` is the end of the line behind it.
bool is_wrap(const FoldedText& text, std::size_t line_begin, std::size_t at, std::size_t next,
             std::size_t next_end) {
  if (at == line_begin || next >= text.size()) return false;
  const char32_t last = text[at - 1];
  const char32_t first = text[next];
  if (ends_sentence(last) || last == U':' || last == U'|' || first == U'|') return false;
  constexpr std::u32string_view kGoOnBefore = U",、的其和约为达";
  constexpr std::u32string_view kGoOnAfter = U"约近达、,。)的";
  if (kGoOnBefore.find(last) != kGoOnBefore.npos || kGoOnAfter.find(first) != kGoOnAfter.npos) return true;
  if (at - line_begin < kWrappedLine) return false;
  // Rows of a table that end in telephones or counts.
  if (is_digit(last) && is_digit(text[next_end - 1]) &&
      text.view(line_begin, at).find(U' ') != text.view().npos)
    return false;
  // Lines of a wrapped text are as long as each other; before a much longer one nothing was wrapped.
  if (next_end - next > (at - line_begin) * 3 / 2) return false;
  if (at - line_begin < kLabelledLine && begins_with_label(text, line_begin)) return false;
  // The last line of a wrapped paragraph ends a sentence; a few words without any sign are a heading.
  if (next_end - next < kWrappedLine &&
      text.view(next, next_end).find_first_of(U"。,、;:!?)") == std::u32string_view::npos)
    return false;
  // Two lines that begin with years are two events.
  const auto is_year = [&](std::size_t from) {
    return is_digit(text[from]) && is_digit(text[from + 1]) && is_digit(text[from + 2]) &&
           is_digit(text[from + 3]) && text[from + 4] == U'年';
  };
  if (is_year(line_begin) && is_year(next)) return false;
  // 一、 and 2. begin something new.
  if (text[next + 1] == U'、' || (is_digit(first) && text[next + 1] == U'.')) return false;
  return (is_chinese(first) || is_digit(first)) && !begins_with_label(text, next);
}

// Whether a department's name stands on both sides of a seam, each up to the seam, the white space or the line break that
// stands next to it.
bool parts_departments(const Document& document, std::size_t before, std::size_t seam, std::size_t after) {
  constexpr std::size_t kLongest = 48;  // bytes
  const std::string_view text = document.text;
  const auto names_department = [](std::string_view words) {
    return words.size() <= kLongest && is_department_name(FoldedText(words).view());
  };
  std::string_view left = text.substr(before, seam - before);
  if (const std::size_t gap = left.find_last_of(" \n"); gap != left.npos) left.remove_prefix(gap + 1);
  if (left.empty() || left.size() > kLongest) return false;
  std::string_view right = text.substr(seam, after - seam);
  right = right.substr(0, right.find_first_of(" \n"));
  return names_department(left) && names_department(right);
}

// Where one item of a menu begins right behind another one: at links, and at other elements between departments.
std::vector<std::size_t> seams_of_menus(const Document& document) {
  std::vector<std::size_t> seams;
  for (std::size_t i = 1; i < document.links.size(); ++i)
    if (const Span link = document.links[i].span;
        !link.empty() && link.begin == document.links[i - 1].span.end)
      seams.push_back(link.begin);
  const std::size_t links = seams.size();
  std::size_t before = 0;
  for (std::size_t i = 0; i < document.seams.size(); ++i) {
    const std::size_t seam = document.seams[i];
    const std::size_t after = i + 1 < document.seams.size() ? document.seams[i + 1] : document.text.size();
    if (seam > document.text.size()) break;
    if (parts_departments(document, before, seam, after)) seams.push_back(seam);
    before = seam;
  }
  if (seams.size() > links) std::sort(seams.begin(), seams.end());
  return seams;
}

// Signs of a table that was written in lines of 床位数 | 230 |, by code points: true where one stands between a label and its value,
// false where it only ends or begins a line.
std::map<std::size_t, bool> pipes_of_tables(const FoldedText& text, std::string_view source) {
  constexpr std::size_t kLeast = 3;
  constexpr std::size_t kLongestLabel = 10;
  std::map<std::size_t, bool> pipes;
  std::size_t rows = 0;
  const auto add_line = [&](std::size_t begin, std::size_t end) {
    const auto skip = [&](std::size_t& at) {
      while (at < end && text[at] == U' ') ++at;
    };
    std::size_t at = begin;
    skip(at);
    const std::size_t opening = at;
    if (text[at] == U'|') skip(++at);
    std::size_t label = 0;
    for (; at < end && (is_chinese(text[at]) || text[at] == U' '); ++at)
      label += is_chinese(text[at]) ? 1 : 0;
    if (label < 2 || label > kLongestLabel || at >= end || text[at] != U'|') return;
    const std::size_t separator = at;
    const std::size_t second = text.view(0, end).find(U'|', separator + 1);
    if (second != std::u32string_view::npos) {
      std::size_t behind = second + 1;
      skip(behind);
      if (behind < end) return;
      pipes[second] = false;
    }
    if (text[opening] == U'|') pipes[opening] = false;
    pipes[separator] = true;
    ++rows;
  };
  std::size_t line = 0;
  if (source.find('|') == source.npos && text.view().find(U'|') == std::u32string_view::npos) return pipes;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && source[text.byte(at)] != '\n') continue;
    add_line(line, at);
    line = at + 1;
  }
  if (rows < kLeast) pipes.clear();
  return pipes;
}

// 员 工, 床 位: the white space in [begin, end) only widens a label of single characters.
bool widens_label(const FoldedText& text, std::size_t begin, std::size_t end) {
  constexpr std::u32string_view kBehind = U" :|(";
  const auto parts = [](char32_t c) { return c == U' ' || c == U'|' || c == U'\0'; };
  return end - begin <= 2 && (begin < 2 || parts(text[begin - 2])) &&
         (end + 1 >= text.size() || kBehind.find(text[end + 1]) != kBehind.npos);
}

}  // namespace

CleanText::CleanText(const Document& document) : document_(document) {
  const std::string& source = document.text;
  const FoldedText folded(source);
  const bool traditional = looks_traditional(folded.view());
  bool has_pinyin = false;
  for (std::size_t i = 1; i < folded.size() && !has_pinyin; ++i)
    has_pinyin = is_chinese(folded[i - 1]) && pinyin_length(folded, i, true) > 0;

  text_.reserve(source.size());
  origin_.reserve(source.size() + 1);
  sentence_starts_.push_back(0);
  char32_t previous = U'\n';
  std::size_t line_begin = 0;
  constexpr std::size_t kShortestSentence = 24;  // bytes
  const auto emit = [&](char32_t c, std::size_t index) {
    const std::string bytes = to_utf8(std::u32string_view(&c, 1));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      origin_.push_back(static_cast<std::uint32_t>(folded.byte(index)));
      origin_end_.push_back(static_cast<std::uint32_t>(folded.byte(index + 1)));
    }
    text_ += bytes;
    // 总投资26亿元. 现有员工: a point behind a sentence, not behind 一. or in 3.5.
    const bool point = c == U'.' && is_chinese(previous) &&
                       (folded[index + 1] == U' ' || is_chinese(folded[index + 1])) &&
                       text_.size() - sentence_starts_.back() > kShortestSentence;
    if (point || ends_sentence(c)) sentence_starts_.push_back(text_.size());
    previous = c;
  };
  // The end of the line that holds a code point; each is looked for once.
  std::size_t known_end = 0;
  const auto line_end = [&](std::size_t at) {
    if (at < known_end) return known_end;
    known_end = at;
    while (known_end < folded.size() && source[folded.byte(known_end)] != '\n') ++known_end;
    return known_end;
  };
  constexpr std::u32string_view kNameEnds = U"院所站科室";
  const std::vector<std::size_t> seams = seams_of_menus(document);
  auto seam = seams.begin();
  const std::map<std::size_t, bool> pipes = pipes_of_tables(folded, source);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char32_t c = folded[i];
    while (seam != seams.end() && *seam < folded.byte(i)) ++seam;
    if (seam != seams.end() && *seam == folded.byte(i) && c != U' ' && previous != U' ' && previous != U'\n')
      emit(U' ', i);
    if (const std::size_t length = escape_length(folded, i); length > 0) {
      if (folded[i + 1] != U't' && previous != U'\n') emit(U'\n', i);
      i += length - 1;
      continue;
    }
    if (c == U' ') {
      std::size_t next = i;
      bool line_break = false;
      for (; next < folded.size() && folded[next] == U' '; ++next)
        line_break = line_break || source[folded.byte(next)] == '\n';
      const char32_t following = folded[next];
      if (line_break) {
        const std::size_t next_line = line_end(next);
        const bool wrapped = !document.from_html && is_wrap(folded, line_begin, i, next, next_line);
        if (!wrapped && previous != U'\n') emit(U'\n', i);
        line_begin = next;
      } else if (is_chinese(previous) && is_chinese(following)) {
        if (widens_label(folded, i, next)) {
          i = next - 1;
          continue;
        }
        // In HTML a space between words parts links of a menu; in plain text it's damage, unless it parts two names.
        if (document.from_html || kNameEnds.find(previous) != kNameEnds.npos) emit(U' ', i);
      } else {
        // 放射科 B超室, 2F 儿科
        const bool item = (kNameEnds.find(previous) != kNameEnds.npos && is_ascii_letter(following)) ||
                          (previous == U'F' && i > 1 && is_digit(folded[i - 2]));
        const bool apart =
            previous != U'\n' && !is_chinese(previous) && following != U'\0' && !is_chinese(following);
        const auto pipe = pipes.find(next);
        const bool left_out = pipe != pipes.end() && !pipe->second;
        if ((item || apart) && !left_out) emit(U' ', i);
      }
      i = next - 1;
      continue;
    }
    if (has_pinyin && is_chinese(previous)) {
      if (const std::size_t length = pinyin_length(folded, i, false); length > 0) {
        i += length - 1;
        continue;
      }
    }
    if (const auto pipe = pipes.find(i); pipe != pipes.end()) {
      if (pipe->second) emit(U':', i);
      continue;
    }
    emit(traditional ? simplified(c) : c, i);
  }
  origin_.push_back(static_cast<std::uint32_t>(source.size()));
}

Span CleanText::origin(std::size_t begin, std::size_t end) const {
  if (begin >= end || end > origin_end_.size()) return {};
  return {origin_[begin], origin_end_[end - 1]};
}

Span CleanText::place_of(Span in_page) const {
  const auto at = [&](std::size_t byte) {
    return static_cast<std::size_t>(std::lower_bound(origin_.begin(), origin_.end(), byte) - origin_.begin());
  };
  return {std::min(at(in_page.begin), text_.size()), std::min(at(in_page.end), text_.size())};
}

void CleanText::blank(Span span) {
  const bool lines = span.begin == 0 || text_[span.begin - 1] == '\n';
  for (std::size_t at = span.begin; at < span.end; ++at) text_[at] = lines ? '\n' : ' ';
}

std::string CleanText::original(std::size_t begin, std::size_t end) const {
  std::string words;
  for (std::size_t at = begin; at < end;) {
    const Span span = origin(at, at + 1);
    words += document_.slice(span);
    const std::uint32_t from = origin_[at];
    while (at < end && origin_[at] == from) ++at;
  }
  return normalise_text(words);
}

std::size_t CleanText::sentence_begin(std::size_t at) const {
  return *std::prev(std::upper_bound(sentence_starts_.begin(), sentence_starts_.end(), at));
}

std::size_t CleanText::sentence_end(std::size_t at) const {
  const auto next = std::upper_bound(sentence_starts_.begin(), sentence_starts_.end(), at);
  return next == sentence_starts_.end() ? text_.size() : *next;
}

std::string_view CleanText::before(std::size_t at, std::size_t code_points) const {
  const std::size_t floor = sentence_begin(at);
  std::size_t begin = at;
  while (begin > floor && code_points > 0) {
    --begin;
    if ((static_cast<unsigned char>(text_[begin]) & 0xC0) != 0x80) --code_points;
  }
  return slice(begin, at);
}

std::string_view CleanText::clause_before(std::size_t at) const {
  // No clause that says anything is longer.
  const std::string_view sentence = before(at, 120);
  const std::size_t comma = sentence.rfind(',');
  return comma == std::string_view::npos ? sentence : sentence.substr(comma + 1);
}

std::string_view CleanText::after(std::size_t at, std::size_t code_points) const {
  const std::size_t ceiling = sentence_end(at);
  std::size_t end = at;
  while (end < ceiling) {
    if ((static_cast<unsigned char>(text_[end]) & 0xC0) != 0x80 && code_points-- == 0) break;
    ++end;
  }
  return slice(at, end);
}

}  // namespace tenderlead::parsers
