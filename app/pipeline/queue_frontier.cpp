#include "app/pipeline/queue_frontier.h"

#include <algorithm>
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
  out.depth = task.depth;
  out.etag = task.etag;
  out.last_modified = task.last_modified;
  out.digest = task.digest;
  out.attempts = task.attempts;
  out.focus = task.focus;
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
  out.depth = task.depth;
  out.etag = task.etag;
  out.last_modified = task.last_modified;
  out.digest = task.digest;
  out.attempts = task.attempts;
  out.focus = task.focus;
  return out;
}

QueueFrontier::QueueFrontier(store::Store& store, const std::vector<Source>& sources, bool full,
                             std::int64_t run_id)
    : store_(store), full_(full) {
  for (const auto& source : sources) {
    places_[source.id].source = &source;
    places_[source.id].budget = source.focus.max_pages;
  }
  // What earlier runs postponed is theirs no more.
  const auto released = store_.write([&](store::WriteBatch& writer) {
    for (const auto& source : sources) writer.release(source.id);
  });
  if (!released) failure_ = released.error().message;
  charge(run_id);
}

// What a run has fetched for focused crawls before this object was made.
void QueueFrontier::charge(std::int64_t run_id) {
  if (std::none_of(places_.begin(), places_.end(),
                   [](const auto& place) { return is_focused(place.second); }))
    return;
  const auto read = store_.read([&](store::Queries& queries) {
    for (const auto& entry : queries.ledger(run_id))
      if (const auto place = places_.find(entry.source_id); place != places_.end())
        place->second.budget -= entry.fetched + entry.failed;
    return true;
  });
  if (!read) failure_ = read.error().message;
}

// The host has something queued that isn't handed out.
void QueueFrontier::add(Place& place, std::string_view name) {
  auto found = place.hosts.find(name);
  if (found == place.hosts.end()) found = place.hosts.try_emplace(std::string(name)).first;
  Host& host = found->second;
  if (host.listed) return;
  host.more = true;
  if (left_.contains(found->first)) return;
  host.listed = true;
  host.turn = ++turns_;
  place.ready.insert(Ready{host.out, host.turn, &*found});
}

void QueueFrontier::unlist(Place& place, Entry& entry) {
  if (std::exchange(entry.second.listed, false))
    place.ready.erase(Ready{entry.second.out, entry.second.turn, &entry});
}

void QueueFrontier::learn(store::Queries& queries) {
  const auto queued = [&](std::string_view source_id, std::string_view host) {
    const auto place = places_.find(source_id);
    if (place == places_.end()) return;
    if (const auto known = place->second.hosts.find(host); known != place->second.hosts.end())
      forget_ahead(known->second);
    add(place->second, host);
  };
  if (newest_) {
    *newest_ = queries.queued_after(*newest_, queued);
    return;
  }
  newest_ = queries.newest_queued();
  for (auto& [source_id, place] : places_)
    for (const auto& host : queries.queued_hosts(source_id)) add(place, host);
}

void QueueFrontier::take(store::Queries& queries, const std::string& source_id, Place& place,
                         std::size_t limit, std::vector<store::UrlTask>& tasks) {
  while (tasks.size() < limit && !place.ready.empty()) {
    Entry& entry = *place.ready.begin()->entry;
    auto& [name, host] = entry;
    if (host.out >= kMostOfAHost) return;
    // In equal shares, and one after the other where there are more hosts than room.
    const std::size_t share = std::max<std::size_t>((limit - tasks.size()) / place.ready.size(), 1);
    const std::size_t wanted = std::min({share, limit - tasks.size(), kMostOfAHost - host.out});
    if (host.ahead.size() < wanted) look_ahead(queries, source_id, entry, wanted);
    unlist(place, entry);
    host.more = host.ahead.size() >= wanted;
    for (std::size_t left = std::min(wanted, host.ahead.size()); left > 0; --left) {
      const auto next = host.ahead.back();
      host.ahead.pop_back();
      --ahead_;
      handed_out_.emplace(next.queue_id, std::pair(&place, &entry));
      auto task = queries.queued_task(next);
      if (!task) continue;  // nor is it looked up again
      ++host.out;
      tasks.push_back(std::move(*task));
    }
    if (host.more)
      add(place, name);
    else
      forget_idle(place, entry);
  }
}

void QueueFrontier::forget_ahead(Host& host) {
  ahead_ -= host.ahead.size();
  host.ahead = {};
}

// At least `wanted`, if there are as many.
void QueueFrontier::look_ahead(store::Queries& queries, const std::string& source_id, Entry& entry,
                               std::size_t wanted) {
  auto& [name, host] = entry;
  forget_ahead(host);
  const auto most = ahead_ < kMostAhead ? std::max(wanted, kAhead) : wanted;
  host.ahead =
      queries.queued_at(source_id, name, most, [&](std::int64_t id) { return handed_out_.contains(id); });
  std::ranges::reverse(host.ahead);
  ahead_ += host.ahead.size();
}

void QueueFrontier::take_focused(store::Queries& queries, const std::string& source_id, Place& place,
                                 std::vector<store::UrlTask>& tasks) {
  if (place.budget <= 0 || place.focused_out != 0) return;
  auto task = queries.best_queued(source_id,
                                  [&](std::string_view host) { return left_.contains(std::string(host)); });
  if (!task) return;
  --place.budget;
  place.focused_out = task->queue_id;
  tasks.push_back(std::move(*task));
}

void QueueFrontier::forget_idle(Place& place, Entry& entry) {
  if (entry.second.out == 0 && !entry.second.more) place.hosts.erase(place.hosts.find(entry.first));
}

std::vector<crawler::Task> QueueFrontier::take(const std::string& source_id, std::size_t limit) {
  const auto found = places_.find(source_id);
  if (found == places_.end() || !failure_.empty()) return {};
  Place& place = found->second;
  std::vector<store::UrlTask> queued;
  const auto read = store_.read([&](store::Queries& queries) {
    if (is_focused(place)) {
      take_focused(queries, source_id, place, queued);
    } else {
      learn(queries);
      take(queries, source_id, place, limit, queued);
    }
    return true;
  });
  if (!read) {
    failure_ = read.error().message;
    return {};
  }
  const auto& paging = place.source->paging;
  // Of a focused crawl every menu counts, changed or not: what it leads to is queued anew with each run.
  const bool pages_past_seen =
      full_ || is_focused(place) || (paging.kind != PagingKind::none && !paging.stop_at_seen);
  std::vector<crawler::Task> tasks;
  tasks.reserve(queued.size());
  for (auto& task : queued) {
    if (is_list(task.kind) && pages_past_seen) {
      task.etag.clear();
      task.last_modified.clear();
    }
    tasks.push_back(to_crawler(task));
  }
  return tasks;
}

void QueueFrontier::settled(std::int64_t task_id) {
  const auto found = handed_out_.find(task_id);
  if (found == handed_out_.end()) {
    for (auto& [source_id, place] : places_)
      if (place.focused_out == task_id) place.focused_out = 0;
    return;
  }
  const auto [place, entry] = found->second;
  handed_out_.erase(found);
  const bool listed = entry->second.listed;
  unlist(*place, *entry);
  --entry->second.out;
  if (listed)
    add(*place, entry->first);
  else
    forget_idle(*place, *entry);
}

void QueueFrontier::leave(const std::string& name) {
  left_.insert(name);
  for (auto& [source_id, place] : places_) {
    const auto found = place.hosts.find(name);
    if (found == place.hosts.end()) continue;
    unlist(place, *found);
    forget_ahead(found->second);
  }
}

}  // namespace tenderlead::app
