#include "parsers/hospital/figure_cards.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/hospital/context.h"

namespace tenderlead::parsers {

namespace {

struct TextLine {
  Span span;
  std::optional<double> number;  // at its begin
  std::size_t label_begin = 0;   // behind the number
  bool number_alone = false;
  bool label = false;  // short words without a digit
};

// The number that a line begins with, and where the words behind it begin; nullopt for a year and for running text.
std::optional<double> number_of_line(std::string_view words, std::size_t& label) {
  static const RE2 kNumber(
      "^(\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?)[ ]?(万|亿)?[余多]?\\+?(?:张|人次|人|名|台次|台|例)?\\+?[ ]?");
  if (words.empty() || words[0] < '0' || words[0] > '9') return std::nullopt;
  re2::StringPiece rest(words.data(), words.size());
  std::string digits;
  std::string scale;
  if (!RE2::Consume(&rest, kNumber, &digits, &scale)) return std::nullopt;
  label = words.size() - rest.size();
  digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
  constexpr std::size_t kMostDigits = 12;
  constexpr std::size_t kYear = 4;
  const bool year = digits.size() == kYear && scale.empty() && words.substr(label).starts_with("年");
  if (digits.size() > kMostDigits || year) return std::nullopt;
  const double value = std::stod(digits);
  return scale == "万" ? value * 1e4 : scale == "亿" ? value * 1e8 : value;
}

bool is_label(std::string_view words) {
  constexpr std::size_t kLongest = 45;  // bytes
  return !words.empty() && words.size() <= kLongest && words.find_first_of("0123456789:,;") == words.npos &&
         words.find("。") == words.npos;
}

std::optional<Counted> counted_by(std::string_view label) {
  struct Word {
    std::string_view words;
    Counted counted;
  };
  static constexpr Word kWords[] = {{"编制床位", Counted::beds_authorised},
                                    {"核定床位", Counted::beds_authorised},
                                    {"床位", Counted::beds_open},
                                    {"病床", Counted::beds_open},
                                    {"职工", Counted::staff},
                                    {"员工", Counted::staff},
                                    {"门诊", Counted::visits},
                                    {"门急诊", Counted::visits},
                                    {"诊疗人次", Counted::visits},
                                    {"出院", Counted::discharges},
                                    {"手术", Counted::surgeries}};
  static constexpr std::string_view kParts[] = {"日", "科",   "退休",   "规划", "ICU",
                                                "室", "周转", "使用率", "专家"};
  if (holds_any(label, kParts)) return std::nullopt;
  for (const Word& word : kWords)
    if (label.find(word.words) != label.npos) return word.counted;
  return std::nullopt;
}

std::int64_t scaled(double number, std::string_view label) {
  const double scale = label.find("万") != label.npos ? 1e4 : 1;
  return std::llround(number * scale);
}

std::vector<TextLine> lines_of(const CleanText& text) {
  std::vector<TextLine> lines;
  const std::string& all = text.text();
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    const std::string_view words = text.slice(begin, end);
    TextLine line;
    line.span = {begin, end};
    std::size_t behind = 0;
    line.number = number_of_line(words, behind);
    line.label_begin = begin + behind;
    line.number_alone = line.number && behind == words.size();
    if (line.number && !line.number_alone &&
        (!is_label(words.substr(behind)) || !counted_by(words.substr(behind))))
      line.number.reset();
    line.label = is_label(words);
    lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

// A card: a number and its label, in one line or in two.
struct Card {
  double number = 0;
  Span label;
  Span span;
};

// The cards from a line on, and the line behind them.
std::vector<Card> cards_at(const std::vector<TextLine>& lines, std::size_t& at) {
  std::vector<Card> cards;
  while (at < lines.size() && lines[at].number) {
    const TextLine& line = lines[at];
    if (!line.number_alone) {
      cards.push_back({*line.number, {line.label_begin, line.span.end}, line.span});
      ++at;
    } else if (at + 1 < lines.size() && lines[at + 1].label) {
      cards.push_back({*line.number, lines[at + 1].span, {line.span.begin, lines[at + 1].span.end}});
      at += 2;
    } else {
      break;
    }
  }
  return cards;
}

}  // namespace

std::optional<Labelled> figure_of_card(std::string_view number, std::string_view label) {
  std::size_t behind = 0;
  const auto value = number_of_line(number, behind);
  const auto counted = counted_by(label);
  constexpr std::size_t kLongestLabel = 60;  // bytes
  if (!value || behind != number.size() || !counted || label.size() > kLongestLabel) return std::nullopt;
  return Labelled{*counted, scaled(*value, label)};
}

std::vector<CardFigure> read_figure_cards(const CleanText& text) {
  constexpr std::size_t kLeast = 2;
  std::vector<CardFigure> figures;
  const std::vector<TextLine> lines = lines_of(text);
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t first = at;
    const std::vector<Card> cards = cards_at(lines, at);
    // A label above the first number makes labels above numbers of them all.
    const bool labelled_above =
        first > 0 && lines[first - 1].label &&
        counted_by(text.slice(lines[first - 1].span.begin, lines[first - 1].span.end)).has_value();
    const bool unlabelled = at < lines.size() && lines[at].number;
    at = std::max(at, first + 1);
    if (cards.size() < kLeast || labelled_above || unlabelled) continue;
    const Span block{cards.front().span.begin, cards.back().span.end};
    for (const Card& card : cards) {
      const std::string_view label = text.slice(card.label.begin, card.label.end);
      const auto counted = counted_by(label);
      if (counted) figures.push_back({*counted, scaled(card.number, label), card.span, block});
    }
  }
  return figures;
}

}  // namespace tenderlead::parsers
