#include "crawler/browser/devtools_connection.h"

#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/json/serialize.hpp>
#include <deque>
#include <unordered_map>
#include <utility>

namespace tenderlead::crawler {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using tcp = asio::ip::tcp;

class DevToolsConnection::Impl : public std::enable_shared_from_this<DevToolsConnection::Impl> {
 public:
  explicit Impl(Executor strand) : stream_(std::move(strand)) { limit_messages(64u << 20); }

  void connect(const DevToolsAddress& address, int socket, Events events,
               std::function<void(Result<void>)> connected) {
    events_ = std::move(events);
    auto& plain = stream_.next_layer();
    boost::system::error_code error;
    if (socket >= 0) plain.assign(tcp::v4(), socket, error);
    if (error) {
      ::close(socket);
      asio::post(stream_.get_executor(), [connected, error] {
        connected(Error{ErrorCode::network, error.message()});
      });
      return;
    }
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), address.port);
    const std::string host = "127.0.0.1:" + std::to_string(address.port);
    plain.async_connect(endpoint, [self = shared_from_this(), host, path = address.path,
                                   connected](const boost::system::error_code& failed) {
      if (self->closed_) return;
      if (failed) return connected(Error{ErrorCode::network, failed.message()});
      self->stream_.async_handshake(host, path, [self, connected](const boost::system::error_code& refused) {
        if (self->closed_) return;
        if (refused) return connected(Error{ErrorCode::network, refused.message()});
        self->open_ = true;
        self->read();
        self->write();
        connected({});
      });
    });
  }

  void call(const std::string& method, boost::json::object parameters, const std::string& session,
            Reply reply) {
    if (closed_) return;
    const std::int64_t id = ++last_id_;
    boost::json::object command;
    command["id"] = id;
    command["method"] = method;
    command["params"] = std::move(parameters);
    if (!session.empty()) command["sessionId"] = session;
    if (reply) replies_.emplace(id, std::move(reply));
    outgoing_.push_back(boost::json::serialize(command));
    if (outgoing_.size() == 1) write();
  }

  void limit_messages(std::uint64_t bytes) { stream_.read_message_max(static_cast<std::size_t>(bytes)); }

  void close() {
    if (closed_) return;
    closed_ = true;
    events_ = {};
    replies_.clear();
    boost::system::error_code ignored;
    // The browser is killed next, so there is nobody to say good-bye to.
    stream_.next_layer().close(ignored);
  }

 private:
  void write() {
    if (!open_ || outgoing_.empty()) return;
    stream_.async_write(asio::buffer(outgoing_.front()),
                        [self = shared_from_this()](const boost::system::error_code& error, std::size_t) {
                          if (self->closed_) return;
                          if (error) return self->lost(error);
                          self->outgoing_.pop_front();
                          self->write();
                        });
  }

  void read() {
    stream_.async_read(incoming_,
                       [self = shared_from_this()](const boost::system::error_code& error, std::size_t) {
                         if (self->closed_) return;
                         if (error) return self->lost(error);
                         self->take();
                         if (!self->closed_) self->read();
                       });
  }

  void take() {
    const auto bytes = incoming_.cdata();
    const std::string_view text(static_cast<const char*>(bytes.data()), bytes.size());
    const auto message = parse_devtools_message(text);
    incoming_.consume(incoming_.size());
    // What can't be read is as if it hadn't been said: the page's time limit ends what waits for it.
    if (!message) return;
    if (message->id == 0) {
      if (events_.said) {
        const auto said = events_.said;
        said(*message);
      }
      return;
    }
    const auto waiting = replies_.find(message->id);
    if (waiting == replies_.end()) return;
    const Reply reply = std::move(waiting->second);
    replies_.erase(waiting);
    if (message->error)
      reply(Error{ErrorCode::invalid_input, *message->error});
    else
      reply(message->body);
  }

  void lost(const boost::system::error_code& error) {
    const auto closed = std::move(events_.closed);
    const std::string why = error == websocket::error::message_too_big
                                ? "the browser sent a message beyond all bounds"
                                : "the connection to the browser broke: " + error.message();
    close();
    if (closed) closed(why);
  }

  websocket::stream<asio::basic_stream_socket<tcp, Executor>> stream_;
  boost::beast::flat_buffer incoming_;
  std::deque<std::string> outgoing_;  // the first is being written
  std::unordered_map<std::int64_t, Reply> replies_;
  Events events_;
  std::int64_t last_id_ = 0;
  bool open_ = false;
  bool closed_ = false;
};

DevToolsConnection::DevToolsConnection(Executor strand) : impl_(std::make_shared<Impl>(std::move(strand))) {}
DevToolsConnection::~DevToolsConnection() {
  impl_->close();
}
void DevToolsConnection::connect(const DevToolsAddress& address, int socket, Events events,
                                 std::function<void(Result<void>)> connected) {
  impl_->connect(address, socket, std::move(events), std::move(connected));
}
void DevToolsConnection::call(const std::string& method, boost::json::object parameters,
                              const std::string& session, Reply reply) {
  impl_->call(method, std::move(parameters), session, std::move(reply));
}
void DevToolsConnection::limit_messages(std::uint64_t bytes) {
  impl_->limit_messages(bytes);
}
void DevToolsConnection::close() {
  impl_->close();
}

}  // namespace tenderlead::crawler
