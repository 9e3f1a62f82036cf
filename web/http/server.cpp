#include "web/http/server.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <filesystem>
#include <fstream>
#include <list>
#include <thread>
#include <utility>

#include "web/http/session.h"

namespace tenderlead::web {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

Error unusable(const std::string& what) {
  return {ErrorCode::invalid_config, what};
}

// Why a file of TLS can't even be read; empty where it can.
std::string unreadable(const std::string& path) {
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) return "there is no such file";
  if (!std::filesystem::is_regular_file(path, failure)) return "it isn't a file";
  if (!std::ifstream(path)) return "this user may not read it";
  return {};
}

// What is to be said of a certificate's time; empty where all is well.
std::string time_warning(const std::string& path, SSL_CTX* context) {
  constexpr int kSoonDays = 14;
  const X509* certificate = SSL_CTX_get0_certificate(context);
  if (certificate == nullptr) return {};
  int days = 0;
  int seconds = 0;
  // A null time is now.
  if (ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notBefore(certificate)) == 1 &&
      (days > 0 || seconds > 0))
    return "The certificate " + path +
           " isn't valid yet; browsers will warn of it. Check this machine's clock.";
  if (ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate)) != 1) return {};
  if (days < 0 || seconds < 0)
    return "The certificate " + path + " has expired; browsers will refuse it. Renew it, then start again.";
  if (days < kSoonDays)
    return "The certificate " + path + " expires in " + std::to_string(days) +
           " days. Renew it, then start again.";
  return {};
}

Result<std::unique_ptr<asio::ssl::context>> tls_context(const TlsFiles& files) {
  if (const auto why = unreadable(files.certificate); !why.empty())
    return unusable("The certificate " + files.certificate + " can't be used: " + why + ".");
  if (const auto why = unreadable(files.key); !why.empty())
    return unusable("The key " + files.key + " can't be used: " + why + ".");
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  boost::system::error_code error;
  context->set_options(
      asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1,
      error);
  // A key with a pass phrase is refused; nobody is asked for it on the terminal.
  context->set_password_callback(
      [](std::size_t, asio::ssl::context::password_purpose) { return std::string(); });
  if (!error) context->use_certificate_chain_file(files.certificate, error);
  if (error)
    return unusable("The certificate " + files.certificate + " can't be used: " + error.message() +
                    ". It should be a PEM file with the server's certificate first.");
  context->use_private_key_file(files.key, asio::ssl::context::pem, error);
  if (ERR_GET_LIB(static_cast<unsigned long>(error.value())) == ERR_LIB_X509)
    return unusable("The key " + files.key + " doesn't belong to the certificate " + files.certificate + ".");
  if (error)
    return unusable("The key " + files.key + " can't be used: " + error.message() +
                    ". It should be the unencrypted PEM key of the certificate.");
  if (SSL_CTX_check_private_key(context->native_handle()) != 1)
    return unusable("The key " + files.key + " doesn't belong to the certificate " + files.certificate + ".");
  return context;
}

}  // namespace

struct Server::Inside {
  Inside(ServerOptions options, Handler handler)
      : service(std::move(options), std::move(handler)), acceptor(io), room(io), end(io) {}

  struct Connection {
    explicit Connection(tcp::socket socket) : plain(std::move(socket)) {}
    PlainStream plain;
    std::unique_ptr<TlsStream> tls;  // in place of `plain`, which it took over
    std::atomic<bool> answering = false;

    PlainStream& lowest() { return tls ? tls->next_layer() : plain; }
  };
  using Connections = std::list<Connection>;

