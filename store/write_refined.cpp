#include <algorithm>
#include <map>
#include <set>

#include "store/connection.h"
#include "store/dialect.h"
#include "store/notice_terms.h"
#include "store/plan_rows.h"
#include "store/row_text.h"
#include "store/write_batch.h"
#include "wire/word_text.h"

namespace tenderlead::store {
namespace {

// A batch of a crawl has some 3 MB of terms; rebuilding everything is one batch too.
constexpr std::size_t kMostSearchBytes = 32 << 20;

// The terms that a stored notice was indexed by, worked out again: the index itself keeps no copy of them.
std::string terms_of(const std::string& json) {
  const auto notice = wire::word_from_text(json, wire::notice_from_json);
  return notice ? notice_terms(*notice) : std::string();
}

// A place of a day that no notice has. A day that is full, which is none of a portal's, lends from those without one.
std::int64_t free_place(Connection& db, std::int64_t day) {
  const auto last_below = [&db](std::int64_t begin, std::int64_t end) {
    Query query(db, "SELECT MAX(place) FROM notices WHERE place >= ?1 AND place < ?2");
    query << begin << end;
    return query.step() && !query.null(0) ? query.number(0) : begin - 1;
  };
  const auto end = first_place(day == 0 ? kFirstDay : day + 1);
  const auto last = last_below(day == 0 ? 1 : first_place(day), end);
  if (last + 1 < end) return last + 1;
  return last_below(1, first_place(kFirstDay)) + 1;
}

// The ids of a stored plan's rows; of what isn't a plan, none.
std::vector<std::string> row_ids(const std::string& plan_id, const std::string& json) {
  std::vector<std::string> ids;
  if (json.find("\"intentions\"") == std::string::npos) return ids;
  if (const auto plan = wire::word_from_text(json, wire::notice_from_json))
    for (const auto& key : plan_row_keys(*plan)) ids.push_back(plan_row_id(plan_id, key));
  return ids;
}

// Rows of a table that is replaced as a whole: writes the differences. `Row` gives its key and its columns.
struct TextTable {
  const char* select;  // all rows: the key columns first
  const char* insert;  // or update
  const char* remove;  // by key
  std::size_t keys;
};

void replace_all(Connection& db, const TextTable& table, const std::vector<std::vector<std::string>>& rows) {
  using Cells = std::vector<std::string>;
  std::map<Cells, Cells> old;
  {
    Query query(db, table.select);
    const std::size_t columns = rows.empty() ? table.keys : rows.front().size();
    while (query.step()) {
      Cells cells;
      for (std::size_t i = 0; i < columns; ++i) cells.push_back(query.text(static_cast<int>(i)));
      Cells key(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(table.keys));
      old.emplace(std::move(key), std::move(cells));
    }
  }
  for (const auto& row : rows) {
    const Cells key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(table.keys));
    const auto found = old.find(key);
    const bool same = found != old.end() && found->second == row;
    if (found != old.end()) old.erase(found);
    if (same) continue;
    Query query(db, table.insert);
    for (const auto& cell : row) query << cell;
    query.run();
  }
  for (const auto& [key, cells] : old) {
    Query query(db, table.remove);
    for (const auto& cell : key) query << cell;
    query.run();
  }
}

void link_attachments(Connection& db, const NoticeRow& notice) {
  Query remove(db, "DELETE FROM notice_attachments WHERE notice_id = ?1");
  remove << notice.id;
  if (remove.run() == 0 && notice.attachments.empty()) return;
  for (std::size_t i = 0; i < notice.attachments.size(); ++i) {
    Query insert(
        db, "INSERT INTO notice_attachments(notice_id, position, source_id, url) VALUES(?1, ?2, ?3, ?4)");
    insert << notice.id << static_cast<std::int64_t>(i) << notice.source_id << notice.attachments[i];
    insert.run();
  }
  Query update(db,
               "UPDATE notices SET incomplete = EXISTS(SELECT 1 FROM notice_attachments n JOIN attachments a "
               "ON a.source_id = n.source_id AND a.url = n.url WHERE n.notice_id = ?1) WHERE id = ?1");
  update << notice.id;
  update.run();
}

}  // namespace

