// Leads on their way into the store. They are made while people go on working, and put away here, in a file that has no name; then they are
// written at once. So people's writes wait for rows alone, and not for notices to be read and judged.
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/pipeline/lead_layer.h"
#include "store/write_batch.h"

namespace tenderlead::app {

// Not thread-safe. Throws std::runtime_error where the disk is full.
class LeadSpool final : public LeadSink {
 public:
  // `folder` is where the store is: what a match needs on disk, it needs there. The file can't be seen, and goes with the process.
  explicit LeadSpool(const std::filesystem::path& folder);

  void put(const Lead& lead) override;
  // Of leads that were put; known in the transaction that writes.
  void set_owner(const std::string& lead_id, const Assignment& given) override;
  void set_work(const std::string& lead_id, const std::string& work_id) override;

  // Hands over each in the order in which they were put. Reads back only those that are asked for.
  void each(const store::WriteBatch::PutLead& put);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  store::LeadRow read_back(std::size_t place);

  std::unique_ptr<std::FILE, Close> file_;
  std::vector<store::LeadStamp> stamps_;
  std::vector<long> begins_;                             // beside stamps_: where its row stands in the file
  std::unordered_map<std::string, std::size_t> places_;  // by lead id
};

}  // namespace tenderlead::app
