// Whom notices name: buyers' and agencies' people.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <vector>

#include "model/notice.h"
#include "store/queries.h"

namespace tenderlead::web {

struct Contact {
  std::string id;  // of what it says, so that it is found again
  std::string role;
  std::string organisation;
  std::string name;
  std::string phone;
  std::string notice_id;
};

// Of notices, the oldest first: whom the newest few name, the newest notice's first. `numbers` gets those of their projects.
std::vector<Contact> contacts_of(store::Queries& queries, const std::vector<std::string>& notices,
                                 std::vector<std::string>* numbers = nullptr);
// What reads like a telephone number in a notice and is none: the numbers of its project and contract.
std::vector<std::string> numbers_of(const Notice& notice);
// Contacts of the description, with their numbers masked.
boost::json::array contact_rows(const std::vector<Contact>& contacts);

}  // namespace tenderlead::web
