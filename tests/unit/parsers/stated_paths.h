// The paths of everything that a notice states, as its evidence names them.
#pragma once

#include <string>
#include <vector>

#include "model/notice.h"

namespace tenderlead {

inline std::vector<std::string> stated_paths(const Notice& n) {
  std::vector<std::string> paths;
  const auto add = [&](std::string path, bool stated) {
    if (stated) paths.push_back(std::move(path));
  };
  const auto party = [&](const std::string& path, const Party& p) {
    add(path + ".name", !p.name.empty());
    add(path + ".address", !p.address.empty());
    add(path + ".contact", !p.contact.empty());
    add(path + ".phone", !p.phone.empty());
  };
  add("title", !n.title.empty());
  add("kind", n.kind.has_value());
  add("method", n.method.has_value());
  add("project_no", !n.project_no.empty());
  add("project_name", !n.project_name.empty());
  add("region", !n.region.province.empty() || !n.region.city.empty() || !n.region.county.empty());
  party("buyer", n.buyer);
  party("agency", n.agency);
  party("project_contact", n.project_contact);
  add("budget", n.budget.has_value());
  add("ceiling", n.ceiling.has_value());
  for (std::size_t i = 0; i < n.lots.size(); ++i) {
    const std::string path = "lots." + std::to_string(i) + ".";
    const Lot& lot = n.lots[i];
    add(path + "no", !lot.no.empty());
    add(path + "name", !lot.name.empty());
    add(path + "quantity", !lot.quantity.empty());
    add(path + "unit", !lot.unit.empty());
    add(path + "budget", lot.budget.has_value());
    add(path + "ceiling", lot.ceiling.has_value());
  }
  for (std::size_t i = 0; i < n.awards.size(); ++i) {
    const std::string path = "awards." + std::to_string(i) + ".";
    const Award& award = n.awards[i];
    add(path + "lot", !award.lot.empty());
    add(path + "supplier", !award.supplier.empty());
    add(path + "supplier_address", !award.supplier_address.empty());
    add(path + "amount", award.amount.has_value());
    add(path + "rank", award.rank.has_value());
    add(path + "score", award.score.has_value());
  }
  add("contract.no", !n.contract.no.empty());
  add("contract.supplier", !n.contract.supplier.empty());
  add("contract.amount", n.contract.amount.has_value());
  add("contract.signed_on", n.contract.signed_on.has_value());
  add("contract.term", !n.contract.term.empty());
  for (std::size_t i = 0; i < n.intentions.size(); ++i) {
    const std::string path = "intentions." + std::to_string(i) + ".";
    const Intention& intention = n.intentions[i];
    add(path + "name", !intention.name.empty());
    add(path + "demand", !intention.demand.empty());
    add(path + "budget", intention.budget.has_value());
    add(path + "expected_month", !intention.expected_month.empty());
    add(path + "buyer", !intention.buyer.empty());
  }
  add("published_at", n.published_at.has_value());
  add("documents_from", n.documents_from.has_value());
  add("documents_until", n.documents_until.has_value());
  add("bid_deadline", n.bid_deadline.has_value());
  add("opening_at", n.opening_at.has_value());
  add("service_term", !n.service_term.empty());
  add("requirements", !n.requirements.empty());
  for (std::size_t i = 0; i < n.attachments.size(); ++i)
    add("attachments." + std::to_string(i) + ".name", true);
  for (std::size_t i = 0; i < n.changes.size(); ++i) {
    const std::string path = "changes." + std::to_string(i) + ".";
    add(path + "item", !n.changes[i].item.empty());
    add(path + "old", !n.changes[i].before.text.empty());
    add(path + "new", !n.changes[i].after.text.empty());
  }
  return paths;
}

}  // namespace tenderlead
