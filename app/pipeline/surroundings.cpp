#include "app/pipeline/surroundings.h"

#include "parsers/hospital/classification.h"
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

std::optional<HospitalCategory> category_by_name(const Organisation& organisation) {
  if (organisation.kind != OrganisationKind::hospital) return std::nullopt;
  return parsers::category_of_name(organisation.name);
}

KnownHospitals hospitals_for(store::Queries& queries, const rules::Needs& needs) {
  const bool asked = needs.organisation || needs.organisation_tags || needs.project_tags;
  return asked ? known_hospitals(queries) : KnownHospitals{};
}

Surroundings surroundings_of(store::Queries& queries, const rules::Needs& needs,
                             const KnownHospitals& hospitals, const std::string& organisation_id,
                             const std::string& project_id) {
  Surroundings known;
  if (needs.organisation && !organisation_id.empty()) {
    if (const auto row = queries.organisation(organisation_id))
      if (const auto value = wire::parse_text(row->json))
        if (auto organisation = wire::organisation_from_json(*value))
          known.organisation = std::move(*organisation);
    if (const auto hospital = hospitals.find(organisation_id); hospital != hospitals.end())
      known.profile = hospital->second.profile;
    if (known.organisation && (!known.profile || !known.profile->category))
      if (const auto named = category_by_name(*known.organisation)) {
        if (!known.profile) known.profile.emplace();
        known.profile->category = named;
      }
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
