#include "crawler/certificates.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace tenderlead::crawler {
namespace {

// The system's own bundle of some 140 authorities is 0.2 MB.
constexpr std::size_t kMaxFile = 4u << 20;

}  // namespace

void Certificates::Free::operator()(x509_st* certificate) const {
  X509_free(certificate);
}

Result<Certificates> Certificates::read(const std::string& path) {
  std::error_code missing;
  if (!std::filesystem::is_regular_file(path, missing))
    return Error{ErrorCode::not_found, "there is no file " + path};
  std::ifstream in(path, std::ios::binary);
  std::string pem(kMaxFile + 1, '\0');
  in.read(pem.data(), static_cast<std::streamsize>(pem.size()));
  if (in.bad() || in.gcount() == 0) return Error{ErrorCode::io, "can't read " + path};
  pem.resize(static_cast<std::size_t>(in.gcount()));
  if (pem.size() > kMaxFile) return Error{ErrorCode::too_large, path + " is larger than 4 MiB"};

  const std::unique_ptr<BIO, int (*)(BIO*)> bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                  BIO_free);
  if (!bytes) return Error{ErrorCode::io, "not enough memory to read " + path};
  Certificates certificates;
  ERR_clear_error();
  while (X509* one = PEM_read_bio_X509_AUX(bytes.get(), nullptr, nullptr, nullptr))
    certificates.list_.emplace_back(one);
  // At the file's end no further block begins; anything else is one that can't be read.
  const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!ended) return Error{ErrorCode::invalid_input, path + " holds a damaged certificate"};
  if (certificates.list_.empty())
    return Error{ErrorCode::invalid_input, path + " holds no certificate in PEM form"};
  return certificates;
}

bool Certificates::add_to(ssl_ctx_st* context) const {
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  for (const auto& certificate : list_)
    if (X509_STORE_add_cert(store, certificate.get()) != 1) return false;
  return true;
}

}  // namespace tenderlead::crawler
