#include "app/pipeline/surroundings.h"

#include "app/pipeline/profile_merge.h"
#include "wire/json.h"

namespace tenderlead::app {

rules::Circumstances Surroundings::circumstances(const Notice* notice, std::optional<Date> as_of) const {
  rules::Circumstances at;
  at.as_of = as_of;
  at.notice = notice;
  if (organisation) at.organisation = &*organisation;
  if (profile) at.profile = &*profile;
  if (installed) at.installed = &*installed;
  if (project) at.project = &*project;
  if (organisation_tags) at.organisation_tags = &*organisation_tags;
  if (project_tags) at.project_tags = &*project_tags;
  return at;
}

Surroundings surroundings_of(store::Queries& queries, const rules::Needs& needs,
                             const std::string& organisation_id, const std::string& project_id) {
  Surroundings known;
  if (needs.organisation && !organisation_id.empty()) {
    if (const auto row = queries.organisation(organisation_id))
      if (const auto value = wire::parse_text(row->json))
        if (auto organisation = wire::organisation_from_json(*value))
          known.organisation = std::move(*organisation);
    if (auto hospital = merged_hospital(queries.profiles_of(organisation_id)); !hospital.urls.empty())
      known.profile = std::move(hospital.merged.profile);
  }
  if (needs.installed && !organisation_id.empty()) known.installed = queries.installed(organisation_id);
  if (needs.project && !project_id.empty()) known.project = queries.whole_project(project_id);
  const auto tags_of = [&](const char* subject, const std::string& id) {
    std::vector<std::string> ids;
    for (auto& tag : queries.tags_of_subject(subject, id)) ids.push_back(std::move(tag.id));
    return ids;
  };
  if (needs.organisation_tags && !organisation_id.empty())
    known.organisation_tags = tags_of("organisation", organisation_id);
  if (needs.project_tags && !project_id.empty()) known.project_tags = tags_of("project", project_id);
  return known;
}

}  // namespace tenderlead::app
