#include "app/pipeline/match.h"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "app/config/shipped_files.h"
#include "app/pipeline/accounts.h"
#include "app/pipeline/lead_layer.h"
#include "app/pipeline/surroundings.h"
#include "app/pipeline/work_line.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

constexpr const char* kFingerprintFact = "rules";
constexpr std::string_view kProductPrefix = "product/";
constexpr std::string_view kSettingsFile = "tenderlead.yaml";
// Files without words or patterns: a change of theirs gives no notice other tags.
constexpr std::array<std::string_view, 6> kNoWords{"departments.yaml", "installed.yaml", "plans.yaml",
                                                   "prices.yaml",      "ratings.yaml",   "team.yaml"};
// Of one project; a project with more was joined wrongly, and must not take the memory of the whole store.
constexpr std::size_t kMostNotices = 400;
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

// An opportunity on its way to leads.
struct Candidate {
  std::string project_id;
  std::vector<store::NoticeRow> notices;
  // By notice, the tags that the store has; absent: to be given.
  std::vector<std::optional<std::vector<store::TagRow>>> tags;
  std::vector<Surroundings> known;  // by notice, where tags ask for them
};

// A notice whose tags are to be given.
struct Untagged {
  store::NoticeRow row;
  Surroundings known;  // where tags ask for them
};

