#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {

int WriteBatch::add_rule_version(const RuleVersionRow& version) {
  int next = 1;
  {
    Query query(db_, "SELECT COALESCE(MAX(version), 0) + 1 FROM rule_versions WHERE rule = ?1");
    query << version.rule;
    if (query.step()) next = static_cast<int>(query.number(0));
  }
  Query query(db_,
              "INSERT INTO rule_versions(rule, version, digest, state, person, at, note, diff, lines) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  query << version.rule << next << version.digest << version.state << version.person << version.at
        << version.note << version.diff << version.lines;
  query.run();
  return next;
}

void WriteBatch::clear_subject_tags() {
  Query(db_, "DELETE FROM subject_tags").run();
}

void WriteBatch::put_subject_tags(const std::string& subject, const std::string& id,
                                  const std::vector<TagRow>& tags) {
  int position = 0;
  for (const auto& tag : tags) {
    Query query(db_, "INSERT INTO subject_tags(subject, id, position, tag, json) VALUES(?1, ?2, ?3, ?4, ?5)");
    query << subject << id << position++ << tag.id << tag.json;
    query.run();
  }
}

}  // namespace tenderlead::store
