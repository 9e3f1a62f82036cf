// reparse: the refined layer again from the archived pages.
#include <algorithm>
#include <atomic>
#include <exception>
#include <set>
#include <utility>

#include "app/pipeline/pipeline_impl.h"
#include "crawler/warc_reader.h"
#include "store/ids.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kMostFaults = 20;
// Lists that lead to lists: each round reads what the round before taught. max_list_pages bounds a chain.
constexpr int kMostRounds = 1000;

struct Reading {
  store::ArchivedRow row;
  PageYield yield;
  std::string fault;     // why the page couldn't be had; empty where it could
  bool damaged = false;  // what lies at its place isn't it, and won't be another time
};

// Not a disk that isn't there, or a file that is elsewhere: those may come back.
bool is_damage(ErrorCode code) {
  return code == ErrorCode::corrupt || code == ErrorCode::invalid_input;
}

// What a page was taken for before a list said what it is. The notice of a shell stands in its body.
void retract(store::WriteBatch& writer, const store::UrlTask& task, const PageYield& yield) {
  if (yield.body || task.role == PageRole::attachment) return;
  const auto notice = store::notice_id(task.source_id, shown_url(task));
  if (std::ranges::none_of(yield.notices, [&](const auto& each) { return each.id == notice; }))
    writer.remove_notice(notice);
  const auto profile = store::profile_id(task.source_id, shown_url(task));
  if (std::ranges::none_of(yield.profiles, [&](const auto& each) { return each.id == profile; }))
    writer.remove_profile(profile);
}

// The next visit asks for the page without conditions and takes what comes for changed.
void note_damage(store::WriteBatch& writer, const Reading& reading, std::int64_t now) {
  const auto& task = reading.row.task;
  // Files are never asked for again; and what was read again since doesn't need this record.
  if (task.kind == store::UrlKind::attachment || task.digest != reading.row.page.digest) return;
  store::FetchNote note;
  note.url_id = reading.row.page.url_id;
  note.digest = store::kDamagedPage;
  note.at = now;
  writer.note_fetch(note);
}

// Rules that read more, or less, than those before.
void note_rejection(store::WriteBatch& writer, const Reading& reading) {
  const auto& why = reading.yield.reject_reason;
  writer.note_rejection(reading.row.page.url_id, why.empty() ? why : "rejected:" + why,
                        reading.row.page.fetched_at);
}

}  // namespace

Result<std::uint64_t> Pipeline::Impl::reread(const Reread& what, const PipelineOptions& options,
                                             PipelineSummary& summary) {
  // What was read from a page that can't be read any more stays as it was. Which pages that are shows as they are read: so
  // where one turns up of which something was cleared already, all is undone and done again.
  std::vector<std::int64_t> unreadable;
  for (;;) {
    const auto known = unreadable.size();
    const auto failures = summary.failures.size();
    auto read = reread_once(what, options, summary, unreadable);
    if (read || unreadable.size() == known || read.error().code == ErrorCode::cancelled) return read;
    summary.failures.resize(failures);
  }
}

