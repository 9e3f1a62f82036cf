#include "export/csv.h"

#include <array>
#include <charconv>

namespace tenderlead::exporting {
namespace {

// Characters that spreadsheets skip before they look for a formula: blank, no-break space, ideographic space,
// zero-width space and joiners, the byte order mark.
constexpr std::array<std::string_view, 7> kSkipped{
    " ", "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xEF\xBB\xBF"};
// What starts a formula or a command: = + - @ and their full-width forms (LibreOffice and Excel fold them), the
// minus sign U+2212, and the control characters that OWASP's list on CSV injection names.
constexpr std::array<std::string_view, 12> kDangerous{"=",
                                                      "+",
                                                      "-",
                                                      "@",
                                                      "\t",
                                                      "\r",
                                                      "\n",
                                                      "\xEF\xBC\x9D",
                                                      "\xEF\xBC\x8B",
                                                      "\xEF\xBC\x8D",
                                                      "\xEF\xBC\xA0",
                                                      "\xE2\x88\x92"};

template <std::size_t N>
std::string_view leading(std::string_view text, const std::array<std::string_view, N>& table) {
  for (const auto entry : table)
    if (text.starts_with(entry)) return entry;
  return {};
}

bool is_plain_number(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (text.empty() || text.front() == '+') return false;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number - number == 0;  // finite
}

}  // namespace

std::string inert_cell(std::string_view text) {
  if (is_plain_number(text)) return std::string(text);
  std::string_view rest = text;
  for (auto skip = leading(rest, kSkipped); !skip.empty(); skip = leading(rest, kSkipped))
    rest.remove_prefix(skip.size());
  if (leading(rest, kDangerous).empty()) return std::string(text);
  return "'" + std::string(text);
}

CsvWriter::CsvWriter(std::ostream& out) : out_(out) {
  out_ << "\xEF\xBB\xBF";
}

void CsvWriter::row(const std::vector<std::string>& cells) {
  bool first = true;
  for (const auto& cell : cells) {
    if (!first) out_ << ',';
    first = false;
    const std::string text = inert_cell(cell);
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      out_ << text;
      continue;
    }
    out_ << '"';
    for (const char c : text) {
      if (c == '"') out_ << '"';
      out_ << c;
    }
    out_ << '"';
  }
  out_ << "\r\n";
}

}  // namespace tenderlead::exporting
