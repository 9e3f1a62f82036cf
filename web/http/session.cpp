#include "web/http/session.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <ctime>
#include <exception>
#include <memory>
#include <utility>

#include "web/http/events.h"
#include "web/http/negotiation.h"
#include "web/http/problem.h"

namespace tenderlead::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;

constexpr unsigned kHttp11 = 11;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";  // RFC 9110, 10.1.1

// What Beast says of a request that can't be read, as an answer; nothing where the connection is merely over.
std::optional<Response> answer_to(beast::error_code error) {
  if (error == http::error::header_limit)
    return problem(431, "headers-too-large", "The request's headers are longer than this server reads.");
  if (error == http::error::body_limit)
    return problem(413, "body-too-large", "The request's body is longer than this server reads.");
  if (error == http::error::end_of_stream || error == beast::error::timeout ||
      error == http::error::partial_message ||
      error.category() != make_error_code(http::error::end_of_stream).category())
    return std::nullopt;
  return problem(400, "bad-request", "The request isn't HTTP/1.1 as this server reads it.");
}

Request plain_request(const http::request<http::string_body>& from, Target target, const std::string& peer,
                      bool tls) {
  Request request;
  request.method = std::string(from.method_string());
  request.target = std::move(target);
  for (const auto& field : from) request.headers.emplace_back(field.name_string(), field.value());
  request.body = from.body();
  request.peer = peer;
  request.over_tls = tls;
  return request;
}

