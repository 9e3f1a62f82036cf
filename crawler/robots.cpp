#include "crawler/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "crawler/percent_encoding.h"

namespace tenderlead::crawler {
namespace {

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_prefix) {
  return lowered(text.substr(0, lower_prefix.size())) == lower_prefix;
}

enum class Key { user_agent, allow, disallow, crawl_delay, sitemap, unknown };

struct KeyWord {
  std::string_view word;
  Key key;
};
// Compared as prefixes and without case, with the typos that Google's matcher accepts because they are frequent.
constexpr KeyWord kKeyWords[] = {{"user-agent", Key::user_agent},  {"useragent", Key::user_agent},
                                 {"user agent", Key::user_agent},  {"allow", Key::allow},
                                 {"disallow", Key::disallow},      {"dissallow", Key::disallow},
                                 {"dissalow", Key::disallow},      {"disalow", Key::disallow},
                                 {"diasllow", Key::disallow},      {"disallaw", Key::disallow},
                                 {"sitemap", Key::sitemap},        {"site-map", Key::sitemap},
                                 {"crawl-delay", Key::crawl_delay}};

Key key_of(std::string_view text) {
  for (const KeyWord& word : kKeyWords) {
    if (starts_with_ignoring_case(text, word.word)) return word.key;
  }
  return Key::unknown;
}

// Google reads no more of a line: eight times the longest URL that Internet Explorer took.
constexpr std::size_t kMaxLineBytes = 2083 * 8;

struct Line {
  std::string_view key;
  std::string_view value;
};

// "key: value # comment". Where the colon is missing, white space stands for it, if there are exactly two words.
std::optional<Line> read_line(std::string_view line) {
  line = line.substr(0, kMaxLineBytes - 1);
  line = line.substr(0, line.find('\0'));
  line = trimmed(line.substr(0, line.find('#')));
  std::size_t separator = line.find(':');
  if (separator == std::string_view::npos) {
    separator = line.find_first_of(" \t");
    if (separator == std::string_view::npos) return std::nullopt;
    if (trimmed(line.substr(separator)).find_first_of(" \t") != std::string_view::npos) return std::nullopt;
  }
  const Line read{trimmed(line.substr(0, separator)), trimmed(line.substr(separator + 1))};
  if (read.key.empty()) return std::nullopt;
  return read;
}

// As Google compares patterns: hex digits upper case, bytes above 127 encoded, everything else as written.
std::string escaped_pattern(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_percent_triplet(text, i)) {
      append_triplet(out, triplet_byte(text, i));
      i += 2;
    } else if (static_cast<std::uint8_t>(text[i]) >= 0x80) {
      append_triplet(out, static_cast<std::uint8_t>(text[i]));
    } else {
      out += text[i];
    }
  }
  return out;
}

// A path with the characters that are special in rules as "%2A" and "%24", by which rules name them themselves
// (RFC 9309 2.2.3).
std::string specials_escaped(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (c == '*' || c == '$')
      append_triplet(out, static_cast<std::uint8_t>(c));
    else
      out += c;
  }
  return out;
}

bool names_specials(std::string_view pattern) {
  return pattern.find("%2A") != std::string_view::npos || pattern.find("%24") != std::string_view::npos;
}

// The path, parameters and query of a URL: what rules speak of. Google's own reading, which also takes "//host/path",
// "host/path" and a bare path.
std::string path_of(std::string_view url) {
  const std::size_t start = url.substr(0, 2) == "//" ? 2 : 0;
  const std::size_t early = url.find_first_of("/?;", start);
  std::size_t authority = url.find("://", start);
  authority = authority == std::string_view::npos || early < authority ? start : authority + 3;
  const std::size_t path = url.find_first_of("/?;", authority);
  const std::size_t hash = url.find('#', start);
  if (path == std::string_view::npos || hash < path) return "/";
  const std::string_view found = url.substr(path, hash == std::string_view::npos ? hash : hash - path);
  return found[0] == '/' ? std::string(found) : "/" + std::string(found);
}

