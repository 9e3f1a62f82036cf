#include "tests/portal/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace tenderlead::portal {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kMostRequestBody = 1 << 20;
constexpr std::size_t kHugeBody = std::size_t{256} << 20;
constexpr std::chrono::seconds kStall{120};

const char* reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 302:
      return "Found";
    case 304:
      return "Not Modified";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 429:
      return "Too Many Requests";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

std::string head(int status, std::string_view fields, std::size_t length) {
  std::string text =
      "HTTP/1.1 " + std::to_string(status) + " " + reason_of(status) + "\r\nServer: simulated-portal\r\n";
  text += fields;
  if (status != 304) text += "Content-Length: " + std::to_string(length) + "\r\n";
  return text + "\r\n";
}

std::string resource_fields(const Resource& resource, const FaultSet& faults) {
  std::string fields = "Content-Type: ";
  fields += faults.contains(Fault::wrong_charset) ? std::string("text/html; charset=windows-1252")
                                                  : resource.content_type;
  fields += "\r\nETag: " + resource.etag + "\r\nLast-Modified: " + resource.last_modified + "\r\n";
  return fields;
}

// What one request gets: bytes that the site keeps, or bytes made for this request.
struct Answer {
  std::string header;
  const std::string* kept = nullptr;
  std::string made;
  int status = 200;
  bool close = false;   // after the (possibly shortened) body
  std::size_t cut = 0;  // send only so many bytes of the body, where close

  const std::string& body() const { return kept != nullptr ? *kept : made; }
};

using Request = http::request<http::string_body>;

Answer status_answer(int status, std::string_view fields) {
  Answer answer;
  answer.status = status;
  answer.made = std::string("<html><body><h1>") + std::to_string(status) + " " + reason_of(status) +
                "</h1></body></html>";
  answer.header =
      head(status, std::string("Content-Type: text/html\r\n") + std::string(fields), answer.made.size());
  return answer;
}

Answer made_answer(std::string body, const char* content_type) {
  Answer answer;
  answer.made = std::move(body);
  answer.header = head(200, std::string("Content-Type: ") + content_type + "\r\n", answer.made.size());
  return answer;
}

bool unchanged(const Request& request, const Resource& resource) {
  // If-None-Match wins over If-Modified-Since (RFC 9110, 13.1.3). Our dates are exact, so equality will do.
  if (const auto match = request.find(http::field::if_none_match); match != request.end())
    return match->value() == resource.etag || match->value() == "*";
  const auto since = request.find(http::field::if_modified_since);
  return since != request.end() && since->value() == resource.last_modified;
}

Answer resource_answer(const Request& request, const Resource& resource, const FaultSet& faults) {
  Answer answer;
  if (unchanged(request, resource)) {
    answer.status = 304;
    answer.header = head(304, "ETag: " + resource.etag + "\r\n", 0);
    return answer;
  }
  std::string fields = resource_fields(resource, faults);
  const auto accepted = request.find(http::field::accept_encoding);
  const bool gzip = !resource.gzip_body.empty() && accepted != request.end() &&
                    accepted->value().find("gzip") != boost::beast::string_view::npos;
  if (gzip) fields += "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n";
  answer.kept = gzip ? &resource.gzip_body : &resource.body;
  answer.header = head(200, fields, answer.body().size());
  return answer;
}

std::string robots_text(const SiteContent& site, const FaultSet& faults) {
  if (faults.contains(Fault::robots_denies)) return "User-agent: *\nDisallow: /\n";
  std::string text = site.resources.at("/robots.txt").body;
  if (faults.contains(Fault::robots_delay)) text.insert(text.find('\n') + 1, "Crawl-delay: 1\n");
  return text;
}

Answer answer_plainly(const Request& request, const SiteContent& site, const std::string& target,
                      const FaultSet& faults) {
  if (site.id == SiteId::api && target == "/api/notice/search") {
    if (request.method() != http::verb::post) return status_answer(405, "Allow: POST\r\n");
    return made_answer(api_answer(site, request.body()), "application/json; charset=utf-8");
  }
  if (request.method() != http::verb::get) return status_answer(405, "Allow: GET\r\n");
  if (target == "/robots.txt" && !faults.empty()) return made_answer(robots_text(site, faults), "text/plain");
  if (faults.contains(Fault::shifting)) {
    const auto found = site.shifted.find(target);
    if (found != site.shifted.end()) return resource_answer(request, found->second, faults);
  }
  const auto found = site.resources.find(target);
  if (found != site.resources.end() && !(faults.contains(Fault::endless) && site.id == SiteId::shell &&
                                         found->second.role == Resource::Role::list))
    return resource_answer(request, found->second, faults);
  if (faults.contains(Fault::endless)) {
    std::string body = endless_page(site, target == "/deal/list.html" ? "/deal/list.html?page=1" : target);
    if (!body.empty()) return made_answer(std::move(body), "text/html; charset=utf-8");
  }
  return status_answer(404, "");
}

Answer answer_with(const Action& action, const Request& request, const SiteContent& site,
                   const std::string& target, const FaultSet& faults) {
  switch (action.kind) {
    case Action::Kind::status:
      return status_answer(action.status, action.retry_after ? "Retry-After: 1\r\n" : "");
    case Action::Kind::redirect:
      return status_answer(action.status, "Location: " + action.location + "\r\n");
    case Action::Kind::bomb: {
      Answer answer;
      answer.kept = &gzip_bomb();
      answer.header = head(200, "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n",
                           answer.body().size());
      return answer;
    }
    case Action::Kind::drop: {
      Answer answer = answer_plainly(request, site, target, faults);
      answer.close = true;
      answer.cut = answer.body().size() / 2;
      return answer;
    }
    default:
      return answer_plainly(request, site, target, faults);
  }
}

