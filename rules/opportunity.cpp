#include "rules/opportunity.h"

#include <algorithm>
#include <optional>

#include "rules/words.h"

namespace tenderlead::rules {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// A length whose start the notice leaves open is counted from `start`; a time for delivery ends nothing that could be
// renewed.
std::optional<Date> end_of(const std::optional<ContractPeriod>& period, std::optional<Date> start) {
  if (!period || period->kind == PeriodKind::delivery) return std::nullopt;
  if (period->ends_on) return period->ends_on;
  return start ? end_counted_from(*period, *start) : std::nullopt;
}

Date later(Date day, int days) {
  return date_from_days(days_from_date(day) + days);
}

std::optional<Date> until_age(const LeadRule& rule, const Notice& notice) {
  if (rule.max_age_days == 0 || !notice.published_at) return std::nullopt;
  return later(notice.published_at->date, rule.max_age_days);
}

// By which a portal's copy of a notice is known: its kind, and what tells two of one kind apart.
std::string news_key(const CourseNotice& one) {
  const auto& notice = *one.notice;
  std::string key = notice.kind ? to_string(*notice.kind) : "";
  if (!one.lot.empty()) key += "\nlot " + one.lot;
  switch (notice.kind.value_or(NoticeKind::other)) {
    case NoticeKind::amendment:
    case NoticeKind::failure:
    case NoticeKind::market_research:
      return key + "\n" + fold(notice.title);
    case NoticeKind::award:
    case NoticeKind::contract:
      return key + "\n" + joined(winners(notice));
    default:
      return key;
  }
}

}  // namespace

std::vector<std::string> winners(const Notice& notice) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& name) {
    if (!name.empty() && !contains(names, name)) names.push_back(name);
  };
  for (const auto& award : notice.awards)
    if (award.rank.value_or(1) == 1) add(award.supplier);
  add(notice.contract.supplier);
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) {
    if (!text.empty()) text += "、";
    text += name;
  }
  return text;
}

std::optional<Date> end_of_service(const Notice& notice) {
  std::optional<Date> start;
  if (notice.contract.signed_on)
    start = notice.contract.signed_on->date;
  else if (notice.published_at)
    start = notice.published_at->date;
  const auto end = end_of(notice.contract.period, start);
  return end ? end : end_of(notice.service_period, start);
}

struct OpportunityView::Walk {
  Course course;
  const std::string& product;
  std::set<std::string> seen{};  // news_key() of what came before
  bool tendered = false;
  bool failed = false;
  std::optional<Date> awarded{};
  bool news = false;                  // this notice is no copy of an earlier one
  std::set<std::string> open_lots{};  // tendered, with no result yet
  std::string stated_lot{};           // whose deadline and budget the lead has
};

OpportunityView::OpportunityView(const RuleBook& book, const Companies& companies, Opportunity& opportunity,
                                 Date as_of)
    : book_(book), companies_(companies), opportunity_(opportunity), as_of_(as_of) {
  sort_by_time(opportunity_.notices);
  for (const auto& notice : opportunity_.notices) {
    if (notice.tagging == nullptr) continue;
    for (const auto& tag : notice.tagging->tags) tags_.insert(tag.id);
    for (const auto& hit : notice.tagging->products) {
      if (!notice.lot.empty()) of_lots_[notice.lot].insert(hit.id);
      auto& best = best_[hit.id];
      if (best.hit == nullptr) products_.push_back(hit.id);
      if (best.hit == nullptr || hit.points > best.hit->points) best = {&hit, &notice};
    }
  }
  for (const auto& rule : book_.leads) {
    std::set<std::string> taken;
    for (const auto& [id, best] : best_)
      if (rule.products == ProductChoice::all || best.hit->ours) taken.insert(id);
    if (taken.empty() && rule.products == ProductChoice::ours_or_best) {
      const Hit* most = nullptr;
      for (const auto& id : products_)
        if (const auto& best = best_.at(id); most == nullptr || best.hit->points > most->hit->points)
          most = &best;
      if (most != nullptr) taken.insert(most->hit->id);
    }
    chosen_.push_back(std::move(taken));
  }
}

bool OpportunityView::is_elsewhere(const CourseNotice& notice, const std::string& product) const {
  if (notice.lot.empty()) return false;
  const auto own = of_lots_.find(notice.lot);
  if (own != of_lots_.end() && own->second.contains(product)) return false;
  return std::any_of(of_lots_.begin(), of_lots_.end(),
                     [&](const auto& lot) { return lot.second.contains(product); });
}

bool OpportunityView::applies(const LeadRule& rule, NoticeKind kind, const std::string& product) const {
  if (std::find(rule.notice_kinds.begin(), rule.notice_kinds.end(), kind) == rule.notice_kinds.end())
    return false;
  if (!rule.requires_tag.empty() && !tags_.contains(rule.requires_tag)) return false;
  return product.empty() || chosen_[static_cast<std::size_t>(&rule - book_.leads.data())].contains(product);
}

