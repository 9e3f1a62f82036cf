#include "parsers/select.h"

#include <gumbo.h>
#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <algorithm>
#include <utility>

#include "parsers/fold.h"

namespace tenderlead::parsers {
namespace {

// Steps that one evaluation may take; a selector over a 20 MB page needs some millions.
constexpr unsigned long kMaxOperations = 200'000'000;
constexpr int kMaxXmlBytes = 64 << 20;

// libxml2 2.9 sets itself up where it is first used, and two threads that do so at once can wait for ever: done before there
// are threads.
[[maybe_unused]] const bool xml_is_set_up = (xmlInitParser(), true);

struct FreeDoc {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};
struct FreeContext {
  void operator()(xmlXPathContext* context) const { xmlXPathFreeContext(context); }
};
struct FreeObject {
  void operator()(xmlXPathObject* object) const { xmlXPathFreeObject(object); }
};
struct FreeExpression {
  void operator()(xmlXPathCompExpr* expression) const { xmlXPathFreeCompExpr(expression); }
};
using Doc = std::unique_ptr<xmlDoc, FreeDoc>;
using Context = std::unique_ptr<xmlXPathContext, FreeContext>;
using Object = std::unique_ptr<xmlXPathObject, FreeObject>;
using Expression = std::unique_ptr<xmlXPathCompExpr, FreeExpression>;

const xmlChar* xml(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}
const char* chars(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

std::string take(xmlChar* text) {
  std::string out = text == nullptr ? std::string() : std::string(chars(text));
  xmlFree(text);
  return out;
}

void ignore_error(void*, xmlErrorPtr) {}

// What a selector takes of each element.
enum class Take { text, attribute, html };

struct Selector {
  std::string path;
  Take take = Take::text;
  std::string attribute;
};

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
  return text;
}

// "/* the rows */ li" is CSS, "/*/div" and "/*[1]" are XPath.
bool is_comment(std::string_view text) {
  return text.substr(0, 2) == "/*" && text.size() > 2 && text[2] != '/' && text[2] != '[' &&
         text.find("*/", 2) != std::string_view::npos;
}

bool is_xpath(std::string_view text) {
  if (is_comment(text)) return false;
  return text.substr(0, 1) == "/" || text.substr(0, 2) == "./" || text.substr(0, 1) == "(" ||
         text.substr(0, 3) == "../" || text == "." || text.substr(0, 7) == "string(" ||
         text.substr(0, 16) == "normalize-space(";
}

Result<Selector> read_selector(std::string_view text, TreeKind kind) {
  Selector selector;
  text = trimmed(text);
  if (ends_with(text, "::text")) {
    text.remove_suffix(6);
  } else if (ends_with(text, "::html")) {
    text.remove_suffix(6);
    selector.take = Take::html;
  } else if (const std::size_t attr = text.rfind("::attr(");
             attr != std::string_view::npos && ends_with(text, ")")) {
    selector.take = Take::attribute;
    selector.attribute = text.substr(attr + 7, text.size() - attr - 8);
    text = text.substr(0, attr);
  } else if (const std::size_t at = text.rfind('@');
             at != std::string_view::npos && !is_xpath(text) &&
             text.find_first_of("]\"') >+~", at) == std::string_view::npos) {
    selector.take = Take::attribute;
    selector.attribute = text.substr(at + 1);
    text = text.substr(0, at);
  }
  text = trimmed(text);
  if (text.empty()) {
    if (selector.take == Take::text) return Error{ErrorCode::invalid_config, "the selector is empty"};
    selector.path = ".";  // "@href" alone: of the scope itself
    return selector;
  }
  if (is_xpath(text)) {
    selector.path = text;
    return selector;
  }
  Result<std::string> xpath = css_to_xpath(text, kind);
  if (!xpath) return xpath.error();
  selector.path = std::move(*xpath);
  return selector;
}

Result<Expression> compile(xmlXPathContext* context, const std::string& path) {
  Expression expression(xmlXPathCtxtCompile(context, xml(path.c_str())));
  if (expression != nullptr) return expression;
  return Error{ErrorCode::invalid_config, "XPath \"" + path + "\" can't be read at position " +
                                              std::to_string(context->lastError.int1 + 1)};
}

// The element that a gumbo element becomes.
xmlNode* convert_element(xmlDoc* doc, const GumboNode* node) {
  xmlNode* element = xmlNewDocNode(doc, nullptr, xml(std::string(tag_name(node)).c_str()), nullptr);
  element->_private = const_cast<GumboNode*>(node);  // libxml2 keeps this field for its users
  const GumboVector& attributes = node->v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
    xmlNewProp(element, xml(attribute->name), xml(attribute->value));
  }
  return element;
}

void convert(const GumboNode* root, xmlDoc* doc) {
  struct Item {
    const GumboNode* node;
    xmlNode* parent;  // nullptr: the document
  };
  std::vector<Item> pending{{root, nullptr}};
  while (!pending.empty()) {
    const Item item = pending.back();
    pending.pop_back();
    switch (item.node->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE: {
        xmlNode* element = convert_element(doc, item.node);
        if (item.parent == nullptr)
          xmlDocSetRootElement(doc, element);
        else
          xmlAddChild(item.parent, element);
        const GumboVector& children = item.node->v.element.children;
        for (unsigned i = children.length; i-- > 0;)
          pending.push_back({static_cast<const GumboNode*>(children.data[i]), element});
        break;
      }
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        if (item.parent != nullptr) xmlAddChild(item.parent, xmlNewDocText(doc, xml(item.node->v.text.text)));
        break;
      default:
        break;
    }
  }
}

void append_text(std::string& out, const xmlNode* top) {
  Folder folder(out);
  const xmlNode* node = top;
  while (node != nullptr) {
    const bool code = node->type == XML_ELEMENT_NODE &&
                      (xmlStrEqual(node->name, xml("script")) || xmlStrEqual(node->name, xml("style")));
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      folder.append(chars(node->content));
    if (node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, xml("br"))) folder.append(" ");
    if (node->children != nullptr && !code && node->type == XML_ELEMENT_NODE) {
      node = node->children;
      continue;
    }
    while (node != top && node->next == nullptr) node = node->parent;
    if (node == top) break;
    node = node->next;
  }
}

