#include <map>
#include <stdexcept>
#include <unordered_map>

#include "store/connection.h"
#include "store/ids.h"
#include "store/write_batch.h"
#include "wire/project.h"

namespace tenderlead::store {
namespace {

std::string in_lines(const std::vector<std::string>& ids) {
  std::string text;
  for (const auto& id : ids) text += id + "\n";
  return text;
}

}  // namespace

std::int64_t WriteBatch::replace_projects(const std::function<bool(ProjectRow& row)>& next,
                                          const std::function<void(ProjectRow& row)>& fill) {
  struct Known {
    std::string digest, inputs;
  };
  std::unordered_map<std::string, Known> old;  // by id
  {
    Query query(db_, "SELECT id, digest, inputs FROM projects");
    while (query.step()) old.emplace(query.text(0), Known{query.text(1), query.text(2)});
  }
  std::int64_t changed = 0;
  for (ProjectRow row; next(row); row = ProjectRow()) {
    const auto found = old.find(row.id);
    const Known known = found != old.end() ? std::move(found->second) : Known();
    if (found != old.end()) old.erase(found);
    if (!row.inputs.empty() && known.inputs == row.inputs) continue;
    fill(row);
    const std::string digest =
        content_id({row.number, row.name, row.buyer_id, row.ocid, row.stage, row.json});
    if (known.digest == digest) {
      Query query(db_, "UPDATE projects SET inputs = ?2 WHERE id = ?1");
      query << row.id << row.inputs;
      query.run();
      continue;
    }
    ++changed;
    Query query(db_,
                "INSERT INTO projects(id, number, name, buyer_id, ocid, stage, region_code, published_at, "
                "updated_at, digest, json, inputs) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12) ON "
                "CONFLICT(id) DO UPDATE SET number = excluded.number, name = excluded.name, buyer_id = "
                "excluded.buyer_id, ocid = excluded.ocid, stage = excluded.stage, region_code = "
                "excluded.region_code, published_at = excluded.published_at, updated_at = "
                "excluded.updated_at, digest = excluded.digest, json = excluded.json, inputs = "
                "excluded.inputs");
    query << row.id << row.number << row.name << row.buyer_id << row.ocid << row.stage << row.region_code
          << row.published_at << row.updated_at << digest << row.json << row.inputs;
    query.run();
  }
  for (const auto& [id, known] : old) {
    Query query(db_, "DELETE FROM projects WHERE id = ?1");
    query << id;
    changed += query.run();
  }
  return changed;
}

void WriteBatch::put_link_facts(const std::string& notice_id, const std::string& facts) {
  Query query(db_, "UPDATE notices SET link_facts = ?2 WHERE id = ?1");
  query << notice_id << facts;
  query.run();
}

std::int64_t WriteBatch::replace_installed(const std::vector<InstalledProduct>& products) {
  using Place = std::pair<std::string, std::int64_t>;  // organisation and position
  std::map<Place, std::string> old;
  {
    Query query(db_, "SELECT organisation_id, position, json FROM installed");
    while (query.step()) old.emplace(Place(query.text(0), query.number(1)), query.text(2));
  }
  std::int64_t changed = 0;
  std::map<std::string, std::int64_t> positions;
  for (const auto& product : products) {
    const auto position = positions[product.organisation_id]++;
    const std::string end = product.service_end ? to_string(*product.service_end) : std::string();
    const std::string json = wire::to_text(wire::to_json(product));
    const auto found = old.find({product.organisation_id, position});
    const bool same = found != old.end() && found->second == json;
    if (found != old.end()) old.erase(found);
    if (same) continue;
    ++changed;
    Query query(db_,
                "INSERT INTO installed(organisation_id, position, product, vendor, service_end, json) "
                "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(organisation_id, position) DO UPDATE SET product "
                "= excluded.product, vendor = excluded.vendor, service_end = excluded.service_end, json = "
                "excluded.json");
    query << product.organisation_id << position << product.product << product.vendor << end << json;
    query.run();
  }
  for (const auto& [place, json] : old) {
    Query query(db_, "DELETE FROM installed WHERE organisation_id = ?1 AND position = ?2");
    query << place.first << place.second;
    changed += query.run();
  }
  return changed;
}

std::int64_t WriteBatch::add_project_decision(const ProjectDecisionRow& decision) {
  if (decision.action != "join" && decision.action != "split")
    throw std::runtime_error("a decision about projects is to join or to split");
  const std::string notices = in_lines(decision.notices), others = in_lines(decision.others);
  Query query(db_,
              "INSERT INTO project_decisions(action, notices, others, person, reason, at) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6) RETURNING id");
  query << decision.action << notices << others << decision.person << decision.reason << decision.at;
  query.step();
  const std::int64_t id = query.number(0);
  query.run();
  return id;
}

bool WriteBatch::undo_project_decision(std::int64_t id, std::int64_t at) {
  Query query(db_, "UPDATE project_decisions SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL");
  query << id << at;
  return query.run() == 1;
}

}  // namespace tenderlead::store
