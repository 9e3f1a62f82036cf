// Lists that a page's scripts hold: var list = [{title:'…',url:'…'}], <script type="application/json">, document.write('<li>…'),
// the records of <script type="text/xml">; also what they find in a <textarea> or an attribute (:items='[{…}]').
#include <gumbo.h>

#include <string>
#include <string_view>

#include "parsers/dom.h"
#include "parsers/js_value.h"
#include "parsers/json_document.h"
#include "parsers/list_reader.h"
#include "parsers/markup_list.h"
#include "parsers/node_walk.h"
#include "parsers/string_literal.h"
#include "parsers/xml_value.h"

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostBytes = std::size_t{2} << 20;  // of all scripts
constexpr int kMostTries = 40;                            // values looked at
constexpr int kMostOpenLiterals = 64;                     // apostrophes that close nothing
constexpr std::size_t kShortestLiteral = 20;

// Where a value with records may begin: a script that is nothing else, or an array of objects in one.
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

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  return first == text.npos ? std::string_view()
                            : text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

// Markup with its CDATA written out.
std::string without_cdata(std::string_view xml) {
  std::string out;
  while (!xml.empty()) {
    const std::size_t at = std::min(xml.find("<![CDATA["), xml.find("]]>"));
    out.append(xml.substr(0, at));
    if (at == xml.npos) break;
    xml.remove_prefix(at + (xml[at] == '<' ? 9 : 3));
  }
  return out;
}

class ScriptLists {
 public:
  explicit ScriptLists(std::string_view url) : url_(url) { best_.url = url; }

  void read(std::string_view script) {
    bytes_ += script.size();
    if (bytes_ > kMostBytes) return;
    const std::string_view text = trimmed(script);
    if (text.starts_with('<') && !text.starts_with("<!--")) {
      read_markup(text);
      return;
    }
    read_values(script);
    read_literals(script);
  }

  ListPage take() { return std::move(best_); }

 private:
  void consider(ListPage list) {
    if (list.items.size() > best_.items.size()) best_ = std::move(list);
  }

  // Templates stand in scripts too, so only what has been filled in counts.
  void read_markup(std::string_view markup) {
    if (markup.find("{{") != markup.npos || markup.find("<%") != markup.npos) return;
    ListPage list = read_xml_list(markup, url_);
    if (list.items.empty()) list = read_markup_list(without_cdata(markup), url_);
    consider(std::move(list));
  }

  void read_values(std::string_view script) {
    for (std::size_t at = next_value(script, 0); at != script.npos && tries_ < kMostTries; ++tries_) {
      std::size_t next = at + 1;
      if (const std::optional<JsValue> value = read_js_value(script, at)) {
        next = value->end;
        consider(read_json_list(value->value, url_));
      }
      at = next_value(script, next);
    }
  }

  // JSON.parse('[…]'), and the pieces of HTML that a script writes one after the other.
  void read_literals(std::string_view script) {
    std::string markup;
    for (std::size_t at = script.find_first_of("\"'`");
         at != script.npos && open_literals_ < kMostOpenLiterals; at = script.find_first_of("\"'`", at)) {
      const std::size_t end = end_of_literal(script, at);
      if (end == script.npos) {
        ++open_literals_;
        ++at;
        continue;
      }
      const std::string_view raw = script.substr(at + 1, end - at - 1);
      at = end + 1;
      const std::string_view text = trimmed(raw);
      const bool filled = raw.find("${") == raw.npos && raw.find("{{") == raw.npos;
      if (text.starts_with('<') && text.ends_with('>') && filled)
        markup += resolve_escapes(text);
      else if (text.size() >= kShortestLiteral && (text.front() == '[' || text.front() == '{'))
        if (const Result<json::value> value = parse_json(resolve_escapes(text)))
          consider(read_json_list(*value, url_));
    }
    if (may_hold_list(markup)) consider(read_markup_list(markup, url_));
  }

  std::string_view url_;
  ListPage best_;
  std::size_t bytes_ = 0;
  int tries_ = 0;
  int open_literals_ = 0;
};

}  // namespace

ListPage read_xml_list(std::string_view xml, std::string_view url) {
  const Result<json::value> value = read_xml_value(xml);
  if (value) return read_json_list(*value, url);
  ListPage none;
  none.url = url;
  return none;
}

ListPage read_script_list(std::string_view script, std::string_view url) {
  ScriptLists lists(url);
  lists.read(script);
  return lists.take();
}

ListPage read_script_list(const Dom& dom, std::string_view url) {
  ScriptLists lists(url);
  if (dom.root() == nullptr) return lists.take();
  for_each_below(dom.root(), [&](const GumboNode* node) {
    if (!is_element(node)) return false;
    const GumboVector& attributes = node->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      const std::string_view value = trimmed(static_cast<const GumboAttribute*>(attributes.data[i])->value);
      if (value.size() >= kShortestLiteral && (value.front() == '[' || value.front() == '{'))
        lists.read(value);
    }
    const bool code = node->v.element.tag == GUMBO_TAG_SCRIPT || node->v.element.tag == GUMBO_TAG_TEXTAREA;
    if (!code) return true;
    if (node->v.element.children.length > 0 && child(node, 0)->type == GUMBO_NODE_TEXT)
      lists.read(child(node, 0)->v.text.text);
    return false;
  });
  return lists.take();
}

}  // namespace tenderlead::parsers