std::string dump(xmlDoc* doc, xmlNode* node) {
  xmlBuffer* buffer = xmlBufferCreate();
  xmlOutputBuffer* output = xmlOutputBufferCreateBuffer(buffer, nullptr);
  htmlNodeDumpFormatOutput(output, doc, node, nullptr, 0);
  xmlOutputBufferClose(output);
  std::string html = chars(xmlBufferContent(buffer));
  xmlBufferFree(buffer);
  return html;
}

xmlNode* node_of(Element element) {
  return static_cast<xmlNode*>(element.node);
}

}  // namespace

struct SelectorTree::State {
  Doc doc;
  Context context;

  explicit State(xmlDoc* tree) : doc(tree), context(xmlXPathNewContext(tree)) {
    context->error = ignore_error;
    context->opLimit = kMaxOperations;
  }

  TreeKind kind() const { return doc->type == XML_HTML_DOCUMENT_NODE ? TreeKind::html : TreeKind::xml; }

  Result<Object> evaluate(const std::string& path, Element scope) const {
    const Result<Expression> expression = compile(context.get(), path);
    if (!expression) return expression.error();
    xmlNode* node = scope.node != nullptr ? node_of(scope) : xmlDocGetRootElement(doc.get());
    if (node == nullptr) return Object();
    context->node = node;
    context->opCount = 0;
    Object object(xmlXPathCompiledEval(expression->get(), context.get()));
    if (object == nullptr)
      return Error{ErrorCode::too_large, "the selector took too long on this page: " + path};
    if (object->type == XPATH_NODESET && object->nodesetval != nullptr)
      xmlXPathNodeSetSort(object->nodesetval);
    return object;
  }
};

SelectorTree::SelectorTree(const Dom& dom)
    : state_(std::make_unique<State>(htmlNewDocNoDtD(nullptr, nullptr))) {
  if (dom.root() != nullptr) convert(dom.root(), state_->doc.get());
}
SelectorTree::SelectorTree(std::unique_ptr<State> state) : state_(std::move(state)) {}
SelectorTree::SelectorTree(SelectorTree&&) noexcept = default;
SelectorTree& SelectorTree::operator=(SelectorTree&&) noexcept = default;
SelectorTree::~SelectorTree() = default;

