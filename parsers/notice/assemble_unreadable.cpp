// Which values are masked or damaged.
#include "parsers/notice/assembly.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers::notice {

void assemble_unreadable(Assembly& a) {
  Notice& notice = a.notice;
  const auto look = [&](const std::string& path, const std::string& value) {
    if (value.empty()) return;
    // What another place of the page gives isn't missing.
    notice.unreadable.erase(path);
    if (const auto damage = damage_of(value)) notice.unreadable.emplace(path, *damage);
  };
  // Codes may begin with XX.
  const auto look_at_code = [&](const std::string& path, const std::string& code) {
    if (code.empty()) return;
    notice.unreadable.erase(path);
    if (is_masked(code)) notice.unreadable.emplace(path, Damage::masked);
  };
  look_at_code("project_no", notice.project_no);
  look("project_name", notice.project_name);
  const std::pair<const char*, const Party*> parties[] = {{"buyer", &notice.buyer},
                                                          {"agency", &notice.agency}};
  for (const auto& [name, party] : parties) {
    const std::string at(name);
    look(at + ".name", party->name);
    look(at + ".address", party->address);
    look(at + ".contact", party->contact);
    look(at + ".phone", party->phone);
  }
  look("project_contact.name", notice.project_contact.name);
  look("project_contact.phone", notice.project_contact.phone);
  for (std::size_t i = 0; i < notice.awards.size(); ++i)
    look("awards." + std::to_string(i) + ".supplier", notice.awards[i].supplier);
  look_at_code("contract.no", notice.contract.no);
  look("contract.supplier", notice.contract.supplier);
  look("service_term", notice.service_term);
  look("contract.term", notice.contract.term);
  // Sums and times are whole values or none.
  std::erase_if(notice.unreadable, [&](const auto& item) {
    const std::string& path = item.first;
    return (path == "budget" && notice.budget) || (path == "ceiling" && notice.ceiling) ||
           (path == "documents_from" && notice.documents_from) ||
           (path == "documents_until" && notice.documents_until) ||
           (path == "bid_deadline" && notice.bid_deadline) || (path == "opening_at" && notice.opening_at) ||
           (path == "published_at" && notice.published_at) ||
           (path == "contract.amount" && notice.contract.amount) ||
           (path == "contract.signed_on" && notice.contract.signed_on);
  });
}

}  // namespace tenderlead::parsers::notice
