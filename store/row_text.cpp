#include "store/row_text.h"

#include <algorithm>

namespace tenderlead::store {
namespace {

// ASCII's own separators. No name or header holds them: what comes in is cleaned of them.
constexpr char kUnit = '\x1f';
constexpr char kRecord = '\x1e';

void append(std::string& out, std::string_view field) {
  for (const char c : field)
    if (c != kUnit && c != kRecord) out += c;
}

// Cuts the next piece off `rest`, up to `separator`.
std::string_view take(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

}  // namespace

std::string headers_to_text(const HeaderList& headers) {
  std::string out;
  for (const auto& [name, value] : headers) {
    append(out, name);
    out += kUnit;
    append(out, value);
    out += kRecord;
  }
  return out;
}

HeaderList headers_from_text(std::string_view text) {
  HeaderList headers;
  while (!text.empty()) {
    auto record = take(text, kRecord);
    const auto name = take(record, kUnit);
    headers.emplace_back(std::string(name), std::string(record));
  }
  return headers;
}

std::string lines_to_text(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) {
    if (!out.empty()) out += '\n';
    for (const char c : line) out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::vector<std::string> lines_from_text(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) lines.emplace_back(take(text, '\n'));
  return lines;
}

std::string mentions_to_text(const std::vector<MentionRow>& mentions) {
  std::string out;
  for (const auto& mention : mentions) {
    out += static_cast<char>('0' + static_cast<int>(mention.role));
    out += kUnit;
    append(out, mention.name);
    out += kUnit;
    append(out, mention.norm);
    out += kUnit;
    append(out, mention.region_code);
    out += kUnit;
    append(out, mention.alias_of);
    out += kRecord;
  }
  return out;
}

std::vector<MentionRow> mentions_from_text(std::string_view text) {
  std::vector<MentionRow> mentions;
  while (!text.empty()) {
    auto record = take(text, kRecord);
    MentionRow row;
    const auto role = take(record, kUnit);
    if (role.size() == 1 && role[0] >= '0' && role[0] <= '3')
      row.role = static_cast<MentionRow::Role>(role[0] - '0');
    row.name = take(record, kUnit);
    row.norm = take(record, kUnit);
    row.region_code = take(record, kUnit);
    row.alias_of = take(record, kUnit);
    mentions.push_back(std::move(row));
  }
  return mentions;
}

}  // namespace tenderlead::store
