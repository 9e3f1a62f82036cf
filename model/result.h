// Result<T>: a value, or the reason why there is none. It is how every step on the way of the data reports a
// failure, so that one bad page never stops a run. Exceptions are kept for what the program can't go on from.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace tenderlead {

// What went wrong, in the ledger's words. The code is stable and counted; the message is for a person.
enum class ErrorCode {
  invalid_input,     // the bytes are not what they should be
  invalid_config,    // a configuration file says something that it can't mean
  not_found,         // a file, a row or a page that isn't there
  too_large,         // a limit on size, depth or count was reached
  timed_out,         // a limit on time was reached
  refused,           // robots.txt, a private address or a policy says no
  network,           // DNS, connect, TLS or transfer failed
  http_status,       // the server answered with a status that yields nothing
  unsupported,       // a valid thing that this version doesn't do
  io,                // the file system failed: full, read-only, permission
  busy,              // another process holds it
  version_mismatch,  // written by a newer version
  corrupt,           // stored bytes do not match their digest or structure
  cancelled,         // the user stopped it
};

// The stable name of a code, as the ledger and the JSON output write it ("too_large").
constexpr const char* to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
      return "invalid_input";
    case ErrorCode::invalid_config:
      return "invalid_config";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::timed_out:
      return "timed_out";
    case ErrorCode::refused:
      return "refused";
    case ErrorCode::network:
      return "network";
    case ErrorCode::http_status:
      return "http_status";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::io:
      return "io";
    case ErrorCode::busy:
      return "busy";
    case ErrorCode::version_mismatch:
      return "version_mismatch";
    case ErrorCode::corrupt:
      return "corrupt";
    case ErrorCode::cancelled:
      return "cancelled";
  }
  return "unknown";
}

struct Error {
  ErrorCode code = ErrorCode::invalid_input;
  std::string message;  // what, where and what to do, in one or two sentences; no trailing newline
};

// Holds a T or an Error. Asking for the one that isn't there is a programming error and throws
// std::logic_error. Not thread-safe, like any value.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit on purpose, `return value;`
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit on purpose, `return error;`

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    check();
    return std::get<0>(state_);
  }
  const T& value() const& {
    check();
    return std::get<0>(state_);
  }
  T&& value() && {
    check();
    return std::move(std::get<0>(state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    if (ok()) throw std::logic_error("Result::error() on a value");
    return std::get<1>(state_);
  }

 private:
  void check() const {
    if (!ok()) throw std::logic_error("Result::value() on an error: " + std::get<1>(state_).message);
  }
  std::variant<T, Error> state_;
};

// For steps that yield nothing but success.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit on purpose, `return error;`
  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const {
    if (ok()) throw std::logic_error("Result::error() on a success");
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace tenderlead
