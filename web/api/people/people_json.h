// What the routes about people share: their rows as JSON, new ids, and passwords that are checked a few at a time.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>

#include "store/people_rows.h"
#include "web/api/context.h"

namespace tenderlead::web {

boost::json::object user_json(const store::UserRow& user);
boost::json::value time_or_null(const std::optional<std::int64_t>& at);

// 22 characters of 128 random bits.
std::string new_id();
// How a login is kept and looked up: Latin letters small.
std::string login_key(std::string_view login);

// Argon2id takes 19 MiB and 30 ms of a core: two at a time, however many ask.
std::string hash_password(std::string_view password);
bool check_password(std::string_view password, const std::string& hash);

// 409, 422: what is wrong with a password that somebody wants to have.
void require_good_password(std::string_view password, std::string_view login);

// Makes a session in the transaction, and the answer that says so, with the cookie.
Response new_session(const ApiContext& context, store::WriteBatch& batch, store::Queries& queries,
                     const store::UserRow& user);

// A link that lets a user (empty: the first admin) choose a password, made in the transaction.
struct NewLink {
  std::string token;
  std::string link;
  std::int64_t expires_at = 0;
};
NewLink new_link(store::WriteBatch& batch, const std::string& user_id, std::int64_t now,
                 const std::string& public_url);

}  // namespace tenderlead::web
