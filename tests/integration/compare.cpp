#include "tests/integration/compare.h"

#include <algorithm>

#include "model/money.h"

namespace tenderlead::integration {
namespace {

std::string squeezed(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
  // The ideographic space.
  for (std::size_t at = 0; (at = text.find("\xE3\x80\x80", at)) != std::string::npos;) text.erase(at, 3);
  return text;
}

std::string shown(const std::optional<Money>& money) {
  return money ? decimal_amount(*money) + " " + money->currency : std::string();
}
std::string shown(const Statement& statement) {
  if (statement.time || statement.until)
    return (statement.time ? to_string(*statement.time) : "") + "/" +
           (statement.until ? to_string(*statement.until) : "");
  return statement.money ? decimal_amount(*statement.money) : statement.text;
}
std::string shown(const std::optional<ContractPeriod>& period) {
  if (!period) return {};
  const auto day = [](const std::optional<Date>& date) { return date ? to_string(*date) : std::string("-"); };
  return std::string(to_string(period->basis)) + " " + day(period->starts_on) + " " + day(period->ends_on) +
         " " + std::to_string(period->months) + " " + std::to_string(period->days) + " " +
         std::to_string(period->working_days);
}
std::string shown(const std::optional<StatedTime>& time) {
  return time ? to_string(*time) : std::string();
}
template <typename Number>
std::string shown(const std::optional<Number>& number) {
  return number ? std::to_string(*number) : std::string();
}

class Comparer {
 public:
  void same(const std::string& field, const std::string& want, const std::string& got) {
    if (want.empty() && got.empty()) return;
    ++result_.fields;
    if (squeezed(want) != squeezed(got)) result_.mismatches.push_back({field, want, got});
  }

  void same(const std::string& prefix, const Party& want, const Party& got) {
    same(prefix + ".name", want.name, got.name);
    same(prefix + ".address", want.address, got.address);
    same(prefix + ".contact", want.contact, got.contact);
    same(prefix + ".phone", want.phone, got.phone);
  }

  void same(const std::string& prefix, const Region& want, const Region& got) {
    same(prefix + ".province", want.province, got.province);
    same(prefix + ".city", want.city, got.city);
    same(prefix + ".county", want.county, got.county);
    same(prefix + ".code", want.code, got.code);
  }

  void missing(const MissingMap& want, const MissingMap& got) {
    for (const auto& [field, reason] : want) {
      const auto found = got.find(field);
      same("missing." + field, to_string(reason), found == got.end() ? "" : to_string(found->second));
    }
  }

  // Compares two lists entry by entry; what one has more than the other is a mismatch of the list itself.
  template <typename Entry, typename Each>
  void lists(const std::string& name, const std::vector<Entry>& want, const std::vector<Entry>& got,
             Each each) {
    if (want.size() != got.size())
      same(name + ".size", std::to_string(want.size()), std::to_string(got.size()));
    for (std::size_t i = 0; i < std::min(want.size(), got.size()); ++i)
      each(name + "." + std::to_string(i), want[i], got[i]);
  }

  Comparison take() { return std::move(result_); }

