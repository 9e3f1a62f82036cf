// A project's course: what its notices say, in the order of time, and as it now stands.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "linker/projects.h"
#include "model/notice.h"
#include "model/project.h"

namespace tenderlead::linker {

// What linking needs of a notice; `references` as numbers_beside() its words gives them.
LinkNotice link_notice(const Notice& notice, std::string id, std::string source_id, std::string buyer_id,
                       std::vector<std::string> references, std::uint64_t fingerprint);

// A notice without its words and evidence, and without what no project tells.
Notice without_words(Notice notice);

// A notice of a group, with what it states.
struct CourseNotice {
  std::string id;
  std::string source_id;
  std::string buyer_id;
  Notice word;  // its words and evidence are not looked at
  std::string because;
  std::string same_as;  // id; empty: it is no copy
  int attempt = 1;
};

// Of a procurement whose lots are announced one by one, the lot that each of its notices is about, as lot_key() has it: empty for what
// is about all of it, and for every notice where no two lots have a tender of their own.
std::vector<std::string> lots_of(const std::vector<const Notice*>& notices);

// `notices` by time, the earliest first. `supplier_id` gives the Organisation of a supplier's name, or nothing.
//
// What a copy on another portal says counts for nothing but what nobody else says; a plan's budget gives way to the tender's, and
// the tender's deadline to an amendment's. Of winners those of the last attempt count, of each lot the last; a contract's supplier
// only where no award names one. A failure after an award ends the project only where it isn't of single lots. Where lots are announced one
// by one, what is stated of one changes nothing of another's: the deadline is that of the last, the stage that of the lot that is
// least far, and the budget the plan's or all lots' together.
Project project_of(std::string id, std::string ocid, const std::vector<CourseNotice>& notices,
                   const std::function<std::string(const std::string& supplier)>& supplier_id);

}  // namespace tenderlead::linker
