// The domain that one had to register to own a host: example.com.cn of www.cg.example.com.cn. It comes from the public suffix list
// (https://publicsuffix.org), by libpsl: the list that Debian's package publicsuffix installs where there is one that is
// newer than what was built into libpsl, which has one always.
#pragma once

#include <string>

#include "crawler/url.h"

namespace tenderlead::crawler {

// Empty where there is none: for IP addresses, names without a dot, and public suffixes themselves (com.cn). Of suffixes
// that the list doesn't know the last label counts ("example" of www.hospital.example). Thread-safe.
std::string registrable_domain(const Url& url);

}  // namespace tenderlead::crawler