const LeadRule* OpportunityView::rule_for(std::initializer_list<LeadKind> kinds, NoticeKind kind,
                                          const std::string& product) const {
  for (const auto& rule : book_.leads)
    if (std::find(kinds.begin(), kinds.end(), rule.kind) != kinds.end() && applies(rule, kind, product))
      return &rule;
  return nullptr;
}

namespace {

// Whether lots besides a notice's own are still open; its own no longer is.
bool others_open(std::set<std::string>& open_lots, const CourseNotice& notice) {
  if (notice.lot.empty()) return false;
  open_lots.erase(notice.lot);
  return !open_lots.empty();
}

}  // namespace

void OpportunityView::plan(Walk& walk, const CourseNotice& notice) const {
  // A plan that is heard of after its tender says nothing new.
  if (walk.tendered && !walk.failed) return;
  walk.news = walk.course.restate(notice) || walk.news;
  const auto* rule = rule_for({LeadKind::early_signal}, *notice.notice->kind, walk.product);
  if (rule == nullptr) return;
  auto until = until_age(*rule, *notice.notice);
  // What is planned for next winter is no older for having been announced in spring.
  if (const auto expected = expected_from(*notice.notice); expected && until)
    until = std::max(*until, last_day_of_months(*expected, 1));
  walk.course.live(*rule, notice, until, "age", walk.news);
}

void OpportunityView::tender(Walk& walk, const CourseNotice& notice) const {
  const auto& said = *notice.notice;
  if (walk.awarded) {
    // Only what is published after the award and still open then is a tender of its own.
    const auto day = said.published_at ? std::optional(said.published_at->date) : std::nullopt;
    if (!day || *day <= *walk.awarded || (said.bid_deadline && said.bid_deadline->date <= *walk.awarded))
      return;
    walk.awarded.reset();
  }
  walk.tendered = true;
  walk.failed = false;
  const bool another_lot = !notice.lot.empty() && !walk.stated_lot.empty() && notice.lot != walk.stated_lot;
  if (!notice.lot.empty()) walk.open_lots.insert(notice.lot);
  if (walk.stated_lot.empty()) walk.stated_lot = notice.lot;
  if (another_lot) walk.course.restate_lot(notice);
  const bool restated = !another_lot && walk.course.restate(notice);
  const auto* rule = rule_for({LeadKind::open_tender}, *said.kind, walk.product);
  if (rule == nullptr) return;
  const auto told = walk.course.now().history.size();
  const auto& deadline = walk.course.now().deadline;
  if (deadline)
    walk.course.live(*rule, notice, deadline->date, "deadline", walk.news || restated);
  else
    walk.course.live(*rule, notice, until_age(*rule, said), "age", walk.news);
  if (walk.news && !restated && walk.course.now().history.size() == told)
    walk.course.tell(said.kind == NoticeKind::amendment ? "amendment" : "tender", notice,
                     to_string(*said.kind));
}

void OpportunityView::fail(Walk& walk, const CourseNotice& notice) const {
  if (!walk.news) return;
  if (others_open(walk.open_lots, notice)) return walk.course.tell("lot_failure", notice);
  walk.failed = true;
  walk.awarded.reset();
  walk.course.tell("failure", notice);
  if (const auto* rule = rule_for({LeadKind::early_signal}, NoticeKind::failure, walk.product))
    walk.course.live(*rule, notice, until_age(*rule, *notice.notice), "age", true);
  else
    walk.course.end("failed", notice);
}

void OpportunityView::award(Walk& walk, const CourseNotice& notice) const {
  const auto& said = *notice.notice;
  if (const auto* rule = rule_for({LeadKind::renewal}, *said.kind, walk.product))
    if (const auto end = end_of_service(said)) {
      walk.course.won_by(winners(said));
      walk.course.renew(*rule, notice, *end);
    }
  if (others_open(walk.open_lots, notice)) {
    if (const auto all = winners(said); walk.news && !all.empty())
      walk.course.tell(said.kind == NoticeKind::contract ? "lot_contract" : "lot_award", notice, joined(all));
    return;
  }
  if (said.published_at) walk.awarded = std::max(walk.awarded.value_or(Date{}), said.published_at->date);
  walk.tendered = true;
  if (!walk.news) return;
  std::vector<std::string> others;
  const auto all = winners(said);
  for (const auto& winner : all)
    if (!companies_.ours(winner)) others.push_back(winner);
  walk.course.won_by(all);
  if (!all.empty())
    walk.course.tell(said.kind == NoticeKind::contract ? "contract" : "award", notice, joined(all));
  if (others.empty()) return walk.course.end(all.empty() ? "awarded" : "won_by_us", notice);
  // A partner that doesn't make the product is a partner lead instead.
  auto rivals = others;
  std::erase_if(rivals, [&](const std::string& name) {
    const int index = companies_.partner(name);
    return index >= 0 && !contains(book_.partners[static_cast<std::size_t>(index)].makes, walk.product);
  });
  if (rivals.empty()) return walk.course.end("partner", notice);
  const auto* rule = rule_for({LeadKind::competitor_win}, *said.kind, walk.product);
  if (rule == nullptr) return walk.course.end("awarded", notice);
  walk.course.won_by(rivals);
  walk.course.live(*rule, notice, until_age(*rule, said), "age", true);
}