asio::awaitable<std::uint64_t> send_huge(tcp::socket& socket) {
  error_code failed;
  const std::string header = head(200, "Content-Type: text/html; charset=utf-8\r\n", kHugeBody);
  co_await asio::async_write(socket, asio::buffer(header), asio::redirect_error(asio::use_awaitable, failed));
  const std::string chunk(1 << 16, ' ');
  std::uint64_t sent = 0;
  while (!failed && sent < kHugeBody)
    sent += co_await asio::async_write(socket, asio::buffer(chunk),
                                       asio::redirect_error(asio::use_awaitable, failed));
  co_return sent;
}

asio::awaitable<void> wait_for(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

// Keeps a stalled connection open until the client gives up; true data never comes.
asio::awaitable<void> stall(tcp::socket& socket) {
  asio::steady_timer limit(co_await asio::this_coro::executor, kStall);
  limit.async_wait([&socket](error_code expired) {
    error_code ignored;
    if (!expired) socket.close(ignored);
  });
  char byte = 0;
  error_code ended;
  co_await socket.async_read_some(asio::buffer(&byte, 1), asio::redirect_error(asio::use_awaitable, ended));
}

std::string text_of(boost::beast::string_view view) {
  return {view.data(), view.size()};
}

RequestRecord describe(const Request& request, const ServedSite& site, const SharedLog& log) {
  RequestRecord record;
  record.site = site.content.id;
  record.method = text_of(request.method_string());
  record.target = text_of(request.target());
  record.user_agent = text_of(request[http::field::user_agent]);
  record.conditional = request.find(http::field::if_none_match) != request.end() ||
                       request.find(http::field::if_modified_since) != request.end();
  record.in_flight = site.in_flight;
  record.started =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - log.epoch)
          .count();
  return record;
}

// The faults now, and how often this target has been asked for under them.
std::pair<FaultSet, int> note_attempt(ServedSite& site, SharedLog& log, const std::string& target) {
  const std::lock_guard lock(log.mutex);
  if (site.faults.empty()) return {{}, 1};
  return {site.faults, ++site.attempts[target]};
}

// Answers one request; false where the connection is to be closed.
asio::awaitable<bool> answer_one(tcp::socket& socket, const Request& request, ServedSite& site,
                                 SharedLog& log) {
  error_code failed;
  ++site.in_flight;
  RequestRecord record = describe(request, site, log);
  const auto [faults, attempt] = note_attempt(site, log, record.target);
  const auto found = site.content.resources.find(record.target);
  const Resource::Role role =
      found == site.content.resources.end() ? Resource::Role::other : found->second.role;
  const Action action = decide(faults, record.target, role, attempt, site.control_port);
  bool keep = request.keep_alive();
  if (action.delay_ms > 0) co_await wait_for(std::chrono::milliseconds(action.delay_ms));
  if (action.kind == Action::Kind::stall) {
    co_await stall(socket);
    keep = false;
  } else if (action.kind == Action::Kind::huge) {
    record.body_bytes = co_await send_huge(socket);
    record.status = 200;
    keep = false;
  } else {
    const Answer answer = answer_with(action, request, site.content, record.target, faults);
    const std::size_t length = answer.close ? answer.cut : answer.body().size();
    const std::array<asio::const_buffer, 2> buffers = {asio::buffer(answer.header),
                                                       asio::buffer(answer.body().data(), length)};
    co_await asio::async_write(socket, buffers, asio::redirect_error(asio::use_awaitable, failed));
    record.body_bytes = length;
    record.status = answer.close ? 0 : answer.status;
    keep = keep && !failed && !answer.close;
  }
  --site.in_flight;
  record.ended =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - log.epoch)
          .count();
  const std::lock_guard lock(log.mutex);
  log.requests.push_back(std::move(record));
  co_return keep;
}

asio::awaitable<void> converse(tcp::socket socket, ServedSite& site, SharedLog& log) {
  error_code failed;
  socket.set_option(tcp::no_delay(true), failed);
  boost::beast::flat_buffer buffer;
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(kMostRequestBody);
    co_await http::async_read(socket, buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
    if (failed) break;
    if (!co_await answer_one(socket, parser.get(), site, log)) break;
  }
  socket.shutdown(tcp::socket::shutdown_both, failed);
}

asio::awaitable<void> converse_control(tcp::socket socket, const ControlHandler& handler) {
  error_code failed;
  boost::beast::flat_buffer buffer;
  Request request;
  co_await http::async_read(socket, buffer, request, asio::redirect_error(asio::use_awaitable, failed));
  if (failed) co_return;
  const Reply reply = handler(text_of(request.method_string()), text_of(request.target()));
  const std::string header = head(
      reply.status, "Content-Type: " + reply.content_type + "\r\nConnection: close\r\n", reply.body.size());
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(header), asio::buffer(reply.body)};
  co_await asio::async_write(socket, buffers, asio::redirect_error(asio::use_awaitable, failed));
  socket.shutdown(tcp::socket::shutdown_both, failed);
}

}  // namespace

asio::awaitable<void> serve_site(tcp::acceptor& acceptor, ServedSite& site, SharedLog& log) {
  for (;;) {
    error_code failed;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (failed) co_return;
    asio::co_spawn(acceptor.get_executor(), converse(std::move(socket), site, log), asio::detached);
  }
}

asio::awaitable<void> serve_control(tcp::acceptor& acceptor, const ControlHandler& handler) {
  for (;;) {
    error_code failed;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (failed) co_return;
    asio::co_spawn(acceptor.get_executor(), converse_control(std::move(socket), handler), asio::detached);
  }
}

}  // namespace tenderlead::portal
