// An HTTPS server on the loopback, for HTTP/1.1 and HTTP/2, with certificates made for the test.
#pragma once

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

#include "loopback_server.h"

namespace tenderlead::crawler {

// A key and its certificate, issued by an authority that nobody trusts unless told to.
class Identity {
 public:
  // An authority.
  explicit Identity(const std::string& name);
  // Of a server with these names and numeric addresses, valid until `valid_for` seconds from now.
  Identity(const Identity& authority, const std::vector<std::string>& names, long valid_for = 3600);

  EVP_PKEY* key() const { return key_.get(); }
  X509* certificate() const { return certificate_.get(); }
  std::string pem() const;

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
  };
  void make(X509_NAME* issuer, EVP_PKEY* signer, const std::string& name, const std::string& subjects,
            const char* constraints, long valid_for);

  std::unique_ptr<EVP_PKEY, Free> key_;
  std::unique_ptr<X509, Free> certificate_;
};

struct TlsServerOptions {
  bool http2 = false;
  // Speaks TLS 1.2 without RFC 5746, as servers older than 2010 do, which OpenSSL 3 refuses.
  bool renegotiates_unsafely = false;
};

class TlsServer : public LoopbackServer {
 public:
  // `handler` runs on the connection's thread. With HTTP/2, status 0 resets the stream.
  TlsServer(const Identity& identity, TestServer::Handler handler, TlsServerOptions options = {});
  ~TlsServer() override;

  std::string url(const std::string& path, const std::string& host = "127.0.0.1") const {
    return "https://" + host + ":" + std::to_string(port()) + path;
  }
  int http2_requests() const { return http2_requests_; }

 private:
  class Http2;
  class TlsStream;
  void serve(int fd) override;

  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  TestServer::Handler handler_;
  TlsServerOptions options_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::atomic<int> http2_requests_ = 0;
};

}  // namespace tenderlead::crawler
