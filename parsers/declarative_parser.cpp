#include "parsers/declarative_parser.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "parsers/dom.h"
#include "parsers/html_document.h"
#include "parsers/json_document.h"
#include "parsers/json_keys.h"
#include "parsers/link.h"
#include "parsers/list_date.h"
#include "parsers/list_item.h"
#include "parsers/list_reader.h"
#include "parsers/page_content.h"
#include "parsers/select.h"

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

constexpr std::size_t kDayLength = 10;  // of YYYY-MM-DD

bool is_pointer(std::string_view text) {
  return text.substr(0, 1) == "/" && text.substr(0, 2) != "//";
}

// "https://host/detail?id={/articleId}" with the record's values for the pointers in braces.
std::string fill_template(std::string_view text, const json::value& record) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find("{/"), text.size());
    out.append(text.substr(0, open));
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    if (text.empty() || close == std::string_view::npos) break;
    out += json_text(record, text.substr(1, close - 1));
    text.remove_prefix(close + 1);
  }
  return out.append(text);
}

std::string first_value(const SelectorTree& tree, const std::string& selector, Element scope = {}) {
  const Result<std::string> value = tree.value(selector, scope);
  return value ? *value : std::string();
}

// The address that a selector gives: "a@href" names the attribute, "a" leaves it open.
std::string address_by(const SelectorTree& tree, const std::string& selector, Element scope) {
  if (selector.find('@') != std::string::npos || selector.find("::attr(") != std::string::npos)
    return first_value(tree, selector, scope);
  const Result<std::vector<Element>> found = tree.elements(selector, scope);
  if (!found || found->empty()) return first_value(tree, selector, scope);
  for (const char* name : {"href", "src", "data-url", "data-href"})
    if (std::string value = tree.attribute(found->front(), name);
        !value.empty() && value != "#" && value.find("javascript:") != 0)
      return value;
  return {};
}

std::string script_of(const SelectorTree& tree, const std::string& selector, Element scope) {
  const Result<std::vector<Element>> found = tree.elements(selector, scope);
  if (!found || found->empty()) return {};
  std::string script = tree.attribute(found->front(), "onclick");
  return script.empty() ? tree.attribute(found->front(), "href") : script;
}

// The outermost element that a node lies in.
const GumboNode* top_of(const GumboNode* node) {
  while (node->parent != nullptr && node->parent->type == GUMBO_NODE_ELEMENT) node = node->parent;
  return node;
}

class DeclarativeParser : public SiteParser {
 public:
  explicit DeclarativeParser(SiteParserConfig config) : config_(std::move(config)) {}

  std::optional<ListPage> list(const PageContent& page) const override {
    if (config_.list_item.empty()) return std::nullopt;
    if (page.kind() == BodyKind::json) return json_list(page);
    if (page.xml() != nullptr) return xml_list(*page.xml(), page.url());
    return html_list(page);
  }

  std::vector<RecordDocument> records(const PageContent& page) const override {
    std::vector<RecordDocument> records;
    if (config_.list_body.empty() || page.json() == nullptr) return records;
    for_each_record(*page.json(), [&](const json::value& record) {
      RecordDocument entry;
      entry.item = record_item(record, page.url());
      if (entry.item.url.empty()) entry.item.url = page.url();
      entry.document = build_json_document(record, entry.item.url, config_.list_body);
      if (!entry.item.title.empty()) entry.document.hint_title = entry.item.title;
      if (!entry.item.published_at.empty()) entry.document.hint_published_at = entry.item.published_at;
      if (!entry.document.text.empty()) records.push_back(std::move(entry));
    });
    return records;
  }

