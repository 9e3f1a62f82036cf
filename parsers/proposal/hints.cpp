// What a page without a list is, and where the list may be: in a request that a script makes, in a frame, or in an API of a
// publishing system that is known by its marks.
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/link.h"
#include "parsers/list_item.h"
#include "parsers/proposal/list_proposal.h"
#include "parsers/string_literal.h"

namespace tenderlead::parsers {
namespace {

// Less text than a list of ten titles has; with a script, the text comes later.
constexpr std::size_t kLittleText = 400;  // bytes
constexpr std::size_t kLoginText = 1500;
constexpr std::size_t kFewLinks =
    5;  // a page that links to more has its menu already, and would have its list
constexpr std::size_t kMaxScript = 512u << 10;
constexpr std::size_t kLongestAddress = 300;

// What the addresses of requests for lists have in them.
constexpr std::array<std::string_view, 14> kRequestMarks = {
    "/api/", "/rest/", ".do",   ".action", ".ashx",  ".asmx",     "getlist",
    "/list", "search", "query", "page",    "notice", "dataproxy", "/json"};
// What else scripts have in quotes.
constexpr std::array<std::string_view, 9> kNoRequests = {".js",  ".css", ".png",  ".jpg", ".gif",
                                                         ".svg", ".ico", ".woff", " "};

// Marks of publishing systems whose API is known -> the example in config/sources/examples.yaml.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSystems = {
    {{"/freecms/", "freecms-sichuan"},
     {"inteligentsearch", "epoint-city"},
     {"EpointWebBuilder", "epoint-city"},
     {"/module/web/jpage/", "jcms-county"},
     {"dataproxy.jsp", "jcms-county"},
     {"/portal/category", "zcygov-zhejiang"}}};

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT;
}

template <typename Visit>
void for_each_element(const GumboNode* root, Visit visit) {
  std::vector<const GumboNode*> pending;
  if (root != nullptr) pending.push_back(root);
  while (!pending.empty()) {
    const GumboNode* node = pending.back();
    pending.pop_back();
    if (!is_element(node)) continue;
    visit(node);
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;)
      pending.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool is_request(std::string_view literal) {
  if (literal.size() < 4 || literal.size() > kLongestAddress) return false;
  if (literal.find('/') == std::string_view::npos) return false;
  const std::string text = lower(literal);
  const auto within = [&](std::string_view mark) { return text.find(mark) != std::string::npos; };
  return std::any_of(kRequestMarks.begin(), kRequestMarks.end(), within) &&
         std::none_of(kNoRequests.begin(), kNoRequests.end(), within) &&
         text.find_first_of("<>{}\n") == std::string::npos;
}

class HintFinder {
 public:
  explicit HintFinder(const PageContent& page) : page_(page) {}

  std::vector<PageHint> find() {
    for (const auto& [mark, system] : kSystems)
      if (page_.text().find(mark) != std::string::npos) add(PageHint::Kind::system, std::string(system));
    for_each_element(page_.dom().root(), [&](const GumboNode* node) {
      const GumboTag tag = node->v.element.tag;
      if (tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_FRAME)
        add(PageHint::Kind::frame, resolve_link(page_.url(), attribute(node, "src")));
      if (tag == GUMBO_TAG_SCRIPT && node->v.element.children.length > 0)
        read_script(static_cast<const GumboNode*>(node->v.element.children.data[0])->v.text.text);
    });
    return std::move(hints_);
  }

 private:
  void read_script(std::string_view script) {
    script = script.substr(0, kMaxScript);
    for (std::size_t at = script.find_first_of("'\""); at != std::string_view::npos;
         at = script.find_first_of("'\"", at)) {
      const std::size_t end = end_of_literal(script, at);
      if (end == std::string_view::npos) {
        ++at;
        continue;
      }
      const std::string literal = resolve_escapes(script.substr(at + 1, end - at - 1));
      if (is_request(literal)) add(PageHint::Kind::request, resolve_link(page_.url(), literal));
      at = end + 1;
    }
  }

  void add(PageHint::Kind kind, std::string text) {
    if (text.empty() || hints_.size() >= kMaxHints) return;
    for (const PageHint& hint : hints_)
      if (hint.text == text) return;
    hints_.push_back({kind, std::move(text)});
  }

  const PageContent& page_;
  std::vector<PageHint> hints_;
};

}  // namespace

std::vector<PageHint> find_hints(const PageContent& page) {
  return HintFinder(page).find();
}

PageShape shape_without_list(const PageContent& page) {
  const GumboNode* root = page.dom().root();
  if (root == nullptr) return PageShape::no_list;
  bool password = false;
  bool script = false;
  std::size_t links = 0;
  for_each_element(root, [&](const GumboNode* node) {
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_SCRIPT) script = true;
    if (tag == GUMBO_TAG_A && !folded_text(node).empty()) ++links;
    if (tag == GUMBO_TAG_INPUT && lower(attribute(node, "type")) == "password") password = true;
  });
  const std::size_t text = folded_text(root).size();
  if (password && text < kLoginText) return PageShape::login;
  if (script && text < kLittleText && links <= kFewLinks) return PageShape::script;
  return PageShape::no_list;
}

}  // namespace tenderlead::parsers
