#include "app/pipeline/installed.h"

#include <utility>
#include <vector>

#include "app/config/installed_reader.h"
#include "app/pipeline/names.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

constexpr std::string_view kProductPrefix = "product/";

std::vector<linker::ProductWords> products_of(const rules::Tagging& tagging) {
  std::vector<linker::ProductWords> products;
  for (const auto& hit : tagging.products)
    products.push_back({hit.id, hit.reasons.empty() ? std::string() : hit.reasons.front().matched});
  return products;
}

std::vector<linker::ProductWords> products_of(const std::vector<store::TagRow>& rows) {
  std::vector<linker::ProductWords> products;
  for (const auto& row : rows) {
    if (!row.id.starts_with(kProductPrefix)) continue;
    linker::ProductWords product{row.id.substr(kProductPrefix.size()), ""};
    if (const auto value = wire::parse_text(row.json))
      if (const auto tag = wire::tag_from_json(*value); tag && !tag->reasons.empty())
        product.words = tag->reasons.front().matched;
    products.push_back(std::move(product));
  }
  return products;
}

bool shows_purchase(const std::string& kind) {
  return kind == to_string(NoticeKind::award) || kind == to_string(NoticeKind::contract) ||
         kind == to_string(NoticeKind::acceptance);
}

std::vector<linker::ProductWords> products_in(const rules::Matcher& matcher, const std::string& words) {
  rules::TagInput input;
  input.title = words;
  return products_of(matcher.tag(input));
}

}  // namespace

linker::ProductLives product_lives(const std::string& directory, const rules::RuleBook& book) {
  const auto settings = config::installed_settings(directory, book);
  linker::ProductLives lives{{settings.value.usual.from, settings.value.usual.until}, {}};
  for (const auto& [product, years] : settings.value.products)
    lives.products[product] = {years.from, years.until};
  return lives;
}

Result<InstalledSummary> find_installed(store::Store& store, const rules::Matcher& matcher,
                                        const std::string& fingerprint, const linker::ProductLives& lives) {
  std::vector<linker::Vendor> vendors;
  for (const auto& partner : matcher.book().partners) {
    auto names = partner.names;
    names.push_back(partner.name);
    vendors.push_back({partner.name, std::move(names)});
  }
  std::vector<InstalledProduct> entries;
  const auto add = [&](std::vector<InstalledProduct> more) {
    entries.insert(entries.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  auto seen = store.read([&](store::Queries& queries) {
    const bool current = !fingerprint.empty() && queries.fact("rules") == fingerprint;
    queries.each_notice(current, [&](const store::NoticeRow& row) {
      if (!shows_purchase(row.kind) || row.buyer_id.empty()) return;
      const auto value = wire::parse_text(row.json);
      if (!value) return;
      const auto notice = wire::notice_from_json(*value);
      if (!notice) return;
      linker::Purchase purchase;
      purchase.notice_id = row.id;
      purchase.project_id = row.project_id;
      purchase.organisation_id = row.buyer_id;
      purchase.notice = &*notice;
      purchase.products =
          current ? products_of(queries.tags(row.id)) : products_of(matcher.tag(rules::tag_input(*notice)));
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
      const auto profile = wire::hospital_from_json(*value);
      if (!profile) return;
      add(linker::in_use(row.organisation_id, row.url, profile->text, vendors,
                         [&](const std::string& sentence) { return products_in(matcher, sentence); }));
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
