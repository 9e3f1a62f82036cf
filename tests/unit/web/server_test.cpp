// Over real sockets on loopback.
#include "web/http/server.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <atomic>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <mutex>
#include <stdexcept>

#include "web/http/events.h"

namespace tenderlead::web {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

// One connection to a server under test.
struct Client {
  explicit Client(std::uint16_t port) : socket(io) {
    socket.connect({asio::ip::make_address("127.0.0.1"), port});
  }

  void send(const std::string& bytes) { asio::write(socket, asio::buffer(bytes)); }
  http::response<http::string_body> receive(bool head = false) {
    http::response_parser<http::string_body> parser;
    parser.skip(head);
    http::read(socket, buffer, parser);
    return parser.release();
  }
  // What comes until the server closes.
  std::string rest() {
    std::string bytes;
    boost::system::error_code error;
    asio::read(socket, asio::dynamic_buffer(bytes), error);
    return bytes;
  }
  std::string line_with(const std::string& words) {
    asio::streambuf bytes;
    asio::read_until(socket, bytes, words);
    return {asio::buffers_begin(bytes.data()), asio::buffers_end(bytes.data())};
  }

  asio::io_context io;
  tcp::socket socket;
  boost::beast::flat_buffer buffer;
};

Response echo(const Request& request) {
  Response response;
  response.set("Content-Type", "text/plain");
  for (const auto& segment : request.target.segments) response.body += "/" + segment;
  response.body += "|" + request.body;
  return response;
}

std::unique_ptr<Server> started(ServerOptions options, Handler handler) {
  auto server = Server::start(std::move(options), std::move(handler));
  EXPECT_TRUE(server) << (server ? "" : server.error().message);
  return server ? std::move(*server) : nullptr;
}

TEST(AServer, AnswersManyRequestsOnOneConnectionAndPipelinedOnesInOrder) {
  const auto server = started({}, echo);
  Client client(server->port());
  client.send(
      "GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcHEAD /c "
      "HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive().body(), "/a|");
  EXPECT_EQ(client.receive().body(), "/b|abc");
  const auto head = client.receive(true);
  EXPECT_EQ(head[http::field::content_length], "3");
  client.send("GET /d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive().body(), "/d|");
  EXPECT_EQ(client.rest(), "");
}

TEST(AServer, SaysWhenItAnsweredAndAnswersNobodyWhoNamesNoHost) {
  const auto server = started({}, echo);
  Client client(server->port());
  client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string date(client.receive()[http::field::date]);
  EXPECT_EQ(date.size(), std::string("Sun, 06 Nov 1994 08:49:37 GMT").size()) << date;
  EXPECT_TRUE(date.ends_with(" GMT")) << date;
  client.send("GET /a HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.receive().result_int(), 400U);
  Client twice(server->port());
  twice.send("GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
  EXPECT_EQ(twice.receive().result_int(), 400U);
  Client old(server->port());
  old.send("GET /a HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.receive().result_int(), 200U);
}

TEST(AServer, SaysGoOnToWhoAsksBeforeSendingABody) {
  const auto server = started({}, echo);
  Client client(server->port());
  client.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.line_with("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  EXPECT_EQ(client.receive().body(), "/b|abc");
}

TEST(ARequestBeyondALimit, IsToldWhichAndTheConnectionEnds) {
  ServerOptions options;
  options.most_body_bytes = 10;
  options.most_header_bytes = 1000;
  const auto server = started(options, echo);
  struct Case {
    std::string bytes;
    unsigned status;
  };
  const std::vector<Case> cases = {
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nabcdefghijk", 413},
      {"GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(2000, 'a') + "\r\n\r\n", 431},
      {"GET / HTTP/1.1\r\nno colon here\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
  };
  for (const auto& each : cases) {
    Client client(server->port());
    client.send(each.bytes);
    const auto answer = client.receive();
    EXPECT_EQ(answer.result_int(), each.status) << each.bytes.substr(0, 40);
    EXPECT_EQ(answer[http::field::content_type], "application/problem+json; charset=utf-8");
    client.rest();
  }
  Client client(server->port());
  client.send("GET /%2e%2e/x HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive().result_int(), 400u);
  client.send("GET /still HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive().body(), "/still|");
}

TEST(AHandlerThatThrows, IsAnAnswerAndALineInTheLog) {
  std::promise<std::string> said;
  ServerOptions options;
  options.on_fault = [&](const std::string& words) { said.set_value(words); };
  const auto server =
      started(options, [](const Request&) -> Response { throw std::runtime_error("no such table"); });
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answer = client.receive();
  EXPECT_EQ(answer.result_int(), 500u);
  EXPECT_EQ(answer.body().find("no such table"), std::string::npos);
  EXPECT_EQ(said.get_future().get(), "GET failed: no such table");
}

TEST(AConnectionThatIdles, IsClosed) {
  ServerOptions options;
  options.idle = std::chrono::milliseconds(50);
  const auto server = started(options, echo);
  Client silent(server->port());
  EXPECT_EQ(silent.rest(), "");
  options.idle = std::chrono::seconds(30);
  options.transfer = std::chrono::milliseconds(50);
  const auto other = started(options, echo);
  Client slow(other->port());
  slow.send("GET / HTTP/1.1\r\nHo");
  EXPECT_EQ(slow.rest(), "");
}

TEST(AServerWithAllItsConnections, TakesTheNextWhenOneEnds) {
  ServerOptions options;
  options.most_connections = 1;
  const auto server = started(options, echo);
  auto first = std::make_unique<Client>(server->port());
  first->send("GET /first HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first->receive().body(), "/first|");
  Client second(server->port());
  second.send("GET /second HTTP/1.1\r\nHost: x\r\n\r\n");
  first.reset();
  EXPECT_EQ(second.receive().body(), "/second|");
}

TEST(AServerThatStops, FinishesWhatItIsAnsweringAndClosesWhatIdles) {
  std::promise<void> begun;
  std::promise<void> go_on;
  auto may_go_on = go_on.get_future().share();
  const auto server = started({}, [&](const Request& request) {
    begun.set_value();
    may_go_on.wait();
    return echo(request);
  });
  Client idle(server->port());
  Client busy(server->port());
  busy.send("GET /work HTTP/1.1\r\nHost: x\r\n\r\n");
  begun.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { server->stop(std::chrono::seconds(20)); });
  EXPECT_EQ(idle.rest(), "");
  go_on.set_value();
  const auto answer = busy.receive();
  EXPECT_EQ(answer.body(), "/work|");
  EXPECT_EQ(answer[http::field::connection], "close");
  stopped.get();
}

TEST(AStreamOverASocket, CarriesEventsUntilTheHubCloses) {
  EventHub hub;
  ServerOptions options;
  options.heartbeat = std::chrono::milliseconds(20);
  const auto server = started(options, [&](const Request&) {
    Response response;
    response.events = hub.listen();
    return response;
  });
  Client client(server->port());
  client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(client.line_with("retry").find("text/event-stream"), std::string::npos);
  client.line_with(": still here");
  hub.publish("lead.changed", "{\"id\":\"a\"}");
  client.line_with("data: {\"id\":\"a\"}\n\n");
  hub.close();
  EXPECT_TRUE(client.rest().ends_with("0\r\n\r\n"));
}

TEST(AServerThatCannotListen, SaysWhatIsInItsWay) {
  const auto first = started({}, echo);
  ServerOptions options;
  options.port = first->port();
  const auto taken = Server::start(options, echo);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::busy);
  EXPECT_NE(taken.error().message.find("port " + std::to_string(options.port)), std::string::npos);
  options.address = "localhost";
  EXPECT_EQ(Server::start(options, echo).error().code, ErrorCode::invalid_config);
  options.address = "192.0.2.1";
  EXPECT_EQ(Server::start(options, echo).error().code, ErrorCode::io);
}

// A key and a certificate of its own that lasts a month, or as long as is said, in a folder that goes with it.
struct OwnCertificate {
  explicit OwnCertificate(long from = -60, long to = 30 * 86400L) {
    folder = std::filesystem::temp_directory_path() /
             ("tenderlead-web-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder);
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), from);
    X509_gmtime_adj(X509_getm_notAfter(certificate), to);
    X509_set_pubkey(certificate, key);
    auto* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    std::FILE* file = std::fopen(files().key.c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    file = std::fopen(files().certificate.c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~OwnCertificate() { std::filesystem::remove_all(folder); }
  TlsFiles files() const { return {(folder / "certificate.pem").string(), (folder / "key.pem").string()}; }

  std::filesystem::path folder;
  static inline int count = 0;
};

TEST(AServerWithACertificate, AnswersOverTls) {
  const OwnCertificate own;
  ServerOptions options;
  options.tls = own.files();
  std::atomic<bool> over_tls = false;
  const auto server = started(options, [&](const Request& request) {
    over_tls = request.over_tls;
    return echo(request);
  });
  asio::io_context io;
  asio::ssl::context context(asio::ssl::context::tls_client);
  context.load_verify_file(own.files().certificate);
  context.set_verify_mode(asio::ssl::verify_peer);
  asio::ssl::stream<tcp::socket> stream(io, context);
  stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), server->port()});
  stream.handshake(asio::ssl::stream_base::client);
  asio::write(stream, asio::buffer(std::string("GET /safe HTTP/1.1\r\nHost: x\r\n\r\n")));
  boost::beast::flat_buffer buffer;
  http::response<http::string_body> answer;
  http::read(stream, buffer, answer);
  EXPECT_EQ(answer.body(), "/safe|");
  EXPECT_TRUE(over_tls);
  Client plain(server->port());
  plain.send("GET /plain HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(plain.rest().find("HTTP/1.1 200"), std::string::npos);
}

TEST(ACertificateThatCannotBeUsed, IsNamedWithTheReason) {
  const OwnCertificate own;
  const OwnCertificate other;
  const auto [certificate, key] = own.files();
  const auto text = (own.folder / "words.pem").string();
  std::ofstream(text) << "no certificate";
  // A key that asks for a pass phrase; nobody is there to type it.
  const auto locked = (own.folder / "locked.pem").string();
  EVP_PKEY* made = EVP_EC_gen("P-256");
  std::FILE* file = std::fopen(locked.c_str(), "w");
  PEM_write_PKCS8PrivateKey(file, made, EVP_aes_128_cbc(), "secret", 6, nullptr, nullptr);
  std::fclose(file);
  EVP_PKEY_free(made);
  struct Case {
    TlsFiles files;
    std::string says;
  };
  for (const auto& each :
       {Case{{certificate, other.files().key}, "doesn't belong to"},
        Case{{certificate + ".missing", key}, "pem.missing can't be used: there is no such file"},
        Case{{certificate, key + ".missing"}, "The key " + key + ".missing"},
        Case{{own.folder.string(), key}, "isn't a file"}, Case{{text, key}, "should be a PEM file"},
        Case{{certificate, text}, "The key " + text + " can't be used"},
        Case{{certificate, locked}, "unencrypted"}}) {
    ServerOptions options;
    options.tls = each.files;
    const auto started = Server::start(options, echo);
    ASSERT_FALSE(started) << each.says;
    EXPECT_EQ(started.error().code, ErrorCode::invalid_config);
    EXPECT_NE(started.error().message.find(each.says), std::string::npos) << started.error().message;
  }
}

TEST(ACertificateWhoseTimeIsOver, IsWarnedOf) {
  struct Case {
    long from;
    long to;
    std::string says;
  };
  constexpr long kDay = 86400;
  for (const auto& each : {Case{-60, 30 * kDay, ""}, Case{-60, 5 * kDay + 60, "expires in 5 days"},
                           Case{-9 * kDay, -kDay, "has expired"}, Case{kDay, 30 * kDay, "isn't valid yet"}}) {
    const OwnCertificate own(each.from, each.to);
    ServerOptions options;
    options.tls = own.files();
    std::string warned;
    options.on_warning = [&](const std::string& words) { warned += words; };
    EXPECT_TRUE(Server::start(options, echo));
    EXPECT_EQ(warned.empty(), each.says.empty()) << warned;
    EXPECT_NE(warned.find(each.says), std::string::npos) << warned;
  }
}

}  // namespace
}  // namespace tenderlead::web
