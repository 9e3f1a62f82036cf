// Pages of sources that say `fetch: browser`: fetched as any page is, then given to a browser, and judged anew by what
// came of that. Until the browser is done the page's host is busy, and its pause begins when the browser is done.
#include <utility>

#include "crawler/browser/browser_pool.h"
#include "crawler/crawl_engine.h"

namespace tenderlead::crawler {
namespace {

bool is_html(const Page& page) {
  const std::string type(header_value(page.headers, "Content-Type"));
  const bool html = type.empty() || type.find("html") != std::string::npos;
  return html && !page.body.empty() && header_value(page.headers, "Content-Disposition").empty();
}

}  // namespace

bool CrawlEngine::by_browser(const Job& job) const {
  return !job.for_robots && sources_[job.source].source.fetch_by == FetchBy::browser && job.method == "GET" &&
         job.task.kind != TaskKind::sitemap && job.task.kind != TaskKind::attachment;
}

bool CrawlEngine::wants_browser(const Job& job, const FetchResult& result) const {
  return by_browser(job) && result.page && result.page->status == 200 && is_html(*result.page);
}

std::optional<FetchRequest> CrawlEngine::admit_resource(std::size_t source, const Url& url) const {
  const SourceState& state = sources_[source];
  if (!state.hosts.contains(url) && !state.browser_hosts.contains(url)) return std::nullopt;
  if (state.browser_block.contains(url)) return std::nullopt;
  Job resource;
  resource.source = source;
  resource.method = "GET";
  point_to(resource, url);
  if (!names_private(resource) && check_url(url) == Verdict::block) return std::nullopt;
  if (skipped_.contains(resource.host)) return std::nullopt;
  if (state.source.politeness.obey_robots) {
    const std::string rules = robots_key(resource);
    const RobotsState known = robots_.state(rules, clock_.now());
    // Of the page's own host the rules are known; another one's are where pages of it were fetched.
    if (known == RobotsState::unreachable ||
        (known == RobotsState::known && !robots_.allowed(rules, resource.address)))
      return std::nullopt;
  }
  return request_for(resource);
}

void CrawlEngine::render(JobId id, FetchResult result) {
  Job& job = jobs_.at(id);
  const Source& source = sources_[job.source].source;
  if (options_.browsers == nullptr) {
    result.page = Error{ErrorCode::unsupported, "there is no browser for " + job.address};
    result.reason = "failed:browser_start";
    concluded(id, std::move(result));
    return;
  }
  RenderJob asked;
  asked.page = std::move(result.page).value();
  asked.rules = source.browser;
  asked.max_body_bytes = source.politeness.max_body_bytes;
  asked.connections_per_host = source.politeness.connections_per_host;
  asked.admit = [weak = weak_from_this(), index = job.source](const Url& url) -> std::optional<FetchRequest> {
    const auto self = weak.lock();
    return self && !self->finished_ ? self->admit_resource(index, url) : std::nullopt;
  };
  // The browser may take its time; another host's request needs the connection meanwhile.
  bench_.answered(job.host);
  job.answered = true;
  pump_soon();
  const Duration took = clock_.now() - job.started;
  job.render = options_.browsers->render(std::move(asked), [weak = weak_from_this(), id, took,
                                                            fetched = std::move(result)](
                                                               RenderResult made) mutable {
    const auto self = weak.lock();
    if (!self || self->finished_ || !self->jobs_.contains(id)) return;
    Job& rendered = self->jobs_.at(id);
    rendered.render.reset();
    if (!self->options_.browsers->isolated() && !std::exchange(self->noted_network_, true))
      self->note(
          "this machine gives browsers no network of their own (user namespaces are off), so other users of "
          "it can reach them while they run; docs/browser.md says what still holds pages back");
    self->totals_.requests += made.requests;
    self->sources_[rendered.source].bytes += made.bytes;
    // How slow the site is, the fetch says; a browser takes its second anywhere.
    rendered.started = self->clock_.now() - took;
    fetched.page = std::move(made.answer.page);
    fetched.reason = std::move(made.answer.reason);
    fetched.transient = false;
    self->concluded(id, std::move(fetched));
  });
}

}  // namespace tenderlead::crawler