void WriteBatch::remove_from_search(std::int64_t row, const std::string& json) {
  Query query(db_, "SELECT place, kind, source_id, region_code FROM notices WHERE row = ?1");
  query << row;
  if (!query.step()) return;
  change_search(
      {query.number(0), terms_of(json) + row_terms(query.view(1), query.view(2), query.view(3)), true});
}

void WriteBatch::change_search(SearchChange change) {
  search_bytes_ += change.grams.size();
  search_changes_.push_back(std::move(change));
  if (search_bytes_ > kMostSearchBytes) flush();
}

void WriteBatch::flush() {
  // In the index's order: it would save its state before each row that comes before the one before it.
  std::ranges::stable_sort(search_changes_, {}, &SearchChange::place);
  for (const auto& change : search_changes_) {
    Query query(db_, change.remove ? dialect::kDeleteSearch : dialect::kInsertSearch);
    query << change.place << change.grams;
    query.run();
  }
  search_changes_.clear();
  search_bytes_ = 0;
}

bool WriteBatch::put_notice(const NoticeRow& notice, std::int64_t page_seq, PutAs as) {
  const bool changed = put_words(notice, page_seq);
  if (as == PutAs::completed) leave_notice(notice.id, notice.corrected);
  if (changed && as == PutAs::of_page) link_attachments(db_, notice);
  return changed;
}

bool WriteBatch::put_words(const NoticeRow& notice, std::int64_t page_seq) {
  const std::string mentions = mentions_to_text(notice.mentions);
  const auto fingerprint = static_cast<std::int64_t>(notice.fingerprint);
  std::int64_t row = 0;
  std::int64_t place = 0;
  std::vector<std::string> rows;  // that the plan had, and has no more
  const auto day = place_day(notice.published_at);
  {
    Query query(
        db_,
        "SELECT n.row, n.page_seq, w.json, n.mentions, n.place FROM notices n JOIN notice_words w ON w.row = "
        "n.row WHERE n.id = ?1");
    query << notice.id;
    if (query.step()) {
      row = query.number(0);
      if (query.number(1) > page_seq) return false;
      if (query.view(2) == notice.json && query.view(3) == mentions) {
        Query touch(db_, "UPDATE notices SET page_seq = ?2, corrected = ?3 WHERE row = ?1");
        touch << row << page_seq << notice.corrected;
        touch.run();
        return false;
      }
      const auto before = query.text(2);
      remove_from_search(row, before);
      rows = row_ids(notice.id, before);
      place = query.number(4);
    }
  }
  if (!rows.empty()) {
    const auto now = row_ids(notice.id, notice.json);
    for (const auto& id : rows)
      if (std::find(now.begin(), now.end(), id) == now.end()) remove_notice(id);
  }
  if (place == 0 || day_of_place(place) != day) place = free_place(db_, day);
  if (row == 0) {
    Query query(
        db_,
        "INSERT INTO notices(id, source_id, url, kind, title, buyer, region_code, published_at, mentions, "
        "page_seq, fingerprint, link_facts, corrected, place) "
        "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14) "
        "RETURNING row");
    query << notice.id << notice.source_id << notice.url << notice.kind << notice.title << notice.buyer
          << notice.region_code << notice.published_at << mentions << page_seq << fingerprint
          << notice.link_facts << notice.corrected << place;
    query.step();
    row = query.number(0);
    query.run();
  } else {
    Query query(db_,
                "UPDATE notices SET url = ?2, kind = ?3, title = ?4, buyer = ?5, region_code = ?6, "
                "published_at = ?7, mentions = ?8, page_seq = ?9, fingerprint = ?10, link_facts = ?11, "
                "corrected = ?12, place = ?13 WHERE row = ?1");
    query << row << notice.url << notice.kind << notice.title << notice.buyer << notice.region_code
          << notice.published_at << mentions << page_seq << fingerprint << notice.link_facts
          << notice.corrected << place;
    query.run();
  }
  Query words(db_,
              "INSERT INTO notice_words(row, json) VALUES(?1, ?2) ON CONFLICT(row) DO UPDATE SET json = "
              "excluded.json");
  words << row << notice.json;
  words.run();
  change_search({place, notice.grams + row_terms(notice.kind, notice.source_id, notice.region_code), false});
  put_tags(notice.id, notice.tags);
  return true;
}

