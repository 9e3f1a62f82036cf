// Checks that several parts of a source share.
#include <re2/re2.h>

#include "app/config/source_parts.h"
#include "crawler/url.h"
#include "parsers/select.h"

namespace tenderlead::config {

void check_selector_text(const YamlNode& node, std::string_view key, const std::string& text,
                         Faults& faults) {
  // A JSON pointer looks like an XPath that begins with one slash, and a link template is neither; what is left must be
  // a selector. An empty key at the top of a JSON document, which "//" would be, is nobody's.
  const bool pointer = text.starts_with('/') && !text.starts_with("//");
  if (text.empty() || pointer || text.find("{/") != std::string::npos) return;
  const auto checked = parsers::check_selector(text);
  if (!checked) faults.add(node, "'" + std::string(key) + "' isn't a selector: " + checked.error().message);
}

void check_pattern(const YamlNode& node, std::string_view key, Faults& faults) {
  const re2::RE2 pattern(node.text, re2::RE2::Quiet);
  if (!pattern.ok()) faults.add(node, "'" + std::string(key) + "' isn't a pattern (RE2): " + pattern.error());
}

void check_host(const YamlNode& node, bool subdomains, Faults& faults) {
  std::string_view host = node.text;
  if (subdomains && host.starts_with("*.")) host.remove_prefix(2);
  const auto parsed = crawler::parse_url("http://" + std::string(host) + "/");
  const bool plain = host.find_first_of("/@*?# ") == std::string_view::npos;
  if (!plain || !parsed)
    faults.add(node, "'" + node.text + "' is no host; write a name or address, with a port if it has one: " +
                         (subdomains ? "www.example.cn, *.example.cn" : "127.0.0.1:8080"));
}

}  // namespace tenderlead::config
