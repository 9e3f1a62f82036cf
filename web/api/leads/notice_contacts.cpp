#include "web/api/leads/notice_contacts.h"

#include <algorithm>

#include "store/ids.h"
#include "web/api/contacts.h"
#include "web/api/leads/lead_desk.h"
#include "wire/json.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kNoticesRead = 8;

std::optional<Notice> notice_of(store::Queries& queries, const std::string& id) {
  const auto row = queries.notice(id);
  if (!row) return std::nullopt;
  const auto value = wire::parse_text(row->json);
  if (!value) return std::nullopt;
  auto notice = wire::notice_from_json(*value);
  if (!notice) return std::nullopt;
  return std::move(*notice);
}

void add_contact(std::vector<Contact>& contacts, Contact contact) {
  if (contact.name.empty() && contact.phone.empty()) return;
  const auto same = [&](const Contact& other) {
    return other.name == contact.name && other.phone == contact.phone &&
           other.organisation == contact.organisation;
  };
  if (std::ranges::any_of(contacts, same)) return;
  contact.id = store::content_id({contact.role, contact.organisation, contact.name, contact.phone});
  contacts.push_back(std::move(contact));
}

}  // namespace

std::vector<std::string> numbers_of(const Notice& notice) {
  std::vector<std::string> numbers;
  for (const auto& number : {notice.project_no, notice.contract.no})
    if (!number.empty()) numbers.push_back(number);
  return numbers;
}

std::vector<Contact> contacts_of(store::Queries& queries, const std::vector<std::string>& notices,
                                 std::vector<std::string>* numbers) {
  std::vector<Contact> contacts;
  std::size_t read = 0;
  for (auto id = notices.rbegin(); id != notices.rend() && read < kNoticesRead; ++id, ++read) {
    const auto notice = notice_of(queries, *id);
    if (!notice) continue;
    if (numbers != nullptr)
      for (auto& number : numbers_of(*notice)) numbers->push_back(std::move(number));
    const auto& project = notice->project_contact;
    add_contact(contacts, {{}, "buyer", notice->buyer.name, notice->buyer.contact, notice->buyer.phone, *id});
    add_contact(contacts, {{}, "project", notice->buyer.name, project.name, project.phone, *id});
    add_contact(contacts,
                {{}, "agency", notice->agency.name, notice->agency.contact, notice->agency.phone, *id});
  }
  return contacts;
}

json::array contact_rows(const std::vector<Contact>& contacts) {
  json::array rows;
  for (const auto& contact : contacts) {
    json::object row{{"id", text_value(contact.id)},
                     {"role", text_value(contact.role)},
                     {"organisation", text_value(masked_phones_in(contact.organisation))},
                     {"name", text_value(masked_contact(contact.name))},
                     {"notice_id", text_value(contact.notice_id)}};
    if (!contact.phone.empty()) row["phone"] = text_value(masked_phone(contact.phone));
    rows.emplace_back(std::move(row));
  }
  return rows;
}

}  // namespace tenderlead::web
