#include "parsers/charset.h"

#include <algorithm>
#include <string>

#include "parsers/charset_decoders.h"
#include "parsers/charset_labels.h"

namespace tenderlead::parsers {
namespace {

// Enough to tell encodings apart, and cheap: pages that are Chinese are so within this.
constexpr std::size_t kSampleBytes = 256u << 10;
// A declared encoding is wrong only if it fails this often; a field cut in the middle of a character is no reason.
constexpr std::size_t kFewFaults = 2;
constexpr double kFaultShare = 0.1;
// Two ideographs in valid UTF-8 are no accident; GBK text that is valid UTF-8 has two-byte codes (联通).
constexpr std::size_t kFewCommon = 2;
constexpr double kCommonShare = 0.6;

bool is_space(char c) {
  return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

std::string_view trimmed_ascii(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> byte_order_mark(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return "UTF-8";
  if (bytes.substr(0, 2) == "\xFE\xFF") return "UTF-16BE";
  if (bytes.substr(0, 2) == "\xFF\xFE") return "UTF-16LE";
  return std::nullopt;
}

bool is_gb(std::string_view name) {
  return name == "GBK" || name == "gb18030";
}

// Whether reading `bytes` as that encoding fails so often that it can't be meant.
bool contradicts(const Fit& fit) {
  return fit.faults > kFewFaults &&
         static_cast<double>(fit.faults) > kFaultShare * static_cast<double>(fit.codes + fit.faults);
}

double share(const Fit& fit) {
  return fit.codes == 0 ? 0.0 : static_cast<double>(fit.common) / static_cast<double>(fit.codes + fit.faults);
}

bool surely_utf8(const Fit& fit) {
  return fit.faults == 0 && fit.common >= kFewCommon;
}

bool surely_gb(std::string_view sample) {
  const Fit fit = fit_gb18030(sample);
  return !contradicts(fit) && fit.common >= kFewCommon * 2 && share(fit) >= kCommonShare;
}

// UTF-16 without a byte order mark shows in the zero bytes of its ASCII.
std::optional<std::string_view> utf16_by_zeros(std::string_view sample) {
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample[i] == '\0') ++zeros[i % 2];
  const std::size_t enough = sample.size() / 8;
  if (sample.size() < 4) return std::nullopt;
  if (zeros[1] > enough && zeros[0] <= zeros[1] / 8) return "UTF-16LE";
  if (zeros[0] > enough && zeros[1] <= zeros[0] / 8) return "UTF-16BE";
  return std::nullopt;
}

std::string_view by_content(std::string_view sample, const Fit& utf8) {
  if (const auto utf16 = utf16_by_zeros(sample)) return *utf16;
  if (!contradicts(utf8)) return "UTF-8";
  const Fit gb = fit_gb18030(sample);
  const Fit big5 = fit_big5(sample);
  const bool gb_possible = !contradicts(gb);
  const bool big5_possible = !contradicts(big5);
  if (big5_possible && (!gb_possible || share(big5) > share(gb) + 0.1)) return "Big5";
  if (gb_possible) return "gb18030";
  return utf8.codes > utf8.faults ? "UTF-8" : "windows-1252";
}

// Whether a declaration can stand against the bytes.
bool stands(std::string_view declared, std::string_view sample, const Fit& utf8) {
  if (declared == "UTF-8") return !contradicts(utf8);
  if (declared.substr(0, 6) == "UTF-16") return utf16_by_zeros(sample).has_value();
  if (surely_utf8(utf8)) return false;
  if (is_gb(declared)) return !contradicts(fit_gb18030(sample));
  if (declared == "Big5") return !contradicts(fit_big5(sample));
  // Single-byte encodings decode anything, so they are believed unless the text is plainly Chinese.
  return !contradicts(utf8) || !surely_gb(sample);
}

}  // namespace

std::optional<std::string_view> encoding_from_label(std::string_view label) {
  label = trimmed_ascii(label);
  std::string key(label.substr(0, 32));
  if (key.size() != label.size()) return std::nullopt;
  for (char& c : key) c = lower(c);
  const auto found = std::lower_bound(
      kEncodingLabels.begin(), kEncodingLabels.end(), key,
      [](const EncodingLabel& entry, const std::string& value) { return entry.label < value; });
  if (found == kEncodingLabels.end() || found->label != key) return std::nullopt;
  return found->name;
}

std::string_view charset_parameter(std::string_view content_type) {
  // Parameters after ';' (MIME Sniffing section 4.4); a second media type after ',' doesn't count.
  std::size_t at = 0;
  while (at < content_type.size()) {
    std::size_t name_end = at;
    while (name_end < content_type.size() && content_type[name_end] != ';' && content_type[name_end] != '=')
      ++name_end;
    const std::string_view name = trimmed_ascii(content_type.substr(at, name_end - at));
    if (name_end >= content_type.size()) return {};
    if (content_type[name_end] == ';') {
      at = name_end + 1;
      continue;
    }
    std::string_view value;
    std::size_t end = name_end + 1;
    if (end < content_type.size() && content_type[end] == '"') {
      const std::size_t close = std::min(content_type.find('"', end + 1), content_type.size());
      value = content_type.substr(end + 1, close - end - 1);
      end = std::min(content_type.find(';', close), content_type.size());
    } else {
      end = std::min(content_type.find(';', end), content_type.size());
      value = content_type.substr(name_end + 1, end - name_end - 1);
      value = trimmed_ascii(value.substr(0, value.find(',')));
    }
    if (equal_ignoring_case(name, "charset") && !value.empty()) return value;
    at = end + 1;
  }
  return {};
}

Charset detect_charset(std::string_view bytes, std::string_view content_type) {
  if (const auto mark = byte_order_mark(bytes)) return {*mark, CharsetReason::bom};
  const auto header = encoding_from_label(charset_parameter(content_type));
  const auto meta = prescan_meta(bytes);
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  const Fit utf8 = fit_utf8(sample);
  if (header && stands(*header, sample, utf8)) return {*header, CharsetReason::header};
  if (meta && stands(*meta, sample, utf8)) return {*meta, CharsetReason::meta};
  const std::string_view content = by_content(sample, utf8);
  // Bytes that speak for nothing leave the declaration standing.
  if (content == "windows-1252" && header) return {*header, CharsetReason::header};
  if (content == "windows-1252" && meta) return {*meta, CharsetReason::meta};
  return {content, CharsetReason::content};
}

std::string decode(std::string_view bytes, std::string_view encoding) {
  std::string_view name = encoding_from_label(encoding).value_or("UTF-8");
  if (const auto mark = byte_order_mark(bytes)) {
    name = *mark;
    bytes.remove_prefix(name == "UTF-8" ? 3 : 2);
  }
  if (name == "UTF-8") return decode_utf8(bytes);
  if (is_gb(name)) return decode_gb18030(bytes);
  if (name == "Big5") return decode_big5(bytes);
  if (name == "UTF-16LE" || name == "UTF-16BE") return decode_utf16(bytes, name == "UTF-16BE");
  return decode_other(bytes, name);
}

std::string decode_page(std::string_view bytes, std::string_view content_type) {
  return decode(bytes, detect_charset(bytes, content_type).name);
}

}  // namespace tenderlead::parsers