Standing OpportunityView::buyers_course(const std::string& product) const {
  Walk walk{Course(book_.changes, as_of_), product};
  for (const auto& notice : opportunity_.notices) {
    const auto& said = *notice.notice;
    if (!said.kind || is_elsewhere(notice, product)) continue;
    if (said.published_at) walk.course.advance(std::min(said.published_at->date, as_of_));
    walk.news = walk.seen.insert(news_key(notice)).second;
    switch (*said.kind) {
      case NoticeKind::intention:
      case NoticeKind::market_research:
        plan(walk, notice);
        break;
      case NoticeKind::prequalification:
      case NoticeKind::tender:
      case NoticeKind::single_source:
      case NoticeKind::amendment:
        tender(walk, notice);
        break;
      case NoticeKind::shortlist:
        if (!others_open(walk.open_lots, notice)) walk.course.end("evaluated", notice);
        break;
      case NoticeKind::failure:
        fail(walk, notice);
        break;
      case NoticeKind::award:
      case NoticeKind::contract:
        award(walk, notice);
        break;
      case NoticeKind::acceptance:
        if (walk.news) walk.course.tell("acceptance", notice);
        break;
      case NoticeKind::other:
        break;
    }
  }
  return walk.course.finish();
}

std::vector<OpportunityView::PartnerOffered> OpportunityView::partners() const {
  std::vector<PartnerOffered> offered;
  for (const auto& notice : opportunity_.notices) {
    const auto kind = notice.notice->kind;
    if (kind != NoticeKind::award && kind != NoticeKind::contract) continue;
    const auto* rule = rule_for({LeadKind::partner}, *kind, {});
    if (rule == nullptr) continue;
    for (const auto& winner : winners(*notice.notice)) {
      const int index = companies_.partner(winner);
      if (index < 0 || companies_.ours(winner)) continue;
      const auto& partner = book_.partners[static_cast<std::size_t>(index)];
      const auto offer = [&](const std::string& product) {
        const auto same = [&](const PartnerOffered& one) {
          return one.partner == index && one.product == product;
        };
        if (!contains(partner.makes, product) && std::none_of(offered.begin(), offered.end(), same))
          offered.push_back({index, winner, product});
      };
      for (const auto& id : products_)
        if (best_.at(id).hit->ours) offer(id);
      for (const auto& one : book_.partner_offers)
        if (std::any_of(products_.begin(), products_.end(),
                        [&one](const std::string& id) { return contains(one.won, id); }))
          for (const auto& product : one.offer) offer(product);
    }
  }
  return offered;
}

Standing OpportunityView::partners_course(const PartnerOffered& offered) const {
  Walk walk{Course(book_.changes, as_of_), offered.product};
  for (const auto& notice : opportunity_.notices) {
    const auto& said = *notice.notice;
    if (!said.kind) continue;
    if (said.published_at) walk.course.advance(std::min(said.published_at->date, as_of_));
    const bool news = walk.seen.insert(news_key(notice)).second;
    if (said.kind == NoticeKind::failure) {
      if (!notice.lot.empty() && notice.lot != walk.stated_lot) continue;
      walk.course.end("failed", notice);
      continue;
    }
    if (said.kind != NoticeKind::award && said.kind != NoticeKind::contract) continue;
    const auto all = winners(said);
    const bool theirs = std::any_of(all.begin(), all.end(), [&](const std::string& name) {
      return companies_.partner(name) == offered.partner;
    });
    const auto* rule = rule_for({LeadKind::partner}, *said.kind, {});
    if (!theirs || rule == nullptr) continue;
    if (news) walk.course.tell(said.kind == NoticeKind::contract ? "contract" : "award", notice, joined(all));
    walk.course.won_by({offered.name});
    walk.stated_lot = notice.lot;
    walk.course.live(*rule, notice, until_age(*rule, said), "age", news);
  }
  return walk.course.finish();
}

std::pair<const ProductHit*, const CourseNotice*> OpportunityView::hit_for(const std::string& product,
                                                                           const CourseNotice* basis) const {
  if (basis != nullptr && basis->tagging != nullptr)
    for (const auto& hit : basis->tagging->products)
      if (hit.id == product) return {&hit, basis};
  const auto found = best_.find(product);
  if (found == best_.end()) return {nullptr, nullptr};
  return {found->second.hit, found->second.notice};
}

std::string OpportunityView::products_in_words() const {
  std::vector<std::string> names;
  for (const auto& id : products_)
    if (const auto* product = book_.product(id)) names.push_back(product->name);
  return joined(names);
}

std::string OpportunityView::buyer_id() const {
  return opportunity_.buyer.organisation != nullptr ? opportunity_.buyer.organisation->id : std::string();
}

std::string OpportunityView::buyer_name() const {
  if (opportunity_.buyer.organisation != nullptr && !opportunity_.buyer.organisation->name.empty())
    return opportunity_.buyer.organisation->name;
  for (const auto& notice : opportunity_.notices)
    if (!notice.notice->buyer.name.empty()) return notice.notice->buyer.name;
  return {};
}

}  // namespace tenderlead::rules
