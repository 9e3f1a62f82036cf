#include "app/pipeline/lead_layer.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "rules/lead_maker.h"
#include "wire/json.h"
#include "wire/word_text.h"

namespace tenderlead::app {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

bool is_procurement(LeadKind kind) {
  return kind == LeadKind::early_signal || kind == LeadKind::open_tender;
}

// Its bids are being evaluated, or something came of it: nobody will buy the same anew soon.
bool came_of(const Lead& lead) {
  if (is_procurement(lead.kind)) return lead.ended == "deadline" || lead.ended == "evaluated";
  return lead.kind == LeadKind::competitor_win;
}

// Something was bought by this lead's procurement, from whomever.
bool is_purchase(const Lead& lead) {
  return lead.kind == LeadKind::competitor_win || lead.kind == LeadKind::renewal ||
         lead.ended == "won_by_us" || lead.ended == "awarded" || lead.ended == "partner";
}

}  // namespace

PeoplesWork PeoplesWork::read(store::Queries& queries) {
  PeoplesWork work;
  std::map<std::string, std::tuple<std::string, std::string>> last;  // account to day and lead
  queries.each_lead_work([&](const store::LeadWorkRow& row) {
    work.rows.push_back(row);
    if (row.owner.empty()) return;
    for (const auto& account : {row.organisation_id, row.organisation}) {
      if (account.empty()) continue;
      auto& known = last[account];
      const std::tuple now{row.day, row.lead_id};
      if (now < known) continue;
      known = now;
      work.owners[account] = row.owner;
    }
  });
  return work;
}

store::LeadRow lead_row(const Lead& lead) {
  store::LeadRow row;
  row.id = lead.id;
  row.kind = to_string(lead.kind);
  row.product = lead.product;
  row.organisation_id = lead.organisation_id;
  row.notice_id = lead.notice_id;
  row.project_id = lead.project_id;
  row.region_code = lead.region.code;
  if (lead.published_at) row.published_at = to_string(*lead.published_at);
  if (lead.act_by) row.act_by = to_string(*lead.act_by);
  if (lead.changed_at) row.changed_at = to_string(*lead.changed_at);
  row.state = to_string(lead.state);
  row.score = lead.score;
  row.json = wire::to_json_text(lead);
  row.grade = lead.grade;
  row.uncertainty = lead.uncertainty;
  row.organisation = lead.organisation;
  row.title = lead.title;
  if (lead.opened_at) row.opened_at = to_string(*lead.opened_at);
  row.ended = lead.ended;
  if (!lead.history.empty()) {
    row.news = lead.history.back().text;
    row.news_en = lead.history.back().text_en;
  }
  if (lead.price) {
    row.price_low = lead.price->low_wan;
    row.price_high = lead.price->high_wan.value_or(0);
  }
  return row;
}

LeadLayer::LeadLayer(LeadSink& sink, const rules::Matcher& matcher, const PeoplesWork& work,
                     LeadVersions versions, Date as_of)
    : sink_(sink), matcher_(matcher), work_(work), versions_(std::move(versions)), as_of_(as_of) {
  for (const auto& row : work_.rows) {
    anchor_products_.insert(row.product);
    for (auto& notice : lines_of(row.notices)) anchors_.try_emplace(std::move(notice));
  }
}

bool LeadLayer::is_worked_on(const Lead& lead) const {
  const auto same = [&lead](const store::LeadWorkRow& row) { return row.lead_id == lead.id; };
  if (std::any_of(work_.rows.begin(), work_.rows.end(), same)) return true;
  return anchor_products_.contains(lead.product) &&
         std::any_of(lead.notices.begin(), lead.notices.end(),
                     [this](const std::string& notice) { return anchors_.contains(notice); });
}

bool LeadLayer::is_of(const Brief& lead, const store::LeadWorkRow& row) {
  return (!row.organisation_id.empty() && lead.organisation_id == row.organisation_id) ||
         lead.organisation == row.organisation;
}

void LeadLayer::put(const Lead& lead) {
  if (lead.state == LeadState::expired && lead.changed_at &&
      days_from_date(as_of_) - days_from_date(lead.changed_at->date) > matcher_.book().forget_after_days &&
      !is_worked_on(lead))
    return;
  sink_.put(lead);
  for (const auto& notice : lead.notices)
    if (const auto anchor = anchors_.find(notice); anchor != anchors_.end())
      anchor->second.push_back(leads_.size());
  leads_.push_back({lead.id, lead.organisation_id, lead.organisation, lead.product, lead.region.code,
                    lead.score, lead.state != LeadState::expired});
}

void LeadLayer::take(Lead lead) {
  lead.versions = versions_;
  const bool live = lead.state != LeadState::expired;
  const auto& account = lead.organisation_id.empty() ? lead.organisation : lead.organisation_id;
  if (lead.kind != LeadKind::partner) {
    auto& going = going_[account];
    if (is_purchase(lead)) going.bought.insert(lead.product);
    if (live) going.live.insert(lead.product);
    if (lead.changed_at && (came_of(lead) || (is_purchase(lead) && lead.kind != LeadKind::renewal))) {
      const std::pair over(lead.changed_at->date, lead.id);
      auto& last = going.over[lead.product];
      if (last.second.empty() || std::tie(last.first, over.second) < std::tie(over.first, last.second))
        last = over;
    }
    if (live && is_procurement(lead.kind)) {
      auto& under_way = going.procuring[lead.product];
      if (under_way.empty() || lead.id < under_way) under_way = lead.id;
    }
  }
  if (live && lead.kind == LeadKind::renewal)
    renewals_.push_back(std::move(lead));
  else
    put(lead);
}

