#include "crawler/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "crawler/url_host.h"

namespace tenderlead::crawler {
namespace {

struct Block4 {
  std::uint32_t network;
  int bits;
};
constexpr std::uint32_t ip4(unsigned a, unsigned b, unsigned c, unsigned d) {
  return a << 24 | b << 16 | c << 8 | d;
}
// The IANA IPv4 Special-Purpose Address Registry where "globally reachable" is false, multicast (RFC 5771), and what
// clouds answer on although it is a public address.
constexpr Block4 kSpecial4[] = {
    {ip4(0, 0, 0, 0), 8},         // this network, RFC 791
    {ip4(10, 0, 0, 0), 8},        // private, RFC 1918
    {ip4(100, 64, 0, 0), 10},     // carrier-grade NAT, RFC 6598; Alibaba Cloud's metadata is 100.100.100.200
    {ip4(127, 0, 0, 0), 8},       // loopback, RFC 1122
    {ip4(168, 63, 129, 16), 32},  // Azure's host agent
    {ip4(169, 254, 0, 0), 16},    // link-local, RFC 3927; most clouds' metadata is 169.254.169.254
    {ip4(172, 16, 0, 0), 12},     // private, RFC 1918
    {ip4(192, 0, 0, 0), 24},    // IETF protocol assignments, RFC 6890; Oracle Cloud's metadata is 192.0.0.192
    {ip4(192, 0, 2, 0), 24},    // documentation, RFC 5737
    {ip4(192, 88, 99, 0), 24},  // 6to4 relays, RFC 7526
    {ip4(192, 168, 0, 0), 16},  // private, RFC 1918
    {ip4(198, 18, 0, 0), 15},   // benchmarks, RFC 2544
    {ip4(198, 51, 100, 0), 24},  // documentation, RFC 5737
    {ip4(203, 0, 113, 0), 24},   // documentation, RFC 5737
    {ip4(224, 0, 0, 0), 3},      // multicast and reserved, RFC 1112; 255.255.255.255
};

bool is_special4(std::uint32_t address) {
  return std::any_of(std::begin(kSpecial4), std::end(kSpecial4), [address](const Block4& block) {
    return (address ^ block.network) >> (32 - block.bits) == 0;
  });
}

struct Block6 {
  std::array<std::uint8_t, 6> network;  // no block that matters is longer than 48 bits
  int bits;
};
// What IANA has carved out of 2000::/3, the only space that it hands out for the public Internet (RFC 4291).
constexpr Block6 kSpecial6[] = {
    {{0x20, 0x01, 0x00}, 23},        // IETF protocol assignments with Teredo, RFC 2928
    {{0x20, 0x01, 0x0D, 0xB8}, 32},  // documentation, RFC 3849
    {{0x20, 0x02}, 16},              // 6to4, RFC 3056
    {{0x3F, 0xFF, 0x00}, 20},        // documentation, RFC 9637
};

bool in_block(std::span<const std::uint8_t> ip, const Block6& block) {
  for (int bit = 0; bit < block.bits; bit += 8) {
    const auto i = static_cast<std::size_t>(bit / 8);
    const int used = std::min(8, block.bits - bit);
    if ((ip[i] ^ block.network[i]) >> (8 - used) != 0) return false;
  }
  return true;
}

// NAT64's well-known prefix 64:ff9b::/96 (RFC 6052): a public IPv4 address in IPv6 clothes.
constexpr std::array<std::uint8_t, 12> kNat64Prefix = {0x00, 0x64, 0xFF, 0x9B};

std::uint32_t to_ip4(std::span<const std::uint8_t> bytes) {
  return ip4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

std::string without_root_dot(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return std::string(host);
}

// Names that the public DNS doesn't hold (RFC 6761, RFC 6762, RFC 8375, ICANN's reservation of .internal) or that
// private networks use by custom; "x.localhost" and "metadata.google.internal" are such. Names without any dot are
// local as a rule, so localhost itself isn't listed.
constexpr std::string_view kLocalSuffixes[] = {".localhost", ".localdomain", ".local", ".internal",
                                               ".intranet",  ".private",     ".corp",  ".lan",
                                               ".home",      ".home.arpa"};

bool is_local_name(const std::string& name) {
  if (name.find('.') == std::string::npos) return true;
  return std::any_of(std::begin(kLocalSuffixes), std::end(kLocalSuffixes),
                     [&](std::string_view suffix) { return name.ends_with(suffix); });
}

// "10.0.0.1.nip.io": some services resolve any name to the address that it begins with.
bool spells_special_address(std::string_view name) {
  std::size_t end = 0;
  for (int dots = 0; end < name.size() && dots < 4; ++end) {
    if (name[end] == '.') ++dots;
  }
  const auto address = parse_host(name.substr(0, end == 0 ? 0 : end - 1));
  return address && address->kind == HostKind::ipv4 && is_special4(to_ip4(address->address));
}

bool same_host(std::string_view entry, const std::string& host) {
  return entry.size() == host.size() &&
         std::equal(entry.begin(), entry.end(), host.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

}  // namespace

const char* to_string(Verdict verdict) {
  return verdict == Verdict::allow ? "allow" : "block";
}

bool AddressPolicy::names(const Url& url) const {
  // An IPv6 host may be written without its brackets; with a port it needs them.
  const std::string host = without_root_dot(url.host());
  const std::string with_port = host + ":" + std::to_string(url.port());
  const auto named = [&](std::string_view entry) {
    return same_host(entry, host) || same_host(entry, with_port) ||
           same_host("[" + std::string(entry) + "]", host);
  };
  return std::any_of(
      allowed_private_hosts.begin(), allowed_private_hosts.end(), [&](const std::string& entry) {
        if (named(entry)) return true;
        const bool ascii = std::all_of(entry.begin(), entry.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (ascii) return false;
        // A Chinese name: URLs have its xn-- form. A port that isn't written means any.
        const auto colon = entry.find(':');
        const auto name = parse_host(std::string_view(entry).substr(0, colon));
        return name && named(name->text + (colon == std::string::npos ? "" : entry.substr(colon)));
      });
}

bool is_private_or_special(std::span<const std::uint8_t> ip) {
  if (ip.size() == 4) return is_special4(to_ip4(ip));
  if (ip.size() != 16) return true;
  if (std::equal(kNat64Prefix.begin(), kNat64Prefix.end(), ip.begin()))
    return is_special4(to_ip4(ip.subspan(12)));
  if (ip[0] >> 5 != 1)
    return true;  // outside 2000::/3: ::1, ::ffff:0:0/96, fc00::/7, fe80::/10, ff00::/8 ...
  return std::any_of(std::begin(kSpecial6), std::end(kSpecial6),
                     [&](const Block6& block) { return in_block(ip, block); });
}

bool is_public_address(const std::string& numeric_ip) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, numeric_ip.c_str(), bytes.data()) == 1)
    return !is_private_or_special(std::span(bytes).first(4));
  return inet_pton(AF_INET6, numeric_ip.c_str(), bytes.data()) == 1 && !is_private_or_special(bytes);
}

Verdict check_url(const Url& url, const AddressPolicy& policy) {
  if (url.has_credentials()) return Verdict::block;
  if (policy.names(url)) return Verdict::allow;
  const std::span<const std::uint8_t> address(url.address());
  switch (url.host_kind()) {
    case HostKind::ipv4:
      return is_private_or_special(address.first(4)) ? Verdict::block : Verdict::allow;
    case HostKind::ipv6:
      return is_private_or_special(address) ? Verdict::block : Verdict::allow;
    case HostKind::domain:
      break;
  }
  const std::string name = without_root_dot(url.host());
  return is_local_name(name) || spells_special_address(name) ? Verdict::block : Verdict::allow;
}

Verdict check_url(std::string_view url, const AddressPolicy& policy) {
  const auto parsed = parse_url(url);
  return parsed ? check_url(*parsed, policy) : Verdict::block;
}

bool sockaddr_allowed(const sockaddr* address, socklen_t length, const Url& url,
                      const AddressPolicy& policy) {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t size = 0;
  if (address->sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in in{};
    std::memcpy(&in, address, sizeof in);
    size = sizeof in.sin_addr;
    std::memcpy(bytes.data(), &in.sin_addr, size);
  } else if (address->sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 in{};
    std::memcpy(&in, address, sizeof in);
    size = sizeof in.sin6_addr;
    std::memcpy(bytes.data(), &in.sin6_addr, size);
  } else {
    return false;
  }
  return policy.names(url) || !is_private_or_special(std::span(bytes).first(size));
}

}  // namespace tenderlead::crawler
