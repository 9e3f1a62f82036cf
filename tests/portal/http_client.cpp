#include "tests/portal/http_client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace tenderlead::portal {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

std::string Response::header(const std::string& name) const {
  for (const auto& [key, value] : headers)
    if (boost::beast::iequals(key, name)) return value;
  return {};
}

Response fetch(std::uint16_t port, const std::string& target,
               const std::vector<std::pair<std::string, std::string>>& headers, const std::string& method,
               const std::string& body) {
  boost::asio::io_context context;
  tcp::socket socket(context);
  boost::system::error_code failed;
  socket.connect(tcp::endpoint(boost::asio::ip::address_v4::loopback(), port), failed);
  if (failed) return {};
  http::request<http::string_body> request{http::string_to_verb(method), target, 11};
  request.set(http::field::host, "127.0.0.1:" + std::to_string(port));
  for (const auto& [name, value] : headers) request.set(name, value);
  request.body() = body;
  request.prepare_payload();
  http::write(socket, request, failed);
  boost::beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(std::uint64_t{64} << 20);
  if (!failed) http::read(socket, buffer, parser, failed);
  Response response;
  response.body = parser.get().body();
  for (const auto& field : parser.get())
    response.headers.emplace_back(std::string(field.name_string().data(), field.name_string().size()),
                                  std::string(field.value().data(), field.value().size()));
  if (!failed) response.status = parser.get().result_int();
  return response;
}

}  // namespace tenderlead::portal