  asio::awaitable<void> accept_all() {
    const auto token = [this] { return asio::redirect_error(asio::use_awaitable, error); };
    while (!service.stopping) {
      if (connections.size() >= service.options.most_connections) {
        room.expires_at(asio::steady_timer::time_point::max());
        co_await room.async_wait(token());
        continue;
      }
      tcp::socket socket(io);
      co_await acceptor.async_accept(socket, token());
      if (service.stopping) break;
      if (error) {
        // Out of file descriptors, most likely: wait until some are given back.
        if (service.options.on_fault)
          service.options.on_fault("accepting a connection failed: " + error.message());
        room.expires_after(std::chrono::milliseconds(100));
        co_await room.async_wait(token());
        continue;
      }
      boost::system::error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      const auto remote = socket.remote_endpoint(ignored);
      const auto at = connections.emplace(connections.end(), std::move(socket));
      if (tls) at->tls = std::make_unique<TlsStream>(std::move(at->plain), *tls);
      asio::co_spawn(io, serve(at, remote.address().to_string()), asio::detached);
    }
  }

  asio::awaitable<void> serve(Connections::iterator at, std::string peer) {
    try {
      if (at->tls)
        co_await converse(*at->tls, service, std::move(peer), at->answering);
      else
        co_await converse(at->plain, service, std::move(peer), at->answering);
    } catch (const std::exception& fault) {
      if (service.options.on_fault)
        service.options.on_fault(std::string("a connection failed: ") + fault.what());
    }
    connections.erase(at);
    room.cancel();
    if (connections.empty()) end.cancel();
  }

  // On the thread of `io`: closes what idles, lets the rest finish until `grace` is over.
  asio::awaitable<void> close_all(std::chrono::milliseconds grace) {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    room.cancel();
    for (auto& connection : connections)
      if (!connection.answering) connection.lowest().close();
    end.expires_after(grace);
    if (!connections.empty()) co_await end.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    for (auto& connection : connections) connection.lowest().close();
  }

  asio::io_context io{1};
  Serving service;
  std::unique_ptr<asio::ssl::context> tls;
  tcp::acceptor acceptor;
  asio::steady_timer room;  // rings when a connection has ended
  asio::steady_timer end;   // rings when the last one has
  Connections connections;  // on the thread of `io` alone
  boost::system::error_code error;
  std::uint16_t port = 0;
  std::thread thread;
};

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error)
    return Error{
        ErrorCode::invalid_config,
        "\"" + options.address +
            "\" isn't an IP address to listen at; 127.0.0.1 is this machine alone, 0.0.0.0 all networks."};
  auto inside = std::make_unique<Inside>(std::move(options), std::move(handler));
  const auto& chosen = inside->service.options;
  if (chosen.tls) {
    auto context = tls_context(*chosen.tls);
    if (!context) return context.error();
    inside->tls = std::move(*context);
    if (const auto words = time_warning(chosen.tls->certificate, inside->tls->native_handle());
        !words.empty() && chosen.on_warning)
      chosen.on_warning(words);
  }
  const tcp::endpoint endpoint(address, chosen.port);
  auto& acceptor = inside->acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    const auto place = chosen.address + " port " + std::to_string(chosen.port);
    if (error == asio::error::address_in_use)
      return Error{ErrorCode::busy,
                   "Another program listens at " + place + " already. Stop it, or choose another port."};
    return Error{ErrorCode::io, "Can't listen at " + place + ": " + error.message() + "."};
  }
  inside->port = acceptor.local_endpoint(error).port();
  auto* raw = inside.get();
  asio::co_spawn(inside->io, raw->accept_all(), asio::detached);
  inside->thread = std::thread([raw] { raw->io.run(); });
  return std::unique_ptr<Server>(new Server(std::move(inside)));
}

std::uint16_t Server::port() const {
  return inside_->port;
}

void Server::stop(std::chrono::milliseconds grace) {
  if (inside_->service.stopping.exchange(true)) return;
  asio::co_spawn(inside_->io, inside_->close_all(grace), asio::detached);
  inside_->thread.join();
  inside_->service.workers.join();
}

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Server::~Server() {
  stop(std::chrono::milliseconds(0));
}

}  // namespace tenderlead::web
