// What pages lead to: links of lists and sitemaps, bodies of shells, further list pages.
#include "app/pipeline/ingest.h"
#include "app/pipeline/queue_frontier.h"
#include "app/pipeline/url_rules.h"
#include "crawler/paging.h"

namespace tenderlead::app {
namespace {

void count(const store::Listed& listed, LedgerEntry& delta) {
  ++delta.listed;
  switch (listed.as) {
    case store::Listed::As::fresh:
      ++delta.fresh;
      break;
    case store::Listed::As::known:
      ++delta.known;
      break;
    case store::Listed::As::duplicate:
      ++delta.duplicate;
      break;
  }
  if (listed.revisit) ++delta.revisits;
}

// A list and all pages that paging makes from it carry the same chain, by which a link that turns up a second time in
// it is told from one that another list names as well.
std::string chain_of(const store::UrlTask& task) {
  if (!task.chain.empty()) return task.chain;
  static constexpr char kHex[] = "0123456789abcdef";
  std::string chain;
  for (const char c : store::url_key(task).substr(0, 8)) {
    chain += kHex[static_cast<unsigned char>(c) >> 4];
    chain += kHex[static_cast<unsigned char>(c) & 15];
  }
  return chain;
}

}  // namespace

void store_links(store::WriteBatch& writer, const store::UrlTask& task, const PageYield& yield,
                 const LinkOptions& options, LedgerEntry& delta) {
  const std::string chain = chain_of(task);
  const std::string links_chain = chain + "/" + std::to_string(task.window);
  const auto list = [&](store::UrlTask link, bool queue, bool fetch_known) {
    // What leads nowhere is remembered without being queued, so that it counts once and as long as the rules stand.
    const std::string refusal = apply_url_rules(options.source, task, options.now, link);
    const auto listed = writer.list(link, {options.run_id, fetch_known, queue && refusal.empty()});
    if (queue) count(listed, delta);
    if (queue && !refusal.empty() && listed.as == store::Listed::As::fresh) {
      ++delta.refused;
      ++delta.reasons[refusal];
    }
    return listed;
  };
  crawler::ListStats stats;
  stats.items = yield.links.size();
  stats.next_url = yield.next_url;
  for (const auto& each : yield.links) {
    store::UrlTask link = each;
    link.chain = links_chain;
    // A sitemap of a sitemap index is fetched with each run, like the index itself.
    const auto listed =
        list(std::move(link), options.queue && !yield.records, each.kind == store::UrlKind::sitemap);
    if (listed.same_chain)
      ++stats.repeated;
    else if (listed.new_in_run)
      ++stats.fresh;
  }
  for (store::UrlTask file : yield.files) {
    file.chain = chain + "/files";
    list(std::move(file), options.queue, false);
  }
  if (yield.body) list(*yield.body, options.queue, true);
  if (!yield.is_list || options.source == nullptr) return;
  // Items seen before stop the fetching of further pages. From an archive nothing is fetched: its next page is named,
  // so that it is known for a list however few items it has.
  if (!options.queue) {
    stats.fresh = stats.items;
    stats.repeated = 0;
  }
  if (options.queue && stats.items > 0) {
    const bool at_seen = stats.fresh == 0 && options.source->paging.stop_at_seen && !options.full;
    writer.count_list(options.run_id, {task.source_id, links_chain, task.url, yield.total,
                                       static_cast<std::int64_t>(stats.items - stats.repeated), at_seen});
  }
  if (const auto next = crawler::next_list_task(*options.source, to_crawler(task), stats, options.full)) {
    auto following = to_store(*next);
    following.queue_id = 0;
    following.chain = chain;
    list(std::move(following), options.queue, true);
  }
}

void store_starts(store::WriteBatch& writer, const Source& source, Date today, std::int64_t run_id,
                  LedgerEntry& delta, std::optional<std::int64_t> rest_at) {
  for (const auto& task : crawler::start_tasks(source, today)) {
    auto start = to_store(task);
    // Half a period: a list is read some time after its source's run has begun.
    if (rest_at && writer.is_resting(start, *rest_at, source.every.count() / 2)) {
      ++delta.reasons["resting:list"];
      continue;
    }
    start.chain = chain_of(start);
    count(writer.list(start, {run_id, true, true}), delta);
  }
}

}  // namespace tenderlead::app
