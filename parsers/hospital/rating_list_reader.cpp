#include "parsers/hospital/rating_list_reader.h"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>

#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/context.h"
#include "parsers/hospital/identity.h"
#include "parsers/values/chinese_number.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

constexpr std::size_t kMostRatings = 20'000;
constexpr std::size_t kLongestRow = 600;  // bytes; a longer line is a paragraph

struct KindWord {
  std::string_view words;
  RatingKind kind;
};
constexpr KindWord kKindWords[] = {
    {"电子病历", RatingKind::emr},
    {"互联互通", RatingKind::interconnection},
    {"智慧服务", RatingKind::smart_service},
    {"智慧管理", RatingKind::smart_management},
    {"等级评审", RatingKind::hospital_level},
    {"等级医院", RatingKind::hospital_level},
    {"医院等级", RatingKind::hospital_level},
    {"医院评审", RatingKind::hospital_level},
};

// What the lines read so far say about those that follow.
struct Heading {
  std::optional<RatingKind> kind;
  std::string level;
  std::optional<int> year;
};

std::optional<RatingKind> kind_in(std::string_view line) {
  for (const auto& word : kKindWords)
    if (line.find(word.words) != std::string_view::npos) return word.kind;
  return std::nullopt;
}

// 五级, 5级, 四级甲等, 三甲; empty where the line has none.
std::string level_in(std::string_view line) {
  static const RE2 kLevel("([0-8一二三四五六七八]级(?:[甲乙丙]等)?|[二三四五][甲乙丙]等)");
  std::string level;
  RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), kLevel, &level);
  return level;
}

int number_of_level(std::string_view level) {
  const FoldedText text(level);
  if (is_digit(text[0])) return static_cast<int>(text[0] - U'0');
  return std::max(0, chinese_digit(text[0]));
}

// 2023年度医院智慧服务…, 3级医院, 五级医疗机构 name no hospital.
bool is_rated(std::string_view line, const NameSpan& span) {
  static constexpr std::string_view kWithin[] = {"年度", "评估", "评价",   "分级", "结果",
                                                 "名单", "公示", "级医院", "公布"};
  static constexpr std::string_view kBehind[] = {"智慧", "等级", "评审", "名单", "分级", "评价", "信息互联"};
  const std::string_view behind = line.substr(span.end);
  return !holds_any(line.substr(span.begin, span.end - span.begin), kWithin) &&
         std::none_of(std::begin(kBehind), std::end(kBehind),
                      [&](std::string_view word) { return behind.starts_with(word); });
}

// Whether a line with a level is the level's cell rather than the heading of a group: 五级, not 五级医疗机构.
bool is_level_cell(std::string_view line, std::string_view level) {
  static constexpr std::string_view kGroups[] = {"机构", "医院", "名单", "单位", "、", ":"};
  constexpr std::size_t kLongest = 20;  // bytes
  return line.size() <= kLongest && line.find(level) < 4 && !holds_any(line, kGroups);
}

std::optional<int> year_in(std::string_view line) {
  static const RE2 kYear("(20[0-3]\\d)\\s*年");
  int year = 0;
  if (RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), kYear, &year)) return year;
  return std::nullopt;
}

}  // namespace

const char* to_string(RatingKind kind) {
  switch (kind) {
    case RatingKind::emr:
      return "emr";
    case RatingKind::interconnection:
      return "interconnection";
    case RatingKind::smart_service:
      return "smart_service";
    case RatingKind::smart_management:
      return "smart_management";
    case RatingKind::hospital_level:
      return "level";
  }
  return "emr";
}

