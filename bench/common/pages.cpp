#include "bench/common/pages.h"

#include <cstdlib>
#include <filesystem>
#include <map>

#include "crawler/warc_reader.h"
#include "tests/portal/portal.h"

namespace tenderlead::bench {

const std::vector<BenchPage>& portal_pages() {
  static const auto pages = [] {
    portal::Options options;
    options.notices = 1000;
    const portal::Portal made(options);
    const auto& site = made.site(portal::SiteId::column);
    std::map<std::string, BenchPage> sorted;
    for (const auto& [path, resource] : site.resources)
      if (resource.role == portal::Resource::Role::detail)
        sorted.emplace(path, BenchPage{site.origin + path, resource.content_type, resource.body});
    std::vector<BenchPage> all;
    for (auto& [path, page] : sorted) all.push_back(std::move(page));
    return all;
  }();
  return pages;
}

const std::vector<BenchPage>& real_pages() {
  static const auto pages = [] {
    std::vector<BenchPage> all;
    const char* shared = std::getenv("TENDERLEAD_SHARED");
    const auto folder = shared != nullptr ? std::filesystem::path(shared)
                                          : std::filesystem::path(TENDERLEAD_SOURCE_DIR) / "../shared";
    auto reader = crawler::WarcPageReader::open(folder / "corpus" / "dev.warc.gz");
    if (!reader) return all;
    for (;;) {
      auto next = reader->next();
      if (!next || !*next) return all;
      if (!(*next)->page) continue;
      auto& page = *(*next)->page;
      const std::string type(header_value(page.headers, "Content-Type"));
      if (type.find("html") != std::string::npos)
        all.push_back({std::move(page.url), type, std::move(page.body)});
    }
  }();
  return pages;
}

std::string grown_page(std::string_view page, std::size_t bytes) {
  const auto begin = page.find("<table");
  const auto end = page.rfind("</table>") + std::string_view("</table>").size();
  std::string grown(page.substr(0, begin));
  while (grown.size() + page.size() - end < bytes) grown += page.substr(begin, end - begin);
  return grown += page.substr(end);
}

}  // namespace tenderlead::bench
