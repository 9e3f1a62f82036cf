#include "app/pipeline/subject_tags.h"

#include <map>
#include <vector>

#include "app/pipeline/match.h"
#include "app/pipeline/surroundings.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

rules::Needs everything() {
  rules::Needs needs;
  needs.organisation = needs.project = needs.installed = needs.day = true;
  return needs;
}

rules::Tagging tagging_of(store::Queries& queries, const rules::Tagger& tagger,
                          const KnownHospitals& hospitals, const Project& project,
                          const std::vector<std::string>* buyer_tags, Date as_of) {
  std::vector<Notice> notices;
  for (const auto& row : queries.notices_of_project(project.id))
    if (const auto value = wire::parse_text(row.json))
      if (auto notice = wire::notice_from_json(*value)) notices.push_back(std::move(*notice));
  std::vector<const Notice*> pointers;
  for (const auto& notice : notices) pointers.push_back(&notice);
  const auto known = surroundings_of(queries, everything(), hospitals, project.buyer_id, {});
  auto at = known.circumstances(nullptr, as_of);
  at.project = &project;
  at.organisation_tags = buyer_tags;
  return tagger.tag(rules::tag_input(project, pointers), at, rules::Subject::project);
}

rules::Tagging tagging_of_organisation(store::Queries& queries, const rules::Tagger& tagger,
                                       const KnownHospitals& hospitals, const std::string& id, Date as_of) {
  const auto known = surroundings_of(queries, everything(), hospitals, id, {});
  if (!known.organisation) return {};
  return tagger.tag(rules::tag_input(*known.organisation), known.circumstances(nullptr, as_of),
                    rules::Subject::organisation);
}

std::vector<std::string> ids_of(const rules::Tagging& tagging) {
  std::vector<std::string> ids;
  for (const auto& tag : tagging.tags) ids.push_back(tag.id);
  return ids;
}

}  // namespace

std::vector<std::string> organisation_tags(store::Queries& queries, const rules::Tagger& tagger,
                                           const KnownHospitals& hospitals, const std::string& id,
                                           Date as_of) {
  if (!tagger.has_tags_of(rules::Subject::organisation)) return {};
  return ids_of(tagging_of_organisation(queries, tagger, hospitals, id, as_of));
}

std::vector<std::string> project_tags(store::Queries& queries, const rules::Tagger& tagger,
                                      const KnownHospitals& hospitals, const std::string& id, Date as_of) {
  if (!tagger.has_tags_of(rules::Subject::project)) return {};
  const auto project = queries.whole_project(id);
  if (!project) return {};
  std::vector<std::string> buyer;
  if (!project->buyer_id.empty())
    buyer = organisation_tags(queries, tagger, hospitals, project->buyer_id, as_of);
  return ids_of(
      tagging_of(queries, tagger, hospitals, *project, project->buyer_id.empty() ? nullptr : &buyer, as_of));
}

Result<std::int64_t> tag_subjects(store::Store& store, const rules::Tagger& tagger, Date as_of) {
  struct Given {
    const char* subject;
    std::string id;
    std::vector<store::TagRow> tags;
  };
  std::vector<Given> all;
  std::int64_t given = 0;
  const auto put = [&](const char* subject, const std::string& id, const rules::Tagging& tagging) {
    if (tagging.tags.empty()) return;
    all.push_back({subject, id, tag_rows(tagging)});
    given += static_cast<std::int64_t>(tagging.tags.size());
  };
  // Found out while others write, and then written at once.
  auto read = store.read([&](store::Queries& queries) {
    std::map<std::string, std::vector<std::string>> of_organisations;  // those with any
    const auto hospitals = hospitals_for(queries, everything());
    if (tagger.has_tags_of(rules::Subject::organisation))
      queries.each_organisation([&](const store::OrganisationRow& row) {
        const auto tagging = tagging_of_organisation(queries, tagger, hospitals, row.id, as_of);
        put("organisation", row.id, tagging);
        if (!tagging.tags.empty()) of_organisations.emplace(row.id, ids_of(tagging));
      });
    if (tagger.has_tags_of(rules::Subject::project))
      queries.each_project([&](const Project& project) {
        static const std::vector<std::string> kNone;
        const auto found = of_organisations.find(project.buyer_id);
        const auto* buyer = project.buyer_id.empty()          ? nullptr
                            : found == of_organisations.end() ? &kNone
                                                              : &found->second;
        put("project", project.id, tagging_of(queries, tagger, hospitals, project, buyer, as_of));
      });
    return true;
  });
  if (!read) return read.error();
  auto written = store.write([&](store::WriteBatch& writer) {
    writer.clear_subject_tags();
    for (const auto& one : all) writer.put_subject_tags(one.subject, one.id, one.tags);
  });
  if (!written) return written.error();
  return given;
}

}  // namespace tenderlead::app
