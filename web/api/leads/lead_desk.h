// What the routes about leads share: the index, names for ids, and how a lead stands in an answer.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/desk_rows.h"
#include "web/api/api.h"
#include "web/api/context.h"
#include "web/api/leads/lead_index.h"
#include "web/api/people/directory.h"

namespace tenderlead::web {

// Thread-safe.
class LeadDesk {
 public:
  // `services` must outlive the desk.
  explicit LeadDesk(const Services& services);

  LeadIndex& index() { return index_; }
  // {"id", "name", "name_en"?}
  boost::json::object product(const std::string& id) const;
  boost::json::object person(const std::string& id) const;
  // From the province on: "四川省成都市郫都区"; empty where nothing is known of the code.
  std::string region_name(const std::string& code) const;
  // The last part of it alone: "郫都区".
  std::string region_part(const std::string& code) const;
  // LeadItem of the description. `today`: days since the epoch in China.
  boost::json::object item(const store::LeadHead& head, std::int64_t today) const;
  // LeadItems of ids in their order; those that the snapshot no longer has are left out.
  boost::json::array items(store::Queries& queries, const std::vector<std::string>& ids,
                           std::int64_t today) const;

 private:
  const Services& services_;
  LeadIndex index_;
  mutable UserNames users_;
  std::unordered_map<std::string, std::string> regions_;  // by code
};

// The day in China.
std::int64_t today_of(const ApiContext& context);
// What the request's `filter` and `sort` ask for of what its sender may see. `context` must outlive it.
LeadAsk lead_ask(const ApiContext& context);
// The same with a filter that was stored; refuses (400) where it can't be read.
LeadAsk lead_ask(const ApiContext& context, const std::string& filter, const std::string& sort);

std::string lead_tag(const store::LeadHead& head);
bool in_scope(const Scope& scope, const store::LeadHead& head);
// Whether a notice is theirs to see: one of their regions, or one that a lead of theirs rests on.
bool in_scope(const Scope& scope, const store::NoticeRow& notice, store::Queries& queries);
// Refuses (404) where there is none, or none that they may see.
store::LeadHead visible_lead(const ApiContext& context, store::Queries& queries, const std::string& id);
// UTC, as "date-time".
boost::json::string timestamp(std::int64_t at);
boost::json::string text_value(std::string_view text);

using SharedDesk = std::shared_ptr<LeadDesk>;
void add_list_routes(Api& api, const SharedDesk& desk);
void add_detail_routes(Api& api, const SharedDesk& desk);
void add_action_routes(Api& api, const SharedDesk& desk);
void add_view_routes(Api& api, const SharedDesk& desk);
void add_calendar_routes(Api& api, const SharedDesk& desk);
void add_export_routes(Api& api, const SharedDesk& desk);
// Of exports and views.
bool is_lead_column(std::string_view id);
void add_notice_routes(Api& api, const SharedDesk& desk);
void add_search_routes(Api& api, const SharedDesk& desk);        // ../search
void add_organisation_routes(Api& api, const SharedDesk& desk);  // organisations/organisation_desk.h

}  // namespace tenderlead::web
