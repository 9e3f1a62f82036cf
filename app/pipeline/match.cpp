#include "app/pipeline/match.h"

#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "app/config/shipped_files.h"
#include "app/pipeline/link.h"
#include "app/pipeline/names.h"
#include "app/pipeline/organisation_view.h"
#include "app/pipeline/surroundings.h"
#include "app/pipeline/work_line.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

constexpr const char* kFingerprintFact = "rules";
constexpr std::string_view kProductPrefix = "product/";
// Part of the fingerprint: the way in which tags are stored.
constexpr std::string_view kTagFormat = "1";

template <typename Word>
std::optional<Word> read_word(const std::string& text, Result<Word> (*reader)(const wire::json::value&)) {
  const auto value = wire::parse_text(text);
  if (!value) return std::nullopt;
  auto word = reader(*value);
  if (!word) return std::nullopt;
  return std::move(*word);
}

// All organisations with what is known about them, by id and by name.
class Accounts {
 public:
  explicit Accounts(store::Queries& queries) {
    queries.each_organisation([&](const store::OrganisationRow& row) {
      if (auto word = read_word(row.json, wire::organisation_from_json)) {
        by_norm_.emplace(row.norm, row.id);
        organisations_.emplace(row.id, std::move(*word));
      }
    });
    queries.each_organisation_name(
        [&](std::string_view norm, std::string_view, std::string_view id) { by_norm_.emplace(norm, id); });
    profiles_ = known_hospitals(queries);
  }

  const Organisation* organisation(const std::string& id) const {
    const auto found = organisations_.find(id);
    return found == organisations_.end() ? nullptr : &found->second;
  }
  // Suppliers have one organisation a name.
  const Organisation* by_name(const std::string& name) const {
    const auto found = by_norm_.find(normalised_name(name));
    return found == by_norm_.end() ? nullptr : organisation(found->second);
  }
  const HospitalProfile* profile(const std::string& id) const {
    const auto found = profiles_.find(id);
    return found == profiles_.end() ? nullptr : &found->second;
  }
  const std::map<std::string, HospitalProfile>& profiles() const { return profiles_; }

 private:
  std::map<std::string, Organisation> organisations_;
  std::map<std::string, std::string> by_norm_;
  std::map<std::string, HospitalProfile> profiles_;
};

store::LeadRow lead_row(const Lead& lead) {
  store::LeadRow row;
  row.id = lead.id;
  row.kind = to_string(lead.kind);
  row.product = lead.product;
  row.organisation_id = lead.organisation_id;
  row.notice_id = lead.notice_id;
  row.project_id = lead.project_id;
  row.region_code = lead.region.code;
  if (lead.published_at) row.published_at = to_string(*lead.published_at);
  if (lead.act_by) row.act_by = to_string(*lead.act_by);
  row.score = lead.score;
  row.json = wire::to_json_text(lead);
  return row;
}

std::vector<store::LeadRow> lead_rows(const std::vector<Lead>& leads) {
  std::vector<store::LeadRow> rows;
  for (const auto& lead : leads) rows.push_back(lead_row(lead));
  return rows;
}

struct Matched {
  std::string notice_id;
  std::vector<store::TagRow> tags;
  std::vector<store::LeadRow> leads;
};

// A notice on its way to leads.
struct Candidate {
  store::NoticeRow row;
  std::optional<std::vector<store::TagRow>> tags;  // that the store has; absent: to be given
  Surroundings known;                              // where tags ask for them
};

// What the rows of tag_rows() say; nothing where it can't be read.
std::optional<rules::Tagging> stored_tagging(const std::vector<store::TagRow>& rows,
                                             const rules::RuleBook& book) {
  rules::Tagging tagging;
  for (const auto& row : rows) {
    auto tag = read_word(row.json, wire::tag_from_json);
    if (!tag) return std::nullopt;
    if (!tag->id.starts_with(kProductPrefix)) {
      tagging.tags.push_back(std::move(*tag));
      continue;
    }
    rules::ProductHit hit;
    hit.id = tag->id.substr(kProductPrefix.size());
    const auto* product = book.product(hit.id);
    if (product == nullptr) return std::nullopt;
    hit.ours = product->ours;
    for (const auto& reason : tag->reasons) hit.points += reason.points;
    hit.reasons = std::move(tag->reasons);
    tagging.products.push_back(std::move(hit));
  }
  return tagging;
}

Matched match_notice(const Candidate& candidate, const rules::Matcher& matcher, const Accounts& accounts,
                     Date as_of) {
  const auto& row = candidate.row;
  Matched matched;
  matched.notice_id = row.id;
  const auto notice = read_word(row.json, wire::notice_from_json);
  if (!notice) return matched;
  std::optional<rules::Tagging> stored;
  if (candidate.tags) stored = stored_tagging(*candidate.tags, matcher.book());
  const auto tagging = stored ? std::move(*stored)
                              : matcher.tagger().tag(rules::tag_input(*notice),
                                                     candidate.known.circumstances(&*notice, as_of));
  if (!candidate.tags) matched.tags = tag_rows(tagging);
  rules::NoticeFacts facts;
  facts.notice = &*notice;
  facts.notice_id = row.id;
  facts.project_id = row.project_id;
  facts.buyer = accounts.organisation(row.buyer_id);
  facts.profile = accounts.profile(row.buyer_id);
  const auto add_supplier = [&](const std::string& name) {
    const auto* supplier = accounts.by_name(name);
    if (supplier == nullptr) return;
    for (const auto& other : facts.suppliers)
      if (other.id == supplier->id) return;
    facts.suppliers.push_back(*supplier);
  };
  for (const auto& award : notice->awards) add_supplier(award.supplier);
  add_supplier(notice->contract.supplier);
  matched.leads = lead_rows(matcher.match(facts, tagging, as_of));
  return matched;
}

}  // namespace

