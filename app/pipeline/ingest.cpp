#include "app/pipeline/ingest.h"

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

#include "app/pipeline/alarms.h"
#include "app/pipeline/queue_frontier.h"
#include "crawler/paging.h"

namespace tenderlead::app {
namespace {

constexpr int kNotModified = 304;
constexpr const char* kGone = "gone";

bool is_list(const store::UrlTask& task) {
  return task.kind == store::UrlKind::start || task.kind == store::UrlKind::list ||
         task.kind == store::UrlKind::sitemap;
}

// How many later runs try again by themselves. Portals list what they publish minutes later, so a page that isn't there
// gets two more chances; what only the site's or the source's keeper can mend waits for `crawl --retry-failed`.
int later_tries(std::string_view reason) {
  static constexpr std::string_view kForGood[] = {
      "failed:url",      "failed:method",    "failed:too_large",         "failed:protocol",
      "failed:encoding", "failed:redirects", "failed:headers_too_large", "failed:decompression_ratio"};
  constexpr int kPassing = 8, kFewer = 2;
  if (std::find(std::begin(kForGood), std::end(kForGood), reason) != std::end(kForGood)) return 0;
  if (reason == "failed:http_410") return 0;
  if (reason == "failed:gone") return kFewer;
  const bool client_error =
      reason.starts_with("failed:http_4") && reason != "failed:http_408" && reason != "failed:http_429";
  return client_error ? kFewer : kPassing;
}

// What the archive keeps of a fetch besides its page.
crawler::WarcExchange exchange_of(crawler::FetchOutcome& outcome) {
  crawler::WarcExchange exchange;
  exchange.facts = std::move(outcome.facts);
  exchange.source_id = outcome.task.source_id;
  exchange.via = outcome.task.parent_url;
  // Of other pages nobody keeps how far they are from the start.
  if (outcome.task.kind == crawler::TaskKind::list && outcome.task.page_number > 0)
    exchange.hops.assign(static_cast<std::size_t>(outcome.task.page_number), 'L');
  return exchange;
}

bool says_absent(std::string_view reason) {
  return reason == "failed:http_404" || reason == "failed:http_410" || reason == "failed:gone";
}

// Pages that nobody said the kind of are what they were read as, or what their site is about.
const RevisitBounds& bounds_of(const Source& source, const store::UrlTask& task, const PageYield* yield) {
  if (is_list(task)) return source.revisit.list;
  const bool hospital = task.role == PageRole::hospital ||
                        (task.role == PageRole::automatic &&
                         (yield == nullptr ? source.kind == "hospital" : !yield->profiles.empty()));
  return hospital ? source.revisit.hospital : source.revisit.notice;
}

// A list's next page isn't there: so its reading is over.
void note_list_end(store::WriteBatch& writer, const Source* source, const ListProgress& progress,
                   const IngestOptions& options) {
  if (source == nullptr) return;
  const bool early =
      crawler::lacks_items(progress, options.full || progress.whole || !source->paging.stop_at_seen);
  const bool ended = progress.run == options.run_id;
  if (!early && !ended) return;
  store::ListNote note{source->id, progress.list};
  note.ended = ended;
  note.early = early;
  writer.note_list(options.run_id, note);
}

}  // namespace

Ingest::Ingest(store::Store& store, crawler::WarcSet& archive, const PageReader& reader,
               const crawler::Clock& clock, const IngestOptions& options)
    : store_(store),
      archive_(archive),
      reader_(reader),
      clock_(clock),
      options_(options),
      line_(
          {.threads = options.threads}, [this](Job job) { return read(std::move(job)); },
          [this](std::vector<Read> batch) { put_away(std::move(batch)); }) {}

void Ingest::deliver(crawler::FetchOutcome outcome, std::function<void()> committed) {
  auto exchange = exchange_of(outcome);
  line_.push({to_store(outcome.task), std::move(outcome.page), std::move(outcome.reason), outcome.requeue,
              std::move(committed), std::move(exchange)});
}

void Ingest::replay(store::UrlTask task, Result<Page> page, std::string reason, crawler::FetchFacts facts) {
  crawler::WarcExchange exchange;
  exchange.facts = std::move(facts);
  line_.push_when_room({std::move(task), std::move(page), std::move(reason), false, {}, std::move(exchange)});
}

std::optional<Error> Ingest::failure() const {
  const std::lock_guard guard(failure_mutex_);
  return failure_;
}

PageYield Ingest::yield_of(const Job& job) const {
  try {
    return reader_.read(job.task, *job.page);
  } catch (const std::exception&) {
    // A reader's own fault must not end the crawl of all the other pages; the ledger counts it.
    PageYield yield;
    yield.reject_reason = "reader_failed";
    return yield;
  }
}

Ingest::Read Ingest::read(Job job) const {
  Read read;
  // Nothing was asked that a 304 could answer: there is no page that it speaks of.
  if (options_.mode == IngestMode::crawl && job.page && job.page->status == kNotModified &&
      job.task.digest.empty()) {
    job.page = Error{ErrorCode::http_status, "304 in answer to an unconditional request"};
    job.reason = "failed:unasked_304";
  }
  if (!failed() && job.page && job.page->status != kNotModified) {
    const Page& page = *job.page;
    read.digest = crawler::payload_digest(page.body);
    read.unchanged = read.digest == job.task.digest;
    if (!read.unchanged || is_list(job.task)) read.yield = yield_of(job);
  }
  read.unchanged = read.unchanged || (job.page && job.page->status == kNotModified);
  read.job = std::move(job);
  return read;
}

void Ingest::put_away(std::vector<Read> batch) {
  if (!failed()) {
    Result<void> outcome;
    if (options_.mode == IngestMode::replay) outcome = find_earlier(batch);
    if (outcome) outcome = compare_contents(batch);
    if (outcome) outcome = archive(batch);
    if (outcome) outcome = store_.write([&](store::WriteBatch& writer) { store_all(writer, batch); });
    if (outcome) {
      for (const auto& read : batch) {
        if (!read.job.page) continue;
        ++pages_;
        bytes_ += read.job.page->body.size();
      }
    } else {
      const std::lock_guard guard(failure_mutex_);
      failure_ = outcome.error();
      failed_ = true;
    }
  }
  // After a failure too: the crawl waits for these, and their tasks are still queued.
  for (auto& read : batch)
    if (read.job.committed) read.job.committed();
}

// Replayed pages come without what a queue would know: that a shell named them as its body, and whether the store has
// the same bytes already.
Result<void> Ingest::find_earlier(std::vector<Read>& batch) {
  std::vector<Read> bodies;
  auto found = store_.read([&](store::Queries& queries) {
    std::map<std::string, std::string> digests;  // by request, within this batch
    const auto compare = [&](Read& read, const std::string& digest) {
      auto [known, first] = digests.try_emplace(store::url_key(read.job.task), digest);
      read.unchanged = known->second == read.digest;
      known->second = read.digest;
    };
    for (auto read = batch.begin(); read != batch.end();) {
      const auto own = queries.find_url(read->job.task);
      const auto named = own ? std::vector<store::UrlTask>()
                             : queries.bodies_at(read->job.task.source_id, read->job.task.url);
      if (named.empty() || !read->job.page) {
        compare(*read, own ? own->digest : std::string());
        ++read;
        continue;
      }
      for (const auto& task : named) {
        Read& body = bodies.emplace_back(*read);
        body.job.task = task;
        body.yield.reset();
        compare(body, task.digest);
      }
      read = batch.erase(read);
    }
    return true;
  });
  if (!found) return found.error();
  for (auto& body : bodies) {
    if (!body.unchanged) body.yield = yield_of(body.job);
    batch.push_back(std::move(body));
  }
  return {};
}

Result<std::vector<std::optional<std::int64_t>>> Ingest::earlier_fetches(const std::vector<Read>& batch) {
  using Fetches = std::vector<std::optional<std::int64_t>>;
  const auto wanted = [&](const Read& read) {
    // A replayed page didn't come again: an archive says once more that it came.
    // Nor does an archive take up a document that a browser made: no response has its digest.
    return options_.mode == IngestMode::crawl && read.job.page && read.unchanged && !read.job.page->original;
  };
  if (std::ranges::none_of(batch, wanted)) return Fetches(batch.size());
  return store_.read([&](store::Queries& queries) {
    Fetches fetches;
    for (const auto& read : batch) {
      const bool not_modified = read.job.page && read.job.page->status == kNotModified;
      fetches.push_back(wanted(read) ? queries.page_fetched_at(
                                           read.job.task, not_modified ? read.job.task.digest : read.digest)
                                     : std::nullopt);
    }
    return fetches;
  });
}

Result<void> Ingest::compare_contents(std::vector<Read>& batch) {
  const auto differs = [&](const Read& read) {
    const bool known = options_.mode == IngestMode::replay || !read.job.task.digest.empty();
    return known && read.job.page && !read.unchanged && read.yield;
  };
  if (std::none_of(batch.begin(), batch.end(), differs)) return {};
  auto compared = store_.read([&](store::Queries& queries) {
    std::map<std::string, std::optional<store::SeenPage>> seen;  // by request, within this batch
    for (auto& read : batch) {
      if (!differs(read)) continue;
      const auto [found, first] = seen.try_emplace(store::url_key(read.job.task));
      auto& before = found->second;
      if (first) before = queries.seen_page(read.job.task);
      const std::string& content = read.yield->content;
      if (before && read.yield->reject_reason == kGone) {
        read.job.page = Error{ErrorCode::http_status, "the page says that what it showed is gone"};
        read.job.reason = "failed:gone";
        read.yield.reset();
      } else if (before && !content.empty() && content == before->content) {
        read.unchanged = true;
        if (!is_list(read.job.task)) read.yield.reset();
      } else {
        before = store::SeenPage{read.digest, content};
      }
    }
    return true;
  });
  if (!compared) return compared.error();
  return {};
}

Result<void> Ingest::archive(std::vector<Read>& batch) {
  wrote_ = false;
  const auto earlier = earlier_fetches(batch);
  if (!earlier) return earlier.error();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    Read& read = batch[i];
    if (!read.job.page) continue;
    const Page& page = *read.job.page;
    if (!read.unchanged) {
      auto location = archive_.append(page, read.digest, read.job.exchange);
      if (!location) return location.error();
      read.location = std::move(*location);
      wrote_ = true;
    } else if ((*earlier)[i]) {
      auto written =
          archive_.append_revisit(page, {read.digest, page.url, *(*earlier)[i]}, read.job.exchange);
      if (!written) return written.error();
      wrote_ = true;
    }
  }
  if (!wrote_) return {};
  return archive_.sync();
}

