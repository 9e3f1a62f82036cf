#include "app/pipeline/mentions.h"

#include <utility>

#include "app/pipeline/names.h"

namespace tenderlead::app {

void add_mention(std::vector<store::MentionRow>& mentions, store::MentionRow::Role role,
                 const std::string& name, const std::string& region_code, const std::string& alias_of) {
  auto norm = normalised_name(name);
  if (norm.empty()) return;
  for (const auto& other : mentions)
    if (other.role == role && other.norm == norm) return;
  mentions.push_back({role, name, std::move(norm), region_code, alias_of});
}

std::vector<store::MentionRow> mentions_of(const Notice& notice) {
  using Role = store::MentionRow::Role;
  std::vector<store::MentionRow> mentions;
  add_mention(mentions, Role::buyer, notice.buyer.name, notice.region.code);
  add_mention(mentions, Role::agency, notice.agency.name);
  for (const auto& award : notice.awards) add_mention(mentions, Role::supplier, award.supplier);
  add_mention(mentions, Role::supplier, notice.contract.supplier);
  return mentions;
}

}  // namespace tenderlead::app
