#include "web/api/people/people_json.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <condition_variable>
#include <mutex>

#include "model/time.h"
#include "web/api/people/settings.h"
#include "web/api/sign_in.h"
#include "web/auth/secrets.h"

namespace tenderlead::web {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kLinkDays = 3;
constexpr std::size_t kMostAgent = 200;

boost::json::array texts_json(const std::vector<std::string>& texts) {
  boost::json::array list;
  for (const auto& text : texts) list.emplace_back(boost::json::string(text));
  return list;
}

// At most two at a time.
class Slots {
 public:
  void take() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [this] { return left_ > 0; });
    --left_;
  }
  void give_back() {
    const std::lock_guard lock(mutex_);
    ++left_;
    free_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable free_;
  int left_ = 2;
};

template <typename Work>
auto in_a_slot(Work&& work) {
  static Slots slots;
  slots.take();
  struct Release {
    ~Release() { slots.give_back(); }
  } release;
  return work();
}

}  // namespace

boost::json::value time_or_null(const std::optional<std::int64_t>& at) {
  if (!at) return nullptr;
  return boost::json::string(utc_timestamp(*at));
}

boost::json::object user_json(const store::UserRow& user) {
  boost::json::object out;
  out["id"] = user.id;
  out["login"] = user.login;
  out["name"] = user.name;
  out["person"] = user.person.empty() ? user.login : user.person;
  out["role"] = user.role;
  out["regions"] = texts_json(user.regions);
  out["products"] = texts_json(user.products);
  out["active"] = user.active;
  out["has_password"] = !user.password.empty();
  out["created_at"] = utc_timestamp(user.created_at);
  out["signed_in_at"] = time_or_null(user.signed_in_at);
  out["version"] = user.version;
  out["etag"] = version_tag(user.version);
  return out;
}

std::string new_id() {
  return new_token().substr(0, 22);
}

std::string login_key(std::string_view login) {
  std::string out(login);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string hash_password(std::string_view password) {
  return in_a_slot([&] { return password_hash(password); });
}

bool check_password(std::string_view password, const std::string& hash) {
  // Where there is nothing to compare with it takes as long, so that nobody learns which logins there are.
  static const std::string kNobody = password_hash(new_token());
  return in_a_slot([&] { return password_fits(password, hash.empty() ? kNobody : hash); }) && !hash.empty();
}

void require_good_password(std::string_view password, std::string_view login) {
  if (const auto good = check_new_password(password, login); !good)
    refuse(422, "bad-password", good.error().message, {{"/password", good.error().message, "weak_password"}});
}

Response new_session(const ApiContext& context, store::WriteBatch& batch, store::Queries& queries,
                     const store::UserRow& user) {
  const auto now = context.now();
  const auto seconds = setting_value(queries, "session_days").as_int64() * kDay;
  const auto token = new_token();
  store::SessionRow session;
  session.digest = token_digest(token);
  session.id = new_id();
  session.user_id = user.id;
  session.created_at = now;
  session.used_at = now;
  session.expires_at = now + seconds;
  session.peer = context.peer();
  session.agent = context.request().header("User-Agent").substr(0, kMostAgent);
  batch.add_session(session);
  auto who = identity_of(user);
  who.by = Identity::By::session;
  who.secret = token;
  auto response = answer(201, session_json(who, queries, session.expires_at));
  response.set("Set-Cookie", session_cookie(token, seconds, context.over_tls()));
  response.set("Cache-Control", "no-store");
  return response;
}

NewLink new_link(store::WriteBatch& batch, const std::string& user_id, std::int64_t now,
                 const std::string& public_url) {
  NewLink made;
  made.token = new_token();
  // Behind "#": browsers send it to no server, so no log on the way has it.
  made.link = public_url + "/setup#" + made.token;
  made.expires_at = now + kLinkDays * kDay;
  batch.put_one_time_link({token_digest(made.token), user_id, now, made.expires_at});
  return made;
}

}  // namespace tenderlead::web
