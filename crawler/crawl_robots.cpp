// robots.txt in the CrawlEngine: fetched as a job of its own while the pages of its origin wait.
#include <utility>

#include "crawler/crawl_answers.h"
#include "crawler/crawl_engine.h"

namespace tenderlead::crawler {
namespace {

// RFC 9309 2.3.1.2: at least five consecutive redirects of robots.txt are followed.
constexpr std::size_t kMaxRobotsRedirects = 5;
constexpr int kMaxRobotsRetries = 2;

}  // namespace

std::string CrawlEngine::robots_key(const Job& job) const {
  return job.origin + sources_[job.source].way;
}

void CrawlEngine::await_robots(JobId id) {
  const Job& job = jobs_.at(id);
  auto& waiting = parked_[robots_key(job)];
  waiting.push_back(id);
  if (waiting.size() > 1) return;
  Job robots;
  robots.for_robots = true;
  robots.source = job.source;
  robots.origin = job.origin;
  point_to(robots, *parse_url("/robots.txt", &job.url));
  const JobId robots_id = next_job_++;
  jobs_.emplace(robots_id, std::move(robots));
  enqueue(robots_id);
}

std::vector<CrawlEngine::JobId> CrawlEngine::unpark(const std::string& key) {
  const auto found = parked_.find(key);
  if (found == parked_.end()) return {};
  auto waiting = std::move(found->second);
  parked_.erase(found);
  std::erase_if(waiting, [&](JobId id) { return !jobs_.contains(id); });
  return waiting;
}

void CrawlEngine::robots_answered(JobId id, FetchResult result) {
  Job& job = jobs_.at(id);
  if (!result.page) {
    if (result.reason == "refused:private_address" && !job.hops.empty()) {
      // Like any redirect that can't be followed, it counts as "no rules".
      robots_known(id, 302, {}, result.page.error().message);
      return;
    }
    if (result.reason == "refused:private_address") {
      robots_private(id, result.page.error());
      return;
    }
    if (result.transient && retry(id, kMaxRobotsRetries)) return;
    robots_known(id, 0, {}, result.page.error().message, result.reason != "failed:proxy");
    return;
  }
  const Page page = std::move(result.page).value();
  if (is_redirect(page.status) && robots_redirect(id, page)) return;
  if (passes(page.status)) {
    if (hold_host(job.host, page)) {
      // The pages that wait are on this very host, unless redirects led here.
      robots_known(id, page.status, {}, status_text(page.status));
      return;
    }
    if (retry(id, kMaxRobotsRetries)) return;
  }
  robots_known(id, page.status, page.body, status_text(page.status));
}

bool CrawlEngine::robots_redirect(JobId id, const Page& page) {
  Job& job = jobs_.at(id);
  const auto location = location_of(page);
  auto target = location.empty() ? std::nullopt : parse_url(location, &job.url);
  if (!target || job.hops.size() >= kMaxRobotsRedirects) return false;
  job.hops.push_back(job.address);
  point_to(job, std::move(*target));
  if (skipped_.contains(job.host) || (!names_private(job) && check_url(job.url) == Verdict::block))
    return false;
  queue_robots(id);
  return true;
}

void CrawlEngine::queue_robots(JobId id) {
  const Job& job = jobs_.at(id);
  if (!located_.contains(job.host)) {
    locate(id);
    return;
  }
  bench_.require(job.host, sources_[job.source].policy);
  enqueue(id);
}

void CrawlEngine::robots_known(JobId id, int status, std::string_view body, const std::string& why,
                               bool blame) {
  const std::string origin = jobs_.at(id).origin;
  const std::string key = robots_key(jobs_.at(id));
  jobs_.erase(id);
  robots_.remember(key, status, body, clock_.now());
  if (robots_.state(key, clock_.now()) == RobotsState::unreachable)
    note("robots.txt of " + origin + " can't be read (" + why + "), so nothing is fetched there for now");
  const auto waiting = unpark(key);
  if (waiting.empty()) return;
  const std::string host = jobs_.at(waiting.front()).host;
  // Nobody answers there: the next run needn't try as often.
  if (status == 0 && blame && !skipped_.contains(host)) report_host(host, 0, true);
  if (const auto delay = robots_.crawl_delay(key)) {
    std::chrono::seconds most{0};
    for (const JobId parked : waiting)
      most = std::max(most, sources_[jobs_.at(parked).source].source.politeness.max_crawl_delay);
    if (*delay > most)
      skip_host(host, "refused:crawl_delay",
                "robots.txt of " + origin + " asks for a delay of " +
                    std::to_string(std::chrono::duration_cast<std::chrono::seconds>(*delay).count()) +
                    " s between pages, more than politeness.max_crawl_delay of " +
                    std::to_string(most.count()) +
                    " s, so it is left alone for this run; its URLs stay queued");
    else
      bench_.require_delay(host, *delay);
  }
  for (const JobId parked : waiting) admit(parked);
}

void CrawlEngine::robots_private(JobId id, const Error& error) {
  // It says nothing about the origin's rules, only that this source may not go there; another one may.
  const auto waiting = unpark(robots_key(jobs_.at(id)));
  const std::size_t source = jobs_.at(id).source;
  jobs_.erase(id);
  for (const JobId parked : waiting) {
    if (jobs_.at(parked).source == source)
      deliver_error(parked, error, "refused:private_address");
    else
      admit(parked);
  }
}

}  // namespace tenderlead::crawler
