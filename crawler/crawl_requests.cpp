// What a job asks for next: its request by its source's rules, and where an answer sends it on to.
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "crawler/crawl_answers.h"
#include "crawler/crawl_engine.h"
#include "crawler/meta_refresh.h"
#include "crawler/percent_encoding.h"

namespace tenderlead::crawler {
namespace {

bool is_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, size, code_point);
    if (code_point < 0) return false;
  }
  return true;
}

}  // namespace

std::string location_of(const Page& page) {
  const auto location = header_value(page.headers, "Location");
  if (is_utf8(location)) return std::string(location);
  std::string out;
  for (const char c : location) {
    if (static_cast<unsigned char>(c) < 0x80)
      out += c;
    else
      append_triplet(out, static_cast<std::uint8_t>(c));
  }
  return out;
}

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
  const auto location = location_of(page);
  auto target = parse_url(location, &job.url);
  if (location.empty() || !target) {
    deliver_error(id,
                  Error{ErrorCode::http_status,
                        status_text(page.status) + " for " + job.address + " names no address to go to"},
                  "failed:redirects");
    return;
  }
  // RFC 9110 15.4.2-15.4.4: a POST becomes a GET, but for 307 and 308.
  follow(id, std::move(*target), page.status <= 303 ? "GET" : job.method, sets_cookie(job, page));
}

bool CrawlEngine::sets_cookie(const Job& job, const Page& page) const {
  return sources_[job.source].source.http.cookies && !header_value(page.headers, "Set-Cookie").empty();
}

void CrawlEngine::follow(JobId id, Url target, const std::string& method, bool new_cookie) {
  Job& job = jobs_.at(id);
  const std::string from = job.address;
  const std::string from_origin = job.origin;
  job.hops.push_back(from);
  // Many a site lets in who brings a cookie, and sends all others to where they get one and back. It isn't a circle
  // either where a POST leads to the GET of the same address.
  if (new_cookie)
    job.been.clear();
  else
    job.been.push_back(job.method + " " + from);
  job.method = method;
  point_to(job, std::move(target));
  const bool circle =
      std::find(job.been.begin(), job.been.end(), job.method + " " + job.address) != job.been.end();
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
  const bool new_cookie = sets_cookie(job, page);
  auto target = refresh_target(page, job.url, new_cookie);
  if (!target) return false;
  job.refreshed = true;
  follow(id, std::move(*target), "GET", new_cookie);
  return true;
}

}  // namespace tenderlead::crawler
