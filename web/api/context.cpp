#include "web/api/context.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "web/api/body.h"
#include "web/auth/secrets.h"
#include "web/http/negotiation.h"

namespace tenderlead::web {
namespace {

constexpr std::int64_t kAnswersKept = 86400;          // seconds
constexpr std::size_t kMostAnswerBytes = 256 * 1024;  // of an answer that is kept
constexpr std::size_t kMostKeyBytes = 128;
constexpr std::size_t kMostDepth = 32;

// Idempotency-Key, with or without the quotation marks of a structured field; empty where there is none.
std::string idempotency_key(const Request& request) {
  auto key = request.header("Idempotency-Key");
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  bool plain = key.size() <= kMostKeyBytes;
  for (const char c : key) plain = plain && c > ' ' && c < 127;
  if (!plain)
    refuse(400, "bad-idempotency-key",
           "Idempotency-Key may have 1 to 128 characters of ASCII without spaces; a UUID is a good one.");
  return std::string(key);
}

// "application/json" of "Application/JSON ; charset=utf-8" (RFC 9110, 8.3.1): what stands before the parameters, in small letters.
std::string media_type(std::string_view field) {
  field = field.substr(0, field.find(';'));
  while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.remove_suffix(1);
  std::string type(field);
  for (char& c : type)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return type;
}

// What makes two requests the same one.
std::string request_digest(const Request& request) {
  std::string text = request.method;
  for (const auto& segment : request.target.segments) text += '\n' + segment;
  for (const auto& [name, value] : request.target.query) text += '\n' + name + '=' + value;
  return token_digest(text + '\n' + request.body);
}

Response repeated(const store::StoredAnswerRow& row, const std::string& digest) {
  if (row.request != digest)
    refuse(422, "key-used-before", "This Idempotency-Key was used for another request. Take a new one.");
  if (row.secret)
    refuse(409, "done-before",
           "This was done by an earlier request with the same Idempotency-Key, and its answer isn't kept.");
  Response response;
  response.status = row.status;
  response.body = row.body;
  if (!row.body.empty()) response.set("Content-Type", "application/json; charset=utf-8");
  if (!row.etag.empty()) response.set("ETag", row.etag);
  response.set("Idempotency-Replayed", "true");
  return response;
}

store::StoredAnswerRow kept(const Response& response, bool secret) {
  store::StoredAnswerRow row;
  row.status = response.status;
  row.etag = response.header("ETag");
  row.secret = secret || response.bytes().size() > kMostAnswerBytes;
  if (!row.secret) row.body = response.bytes();
  return row;
}

}  // namespace

std::string ApiContext::peer() const {
  if (services_.reach.behind_proxy) {
    // The last one is what the proxy itself saw; those before it are what the other side claims.
    auto list = request_.header("X-Forwarded-For");
    if (const auto comma = list.rfind(','); comma != list.npos) list.remove_prefix(comma + 1);
    while (list.starts_with(' ')) list.remove_prefix(1);
    if (!list.empty() && list.size() <= 64) return std::string(list);
  }
  return request_.peer;
}

bool ApiContext::over_tls() const {
  return request_.over_tls ||
         (services_.reach.behind_proxy && request_.header("X-Forwarded-Proto") == "https");
}

boost::json::object ApiContext::body(std::size_t most) const {
  if (media_type(request_.header("Content-Type")) != "application/json")
    refuse(415, "not-json", "Send the body as application/json.");
  if (const auto coding = media_type(request_.header("Content-Encoding"));
      !coding.empty() && coding != "identity")
    refuse(415, "packed-body", "Send the body as it is, without Content-Encoding.");
  if (request_.body.size() > most)
    refuse(413, "body-too-large", "The body is longer than " + std::to_string(most / 1024) + " KiB.");
  boost::json::parse_options options;
  options.max_depth = kMostDepth;
  boost::json::error_code error;
  auto value = boost::json::parse(request_.body, error, {}, options);
  if (error) refuse(400, "bad-json", "The body isn't JSON: " + error.message() + ".");
  if (!value.is_object()) refuse(400, "bad-json", "The body isn't a JSON object.");
  if (repeats_a_member(request_.body)) refuse(400, "bad-json", "The body has two members of one name.");
  return std::move(value.get_object());
}

Response ApiContext::commit(const std::function<Response(store::WriteBatch&, store::Queries&)>& work,
                            Keep keep) {
  // Keys are of somebody; who isn't signed in has none.
  const auto key = who_.known() && keep != Keep::nothing ? idempotency_key(request_) : std::string();
  const auto digest = key.empty() ? std::string() : request_digest(request_);
  std::optional<Refusal> refusal;
  Response response;
  const auto done = services_.store.transact([&](store::WriteBatch& batch, store::Queries& queries) {
    try {
      if (!key.empty()) {
        const auto before = queries.stored_answer(who_.user_id, key);
        if (before && before->at >= now() - kAnswersKept) {
          response = repeated(*before, digest);
          return false;
        }
      }
      response = work(batch, queries);
      if (response.status >= 400) return false;
      if (!key.empty()) {
        auto row = kept(response, keep == Keep::secret);
        row.user_id = who_.user_id;
        row.key = key;
        row.request = digest;
        row.at = now();
        batch.put_stored_answer(row, now() - kAnswersKept);
      }
      return true;
    } catch (const Refusal& refused) {
      refusal = refused;
      return false;
    }
  });
  if (refusal) throw *refusal;
  if (!done) refuse_for(done.error());
  if (*done && services_.committed) services_.committed();
  return response;
}

void ApiContext::require_match(const std::string& tag) const {
  if (auto stale = refuse_stale_write(request_, tag)) throw Refusal{std::move(*stale)};
}

void ApiContext::audit(store::WriteBatch& batch, const AuditEntry& entry) const {
  store::AuditRow row;
  row.at = now();
  row.user_id = who_.user_id;
  row.login = who_.login;
  row.by = who_.by == Identity::By::token ? "token" : who_.by == Identity::By::session ? "session" : "";
  row.peer = peer();
  row.action = entry.action;
  row.subject = entry.subject;
  row.words = entry.words;
  boost::json::object json;
  if (!entry.before.empty()) json["before"] = entry.before;
  if (!entry.after.empty()) json["after"] = entry.after;
  row.json = boost::json::serialize(json);
  batch.add_audit(row);
}

void ApiContext::announce(store::WriteBatch& batch, const std::string& topic,
                          const std::string& subject) const {
  batch.note_change(topic, subject, who_.login);
}

std::string version_tag(std::int64_t version) {
  return "\"v" + std::to_string(version) + "\"";
}

Response answer(int status, const boost::json::object& body) {
  Response response;
  response.status = status;
  response.set("Content-Type", "application/json; charset=utf-8");
  response.body = boost::json::serialize(body);
  return response;
}

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

}  // namespace tenderlead::web