// RFC 9309 2.2.3: "*" is any run of bytes, a "$" at the end is the end of the path, and everything else is a prefix.
// Taking the leftmost place for each piece between stars is enough, so the work is linear in practice.
bool matches(std::string_view path, std::string_view pattern) {
  const bool anchored = !pattern.empty() && pattern.back() == '$';
  if (anchored) pattern.remove_suffix(1);
  std::size_t star = pattern.find('*');
  if (path.substr(0, std::min(star, pattern.size())) != pattern.substr(0, star)) return false;
  if (star == std::string_view::npos) return !anchored || path.size() == pattern.size();
  std::size_t at = star;
  while (true) {
    const std::size_t begin = star + 1;
    star = pattern.find('*', begin);
    const std::string_view piece =
        pattern.substr(begin, star == std::string_view::npos ? star : star - begin);
    if (star == std::string_view::npos && anchored) {
      return path.size() >= at + piece.size() && path.ends_with(piece);
    }
    at = path.find(piece, at);
    if (at == std::string_view::npos) return false;
    at += piece.size();
    if (star == std::string_view::npos) return true;
  }
}

std::string_view leading_token(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() &&
         ((lower(text[end]) >= 'a' && lower(text[end]) <= 'z') || text[end] == '-' || text[end] == '_')) {
    ++end;
  }
  return text.substr(0, end);
}

std::optional<double> seconds_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value) || value < 0) return std::nullopt;
  return value;
}

// The longest match's length for one group of rules; -1 for none (an empty pattern has length 0 and never decides).
struct Priorities {
  std::ptrdiff_t allow = -1;
  std::ptrdiff_t disallow = -1;

  bool decided() const { return allow > 0 || disallow > 0; }
  bool allowed() const { return disallow <= allow; }
};

}  // namespace

