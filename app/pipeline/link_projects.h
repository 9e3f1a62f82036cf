// The store's notices as projects: linker/projects.h over all of them, with what people decided, and each project's course.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "linker/projects.h"
#include "store/store.h"

namespace tenderlead::app {

// NoticeRow::link_facts: the notice without its words, and the numbers that they name.
std::string link_facts(const Notice& notice);

// An Open Contracting ID is a prefix that says who publishes, and what is one process to them. A prefix registered with the
// Open Contracting Partnership is ocds- and six letters or digits; without one, this says whose ids these are.
inline constexpr const char* kOcidPrefix = "ocds-tenderlead";

// Used once: add() all notices, settle(), then ask and write.
class ProjectLinker {
 public:
  explicit ProjectLinker(std::string ocid_prefix = kOcidPrefix) : ocid_prefix_(std::move(ocid_prefix)) {}

  // In any order. `buyer_id` as it was found to be now, whatever the row says.
  void add(const store::NoticeRow& row, const std::string& buyer_id, store::Queries& queries);
  void settle(const std::vector<store::ProjectDecisionRow>& decisions);
  std::size_t count() const { return groups_.size(); }
  // Calls with each notice whose buyer or project is another than the store has.
  void each_change(const std::function<void(const std::string& notice_id, const std::string& buyer_id,
                                            const std::string& project_id)>& each) const;
  // Replaces the stored projects. Reads what the notices state from the state before the transaction of `writer`.
  // `supplier_id` gives the Organisation of a supplier's name as written, or nothing.
  void write(store::Store& store, store::WriteBatch& writer,
             const std::function<std::string(const std::string&)>& supplier_id) const;

 private:
  struct Stored {
    std::string buyer_id, project_id;
  };
  std::string id_of(const linker::LinkGroup& group) const;

  std::string ocid_prefix_;
  std::vector<linker::LinkNotice> notices_;
  std::vector<Stored> stored_;  // beside notices_
  std::vector<linker::LinkGroup> groups_;
  std::vector<std::pair<std::string, std::string>>
      new_facts_;  // notice id and link_facts, where the store had none
};

}  // namespace tenderlead::app
