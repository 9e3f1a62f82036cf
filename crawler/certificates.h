// Certificates of authorities that a source trusts besides the system's (Source::http.ca_bundle).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "model/result.h"

// OpenSSL's own names, so that its headers stay out of this one.
struct x509_st;
struct ssl_ctx_st;

namespace tenderlead::crawler {

// Immutable once read.
class Certificates {
 public:
  // Of a PEM file, up to 4 MiB. not_found or io where it can't be read, too_large, invalid_input where it holds no
  // certificate or a damaged one.
  static Result<Certificates> read(const std::string& path);

  std::size_t size() const { return list_.size(); }
  // Trusts them in `context` besides what is trusted there already. False where OpenSSL takes one not.
  bool add_to(ssl_ctx_st* context) const;

 private:
  struct Free {
    void operator()(x509_st* certificate) const;
  };
  std::vector<std::unique_ptr<x509_st, Free>> list_;
};

}  // namespace tenderlead::crawler
