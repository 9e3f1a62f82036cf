#include "app/pipeline/installed.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "app/config/installed_reader.h"
#include "app/pipeline/names.h"
#include "app/pipeline/profile_merge.h"
#include "wire/word_text.h"

namespace tenderlead::app {
namespace {

constexpr std::string_view kProductPrefix = "product/";

// Of products.yaml: what is bought is the upkeep itself.
constexpr const char* kUpkeep = "maintenance";

// Adds a product where some words name it: 信息化建设 and the like (Signal::broad) say what a notice is about, and not what was bought.
void add_product(const rules::RuleBook& book, const std::string& id, const std::vector<Reason>& reasons,
                 std::vector<linker::ProductWords>& products) {
  const auto* product = book.product(id);
  if (product == nullptr) return;
  for (const auto& reason : reasons) {
    const auto& signals = product->scoring.signals;
    const auto signal = std::find_if(signals.begin(), signals.end(), [&](const rules::Signal& each) {
      return reason.rule.ends_with("/" + each.id);
    });
    if (id != kUpkeep && signal != signals.end() && signal->broad) continue;
    products.push_back({id, reason.matched});
    return;
  }
}

std::vector<linker::ProductWords> products_of(const rules::RuleBook& book, const rules::Tagging& tagging) {
  std::vector<linker::ProductWords> products;
  for (const auto& hit : tagging.products) add_product(book, hit.id, hit.reasons, products);
  return products;
}

std::vector<linker::ProductWords> products_of(const rules::RuleBook& book,
                                              const std::vector<store::TagRow>& rows) {
  std::vector<linker::ProductWords> products;
  for (const auto& row : rows) {
    if (!row.id.starts_with(kProductPrefix)) continue;
    if (const auto tag = wire::word_from_text(row.json, wire::tag_from_json))
      add_product(book, row.id.substr(kProductPrefix.size()), tag->reasons, products);
  }
  return products;
}

std::optional<Notice> notice_of(const std::string& json) {
  return wire::word_from_text(json, wire::notice_from_json);
}

}  // namespace

std::vector<linker::Vendor> known_vendors(const rules::RuleBook& book) {
  std::vector<linker::Vendor> vendors;
  for (const auto& partner : book.partners) {
    auto names = partner.names;
    names.push_back(partner.name);
    vendors.push_back({partner.name, std::move(names)});
  }
  return vendors;
}

std::vector<linker::ProductWords> products_in(const rules::Matcher& matcher, const std::string& words) {
  rules::TagInput input;
  input.title = words;
  return products_of(matcher.book(), matcher.tag(input));
}

linker::ProductLives product_lives(const std::string& directory, const rules::RuleBook& book) {
  const auto settings = config::installed_settings(directory, book);
  linker::ProductLives lives{{settings.value.usual.from, settings.value.usual.until}, {}};
  for (const auto& [product, years] : settings.value.products)
    lives.products[product] = {years.from, years.until};
  return lives;
}

Result<InstalledSummary> find_installed(store::Store& store, const rules::Matcher& matcher,
                                        const std::string& fingerprint, const linker::ProductLives& lives) {
  const auto vendors = known_vendors(matcher.book());
  std::vector<InstalledProduct> entries;
  const auto add = [&](std::vector<InstalledProduct> more) {
    entries.insert(entries.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  const auto has = [&](const std::string& product) { return matcher.book().product(product) != nullptr; };
  auto seen = store.read([&](store::Queries& queries) {
    // A system stands in the house that uses it; a company that builds the house, or a bank that pays, has none.
    std::unordered_set<std::string> users;
    std::unordered_map<std::string, std::vector<std::string>> names;
    queries.each_organisation([&](const store::OrganisationRow& row) {
      const auto kind = organisation_kind_from_string(row.kind);
      const bool seller = kind == OrganisationKind::supplier || kind == OrganisationKind::agency;
      const bool company = kind == OrganisationKind::other && row.name.find("公司") != std::string::npos &&
                           row.name.find("医院") == std::string::npos;
      if (!seller && !company) users.insert(row.id);
      if (kind != OrganisationKind::hospital) return;
      auto& of_house = names[row.id];
      of_house.push_back(row.name);
      if (const auto house = wire::word_from_text(row.json, wire::organisation_from_json))
        of_house.insert(of_house.end(), house->aliases.begin(), house->aliases.end());
    });
    const bool current = !fingerprint.empty() && queries.fact("rules") == fingerprint;
    queries.each_purchase(current, [&](const store::NoticeRow& row) {
      if (!users.contains(row.buyer_id)) return;
      auto notice = notice_of(current && !row.link_facts.empty() ? row.link_facts : row.json);
      // Stored by a program that kept no facts.
      if (!notice && current)
        if (const auto whole = queries.notice(row.id)) notice = notice_of(whole->json);
      if (!notice) return;
      linker::Purchase purchase;
      purchase.notice_id = row.id;
      purchase.project_id = row.project_id;
      purchase.organisation_id = row.buyer_id;
      purchase.notice = &*notice;
      purchase.services = {kUpkeep};
      purchase.products = current ? products_of(matcher.book(), queries.tags(row.id))
                                  : products_of(matcher.book(), matcher.tag(rules::tag_input(*notice)));
      purchase.of_lot = [&](const std::string& name) { return products_in(matcher, name); };
      purchase.supplier_id = [&](const std::string& supplier) {
        const auto found = queries.organisation_by_name(normalised_name(supplier), "");
        return found ? found->id : std::string();
      };
      add(linker::bought(purchase));
    });
    queries.each_profile([&](const store::ProfileRow& row) {
      if (row.organisation_id.empty()) return;
      const auto value = wire::parse_text(row.json);
      if (!value) return;
      auto profile = wire::hospital_from_json(*value);
      if (!profile) return;
      profile->url = row.url;
      linker::HousePage page{row.organisation_id, row.url, profile->text, {profile->name}, {}};
      if (const auto known = names.find(row.organisation_id); known != names.end())
        page.names.insert(page.names.end(), known->second.begin(), known->second.end());
      page.year = year_of_news(*value);
      add(linker::in_use(page, vendors,
                         [&](const std::string& sentence) { return products_in(matcher, sentence); }));
      add(linker::rated(row.organisation_id, *profile, has));
    });
    return true;
  });
  if (!seen) return seen.error();
  const auto base = linker::settled(std::move(entries), lives);
  InstalledSummary summary;
  summary.products = static_cast<std::int64_t>(base.size());
  for (std::size_t i = 0; i < base.size(); ++i)
    if (i == 0 || base[i].organisation_id != base[i - 1].organisation_id) ++summary.organisations;
  const auto written = store.write([&](store::WriteBatch& writer) { writer.replace_installed(base); });
  if (!written) return written.error();
  return summary;
}

}  // namespace tenderlead::app
