// The store's notices as projects: linker/projects.h over all of them, with what people decided, and each project's course.
//
// All notices are joined each time, since a new one may change what others belong to; that takes some 10 microseconds a notice. Courses are
// made, and rows written, only of projects whose notices, buyers, winners or places changed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linker/projects.h"
#include "store/store.h"

namespace tenderlead::app {

// NoticeRow::link_facts: the notice without its words, and the numbers that they name.
std::string link_facts(Notice notice);

// Used once: add() all notices, settle(), then ask and write.
class ProjectLinker {
 public:
  using Find = std::function<std::string(const store::MentionRow& mention)>;

  // Open Contracting IDs begin with `ocid_prefix`: Settings::ocid_prefix.
  explicit ProjectLinker(std::string ocid_prefix) : ocid_prefix_(std::move(ocid_prefix)) {}

  // In any order.
  void add(const store::NoticeRow& row, store::Queries& queries);
  // `organisation` gives the id of the Organisation that a mention speaks of, or nothing.
  void settle(const std::vector<store::ProjectDecisionRow>& decisions, const Find& organisation);
  std::size_t count() const { return groups_.size(); }
  // Calls with each notice whose buyer or project is another than the store has.
  void each_change(const std::function<void(const std::string& notice_id, const std::string& buyer_id,
                                            const std::string& project_id)>& each) const;
  // Makes what projects rest on, and the courses of those with notices that are new to them, before the transaction that writes them: so that people's writes don't
  // wait for it. `organisation` as for settle().
  Result<void> prepare(store::Store& store, const Find& organisation);
  // Replaces the stored projects. Reads what the notices state from the state before the transaction of `writer`.
  // `organisation` as for settle().
  void write(store::Store& store, store::WriteBatch& writer, const Find& organisation) const;

 private:
  struct Stored {
    std::string buyer_id, project_id;
    std::string norm, region_code;  // of its mention of the buyer; empty where there is none
    std::uint64_t facts = 0;        // a digest of its link_facts
  };
  // Of a group by its place in groups_.
  std::string id_of(std::size_t group) const;
  store::ProjectRow row_of(std::size_t group, store::Queries& queries, const Find& organisation) const;
  std::string inputs_of(std::size_t group, const Find& organisation) const;
  Project course_of(std::size_t group, store::Queries& queries, const Find& organisation) const;

  std::string ocid_prefix_;
  std::vector<linker::LinkNotice> notices_;
  std::vector<Stored> stored_;  // beside notices_
  std::vector<linker::LinkGroup> groups_;
  std::vector<std::uint64_t> ids_, inputs_;  // beside groups_: what their 16 hexadecimal digits stand for
  std::unordered_map<std::string, store::ProjectRow> prepared_;  // by id
  std::vector<std::pair<std::string, std::string>>
      new_facts_;  // notice id and link_facts, where the store had none
  std::unordered_map<std::string_view, const std::string*> fresh_;  // of new_facts_
};

}  // namespace tenderlead::app
