// ApiContext: one request to /api/v1 on its way through a handler. Start reading here when writing a handler.
//
//   Response claim(ApiContext& context) {
//     const auto body = context.body();                      // 400, 413 or 415 by itself
//     FieldReader fields(body);
//     const auto note = fields.text("note", {.most = 4000, .required = false});
//     fields.finish();                                       // 422 that names each member
//     return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
//       const auto lead = queries.lead(context.path("id"));
//       if (!lead) refuse(404, "no-such-lead", "There is no such lead.");
//       context.require_match(version_tag(lead_version));    // 428 or 412
//       batch.add_review(...);
//       context.audit(batch, {.action = "lead.claimed", .subject = lead->id});
//       return answer(200, {{"id", lead->id}});
//     });
//   }
//
// A handler is only called where the one who asks has the route's right; scope() is the handler's own matter. One context belongs to one
// thread.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "web/api/identity.h"
#include "web/api/refusal.h"
#include "web/api/services.h"
#include "web/http/router.h"

namespace tenderlead::web {

// One line of the audit log; who, when and from where are added.
struct AuditEntry {
  std::string action;            // "user.changed", "contact.shown": what, then what was done to it
  std::string subject;           // id of what it was done to
  std::string words;             // what a person calls it, at that time
  boost::json::object before{};  // members that changed, as they were
  boost::json::object after{};   // and as they are now. Never a secret.
};

class ApiContext {
 public:
  ApiContext(const Request& request, const PathValues& path, Identity who, const Services& services)
      : request_(request), path_(path), who_(std::move(who)), services_(services) {}
  ApiContext(const ApiContext&) = delete;
  ApiContext& operator=(const ApiContext&) = delete;

  const Request& request() const { return request_; }
  // What stands in the path under a name of the route's pattern.
  const std::string& path(const std::string& name) const { return path_.at(name); }
  const Identity& who() const { return who_; }
  const Scope& scope() const { return who_.scope; }
  bool may(Right right) const { return who_.may(right); }
  const Services& services() const { return services_; }
  std::int64_t now() const { return services_.now(); }
  // Where the request comes from, a proxy that is believed looked through.
  std::string peer() const;
  bool over_tls() const;

  // The body as a JSON object. Refuses another type (415), more than `most` bytes (413), and what isn't an object, nests deeper than
  // 32, or names a member twice (400).
  boost::json::object body(std::size_t most = 256 * 1024) const;

  // Runs `work` on one snapshot of the store and returns what it returns. A store that can't be read is refused: 503.
  template <typename Work>
  auto read(Work&& work) const -> std::invoke_result_t<Work, store::Queries&> {
    using Answer = std::invoke_result_t<Work, store::Queries&>;
    std::optional<Refusal> refusal;
    auto answer = services_.store.read([&](store::Queries& queries) -> std::optional<Answer> {
      try {
        return work(queries);
      } catch (const Refusal& refused) {
        refusal = refused;
        return std::nullopt;
      }
    });
    if (refusal) throw *refusal;
    if (!answer) refuse_for(answer.error());
    return std::move(**answer);
  }

  // What becomes of a write's answer.
  enum class Keep {
    answer,  // a repeated Idempotency-Key gets it again
    secret,  // it holds a secret, so it isn't kept: a repetition is told (409) that the first one was done
    // An Idempotency-Key means nothing, and a repetition is done anew: what writes down who looked writes it down each time; who signs out
    // is signed out; and of a body with a password not even a digest is stored.
    nothing,
  };
  // Runs `work` in one write transaction, in which it can read too: nobody else writes in between, in this process or another. Commits where
  // its answer's status is below 400, and leaves everything as it was otherwise, or where it refuses.
  //
  // Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the answer is stored with the change; the same request again
  // gets it without `work`, for a day; another request with the same key is refused (422). `work` may run more than once, so it
  // must do nothing outside the store. Keys mean nothing where `keep` says so.
  Response commit(const std::function<Response(store::WriteBatch&, store::Queries&)>& work,
                  Keep keep = Keep::answer);

  // Refuses where If-Match is absent (428) or doesn't name the tag (412). Inside commit(), so that nothing changes in between.
  void require_match(const std::string& tag) const;

  // Writes a line of the audit log with what it speaks of.
  void audit(store::WriteBatch& batch, const AuditEntry& entry) const;
  // Lets every listener of /api/v1/events know, once the transaction is committed: topic "lead", subject its id. Listeners get the event
  // "lead.changed" with {"id": ...} and, where somebody is signed in, {"by": login}; they read what they may see by themselves.
  void announce(store::WriteBatch& batch, const std::string& topic, const std::string& subject) const;

 private:
  const Request& request_;
  const PathValues& path_;
  Identity who_;
  const Services& services_;
};

// A strong entity tag of a row's version.
std::string version_tag(std::int64_t version);

// An answer of JSON.
Response answer(int status, const boost::json::object& body);
// 204.
Response no_content();

}  // namespace tenderlead::web
