#include "app/serving/organisation_book.h"

#include "app/pipeline/organisation_edit.h"
#include "app/pipeline/organisation_people.h"
#include "app/pipeline/organisation_view.h"

namespace tenderlead::app {

web::OrganisationBook organisation_book(const parsers::ReadingTables& tables) {
  web::OrganisationBook book;
  book.view = [](store::Queries& queries, const std::string& id) { return organisation_view(queries, id); };
  book.tiers = [](store::Queries& queries) {
    std::map<std::string, int> tiers;
    for (const auto& [id, hospital] : known_hospitals(queries))
      if (hospital.profile.level) tiers[id] = hospital.profile.level->tier;
    return tiers;
  };
  book.merges = [](store::Queries& queries) {
    const PeopleDecisions people(queries.organisation_actions());
    std::map<std::string, std::string> merges;
    for (const auto& [id, into] : people.merges()) merges[id] = people.merged(id);
    return merges;
  };
  book.undecided = [](store::Queries& queries) {
    const PeopleDecisions people(queries.organisation_actions());
    auto rows = queries.ambiguous_names();
    std::erase_if(rows, [&](const store::AmbiguousNameRow& row) {
      return !people.meaning_of(row.norm, row.province).empty();
    });
    return rows;
  };
  book.check = [&tables](store::Queries& queries, store::OrganisationActionRow action) {
    return checked_action(queries, tables, std::move(action));
  };
  return book;
}

}  // namespace tenderlead::app
