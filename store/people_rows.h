// People of the service: users, how they sign in, what they did, and what each process tells the others. People's work: no rebuild
// touches any of it. Secrets are digests (web/auth/secrets.h); nothing here leads back to one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tenderlead::store {

struct UserRow {
  std::string id;     // random; never changes
  std::string login;  // unique
  std::string name;
  std::string person;                   // id in team.yaml
  std::string role;                     // a web::Role's name
  std::vector<std::string> regions{};   // GB/T 2260 codes without the zeros at their ends; empty: all
  std::vector<std::string> products{};  // ids; empty: all
  std::string password{};               // Argon2id with its parameters; empty: none was set yet
  bool active = true;
  std::string preferences{"{}"};  // JSON, of the pages; not part of `version`
  std::int64_t version = 1;       // counts changes; given by the store
  std::int64_t created_at = 0;
  std::optional<std::int64_t> signed_in_at{};  // last
};

struct SessionRow {
  std::string digest;  // of its token
  std::string id;      // that may be shown
  std::string user_id;
  std::int64_t created_at = 0;
  std::int64_t used_at = 0;
  std::int64_t expires_at = 0;
  std::string peer{};   // address it was made from
  std::string agent{};  // the browser's own name for itself
};

struct ApiTokenRow {
  std::string id;
  std::string digest;
  std::string user_id;
  std::string name;
  std::vector<std::string> rights;  // names of web::Right
  std::int64_t created_at = 0;
  std::optional<std::int64_t> expires_at{};
  std::optional<std::int64_t> used_at{};
};

// A link that lets somebody choose a password once.
struct OneTimeLinkRow {
  std::string digest;
  std::string user_id;  // empty: it makes the first admin
  std::int64_t created_at = 0;
  std::int64_t expires_at = 0;
};

struct AuditRow {
  std::int64_t id = 0;  // counts up; given by the store
  std::int64_t at = 0;
  std::string user_id;
  std::string login;  // as it was then
  std::string by;     // "session", "token", "server"
  std::string peer;
  std::string action;
  std::string subject;
  std::string words;
  std::string json{"{}"};  // {"before": {...}, "after": {...}}
};

// Empty members don't filter.
struct AuditFilter {
  std::vector<std::string> actions{};  // any of them; one that ends in "." stands for all that begin with it
  std::string login{};
  std::string subject{};
  std::optional<std::int64_t> since{};   // at that time or later
  std::optional<std::int64_t> before{};  // before that time
  std::optional<std::int64_t> below{};   // ids smaller than it: where the page before ended
  std::size_t limit = 50;
};

struct SettingRow {
  std::string name;
  std::string json;  // any value
  std::int64_t version = 0;
  std::string person;
  std::int64_t at = 0;
};

// What a write answered, for the one who asks again with the same key.
struct StoredAnswerRow {
  std::string user_id;
  std::string key;
  std::string request;  // digest of what was asked
  int status = 0;
  std::string etag{};
  std::string body{};   // empty where `secret`
  bool secret = false;  // it held a secret, and so isn't kept
  std::int64_t at = 0;
};

// Something that others want to know of, written with the change itself.
struct ChangeRow {
  std::int64_t id = 0;  // counts up; given by the store
  std::string topic;    // "lead", "user"
  std::string subject;  // id; empty: many of them
  std::string person;   // login; empty: no one, such as a crawl
};

}  // namespace tenderlead::store
