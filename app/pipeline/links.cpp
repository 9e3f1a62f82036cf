// What pages lead to: links of lists and sitemaps, bodies of shells, further list pages.
#include "app/pipeline/alarms.h"
#include "app/pipeline/ingest.h"
#include "app/pipeline/queue_frontier.h"
#include "app/pipeline/url_rules.h"
#include "crawler/paging.h"
#include "store/ids.h"

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

// What stands before a page break was surely read with what stood behind it then, if so many items there were known: one
// or two may be pinned, or dated back.
constexpr int kSureTail = 5;
// Where so many known items of a page have newer dates than before, and they are half of them, the list shows another kind
// of date (of today, or of the last visit): then they aren't fetched again.
constexpr std::size_t kMostRedated = 5;

bool pages_on(const Source& source) {
  return source.paging.kind != PagingKind::none || source.paging.window_days > 0;
}

// One list page on its way into the store.
class ListPageReading {
 public:
  ListPageReading(store::WriteBatch& writer, const store::UrlTask& task, const PageYield& yield,
                  const LinkOptions& options, LedgerEntry& delta)
      : writer_(writer),
        task_(task),
        yield_(yield),
        options_(options),
        delta_(delta),
        chain_(chain_of(task)) {
    links_chain_ = chain_ + "/" + std::to_string(task.window);
    if (options.progress.slice > 0) links_chain_ += "." + std::to_string(options.progress.slice);
    known_ = options.progress.known;
  }

  void store() {
    const auto stats = store_items();
    for (store::UrlTask file : yield_.files) {
      file.chain = chain_ + "/files";
      list(std::move(file), options_.queue, false);
    }
    if (yield_.body) list(*yield_.body, options_.queue, true);
    if (yield_.next_page && (stats.fresh > 0 || options_.full)) {
      store::UrlTask next = *yield_.next_page;
      next.chain = chain_;
      list(std::move(next), options_.queue, true);
    }
    if (yield_.is_list && options_.source != nullptr) go_on(stats);
  }

 private:
  store::Listed list(store::UrlTask link, bool queue, bool fetch_known) {
    // What leads nowhere is remembered without being queued, so that it counts once and as long as the rules stand.
    const std::string refusal = apply_url_rules(options_.source, task_, options_.now, link);
    const auto listed = writer_.list(link, {options_.run_id, fetch_known, queue && refusal.empty()});
    if (queue) count(listed, delta_);
    if (queue && !refusal.empty() && listed.as == store::Listed::As::fresh) {
      ++delta_.refused;
      ++delta_.reasons[refusal];
    }
    return listed;
  }

  crawler::ListStats store_items() {
    crawler::ListStats stats;
    stats.items = yield_.links.size();
    stats.total = yield_.total;
    stats.next_url = yield_.next_url;
    stats.cursor = yield_.cursor;
    // Zero where nothing stood beside the task: then the reading begins here.
    const std::int64_t began = options_.progress.run == 0 ? options_.run_id : options_.progress.run;
    std::vector<std::pair<const store::UrlTask*, std::int64_t>> redated;
    std::size_t known_here = 0;
    std::string urls;
    for (const auto& each : yield_.links) {
      store::UrlTask link = each;
      link.chain = links_chain_;
      urls += link.url + "\n";
      // A sitemap of a sitemap index is fetched with each run, like the index itself; so are a focused crawl's columns.
      const bool each_run = each.kind == store::UrlKind::sitemap || each.kind == store::UrlKind::list;
      const auto listed = list(link, options_.queue && !yield_.records, each_run);
      const bool newer = writer_.note_date(listed.url_id, each.hint_published_at);
      if (listed.same_chain) {
        ++stats.repeated;
      } else if (listed.first_run == options_.run_id) {
        ++stats.fresh;
        known_ = 0;
      } else if (listed.first_run < began) {
        ++known_here;
        // Of a page a sitemap says when it was changed, not only when it was published.
        if (newer || (each.modified_at && writer_.was_fetched_before(listed.url_id, *each.modified_at)))
          redated.emplace_back(&each, listed.url_id);
        else
          ++known_;
      }
    }
    const bool other_dates = redated.size() >= kMostRedated && redated.size() * 2 >= known_here;
    if (options_.queue && !yield_.records && !other_dates) {
      for (const auto& [link, url_id] : redated)
        if (writer_.queue_again(*link, url_id)) ++delta_.revisits;
    }
    stats.known = known_;
    // From an archive nothing is fetched: the next page is named, so that it is known for a list however few items it has.
    if (!options_.queue) {
      stats.repeated = 0;
      stats.known = 0;
    }
    // Of this run: what a page shows that a later run takes up may well be what the page before it showed then.
    if (stats.items > 0) stats.page = store::content_id({std::to_string(options_.run_id), urls});
    return stats;
  }

