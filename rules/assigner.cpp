#include "rules/assigner.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

namespace tenderlead::rules {
namespace {

std::uint64_t hash_of(std::string_view a, std::string_view b) {
  std::uint64_t hash = 14695981039346656037ull;
  const auto mix = [&hash](std::string_view part) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    hash = (hash ^ 0xFFu) * 1099511628211ull;
  };
  mix(a);
  mix(b);
  // FNV's high bits are poor for short texts; the finaliser of MurmurHash3 spreads them.
  hash ^= hash >> 33;
  hash *= 0xFF51AFD7ED558CCDull;
  hash ^= hash >> 33;
  hash *= 0xC4CEB9FE1A85EC53ull;
  return hash ^ (hash >> 33);
}

// Weighted rendezvous hashing: of all candidates the highest draw wins, each with a chance of its share.
double draw(const TeamMember& member, const std::string& account) {
  constexpr double kOneOver2To53 = 1.0 / 9007199254740992.0;
  const double even = (static_cast<double>(hash_of(member.id, account) >> 11) + 0.5) * kOneOver2To53;
  return -static_cast<double>(member.share) / std::log(even);
}

bool covers(const TeamMember& member, const LeadToAssign& lead) {
  const auto of = [&lead](const std::string& prefix) { return lead.region_code.starts_with(prefix); };
  if (!member.regions.empty() && std::none_of(member.regions.begin(), member.regions.end(), of)) return false;
  return member.products.empty() ||
         std::find(member.products.begin(), member.products.end(), lead.product) != member.products.end();
}

const std::string& account_of(const LeadToAssign& lead) {
  return lead.organisation_id.empty() ? lead.organisation : lead.organisation_id;
}

const char* reason_for(const TeamMember& member) {
  if (!member.regions.empty()) return "region";
  return member.products.empty() ? "share" : "product";
}

class Desk {
 public:
  Desk(const Team& team, const AccountOwners& owners) : team_(team), owners_(owners) {}

  void take(const LeadToAssign& lead, std::string person, const char* because) {
    if (lead.live) ++load_[person];
    given_[lead.id] = {std::move(person), because};
  }

  void give(const LeadToAssign& lead) {
    if (auto owner = account_owner(team_, owners_, lead.organisation_id, lead.organisation); !owner.empty())
      return take(lead, std::move(owner), "account");
    const auto& account = account_of(lead);
    // Whoever got another lead of the account gets this one too, where it is theirs to call about.
    auto& holders = holders_[account];
    for (const auto* member : holders)
      if (covers(*member, lead) && has_room(*member, lead))
        return take(lead, member->id, reason_for(*member));
    const TeamMember* best = nullptr;
    double most = 0;
    for (const auto& member : team_.members) {
      if (member.share == 0 || !covers(member, lead) || !has_room(member, lead)) continue;
      const double drawn = draw(member, account);
      if (best == nullptr || drawn > most) {
        best = &member;
        most = drawn;
      }
    }
    if (best != nullptr) {
      holders.push_back(best);
      return take(lead, best->id, reason_for(*best));
    }
    if (!team_.otherwise.empty()) take(lead, team_.otherwise, "default");
  }

  std::map<std::string, Assignment> result() { return std::move(given_); }

 private:
  bool has_room(const TeamMember& member, const LeadToAssign& lead) const {
    const auto found = load_.find(member.id);
    return !lead.live || member.at_most == 0 || found == load_.end() || found->second < member.at_most;
  }

  const Team& team_;
  const AccountOwners& owners_;
  std::map<std::string, int> load_;
  std::map<std::string, std::vector<const TeamMember*>> holders_;
  std::map<std::string, Assignment> given_;
};

}  // namespace

std::string account_owner(const Team& team, const AccountOwners& owners, const std::string& organisation_id,
                          const std::string& organisation) {
  for (const auto& key : {organisation_id, organisation}) {
    if (key.empty()) continue;
    if (const auto found = owners.find(key); found != owners.end()) return found->second;
  }
  for (const auto& key : {organisation_id, organisation})
    for (const auto& member : team.members)
      if (!key.empty() &&
          std::find(member.accounts.begin(), member.accounts.end(), key) != member.accounts.end())
        return member.id;
  return {};
}

std::map<std::string, Assignment> assign(const Team& team, const AccountOwners& owners,
                                         std::vector<LeadToAssign> leads) {
  std::map<std::string, int> best;  // by account: the score of its best live lead
  for (const auto& lead : leads) {
    auto& score = best.try_emplace(account_of(lead), -1).first->second;
    if (lead.live) score = std::max(score, lead.score);
  }
  const auto key = [&best](const LeadToAssign& lead) {
    return std::tuple(-best[account_of(lead)], std::string_view(account_of(lead)), !lead.live, -lead.score,
                      std::string_view(lead.id));
  };
  std::sort(leads.begin(), leads.end(),
            [&key](const LeadToAssign& a, const LeadToAssign& b) { return key(a) < key(b); });
  Desk desk(team, owners);
  for (const auto& lead : leads)
    if (!lead.by_hand.empty()) desk.take(lead, lead.by_hand, "person");
  for (const auto& lead : leads)
    if (lead.by_hand.empty()) desk.give(lead);
  return desk.result();
}

}  // namespace tenderlead::rules
