#include "tests/portal/scenario.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "model/names.h"

namespace tenderlead::portal {
namespace {

constexpr std::array<NamedValue<SiteId>, kSiteCount> kSiteNames{{
    {SiteId::column, "column", ""},
    {SiteId::api, "api", ""},
    {SiteId::shell, "shell", ""},
    {SiteId::gb_hospital, "gb_hospital", ""},
    {SiteId::sitemap_hospital, "sitemap_hospital", ""},
}};

constexpr int kOpeningTimes[] = {9 * 3600, 9 * 3600 + 1800, 10 * 3600, 14 * 3600 + 1800, 15 * 3600};
constexpr std::int64_t kStep = 10'000;  // 100 yuan in fen

Date plus_days(Date day, int days) {
  return date_from_days(days_from_date(day) + days);
}

SiteId home_site(Random& random, bool construction) {
  if (construction) return SiteId::shell;
  const int roll = random.between(0, 99);
  if (roll < 52) return SiteId::column;
  if (roll < 82) return SiteId::api;
  if (roll < 88) return SiteId::shell;
  return roll < 94 ? SiteId::gb_hospital : SiteId::sitemap_hospital;
}

ProcurementMethod method_for(Random& random, SiteId site, bool construction) {
  if (construction) return ProcurementMethod::open;
  if (site == SiteId::gb_hospital || site == SiteId::sitemap_hospital) return ProcurementMethod::other;
  const int roll = random.between(0, 99);
  if (roll < 48) return ProcurementMethod::open;
  if (roll < 76) return ProcurementMethod::competitive_consultation;
  if (roll < 84) return ProcurementMethod::competitive_negotiation;
  if (roll < 92) return ProcurementMethod::inquiry;
  return ProcurementMethod::single_source;
}

void plan_lots(Procurement& procurement, Random& random) {
  const bool vendor = *procurement.theme.product != 0;
  const bool divisible = vendor && !procurement.construction && procurement.method == ProcurementMethod::open;
  const int count = divisible && random.chance(35) ? random.between(2, 3) : 1;
  std::size_t theme = random.below(kLotThemes.size());
  for (int i = 0; i < count; ++i) {
    PlannedLot lot;
    lot.no = std::to_string(i + 1);
    lot.name = count == 1 ? procurement.name : kLotThemes[theme].name;
    lot.unit = count == 1 ? "项" : kLotThemes[theme].unit;
    lot.quantity = count == 1 ? 1 : random.between(1, 6);
    theme = (theme + 3) % kLotThemes.size();
    lot.budget_fen =
        std::int64_t{random.between(procurement.theme.low, procurement.theme.high)} * 100 * kStep / count;
    lot.budget_fen -= lot.budget_fen % kStep;
    lot.award_fen = lot.budget_fen / 1000 * random.between(880, 995);
    lot.award_fen -= lot.award_fen % kStep;
    lot.supplier = make_supplier(random, vendor && random.chance(55));
    lot.supplier_address = make_supplier_address(random);
    procurement.budget_fen += lot.budget_fen;
    procurement.lots.push_back(std::move(lot));
  }
  while (procurement.losers.size() < 2) {
    std::string loser = make_supplier(random, false);
    const bool taken = std::any_of(procurement.lots.begin(), procurement.lots.end(),
                                   [&](const PlannedLot& lot) { return lot.supplier == loser; });
    if (!taken && (procurement.losers.empty() || procurement.losers[0] != loser))
      procurement.losers.push_back(std::move(loser));
  }
}

Procurement make_procurement(Random& random, const Scenario& scenario, Date as_of, SiteId& site,
                             std::size_t number) {
  Procurement procurement;
  procurement.theme = random.pick(kThemes);
  procurement.construction = procurement.theme.construction;
  site = home_site(random, procurement.construction);
  procurement.buyer = site == SiteId::gb_hospital        ? scenario.gb_hospital
                      : site == SiteId::sitemap_hospital ? scenario.sitemap_hospital
                                                         : make_buyer(random);
  procurement.agency = make_agency(random, *procurement.buyer.place);
  procurement.method = method_for(random, site, procurement.construction);
  procurement.name = (random.chance(60) ? procurement.buyer.name : std::string()) + procurement.theme.name +
                     (procurement.construction || random.chance(25) ? "" : "采购") + "项目";
  procurement.tender_day = plus_days(as_of, random.between(-150, 40));
  procurement.project_no = std::string(1, static_cast<char>('A' + random.below(26))) + "ZC" +
                           std::to_string(procurement.tender_day.year) + "-" + procurement.buyer.place->code +
                           "-" + std::to_string(10000 + number);
  procurement.opening_day = plus_days(
      procurement.tender_day, procurement.method == ProcurementMethod::open ? 21 : random.between(8, 12));
  procurement.opening_second = kOpeningTimes[random.below(std::size(kOpeningTimes))];
  procurement.project_person = make_person(random);
  procurement.period.basis = PeriodBasis::signed_on;
  if (random.chance(50)) {
    procurement.period.days = random.between(30, 180);
    procurement.term = "自合同签订之日起" + std::to_string(procurement.period.days) + "日内";
  } else {
    const int years = random.between(1, 3);
    procurement.period.months = 12 * years;
    procurement.term = "合同签订后" + std::to_string(years) + "年";
  }
  if (procurement.construction) {
    procurement.period = {};
    procurement.period.days = random.between(60, 540);
    procurement.term = std::to_string(procurement.period.days) + "日历天";
  }
  procurement.contract_no =
      "HT" + std::to_string(procurement.tender_day.year) + std::to_string(200000 + number);
  procurement.fails = random.chance(9);
  plan_lots(procurement, random);
  return procurement;
}

// Days are counted from the day of the tender.
struct Step {
  NoticeKind kind;
  int day;
  int percent;  // how often it is published
};

std::vector<Step> steps_of(const Procurement& procurement, SiteId site) {
  const int opening =
      static_cast<int>(days_from_date(procurement.opening_day) - days_from_date(procurement.tender_day));
  const NoticeKind end = procurement.fails ? NoticeKind::failure : NoticeKind::award;
  if (site == SiteId::gb_hospital || site == SiteId::sitemap_hospital)
    return {{NoticeKind::market_research, -14, 70}, {NoticeKind::tender, 0, 100}, {end, opening + 2, 90}};
  if (procurement.construction) {
    std::vector<Step> steps = {{NoticeKind::intention, -40, 50},
                               {NoticeKind::prequalification, -24, 12},
                               {NoticeKind::tender, 0, 100},
                               {NoticeKind::amendment, 6, 35},
                               {NoticeKind::other, opening, 40}};
    if (procurement.fails) {
      steps.push_back({NoticeKind::failure, opening + 1, 95});
    } else {
      steps.push_back({NoticeKind::shortlist, opening + 1, 90});
      steps.push_back({NoticeKind::award, opening + 6, 90});
      steps.push_back({NoticeKind::contract, opening + 20, 40});
    }
    return steps;
  }
  if (procurement.method == ProcurementMethod::single_source)
    return {{NoticeKind::intention, -35, 60},
            {NoticeKind::single_source, 0, 100},
            {NoticeKind::award, 12, 80},
            {NoticeKind::contract, 25, 70}};
  std::vector<Step> steps = {{NoticeKind::intention, -38, 75},
                             {NoticeKind::market_research, -16, 12},
                             {NoticeKind::tender, 0, 100},
                             {NoticeKind::amendment, 5, 35},
                             {end, opening + 2, 95}};
  if (procurement.method == ProcurementMethod::open) steps.push_back({NoticeKind::prequalification, -25, 8});
  if (!procurement.fails) {
    steps.push_back({NoticeKind::contract, opening + 18, 80});
    steps.push_back({NoticeKind::acceptance, opening + 75, 60});
  }
  return steps;
}

void make_hostile(Scenario& scenario) {
  static const char* const kTexts[] = {"=HYPERLINK(\"http://evil.example/\",\"点击查看\")",
                                       "<script>alert(document.cookie)</script>",
                                       "@SUM(1+1)*cmd|' /C calc'!A0",
                                       "\"><img src=x onerror=alert(1)>",
                                       "+1-1;DROP TABLE notice;--",
                                       "-2+3+cmd|' /C calc'!A1"};
  std::size_t next = 0;
  std::set<std::size_t> done;
  for (const Stage& stage : scenario.stages) {
    if (next == std::size(kTexts)) return;
    if (!done.insert(stage.procurement).second) continue;
    Procurement& procurement = scenario.procurements[stage.procurement];
    procurement.name = kTexts[next++] + procurement.name;
    if (!procurement.divided()) procurement.lots[0].name = procurement.name;
  }
}

}  // namespace

const char* to_string(SiteId site) {
  return find_value(kSiteNames, site)->name;
}
std::optional<SiteId> site_from_string(std::string_view text) {
  return find_name(kSiteNames, text);
}

ContractPeriod Procurement::period_from(Date signed_on) const {
  ContractPeriod signed_period = period;
  if (period.basis != PeriodBasis::signed_on) return signed_period;
  signed_period.starts_on = signed_on;
  signed_period.ends_on = end_counted_from(period, signed_on);
  return signed_period;
}

std::int64_t Procurement::award_fen() const {
  return std::accumulate(lots.begin(), lots.end(), std::int64_t{0},
                         [](std::int64_t sum, const PlannedLot& lot) { return sum + lot.award_fen; });
}

Scenario make_scenario(std::uint64_t seed, std::size_t notices, Date as_of, bool hostile_text) {
  Scenario scenario;
  Random random(seed);
  const Place& gb_place = kPlaces[random.below(8)];
  const Place& utf_place = kPlaces[8 + random.below(8)];
  scenario.gb_hospital = {short_name(gb_place) + "望溪妇幼保健院", &gb_place,
                          full_name(gb_place) + "康泰街66号", make_honorific(random),
                          make_phone(random, gb_place)};
  scenario.sitemap_hospital = {short_name(utf_place) + "鹤鸣人民医院", &utf_place,
                               full_name(utf_place) + "长宁大道118号", make_honorific(random),
                               make_phone(random, utf_place)};
  while (scenario.stages.size() < notices) {
    SiteId site = SiteId::column;
    const std::size_t index = scenario.procurements.size();
    scenario.procurements.push_back(make_procurement(random, scenario, as_of, site, index));
    const Procurement& procurement = scenario.procurements.back();
    for (const Step& step : steps_of(procurement, site)) {
      const Date day = plus_days(procurement.tender_day, step.day);
      const bool published = random.chance(step.percent);
      // A tenth of the column's results appear on the API portal instead: one procurement, two portals.
      const bool elsewhere = site == SiteId::column && step.kind == NoticeKind::award && random.chance(10);
      if (published && day <= as_of && days_from_date(as_of) - days_from_date(day) <= 200)
        scenario.stages.push_back({index, step.kind, day, elsewhere ? SiteId::api : site});
    }
  }
  scenario.stages.resize(notices);
  std::stable_sort(scenario.stages.begin(), scenario.stages.end(),
                   [](const Stage& a, const Stage& b) { return a.day > b.day; });
  if (hostile_text) make_hostile(scenario);
  return scenario;
}

}  // namespace tenderlead::portal
