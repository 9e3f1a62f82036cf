#include "store/dump.h"

#include <array>
#include <ostream>
#include <string_view>

#include "store/connection.h"

namespace tenderlead::store {
namespace {

struct Section {
  const char* name;
  bool refined;     // stands in DumpParts::refined too
  const char* sql;  // sorted by what identifies a row; the last column may be long
};

// Left out on purpose: integer keys and the order of pages (they follow the order in which threads and networks
// finish), times, run ids, ETags and Last-Modified (servers put times into both), places in the archive.
constexpr std::array kSections = {
    Section{
        "url", false,
        "SELECT source_id, kind, role, method, url, body, hint_title, hint_published_at, admitted, digest, "
        "failures, stale, gone_at IS NOT NULL FROM urls ORDER BY source_id, kind, url, method, body, "
        "parent_url"},
    Section{"queued", false,
            "SELECT q.source_id, u.kind, u.method, u.url, u.body FROM queue q JOIN urls u ON u.id = q.url_id "
            "ORDER BY 1, 2, 4, 3, 5"},
    Section{"page", false,
            "SELECT u.source_id, u.method, u.url, u.body, p.digest, p.status FROM pages p "
            "JOIN urls u ON u.id = p.url_id ORDER BY 1, 3, 2, 4, u.parent_url, p.digest"},
    Section{
        "ledger", false,
        "SELECT source_id, SUM(listed), SUM(known), SUM(duplicate), SUM(fresh), SUM(revisits), SUM(fetched), "
        "SUM(unchanged), SUM(parsed), SUM(rejected), SUM(refused), SUM(failed), SUM(notices), "
        "SUM(hospitals), "
        "SUM(bytes) FROM ledger GROUP BY source_id ORDER BY source_id"},
    Section{
        "reason", false,
        "SELECT source_id, reason, SUM(amount) FROM ledger_reasons GROUP BY source_id, reason ORDER BY 1, 2"},
    Section{"notice", true,
            "SELECT n.id, n.source_id, n.url, n.kind, n.title, n.buyer, n.region_code, n.published_at, "
            "n.mentions, n.buyer_id, n.project_id, n.fingerprint, w.json FROM "
            "notices n "
            "JOIN notice_words w ON w.row = n.row ORDER BY n.id"},
    Section{"attachment", true, "SELECT source_id, url, json FROM attachments ORDER BY source_id, url"},
    Section{"profile", true,
            "SELECT id, source_id, url, name, mentions, organisation_id, json FROM profiles ORDER BY id"},
    Section{"organisation", true,
            "SELECT id, name, norm, kind, region_code, json FROM organisations ORDER BY id"},
    Section{"name", true,
            "SELECT norm, province, organisation_id FROM organisation_names ORDER BY norm, province"},
    Section{"project", true, "SELECT id, number, name, buyer_id, ocid, json FROM projects ORDER BY id"},
    Section{"installed", true, "SELECT organisation_id, position, json FROM installed ORDER BY 1, 2"},
    Section{"ambiguous name", true,
            "SELECT norm, province, name, notices, candidates, organisation_id FROM ambiguous_names ORDER BY "
            "norm, province"},
    Section{"parent", true,
            "SELECT organisation_id, parent_id, relation FROM organisation_parents ORDER BY organisation_id, "
            "parent_id, relation"},
    Section{"tag", true, "SELECT notice_id, position, tag, json FROM tags ORDER BY notice_id, position"},
    Section{"lead", true,
            "SELECT id, kind, state, product, organisation_id, notice_id, project_id, region_code, "
            "published_at, changed_at, act_by, score, owner, owner_because, work_id, json FROM leads "
            "ORDER BY id"},
    Section{"import", false,
            "SELECT id, kind, source_id, file, digest, person, records, added, changed, unchanged, failed, "
            "reverted_at IS NOT NULL FROM imports ORDER BY id"},
    Section{
        "import record", false,
        "SELECT import_id, source_id, url, digest, number FROM import_records ORDER BY import_id, source_id, "
        "url"},
    Section{"organisation record", false,
            "SELECT import_id, organisation_id, number, json FROM organisation_records ORDER BY import_id, "
            "organisation_id"},
    Section{"organisation action", false,
            "SELECT id, kind, organisation_id, other_id, field, value, province, name, other_name, person, "
            "undone_at IS NOT NULL, undone_by FROM organisation_actions ORDER BY id"},
    Section{
        "review", false,
        "SELECT id, lead_id, person, action, reason, value, undone_at IS NOT NULL FROM reviews ORDER BY id"},
    Section{"work", false,
            "SELECT lead_id, organisation_id, organisation, product, notices, owner, verdict, reason, "
            "snoozed_until, notes, status FROM lead_work ORDER BY lead_id"},
    Section{"view", false,
            "SELECT id, name, filter, sort, columns, shared, person, position FROM views ORDER BY id"},
    Section{"feed", false, "SELECT id, name, filter, person FROM feeds ORDER BY id"},
    Section{"correction", false,
            "SELECT notice_id, field, value, old, old_evidence, person, reason FROM corrections ORDER BY "
            "notice_id, field, id"},
    Section{"edit", false, "SELECT subject, field, value, person FROM edits ORDER BY subject, field"},
    Section{"project_decision", false,
            "SELECT id, action, notices, others, person, reason, undone_at IS NOT NULL FROM "
            "project_decisions ORDER BY id"},
    Section{"subject_tag", true,
            "SELECT subject, id, position, tag, json FROM subject_tags ORDER BY 1, 2, 3"},
    Section{
        "rule_version", false,
        "SELECT rule, version, digest, state, person, note, diff, lines FROM rule_versions ORDER BY 1, 2"},
    Section{"source", false,
            "SELECT source_id, paused_at IS NOT NULL, paused_by, reason, asked_by FROM source_states WHERE "
            "paused_at IS NOT NULL OR asked_at IS NOT NULL ORDER BY source_id"},
    Section{"note", false, "SELECT id, subject, person, words FROM notes ORDER BY id"},
};

void write_cell(std::ostream& out, std::string_view cell) {
  for (const char c : cell) {
    switch (c) {
      case '\t':
        out << "\\t";
        break;
      case '\n':
        out << "\\n";
        break;
      case '\\':
        out << "\\\\";
        break;
      default:
        out << c;
    }
  }
}

}  // namespace

void write_dump(Connection& connection, std::ostream& out, DumpParts parts) {
  for (const auto& section : kSections) {
    if (parts == DumpParts::refined && !section.refined) continue;
    SQLite::Statement statement(connection.database(), section.sql);
    while (statement.executeStep()) {
      out << section.name;
      for (int i = 0; i < statement.getColumnCount(); ++i) {
        out << '\t';
        write_cell(out, statement.getColumn(i).getString());
      }
      out << '\n';
    }
  }
}

}  // namespace tenderlead::store