  std::optional<Document> document(const PageContent& page) const override {
    if (config_.body.empty()) return std::nullopt;
    if (page.kind() == BodyKind::json) {
      if (page.json() == nullptr || json_text(*page.json(), config_.body).empty()) return std::nullopt;
      return build_json_document(*page.json(), page.url(), config_.body);
    }
    const Result<std::vector<Element>> found = page.tree().elements(config_.body);
    if (!found || found->empty()) return std::nullopt;
    Document document = build_html_document(page.dom(), page.url(), page.tree().origin(found->front()));
    if (document.text.empty()) return std::nullopt;
    document.html_title = first_value(page.tree(), "title");
    return document;
  }

  std::string body_url(const PageContent& page) const override {
    if (config_.body_url.empty()) return {};
    if (page.kind() == BodyKind::json)
      return page.json() == nullptr ? std::string()
                                    : resolve_link(page.url(), json_text(*page.json(), config_.body_url));
    return resolve_link(page.url(), address_by(page.tree(), config_.body_url, {}));
  }

  std::vector<std::pair<std::string, std::string>> fields(const PageContent& page) const override {
    std::vector<std::pair<std::string, std::string>> values;
    if (page.kind() == BodyKind::json && page.json() == nullptr) return values;
    for (const auto& [path, selector] : config_.fields) {
      std::string value =
          page.json() != nullptr ? json_text(*page.json(), selector) : first_value(page.tree(), selector);
      if (!value.empty()) values.emplace_back(path, std::move(value));
    }
    return values;
  }

 private:
  template <typename Visit>
  void for_each_record(const json::value& root, Visit visit) const {
    json::error_code error;
    const json::value* found = root.find_pointer(config_.list_item, error);
    const json::array* array = found == nullptr ? nullptr : found->if_array();
    if (array == nullptr) return;
    for (const json::value& record : *array) visit(record);
  }

  // A record's member by the configured pointer, or by what its key means.
  static std::string member(const json::value& record, const std::string& pointer, KeyMeaning meaning) {
    if (!pointer.empty()) return json_text(record, pointer);
    const json::object* object = record.if_object();
    return object == nullptr ? std::string() : value_by_meaning(*object, meaning);
  }

  ListItem record_item(const json::value& record, std::string_view url) const {
    ListItem item;
    const bool is_template = config_.list_link.find("{/") != std::string::npos;
    item.url = resolve_link(url, is_template ? fill_template(config_.list_link, record)
                                             : member(record, config_.list_link, KeyMeaning::url));
    item.title = plain_title(member(record, config_.list_title, KeyMeaning::title));
    item.published_at = json_date(member(record, config_.list_date, KeyMeaning::date)).substr(0, kDayLength);
    return item;
  }

  ListPage json_list(const PageContent& content) const {
    ListPage page;
    page.url = content.url();
    if (content.json() == nullptr) return page;
    for_each_record(*content.json(), [&](const json::value& record) {
      ListItem item = record_item(record, page.url);
      if (!item.url.empty()) page.items.push_back(std::move(item));
    });
    if (!config_.list_next.empty())
      page.next = resolve_link(page.url, json_text(*content.json(), config_.list_next));
    return page;
  }

  // Lists cut long titles and keep the whole in the title attribute.
  static std::string configured_title(const SelectorTree& tree, const std::string& selector,
                                      Element element) {
    std::string title = first_value(tree, selector, element);
    const Result<std::vector<Element>> titled = tree.elements(selector, element);
    if (titled && !titled->empty() && selector.find('@') == std::string::npos) {
      std::string whole = tree.attribute(titled->front(), "title");
      if (whole.size() > title.size()) title = std::move(whole);
    }
    return title;
  }