struct Tagged {
  std::string notice_id;
  std::vector<store::TagRow> tags;
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

std::vector<Lead> match_opportunity(const Candidate& candidate, const rules::Matcher& matcher,
                                    const Accounts& accounts, Date as_of) {
  // Neither vector may grow once something points into it.
  std::vector<Notice> notices;
  std::vector<rules::Tagging> taggings;
  std::vector<std::string> ids;
  notices.reserve(candidate.notices.size());
  taggings.reserve(candidate.notices.size());
  std::map<std::string, std::int64_t> buyers;
  rules::Opportunity opportunity;
  opportunity.project_id = candidate.project_id;
  for (std::size_t i = 0; i < candidate.notices.size(); ++i) {
    const auto& row = candidate.notices[i];
    auto notice = read_word(row.json, wire::notice_from_json);
    if (!notice) continue;
    std::optional<rules::Tagging> tagging;
    if (candidate.tags[i]) tagging = stored_tagging(*candidate.tags[i], matcher.book());
    taggings.push_back(tagging ? std::move(*tagging)
                               : matcher.tagger().tag(rules::tag_input(*notice),
                                                      candidate.known[i].circumstances(&*notice, as_of)));
    notices.push_back(std::move(*notice));
    opportunity.notices.push_back({&notices.back(), row.id, &taggings.back()});
    if (!row.buyer_id.empty()) ++buyers[row.buyer_id];
  }
  // Whom most of its notices name; of equals, the first id.
  std::string buyer;
  std::int64_t most = 0;
  for (const auto& [id, count] : buyers)
    if (count > most) {
      buyer = id;
      most = count;
    }
  opportunity.buyer = accounts.account(buyer);
  const auto add_supplier = [&](const std::string& name) {
    const auto* supplier = name.empty() ? nullptr : accounts.by_name(name);
    if (supplier == nullptr) return;
    for (const auto& other : opportunity.suppliers)
      if (other.id == supplier->id) return;
    opportunity.suppliers.push_back(*supplier);
  };
  for (const auto& notice : notices) {
    for (const auto& award : notice.awards) add_supplier(award.supplier);
    add_supplier(notice.contract.supplier);
  }
  return matcher.match(std::move(opportunity), as_of);
}

bool about_a_product(const std::vector<store::TagRow>& tags) {
  return std::any_of(tags.begin(), tags.end(),
                     [](const store::TagRow& tag) { return tag.id.starts_with(kProductPrefix); });
}

// What tags ask for besides the notice itself.
Surroundings asked_for(store::Queries& queries, const rules::Matcher& matcher, const store::NoticeRow& row) {
  const auto& needs = matcher.tagger().needs();
  return needs.beyond_notice() ? surroundings_of(queries, needs, row.buyer_id, row.project_id)
                               : Surroundings{};
}

// Tags all notices, and gives the ids of those that are about a product. Throws what put_tags() throws.
std::unordered_set<std::string> tag_all_notices(store::Queries& queries, store::WriteBatch& writer,
                                                const rules::Matcher& matcher, const MatchOptions& options,
                                                const std::function<bool()>& go_on) {
  std::unordered_set<std::string> about;
  std::exception_ptr fault;
  {
    WorkLine<Untagged, Tagged> line(
        {.threads = options.threads},
        [&](const Untagged& one) {
          Tagged tagged{one.row.id, {}};
          if (const auto notice = read_word(one.row.json, wire::notice_from_json))
            tagged.tags = tag_rows(matcher.tagger().tag(rules::tag_input(*notice),
                                                        one.known.circumstances(&*notice, options.as_of)));
          return tagged;
        },
        [&](std::vector<Tagged> batch) {
          if (fault) return;
          try {
            for (const auto& tagged : batch) {
              writer.put_tags(tagged.notice_id, tagged.tags);
              if (about_a_product(tagged.tags)) about.insert(tagged.notice_id);
            }
          } catch (...) {
            fault = std::current_exception();
          }
        });
    queries.each_notice(false, [&](const store::NoticeRow& row) {
      if (go_on()) line.push_when_room({row, asked_for(queries, matcher, row)});
    });
  }
  if (fault) std::rethrow_exception(fault);
  return about;
}

// The notices of each opportunity, as opportunity_notices() groups them, to `push`.
void each_opportunity(store::Queries& queries, const rules::Matcher& matcher,
                      const std::vector<std::pair<std::string, std::string>>& found, bool with_tags,
                      const std::function<void(Candidate)>& push) {
  for (std::size_t i = 0; i < found.size();) {
    std::size_t end = i + 1;
    while (!found[i].first.empty() && end < found.size() && found[end].first == found[i].first) ++end;
    Candidate candidate;
    candidate.project_id = found[i].first;
    for (std::size_t k = i; k < end && candidate.notices.size() < kMostNotices; ++k) {
      auto row = queries.notice(found[k].second);
      if (!row) continue;
      candidate.tags.push_back(with_tags ? std::optional(queries.tags(row->id)) : std::nullopt);
      candidate.known.push_back(with_tags ? Surroundings{} : asked_for(queries, matcher, *row));
      candidate.notices.push_back(std::move(*row));
    }
    i = end;
    push(std::move(candidate));
  }
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

LeadMaking lead_making(const config::Configuration& configuration) {
  LeadMaking making;
  making.versions.program = TENDERLEAD_VERSION;
  std::string tags(kTagFormat), rules;
  boost::json::object files;
  for (const auto& file : config::shipped_files()) {
    if (file.path.starts_with("sources/") || !file.path.ends_with(".yaml")) continue;
    std::string content = file.content;
    auto path = std::filesystem::path(configuration.directory) / file.path;
    for (const char* extension : {".yaml", ".json"}) {
      if (configuration.directory.empty()) break;
      std::ifstream in(path.replace_extension(extension), std::ios::binary);
      if (in) content.assign(std::istreambuf_iterator<char>(in), {});
    }
    const auto digest = store::content_id({file.path, content});
    if (file.path == kSettingsFile) {
      making.versions.config = digest;
      continue;
    }
    files[file.path] = digest;
    rules += digest;
    if (std::find(kNoWords.begin(), kNoWords.end(), file.path) == kNoWords.end()) tags += digest;
  }
  making.tag_fingerprint = store::content_id({tags});
  making.versions.rules = store::content_id({rules});
  making.versions_json = wire::to_text(boost::json::object{{"program", making.versions.program},
                                                           {"config", making.versions.config},
                                                           {"rules", making.versions.rules},
                                                           {"files", std::move(files)}});
  return making;
}

std::string rules_fingerprint(const config::Configuration& configuration) {
  return lead_making(configuration).tag_fingerprint;
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
  // The whole layer in one transaction. The notices are read on another connection, from the state before it, which
  // is the same for the tables that are read.
  auto written = store.write([&](store::WriteBatch& writer) {
    auto read = store.read([&](store::Queries& queries) {
      // Tags that ask for the day, or for more than the notice, may be others today.
      const bool tag_all = options.tag_all || matcher.tagger().needs().beyond_notice() ||
                           queries.fact(kFingerprintFact) != options.making.tag_fingerprint;
      const auto work = PeoplesWork::read(queries);
      const Accounts accounts(queries, matcher.book().team, work.owners);
      std::uint64_t total = static_cast<std::uint64_t>(queries.notice_count());
      std::uint64_t done = 0;
      const auto go_on = [&] {
        stopped = stopped || (options.stop && options.stop());
        if (!stopped && options.on_progress) options.on_progress(++done, total);
        return !stopped;
      };
      const auto found =
          tag_all ? queries.opportunity_notices(tag_all_notices(queries, writer, matcher, options, go_on))
                  : queries.opportunity_notices();
      summary.looked_at = static_cast<std::int64_t>(found.size());
      total = tag_all ? total + found.size() : found.size();
      writer.clear_leads();
      writer.put_lead_versions(options.making.versions.rules, options.making.versions_json);
      LeadLayer layer(writer, matcher, work, options.making.versions, options.as_of);
      std::exception_ptr fault;
      {
        WorkLine<Candidate, std::vector<Lead>> line(
            {.threads = options.threads},
            [&](const Candidate& one) { return match_opportunity(one, matcher, accounts, options.as_of); },
            [&](std::vector<std::vector<Lead>> batch) {
              if (fault) return;
              try {
                for (auto& leads : batch)
                  for (auto& lead : leads) layer.take(std::move(lead));
              } catch (...) {
                fault = std::current_exception();
              }
            });
        each_opportunity(queries, matcher, found, !tag_all, [&](Candidate candidate) {
          for (std::size_t i = 0; i < candidate.notices.size(); ++i) go_on();
          if (!stopped) line.push_when_room(std::move(candidate));
        });
      }
      if (fault) std::rethrow_exception(fault);
      if (!stopped) summary.leads = layer.settle(accounts);
      return true;
    });
    if (!read) throw std::runtime_error(read.error().message);
    if (stopped) throw std::runtime_error("stopped");
    writer.set_fact(kFingerprintFact, options.making.tag_fingerprint);
    writer.set_fact("as_of", to_string(options.as_of));
  });
  if (stopped) return Error{ErrorCode::cancelled, "matching was stopped; the leads are as they were before"};
  if (!written) return written.error();
  return summary;
}

}  // namespace tenderlead::app
