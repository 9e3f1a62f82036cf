#include "convert/table/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace tenderlead::convert {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kLittleMark = "\xFF\xFE";
constexpr std::string_view kBigMark = "\xFE\xFF";

// The first byte that isn't UTF-8 (RFC 3629); the size where all are.
std::size_t first_bad_byte(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t size = bytes.size();
  for (std::size_t at = 0; at < size;) {
    if (data[at] < 0x80) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    UChar32 letter = 0;
    U8_NEXT(data, at, size, letter);
    if (letter < 0) return begin;
  }
  return size;
}

// Files are of Latin digits, commas and line feeds to a good part, whatever their words: in UTF-16 each has a zero byte
// on one side. No other encoding of text has zero bytes.
std::optional<std::string_view> utf16_by_zeros(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i)
    if (head[i] == '\0') ++zeros[i % 2];
  if (zeros[0] + zeros[1] < 2) return std::nullopt;
  if (zeros[1] > 8 * zeros[0]) return "utf-16le";
  if (zeros[0] > 8 * zeros[1]) return "utf-16be";
  return std::nullopt;
}

struct Closer {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// nullopt where `strict` and a byte can't be decoded; else such bytes become U+FFFD.
std::optional<std::string> converted(std::string_view bytes, const char* name, bool strict) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, Closer> from(ucnv_open(name, &status));
  const std::unique_ptr<UConverter, Closer> to(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status)) return std::nullopt;
  if (strict) ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  std::array<char, 64 << 10> out{};
  std::array<UChar, 16 << 10> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  bool first = true;
  for (;;) {
    char* target = out.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, end, pivot.data(),
                   &pivot_source, &pivot_target, pivot.data() + pivot.size(), first ? 1 : 0, 1, &status);
    first = false;
    text.append(out.data(), static_cast<std::size_t>(target - out.data()));
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(status)) return std::nullopt;
    return text;
  }
}

bool names(std::string_view given, std::initializer_list<std::string_view> names_of_it) {
  std::string folded(given);
  for (char& c : folded)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(names_of_it.begin(), names_of_it.end(), folded) != names_of_it.end();
}

}  // namespace

Result<DecodedText> decode_text(std::string bytes, std::string_view encoding) {
  const bool strict = encoding.empty();
  if (names(encoding, {"utf-8", "utf8"}) || (strict && bytes.starts_with(kUtf8Mark))) {
    if (bytes.starts_with(kUtf8Mark)) bytes.erase(0, kUtf8Mark.size());
    const std::size_t bad = first_bad_byte(bytes);
    if (bad == bytes.size()) return DecodedText{"utf-8", std::move(bytes)};
    if (!strict) return DecodedText{"utf-8", converted(bytes, "UTF-8", false).value_or("")};
  }
  const auto zeros = strict ? utf16_by_zeros(bytes) : std::nullopt;
  for (const auto& [name, mark, icu] :
       {std::tuple{"utf-16le", kLittleMark, "UTF-16LE"}, std::tuple{"utf-16be", kBigMark, "UTF-16BE"}}) {
    const bool marked = bytes.starts_with(mark);
    if (!names(encoding, {name}) && !(strict && (marked || zeros == name))) continue;
    auto text = converted(std::string_view(bytes).substr(marked ? mark.size() : 0), icu, strict);
    if (text) return DecodedText{name, std::move(*text)};
    return Error{ErrorCode::invalid_input,
                 std::string("the file begins as ") + name + " and isn't, for some of its bytes"};
  }
  if (names(encoding, {"gb18030", "gbk", "gb2312"}))
    return DecodedText{"gb18030", converted(bytes, "gb18030", false).value_or("")};
  if (!strict)
    return Error{ErrorCode::unsupported,
                 "'" + std::string(encoding) + "' is none of utf-8, utf-16le, utf-16be, gb18030"};

  const std::size_t bad = first_bad_byte(bytes);
  if (bad == bytes.size()) return DecodedText{"utf-8", std::move(bytes)};
  if (auto text = converted(bytes, "gb18030", true)) return DecodedText{"gb18030", std::move(*text)};
  const auto line = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bad), '\n') + 1;
  return Error{ErrorCode::invalid_input,
               "the file is neither UTF-8 (line " + std::to_string(line) +
                   " breaks it) nor GB18030 as a whole; name its encoding to read what can be read of it"};
}

}  // namespace tenderlead::convert
