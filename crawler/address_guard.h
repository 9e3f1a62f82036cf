// Keeps the crawler out of networks that a web page must not reach through it (server-side request forgery): loopback,
// private, link-local with the clouds' metadata services, and everything else that IANA's special-purpose registries
// (RFC 6890 and successors) list as not globally reachable.
//
// Two gates, both needed: check_url() refuses by the URL's text, before any name is resolved; sockaddr_allowed()
// refuses by the address that is about to be connected to (CURLOPT_OPENSOCKETFUNCTION), which a name that resolves
// anew can't get around.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/url.h"

namespace tenderlead::crawler {

enum class Verdict { allow, block };
const char* to_string(Verdict verdict);  // "allow", "block"

// The private hosts that a source names on purpose (Source::allowed_private_hosts): "127.0.0.1", "portal.local" or
// "localhost:8080". With a port the exception holds for that port alone. Compared without case.
struct AddressPolicy {
  std::vector<std::string> allowed_private_hosts;

  // Is this host of a URL excepted?
  bool names(const Url& url) const;
};

// Is it an address that the public Internet doesn't reach? `ip` has 4 or 16 bytes in network order; any other length
// counts as special. IPv6 addresses that carry an IPv4 one are special as a whole (mapped, compatible, 6to4, Teredo),
// since none of them is needed to reach a public site; but NAT64's 64:ff9b::/96 is how an IPv6-only network
// reaches IPv4 sites, so there the IPv4 address decides.
bool is_private_or_special(std::span<const std::uint8_t> ip);
// Is this text a numeric address, and none of those?
bool is_public_address(const std::string& numeric_ip);

// Decides from the text alone, without resolving or connecting. Blocked are: what isn't an http or https URL, URLs
// with credentials (they disguise the host, and this crawler doesn't log in), special addresses in any notation,
// names that only a local resolver knows (localhost, names without a dot, .local, .internal and their like), and names
// that spell such an address (10.0.0.1.nip.io).
// A name that resolves to a special address is allowed here and refused by sockaddr_allowed().
Verdict check_url(std::string_view url, const AddressPolicy& policy = {});
Verdict check_url(const Url& url, const AddressPolicy& policy = {});

// May a socket be connected to `address`, to which the host of `url` was resolved? False for anything that
// is neither AF_INET nor AF_INET6, or shorter than its family needs.
bool sockaddr_allowed(const sockaddr* address, socklen_t length, const Url& url,
                      const AddressPolicy& policy = {});

}  // namespace tenderlead::crawler
