#include "convert/table/delimited.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "convert/table/cell.h"
#include "convert/table/encoding.h"

namespace tenderlead::convert {
namespace {

// In the order in which they win where all say as little.
constexpr std::string_view kDelimiters = ",\t;|";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
// By so many records a delimiter is judged.
constexpr std::size_t kSample = 50;

constexpr const char* kUnclosedQuote = "unclosed_quote";
constexpr const char* kCellTooLarge = "cell_too_large";

// A CRLF that was written as text once more is CR CR LF.
constexpr std::size_t kLongestLineEnd = 3;
// Of the line's end that `text` begins with.
std::size_t line_end_length(std::string_view text) {
  for (const std::string_view end : {"\r\r\n", "\r\n"})
    if (text.starts_with(end)) return end.size();
  return 1;
}

// One record after the other. Lines end with LF, CRLF or CR (RFC 4180 asks for CRLF, programs write all three), or with CR CR LF.
class Records {
 public:
  Records(std::string_view text, char delimiter, const TableLimits& limits)
      : text_(text), delimiter_(delimiter), limits_(limits) {}

  bool next(TableRow& row) {
    if (at_ >= text_.size()) return false;
    row = {};
    row.number = line_;
    const std::size_t begin = at_;
    for (;;) {
      std::string cell;
      if (const char* problem = take_cell(cell)) {
        // The line is given up, and the next one is read as if nothing had happened, so that one stray quote doesn't swallow the
        // file.
        at_ = begin;
        line_ = row.number;
        row.cells.assign(1, trimmed_cell(take_line()));
        row.problem = problem;
        return true;
      }
      if (row.cells.size() < limits_.max_columns)
        row.cells.push_back(std::move(cell));
      else
        row.problem = "too_many_columns";
      if (at_ < text_.size() && text_[at_] == delimiter_) {
        ++at_;
        continue;
      }
      take_line_end();
      break;
    }
    if (row.problem.empty())
      for (const auto& cell : row.cells)
        if (cell.find(kReplacement) != std::string::npos) row.problem = "bad_encoding";
    return true;
  }

 private:
  // The end is at a delimiter, a line's end or the text's. Answers what is wrong with the cell; nullptr where nothing is.
  const char* take_cell(std::string& cell) {
    const std::size_t begin = at_;
    if (at_ < text_.size() && text_[at_] == '"') {
      ++at_;
      for (;;) {
        const auto quote = text_.find('"', at_);
        if (quote == std::string_view::npos) return kUnclosedQuote;
        if (cell.size() + (quote - at_) > limits_.max_cell_bytes) {
          // Over several lines it is rather a stray quote whose like stands far below.
          const auto lines = text_.substr(begin, limits_.max_cell_bytes).find_first_of("\r\n");
          return lines == std::string_view::npos ? kCellTooLarge : kUnclosedQuote;
        }
        const auto part = text_.substr(at_, quote - at_);
        line_ += count_lines(part);
        cell += part;
        at_ = quote + 1;
        if (at_ < text_.size() && text_[at_] == '"') {
          cell += '"';
          ++at_;
          continue;
        }
        break;
      }
    }
    // What stands behind a closing quote belongs to the cell: "a"b is ab.
    const auto end = std::min(text_.find_first_of(stops(), at_), text_.size());
    if (cell.size() + (end - at_) > limits_.max_cell_bytes) return kCellTooLarge;
    cell += text_.substr(at_, end - at_);
    at_ = end;
    cell = trimmed_cell(cell);
    return nullptr;
  }

  std::string_view take_line() {
    const auto end = std::min(text_.find_first_of("\r\n", at_), text_.size());
    const auto line = text_.substr(at_, std::min<std::size_t>(end - at_, limits_.max_cell_bytes));
    at_ = end;
    take_line_end();
    return line;
  }

  void take_line_end() {
    if (at_ >= text_.size()) return;
    at_ += line_end_length(text_.substr(at_, kLongestLineEnd));
    ++line_;
  }

  static std::size_t count_lines(std::string_view part) {
    std::size_t lines = 0;
    for (auto at = part.find_first_of("\r\n"); at != std::string_view::npos;
         at = part.find_first_of("\r\n", at + line_end_length(part.substr(at, kLongestLineEnd))))
      ++lines;
    return lines;
  }

  std::string_view stops() {
    stops_[0] = delimiter_;
    return {stops_, sizeof stops_};
  }

  std::string_view text_;
  char delimiter_;
  TableLimits limits_;
  char stops_[3] = {',', '\r', '\n'};
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

// The delimiter by which most of the first records have the same number of cells, more than one.
char guessed_delimiter(std::string_view text, const TableLimits& limits) {
  char best = kDelimiters.front();
  std::size_t best_score = 0;
  for (const char delimiter : kDelimiters) {
    Records records(text.substr(0, 1u << 20), delimiter, limits);
    std::map<std::size_t, std::size_t> widths;
    TableRow row;
    for (std::size_t i = 0; i < kSample && records.next(row); ++i)
      if (row.problem.empty() && row.cells.size() > 1) ++widths[row.cells.size()];
    std::size_t score = 0;
    for (const auto& [width, count] : widths)
      score = std::max(score, 1000 * count + std::min<std::size_t>(width, 999));
    if (score > best_score) {
      best_score = score;
      best = delimiter;
    }
  }
  return best;
}

class Delimited : public Table {
 public:
  Delimited(DecodedText decoded, const TableOptions& options)
      : limits_(options.limits), text_(std::move(decoded.text)) {
    format_.kind = "csv";
    format_.encoding = std::move(decoded.encoding);
    std::string_view body = text_;
    char stated = options.delimiter;
    // Excel's own way to name the delimiter: a first line "sep=;".
    if (body.starts_with("sep=") && body.size() > 5 && (body[5] == '\n' || body[5] == '\r')) {
      if (stated == 0) stated = body[4];
      skipped_ = 1;
      body.remove_prefix(body[5] == '\r' && body.size() > 6 && body[6] == '\n' ? 7 : 6);
    }
    format_.delimiter = stated != 0 ? stated : guessed_delimiter(body, limits_);
    records_.emplace(body, format_.delimiter, limits_);
  }

  const TableFormat& format() const override { return format_; }
  const std::optional<Error>& fault() const override { return fault_; }

  bool next(TableRow& row) override {
    while (records_->next(row)) {
      row.number += skipped_;
      if (row.problem.empty() && is_blank(row)) continue;
      if (++rows_ > limits_.max_rows) {
        fault_ = Error{ErrorCode::too_large,
                       "the file has more than " + std::to_string(limits_.max_rows) + " rows"};
        return false;
      }
      return true;
    }
    return false;
  }

 private:
  TableLimits limits_;
  TableFormat format_;
  std::string text_;
  std::optional<Records> records_;  // over text_
  std::optional<Error> fault_;
  std::size_t rows_ = 0;
  std::size_t skipped_ = 0;
};

}  // namespace

Result<std::unique_ptr<Table>> open_delimited(std::string bytes, const TableOptions& options) {
  auto decoded = decode_text(std::move(bytes), options.encoding);
  if (!decoded) return decoded.error();
  return std::unique_ptr<Table>(std::make_unique<Delimited>(std::move(*decoded), options));
}

}  // namespace tenderlead::convert
