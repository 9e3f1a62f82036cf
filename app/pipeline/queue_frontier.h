// The crawler's Frontier on the store's queue, and the two rooms' words for a task turned into each other.
#pragma once

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "crawler/frontier.h"
#include "model/source.h"
#include "store/store.h"

namespace tenderlead::app {

store::UrlTask to_store(const crawler::Task& task);
crawler::Task to_crawler(const store::UrlTask& task);

// Used on the crawl's strand only. A task is handed out once; `full` makes lists be fetched without conditions,
// because paging on needs the page itself.
class QueueFrontier : public crawler::Frontier {
 public:
  QueueFrontier(store::Store& store, const std::vector<Source>& sources, bool full);

  std::vector<crawler::Task> take(const std::string& source_id, std::size_t limit) override;
  // Why take() last gave nothing although it should have; empty where all is well.
  const std::string& failure() const { return failure_; }

 private:
  store::Store& store_;
  std::map<std::string, const Source*> sources_;
  bool full_;
  std::unordered_set<std::int64_t> handed_out_;
  std::string failure_;
};

}  // namespace tenderlead::app