Response handled(const Serving& service, const Request& request) {
  try {
    return finished(request, service.handler(request));
  } catch (const std::exception& fault) {
    if (service.options.on_fault) service.options.on_fault(request.method + " failed: " + fault.what());
    return finished(request,
                    problem(500, "internal", "Something went wrong inside. The server's log says what."));
  }
}

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7), of now.
std::string http_date() {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %d %02d:%02d:%02d GMT", kDays[utc.tm_wday],
                utc.tm_mday, kMonths[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return text.data();
}

// A request of HTTP/1.1 names its host, once (RFC 9112, 3.2).
bool names_its_host(const http::request<http::string_body>& request) {
  const auto hosts = request.count(http::field::host);
  return hosts == 1 || (hosts == 0 && request.version() < kHttp11);
}

template <typename Body>
void copy_head(const Response& from, http::response<Body>& to) {
  to.version(kHttp11);
  to.result(static_cast<unsigned>(from.status));
  to.set(http::field::date, http_date());
  for (const auto& [name, value] : from.headers) to.insert(name, value);
}

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

template <typename Stream>
asio::awaitable<beast::error_code> send(Stream& stream, const Request& request, const Response& response,
                                        bool keep_alive) {
  http::response<http::span_body<const char>> message;
  copy_head(response, message);
  message.keep_alive(keep_alive);
  const auto& bytes = response.bytes();
  if (request.method != "HEAD") message.body() = {bytes.data(), bytes.size()};
  if (may_have_body(response.status)) message.content_length(bytes.size());
  http::response_serializer<http::span_body<const char>> serializer(message);
  beast::error_code error;
  // The header of an answer to HEAD states a length that no body follows.
  if (request.method == "HEAD")
    co_await http::async_write_header(stream, serializer, asio::redirect_error(use_awaitable, error));
  else
    co_await http::async_write(stream, serializer, asio::redirect_error(use_awaitable, error));
  co_return error;
}

// Sends events until the stream or the connection ends.
template <typename Stream>
asio::awaitable<void> send_events(Stream& stream, Serving& service, const Response& response) {
  http::response<http::empty_body> head;
  copy_head(response, head);
  head.set(http::field::content_type, "text/event-stream; charset=utf-8");
  head.set(http::field::cache_control, "no-store");
  head.set("X-Accel-Buffering", "no");  // nginx would hold small pieces back
  head.keep_alive(false);
  head.chunked(true);
  http::response_serializer<http::empty_body> serializer(head);
  beast::error_code error;
  auto& socket = beast::get_lowest_layer(stream);
  socket.expires_after(service.options.transfer);
  co_await http::async_write_header(stream, serializer, asio::redirect_error(use_awaitable, error));

  const auto executor = co_await asio::this_coro::executor;
  const auto bell = std::make_shared<asio::steady_timer>(executor);
  const auto rung = std::make_shared<bool>(false);
  response.events->on_news([executor, bell, rung] {
    asio::post(executor, [bell, rung] {
      *rung = true;
      bell->cancel();
    });
  });
  std::string bytes = "retry: 2000\n\n";
  while (!error) {
    for (const auto& event : response.events->take()) bytes += wire_form(event);
    if (!bytes.empty()) {
      socket.expires_after(service.options.transfer);
      co_await asio::async_write(stream, http::make_chunk(asio::buffer(bytes)),
                                 asio::redirect_error(use_awaitable, error));
      bytes.clear();
    }
    if (error || service.stopping || !response.events->open()) break;
    if (!*rung) {
      bell->expires_after(service.options.heartbeat);
      beast::error_code woken;
      co_await bell->async_wait(asio::redirect_error(use_awaitable, woken));
      if (!*rung) bytes = ": still here\n\n";
    }
    *rung = false;
  }
  response.events->on_news({});
  if (!error) {
    socket.expires_after(service.options.transfer);
    co_await asio::async_write(stream, http::make_chunk_last(), asio::redirect_error(use_awaitable, error));
  }
}

template <typename Stream>
asio::awaitable<void> converse_over(Stream& stream, Serving& service, const std::string& peer, bool tls,
                                    std::atomic<bool>& answering) {
  beast::flat_buffer buffer;
  auto& socket = beast::get_lowest_layer(stream);
  for (bool keep_alive = true; keep_alive && !service.stopping;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(service.options.most_header_bytes));
    parser.body_limit(service.options.most_body_bytes);
    beast::error_code error;
    // Idle until the first byte; from then on the rest has its own time.
    if (buffer.size() == 0) {
      socket.expires_after(service.options.idle);
      const auto got =
          co_await stream.async_read_some(buffer.prepare(4096), asio::redirect_error(use_awaitable, error));
      buffer.commit(got);
      if (error) co_return;
    }
    answering = true;
    socket.expires_after(service.options.transfer);
    co_await http::async_read_header(stream, buffer, parser, asio::redirect_error(use_awaitable, error));
    if (!error && !parser.is_done() && beast::iequals(parser.get()[http::field::expect], "100-continue"))
      co_await asio::async_write(stream, asio::buffer(kContinue), asio::redirect_error(use_awaitable, error));
    if (!error) co_await http::async_read(stream, buffer, parser, asio::redirect_error(use_awaitable, error));
    Request request;
    Response response;
    if (error) {
      const auto answer = answer_to(error);
      if (!answer) co_return;
      response = finished(request, *answer);
      keep_alive = false;
    } else {
      auto message = parser.release();
      keep_alive = message.keep_alive() && !service.stopping;
      auto target = parse_target({message.target().data(), message.target().size()});
      if (!names_its_host(message)) {
        response = finished(request, problem(400, "bad-request", "The request doesn't name its host, once."));
        keep_alive = false;
      } else if (!target) {
        response = finished(request, problem(target.error().code == ErrorCode::too_large ? 414 : 400,
                                             "bad-target", target.error().message));
      } else {
        request = plain_request(message, std::move(*target), peer, tls);
        response = co_await asio::co_spawn(
            service.workers, [&]() -> asio::awaitable<Response> { co_return handled(service, request); },
            use_awaitable);
      }
    }
    if (response.events) {
      co_await send_events(stream, service, response);
      co_return;
    }
    socket.expires_after(service.options.transfer);
    if (co_await send(stream, request, response, keep_alive && !service.stopping)) co_return;
    answering = false;
  }
}

}  // namespace

asio::awaitable<void> converse(PlainStream& stream, Serving& service, std::string peer,
                               std::atomic<bool>& answering) {
  co_await converse_over(stream, service, peer, false, answering);
  beast::error_code ignored;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> converse(TlsStream& stream, Serving& service, std::string peer,
                               std::atomic<bool>& answering) {
  beast::error_code error;
  beast::get_lowest_layer(stream).expires_after(service.options.transfer);
  co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(use_awaitable, error));
  if (error) co_return;
  co_await converse_over(stream, service, peer, true, answering);
  beast::get_lowest_layer(stream).expires_after(service.options.transfer);
  co_await stream.async_shutdown(asio::redirect_error(use_awaitable, error));
}

}  // namespace tenderlead::web