  // What the configuration leaves out is read as the generic reader reads it.
  ListItem element_item(const SelectorTree& tree, Element element, std::string_view base,
                        const ScriptLinks& scripts) const {
    ListItem item;
    const std::string link = config_.list_link.empty() ? "a" : config_.list_link;
    item.url = resolve_link(base, address_by(tree, link, element));
    if (item.url.empty()) item.url = resolve_link(base, scripts.target(script_of(tree, link, element)));
    const Result<std::vector<Element>> linked = tree.elements(link, element);
    const GumboNode* link_node = linked && !linked->empty() ? tree.origin(linked->front()) : nullptr;
    if (config_.list_title.empty() && link_node != nullptr)
      item.title = title_of(link_node);
    else
      item.title = configured_title(tree, config_.list_title.empty() ? link : config_.list_title, element);
    if (config_.list_date.empty() && link_node != nullptr) {
      const GumboNode* item_node = element.node == nullptr ? top_of(link_node) : tree.origin(element);
      item.published_at = item_date(item_node, {link_node, item.url, item.title, {}, {}});
      item.published_at.resize(std::min(item.published_at.size(), kDayLength));
      return item;
    }
    const std::string date =
        config_.list_date.empty() ? tree.text(element) : first_value(tree, config_.list_date, element);
    item.published_at = list_date(date).substr(0, kDayLength);
    if (item.published_at.empty())
      if (const auto in_url = date_in_url(item.url)) item.published_at = to_string(*in_url);
    return item;
  }

  ListPage html_list(const PageContent& content) const {
    ListPage page;
    page.url = content.url();
    const Dom& dom = content.dom();
    if (dom.root() == nullptr) return page;
    const SelectorTree& tree = content.tree();
    const ScriptLinks scripts = collect_scripts(dom.root());
    const std::string base = base_of(dom.root(), page.url);
    const Result<std::vector<Element>> items = tree.elements(config_.list_item);
    if (!items) return page;
    for (const Element element : *items) {
      ListItem item = element_item(tree, element, base, scripts);
      if (!item.url.empty()) page.items.push_back(std::move(item));
    }
    page.next = config_.list_next.empty() ? read_next(dom, page.url)
                                          : resolve_link(base, address_by(tree, config_.list_next, {}));
    return page;
  }

  // Records whose text is HTML in CDATA: link, title and date are selected within that HTML.
  ListPage xml_list(const SelectorTree& tree, const std::string& url) const {
    ListPage page;
    page.url = url;
    const Result<std::vector<Element>> records = tree.elements(config_.list_item);
    if (!records) return page;
    const ScriptLinks scripts;
    for (const Element record : *records) {
      const std::string html = tree.raw_text(record);
      ListItem item;
      if (looks_like_html(html)) {
        const Dom dom{std::string_view(html)};
        const SelectorTree inner(dom);
        item = element_item(inner, {}, url, scripts);
      } else {
        item = element_item(tree, record, url, scripts);
      }
      if (!item.url.empty()) page.items.push_back(std::move(item));
    }
    if (!config_.list_next.empty()) page.next = resolve_link(url, first_value(tree, config_.list_next));
    return page;
  }

  SiteParserConfig config_;
};

}  // namespace

Result<std::unique_ptr<SiteParser>> make_declarative_parser(const SiteParserConfig& config) {
  const auto check = [](const std::string& name, const std::string& selector) -> Result<void> {
    // JSON pointers and templates are checked against the answer itself.
    if (selector.empty() || is_pointer(selector) || selector.find("{/") != std::string::npos) return {};
    const Result<void> checked = check_selector(selector);
    if (!checked) return Error{ErrorCode::invalid_config, name + ": " + checked.error().message};
    return {};
  };
  const std::array<std::pair<const char*, const std::string*>, 8> selectors = {
      {{"list.item", &config.list_item},
       {"list.link", &config.list_link},
       {"list.title", &config.list_title},
       {"list.date", &config.list_date},
       {"list.next", &config.list_next},
       {"list.body", &config.list_body},
       {"detail.body", &config.body},
       {"detail.body_url", &config.body_url}}};
  for (const auto& [name, selector] : selectors)
    if (const Result<void> checked = check(name, *selector); !checked) return checked.error();
  for (const auto& [path, selector] : config.fields)
    if (const Result<void> checked = check("detail.fields." + path, selector); !checked)
      return checked.error();
  return std::unique_ptr<SiteParser>(std::make_unique<DeclarativeParser>(config));
}

}  // namespace tenderlead::parsers