Result<SelectorTree> SelectorTree::from_xml(std::string_view text) {
  if (text.size() > kMaxXmlBytes) return Error{ErrorCode::too_large, "XML of more than 64 MiB"};
  // It has been decoded, whatever its declaration says.
  xmlDoc* doc = xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
  if (doc == nullptr) return Error{ErrorCode::invalid_input, "not well-formed XML"};
  return SelectorTree(std::make_unique<State>(doc));
}

Result<std::vector<Element>> SelectorTree::elements(std::string_view selector, Element scope) const {
  const Result<Selector> read = read_selector(selector, state_->kind());
  if (!read) return read.error();
  const Result<Object> object = state_->evaluate(read->path, scope);
  if (!object) return object.error();
  std::vector<Element> found;
  if (*object == nullptr || (*object)->type != XPATH_NODESET || (*object)->nodesetval == nullptr)
    return found;
  for (int i = 0; i < (*object)->nodesetval->nodeNr; ++i)
    if (xmlNode* node = (*object)->nodesetval->nodeTab[i]; node->type == XML_ELEMENT_NODE)
      found.push_back({node});
  return found;
}

Result<std::vector<std::string>> SelectorTree::values(std::string_view selector, Element scope) const {
  const Result<Selector> read = read_selector(selector, state_->kind());
  if (!read) return read.error();
  const Result<Object> object = state_->evaluate(read->path, scope);
  if (!object) return object.error();
  std::vector<std::string> found;
  if (*object == nullptr) return found;
  if ((*object)->type != XPATH_NODESET) {
    found.push_back(fold_space(take(xmlXPathCastToString(object->get()))));
    return found;
  }
  const xmlNodeSet* nodes = (*object)->nodesetval;
  for (int i = 0; nodes != nullptr && i < nodes->nodeNr; ++i) {
    xmlNode* node = nodes->nodeTab[i];
    if (node->type != XML_ELEMENT_NODE)
      found.push_back(fold_space(take(xmlNodeGetContent(node))));
    else if (read->take == Take::html)
      found.push_back(inner_html({node}));
    else if (read->take == Take::text)
      found.push_back(text({node}));
    else if (has_attribute({node}, read->attribute))
      found.push_back(attribute({node}, read->attribute));
  }
  return found;
}

Result<std::string> SelectorTree::value(std::string_view selector, Element scope) const {
  Result<std::vector<std::string>> all = values(selector, scope);
  if (!all) return all.error();
  return all->empty() ? std::string() : std::move(all->front());
}

std::string SelectorTree::text(Element element) const {
  std::string out;
  append_text(out, node_of(element));
  return out;
}

std::string SelectorTree::raw_text(Element element) const {
  return take(xmlNodeGetContent(node_of(element)));
}

std::string SelectorTree::attribute(Element element, const std::string& name) const {
  return take(xmlGetNoNsProp(node_of(element), xml(name.c_str())));
}

bool SelectorTree::has_attribute(Element element, const std::string& name) const {
  return xmlHasProp(node_of(element), xml(name.c_str())) != nullptr;
}

std::string SelectorTree::inner_html(Element element) const {
  std::string html;
  for (xmlNode* child = node_of(element)->children; child != nullptr; child = child->next)
    html += dump(state_->doc.get(), child);
  return html;
}

std::string SelectorTree::outer_html(Element element) const {
  return dump(state_->doc.get(), node_of(element));
}

const GumboInternalNode* SelectorTree::origin(Element element) const {
  return static_cast<const GumboNode*>(node_of(element)->_private);
}

Result<void> check_selector(std::string_view selector) {
  const Result<Selector> read = read_selector(selector, TreeKind::html);
  if (!read) return read.error();
  const Context context(xmlXPathNewContext(nullptr));
  context->error = ignore_error;
  const Result<Expression> expression = compile(context.get(), read->path);
  if (!expression) return expression.error();
  return {};
}

}  // namespace tenderlead::parsers
