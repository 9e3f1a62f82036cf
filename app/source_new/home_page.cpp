// A hospital's home page needs no list of its own: a focused crawl finds the columns from there.
#include <algorithm>
#include <array>
#include <string_view>

#include "app/source_new/draft.h"
#include "crawler/registrable_domain.h"
#include "crawler/url.h"
#include "parsers/site/site_links.h"

namespace tenderlead::app {
namespace {

// Of the words and addresses of menus; an address alone is never so sure.
constexpr int kSure = 60;
// One or two columns any page has: 联系我们 at its foot, 新闻 at its side.
constexpr std::size_t kLeastColumns = 3;
constexpr int kPages = 40;

bool is_home(const crawler::Url& url) {
  const std::string& path = url.path();
  if (path.rfind('/') != 0 || url.path_and_query() != path) return false;
  const std::string_view stem = std::string_view(path).substr(1, path.find('.') - 1);
  return stem.empty() || stem == "index" || stem == "default" || stem == "main" || stem == "home";
}

std::string site_of(const crawler::Url& url) {
  const std::string domain = crawler::registrable_domain(url);
  return domain.empty() ? url.host_and_port() : domain;
}

bool is_wanted(parsers::Column column) {
  using enum parsers::Column;
  constexpr std::array kWanted = {introduction, departments, information_department, leadership, news,
                                  procurement,  contact,     announcements,          disclosure};
  return std::find(kWanted.begin(), kWanted.end(), column) != kWanted.end();
}

}  // namespace

void propose_focus(SourceDraft& draft, const Page& page) {
  Source& source = draft.source;
  const auto home = crawler::parse_url(page.url);
  if (source.kind != "hospital" || source.start.front().method != "GET" || !home || !is_home(*home)) return;
  const auto links =
      parsers::read_site_links(page.body, header_value(page.headers, "Content-Type"), page.url);
  std::vector<HomeColumn> columns;
  for (const auto& link : links.links) {
    const auto url = crawler::parse_url(link.url);
    if (!is_wanted(link.column) || link.sureness < kSure || !url || site_of(*url) != site_of(*home)) continue;
    const bool known = std::any_of(columns.begin(), columns.end(),
                                   [&](const HomeColumn& each) { return each.column == link.column; });
    if (!known) columns.push_back({link.column, link.label, link.url});
  }
  if (columns.size() < kLeastColumns) return;
  draft.columns = std::move(columns);
  source.focus.max_pages = kPages;
  source.parser = {};
  source.paging = {};
  source.allowed_hosts.clear();
  draft.other_hosts.clear();
}

}  // namespace tenderlead::app