  void go_on(const crawler::ListStats& stats) {
    const Source& source = *options_.source;
    auto step = crawler::next_list_task(source, to_crawler(task_), options_.progress, stats, options_.full);
    if (options_.queue) remember(stats, step);
    if (!step.task) return;
    auto following = to_store(*step.task);
    following.queue_id = 0;
    following.chain = chain_;
    const auto listed = list(following, options_.queue, true);
    if (step.progress.run == 0) step.progress.run = options_.run_id;
    if (options_.queue) writer_.put_list_progress(listed.url_id, step.progress);
  }

  void remember(const crawler::ListStats& stats, const crawler::ListStep& step) {
    using End = crawler::ListStep::End;
    if (step.capped) ++delta_.reasons[kCappedReason];
    const auto items = static_cast<std::int64_t>(stats.items - stats.repeated);
    // A reading that an earlier run began is compared as a whole, when it comes to its end.
    const bool earlier = options_.progress.run != 0 && options_.progress.run != options_.run_id;
    if (earlier && !step.halved && (step.end == End::ended || step.end == End::cut)) compare_whole(items);
    const bool ended = step.end == End::ended && !step.task && !earlier;
    if (ended || step.early) {
      store::ListNote over{task_.source_id, options_.progress.list};
      over.ended = ended;
      over.early = step.early;
      writer_.note_list(options_.run_id, over);
    }
    if (stats.items == 0) return;
    // Days that are asked for again in halves say more than they gave, and so does a list of which one page is wanted.
    const bool one_page = !pages_on(*options_.source) && stats.fresh == 0;
    const bool partly = step.end == End::seen || step.halved || one_page || earlier;
    writer_.count_list(options_.run_id,
                       {task_.source_id, links_chain_, task_.url, yield_.total, items, partly});
    store::ListNote note{task_.source_id, options_.progress.list, items,
                         static_cast<std::int64_t>(stats.fresh)};
    // The next page too, which stands for what the break to it may have hidden.
    if (stats.fresh > 0 && stats.known < kSureTail)
      note.deep = step.progress.items + static_cast<std::int64_t>(stats.items);
    // Items leave a window of time as it moves on; they aren't gone. Nor does the rest of an earlier run's reading make
    // this run's a whole one.
    note.whole =
        !earlier && (options_.full || options_.progress.whole) && options_.source->paging.window_days == 0;
    note.cut = step.end == End::cut;
    writer_.note_list(options_.run_id, note);
  }

  void compare_whole(std::int64_t items_here) {
    const auto stated = std::max(options_.progress.stated, yield_.total.value_or(-1));
    if (stated < 0) return;
    store::ListTotalRow whole{task_.source_id, links_chain_ + "+", task_.url, stated,
                              options_.progress.window_items + items_here};
    if (options_.source->paging.window_days == 0 && options_.progress.slice == 0)
      whole.list = options_.progress.list;
    writer_.count_list(options_.run_id, whole);
  }

  store::WriteBatch& writer_;
  const store::UrlTask& task_;
  const PageYield& yield_;
  const LinkOptions& options_;
  LedgerEntry& delta_;
  std::string chain_;
  std::string links_chain_;
  int known_ = 0;  // in a row, the pages before included
};

}  // namespace

void store_links(store::WriteBatch& writer, const store::UrlTask& task, const PageYield& yield,
                 const LinkOptions& options, LedgerEntry& delta) {
  ListPageReading(writer, task, yield, options, delta).store();
}

void store_starts(store::WriteBatch& writer, const Source& source, Date today, std::int64_t run_id,
                  LedgerEntry& delta, const StartOptions& options) {
  const bool whole =
      writer.begin_lists(source.id, options.now, source.paging.resync_every.count(), options.full);
  for (auto& [task, progress] : crawler::list_starts(source, today)) {
    auto start = to_store(task);
    // Half a period: a list is read some time after its source's run has begun.
    if (options.rest && !whole && writer.is_resting(start, options.now, source.every.count() / 2)) {
      ++delta.reasons["resting:list"];
      continue;
    }
    start.chain = chain_of(start);
    const auto listed = writer.list(start, {run_id, true, true});
    count(listed, delta);
    if (task.kind == crawler::TaskKind::sitemap || !pages_on(source)) continue;
    progress.run = run_id;
    progress.whole = whole;
    progress.deep = writer.begin_list(source.id, progress.list, run_id);
    writer.put_list_progress(listed.url_id, progress);
  }
}

void end_lists(store::WriteBatch& writer, const std::string& source_id, std::int64_t run_id) {
  const auto gone = writer.end_lists(source_id, run_id);
  if (gone == 0) return;
  LedgerEntry delta;
  delta.source_id = source_id;
  delta.run_id = run_id;
  delta.reasons[kGoneReason] = gone;
  writer.count(delta);
}

}  // namespace tenderlead::app