 private:
  Comparison result_;
};

void compare_lists(Comparer& all, const Notice& truth, const Notice& read) {
  all.lists("lots", truth.lots, read.lots, [&](const std::string& at, const Lot& want, const Lot& got) {
    all.same(at + ".no", want.no, got.no);
    all.same(at + ".name", want.name, got.name);
    all.same(at + ".quantity", want.quantity, got.quantity);
    all.same(at + ".unit", want.unit, got.unit);
    all.same(at + ".budget", shown(want.budget), shown(got.budget));
    all.same(at + ".ceiling", shown(want.ceiling), shown(got.ceiling));
  });
  all.lists("awards", truth.awards, read.awards,
            [&](const std::string& at, const Award& want, const Award& got) {
              all.same(at + ".lot", want.lot, got.lot);
              all.same(at + ".supplier", want.supplier, got.supplier);
              all.same(at + ".supplier_address", want.supplier_address, got.supplier_address);
              all.same(at + ".amount", shown(want.amount), shown(got.amount));
              all.same(at + ".rank", shown(want.rank), shown(got.rank));
              all.same(at + ".score", shown(want.score), shown(got.score));
            });
  all.lists("intentions", truth.intentions, read.intentions,
            [&](const std::string& at, const Intention& want, const Intention& got) {
              all.same(at + ".name", want.name, got.name);
              all.same(at + ".demand", want.demand, got.demand);
              all.same(at + ".budget", shown(want.budget), shown(got.budget));
              all.same(at + ".expected_month", want.expected_month, got.expected_month);
            });
  all.lists("changes", truth.changes, read.changes,
            [&](const std::string& at, const Change& want, const Change& got) {
              all.same(at + ".item", want.item, got.item);
              all.same(at + ".field", want.field, got.field);
              all.same(at + ".old", shown(want.before), shown(got.before));
              all.same(at + ".new", shown(want.after), shown(got.after));
            });
  // The portal contradicts itself nowhere.
  all.same("contradictions", "", read.contradictions.empty() ? "" : read.contradictions.front().field);
  all.lists("attachments", truth.attachments, read.attachments,
            [&](const std::string& at, const Attachment& want, const Attachment& got) {
              all.same(at + ".name", want.name, got.name);
              all.same(at + ".url", want.url, got.url);
            });
}

}  // namespace

Comparison compare(const Notice& truth, const Notice& read) {
  Comparer all;
  const bool intention = truth.kind == NoticeKind::intention;
  all.same("title", truth.title, read.title);
  all.same("kind", truth.kind ? to_string(*truth.kind) : "", read.kind ? to_string(*read.kind) : "");
  all.same("method", truth.method ? to_string(*truth.method) : "",
           read.method ? to_string(*read.method) : "");
  all.same("project_no", truth.project_no, read.project_no);
  if (!intention) all.same("project_name", truth.project_name, read.project_name);
  all.same("region", truth.region, read.region);
  all.same("buyer", truth.buyer, read.buyer);
  all.same("agency", truth.agency, read.agency);
  all.same("project_contact", truth.project_contact, read.project_contact);
  if (!intention) all.same("budget", shown(truth.budget), shown(read.budget));
  all.same("ceiling", shown(truth.ceiling), shown(read.ceiling));
  all.same("contract.no", truth.contract.no, read.contract.no);
  all.same("contract.supplier", truth.contract.supplier, read.contract.supplier);
  all.same("contract.amount", shown(truth.contract.amount), shown(read.contract.amount));
  all.same("contract.signed_on", shown(truth.contract.signed_on), shown(read.contract.signed_on));
  all.same("contract.term", truth.contract.term, read.contract.term);
  all.same("published_at", shown(truth.published_at).substr(0, 10), shown(read.published_at).substr(0, 10));
  all.same("documents_from", shown(truth.documents_from), shown(read.documents_from));
  all.same("documents_until", shown(truth.documents_until), shown(read.documents_until));
  all.same("bid_deadline", shown(truth.bid_deadline), shown(read.bid_deadline));
  all.same("opening_at", shown(truth.opening_at), shown(read.opening_at));
  all.same("service_term", truth.service_term, read.service_term);
  all.same("service_period", shown(truth.service_period), shown(read.service_period));
  all.same("contract.period", shown(truth.contract.period), shown(read.contract.period));
  compare_lists(all, truth, read);
  all.missing(truth.missing, read.missing);
  return all.take();
}

Comparison compare(const HospitalProfile& truth, const HospitalProfile& read) {
  Comparer all;
  const auto level = [](const std::optional<HospitalLevel>& value) {
    return value ? std::to_string(value->tier) + value->grade : std::string();
  };
  all.same("name", truth.name, read.name);
  all.lists("aliases", truth.aliases, read.aliases,
            [&](const std::string& at, const std::string& want, const std::string& got) {
              all.same(at, want, got);
            });
  all.same("level", level(truth.level), level(read.level));
  all.same("category", truth.category ? to_string(*truth.category) : "",
           read.category ? to_string(*read.category) : "");
  all.same("ownership", truth.ownership ? to_string(*truth.ownership) : "",
           read.ownership ? to_string(*read.ownership) : "");
  all.same("beds.authorised", shown(truth.beds_authorised), shown(read.beds_authorised));
  all.same("beds.open", shown(truth.beds_open), shown(read.beds_open));
  all.same("outpatient_visits", shown(truth.outpatient_visits), shown(read.outpatient_visits));
  all.same("discharges", shown(truth.discharges), shown(read.discharges));
  all.same("surgeries", shown(truth.surgeries), shown(read.surgeries));
  all.same("staff", shown(truth.staff), shown(read.staff));
  all.lists("departments", truth.departments, read.departments,
            [&](const std::string& at, const std::string& want, const std::string& got) {
              all.same(at, want, got);
            });
  all.same("ratings.emr", shown(truth.ratings.emr), shown(read.ratings.emr));
  all.same("ratings.interconnection", truth.ratings.interconnection, read.ratings.interconnection);
  all.same("ratings.smart_service", shown(truth.ratings.smart_service), shown(read.ratings.smart_service));
  all.same("ratings.smart_management", shown(truth.ratings.smart_management),
           shown(read.ratings.smart_management));
  all.same("founded", shown(truth.founded), shown(read.founded));
  all.same("address", truth.address, read.address);
  all.same("phone", truth.phone, read.phone);
  all.same("postcode", truth.postcode, read.postcode);
  all.same("website", truth.website, read.website);
  all.same("region", truth.region, read.region);
  return all.take();
}

}  // namespace tenderlead::integration