Result<std::uint64_t> Pipeline::Impl::reread_once(const Reread& what, const PipelineOptions& options,
                                                  PipelineSummary& summary,
                                                  std::vector<std::int64_t>& unreadable) {
  const auto folder = archive_path(configuration_);
  const auto now = clock(options).epoch_seconds();
  std::atomic<std::uint64_t> read{0};
  const std::set<std::int64_t> spared(unreadable.begin(), unreadable.end());
  std::size_t faults = 0;
  bool stopped = false;
  std::exception_ptr fault;
  Pace pace;
  const auto work = [&](store::ArchivedRow row) {
    Reading reading;
    const auto& at = row.page.location;
    auto page = crawler::read_page_at(folder / at.file, at.offset, at.length);
    if (!page) {
      reading.fault = row.task.url + ": " + page.error().message;
      reading.damaged = is_damage(page.error().code);
    } else {
      page->fetched_at = row.page.fetched_at;
      try {
        reading.yield = reader_->read(row.task, *page, {}, Content::left_out);
      } catch (const std::exception& exception) {
        reading.fault = row.task.url + ": " + exception.what();
      }
    }
    reading.row = std::move(row);
    return reading;
  };
  // One transaction: readers see the old layer until the new one is whole, and a killed process leaves the old one.
  auto written = store_.write([&](store::WriteBatch& writer) {
    if (what.clear) writer.clear_refined(what.source_id, unreadable);
    bool again = false;
    const auto put_away = [&](std::vector<Reading> batch) {
      if (fault) return;
      try {
        for (const auto& reading : batch) {
          ++read;
          if (what.stale_only) writer.note_read(reading.row.page.url_id, reading.row.task);
          if (!reading.fault.empty()) {
            if (++faults <= kMostFaults)
              summary.failures.push_back(reading.fault + "; what was read from it before stays");
            if (reading.damaged) note_damage(writer, reading, now);
            if (what.clear && !spared.contains(reading.row.page.seq)) {
              unreadable.push_back(reading.row.page.seq);
              again = true;
            }
            continue;
          }
          if (what.stale_only) retract(writer, reading.row.task, reading.yield);
          note_rejection(writer, reading);
          store_content(writer, reading.yield, reading.row.page.seq);
          if (!what.learn) continue;
          LinkOptions links;
          links.source = reader_->source(reading.row.task.source_id);
          links.run_id = what.run_id;
          links.queue = false;
          LedgerEntry uncounted;
          store_links(writer, reading.row.task, reading.yield, links, uncounted);
        }
      } catch (...) {
        fault = std::current_exception();
      }
    };
    WorkLine<store::ArchivedRow, Reading> line({.threads = configuration_.settings.parse_threads}, work,
                                               put_away);
    auto rows = store_.read([&](store::Queries& queries) {
      queries.archived(what.source_id, what.stale_only, [&](const store::ArchivedRow& row) {
        stopped = stopped || (what.stoppable && stop_requested(options));
        if (stopped) return;
        line.push_when_room(row);
        if (options.on_progress && pace.due()) options.on_progress({.stage = "reparse", .done = read.load()});
      });
      return true;
    });
    line.drain();
    if (!rows) throw std::runtime_error(rows.error().message);
    if (fault) std::rethrow_exception(fault);
    if (stopped) throw std::runtime_error("stopped");
    if (again) throw std::runtime_error("pages can't be read");
  });
  if (stopped) return Error{ErrorCode::cancelled, "stopped; the store is as it was before"};
  if (!written) return written.error();
  if (faults > kMostFaults)
    summary.failures.push_back(std::to_string(faults - kMostFaults) + " further pages can't be read");
  return read.load();
}

Result<void> Pipeline::Impl::settle_hints(std::int64_t run_id, bool replayed, PipelineSummary& summary) {
  for (int round = 0; round < kMostRounds; ++round) {
    std::int64_t adopted = 0;
    if (replayed) {
      auto written = store_.write([&](store::WriteBatch& writer) { adopted = writer.adopt_bodies(); });
      if (!written) return written.error();
    }
    auto again = reread({.source_id = "", .stale_only = true, .learn = true, .run_id = run_id}, {}, summary);
    if (!again) return again.error();
    if (*again == 0 && adopted == 0) break;
  }
  return {};
}

Result<PipelineSummary> Pipeline::Impl::reparse(const std::string& source_id,
                                                const PipelineOptions& options) {
  begun_ = std::chrono::steady_clock::now();
  if (auto good = ready(); !good) return good.error();
  PipelineSummary summary;
  const Date as_of = today(options);
  summary.as_of = to_string(as_of);
  if (auto noted = note_rules(store_, rules_fingerprint(configuration_)); !noted) return noted.error();
  auto read = reread({.source_id = source_id, .clear = true, .stoppable = true}, options, summary);
  if (!read && read.error().code == ErrorCode::cancelled) {
    summary.stopped = true;
  } else if (!read) {
    return read.error();
  } else {
    summary.pages = *read;
    if (summary.pages == 0 && !source_id.empty() && reader_->source(source_id) == nullptr)
      return Error{ErrorCode::not_found, "there is no source '" + source_id + "', and no page of it"};
    if (auto completed = complete_notices(options, summary); !completed) return completed.error();
    if (auto matched = link_and_match(options, as_of, false, summary); !matched) return matched.error();
  }
  if (auto filled = fill_in(summary); !filled) return filled.error();
  return summary;
}

}  // namespace tenderlead::app