LedgerEntry& Ingest::delta_of(store::WriteBatch& writer, Deltas& deltas, const std::string& source_id) {
  auto& delta = deltas[source_id];
  if (delta.source_id.empty()) {
    delta.source_id = source_id;
    delta.run_id = options_.run_id;
    if (begun_.insert(source_id).second)
      writer.begin_source(options_.run_id, source_id, clock_.epoch_seconds());
  }
  return delta;
}

void Ingest::store_all(store::WriteBatch& writer, const std::vector<Read>& batch) {
  Deltas deltas;
  for (const auto& read : batch) {
    const auto& task = read.job.task;
    if (read.job.requeue) {
      writer.postpone(task.queue_id);
      const std::string_view why = read.job.reason;
      if (const auto colon = why.find(':'); colon != why.npos)
        ++delta_of(writer, deltas, task.source_id)
              .reasons[std::string(kWaitingReason) + std::string(why.substr(colon + 1))];
      continue;
    }
    auto& delta = delta_of(writer, deltas, task.source_id);
    if (options_.mode == IngestMode::crawl && !writer.finish(task.queue_id)) continue;
    if (read.job.page)
      store_page(writer, read, delta);
    else
      store_failure(writer, read, delta);
  }
  if (wrote_) {
    const auto position = archive_.position();
    writer.set_warc_position({position.file, position.bytes});
  }
  for (const auto& [id, delta] : deltas) {
    writer.count(delta);
    queued_ += delta.fresh + delta.revisits - delta.fetched - delta.refused - delta.failed;
  }
}

