// From a request to who sent it: cookies of sessions, API tokens, and the guard against other sites' pages.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "store/store.h"
#include "web/api/identity.h"
#include "web/api/services.h"
#include "web/http/message.h"

namespace tenderlead::web {

// When sessions and tokens were used last, written down now and then and not with every request: a read shouldn't wait for a writer.
// Thread-safe.
class LastUse {
 public:
  void session(const std::string& digest, std::int64_t at, std::int64_t expires_at);
  void token(const std::string& id, std::int64_t at);
  // Writes what was noted since the last time. What can't be written now is written the next time.
  void flush(store::Store& store);

 private:
  std::mutex mutex_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> sessions_;
  std::map<std::string, std::int64_t> tokens_;
};

// "__Host-tenderlead" over TLS, where browsers see to it that no other host sets it (RFC 6265bis, 4.1.3.2); "tenderlead" without.
std::string_view cookie_name(bool over_tls);
std::string session_cookie(const std::string& token, std::int64_t seconds, bool over_tls);
std::string no_session_cookie(bool over_tls);

struct SignedIn {
  Identity who;
  bool refused = false;  // it named a session or a token that isn't one, or no longer
};
SignedIn who_asks(const Request& request, const Services& services, bool over_tls);
// The same without taking it for a use, which would prolong a session.
SignedIn who_still_asks(const Request& request, const Services& services, bool over_tls);

// Refuses (403) a change that another site's page may have made: with a session, one without the session's X-CSRF-Token; without, one
// that the browser says comes from another site.
void guard_change(const Request& request, const Identity& who);

Identity identity_of(const store::UserRow& user);

}  // namespace tenderlead::web
