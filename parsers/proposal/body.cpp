// Which element of a detail page is the notice.
#include <gumbo.h>

#include <algorithm>
#include <string>

#include "parsers/html_document.h"
#include "parsers/notice/notice_reader.h"
#include "parsers/page_judge.h"
#include "parsers/proposal/list_proposal.h"
#include "parsers/proposal/selectors.h"
#include "parsers/site_parser.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMostCandidates = 24;  // each costs one reading a page
constexpr std::size_t kLeastText = 150;      // bytes: a short notice
constexpr std::size_t kMostElements = 20000;
constexpr double kCovered = 0.8;  // of the page's running text

struct Candidate {
  std::string selector;
  std::size_t text = 0;  // bytes
};

// The elements of the first page that have a name of their own, and enough text, the smallest first.
std::vector<Candidate> candidates_of(const PageContent& page) {
  std::vector<Candidate> candidates;
  std::vector<const GumboNode*> pending{page.dom().root()};
  std::size_t visited = 0;
  while (!pending.empty() && ++visited < kMostElements) {
    const GumboNode* node = pending.back();
    pending.pop_back();
    if (node == nullptr || node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboTag tag = node->v.element.tag;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;)
      pending.push_back(static_cast<const GumboNode*>(children.data[i]));
    if (tag != GUMBO_TAG_DIV && tag != GUMBO_TAG_TD && tag != GUMBO_TAG_ARTICLE && tag != GUMBO_TAG_SECTION &&
        tag != GUMBO_TAG_TABLE)
      continue;
    const auto names = named_selectors(node);
    if (names.empty()) continue;
    const std::size_t text = folded_text(node).size();
    if (text < kLeastText) continue;
    for (const std::string& name : names) candidates.push_back({name, text});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.text < b.text; });
  return candidates;
}

bool is_unique(const PageContent& page, const std::string& selector) {
  const auto found = page.tree().elements(selector);
  return found && found->size() == 1;
}

struct Reading {
  Notice notice;
  std::size_t fields = 0;
  std::size_t text = 0;  // bytes that are neither furniture nor links
};

Reading read(const Document& document, const ReadingTables& tables) {
  Reading reading{read_notice(document, tables, {}), 0, 0};
  for (const Line& line : document.lines)
    if (!line.chrome && !line.linked) reading.text += line.span.size();
  const Notice& notice = reading.notice;
  reading.fields = procurement_fields(notice) + (notice.published_at ? 1 : 0) + notice.attachments.size() +
                   (notice.buyer.phone.empty() ? 0 : 1) + (notice.agency.phone.empty() ? 0 : 1);
  return reading;
}

// Whether the part says all that the whole page says of the procurement; a summary beside it may say more on other pages.
bool loses_nothing(const Reading& part, const Reading& whole) {
  return part.fields >= whole.fields &&
         static_cast<double>(part.text) >= kCovered * static_cast<double>(whole.text) &&
         part.notice.kind == whole.notice.kind && part.notice.title == whole.notice.title;
}

}  // namespace

std::string propose_body(const std::vector<const PageContent*>& pages, const ReadingTables& tables) {
  if (pages.empty() || pages.front()->dom().root() == nullptr) return {};
  std::vector<Reading> wholes;
  for (const PageContent* page : pages)
    wholes.push_back(read(build_html_document(page->dom(), page->url()), tables));
  std::size_t tried = 0;
  for (const Candidate& candidate : candidates_of(*pages.front())) {
    const bool everywhere = std::all_of(pages.begin(), pages.end(), [&](const PageContent* page) {
      return is_unique(*page, candidate.selector);
    });
    if (!everywhere) continue;
    if (++tried > kMostCandidates) break;
    SiteParserConfig config;
    config.body = candidate.selector;
    const auto parser = make_site_parser(config);
    if (!parser) continue;
    bool good = true;
    for (std::size_t i = 0; good && i < pages.size(); ++i) {
      const auto document = (*parser)->document(*pages[i]);
      good = document && loses_nothing(read(*document, tables), wholes[i]);
    }
    if (good) return candidate.selector;
  }
  return {};
}

}  // namespace tenderlead::parsers