// No list named a replayed page: the archive did.
void Ingest::count_replayed(bool fresh, LedgerEntry& delta) const {
  if (options_.mode != IngestMode::replay) return;
  ++delta.listed;
  ++(fresh ? delta.fresh : delta.known);
  if (!fresh) ++delta.revisits;
}

void Ingest::store_failure(store::WriteBatch& writer, const Read& read, LedgerEntry& delta) {
  const bool refused = read.job.reason.starts_with("refused");
  ++(refused ? delta.refused : delta.failed);
  ++delta.reasons[read.job.reason.empty() ? "failed:" + std::string(to_string(read.job.page.error().code))
                                          : read.job.reason];
  const auto [url_id, fresh] = writer.know(read.job.task, options_.run_id);
  count_replayed(fresh, delta);
  // Many lists end where there is no next page.
  if (read.job.reason == "failed:http_404" || read.job.reason == "failed:http_410")
    if (const auto progress = writer.take_list_progress(url_id))
      note_list_end(writer, reader_.source(read.job.task.source_id), *progress, options_);
  store::FetchNote note;
  note.url_id = url_id;
  note.result = refused ? store::FetchResult::refused : store::FetchResult::failed;
  note.at = clock_.epoch_seconds();
  note.reason = read.job.reason.empty() ? "failed" : read.job.reason;
  if (!refused) {
    note.retries = later_tries(note.reason);
    note.absent = says_absent(note.reason);
  }
  set_bounds(note, read);
  writer.note_fetch(note);
}

