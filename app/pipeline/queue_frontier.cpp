#include "app/pipeline/queue_frontier.h"

#include <array>
#include <utility>

namespace tenderlead::app {
namespace {

constexpr std::array kKinds = {
    std::pair{crawler::TaskKind::start, store::UrlKind::start},
    std::pair{crawler::TaskKind::sitemap, store::UrlKind::sitemap},
    std::pair{crawler::TaskKind::list, store::UrlKind::list},
    std::pair{crawler::TaskKind::body, store::UrlKind::body},
    std::pair{crawler::TaskKind::detail, store::UrlKind::detail},
    std::pair{crawler::TaskKind::attachment, store::UrlKind::attachment},
};

bool is_list(store::UrlKind kind) {
  return kind == store::UrlKind::start || kind == store::UrlKind::list;
}

}  // namespace

store::UrlTask to_store(const crawler::Task& task) {
  store::UrlTask out;
  out.queue_id = task.id;
  out.source_id = task.source_id;
  for (const auto& [theirs, ours] : kKinds)
    if (theirs == task.kind) out.kind = ours;
  out.role = task.role;
  out.url = task.url;
  out.method = task.method;
  out.body = task.body;
  out.headers = task.headers;
  out.parent_url = task.parent_url;
  out.hint_title = task.hint_title;
  out.hint_published_at = task.hint_published_at;
  out.page_number = task.page_number;
  out.window = task.window;
  out.etag = task.etag;
  out.last_modified = task.last_modified;
  out.digest = task.digest;
  out.attempts = task.attempts;
  return out;
}

crawler::Task to_crawler(const store::UrlTask& task) {
  crawler::Task out;
  out.id = task.queue_id;
  out.source_id = task.source_id;
  for (const auto& [theirs, ours] : kKinds)
    if (ours == task.kind) out.kind = theirs;
  out.role = task.role;
  out.url = task.url;
  out.method = task.method;
  out.body = task.body;
  out.headers = task.headers;
  out.parent_url = task.parent_url;
  out.hint_title = task.hint_title;
  out.hint_published_at = task.hint_published_at;
  out.page_number = task.page_number;
  out.window = task.window;
  out.etag = task.etag;
  out.last_modified = task.last_modified;
  out.digest = task.digest;
  out.attempts = task.attempts;
  return out;
}

QueueFrontier::QueueFrontier(store::Store& store, const std::vector<Source>& sources, bool full)
    : store_(store), full_(full) {
  for (const auto& source : sources) sources_.emplace(source.id, &source);
}

std::vector<crawler::Task> QueueFrontier::take(const std::string& source_id, std::size_t limit) {
  auto queued = store_.read([&](store::Queries& queries) {
    return queries.queued(source_id, limit, [&](std::int64_t id) { return handed_out_.contains(id); });
  });
  if (!queued) {
    failure_ = queued.error().message;
    return {};
  }
  const auto source = sources_.find(source_id);
  const bool pages_past_seen =
      full_ || source == sources_.end() ||
      (source->second->paging.kind != PagingKind::none && !source->second->paging.stop_at_seen);
  std::vector<crawler::Task> tasks;
  for (auto& task : *queued) {
    handed_out_.insert(task.queue_id);
    if (is_list(task.kind) && pages_past_seen) {
      task.etag.clear();
      task.last_modified.clear();
    }
    tasks.push_back(to_crawler(task));
  }
  return tasks;
}

}  // namespace tenderlead::app
