#include "convert/table/header.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "convert/workbook_parts.h"

namespace tenderlead::convert {
namespace {

// Longer ones are no headers but words of the table.
constexpr std::size_t kLongestHeader = 200;
// So many sheets of a workbook are looked into for the table.
constexpr std::size_t kMostSheets = 32;

icu::UnicodeString folded(std::string_view header) {
  static const icu::Normalizer2* const nfkc = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(status);
  }();
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(header.data(), static_cast<std::int32_t>(std::min(header.size(), kLongestHeader))));
  UErrorCode status = U_ZERO_ERROR;
  return nfkc == nullptr ? text : nfkc->normalize(text, status);
}

std::string letters_of(const icu::UnicodeString& text, bool without_brackets) {
  icu::UnicodeString out;
  int depth = 0;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 letter = text.char32At(at);
    if (without_brackets && (letter == '(' || letter == '[' || letter == 0x3010)) ++depth;
    if (depth == 0 && u_isalnum(letter)) out.append(letter);
    if (without_brackets && depth > 0 && (letter == ')' || letter == ']' || letter == 0x3011)) --depth;
  }
  std::string bytes;
  out.toUTF8String(bytes);
  return bytes;
}

// Two Han letters, or four Latin ones, say enough to be looked for within a header.
bool says_enough(std::string_view word) {
  const bool latin =
      std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return word.size() >= (latin ? 4u : 6u);
}

struct Claim {
  int strength = 0;        // 3: the word, 2: the word but for brackets, 1: has it in it
  std::size_t length = 0;  // of the word
  std::size_t column = 0;
  std::size_t field = 0;
};

ColumnMap mapped(const TableRow& row, const std::vector<std::vector<std::string>>& words,
                 const std::vector<ColumnField>& fields) {
  std::vector<Claim> claims;
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    if (row.cells[column].empty() || row.cells[column].size() > kLongestHeader) continue;
    const auto text = folded(row.cells[column]);
    const std::string whole = letters_of(text, false);
    const std::string plain = letters_of(text, true);
    for (std::size_t field = 0; field < fields.size(); ++field) {
      Claim best;
      for (const auto& word : words[field]) {
        if (word.empty()) continue;
        const int strength = word == whole                                                ? 3
                             : word == plain                                              ? 2
                             : says_enough(word) && plain.find(word) != std::string::npos ? 1
                                                                                          : 0;
        if (strength > 0 && std::pair(strength, word.size()) > std::pair(best.strength, best.length))
          best = {strength, word.size(), column, field};
      }
      if (best.strength > 0) claims.push_back(best);
    }
  }
  std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return std::tuple(-a.strength, b.length, a.field, a.column) <
           std::tuple(-b.strength, a.length, b.field, b.column);
  });
  ColumnMap map;
  map.headers = row.cells;
  map.fields.resize(row.cells.size());
  std::vector<bool> taken(fields.size());
  for (const auto& claim : claims) {
    if (taken[claim.field] || !map.fields[claim.column].empty()) continue;
    taken[claim.field] = true;
    map.fields[claim.column] = fields[claim.field].name;
  }
  return map;
}

}  // namespace

std::size_t fields_in(const ColumnMap& map) {
  return static_cast<std::size_t>(std::count_if(map.fields.begin(), map.fields.end(),
                                                [](const std::string& field) { return !field.empty(); }));
}

Result<std::unique_ptr<Table>> open_fitting_table(std::string bytes, const TableOptions& options,
                                                  const HeaderFit& fit) {
  if (!bytes.starts_with("PK") || !options.sheet.empty()) return open_table(std::move(bytes), options);
  auto first = open_table(bytes, options);
  if (!first || (*first)->format().sheets.size() < 2) return first;
  const auto fit_of = [&](Table& table) {
    std::vector<TableRow> rows;
    TableRow row;
    while (rows.size() < kHeaderRows && table.next(row)) rows.push_back(row);
    return fit(rows);
  };
  const auto sheets = (*first)->format().sheets;
  TableOptions best = options;
  best.sheet = (*first)->format().sheet;
  std::size_t most = fit_of(**first);
  first->reset();
  for (std::size_t i = 0; i < std::min(sheets.size(), kMostSheets); ++i) {
    TableOptions other = options;
    other.sheet = sheets[i];
    // A chart's sheet and a damaged one are no tables.
    const auto table = open_table(bytes, other);
    if (!table || sheets[i] == best.sheet) continue;
    if (const auto found = fit_of(**table); found > most) {
      most = found;
      best.sheet = sheets[i];
    }
  }
  return open_table(std::move(bytes), best);
}

std::size_t ColumnMap::column(std::string_view field) const {
  const auto found = std::find(fields.begin(), fields.end(), field);
  return found == fields.end() ? npos : static_cast<std::size_t>(found - fields.begin());
}

std::string fold_header(std::string_view header) {
  return letters_of(folded(header), false);
}

ColumnMap guess_columns(const std::vector<TableRow>& rows, const std::vector<ColumnField>& fields) {
  std::vector<std::vector<std::string>> words(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i)
    for (const auto& word : fields[i].words) words[i].push_back(fold_header(word));
  ColumnMap best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < std::min(rows.size(), kHeaderRows); ++i) {
    auto map = mapped(rows[i], words, fields);
    const std::size_t found = fields_in(map);
    if (found <= most) continue;
    most = found;
    map.header_row = rows[i].number;
    best = std::move(map);
  }
  return best;
}

ColumnMap stated_columns(const std::vector<TableRow>& rows, const std::vector<StatedColumn>& stated,
                         std::vector<std::string>& unknown) {
  const TableRow* header = nullptr;
  std::size_t most = 0;
  for (std::size_t i = 0; i < std::min(rows.size(), kHeaderRows); ++i) {
    std::size_t found = 0;
    for (const auto& column : stated)
      for (const auto& cell : rows[i].cells)
        if (!cell.empty() && fold_header(cell) == fold_header(column.column)) {
          ++found;
          break;
        }
    if (found <= most && header != nullptr) continue;
    most = found;
    header = &rows[i];
  }
  ColumnMap map;
  if (header == nullptr) return map;
  map.header_row = header->number;
  map.headers = header->cells;
  map.fields.resize(header->cells.size());
  for (const auto& column : stated) {
    std::size_t at = 0;
    while (at < map.headers.size() &&
           (map.headers[at].empty() || fold_header(map.headers[at]) != fold_header(column.column)))
      ++at;
    if (at == map.headers.size()) {
      const int by_letters = column.column.size() <= 3 ? column_of(column.column) : -1;
      const bool only_letters =
          column.column.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
      if (by_letters < 0 || !only_letters || static_cast<std::size_t>(by_letters) >= map.headers.size()) {
        unknown.push_back(column.column);
        continue;
      }
      at = static_cast<std::size_t>(by_letters);
    }
    if (map.fields[at].empty()) map.fields[at] = column.field;
  }
  return map;
}

}  // namespace tenderlead::convert
