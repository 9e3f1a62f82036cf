#include "convert/table/cell.h"

namespace tenderlead::convert {
namespace {

constexpr std::string_view kWide[] = {"\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};  // U+00A0, U+3000, U+FEFF

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

}  // namespace

std::string trimmed_cell(std::string_view cell) {
  for (bool cut = true; cut && !cell.empty();) {
    cut = is_space(cell.front());
    if (cut) cell.remove_prefix(1);
    for (const auto wide : kWide)
      if (cell.starts_with(wide)) {
        cell.remove_prefix(wide.size());
        cut = true;
      }
  }
  for (bool cut = true; cut && !cell.empty();) {
    cut = is_space(cell.back());
    if (cut) cell.remove_suffix(1);
    for (const auto wide : kWide)
      if (cell.ends_with(wide)) {
        cell.remove_suffix(wide.size());
        cut = true;
      }
  }
  std::string out(cell);
  std::erase(out, '\0');
  return out;
}

}  // namespace tenderlead::convert