void Ingest::set_bounds(store::FetchNote& note, const Read& read) const {
  const Source* source = reader_.source(read.job.task.source_id);
  if (source == nullptr) return;
  const auto& bounds = bounds_of(*source, read.job.task, read.yield ? &*read.yield : nullptr);
  note.shortest = bounds.shortest.count();
  note.longest = bounds.longest.count();
}

void Ingest::store_page(store::WriteBatch& writer, const Read& read, LedgerEntry& delta) {
  const auto& task = read.job.task;
  const Page& page = *read.job.page;
  const auto [url_id, fresh] = writer.know(task, options_.run_id);
  count_replayed(fresh, delta);
  ++delta.fetched;
  delta.bytes += static_cast<std::int64_t>(page.body.size());
  if (!read.job.reason.empty()) ++delta.reasons[read.job.reason];

  store::FetchNote note;
  note.url_id = url_id;
  note.result = read.unchanged ? store::FetchResult::unchanged : store::FetchResult::changed;
  note.digest = read.digest;
  if (read.yield) note.content = read.yield->content;
  if (read.yield && !read.yield->reject_reason.empty())
    note.rejection = "rejected:" + read.yield->reject_reason;
  note.has_validators = page.status != kNotModified;
  note.etag = header_value(page.headers, "ETag");
  note.last_modified = header_value(page.headers, "Last-Modified");
  note.at = page.fetched_at;
  note.may_retire = task.role == PageRole::notice;
  set_bounds(note, read);
  writer.note_fetch(note);
  const auto progress = is_list(task) && read.yield ? writer.take_list_progress(url_id) : std::nullopt;

  if (read.yield) writer.note_read(url_id, task);
  const PageYield* yield = read.yield ? &*read.yield : nullptr;
  if (read.unchanged) {
    ++delta.unchanged;
    // A list that gives nothing by what its source says of it now.
    if (yield != nullptr && !yield->reject_reason.empty())
      ++delta.reasons["unchanged:" + yield->reject_reason];
  } else {
    store::PageRow row;
    row.url_id = url_id;
    row.digest = read.digest;
    row.status = page.status;
    row.fetched_at = page.fetched_at;
    row.location = *read.location;
    const auto seq = writer.add_page(row);
    if (yield->reject_reason.empty()) {
      ++delta.parsed;
    } else {
      ++delta.rejected;
      ++delta.reasons["rejected:" + yield->reject_reason];
    }
    delta.notices += static_cast<std::int64_t>(yield->notices.size() - yield->part_of.size());
    delta.hospitals += static_cast<std::int64_t>(yield->profiles.size());
    store_content(writer, *yield, seq);
  }
  if (yield == nullptr) return;
  LinkOptions links;
  links.source = reader_.source(task.source_id);
  links.run_id = options_.run_id;
  links.now = clock_.epoch_seconds();
  links.queue = options_.mode == IngestMode::crawl;
  links.full = options_.full;
  if (progress) links.progress = *progress;
  store::UrlTask listing = task;
  listing.chain = writer.chain(url_id);
  store_links(writer, listing, *yield, links, delta);
}

void store_content(store::WriteBatch& writer, const PageYield& yield, std::int64_t page_seq) {
  for (const auto& notice : yield.notices) writer.put_notice(notice, page_seq);
  for (const auto& profile : yield.profiles) writer.put_profile(profile, page_seq);
  // Hospitals that an announcement no longer names.
  if (yield.profiles.size() > 1)
    writer.remove_older_profiles(yield.profiles.front().source_id, yield.profiles.front().url, page_seq);
  if (yield.attachment) writer.put_attachment(*yield.attachment, page_seq);
}

}  // namespace tenderlead::app
