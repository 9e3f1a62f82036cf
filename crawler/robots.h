// robots.txt as RFC 9309 says, read and matched as Google's open-source matcher does where the RFC leaves room
// (https://github.com/google/robotstxt): its typos ("dissallow"), its index.html rule, its line limit.
//
// A surprise worth knowing: a group named for our user agent replaces the "*" group, it doesn't add to it
// (RFC 9309 2.2.1). And rules compare percent-encoded bytes: see allowed().
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::crawler {

// RFC 9309 2.5: at least 500 KiB must be read; the rest of a longer file is ignored, from the line on that isn't whole.
inline constexpr std::size_t kMaxRobotsBytes = 500u << 10;

// The product token of a User-Agent header ("Tenderlead/0.1 (+mailto:x)" gives "Tenderlead"), which is what groups
// name (RFC 9309 2.2.1: letters, "_" and "-").
std::string_view product_token(std::string_view user_agent);

// A parsed robots.txt. Immutable: share it between threads.
class RobotsFile {
 public:
  // Reads any bytes; what isn't a rule is skipped, as the RFC wants it. A file of no rules allows everything.
  static RobotsFile parse(std::string_view bytes);
  static RobotsFile allow_all() { return RobotsFile(); }
  static RobotsFile disallow_all();

  // May `user_agent` (a product token) fetch `url` (absolute, or a path that starts with "/")? The longest matching
  // rule decides, Allow wins a tie. "/robots.txt" itself is always allowed (RFC 9309 2.2.2).
  // RFC 9309 2.2.2 compares octets after decoding unreserved characters and encoding those beyond ASCII. Disallow rules
  // do. Allow rules compare as they are written, as Google's matcher does, whose suite (ID_Encoding) wants "Allow: /%62%61%7A"
  // not to match "/baz": the RFC would let us in there. Both err on the polite side.
  // "%2A" and "%24" in a rule also stand for "*" and "$" in the URL (RFC 9309 2.2.3).
  bool allowed(std::string_view user_agent, std::string_view url) const;

  // Crawl-delay of the group that applies, in seconds, 0 or more; not in the RFC, but many portals state it.
  // Nothing where it isn't stated or isn't a number.
  std::optional<double> crawl_delay_seconds(std::string_view user_agent) const;

  // The values of Sitemap lines as written, in order: absolute by the rules, relative on some sites. Resolve them.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;     // hex digits upper case, bytes above 127 percent-encoded
    std::string normalised;  // the same with unreserved characters decoded; empty where that changes nothing
  };
  struct Agents {
    bool everyone = false;           // "*" was among them
    std::vector<std::string> names;  // product tokens, lower case
    bool name(std::string_view user_agent) const;
  };
  struct Group {
    Agents agents;
    std::vector<Rule> rules;
  };
  struct Delay {
    Agents agents;
    double seconds = 0;
  };

  friend class RobotsParser;
  std::vector<Group> groups_;
  std::vector<Delay> delays_;
  std::vector<std::string> sitemaps_;
};

// What a robots.txt answer means (RFC 9309 2.3.1).
enum class RobotsAvailability {
  available,    // 2xx: its rules hold
  unavailable,  // 4xx but 429: there are no rules, everything is allowed
  unreachable,  // 429, 5xx, or no answer at all: everything is refused for now; cache it for less long
};
// `status` 0 stands for "no answer". Redirects are the fetcher's to follow (five at least, RFC 9309 2.3.1.2); one
// that is left over counts as unavailable.
RobotsAvailability robots_availability(int status);
// The rules that follow from the answer; `body` counts only where it is available.
RobotsFile rules_for_status(int status, std::string_view body);

}  // namespace tenderlead::crawler