void WriteBatch::put_attachment(const AttachmentRow& attachment, std::int64_t page_seq) {
  {
    Query query(db_, "SELECT page_seq FROM attachments WHERE source_id = ?1 AND url = ?2");
    query << attachment.source_id << attachment.url;
    if (query.step() && query.number(0) > page_seq) return;
  }
  Query query(db_,
              "INSERT INTO attachments(source_id, url, page_seq, json) VALUES(?1, ?2, ?3, ?4) "
              "ON CONFLICT(source_id, url) DO UPDATE SET page_seq = excluded.page_seq, json = excluded.json");
  query << attachment.source_id << attachment.url << page_seq << attachment.json;
  query.run();
  Query mark(db_,
             "UPDATE notices SET incomplete = 1 WHERE id IN "
             "(SELECT notice_id FROM notice_attachments WHERE source_id = ?1 AND url = ?2)");
  mark << attachment.source_id << attachment.url;
  mark.run();
}

void WriteBatch::leave_notice(const std::string& notice_id, std::int64_t corrected) {
  Query query(db_,
              "UPDATE notices SET incomplete = 0, corrected = ?2 WHERE id = ?1 AND (incomplete = 1 OR "
              "corrected < ?2)");
  query << notice_id << corrected;
  query.run();
}

bool WriteBatch::put_profile(const ProfileRow& profile, std::int64_t page_seq) {
  {
    Query query(db_, "SELECT page_seq, json FROM profiles WHERE id = ?1");
    query << profile.id;
    if (query.step() && query.number(0) > page_seq) return false;
  }
  const std::string mentions = mentions_to_text(profile.mentions);
  Query query(db_,
              "INSERT INTO profiles(id, source_id, url, name, mentions, page_seq, json) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(id) DO UPDATE SET name = excluded.name, "
              "mentions = excluded.mentions, page_seq = excluded.page_seq, json = excluded.json");
  query << profile.id << profile.source_id << profile.url << profile.name << mentions << page_seq
        << profile.json;
  query.run();
  return true;
}

void WriteBatch::remove_notice(const std::string& notice_id) {
  std::vector<std::string> rows;
  {
    Query query(db_,
                "SELECT n.row, w.json FROM notices n JOIN notice_words w ON w.row = n.row WHERE n.id = ?1");
    query << notice_id;
    if (!query.step()) return;
    const auto json = query.text(1);
    remove_from_search(query.number(0), json);
    rows = row_ids(notice_id, json);
  }
  for (const auto& id : rows) remove_notice(id);
  for (const char* sql :
       {"DELETE FROM notices WHERE id = ?1", "DELETE FROM notice_attachments WHERE notice_id = ?1",
        "DELETE FROM tags WHERE notice_id = ?1", "DELETE FROM leads WHERE notice_id = ?1"}) {
    Query query(db_, sql);
    query << notice_id;
    query.run();
  }
}

void WriteBatch::remove_profile(const std::string& profile_id) {
  Query query(db_, "DELETE FROM profiles WHERE id = ?1");
  query << profile_id;
  query.run();
}

void WriteBatch::remove_older_profiles(const std::string& source_id, const std::string& url,
                                       std::int64_t page_seq) {
  Query query(db_, "DELETE FROM profiles WHERE source_id = ?1 AND url = ?2 AND page_seq < ?3");
  query << source_id << url << page_seq;
  query.run();
}

