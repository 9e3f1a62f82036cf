#include "app/pipeline/link.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "app/pipeline/link_organisations.h"
#include "app/pipeline/link_projects.h"
#include "app/pipeline/names.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

using Role = store::MentionRow::Role;

const store::MentionRow* buyer_of(const store::NoticeRow& notice) {
  for (const auto& mention : notice.mentions)
    if (mention.role == Role::buyer) return &mention;
  return nullptr;
}

}  // namespace

std::string province_of(const std::string& region_code) {
  return region_code.size() < 2 ? std::string() : region_code.substr(0, 2);
}

Result<LinkSummary> link_all(store::Store& store, const parsers::ReadingTables& tables) {
  std::optional<OrganisationLinker> directory;
  ProjectLinker projects;
  std::vector<std::pair<std::string, std::string>> profile_links;
  LinkSummary summary;
  std::vector<store::OrganisationRow> organisations;
  std::vector<store::WriteBatch::NameLink> names;
  std::vector<store::ParentRow> parents;
  std::vector<store::AmbiguousNameRow> ambiguous;
  auto seen = store.read([&](store::Queries& queries) {
    directory.emplace(tables.regions, queries);
    queries.each_notice_link([&](const store::NoticeRow& notice) {
      for (const auto& mention : notice.mentions) directory->add(mention);
    });
    queries.each_profile([&](const store::ProfileRow& profile) {
      for (const auto& mention : profile.mentions) directory->add(mention);
    });
    directory->settle();

    queries.each_notice_link([&](const store::NoticeRow& notice) {
      const auto* buyer = buyer_of(notice);
      projects.add(notice, buyer ? directory->find(*buyer) : std::string(), queries);
    });
    projects.settle(queries.project_decisions());
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

  summary.organisations = static_cast<std::int64_t>(organisations.size());
  summary.projects = static_cast<std::int64_t>(projects.count());
  auto written = store.write([&](store::WriteBatch& writer) {
    writer.replace_organisations(organisations);
    writer.replace_names(names);
    writer.replace_parents(parents);
    writer.replace_ambiguous_names(ambiguous);
    projects.write(store, writer, [&](const std::string& supplier) {
      return directory->find({Role::supplier, supplier, normalised_name(supplier), "", ""});
    });
    projects.each_change(
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
