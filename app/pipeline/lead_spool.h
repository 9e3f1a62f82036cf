// Leads on their way into the store. They are made while people go on working, and put away here, in a file that has no name; then they are
// written at once. So people's writes wait for rows alone, and not for notices to be read and judged.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include "app/pipeline/lead_layer.h"
#include "store/rows.h"

namespace tenderlead::app {

// Not thread-safe. Throws std::runtime_error where the disk is full.
class LeadSpool final : public LeadSink {
 public:
  LeadSpool();

  void put(const Lead& lead) override;
  // Owners and work are known in the transaction that writes.
  void set_owner(const std::string&, const Assignment&) override {}
  void set_work(const std::string&, const std::string&) override {}

  // Calls with each in the order in which they were put. Afterwards nothing may be put any more.
  void each(const std::function<void(const store::LeadRow&)>& visit);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace tenderlead::app