std::vector<store::TagRow> tag_rows(const rules::Tagging& tagging) {
  std::vector<store::TagRow> rows;
  for (const auto& tag : tagging.tags) rows.push_back({tag.id, wire::to_json_text(tag)});
  for (const auto& product : tagging.products) {
    const Tag tag{std::string(kProductPrefix) + product.id, product.reasons};
    rows.push_back({tag.id, wire::to_json_text(tag)});
  }
  return rows;
}

std::string rules_fingerprint(const config::Configuration& configuration) {
  std::string all(kTagFormat);
  for (const auto& file : config::shipped_files()) {
    if (file.path.starts_with("sources/") || !file.path.ends_with(".yaml")) continue;
    std::string content = file.content;
    auto path = std::filesystem::path(configuration.directory) / file.path;
    for (const char* extension : {".yaml", ".json"}) {
      if (configuration.directory.empty()) break;
      std::ifstream in(path.replace_extension(extension), std::ios::binary);
      if (in) content.assign(std::istreambuf_iterator<char>(in), {});
    }
    all += store::content_id({file.path, content});
  }
  return store::content_id({all});
}

Result<void> note_rules(store::Store& store, const std::string& fingerprint) {
  struct Known {
    std::string fact;
    bool tags = false;
  };
  auto known = store.read([](store::Queries& queries) {
    return Known{queries.fact(kFingerprintFact), queries.notice_count() > 0};
  });
  if (!known) return known.error();
  const std::string fact = known->tags && known->fact != fingerprint ? std::string() : fingerprint;
  if (fact == known->fact) return {};
  return store.write([&](store::WriteBatch& writer) { writer.set_fact(kFingerprintFact, fact); });
}

Result<MatchSummary> match_all(store::Store& store, const rules::Matcher& matcher,
                               const MatchOptions& options) {
  MatchSummary summary;
  bool stopped = false;
  std::exception_ptr fault;
  // The whole layer in one transaction. The notices are read on another connection, from the state before it, which
  // is the same for the tables that are read.
  auto written = store.write([&](store::WriteBatch& writer) {
    auto read = store.read([&](store::Queries& queries) {
      // Tags that ask for the day, or for more than the notice, may be others today.
      const auto& needs = matcher.tagger().needs();
      const bool tag_all =
          options.tag_all || needs.beyond_notice() || queries.fact(kFingerprintFact) != options.fingerprint;
      const Accounts accounts(queries);
      const auto total = static_cast<std::uint64_t>(queries.notice_count());
      writer.clear_leads();
      const auto put_away = [&](std::vector<Matched> batch) {
        if (fault) return;
        try {
          for (const auto& matched : batch) {
            if (tag_all) writer.put_tags(matched.notice_id, matched.tags);
            for (const auto& lead : matched.leads) writer.put_lead(lead);
            summary.leads += static_cast<std::int64_t>(matched.leads.size());
          }
        } catch (...) {
          fault = std::current_exception();
        }
      };
      WorkLine<Candidate, Matched> line(
          {.threads = options.threads},
          [&](const Candidate& one) { return match_notice(one, matcher, accounts, options.as_of); },
          put_away);
      queries.each_notice(!tag_all, [&](const store::NoticeRow& row) {
        stopped = stopped || (options.stop && options.stop());
        if (stopped) return;
        ++summary.looked_at;
        if (options.on_progress) options.on_progress(static_cast<std::uint64_t>(summary.looked_at), total);
        Candidate candidate{row, std::nullopt, {}};
        if (!tag_all) candidate.tags = queries.tags(row.id);
        if (needs.beyond_notice())
          candidate.known = surroundings_of(queries, needs, row.buyer_id, row.project_id);
        line.push_when_room(std::move(candidate));
      });
      line.drain();
      for (const auto& [id, profile] : accounts.profiles()) {
        const auto* organisation = accounts.organisation(id);
        if (stopped || fault || organisation == nullptr) continue;
        for (const auto& lead : lead_rows(matcher.match(*organisation, profile, options.as_of))) {
          writer.put_lead(lead);
          ++summary.leads;
        }
      }
      return true;
    });
    if (!read) throw std::runtime_error(read.error().message);
    if (fault) std::rethrow_exception(fault);
    if (stopped) throw std::runtime_error("stopped");
    writer.set_fact(kFingerprintFact, options.fingerprint);
    writer.set_fact("as_of", to_string(options.as_of));
  });
  if (stopped) return Error{ErrorCode::cancelled, "matching was stopped; the leads are as they were before"};
  if (!written) return written.error();
  return summary;
}

}  // namespace tenderlead::app
