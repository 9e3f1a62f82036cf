// Lists that a page's scripts hold as JSON: var list = [{"title":…,"url":…}], <script type="application/json">.
#include <gumbo.h>

#include <boost/json/stream_parser.hpp>
#include <string_view>

#include "parsers/dom.h"
#include "parsers/list_reader.h"
#include "parsers/node_walk.h"

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostBytes = std::size_t{2} << 20;  // of all scripts
constexpr int kMostTries = 40;                            // values looked at
constexpr std::size_t kDepth = 32;

// Where a JSON value with records may begin: a script that is nothing else, or an array of objects in one.
std::size_t next_value(std::string_view script, std::size_t from) {
  if (from == 0) {
    const std::size_t first = script.find_first_not_of(" \t\r\n");
    if (first != script.npos && (script[first] == '{' || script[first] == '[')) return first;
  }
  for (std::size_t at = script.find('[', from); at != script.npos; at = script.find('[', at + 1)) {
    const std::size_t inner = script.find_first_not_of(" \t\r\n", at + 1);
    if (inner != script.npos && script[inner] == '{') return at;
  }
  return script.npos;
}

}  // namespace

ListPage read_script_list(const Dom& dom, std::string_view url) {
  ListPage best;
  best.url = url;
  if (dom.root() == nullptr) return best;
  std::size_t bytes = 0;
  int tries = 0;
  for_each_below(dom.root(), [&](const GumboNode* node) {
    if (!is_element(node)) return false;
    if (node->v.element.tag != GUMBO_TAG_SCRIPT) return true;
    if (node->v.element.children.length == 0 || child(node, 0)->type != GUMBO_NODE_TEXT) return false;
    const std::string_view script = child(node, 0)->v.text.text;
    bytes += script.size();
    if (bytes > kMostBytes) return false;
    for (std::size_t at = next_value(script, 0); at != script.npos && tries < kMostTries; ++tries) {
      json::parse_options options;
      options.max_depth = kDepth;
      json::stream_parser parser({}, options);
      boost::system::error_code error;
      const std::size_t used = parser.write_some(script.data() + at, script.size() - at, error);
      std::size_t next = at + 1;
      if (!error && parser.done()) {
        next = at + used;
        ListPage page = read_json_list(parser.release(), url);
        if (page.items.size() > best.items.size()) best = std::move(page);
      }
      at = next_value(script, next);
    }
    return false;
  });
  return best;
}

}  // namespace tenderlead::parsers
