#include "crawler/url_host.h"

#include <unicode/idna.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <vector>

#include "crawler/percent_encoding.h"

namespace tenderlead::crawler {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// WHATWG URL 3.1, "forbidden domain code point", for what IDNA has left.
bool has_forbidden_code_point(std::string_view domain) {
  return std::any_of(domain.begin(), domain.end(), [](char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    return byte <= 0x20 || byte == 0x7F ||
           std::string_view("#/:<>?@[\\]^|%").find(c) != std::string_view::npos;
  });
}

const icu::IDNA* idna() {
  static const std::unique_ptr<icu::IDNA> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::IDNA> made(icu::IDNA::createUTS46Instance(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                                                       UIDNA_NONTRANSITIONAL_TO_ASCII |
                                                                       UIDNA_NONTRANSITIONAL_TO_UNICODE,
                                                                   status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return instance.get();
}

// ICU always checks these; the standard's CheckHyphens and VerifyDnsLength are false.
constexpr std::uint32_t kToleratedErrors = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                           UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                           UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

// WHATWG URL 3.5, "IPv4 number parser". Values above what 32 bits hold are all equally wrong, so they saturate.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int radix = 10;
  if (text.size() >= 2 && text[0] == '0' && lower(text[1]) == 'x') {
    radix = 16;
    text.remove_prefix(2);
  } else if (text.size() >= 2 && text[0] == '0') {
    radix = 8;
    text.remove_prefix(1);
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= radix) return std::nullopt;
    value =
        std::min<std::uint64_t>(value * static_cast<std::uint64_t>(radix) + static_cast<std::uint64_t>(digit),
                                std::uint64_t{1} << 40);
  }
  return value;
}

std::vector<std::string_view> labels_of(std::string_view domain) {
  std::vector<std::string_view> labels;
  std::size_t start = 0;
  for (std::size_t dot = domain.find('.'); dot != std::string_view::npos; dot = domain.find('.', start)) {
    labels.push_back(domain.substr(start, dot - start));
    start = dot + 1;
  }
  labels.push_back(domain.substr(start));
  if (labels.size() > 1 && labels.back().empty()) labels.pop_back();
  return labels;
}

// WHATWG URL 3.5, "ends in a number checker".
bool ends_in_number(const std::vector<std::string_view>& labels) {
  const std::string_view last = labels.back();
  if (!last.empty() && std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return true;
  }
  return ipv4_number(last).has_value();
}

std::optional<Host> parse_ipv4(const std::vector<std::string_view>& labels) {
  if (labels.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto number = ipv4_number(labels[i]);
    if (!number) return std::nullopt;
    const bool is_last = i + 1 == labels.size();
    // The last number fills all the bytes that are left: 127.1 is 127.0.0.1.
    const std::uint64_t limit = is_last ? std::uint64_t{1} << (8 * (5 - labels.size())) : 256;
    if (*number >= limit) return std::nullopt;
    address += is_last ? *number : *number << (8 * (3 - i));
  }
  Host host;
  host.kind = HostKind::ipv4;
  for (std::size_t i = 0; i < 4; ++i) {
    host.address[i] = static_cast<std::uint8_t>(address >> (8 * (3 - i)));
    if (i > 0) host.text += '.';
    host.text += std::to_string(host.address[i]);
  }
  return host;
}

// Reads the dotted IPv4 tail of an IPv6 address into two pieces; decimal only, four parts, no leading zeros.
bool read_ipv4_tail(std::string_view text, std::uint16_t& high, std::uint16_t& low) {
  std::array<unsigned, 4> parts{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0 && (at >= text.size() || text[at++] != '.')) return false;
    const std::size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    const std::size_t digits = at - start;
    if (digits == 0 || digits > 3 || (digits > 1 && text[start] == '0')) return false;
    std::from_chars(text.data() + start, text.data() + at, parts[i]);
    if (parts[i] > 255) return false;
  }
  if (at != text.size()) return false;
  high = static_cast<std::uint16_t>(parts[0] << 8 | parts[1]);
  low = static_cast<std::uint16_t>(parts[2] << 8 | parts[3]);
  return true;
}

