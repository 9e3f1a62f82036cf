#include "app/pipeline/opportunities.h"

#include <cstdint>
#include <map>

#include "linker/course.h"
#include "wire/word_text.h"

namespace tenderlead::app {
namespace {

// Of one project; a project with more was joined wrongly, and must not take the memory of the whole store.
constexpr std::size_t kMostNotices = 400;

// What the rows of tag_rows() say; nothing where it can't be read.
std::optional<rules::Tagging> stored_tagging(const std::vector<store::TagRow>& rows,
                                             const rules::RuleBook& book) {
  rules::Tagging tagging;
  for (const auto& row : rows) {
    auto tag = wire::word_from_text(row.json, wire::tag_from_json);
    if (!tag) return std::nullopt;
    if (!tag->id.starts_with(kProductPrefix)) {
      tagging.tags.push_back(std::move(*tag));
      continue;
    }
    rules::ProductHit hit;
    hit.id = tag->id.substr(kProductPrefix.size());
    const auto* product = book.product(hit.id);
    if (product == nullptr) return std::nullopt;
    hit.ours = product->ours;
    for (const auto& reason : tag->reasons) hit.points += reason.points;
    hit.reasons = std::move(tag->reasons);
    tagging.products.push_back(std::move(hit));
  }
  return tagging;
}

}  // namespace

std::optional<Notice> read_notice(const store::NoticeRow& row) {
  return wire::word_from_text(row.json, wire::notice_from_json);
}

Surroundings asked_for(store::Queries& queries, const rules::Needs& needs, const KnownHospitals& hospitals,
                       const store::NoticeRow& row) {
  return needs.beyond_notice() ? surroundings_of(queries, needs, hospitals, row.buyer_id, row.project_id)
                               : Surroundings{};
}

void each_opportunity(store::Queries& queries, const rules::Needs& needs, const KnownHospitals& hospitals,
                      const std::vector<std::pair<std::string, std::string>>& found, bool with_tags,
                      const std::function<void(OpportunityRows)>& each) {
  for (std::size_t i = 0; i < found.size();) {
    std::size_t end = i + 1;
    while (!found[i].first.empty() && end < found.size() && found[end].first == found[i].first) ++end;
    OpportunityRows rows;
    rows.project_id = found[i].first;
    for (std::size_t k = i; k < end && rows.notices.size() < kMostNotices; ++k) {
      auto row = queries.notice(found[k].second);
      if (!row) continue;
      rows.tags.push_back(with_tags ? std::optional(queries.tags(row->id)) : std::nullopt);
      rows.known.push_back(with_tags ? Surroundings{} : asked_for(queries, needs, hospitals, *row));
      rows.notices.push_back(std::move(*row));
    }
    i = end;
    each(std::move(rows));
  }
}

OpportunityRead read_opportunity(const OpportunityRows& rows, const rules::Matcher& matcher, Date as_of) {
  OpportunityRead read;
  read.project_id = rows.project_id;
  std::map<std::string, std::int64_t> buyers;
  for (std::size_t i = 0; i < rows.notices.size(); ++i) {
    const auto& row = rows.notices[i];
    auto notice = read_notice(row);
    if (!notice) continue;
    std::optional<rules::Tagging> tagging;
    if (rows.tags[i]) tagging = stored_tagging(*rows.tags[i], matcher.book());
    read.taggings.push_back(tagging ? std::move(*tagging)
                                    : matcher.tagger().tag(rules::tag_input(*notice),
                                                           rows.known[i].circumstances(&*notice, as_of)));
    read.notices.push_back(std::move(*notice));
    read.ids.push_back(row.id);
    if (!row.buyer_id.empty()) ++buyers[row.buyer_id];
  }
  std::int64_t most = 0;
  for (const auto& [id, count] : buyers)
    if (count > most) {
      read.buyer_id = id;
      most = count;
    }
  return read;
}

std::vector<Lead> leads_of(const OpportunityRead& read, const rules::Matcher& matcher,
                           const Accounts& accounts, Date as_of) {
  rules::Opportunity opportunity;
  opportunity.project_id = read.project_id;
  std::vector<const Notice*> notices;
  for (const auto& notice : read.notices) notices.push_back(&notice);
  auto lots = linker::lots_of(notices);
  for (std::size_t i = 0; i < read.notices.size(); ++i)
    opportunity.notices.push_back({&read.notices[i], read.ids[i], &read.taggings[i], std::move(lots[i])});
  opportunity.buyer = accounts.account(read.buyer_id);
  const auto add_supplier = [&](const std::string& name) {
    const auto* supplier = name.empty() ? nullptr : accounts.by_name(name);
    if (supplier == nullptr) return;
    for (const auto& other : opportunity.suppliers)
      if (other.id == supplier->id) return;
    opportunity.suppliers.push_back(*supplier);
  };
  for (const auto& notice : read.notices) {
    for (const auto& award : notice.awards) add_supplier(award.supplier);
    add_supplier(notice.contract.supplier);
  }
  return matcher.match(std::move(opportunity), as_of);
}

}  // namespace tenderlead::app