std::vector<HospitalRating> read_rating_list(const Document& document, const ReadingTables& tables) {
  const CleanText text(document);
  Heading heading;
  if (const std::string title = document.html_title + " " + document.hint_title; title.size() > 1) {
    heading.kind = kind_in(title);
    heading.level = level_in(title);
    heading.year = year_in(title);
  }
  struct Row {
    HospitalRating rating;
    std::size_t begin;
    std::size_t end;
  };
  std::vector<Row> rows;
  Region province;  // of a row or a heading that names only a place
  std::size_t pending =
      std::string::npos;  // the row to which the level of the next line belongs: cells are lines of their own
  const std::string& all = text.text();
  for (std::size_t begin = 0; begin < all.size() && rows.size() < kMostRatings;) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    const std::string_view line = text.slice(begin, end);
    const std::size_t next = end + 1;
    const bool paragraph = line.size() > kLongestRow;
    auto names = paragraph ? std::vector<NameSpan>{} : find_hospital_names(line);
    std::erase_if(names, [&](const NameSpan& span) { return !is_rated(line, span); });
    const std::string level = paragraph ? std::string() : level_in(line);
    const auto kind = kind_in(line);
    if (kind && (names.empty() || line.find("名单") != std::string_view::npos ||
                 line.find("公示") != std::string_view::npos)) {
      heading.kind = kind;
      if (!level.empty()) heading.level = level;
      if (const auto year = year_in(line)) heading.year = year;
      pending = std::string::npos;
    } else if (names.empty() && !level.empty() && line.size() <= 60) {
      // 一、五级医疗机构 opens a group; a cell with a level alone belongs to the hospital before it.
      if (pending != std::string::npos && is_level_cell(line, level)) {
        rows[pending].rating.level = level;
        rows[pending].rating.number = number_of_level(level);
        pending = std::string::npos;
      } else {
        heading.level = level;
        pending = std::string::npos;
      }
    } else if (names.empty() && !paragraph && line.size() <= 40) {
      if (const auto place = tables.regions.find(line)) province = place->full;
      if (const auto year = year_in(line)) heading.year = year;
    }
    if (heading.kind)
      for (const auto& span : names) {
        if (kind && line.find("名单") != std::string_view::npos) break;
        Row row;
        row.begin = begin + span.begin;
        row.end = begin + span.end;
        row.rating.hospital = text.original(row.begin, row.end);
        row.rating.kind = *heading.kind;
        row.rating.level = level.empty() ? heading.level : level;
        row.rating.number = number_of_level(row.rating.level);
        row.rating.year = heading.year;
        const auto own = tables.regions.find(line.substr(span.begin, span.end - span.begin), province);
        const auto of_row = tables.regions.find(line);
        const auto& place = own && !own->full.code.empty() ? own : of_row ? of_row : own;
        // A county's name that a county of another province has, too: the row's own province says which.
        const bool elsewhere = place && place->stated.province.empty() && place->stated.city.empty() &&
                               !province.province.empty() && place->full.province != province.province;
        row.rating.region = place && !elsewhere ? place->full : province;
        pending = level.empty() ? rows.size() : std::string::npos;
        rows.push_back(std::move(row));
        if (rows.size() >= kMostRatings) break;
      }
    begin = next;
  }
  std::erase_if(rows, [](const Row& row) { return row.rating.level.empty(); });
  if (rows.size() < 2) return {};

  // Rows stand in the page's order, so one pass turns their bytes into code points.
  std::vector<HospitalRating> ratings;
  ratings.reserve(rows.size());
  std::size_t at = 0;
  std::size_t points = 0;
  const auto point = [&](std::size_t byte) {
    for (; at < byte; ++at)
      points += (static_cast<unsigned char>(document.text[at]) & 0xC0) != 0x80 ? 1u : 0u;
    return points;
  };
  for (auto& row : rows) {
    const Span span = text.origin(row.begin, row.end);
    Evidence& evidence = row.rating.evidence;
    evidence.text = std::string(document.slice(span));
    evidence.start = point(span.begin);
    evidence.end = point(span.end);
    evidence.rule = "rating-list";
    evidence.confidence = row.rating.year ? 0.93 : 0.85;
    ratings.push_back(std::move(row.rating));
  }
  return ratings;
}

}  // namespace tenderlead::parsers
