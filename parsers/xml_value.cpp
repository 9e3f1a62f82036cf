#include "parsers/xml_value.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <memory>
#include <string>

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxXmlBytes = std::size_t{16} << 20;
constexpr int kDepth = 64;

struct FreeDoc {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};

std::string text_of(const xmlChar* text) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

// dc:date and date are two names.
template <typename Node>
std::string name_of(const Node* node) {
  const std::string name = text_of(node->name);
  if (node->ns == nullptr || node->ns->prefix == nullptr) return name;
  return text_of(node->ns->prefix) + ":" + name;
}

std::string attribute_text(const xmlAttr* attribute) {
  std::string text;
  for (const xmlNode* part = attribute->children; part != nullptr; part = part->next)
    if (part->type == XML_TEXT_NODE) text += text_of(part->content);
  return text;
}

bool is_repeated(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kRepeated = {"item", "entry", "record", "row", "news"};
  return std::find(kRepeated.begin(), kRepeated.end(), name) != kRepeated.end();
}

void add(json::object& object, const std::string& name, json::value value) {
  json::value* known = object.if_contains(name);
  if (known == nullptr) {
    if (is_repeated(name)) value = json::array{std::move(value)};
    object.emplace(name, std::move(value));
  } else if (json::array* several = known->if_array()) {
    several->push_back(std::move(value));
  } else {
    json::array both;
    both.push_back(std::move(*known));
    both.push_back(std::move(value));
    *known = std::move(both);
  }
}

// Atom names an entry's page, its own address and its files by links; only the page is meant.
bool leads_elsewhere(const json::object& attributes) {
  const json::value* rel = attributes.if_contains("rel");
  return rel != nullptr && rel->is_string() && rel->get_string() != "alternate";
}

json::value value_of(const xmlNode* element, int depth) {
  json::object object;
  for (const xmlAttr* at = element->properties; at != nullptr; at = at->next)
    object.emplace(name_of(at), attribute_text(at));
  std::string text;
  bool nested = false;
  for (const xmlNode* child = element->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      text += text_of(child->content);
    if (child->type != XML_ELEMENT_NODE || depth >= kDepth) continue;
    nested = true;
    json::value value = value_of(child, depth + 1);
    if (!value.is_null()) add(object, name_of(child), std::move(value));
  }
  const bool blank =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
  if (nested) return object;
  if (!blank || object.empty()) return json::string(text);
  if (const json::value* address = object.if_contains("href"))
    return leads_elsewhere(object) ? json::value(nullptr) : *address;
  return object;
}

// Whether the & that `rest` begins with is XML's own: &amp; and the like, &#38;.
bool is_reference(std::string_view rest) {
  static constexpr std::array<std::string_view, 6> kReferences = {"&amp;",  "&lt;",   "&gt;",
                                                                  "&quot;", "&apos;", "&#"};
  return std::any_of(kReferences.begin(), kReferences.end(), [&](std::string_view reference) {
    return rest.substr(0, reference.size()) == reference;
  });
}

// Addresses as sites put them into XML, a=1&b=2, and HTML's own entities: & is a letter there.
std::string with_plain_ampersands(std::string_view xml) {
  constexpr std::string_view kOpen = "<![CDATA[";
  std::string out;
  out.reserve(xml.size());
  for (std::size_t at = 0; at < xml.size();) {
    const std::size_t next = std::min(xml.find_first_of("&<", at), xml.size());
    out.append(xml.substr(at, next - at));
    at = next;
    const std::string_view rest = xml.substr(at);
    std::size_t length = std::min<std::size_t>(rest.size(), 1);
    if (rest.substr(0, kOpen.size()) == kOpen) length = std::min(rest.find("]]>"), rest.size());
    out.append(rest.substr(0, length));
    if (!rest.empty() && rest.front() == '&' && !is_reference(rest)) out += "amp;";
    at += length;
  }
  return out;
}

}  // namespace

Result<json::value> read_xml_value(std::string_view xml) {
  if (xml.size() > kMaxXmlBytes) return Error{ErrorCode::too_large, "XML of more than 16 MiB"};
  const std::string text = with_plain_ampersands(xml.substr(std::min(xml.find('<'), xml.size())));
  const std::unique_ptr<xmlDoc, FreeDoc> doc(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA));
  const xmlNode* root = doc == nullptr ? nullptr : xmlDocGetRootElement(doc.get());
  if (root == nullptr) return Error{ErrorCode::invalid_input, "not well-formed XML"};
  json::object document;
  add(document, name_of(root), value_of(root, 0));
  return json::value(std::move(document));
}

}  // namespace tenderlead::parsers
