#include "app/pipeline/alarms.h"

#include <algorithm>
#include <optional>

#include "model/time.h"

namespace tenderlead::app {
namespace {

constexpr std::int64_t kDay = 86400;

std::optional<std::int64_t> median(std::vector<std::int64_t> values, std::size_t least) {
  if (values.size() < least) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// What stays queued because its host can't be asked now counts as tried: a site whose robots.txt can't be had gives nothing either.
std::optional<RunAlarm> nothing_fetched(const LedgerEntry& now) {
  if (now.fetched > 0) return std::nullopt;
  std::int64_t tried = now.failed + now.refused;
  std::string most;
  std::int64_t count = 0;
  for (const auto& [reason, amount] : now.reasons) {
    const bool waits = reason.starts_with(kWaitingReason);
    if (waits) tried += amount;
    if (amount > count && (waits || reason.starts_with("failed") || reason.starts_with("refused"))) {
      most = reason;
      count = amount;
    }
  }
  if (tried == 0) return std::nullopt;
  return RunAlarm{"nothing_fetched",
                  "nothing could be fetched; most often: " + (most.empty() ? "no answer" : most), 0, tried,
                  most};
}

std::optional<RunAlarm> lists_shrank(const LedgerEntry& now, const std::vector<SourceRunCounts>& before) {
  constexpr std::int64_t kLeastLinks = 10;
  // On a holiday every list says that it is unchanged, and so gives nothing: that is no trouble.
  const bool trouble = now.unchanged == 0 || now.failed > 0 || now.refused > 0 ||
                       now.reasons.contains("rejected:no_items") ||
                       now.reasons.contains("unchanged:no_items");
  // Lists that rest give nothing either.
  if (!trouble || now.reasons.contains("resting:list")) return std::nullopt;
  const auto usual = usually_listed(before);
  if (!usual || *usual < kLeastLinks || now.listed * 10 >= *usual * 3) return std::nullopt;
  return RunAlarm{"lists_shrank",
                  "its lists gave " + std::to_string(now.listed) + " links, usually " +
                      std::to_string(*usual) + "; look whether its start pages have moved or changed",
                  now.listed, *usual};
}

std::optional<RunAlarm> reads_little(const LedgerEntry& now, const std::vector<SourceRunCounts>& before) {
  constexpr std::int64_t kLeastPages = 10, kLeastPagesBefore = 20;
  std::int64_t parsed = 0, rejected = 0;
  for (const auto& run : before) {
    parsed += run.counts.parsed;
    rejected += run.counts.rejected;
  }
  const bool usual = parsed + rejected >= kLeastPagesBefore && rejected * 5 < parsed + rejected;
  const std::int64_t pages = now.parsed + now.rejected;
  if (!usual || pages < kLeastPages || now.rejected * 2 <= pages) return std::nullopt;
  return RunAlarm{"reads_little",
                  std::to_string(now.rejected) + " of " + std::to_string(pages) +
                      " pages said nothing that could be read, which is far more than before; look whether "
                      "its pages have another layout",
                  now.rejected, pages};
}

std::optional<RunAlarm> silent(const SourceRunCounts& now, const std::vector<SourceRunCounts>& before) {
  constexpr std::size_t kLeastGaps = 3;
  constexpr std::int64_t kPatience = 4, kLeastSilence = 7 * kDay;
  if (now.counts.fresh > 0) return std::nullopt;
  std::vector<std::int64_t> gaps;
  std::optional<std::int64_t> last, newest;
  for (const auto& run : before) {
    if (run.counts.fresh == 0) continue;
    if (last) gaps.push_back(*last - run.begun_at);
    if (!newest) newest = run.begun_at;
    last = run.begun_at;
  }
  const auto usual = median(std::move(gaps), kLeastGaps);
  if (!usual || now.begun_at - *newest <= std::max(kLeastSilence, kPatience * *usual)) return std::nullopt;
  const auto days = std::max<std::int64_t>(1, (*usual + kDay / 2) / kDay);
  return RunAlarm{"silent",
                  "nothing new since " + to_string(local_date(*newest)) + ", usually every " +
                      std::to_string(days) + " days; look whether it publishes elsewhere now",
                  (now.begun_at - *newest) / kDay, days};
}

std::optional<RunAlarm> capped(const LedgerEntry& now) {
  const auto found = now.reasons.find(kCappedReason);
  if (found == now.reasons.end()) return std::nullopt;
  return RunAlarm{"windows_capped",
                  std::to_string(found->second) +
                      " of its time windows have more items than one query gives (paging.max_results) and "
                      "can't be cut any further; split its start requests, by region or kind, and see that "
                      "they say {from} and {to}",
                  found->second};
}

}  // namespace

std::optional<std::int64_t> usually_listed(const std::vector<SourceRunCounts>& before) {
  constexpr std::size_t kRuns = 10, kLeastRuns = 3;
  std::vector<std::int64_t> listed;
  for (const auto& run : before) {
    // A run without any listing took up failures alone.
    if (run.counts.listed > 0 && listed.size() < kRuns) listed.push_back(run.counts.listed);
  }
  return median(std::move(listed), kLeastRuns);
}

std::optional<std::string> alarm_of(const store::ListTotalRow& list) {
  constexpr std::int64_t kFew = 3, kPercent = 2;
  if (!list.stated || list.seen || list.waits) return std::nullopt;
  if (list.got >= *list.stated - std::max(kFew, *list.stated * kPercent / 100)) return std::nullopt;
  return "source " + list.source_id + ": the list " + list.url + " says that it has " +
         std::to_string(*list.stated) + " items, got " + std::to_string(list.got) +
         "; look at its paging and at politeness.max_list_pages";
}

std::vector<RunAlarm> unusual_of(const SourceRunCounts& now, const std::vector<SourceRunCounts>& before) {
  std::vector<RunAlarm> alarms;
  for (const auto& found : {nothing_fetched(now.counts), lists_shrank(now.counts, before),
                            reads_little(now.counts, before), capped(now.counts), silent(now, before)})
    if (found) alarms.push_back(*found);
  return alarms;
}

std::vector<std::string> alarms_of(const SourceRunCounts& now, const std::vector<SourceRunCounts>& before) {
  std::vector<std::string> alarms;
  for (const auto& found : unusual_of(now, before))
    alarms.push_back("source " + now.counts.source_id + ": " + found.words);
  return alarms;
}

}  // namespace tenderlead::app
