#include "tls_server.h"

#include <arpa/inet.h>
#include <nghttp2/nghttp2.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <stdexcept>
#include <utility>

namespace tenderlead::crawler {
namespace {

void check(bool good, const char* what) {
  if (!good) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

bool is_address(const std::string& name) {
  unsigned char bytes[16];
  return inet_pton(AF_INET, name.c_str(), bytes) == 1 || inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

void add_extension(X509* certificate, int nid, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
  check(extension != nullptr, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// Makes the server blind to the client's offer of safe renegotiation, a cipher suite that isn't one (RFC 5746 3.3). By
// now the transcript that both sides sign holds what the client sent.
int hide_safe_renegotiation(SSL* ssl, int*, void*) {
  const unsigned char* suites = nullptr;
  const std::size_t size = SSL_client_hello_get0_ciphers(ssl, &suites);
  auto* writable = const_cast<unsigned char*>(suites);
  for (std::size_t i = 0; i + 1 < size; i += 2)
    if (writable[i] == 0x00 && writable[i + 1] == 0xFF) writable[i] = writable[i + 1] = 0x0A;
  return SSL_CLIENT_HELLO_SUCCESS;
}

int choose_http2(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in,
                 unsigned int in_length, void*) {
  unsigned char* chosen = nullptr;
  static const unsigned char kWanted[] = "\x02h2\x08http/1.1";
  if (SSL_select_next_proto(&chosen, out_length, kWanted, sizeof kWanted - 1, in, in_length) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Identity::Identity(const std::string& name) : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
  make(nullptr, key_.get(), name, "", "critical,CA:TRUE", 3600);
}

Identity::Identity(const Identity& authority, const std::vector<std::string>& names, long valid_for)
    : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
  std::string subjects;
  for (const auto& name : names)
    subjects += (subjects.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
  make(X509_get_subject_name(authority.certificate()), authority.key(), names.at(0), subjects,
       "critical,CA:FALSE", valid_for);
}

void Identity::make(X509_NAME* issuer, EVP_PKEY* signer, const std::string& name, const std::string& subjects,
                    const char* constraints, long valid_for) {
  X509* certificate = certificate_.get();
  check(key_ && certificate, "no key");
  X509_set_version(certificate, X509_VERSION_3);
  static std::atomic<long> serial = 1;
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -86400);
  X509_gmtime_adj(X509_getm_notAfter(certificate), valid_for);
  X509_set_pubkey(certificate, key_.get());
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, issuer == nullptr ? subject : issuer);
  add_extension(certificate, NID_basic_constraints, constraints);
  if (!subjects.empty()) add_extension(certificate, NID_subject_alt_name, subjects);
  check(X509_sign(certificate, signer, EVP_sha256()) > 0, "no signature");
}

std::string Identity::pem() const {
  const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_X509(out.get(), certificate_.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

class TlsServer::TlsStream : public LoopbackServer::Stream {
 public:
  TlsStream(SSL_CTX* context, int fd) : ssl_(SSL_new(context)) { SSL_set_fd(ssl_, fd); }
  ~TlsStream() override { SSL_free(ssl_); }
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  bool accept() { return SSL_accept(ssl_) == 1; }
  bool is_http2() const {
    const unsigned char* chosen = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(ssl_, &chosen, &length);
    return length == 2 && std::memcmp(chosen, "h2", 2) == 0;
  }
  int read(char* to, int size) override { return SSL_read(ssl_, to, size); }
  int write(const char* from, int size) override { return SSL_write(ssl_, from, size); }

 private:
  SSL* ssl_;
};

// One connection of HTTP/2, for requests without a body.
class TlsServer::Http2 {
 public:
  Http2(TlsServer& server, TlsStream& stream) : server_(server), stream_(stream) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_send_callback(
        callbacks,
        [](nghttp2_session*, const std::uint8_t* data, std::size_t size, int, void* self) -> ssize_t {
          const bool sent =
              static_cast<Http2*>(self)->stream_.write_all({reinterpret_cast<const char*>(data), size});
          return sent ? static_cast<ssize_t>(size) : ssize_t{NGHTTP2_ERR_CALLBACK_FAILURE};
        });
    nghttp2_session_callbacks_set_on_header_callback(
        callbacks,
        [](nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
           const std::uint8_t* value, std::size_t value_size, std::uint8_t, void* self) {
          static_cast<Http2*>(self)->streams_[frame->hd.stream_id].headers.emplace_back(
              std::string(reinterpret_cast<const char*>(name), name_size),
              std::string(reinterpret_cast<const char*>(value), value_size));
          return 0;
        });
    nghttp2_session_callbacks_set_on_frame_recv_callback(
        callbacks, [](nghttp2_session*, const nghttp2_frame* frame, void* self) {
          if (frame->hd.type == NGHTTP2_HEADERS && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
            static_cast<Http2*>(self)->answer(frame->hd.stream_id);
          return 0;
        });
    nghttp2_session_server_new(&session_, callbacks, this);
    nghttp2_session_callbacks_del(callbacks);
  }
  ~Http2() { nghttp2_session_del(session_); }
  Http2(const Http2&) = delete;
  Http2& operator=(const Http2&) = delete;

  void run() {
    nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, nullptr, 0);
    char buffer[16384];
    while (nghttp2_session_send(session_) == 0) {
      const int got = stream_.read(buffer, sizeof buffer);
      if (got <= 0 || nghttp2_session_mem_recv(session_, reinterpret_cast<std::uint8_t*>(buffer),
                                               static_cast<std::size_t>(got)) < 0)
        return;
    }
  }

 private:
  struct Exchange {
    HeaderList headers;
    std::string body;  // of the answer
    std::size_t sent = 0;
  };

  static nghttp2_nv header(const std::string& name, const std::string& value) {
    auto* n = reinterpret_cast<std::uint8_t*>(const_cast<char*>(name.data()));
    auto* v = reinterpret_cast<std::uint8_t*>(const_cast<char*>(value.data()));
    return {n, v, name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
  }

  static ssize_t read_body(nghttp2_session*, std::int32_t, std::uint8_t* to, std::size_t size,
                           std::uint32_t* flags, nghttp2_data_source* source, void*) {
    auto& exchange = *static_cast<Exchange*>(source->ptr);
    const std::size_t count = std::min(size, exchange.body.size() - exchange.sent);
    std::memcpy(to, exchange.body.data() + exchange.sent, count);
    exchange.sent += count;
    if (exchange.sent == exchange.body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(count);
  }

  void answer(std::int32_t id) {
    Exchange& exchange = streams_[id];
    ++server_.http2_requests_;
    ServerRequest request;
    request.method = header_value(exchange.headers, ":method");
    request.target = header_value(exchange.headers, ":path");
    request.headers = exchange.headers;
    server_.remember(request);
    const ServerReply reply = server_.handler_(request);
    if (reply.status == 0) {
      nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, id, NGHTTP2_INTERNAL_ERROR);
      return;
    }
    exchange.body = reply.body;
    const std::string status_name = ":status", status = std::to_string(reply.status);
    std::vector<nghttp2_nv> headers{header(status_name, status)};
    for (const auto& [name, value] : reply.headers) headers.push_back(header(name, value));
    nghttp2_data_provider provider{{}, &Http2::read_body};
    provider.source.ptr = &exchange;
    nghttp2_submit_response(session_, id, headers.data(), headers.size(), &provider);
  }

  TlsServer& server_;
  TlsStream& stream_;
  nghttp2_session* session_ = nullptr;
  std::map<std::int32_t, Exchange> streams_;
};

TlsServer::TlsServer(const Identity& identity, TestServer::Handler handler, TlsServerOptions options)
    : handler_(std::move(handler)), options_(options), context_(SSL_CTX_new(TLS_server_method())) {
  check(context_ && SSL_CTX_use_certificate(context_.get(), identity.certificate()) == 1 &&
            SSL_CTX_use_PrivateKey(context_.get(), identity.key()) == 1,
        "no server");
  if (options_.http2) SSL_CTX_set_alpn_select_cb(context_.get(), choose_http2, nullptr);
  if (options_.renegotiates_unsafely) {
    SSL_CTX_set_max_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_client_hello_cb(context_.get(), hide_safe_renegotiation, nullptr);
  }
  begin();
}

TlsServer::~TlsServer() {
  end();
}

void TlsServer::serve(int fd) {
  TlsStream stream(context_.get(), fd);
  if (!stream.accept()) return;
  if (stream.is_http2()) {
    Http2(*this, stream).run();
    return;
  }
  for (std::string head = stream.read_head(); !head.empty(); head = stream.read_head()) {
    auto request = parse_head(head);
    remember(request);
    const auto reply = handler_(request);
    if (!stream.write_all(text_of(reply)) || !reply.raw.empty()) return;
  }
}

}  // namespace tenderlead::crawler
