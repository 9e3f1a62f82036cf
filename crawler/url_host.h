// Hosts of special URLs (WHATWG URL 3). Internal to this room: url.cpp calls it, everybody else asks Url::host().
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crawler/url.h"

namespace tenderlead::crawler {

struct Host {
  std::string text;  // serialised
  HostKind kind = HostKind::domain;
  std::array<std::uint8_t, 16> address{};  // see Url::address()
};

// The host parser for special schemes: "[" begins an IPv6 address, everything else is percent-decoded, taken through
// IDNA, and is an IPv4 address if its last label is a number.
std::optional<Host> parse_host(std::string_view text);

// WHATWG "domain to ASCII" with beStrict false: UTS #46, non-transitional. An ASCII domain is only lower-cased: what
// its "xn--" labels encode isn't looked into.
std::optional<std::string> domain_to_ascii(std::string_view domain);

}  // namespace tenderlead::crawler
