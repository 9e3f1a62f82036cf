// The crawler's Frontier on the store's queue, and the two rooms' words for a task turned into each other.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "crawler/frontier.h"
#include "model/source.h"
#include "store/store.h"

namespace tenderlead::app {

store::UrlTask to_store(const crawler::Task& task);
crawler::Task to_crawler(const store::UrlTask& task);

// The queue on disk, by hosts. In memory are the names of the hosts that have something queued, and the ids of the tasks
// that are handed out. Used on the crawl's strand only; `full` makes lists be fetched without conditions, because
// paging on needs the page itself. A focused crawl's tasks come one at a time, whatever their host, because each page may
// tell of better ones, until its budget of the run is spent; what `run_id` did before it was killed counts.
class QueueFrontier : public crawler::Frontier {
 public:
  // So many tasks of a host are handed out at most, those not yet durable included.
  static constexpr std::size_t kMostOfAHost = 512;
  // So many tasks of a host are looked up at once where fewer are wanted, and of all hosts together so many are kept (24 bytes each).
  static constexpr std::size_t kAhead = 16;
  static constexpr std::size_t kMostAhead = 400'000;

  // Tasks that earlier runs postponed are handed out again from now on. `sources` must outlive it.
  QueueFrontier(store::Store& store, const std::vector<Source>& sources, bool full, std::int64_t run_id = 0);

  std::vector<crawler::Task> take(const std::string& source_id, std::size_t limit) override;
  void settled(std::int64_t task_id) override;
  void leave(const std::string& host) override;
  // Why take() gives nothing although it should; empty where all is well.
  const std::string& failure() const { return failure_; }

 private:
  struct Host {
    std::size_t out = 0;     // handed out and not settled
    std::uint64_t turn = 0;  // of equals the one that has waited longest goes first
    bool more = false;       // something is queued that isn't handed out
    bool listed = false;     // stands in Place::ready
    // What goes next, last first: of many hosts each is asked for one task at a time, and the index gives several for the price of one.
    // Emptied where something new is queued, which may go before it. Nothing else changes a queue while its run lasts.
    std::vector<store::QueueEntry> ahead;
  };
  using Hosts = std::map<std::string, Host, std::less<>>;
  using Entry = Hosts::value_type;
  struct Ready {
    std::size_t out;
    std::uint64_t turn;
    Entry* entry;
    friend bool operator<(const Ready& a, const Ready& b) {
      return std::pair(a.out, a.turn) < std::pair(b.out, b.turn);
    }
  };
  struct Place {
    const Source* source = nullptr;
    Hosts hosts;  // with something queued or handed out
    std::set<Ready> ready;
    // Of a focused crawl: how many pages it may still fetch, and the task that is handed out and not settled (0: none).
    std::int64_t budget = 0;
    std::int64_t focused_out = 0;
  };

  static bool is_focused(const Place& place) { return place.source->focus.max_pages > 0; }
  void add(Place& place, std::string_view name);
  static void unlist(Place& place, Entry& entry);
  static void forget_idle(Place& place, Entry& entry);
  void forget_ahead(Host& host);
  void look_ahead(store::Queries& queries, const std::string& source_id, Entry& entry, std::size_t wanted);
  void charge(std::int64_t run_id);
  void take_focused(store::Queries& queries, const std::string& source_id, Place& place,
                    std::vector<store::UrlTask>& tasks);
  void learn(store::Queries& queries);
  void take(store::Queries& queries, const std::string& source_id, Place& place, std::size_t limit,
            std::vector<store::UrlTask>& tasks);

  store::Store& store_;
  bool full_;
  std::map<std::string, Place, std::less<>> places_;  // by source
  std::unordered_map<std::int64_t, std::pair<Place*, Entry*>> handed_out_;
  std::unordered_set<std::string> left_;  // hosts
  std::optional<std::int64_t> newest_;    // queue id up to which is known what is queued
  std::uint64_t turns_ = 0;
  std::size_t ahead_ = 0;  // of all hosts
  std::string failure_;
};

}  // namespace tenderlead::app
