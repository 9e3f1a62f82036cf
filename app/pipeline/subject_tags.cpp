#include "app/pipeline/subject_tags.h"

#include <stdexcept>
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

void put(store::WriteBatch& writer, const char* subject, const std::string& id, const rules::Tagging& tagging,
         std::int64_t& given) {
  if (tagging.tags.empty()) return;
  writer.put_subject_tags(subject, id, tag_rows(tagging));
  given += static_cast<std::int64_t>(tagging.tags.size());
}

void tag_projects(store::Queries& queries, store::WriteBatch& writer, const rules::Tagger& tagger, Date as_of,
                  std::int64_t& given) {
  queries.each_project([&](const Project& project) {
    std::vector<Notice> notices;
    for (const auto& row : queries.notices_of_project(project.id))
      if (const auto value = wire::parse_text(row.json))
        if (auto notice = wire::notice_from_json(*value)) notices.push_back(std::move(*notice));
    std::vector<const Notice*> pointers;
    for (const auto& notice : notices) pointers.push_back(&notice);
    const auto known = surroundings_of(queries, everything(), project.buyer_id, {});
    auto at = known.circumstances(nullptr, as_of);
    at.project = &project;
    put(writer, "project", project.id,
        tagger.tag(rules::tag_input(project, pointers), at, rules::Subject::project), given);
  });
}

void tag_organisations(store::Queries& queries, store::WriteBatch& writer, const rules::Tagger& tagger,
                       Date as_of, std::int64_t& given) {
  queries.each_organisation([&](const store::OrganisationRow& row) {
    const auto known = surroundings_of(queries, everything(), row.id, {});
    if (!known.organisation) return;
    put(writer, "organisation", row.id,
        tagger.tag(rules::tag_input(*known.organisation), known.circumstances(nullptr, as_of),
                   rules::Subject::organisation),
        given);
  });
}

}  // namespace

Result<std::int64_t> tag_subjects(store::Store& store, const rules::Tagger& tagger, Date as_of) {
  std::int64_t given = 0;
  auto written = store.write([&](store::WriteBatch& writer) {
    writer.clear_subject_tags();
    auto read = store.read([&](store::Queries& queries) {
      if (tagger.has_tags_of(rules::Subject::project)) tag_projects(queries, writer, tagger, as_of, given);
      if (tagger.has_tags_of(rules::Subject::organisation))
        tag_organisations(queries, writer, tagger, as_of, given);
      return true;
    });
    if (!read) throw std::runtime_error(read.error().message);
  });
  if (!written) return written.error();
  return given;
}

}  // namespace tenderlead::app
