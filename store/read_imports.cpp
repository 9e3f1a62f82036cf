#include "store/connection.h"
#include "store/queries.h"

namespace tenderlead::store {
namespace {

#define TENDERLEAD_IMPORT_COLUMNS                                                                           \
  "i.id, i.kind, i.source_id, i.file, i.digest, i.person, i.at, i.mapping, i.records, i.added, i.changed, " \
  "i.unchanged, i.failed, i.reverted_at, i.reverted_by "

constexpr int kImportColumns = 15;

ImportRow import_from(const Query& query) {
  ImportRow row;
  row.id = query.text(0);
  row.kind = query.text(1);
  row.source_id = query.text(2);
  row.file = query.text(3);
  row.digest = query.text(4);
  row.person = query.text(5);
  row.at = query.number(6);
  row.mapping = query.text(7);
  row.records = query.number(8);
  row.added = query.number(9);
  row.changed = query.number(10);
  row.unchanged = query.number(11);
  row.failed = query.number(12);
  if (!query.null(13)) row.reverted_at = query.number(13);
  row.reverted_by = query.text(14);
  return row;
}

}  // namespace

std::vector<ImportRow> Queries::imports() {
  std::vector<ImportRow> rows;
  Query query(db_, "SELECT " TENDERLEAD_IMPORT_COLUMNS "FROM imports i ORDER BY i.at DESC, i.rowid DESC");
  while (query.step()) rows.push_back(import_from(query));
  return rows;
}

std::optional<ImportRow> Queries::import(const std::string& id) {
  Query query(db_, "SELECT " TENDERLEAD_IMPORT_COLUMNS "FROM imports i WHERE i.id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return import_from(query);
}

std::vector<std::pair<ImportRow, ImportRecordRow>> Queries::imports_of(const std::string& source_id,
                                                                       const std::string& url) {
  std::vector<std::pair<ImportRow, ImportRecordRow>> rows;
  Query query(
      db_,
      "SELECT " TENDERLEAD_IMPORT_COLUMNS
      ", r.digest, r.number FROM import_records r JOIN imports i ON i.id = r.import_id "
      "WHERE r.source_id = ?1 AND r.url = ?2 AND i.reverted_at IS NULL ORDER BY i.at DESC, i.rowid DESC");
  query << source_id << url;
  while (query.step())
    rows.emplace_back(import_from(query),
                      ImportRecordRow{query.text(0), source_id, url, query.text(kImportColumns),
                                      query.number(kImportColumns + 1)});
  return rows;
}

#undef TENDERLEAD_IMPORT_COLUMNS

}  // namespace tenderlead::store
