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

// `notices` by time, the earliest first. `supplier_id` gives the Organisation of a supplier's name, or nothing.
//
// What a copy on another portal says counts for nothing but what nobody else says; a plan's budget gives way to the tender's, and
// the tender's deadline to an amendment's. Of winners those of the last attempt count, of each lot the last; a contract's supplier
// only where no award names one. A failure after an award ends the project only where it isn't of single lots.
Project project_of(std::string id, std::string ocid, const std::vector<CourseNotice>& notices,
                   const std::function<std::string(const std::string& supplier)>& supplier_id);

}  // namespace tenderlead::linker