void WriteBatch::clear_refined(const std::string& source_id, const std::vector<std::int64_t>& spared) {
  if (source_id.empty() && spared.empty()) {
    search_changes_.clear();
    search_bytes_ = 0;
    Query(db_, dialect::kDeleteAllSearch).run();
    for (const char* sql : {"DELETE FROM notice_words", "DELETE FROM notices", "DELETE FROM profiles",
                            "DELETE FROM attachments", "DELETE FROM notice_attachments", "DELETE FROM tags",
                            "DELETE FROM leads"})
      Query(db_, sql).run();
    return;
  }
  Query(db_, "CREATE TEMP TABLE IF NOT EXISTS spared(seq INTEGER PRIMARY KEY)").run();
  Query(db_, "DELETE FROM temp.spared").run();
  for (const auto seq : spared) {
    Query query(db_, "INSERT OR IGNORE INTO temp.spared VALUES(?1)");
    query << seq;
    query.run();
  }
  static const std::string cleared =
      "(?1 = '' OR source_id = ?1) AND page_seq NOT IN (SELECT seq FROM temp.spared)";
  {
    Query query(db_,
                "SELECT n.row, w.json FROM notices n JOIN notice_words w ON w.row = n.row WHERE "
                "(?1 = '' OR n.source_id = ?1) AND n.page_seq NOT IN (SELECT seq FROM temp.spared)");
    query << source_id;
    while (query.step()) remove_from_search(query.number(0), query.text(1));
  }
  // Statements are kept by their text.
  static const std::vector<std::string> statements = {
      "DELETE FROM tags WHERE notice_id IN (SELECT id FROM notices WHERE " + cleared + ")",
      std::string(
          "DELETE FROM leads WHERE ?1 = '' OR notice_id IN (SELECT id FROM notices WHERE source_id = ?1)"),
      "DELETE FROM notice_attachments WHERE notice_id IN (SELECT id FROM notices WHERE " + cleared + ")",
      "DELETE FROM notices WHERE " + cleared,
      "DELETE FROM profiles WHERE " + cleared,
      "DELETE FROM attachments WHERE " + cleared};
  for (const auto& sql : statements) {
    Query query(db_, sql);
    query << source_id;
    query.run();
  }
}

void WriteBatch::replace_organisations(const std::vector<OrganisationRow>& rows) {
  std::vector<std::vector<std::string>> cells;
  for (const auto& row : rows)
    cells.push_back({row.id, row.name, row.norm, row.kind, row.region_code, row.json});
  replace_all(
      db_,
      {"SELECT id, name, norm, kind, region_code, json FROM organisations",
       "INSERT INTO organisations(id, name, norm, kind, region_code, json) VALUES(?1,?2,?3,?4,?5,?6) "
       "ON CONFLICT(id) DO UPDATE SET name = excluded.name, norm = excluded.norm, kind = excluded.kind, "
       "region_code = excluded.region_code, json = excluded.json",
       "DELETE FROM organisations WHERE id = ?1", 1},
      cells);
}

void WriteBatch::replace_names(const std::vector<NameLink>& links) {
  std::vector<std::vector<std::string>> cells;
  for (const auto& link : links) cells.push_back({link.norm, link.province, link.organisation_id});
  replace_all(db_,
              {"SELECT norm, province, organisation_id FROM organisation_names",
               "INSERT INTO organisation_names(norm, province, organisation_id) VALUES(?1, ?2, ?3) "
               "ON CONFLICT(norm, province) DO UPDATE SET organisation_id = excluded.organisation_id",
               "DELETE FROM organisation_names WHERE norm = ?1 AND province = ?2", 2},
              cells);
}

void WriteBatch::link_notice(const std::string& notice_id, const std::string& buyer_id,
                             const std::string& project_id) {
  Query query(db_, "UPDATE notices SET buyer_id = ?2, project_id = ?3 WHERE id = ?1");
  query << notice_id << buyer_id << project_id;
  query.run();
}

void WriteBatch::link_profile(const std::string& profile_id, const std::string& organisation_id) {
  Query query(db_, "UPDATE profiles SET organisation_id = ?2 WHERE id = ?1");
  query << profile_id << organisation_id;
  query.run();
}

}  // namespace tenderlead::store
