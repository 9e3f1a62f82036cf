#include "test_server.h"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <memory>
#include <utility>

namespace tenderlead::crawler {
namespace asio = boost::asio;
namespace http = boost::beast::http;

class TestServer::Session : public std::enable_shared_from_this<TestServer::Session> {
 public:
  Session(TestServer& server, asio::ip::tcp::socket socket)
      : server_(server), socket_(std::move(socket)), timer_(socket_.get_executor()) {
    socket_.set_option(asio::ip::tcp::no_delay(true));
  }

  void read() {
    request_ = {};
    http::async_read(socket_, buffer_, request_,
                     [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                       if (!error) self->handle();
                     });
  }

 private:
  void handle() {
    ServerRequest seen;
    seen.method = request_.method_string();
    seen.target = request_.target();
    for (const auto& field : request_) seen.headers.emplace_back(field.name_string(), field.value());
    seen.body = request_.body();
    seen.address = address_;
    seen.arrived = std::chrono::steady_clock::now();
    ++server_.at_once_;
    server_.most_at_once_ = std::max<int>(server_.most_at_once_, server_.at_once_);
    {
      const std::lock_guard lock(server_.mutex_);
      number_ = server_.requests_.size();
      server_.requests_.push_back(seen);
    }
    reply_ = server_.handler_(seen);
    if (reply_.delay.count() == 0) {
      answer_when_allowed();
      return;
    }
    timer_.expires_after(reply_.delay);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
      if (!error) self->answer_when_allowed();
    });
  }

  void answer_when_allowed() {
    if (!reply_.may_go || reply_.may_go()) {
      answer();
      return;
    }
    timer_.expires_after(std::chrono::milliseconds(1));
    timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
      if (!error) self->answer_when_allowed();
    });
  }

  void answer() {
    --server_.at_once_;
    {
      const std::lock_guard lock(server_.mutex_);
      if (reply_.raw.empty()) server_.requests_[number_].status = reply_.status;
      server_.requests_[number_].answered = std::chrono::steady_clock::now();
    }
    if (!reply_.raw.empty()) {
      send_raw();
      return;
    }
    response_ = {};
    response_.version(11);
    response_.result(static_cast<unsigned>(reply_.status));
    for (const auto& [name, value] : reply_.headers) response_.insert(name, value);
    response_.body() = std::move(reply_.body);
    response_.keep_alive(true);
    if (reply_.status != 304) response_.prepare_payload();
    http::async_write(socket_, response_,
                      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                        if (!error) self->read();
                      });
  }

  void send_raw() {
    const std::size_t size = reply_.bytes_at_once == 0 ? reply_.raw.size() : reply_.bytes_at_once;
    piece_ = reply_.raw.substr(0, size);
    reply_.raw.erase(0, piece_.size());
    asio::async_write(socket_, asio::buffer(piece_),
                      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                        if (!error) self->sent_raw();
                      });
  }

  void sent_raw() {
    if (!reply_.raw.empty()) {
      timer_.expires_after(reply_.delay);
      timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->send_raw();
      });
    } else if (reply_.keep_open) {
      read();
    } else {
      boost::system::error_code ignored;
      socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    }
  }

  TestServer& server_;
  asio::ip::tcp::socket socket_;
  std::string address_ = socket_.local_endpoint().address().to_string();
  std::size_t number_ = 0;  // of the request, in server_.requests_
  asio::steady_timer timer_;
  boost::beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
  ServerReply reply_;
  std::string piece_;
};

TestServer::TestServer(Handler handler, const std::vector<std::string>& addresses)
    : handler_(std::move(handler)) {
  for (const auto& address : addresses) {
    acceptors_.emplace_back(
        io_, asio::ip::tcp::endpoint(asio::ip::make_address(address), static_cast<std::uint16_t>(port_)));
    port_ = acceptors_.back().local_endpoint().port();
  }
  for (auto& acceptor : acceptors_) accept(acceptor);
  thread_ = std::thread([this] { io_.run(); });
}

TestServer::~TestServer() {
  io_.stop();
  thread_.join();
}

void TestServer::accept(asio::ip::tcp::acceptor& acceptor) {
  acceptor.async_accept([this, &acceptor](boost::system::error_code error, asio::ip::tcp::socket socket) {
    if (error) return;
    ++connections_;
    std::make_shared<Session>(*this, std::move(socket))->read();
    accept(acceptor);
  });
}

std::string TestServer::url(const std::string& path) const {
  return "http://" + host() + path;
}

std::vector<ServerRequest> TestServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::vector<ServerRequest> TestServer::requests(const std::string& target) const {
  auto all = requests();
  std::erase_if(all, [&](const ServerRequest& request) { return request.target != target; });
  return all;
}

}  // namespace tenderlead::crawler
