// What runs remember of hosts: which broke or asked for patience, and which are back.
#include <map>
#include <set>

#include "app/pipeline/alarms.h"
#include "app/pipeline/pipeline_impl.h"

namespace tenderlead::app {

Result<std::vector<crawler::HostRecord>> Pipeline::Impl::known_hosts(const PipelineOptions& options) const {
  std::vector<crawler::HostRecord> hosts;
  auto read = store_.read([&](store::Queries& queries) {
    for (auto& row : queries.host_troubles()) hosts.push_back({row.host, row.rests_until, row.breaks > 0});
    return true;
  });
  if (!read) return read.error();
  const bool wanted_now = (!options.sources.empty() && !options.patient) || options.retry_failed;
  for (auto& host : hosts)
    // What a host asks for isn't ours to cut short.
    if (wanted_now && host.broke) host.rests_until = 0;
  return hosts;
}

Result<void> Pipeline::Impl::note_resting(const std::vector<crawler::HostRecord>& hosts, const Plan& plan,
                                          const PipelineOptions& options, PipelineSummary& summary) {
  constexpr std::size_t kNamed = 5, kMostCounted = 100'000;
  const std::int64_t now = clock(options).epoch_seconds();
  std::map<std::string, bool> resting;  // host -> whether it broke
  for (const auto& host : hosts)
    if (host.rests_until > now) resting.emplace(host.host, host.broke);
  if (resting.empty()) return {};
  std::set<std::string> left;  // of them, those that something is queued of
  bool broke = false;
  std::vector<LedgerEntry> deltas;
  auto read = store_.read([&](store::Queries& queries) {
    for (const auto& source : plan.sources) {
      LedgerEntry delta;
      delta.source_id = source.id;
      delta.run_id = plan.run_id;
      for (const auto& queued : queries.queued_hosts(source.id)) {
        const auto found = resting.find(queued);
        if (found == resting.end()) continue;
        left.insert(queued);
        broke = broke || found->second;
        delta.reasons[std::string(kWaitingReason) + (found->second ? "host_unreachable" : "retry_after")] +=
            static_cast<std::int64_t>(
                queries.queued_at(source.id, queued, kMostCounted, [](std::int64_t) { return false; })
                    .size());
      }
      if (!delta.reasons.empty()) deltas.push_back(std::move(delta));
    }
    return true;
  });
  if (!read) return read.error();
  if (left.empty()) return {};
  // So that a run which can't ask anything doesn't look like one that had nothing to ask. One that goes on has counted them.
  if (!summary.resumed) {
    auto written = store_.write([&](store::WriteBatch& writer) {
      for (const auto& delta : deltas) writer.count(delta);
    });
    if (!written) return written.error();
  }
  std::string names;
  std::size_t number = 0;
  for (const auto& host : left)
    if (number++ < kNamed) names += (number > 1 ? ", " : "") + host;
  if (number > kNamed) names += " and " + std::to_string(number - kNamed) + " more";
  note(options, summary,
       "left alone, since they failed or asked for patience in earlier runs and still rest: " + names +
           "; what is queued of them stays queued (crawl --dry-run says until when" +
           (broke ? ", and crawl --source ID tries what failed all the same)" : ")"));
  return {};
}

void Pipeline::Impl::remember_host(const crawler::HostRecord& host, std::int64_t now) {
  // A run without this memory is only less patient; so it goes on where it can't be written.
  static_cast<void>(store_.write([&](store::WriteBatch& writer) {
    if (host.broke)
      writer.note_host_broke(host.host, now);
    else if (host.rests_until > 0)
      writer.note_host_asked(host.host, now, host.rests_until);
    else
      writer.note_host_is_back(host.host);
  }));
}

}  // namespace tenderlead::app
