#include "families_world.h"

#include <utility>

#include "linker/course.h"

namespace tenderlead::linker {
namespace {

constexpr std::array kHospitals = {"妇幼保健院",   "人民医院", "中医医院",
                                   "第二人民医院", "儿童医院", "中心医院"};
constexpr std::array kTails = {"", "采购项目", "项目", "采购", "建设项目"};
constexpr std::array kSuppliers = {"云帆软件有限公司", "启明数字科技有限公司", "安恒智联信息技术有限公司",
                                   "博远医疗器械有限公司", "海川系统集成有限公司"};
constexpr std::array kPortals = {"gov", "exchange", "hospital"};

const char* heading(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::intention:
      return "采购意向公开";
    case NoticeKind::tender:
      return "公开招标公告";
    case NoticeKind::amendment:
      return "更正公告";
    case NoticeKind::award:
      return "中标结果公告";
    case NoticeKind::failure:
      return "废标公告";
    case NoticeKind::contract:
      return "合同公告";
    case NoticeKind::acceptance:
      return "履约验收公告";
    default:
      return "公告";
  }
}

std::uint64_t fnv(const std::string& text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

StatedTime on(int day) {
  return {date_from_days(day), std::nullopt};
}

}  // namespace

World::World(std::uint64_t seed, std::string family, std::vector<FamilyNotice>& out)
    : random(seed), family_(std::move(family)), seed_(seed), out_(out) {}

Plan World::plan() {
  Plan plan;
  // Each world has a hospital of its own.
  static constexpr std::array kOwn = {"安", "宁", "和", "顺", "康", "泰", "吉", "祥", "福", "瑞"};
  std::string own;
  for (auto rest = seed_; rest > 0; rest /= 10) own += kOwn[rest % 10];
  plan.buyer = std::string(random.any(kPlaces)) + own + random.any(kHospitals);
  plan.name = random.any(kThings);
  plan.day = static_cast<int>(
      days_from_date({random.between(2023, 2025), random.between(1, 12), random.between(1, 28)}));
  renew(plan);
  return plan;
}

void World::renew(Plan& plan) {
  plan.number = number(plan.day);
  plan.budget = random.between(20, 900) * 1'000'000LL + random.below(100) * 10'000LL;
  plan.supplier = supplier();
  plan.truth = family_ + "/" + std::to_string(seed_) + "/" + std::to_string(count_++);
}

std::string World::number(int day) {
  static constexpr std::array kPrefixes = {"YXZC", "ZFCG", "QHGP", "LCWCG", "SLZB"};
  const std::string year = std::to_string(date_from_days(day).year);
  const std::string digits = std::to_string(random.between(10'000, 99'999)) + std::to_string(seed_ % 1000);
  return std::string(random.any(kPrefixes)) + (random.chance(50) ? "-" + year + "-" : "[" + year + "]") +
         digits;
}

std::string World::supplier() {
  return std::string(random.any(kPlaces)) + random.any(kSuppliers);
}

std::string World::written(std::string number) {
  if (random.chance(15))
    for (const auto& [from, to] : {std::pair("[", "〔"), {"]", "〕"}})
      if (const auto at = number.find(from); at != number.npos) number.replace(at, 1, to);
  return random.chance(10) ? " " + number + " " : number;
}

void World::put(const Plan& plan, NoticeKind kind, int day, const std::string& portal, const Style& style) {
  Notice notice;
  notice.kind = kind;
  if (random.chance(style.buyer)) notice.buyer.name = plan.buyer;
  const std::string called =
      (random.chance(60) ? plan.buyer : "") + plan.name + random.any(kTails) + style.mark;
  if (random.chance(80)) notice.project_name = random.chance(50) ? plan.name + style.mark : called;
  notice.title = plan.buyer + plan.name + random.any(kTails) + style.mark + heading(kind);
  const auto& stated = style.own_number.empty() ? plan.number : style.own_number;
  if (!stated.empty() && random.chance(style.number)) notice.project_no = written(stated + style.suffix);
  notice.published_at = on(day);
  const bool early =
      kind == NoticeKind::intention || kind == NoticeKind::tender || kind == NoticeKind::amendment;
  if (random.chance(early ? style.budget : style.budget / 3))
    notice.budget = Money{plan.budget + style.shift * 1'000'000LL, "CNY", ""};
  const StatedTime deadline{date_from_days(plan.day + (kind == NoticeKind::amendment ? 28 : 21)),
                            9 * 3600 + 1800};
  if (kind == NoticeKind::amendment || (kind == NoticeKind::tender && random.chance(85)))
    notice.bid_deadline = deadline;
  const Money price{plan.budget / 100 * 94, "CNY", ""};
  if (kind == NoticeKind::award) notice.awards = {{plan.lot, plan.supplier, "", price, {}, {}}};
  if (kind == NoticeKind::contract) {
    notice.contract.supplier = plan.supplier;
    notice.contract.amount = price;
    notice.contract.no = style.contract_no;
  }
  const std::string id = family_ + "-" + std::to_string(seed_) + "-" + std::to_string(out_.size());
  // The words of one notice on two portals differ in up to four bits; other notices' in about half of them.
  Random mixed(fnv(plan.truth + "#" + to_string(kind) + std::to_string(plan.day) + style.mark));
  const std::uint64_t words =
      mixed.next() ^ (std::uint64_t{1} << random.below(64)) ^ (std::uint64_t{1} << random.below(64));
  out_.push_back({link_notice(notice, id, portal, "", {}, words), plan.truth, family_});
}

void World::spread(const Plan& plan, NoticeKind kind, int day, const Style& style, int portals) {
  const int count = portals == 0 ? random.between(1, 3) : portals;
  const int first = random.below(3);
  for (int i = 0; i < count; ++i)
    put(plan, kind, day + (i == 0 ? 0 : random.between(0, 4)),
        kPortals[static_cast<std::size_t>((first + i) % 3)], style);
}

void World::course(const Plan& plan, const Style& style, int portals) {
  if (random.chance(50)) {
    Style early = style;
    early.number = 0;
    early.shift = random.chance(30) ? random.between(1, 15) : 0;
    put(plan, NoticeKind::intention, plan.day - random.between(30, 90), "gov", early);
  }
  spread(plan, NoticeKind::tender, plan.day, style, portals);
  if (random.chance(40))
    spread(plan, NoticeKind::amendment, plan.day + random.between(4, 12), style, portals);
  spread(plan, NoticeKind::award, plan.day + random.between(22, 40), style, portals);
  if (random.chance(60)) put(plan, NoticeKind::contract, plan.day + random.between(45, 75), "gov", style);
  if (random.chance(30)) put(plan, NoticeKind::acceptance, plan.day + random.between(120, 500), "gov", style);
}

}  // namespace tenderlead::linker
