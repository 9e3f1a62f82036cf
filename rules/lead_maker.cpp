#include "rules/lead_maker.h"

#include <cstdint>
#include <utility>

#include "rules/prices.h"
#include "rules/scorer.h"
#include "rules/sentence.h"

namespace tenderlead::rules {
namespace {

// A lead shows this many further words at most; the tags of the notice hold them all.
constexpr std::size_t kMostWords = 3;

Reason first_reason(const Finding& finding) {
  Reason reason;
  if (finding.hit != nullptr && !finding.hit->reasons.empty()) {
    reason = finding.hit->reasons.front();
    reason.notice_id = finding.hit_notice;
  }
  reason.rule = "leads/" + finding.rule->id + "/base";
  reason.points = 0;
  reason.text = finding.facts.fill(finding.rule->say.zh);
  reason.text_en = finding.facts.fill_english(finding.rule->say.en);
  return reason;
}

void add_words(const Finding& finding, std::vector<Reason>& reasons) {
  if (finding.hit == nullptr) return;
  for (std::size_t i = 0; i < finding.hit->reasons.size() && i < kMostWords; ++i) {
    auto word = finding.hit->reasons[i];
    word.points = 0;  // they gave the product, which the score asks for already
    word.notice_id = finding.hit_notice;
    reasons.push_back(std::move(word));
  }
}

void add_course(const Standing& standing, Lead& lead) {
  lead.state = standing.state;
  lead.ended = standing.ended;
  lead.opened_at = standing.opened_at;
  lead.changed_at = standing.changed_at;
  lead.history = standing.history;
  if (standing.basis == nullptr) return;
  const auto& notice = *standing.basis->notice;
  lead.notice_id = standing.basis->id;
  lead.title = notice.title;
  lead.url = notice.url;
  lead.region = notice.region;
  lead.published_at = notice.published_at;
}

// The deadline of a tender, or of a survey; the month in which a plan becomes one; the end of a service.
std::optional<StatedTime> act_by(LeadKind kind, const Standing& standing) {
  const auto on = [](std::optional<Date> day) {
    std::optional<StatedTime> time;
    if (day) time.emplace().date = *day;
    return time;
  };
  if (kind == LeadKind::open_tender) return standing.deadline;
  if (kind == LeadKind::renewal) return on(standing.service_end);
  if (kind != LeadKind::early_signal || standing.basis == nullptr) return std::nullopt;
  const auto& notice = *standing.basis->notice;
  return notice.bid_deadline ? notice.bid_deadline : on(expected_from(notice));
}

}  // namespace

std::string lead_id(const std::string& product, const std::string& organisation,
                    const std::string& opportunity) {
  std::uint64_t hash = 14695981039346656037ull;
  const auto mix = [&hash](std::string_view part) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    hash = (hash ^ 0xFFu) * 1099511628211ull;  // a byte that UTF-8 doesn't have parts the parts
  };
  mix(product);
  mix(organisation);
  mix(opportunity);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string id(16, '0');
  for (std::size_t i = 0; i < 16; ++i) id[15 - i] = kDigits[(hash >> (4 * i)) & 0xF];
  return id;
}

namespace {

void end(const RuleBook& book, Lead& lead, const std::string& why, LeadChange change) {
  lead.state = LeadState::expired;
  lead.ended = why;
  lead.plan.clear();
  change.what = "ended_" + why;
  for (const auto& one : book.changes)
    if (one.what == change.what) {
      change.text = fill_sentence(one.say.zh, {{"to", change.to}});
      change.text_en = fill_sentence(one.say.en, {{"to", change.to}});
    }
  lead.history.push_back(std::move(change));
}

}  // namespace

void give_way(const RuleBook& book, Lead& lead, const std::string& newer_lead_id) {
  end(book, lead, "in_procurement", {"", std::nullopt, "", newer_lead_id});
}

void end_no_longer(const RuleBook& book, Lead& lead, Date as_of) {
  StatedTime today;
  today.date = as_of;
  lead.changed_at = today;
  end(book, lead, "no_longer", {"", today, "", to_string(as_of)});
}

Lead make_lead(const RuleBook& book, Finding finding, const Standing& standing) {
  const auto* product = book.product(finding.product);
  auto& facts = finding.facts;
  facts.set(Fact::product, finding.product);
  facts.set(Fact::ours, product != nullptr && product->ours ? "yes" : "no");
  if (finding.hit != nullptr) {
    facts.set(Fact::product_points, finding.hit->points);
    if (!finding.hit->reasons.empty()) {
      const auto& at = finding.hit->reasons.front();
      const Proof proof{at.field, at.matched, at.start, at.end, finding.hit_notice, {}};
      facts.prove(Fact::product_points, proof);
      facts.prove(Fact::ours, proof);
    }
  }
  if (product != nullptr)
    facts.say_own("product", product->name, product->english_name());
  else
    facts.say("product", finding.product);

  Lead lead;
  add_course(standing, lead);
  lead.kind = finding.rule->kind;
  lead.product = finding.product;
  lead.organisation_id = finding.organisation_id;
  lead.organisation = finding.organisation;
  lead.opportunity = finding.opportunity;
  if (lead.opportunity.starts_with("project:")) lead.project_id = lead.opportunity.substr(8);
  lead.id = lead_id(lead.product, lead.organisation_id.empty() ? lead.organisation : lead.organisation_id,
                    lead.opportunity);
  lead.act_by = act_by(lead.kind, standing);

  auto score = score_of(book.score, finding.rule->id, finding.rule->criteria, facts);
  lead.score = score.score;
  lead.grade = grade_of(book.score, score.score);
  lead.uncertainty = score.uncertainty;
  lead.known = score.known;
  lead.lowest = score.lowest;
  lead.highest = score.highest;
  lead.parts = std::move(score.parts);
  lead.unknown = std::move(score.unknown);
  lead.reasons.push_back(first_reason(finding));
  for (auto& reason : score.reasons) lead.reasons.push_back(std::move(reason));
  add_words(finding, lead.reasons);
  if (finding.profile != nullptr)
    if (auto price = price_estimate(book, finding.product, *finding.profile, facts)) {
      for (const auto& reason : price->reasons) lead.reasons.push_back(reason);
      lead.price = std::move(*price);
    }
  lead.suggestion = facts.fill(finding.rule->suggestion.zh);
  lead.suggestion_en = facts.fill_english(finding.rule->suggestion.en);
  if (lead.state != LeadState::expired)
    lead.plan = contact_plan(book.plans, lead, facts, finding.contacts, finding.as_of);
  return lead;
}

}  // namespace tenderlead::rules
