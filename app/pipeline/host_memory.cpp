// What runs remember of hosts: which broke or asked for patience, and which are back.
#include <algorithm>

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

void Pipeline::Impl::note_resting(const std::vector<crawler::HostRecord>& hosts,
                                  const std::vector<Source>& sources, const PipelineOptions& options,
                                  PipelineSummary& summary) {
  constexpr std::size_t kNamed = 5;
  const std::int64_t now = clock(options).epoch_seconds();
  const bool any = std::any_of(hosts.begin(), hosts.end(),
                               [&](const crawler::HostRecord& host) { return host.rests_until > now; });
  if (!any) return;
  std::vector<std::string> resting;
  static_cast<void>(store_.read([&](store::Queries& queries) {
    for (const auto& source : sources)
      for (auto& queued : queries.queued_hosts(source.id)) {
        const bool rests = std::any_of(hosts.begin(), hosts.end(), [&](const crawler::HostRecord& host) {
          return host.host == queued && host.rests_until > now;
        });
        if (rests && std::find(resting.begin(), resting.end(), queued) == resting.end())
          resting.push_back(std::move(queued));
      }
    return true;
  }));
  if (resting.empty()) return;
  std::string names;
  for (std::size_t i = 0; i < std::min(resting.size(), kNamed); ++i)
    names += (i > 0 ? ", " : "") + resting[i];
  if (resting.size() > kNamed) names += " and " + std::to_string(resting.size() - kNamed) + " more";
  note(options, summary,
       "left alone, since they failed or asked for patience in earlier runs and still rest: " + names +
           "; what is queued of them stays queued (crawl --dry-run says until when, and crawl --source ID "
           "tries what failed all the same)");
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
