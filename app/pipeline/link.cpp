#include "app/pipeline/link.h"

#include <optional>
#include <utility>
#include <vector>

#include "app/config/settings.h"
#include "app/pipeline/link_organisations.h"
#include "app/pipeline/link_projects.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

constexpr const char* kOcidFact = "ocid_prefix";

}  // namespace

std::string province_of(const std::string& region_code) {
  return region_code.size() < 2 ? std::string() : region_code.substr(0, 2);
}

Result<void> note_ocid_prefix(store::Store& store, const std::string& prefix) {
  auto known = store.read([](store::Queries& queries) { return queries.fact(kOcidFact); });
  if (!known) return known.error();
  const std::string fact = prefix == config::Settings().ocid_prefix ? std::string() : prefix;
  if (*known == fact) return {};
  return store.write([&](store::WriteBatch& writer) { writer.set_fact(kOcidFact, fact); });
}

Result<LinkSummary> link_all(store::Store& store, const parsers::ReadingTables& tables) {
  std::optional<OrganisationLinker> directory;
  std::optional<ProjectLinker> projects;
  std::vector<std::pair<std::string, std::string>> profile_links;
  LinkSummary summary;
  std::vector<store::OrganisationRow> organisations;
  std::vector<store::WriteBatch::NameLink> names;
  std::vector<store::ParentRow> parents;
  std::vector<store::AmbiguousNameRow> ambiguous;
  store::OrganisationClock known;
  const auto find = [&](const store::MentionRow& mention) { return directory->find(mention); };
  auto seen = store.read([&](store::Queries& queries) {
    directory.emplace(tables.regions, queries);
    known = queries.organisation_clock();
    const auto prefix = queries.fact(kOcidFact);
    projects.emplace(prefix.empty() ? config::Settings().ocid_prefix : prefix);
    queries.each_notice_link([&](const store::NoticeRow& notice) {
      for (const auto& mention : notice.mentions) directory->add(mention);
      projects->add(notice, queries);
    });
    queries.each_profile([&](const store::ProfileRow& profile) {
      for (const auto& mention : profile.mentions) directory->add(mention);
    });
    directory->settle();

    projects->settle(queries.project_decisions(), find);
    queries.each_profile([&](const store::ProfileRow& profile) {
      const auto id = profile.mentions.empty() ? std::string() : directory->find(profile.mentions.front());
      if (id != profile.organisation_id) profile_links.emplace_back(profile.id, id);
    });
    organisations = directory->rows();
    names = directory->links();
    parents = directory->parents();
    ambiguous = directory->ambiguous();
    return true;
  });
  if (!seen) return seen.error();

  if (auto prepared = projects->prepare(store, find); !prepared) return prepared.error();
  summary.organisations = static_cast<std::int64_t>(organisations.size());
  summary.projects = static_cast<std::int64_t>(projects->count());
  auto written = store.write([&](store::WriteBatch& writer) {
    writer.replace_organisations(organisations);
    writer.replace_names(names);
    writer.replace_parents(parents);
    writer.replace_ambiguous_names(ambiguous);
    writer.note_linked(known);
    projects->write(store, writer, find);
    projects->each_change(
        [&](const std::string& notice, const std::string& buyer, const std::string& project) {
          ++summary.changed_notices;
          writer.link_notice(notice, buyer, project);
        });
    for (const auto& [profile, organisation] : profile_links) writer.link_profile(profile, organisation);
  });
  if (!written) return written.error();
  return summary;
}

}  // namespace tenderlead::app
