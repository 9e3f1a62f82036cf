#include "rules/lead_maker.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "rules/prices.h"

namespace tenderlead::rules {
namespace {

constexpr int kMostScore = 100;
// A lead shows this many further words at most; the tags of the notice hold them all.
constexpr std::size_t kMostWords = 3;

Reason base_reason(const Finding& finding) {
  Reason reason;
  if (finding.hit != nullptr && !finding.hit->reasons.empty()) reason = finding.hit->reasons.front();
  reason.rule = "leads/" + finding.rule->id + "/base";
  reason.points = finding.rule->base;
  reason.text = finding.facts.fill(finding.rule->say);
  return reason;
}

std::vector<Reason> word_reasons(const Finding& finding) {
  std::vector<Reason> words;
  if (finding.hit == nullptr) return words;
  for (const auto& reason : finding.hit->reasons) {
    if (words.size() == kMostWords) break;
    words.push_back(reason);
    words.back().points = 0;  // they gave the product, which the score counts already
  }
  return words;
}

}  // namespace

std::string lead_id(LeadKind kind, const std::string& product, const std::string& organisation,
                    const std::string& notice_id) {
  std::uint64_t hash = 14695981039346656037ull;
  const auto mix = [&hash](std::string_view part) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    hash = (hash ^ 0xFFu) * 1099511628211ull;  // a byte that UTF-8 doesn't have parts the parts
  };
  mix(to_string(kind));
  mix(product);
  mix(organisation);
  mix(notice_id);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string id(16, '0');
  for (std::size_t i = 0; i < 16; ++i) id[15 - i] = kDigits[(hash >> (4 * i)) & 0xF];
  return id;
}

Lead make_lead(const RuleBook& book, Finding finding, const Notice* notice, const std::string& notice_id,
               const std::string& project_id) {
  const auto* product = book.product(finding.product);
  auto& facts = finding.facts;
  facts.set(Fact::product, finding.product);
  facts.set(Fact::ours, product != nullptr && product->ours ? "yes" : "no");
  if (finding.hit != nullptr) facts.set(Fact::product_points, finding.hit->points);
  facts.say("product", product != nullptr ? product->name : finding.product);

  Lead lead;
  lead.kind = finding.rule->kind;
  lead.product = finding.product;
  lead.organisation_id = finding.organisation_id;
  lead.organisation = finding.organisation;
  lead.notice_id = notice_id;
  lead.project_id = project_id;
  lead.id = lead_id(lead.kind, lead.product,
                    lead.organisation_id.empty() ? lead.organisation : lead.organisation_id, notice_id);
  if (notice != nullptr) {
    lead.title = notice->title;
    lead.url = notice->url;
    lead.region = notice->region;
    lead.published_at = notice->published_at;
  }

  lead.reasons.push_back(base_reason(finding));
  for (const auto& factor : finding.rule->factors) {
    if (!facts.holds(factor.when)) continue;
    Reason reason;
    reason.rule = "leads/" + finding.rule->id + "/" + factor.id;
    reason.points = factor.points;
    reason.text = facts.fill(factor.say);
    lead.reasons.push_back(std::move(reason));
  }
  int sum = 0;
  for (const auto& reason : lead.reasons) sum += reason.points;
  lead.score = std::clamp(sum, 0, kMostScore);
  std::stable_sort(lead.reasons.begin() + 1, lead.reasons.end(),
                   [](const Reason& a, const Reason& b) { return std::abs(a.points) > std::abs(b.points); });
  if (lead.score != sum) {
    Reason cap;
    cap.rule = "leads/" + finding.rule->id + "/cap";
    cap.points = lead.score - sum;
    cap.text = book.cap_say;
    lead.reasons.push_back(std::move(cap));
  }
  for (auto& reason : word_reasons(finding)) lead.reasons.push_back(std::move(reason));
  if (finding.profile != nullptr)
    if (auto price = price_reason(book, finding.product, *finding.profile, facts))
      lead.reasons.push_back(std::move(*price));
  lead.suggestion = facts.fill(finding.rule->suggestion);
  return lead;
}

}  // namespace tenderlead::rules