void LeadLayer::settle_renewals() {
  for (auto& lead : renewals_) {
    const auto& account = lead.organisation_id.empty() ? lead.organisation : lead.organisation_id;
    const auto& going = going_[account];
    const auto last = going.over.find(lead.product);
    if (const auto newer = going.procuring.find(lead.product); newer != going.procuring.end())
      rules::give_way(matcher_.book(), lead, newer->second);
    // What ended before the renewal's time came is what is to be renewed, or older.
    else if (last != going.over.end() && lead.changed_at && lead.changed_at->date < last->second.first)
      rules::give_way(matcher_.book(), lead, last->second.second);
    put(lead);
  }
  renewals_.clear();
}

// What is known of organisations without a procurement: gaps, and renewals of what is in place.
void LeadLayer::add_gaps(const Accounts& accounts) {
  accounts.each_known([&](const std::string& id) {
    static const Going kNothing;
    const auto found = going_.find(id);
    const auto& going = found == going_.end() ? kNothing : found->second;
    for (auto& lead : matcher_.match(accounts.account(id), going.live, going.bought, as_of_)) {
      lead.versions = versions_;
      put(lead);
    }
  });
}

// By its own id; else by a notice that it rested on then, where the product is the same and the organisation too, or the
// only one; a gap by its organisation.
std::map<std::string, std::string> LeadLayer::find_work(const PeoplesWork& work) const {
  std::map<std::string, std::string> work_of;
  std::set<std::string> ids;
  for (const auto& lead : leads_) ids.insert(lead.id);
  for (const auto& row : work.rows) {
    if (ids.contains(row.lead_id)) {
      work_of[row.lead_id] = row.lead_id;
      continue;
    }
    const auto same_account = [&row](const Brief& lead) { return is_of(lead, row); };
    std::vector<const Brief*> near, others;
    const auto look_at = [&](const Brief& lead) {
      if (lead.product != row.product) return;
      auto& list = same_account(lead) ? near : others;
      if (std::find(list.begin(), list.end(), &lead) == list.end()) list.push_back(&lead);
    };
    const auto notices = lines_of(row.notices);
    // Of work that was done while the leads were made, only the lead itself is found; the rest is by the next match.
    for (const auto& notice : notices)
      if (const auto anchor = anchors_.find(notice); anchor != anchors_.end())
        for (const auto index : anchor->second) look_at(leads_[index]);
    if (notices.empty())
      for (const auto& lead : leads_)
        if (same_account(lead) && lead.product == row.product) near.push_back(&lead);
    const auto by_id = [](const Brief* a, const Brief* b) { return a->id < b->id; };
    const Brief* found = nullptr;
    if (!near.empty())
      found = *std::min_element(near.begin(), near.end(), by_id);
    else if (others.size() == 1)
      found = others.front();
    if (found != nullptr) work_of.try_emplace(found->id, row.lead_id);
  }
  return work_of;
}

void LeadLayer::assign(const PeoplesWork& work, const std::map<std::string, std::string>& work_of,
                       LeadSink& sink) const {
  std::map<std::string, const store::LeadWorkRow*> rows;
  for (const auto& row : work.rows) rows[row.lead_id] = &row;
  std::vector<rules::LeadToAssign> leads;
  leads.reserve(leads_.size());
  for (const auto& lead : leads_) {
    rules::LeadToAssign one{lead.id,          lead.organisation_id, lead.organisation, lead.product,
                            lead.region_code, lead.score,           lead.live,         {}};
    if (const auto done = work_of.find(lead.id); done != work_of.end())
      one.by_hand = rows.at(done->second)->owner;
    leads.push_back(std::move(one));
  }
  for (const auto& [id, given] : rules::assign(matcher_.book().team, work.owners, std::move(leads)))
    sink.set_owner(id, given);
}

// A lead of no notice is gone when what it rested on is: nobody misses it, but for those who worked on it. They find it ended,
// unless their work goes on with another lead of that account and product.
void LeadLayer::keep_worked_on(store::Queries& before) {
  std::unordered_map<std::string, std::vector<const store::LeadWorkRow*>> open;  // by product
  for (const auto& row : work_.rows)
    if (row.notices.empty()) open[row.product].push_back(&row);
  for (const auto& lead : leads_)
    if (const auto rows = open.find(lead.product); rows != open.end())
      std::erase_if(rows->second, [&lead](const store::LeadWorkRow* row) {
        return lead.id == row->lead_id || is_of(lead, *row);
      });
  for (const auto& row : work_.rows) {
    const auto rows = open.find(row.product);
    if (rows == open.end() || std::find(rows->second.begin(), rows->second.end(), &row) == rows->second.end())
      continue;
    const auto stored = before.lead(row.lead_id);
    if (!stored) continue;
    auto lead = wire::word_from_text(stored->json, wire::lead_from_json);
    if (!lead || (lead->opportunity != "gap" && lead->opportunity != "installed")) continue;
    if (lead->state != LeadState::expired) rules::end_no_longer(matcher_.book(), *lead, as_of_);
    lead->versions = versions_;
    put(*lead);
  }
}

void LeadLayer::finish(const Accounts& accounts, store::Queries& before) {
  settle_renewals();
  add_gaps(accounts);
  keep_worked_on(before);
}

std::int64_t LeadLayer::give(const PeoplesWork& now, LeadSink& sink) const {
  const auto work_of = find_work(now);
  for (const auto& [id, work_id] : work_of)
    if (id != work_id) sink.set_work(id, work_id);
  assign(now, work_of, sink);
  return static_cast<std::int64_t>(leads_.size());
}

}  // namespace tenderlead::app
