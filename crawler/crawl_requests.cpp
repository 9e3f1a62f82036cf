// What a job asks for next: its request by its source's rules, and where an answer sends it on to.
#include <algorithm>
#include <utility>

#include "crawler/crawl_answers.h"
#include "crawler/crawl_engine.h"
#include "crawler/meta_refresh.h"

namespace tenderlead::crawler {

FetchRequest CrawlEngine::request_for(const Job& job) const {
  const Source& source = sources_[job.source].source;
  const Politeness& politeness = source.politeness;
  FetchRequest request;
  request.url = job.address;
  request.allow_private_address = names_private(job);
  request.total_timeout = politeness.request_timeout;
  request.connect_timeout = politeness.connect_timeout;
  request.first_byte_timeout = politeness.first_byte_timeout;
  request.stall_timeout = politeness.stall_timeout;
  request.max_decompression_ratio = static_cast<std::uint64_t>(politeness.max_decompression_ratio);
  request.http = source.http;
  if (source.http.cookies) request.cookie_jar = source.id;
  if (job.for_robots) {
    // A byte more than is read, so that what is longer is seen to be.
    request.max_body_bytes = kMaxRobotsBytes + 1;
    request.cut_body = true;
    return request;
  }
  request.max_body_bytes = politeness.max_body_bytes;
  if (job.task.kind == TaskKind::attachment)
    request.max_body_bytes = std::min(request.max_body_bytes, source.attachments.max_bytes);
  request.method = job.method;
  if (job.method != "GET") request.body = job.task.body;
  if (!job.left_origin) request.headers = job.task.headers;
  // What scripts load into a page changes without the page.
  if (by_browser(job)) return request;
  request.etag = job.task.etag;
  request.last_modified = job.task.last_modified;
  return request;
}

bool CrawlEngine::answers(const Job& job, const Page& page) const {
  // 206 is a part that nobody asked for, and 304 says nothing to one who has no earlier answer.
  if (page.status == 304) return !job.task.etag.empty() || !job.task.last_modified.empty();
  return page.status >= 200 && page.status != 206;
}

void CrawlEngine::redirect(JobId id, const Page& page) {
  Job& job = jobs_.at(id);
  auto target = parse_url(header_value(page.headers, "Location"), &job.url);
  if (header_value(page.headers, "Location").empty() || !target) {
    deliver_error(id,
                  Error{ErrorCode::http_status,
                        status_text(page.status) + " for " + job.address + " names no address to go to"},
                  "failed:redirects");
    return;
  }
  // RFC 9110 15.4.2-15.4.4: a POST becomes a GET, but for 307 and 308.
  if (page.status <= 303) job.method = "GET";
  follow(id, std::move(*target));
}

void CrawlEngine::follow(JobId id, Url target) {
  Job& job = jobs_.at(id);
  const std::string from = job.address;
  const std::string from_origin = job.origin;
  job.hops.push_back(from);
  point_to(job, std::move(target));
  const bool circle = std::find(job.hops.begin(), job.hops.end(), job.address) != job.hops.end();
  if (circle || static_cast<int>(job.hops.size()) > sources_[job.source].source.politeness.max_redirects) {
    deliver_error(id,
                  Error{ErrorCode::http_status,
                        job.task.url + (circle ? " redirects in a circle" : " redirects too often") +
                            ", last from " + from + " to " + job.address},
                  "failed:redirects");
    return;
  }
  job.left_origin = job.left_origin || job.origin != from_origin;
  admit(id);
}

bool CrawlEngine::refresh(JobId id, const Page& page) {
  Job& job = jobs_.at(id);
  if (page.status != 200) return false;
  auto target = refresh_target(page, job.url);
  if (!target) return false;
  job.refreshed = true;
  job.method = "GET";
  follow(id, std::move(*target));
  return true;
}

}  // namespace tenderlead::crawler
