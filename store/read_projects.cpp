// Projects, people's decisions about them, and the installed base.
#include "store/connection.h"
#include "store/queries.h"
#include "wire/project.h"

namespace tenderlead::store {
namespace {

#define TENDERLEAD_PROJECT                                                                            \
  "SELECT id, number, name, buyer_id, ocid, stage, region_code, published_at, updated_at, json FROM " \
  "projects "

ProjectRow project_from(const Query& query) {
  ProjectRow row;
  row.id = query.text(0);
  row.number = query.text(1);
  row.name = query.text(2);
  row.buyer_id = query.text(3);
  row.ocid = query.text(4);
  row.stage = query.text(5);
  row.region_code = query.text(6);
  row.published_at = query.text(7);
  row.updated_at = query.text(8);
  row.json = query.text(9);
  return row;
}

std::optional<Project> word_of(const std::string& json) {
  if (json.empty()) return std::nullopt;
  const auto value = wire::parse_text(json);
  if (!value) return std::nullopt;
  auto word = wire::project_from_json(*value);
  if (!word) return std::nullopt;
  return std::move(*word);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void read_installed(Query& query, const std::function<void(InstalledProduct)>& each) {
  while (query.step()) {
    const auto value = wire::parse_text(query.view(0));
    if (!value) continue;
    if (auto word = wire::installed_product_from_json(*value)) each(std::move(*word));
  }
}

}  // namespace

std::string Queries::link_facts(const std::string& notice_id) {
  Query query(db_, "SELECT link_facts FROM notices WHERE id = ?1");
  query << notice_id;
  return query.step() ? query.text(0) : std::string();
}

std::optional<ProjectRow> Queries::project(const std::string& id) {
  Query query(db_, TENDERLEAD_PROJECT "WHERE id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return project_from(query);
}

std::optional<Project> Queries::whole_project(const std::string& id) {
  const auto row = project(id);
  return row ? word_of(row->json) : std::nullopt;
}

std::vector<ProjectRow> Queries::projects(const ProjectFilter& filter) {
  std::vector<ProjectRow> rows;
  const std::int64_t limit = filter.limit == 0 ? -1 : static_cast<std::int64_t>(filter.limit);
  Query query(db_, TENDERLEAD_PROJECT
              "WHERE (?1 = '' OR stage = ?1) AND (?2 = '' OR substr(region_code, 1, length(?2)) = ?2) AND "
              "(?3 = '' OR buyer_id = ?3) AND updated_at >= ?4 ORDER BY updated_at DESC, id LIMIT ?5");
  query << filter.stage << filter.region << filter.buyer_id << filter.since << limit;
  while (query.step()) rows.push_back(project_from(query));
  return rows;
}

void Queries::each_project(const std::function<void(const Project&)>& each) {
  Query query(db_, "SELECT json FROM projects ORDER BY id");
  while (query.step())
    if (const auto word = word_of(query.text(0))) each(*word);
}

std::vector<ProjectDecisionRow> Queries::project_decisions() {
  std::vector<ProjectDecisionRow> rows;
  Query query(db_,
              "SELECT id, action, notices, others, person, reason, at, undone_at FROM project_decisions "
              "ORDER BY id");
  while (query.step()) {
    ProjectDecisionRow row;
    row.id = query.number(0);
    row.action = query.text(1);
    row.notices = lines_of(query.view(2));
    row.others = lines_of(query.view(3));
    row.person = query.text(4);
    row.reason = query.text(5);
    row.at = query.number(6);
    if (!query.null(7)) row.undone_at = query.number(7);
    rows.push_back(std::move(row));
  }
  return rows;
}

InstalledBase Queries::installed(const std::string& organisation_id) {
  InstalledBase base;
  base.organisation_id = organisation_id;
  Query query(db_, "SELECT json FROM installed WHERE organisation_id = ?1 ORDER BY position");
  query << organisation_id;
  read_installed(query, [&](InstalledProduct product) { base.products.push_back(std::move(product)); });
  return base;
}

void Queries::each_installed(const std::function<void(const InstalledProduct&)>& each) {
  Query query(db_, "SELECT json FROM installed ORDER BY organisation_id, position");
  read_installed(query, [&](const InstalledProduct& product) { each(product); });
}

}  // namespace tenderlead::store
