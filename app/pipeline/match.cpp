#include "app/pipeline/match.h"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <unordered_set>
#include <utility>
#include <vector>

#include "app/config/shipped_files.h"
#include "app/pipeline/accounts.h"
#include "app/pipeline/lead_layer.h"
#include "app/pipeline/lead_spool.h"
#include "app/pipeline/opportunities.h"
#include "app/pipeline/surroundings.h"
#include "app/pipeline/work_line.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

constexpr const char* kFingerprintFact = "rules";
constexpr std::string_view kSettingsFile = "tenderlead.yaml";
// Files without words or patterns: a change of theirs gives no notice other tags.
constexpr std::array<std::string_view, 6> kNoWords{"departments.yaml", "installed.yaml", "plans.yaml",
                                                   "prices.yaml",      "ratings.yaml",   "team.yaml"};
// Part of the fingerprint: the way in which tags are stored.
constexpr std::string_view kTagFormat = "1";

// A notice whose tags are to be given.
struct Untagged {
  store::NoticeRow row;
  Surroundings known;  // where tags ask for them
};

struct Tagged {
  std::string notice_id;
  std::vector<store::TagRow> tags;
};

bool about_a_product(const std::vector<store::TagRow>& tags) {
  return std::any_of(tags.begin(), tags.end(),
                     [](const store::TagRow& tag) { return tag.id.starts_with(kProductPrefix); });
}

// Throws what went wrong with a store.
template <typename Value>
void expect(const Result<Value>& done) {
  if (!done) throw std::runtime_error(done.error().message);
}

// Tags all notices, and gives the ids of those that are about a product. Some hundred notices a transaction, and only where their tags
// are others than before. Throws where the store does.
std::unordered_set<std::string> tag_all_notices(store::Store& store, store::Queries& queries,
                                                const rules::Matcher& matcher,
                                                const KnownHospitals& hospitals, const MatchOptions& options,
                                                const std::function<bool()>& go_on) {
  std::unordered_set<std::string> about;
  std::exception_ptr fault;
  const auto put_away = [&](const std::vector<Tagged>& batch) {
    std::vector<const Tagged*> changed;
    expect(store.read([&](store::Queries& stored) {
      for (const auto& tagged : batch) {
        if (about_a_product(tagged.tags)) about.insert(tagged.notice_id);
        const auto same = [](const store::TagRow& a, const store::TagRow& b) {
          return a.id == b.id && a.json == b.json;
        };
        if (!std::ranges::equal(stored.tags(tagged.notice_id), tagged.tags, same)) changed.push_back(&tagged);
      }
      return true;
    }));
    if (changed.empty()) return;
    expect(store.write([&](store::WriteBatch& writer) {
      for (const auto* tagged : changed) writer.put_tags(tagged->notice_id, tagged->tags);
    }));
  };
  {
    WorkLine<Untagged, Tagged> line(
        {.threads = options.threads},
        [&](const Untagged& one) {
          Tagged tagged{one.row.id, {}};
          if (const auto notice = read_notice(one.row))
            tagged.tags = tag_rows(matcher.tagger().tag(rules::tag_input(*notice),
                                                        one.known.circumstances(&*notice, options.as_of)));
          return tagged;
        },
        [&](const std::vector<Tagged>& batch) {
          if (fault) return;
          try {
            put_away(batch);
          } catch (...) {
            fault = std::current_exception();
          }
        });
    queries.each_notice(false, [&](const store::NoticeRow& row) {
      if (go_on()) line.push_when_room({row, asked_for(queries, matcher.tagger().needs(), hospitals, row)});
    });
  }
  if (fault) std::rethrow_exception(fault);
  return about;
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
  // Tags that ask for the day, or for more than the notice, may be others today.
  const auto known = store.read([](store::Queries& queries) { return queries.fact(kFingerprintFact); });
  if (!known) return known.error();
  const bool tag_all =
      options.tag_all || matcher.tagger().needs().beyond_notice() || *known != options.making.tag_fingerprint;
  // Until the end nobody knows by which rules the tags were given: a match that is killed is begun anew by the next.
  if (tag_all && !known->empty())
    if (auto noted = store.write([](store::WriteBatch& writer) { writer.set_fact(kFingerprintFact, ""); });
        !noted)
      return noted.error();
  try {
    LeadSpool spool(store.path().parent_path());
    std::optional<LeadLayer> layer;
    PeoplesWork work;
    // Everything is read from one state of the store, and made while others write.
    expect(store.read([&](store::Queries& queries) {
      work = PeoplesWork::read(queries);
      const Accounts accounts(queries, matcher.book().team, work.owners);
      std::uint64_t total = static_cast<std::uint64_t>(queries.notice_count());
      std::uint64_t done = 0;
      const auto go_on = [&] {
        stopped = stopped || (options.stop && options.stop());
        if (!stopped && options.on_progress) options.on_progress(++done, total);
        return !stopped;
      };
      const auto found = tag_all ? queries.opportunity_notices(tag_all_notices(
                                       store, queries, matcher, accounts.hospitals(), options, go_on))
                                 : queries.opportunity_notices();
      summary.looked_at = static_cast<std::int64_t>(found.size());
      total = tag_all ? total + found.size() : found.size();
      layer.emplace(spool, matcher, work, options.making.versions, options.as_of);
      std::exception_ptr fault;
      {
        WorkLine<OpportunityRows, std::vector<Lead>> line(
            {.threads = options.threads},
            [&](const OpportunityRows& one) {
              return leads_of(read_opportunity(one, matcher, options.as_of), matcher, accounts,
                              options.as_of);
            },
            [&](std::vector<std::vector<Lead>> batch) {
              if (fault) return;
              try {
                for (auto& leads : batch)
                  for (auto& lead : leads) layer->take(std::move(lead));
              } catch (...) {
                fault = std::current_exception();
              }
            });
        each_opportunity(queries, matcher.tagger().needs(), accounts.hospitals(), found, !tag_all,
                         [&](OpportunityRows one) {
                           for (std::size_t i = 0; i < one.notices.size(); ++i) go_on();
                           if (!stopped) line.push_when_room(std::move(one));
                         });
      }
      if (fault) std::rethrow_exception(fault);
      if (!stopped) layer->finish(accounts, queries);
      return true;
    }));
    if (stopped)
      return Error{ErrorCode::cancelled, "matching was stopped; the leads are as they were before"};
    // The rows in one transaction: readers see the old leads or the new. Whose they are is told by what people did until now.
    const auto written = store.transact([&](store::WriteBatch& writer, store::Queries& queries) {
      writer.put_lead_versions(options.making.versions.rules, options.making.versions_json);
      summary.leads = layer->give(PeoplesWork::read(queries), spool);
      summary.changed_leads = writer.replace_leads([&](const auto& put) { spool.each(put); });
      writer.set_fact(kFingerprintFact, options.making.tag_fingerprint);
      writer.set_fact("as_of", to_string(options.as_of));
      return true;
    });
    if (!written) return written.error();
  } catch (const std::exception& exception) {
    return Error{ErrorCode::io, exception.what()};
  }
  return summary;
}

}  // namespace tenderlead::app
