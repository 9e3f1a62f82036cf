#include "families.h"

#include <functional>
#include <map>
#include <utility>

#include "families_world.h"

namespace tenderlead::linker {
namespace {

using Family = std::pair<const char*, std::function<void(World&)>>;

const std::vector<Family>& tuned_families() {
  static const std::vector<Family> families = {
      {"course", [](World& world) { world.course(world.plan(), {}, 1); }},
      {"three_portals", [](World& world) { world.course(world.plan(), {}, 3); }},
      {"yearly_named",
       [](World& world) {
         auto plan = world.plan();
         const auto thing = plan.name + "运维服务";
         for (int year = 0; year < 3; ++year) {
           plan.name = std::to_string(date_from_days(plan.day).year + 1) + "年度" + thing;
           world.course(plan, {}, world.random.between(1, 2));
           plan.day += 365 + world.random.between(-20, 20);
           world.renew(plan);
         }
       }},
      {"yearly_unnamed",
       [](World& world) {
         auto plan = world.plan();
         plan.name += "维保服务";
         for (int year = 0; year < 3; ++year) {
           world.course(plan, {}, world.random.between(1, 2));
           plan.day += 365 + world.random.between(-20, 20);
           world.renew(plan);
         }
       }},
      {"lots_apart",
       [](World& world) {
         auto plan = world.plan();
         world.spread(plan, NoticeKind::tender, plan.day, {}, 2);
         for (int lot = 1; lot <= 3; ++lot) {
           plan.lot = std::to_string(lot);
           plan.supplier = world.supplier();
           Style style;
           style.mark = world.random.chance(50) ? "（" + plan.lot + "包）" : "第" + plan.lot + "标段";
           style.suffix = world.random.chance(50) ? "-" + plan.lot : "/" + plan.lot + "包";
           world.spread(plan, NoticeKind::award, plan.day + 25 + lot, style);
         }
       }},
      {"again_marked",
       [](World& world) {
         auto plan = world.plan();
         world.spread(plan, NoticeKind::tender, plan.day, {}, 2);
         world.spread(plan, NoticeKind::failure, plan.day + 22, {}, 2);
         plan.day += world.random.between(35, 70);
         Style style;
         style.mark = world.random.chance(50) ? "（二次）" : "（第二次）";
         style.suffix = world.random.chance(50) ? "（二次）" : "-2";
         world.spread(plan, NoticeKind::tender, plan.day, style, 2);
         world.spread(plan, NoticeKind::award, plan.day + 25, style, 2);
       }},
      {"similar_things",
       [](World& world) {
         auto plan = world.plan();
         for (const auto* thing : {"HIS系统", "PACS系统", "CT机", "DR机"}) {
           plan.name = std::string(thing) + "升级改造";
           world.course(plan, {}, world.random.between(1, 2));
           plan.day += world.random.between(0, 3);
           world.renew(plan);
         }
       }},
      {"phases",
       [](World& world) {
         auto plan = world.plan();
         const auto thing = plan.name;
         for (const auto* phase : {"一期", "二期", "（三期）"}) {
           plan.name = thing + phase;
           world.course(plan, {});
           plan.day += world.random.between(30, 200);
           world.renew(plan);
         }
       }},
      {"one_name_many_buyers",
       [](World& world) {
         auto plan = world.plan();
         for (std::size_t i = 0; i < 5; ++i) {
           plan.buyer = std::string(kPlaces[i]) + "人民医院";
           world.course(plan, {}, world.random.between(1, 2));
           plan.day += world.random.between(0, 2);
           world.renew(plan);
         }
       }},
  };
  return families;
}

const std::vector<Family>& withheld_families() {
  static const std::vector<Family> families = {
      {"again_new_number",
       [](World& world) {
         auto plan = world.plan();
         world.spread(plan, NoticeKind::tender, plan.day, {}, 1);
         world.spread(plan, NoticeKind::failure, plan.day + 22, {}, 2);
         plan.day += world.random.between(30, 60);
         plan.number = world.number(plan.day);
         world.spread(plan, NoticeKind::tender, plan.day, {}, 2);
         world.spread(plan, NoticeKind::award, plan.day + 25, {}, 1);
       }},
      {"no_numbers",
       [](World& world) {
         auto plan = world.plan();
         Style style;
         style.number = 0;
         for (int year = 0; year < 2; ++year) {
           world.course(plan, style, world.random.between(1, 2));
           plan.day += 365 + world.random.between(-30, 30);
           world.renew(plan);
         }
       }},
      {"numbers_of_portals",
       [](World& world) {
         const auto plan = world.plan();
         Style ours, theirs;
         theirs.own_number = "EX" + std::to_string(world.random.between(100'000'000, 999'999'999));
         ours.budget = theirs.budget = 100;
         ours.number = theirs.number = 95;
         for (const auto& [kind, day] : {std::pair(NoticeKind::tender, 0), {NoticeKind::award, 26}}) {
           world.put(plan, kind, plan.day + day, "gov", ours);
           world.put(plan, kind, plan.day + day + world.random.between(0, 3), "exchange", theirs);
         }
       }},
      {"buyer_left_out",
       [](World& world) {
         Style style;
         style.buyer = 45;
         world.course(world.plan(), style, 2);
       }},
      {"contract_numbers",
       [](World& world) {
         const auto plan = world.plan();
         Style style;
         world.spread(plan, NoticeKind::tender, plan.day, style, 2);
         world.spread(plan, NoticeKind::award, plan.day + 25, style, 2);
         style.own_number = "HT" + std::to_string(world.random.between(10'000'000, 99'999'999));
         world.put(plan, NoticeKind::contract, plan.day + 50, "gov", style);
       }},
      {"bought_kept_improved",
       [](World& world) {
         auto plan = world.plan();
         const auto thing = plan.name;
         for (const auto* what : {"", "维保", "升级", "监理", "接口开发"}) {
           plan.name = thing + what;
           world.course(plan, {}, world.random.between(1, 2));
           plan.day += world.random.between(0, 60);
           world.renew(plan);
         }
       }},
      {"numbers_in_a_row",
       [](World& world) {
         auto plan = world.plan();
         const auto first = world.number(plan.day);
         const auto thing = plan.name;
         int next = 1;
         for (const auto* where : {"东院区", "西院区", "门诊楼", "住院楼"}) {
           plan.name = where + thing;
           plan.number = first + "-00" + std::to_string(next++);
           world.course(plan, {}, world.random.between(1, 2));
           world.renew(plan);
         }
       }},
      {"short_numbers",
       [](World& world) {
         // Hospitals number their own purchases from one every year.
         for (int i = 0; i < 4; ++i) {
           auto plan = world.plan();
           plan.buyer += "第" + std::to_string(i + 1) + "分院";
           for (int next = 1; next <= 2; ++next) {
             plan.name = kThings[static_cast<std::size_t>(world.random.below(10) * 2 + next - 1)];
             plan.number = std::to_string(date_from_days(plan.day).year) + "-0" + std::to_string(next);
             world.course(plan, {}, world.random.between(1, 2));
             plan.day += world.random.between(0, 40);
             world.renew(plan);
           }
         }
       }},
      {"corrected_twice",
       [](World& world) {
         const auto plan = world.plan();
         world.spread(plan, NoticeKind::tender, plan.day, {}, 2);
         Style style;
         world.spread(plan, NoticeKind::amendment, plan.day + 5, style, 2);
         style.mark = "（第二次更正）";
         world.spread(plan, NoticeKind::amendment, plan.day + 11, style, 2);
         world.spread(plan, NoticeKind::award, plan.day + 33, {}, 1);
       }},
  };
  return families;
}

}  // namespace

std::vector<FamilyNotice> make_families(std::uint64_t seed, int each, Half half) {
  std::vector<FamilyNotice> notices;
  std::uint64_t family_seed = seed;
  for (const auto& [name, make] : half == Half::tuned ? tuned_families() : withheld_families()) {
    family_seed += 1'000'003;
    for (int i = 0; i < each; ++i) {
      World world(family_seed + static_cast<std::uint64_t>(i), name, notices);
      make(world);
    }
  }
  return notices;
}

Pairs count_pairs(const std::vector<FamilyNotice>& notices, const std::vector<LinkGroup>& groups,
                  std::string_view family) {
  Pairs pairs;
  std::map<std::string, std::int64_t> sizes;
  const auto counts = [&](const FamilyNotice& notice) { return family.empty() || notice.family == family; };
  for (const auto& notice : notices)
    if (counts(notice)) pairs.wanted += sizes[notice.truth]++;
  for (const auto& group : groups)
    for (std::size_t i = 0; i < group.notices.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const auto &a = notices[group.notices[i]], &b = notices[group.notices[j]];
        if (!counts(a) && !counts(b)) continue;
        ++pairs.joined;
        pairs.right += a.truth == b.truth ? 1 : 0;
      }
  return pairs;
}

}  // namespace tenderlead::linker