// WHATWG URL 3.5, "IPv6 parser": eight pieces, "::" at most once, perhaps a dotted IPv4 tail.
bool read_ipv6_pieces(std::string_view text, std::array<std::uint16_t, 8>& pieces) {
  std::size_t count = 0;
  std::size_t at = 0;
  std::optional<std::size_t> compress;
  if (text.substr(0, 2) == "::") {
    at = 2;
    compress = 0;
  } else if (!text.empty() && text[0] == ':') {
    return false;
  }
  while (at < text.size()) {
    if (count == 8) return false;
    if (text[at] == ':') {
      if (compress) return false;
      compress = count;
      ++at;
      continue;
    }
    unsigned value = 0;
    const std::size_t start = at;
    while (at < text.size() && at - start < 4 && hex_value(text[at]) >= 0) {
      value = value * 16 + static_cast<unsigned>(hex_value(text[at++]));
    }
    if (at < text.size() && text[at] == '.') {
      if (at == start || count > 6) return false;
      if (!read_ipv4_tail(text.substr(start), pieces[count], pieces[count + 1])) return false;
      count += 2;
      break;
    }
    if (at < text.size()) {
      if (text[at] != ':' || ++at == text.size()) return false;
    }
    pieces[count++] = static_cast<std::uint16_t>(value);
  }
  if (!compress) return count == 8;
  if (count == 8) return false;
  // What stands after "::" belongs at the end.
  const auto from = pieces.begin() + static_cast<std::ptrdiff_t>(*compress);
  const auto end = pieces.begin() + static_cast<std::ptrdiff_t>(count);
  std::rotate(from, end, pieces.end());
  return true;
}

// WHATWG URL 3.6, "IPv6 serializer": the first longest run of two or more zero pieces becomes "::".
std::string ipv6_text(const std::array<std::uint16_t, 8>& pieces) {
  std::size_t best = 8, best_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && pieces[i + length] == 0) ++length;
    if (length > best_length) {
      best = i;
      best_length = length;
    }
    if (length > 0) i += length - 1;
  }
  std::string out = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      out += i == 0 ? "::" : ":";
      i += best_length - 1;
      continue;
    }
    char digits[4];
    const auto written = std::to_chars(digits, digits + sizeof digits, pieces[i], 16);
    out.append(digits, written.ptr);
    if (i < 7) out += ':';
  }
  return out + "]";
}

std::optional<Host> parse_ipv6(std::string_view text) {
  std::array<std::uint16_t, 8> pieces{};
  if (!read_ipv6_pieces(text, pieces)) return std::nullopt;
  Host host;
  host.kind = HostKind::ipv6;
  host.text = ipv6_text(pieces);
  for (std::size_t i = 0; i < 8; ++i) {
    host.address[2 * i] = static_cast<std::uint8_t>(pieces[i] >> 8);
    host.address[2 * i + 1] = static_cast<std::uint8_t>(pieces[i] & 0xFF);
  }
  return host;
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  if (is_ascii(domain)) {
    std::string ascii(domain);
    std::transform(ascii.begin(), ascii.end(), ascii.begin(), lower);
    return ascii;
  }
  if (idna() == nullptr) return std::nullopt;
  icu::UnicodeString ascii;
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  idna()->nameToASCII(
      icu::UnicodeString::fromUTF8(icu::StringPiece(domain.data(), static_cast<int>(domain.size()))), ascii,
      info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~kToleratedErrors) != 0) return std::nullopt;
  std::string out;
  ascii.toUTF8String(out);
  return out;
}

std::optional<Host> parse_host(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    if (text.back() != ']') return std::nullopt;
    return parse_ipv6(text.substr(1, text.size() - 2));
  }
  const bool encoded = text.find('%') != std::string_view::npos;
  auto ascii = domain_to_ascii(encoded ? percent_decoded(text) : std::string(text));
  if (!ascii || ascii->empty() || has_forbidden_code_point(*ascii) || !is_ascii(*ascii)) return std::nullopt;
  const auto labels = labels_of(*ascii);
  if (ends_in_number(labels)) return parse_ipv4(labels);
  Host host;
  host.text = std::move(*ascii);
  return host;
}

}  // namespace tenderlead::crawler
