// What the routes about organisations share.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <vector>

#include "web/api/leads/lead_desk.h"
#include "web/api/organisations/fields.h"
#include "web/api/organisations/organisation_index.h"

namespace tenderlead::web {

// Thread-safe.
class OrganisationDesk {
 public:
  // `services` must outlive the desk.
  OrganisationDesk(const Services& services, SharedDesk leads)
      : book_(services.actions.organisations), index_(book_), leads_(std::move(leads)) {}

  // Refuses (501) where the program around doesn't offer it.
  const OrganisationBook& book() const;
  OrganisationIndex& index() { return index_; }
  LeadDesk& leads() const { return *leads_; }

  // Calls each() for the leads that the one who asks may see, expired ones too.
  void each_lead(const ApiContext& context, store::Queries& queries,
                 const std::function<void(const IndexedLead&)>& each) const;
  // Leads that they may see, alive.
  LeadCounts lead_counts(const ApiContext& context, store::Queries& queries,
                         const OrganisationIndex::State& state) const;
  // Refuses (404) where there is none, or none that they may see: of another region, without a lead of theirs.
  store::OrganisationView visible(const ApiContext& context, store::Queries& queries,
                                  const std::string& id) const;
  boost::json::object region(const std::string& code) const;

 private:
  const OrganisationBook& book_;
  OrganisationIndex index_;
  SharedDesk leads_;
};

using SharedOrganisations = std::shared_ptr<OrganisationDesk>;

// Whether the one who asks may open an organisation; without the program's book of them, only who sees everything may.
bool may_see_organisation(const ApiContext& context, LeadDesk& leads, store::Queries& queries,
                          const std::string& id);
// Its own id, and those of organisations that went into it.
std::vector<std::string> ids_of(const store::OrganisationView& view);
// What people did with it, the oldest first.
std::vector<store::OrganisationActionRow> actions_of(store::Queries& queries,
                                                     const store::OrganisationView& view);
// Another after each thing that people did with it.
std::string organisation_tag(const store::OrganisationView& view,
                             const std::vector<store::OrganisationActionRow>& actions);
std::string attribute_tag(const store::OrganisationView& view, std::string_view field,
                          const std::vector<store::OrganisationActionRow>& actions);
// OrganisationField of the description.
boost::json::object attribute_json(const OrganisationDesk& desk, store::Queries& queries,
                                   const store::OrganisationView& view, const OrganisationField& field,
                                   const std::vector<store::OrganisationActionRow>& actions);
// By which a telephone number of the organisation itself is asked for.
std::string own_contact_id(const store::OrganisationView& view, const std::string& phone);

void add_organisation_list_routes(Api& api, const SharedOrganisations& desk);
void add_organisation_detail_routes(Api& api, const SharedOrganisations& desk);
void add_organisation_change_routes(Api& api, const SharedOrganisations& desk);
void add_organisation_name_routes(Api& api, const SharedOrganisations& desk);

}  // namespace tenderlead::web