// Collects groups line by line. Consecutive User-agent lines share the rules that follow them; the first User-agent
// line after a rule begins a new group (RFC 9309 2.2.1).
class RobotsParser {
 public:
  RobotsFile parse(std::string_view bytes) {
    // Not to the middle of a line: half of "Allow: /public" allows everything.
    if (bytes.size() > kMaxRobotsBytes) {
      const auto end = bytes.find_last_of("\r\n", kMaxRobotsBytes);
      bytes = bytes.substr(0, end == std::string_view::npos ? 0 : end);
    }
    // A byte order mark, even one that is cut short, isn't a part of the first line.
    for (const char c : std::string_view("\xEF\xBB\xBF")) {
      if (bytes.empty() || bytes.front() != c) break;
      bytes.remove_prefix(1);
    }
    while (!bytes.empty()) {
      const std::size_t end = bytes.find_first_of("\r\n");
      if (const auto line = read_line(bytes.substr(0, end))) take(*line);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    return std::move(file_);
  }

 private:
  void take(const Line& line) {
    switch (key_of(line.key)) {
      case Key::user_agent:
        return take_agent(line.value);
      case Key::allow:
        return take_rule(true, line.value);
      case Key::disallow:
        return take_rule(false, line.value);
      case Key::crawl_delay:
        return take_delay(line.value);
      case Key::sitemap:
        file_.sitemaps_.emplace_back(line.value);
        return;
      case Key::unknown:
        return;
    }
  }

  void take_agent(std::string_view value) {
    if (file_.groups_.empty() || seen_rule_) file_.groups_.emplace_back();
    if (seen_rule_ || seen_delay_) delayed_ = {};
    seen_rule_ = seen_delay_ = false;
    add(file_.groups_.back().agents, value);
    add(delayed_, value);
  }

  // "* and more" is still everyone, to Google.
  static void add(RobotsFile::Agents& agents, std::string_view value) {
    if (!value.empty() && value[0] == '*' && (value.size() == 1 || is_blank(value[1]))) {
      agents.everyone = true;
    } else {
      agents.names.push_back(lowered(leading_token(value)));
    }
  }

  void take_rule(bool allow, std::string_view value) {
    if (file_.groups_.empty()) return;  // rules before the first User-agent line belong to nobody
    seen_rule_ = true;
    add_rule(allow, escaped_pattern(value));
  }

  void add_rule(bool allow, std::string pattern) {
    // Google's own: "/a/index.html" allows "/a/" too.
    const std::size_t slash = pattern.rfind('/');
    if (allow && slash != std::string::npos && pattern.compare(slash, 10, "/index.htm") == 0) {
      file_.groups_.back().rules.push_back({true, pattern.substr(0, slash + 1) + "$", ""});
    }
    std::string normalised = allow ? std::string() : percent_normalised(pattern);
    if (normalised == pattern) normalised.clear();
    file_.groups_.back().rules.push_back({allow, std::move(pattern), std::move(normalised)});
  }

  void take_delay(std::string_view value) {
    seen_delay_ = true;
    const auto seconds = seconds_of(value);
    if (seconds && (delayed_.everyone || !delayed_.names.empty()))
      file_.delays_.push_back({delayed_, *seconds});
  }

  RobotsFile file_;
  RobotsFile::Agents
      delayed_;  // whom a Crawl-delay line would bind; it ends a run of User-agent lines for itself only
  bool seen_rule_ = false;
  bool seen_delay_ = false;
};

std::string_view product_token(std::string_view user_agent) {
  return leading_token(user_agent);
}

bool RobotsFile::Agents::name(std::string_view user_agent) const {
  return std::find(names.begin(), names.end(), lowered(user_agent)) != names.end();
}

RobotsFile RobotsFile::parse(std::string_view bytes) {
  return RobotsParser().parse(bytes);
}

RobotsFile RobotsFile::disallow_all() {
  return parse("User-agent: *\nDisallow: /\n");
}

bool RobotsFile::allowed(std::string_view user_agent, std::string_view url) const {
  const std::string path = path_of(url);
  if (path == "/robots.txt") return true;
  const std::string normalised_path = percent_normalised(path);
  const std::string escaped_path = specials_escaped(normalised_path);
  Priorities own, everyone;
  bool named = false;
  for (const Group& group : groups_) {
    const bool names_us = group.agents.name(user_agent);
    named = named || names_us;
    if (!names_us && !group.agents.everyone) continue;
    Priorities& best = names_us ? own : everyone;
    for (const Rule& rule : group.rules) {
      const auto length = static_cast<std::ptrdiff_t>(rule.pattern.size());
      std::ptrdiff_t& longest = rule.allow ? best.allow : best.disallow;
      if (length <= longest) continue;
      const bool normal_forms_differ = !rule.allow && (!rule.normalised.empty() || normalised_path != path);
      if (matches(path, rule.pattern) ||
          (normal_forms_differ &&
           matches(normalised_path, rule.normalised.empty() ? rule.pattern : rule.normalised)) ||
          (names_specials(rule.pattern) && matches(escaped_path, rule.pattern))) {
        longest = length;
      }
    }
  }
  if (own.decided()) return own.allowed();
  if (named) return true;
  return !everyone.decided() || everyone.allowed();
}

std::optional<double> RobotsFile::crawl_delay_seconds(std::string_view user_agent) const {
  std::optional<double> own, everyone;
  bool named = std::any_of(groups_.begin(), groups_.end(),
                           [&](const Group& group) { return group.agents.name(user_agent); });
  for (const Delay& delay : delays_) {
    if (delay.agents.name(user_agent)) own = delay.seconds;
    if (delay.agents.everyone) everyone = delay.seconds;
  }
  return own || named ? own : everyone;
}

RobotsAvailability robots_availability(int status) {
  if (status >= 200 && status < 300) return RobotsAvailability::available;
  if (status >= 300 && status < 500 && status != 429) return RobotsAvailability::unavailable;
  return RobotsAvailability::unreachable;
}

RobotsFile rules_for_status(int status, std::string_view body) {
  switch (robots_availability(status)) {
    case RobotsAvailability::available:
      return RobotsFile::parse(body);
    case RobotsAvailability::unavailable:
      return RobotsFile::allow_all();
    case RobotsAvailability::unreachable:
      break;
  }
  return RobotsFile::disallow_all();
}

}  // namespace tenderlead::crawler
