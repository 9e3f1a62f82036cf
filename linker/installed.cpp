#include "linker/installed.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "linker/project_words.h"

namespace tenderlead::linker {
namespace {

constexpr double kContract = 0.95, kAcceptance = 0.95, kAward = 0.9, kSharedLots = 0.6;
constexpr double kNamedOnPage = 0.8, kUsedOnPage = 0.6, kRated = 0.9;
constexpr int kLeastRecordLevel = 3;
constexpr std::size_t kLongestSentence = 600;  // bytes
constexpr std::size_t kMostSentences = 5000;

// The last day of service: as stated, or counted from the day from which the words count.
std::optional<Date> service_end(const Notice& notice) {
  for (const auto& period : {notice.contract.period, notice.service_period}) {
    if (!period || period->kind == PeriodKind::delivery) continue;
    if (period->ends_on) return period->ends_on;
    std::optional<Date> from = period->starts_on;
    if (!from && notice.contract.signed_on && period->basis != PeriodBasis::acceptance &&
        period->basis != PeriodBasis::delivery)
      from = notice.contract.signed_on->date;
    if (!from && notice.kind == NoticeKind::acceptance && notice.published_at)
      from = notice.published_at->date;
    if (from)
      if (const auto end = end_counted_from(*period, *from)) return end;
  }
  return std::nullopt;
}

bool says_any(std::string_view sentence, const auto& words) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return sentence.find(word) != sentence.npos; });
}

constexpr std::array<std::string_view, 12> kAdvice = {
    "监理",     "造价咨询", "招标代理", "等保测评", "等级保护测评", "密码应用安全性评估",
    "测评服务", "审计服务", "咨询服务", "设计服务", "评估服务",     "检测服务"};
constexpr std::array<std::string_view, 10> kUpkeep = {"维保", "运维", "维护", "维修", "延保",
                                                      "续费", "续保", "驻场", "搬迁", "迁移"};
// How names of those end, or what they hold, whom no hospital buys a system from.
constexpr std::array<std::string_view, 10> kNoSuppliers = {"局", "厅",   "委员会",   "政府",   "医院",
                                                           "院", "中心", "采购中心", "保健院", "办公室"};

// What the notice calls itself, without the buyer: 维护 in 某某维护中心 says nothing of the purchase.
std::string called(const Notice& notice) {
  std::string name = notice.project_name.empty() ? notice.title : notice.project_name;
  if (!notice.buyer.name.empty())
    for (auto at = name.find(notice.buyer.name); at != name.npos; at = name.find(notice.buyer.name))
      name.erase(at, notice.buyer.name.size());
  return name;
}

// 研究院 and 设计院 sell; a hospital, a bureau and a purchasing centre don't.
std::string vendor_of(const std::string& supplier, const Notice& notice) {
  constexpr std::array<std::string_view, 5> kSell = {"公司", "研究院", "设计院", "科学院", "研究中心"};
  if (supplier.empty() || supplier == notice.buyer.name || supplier == notice.agency.name) return {};
  if (says_any(supplier, kSell)) return supplier;
  for (const auto end : kNoSuppliers)
    if (supplier.ends_with(end)) return {};
  return supplier;
}

InstalledProduct entry_of(const Purchase& purchase, const ProductWords& product, bool upkeep) {
  const Notice& notice = *purchase.notice;
  InstalledProduct entry;
  entry.organisation_id = purchase.organisation_id;
  entry.product = product.product;
  entry.words = product.words;
  entry.notice_id = purchase.notice_id;
  entry.project_id = purchase.project_id;
  entry.url = notice.url;
  const auto& day = notice.contract.signed_on ? notice.contract.signed_on : notice.published_at;
  if (day && (!upkeep || purchase.services.contains(product.product))) entry.year = day->date.year;
  entry.service_end = service_end(notice);
  return entry;
}

// The winners of an award with what each has won.
struct Won {
  const Award* award = nullptr;
  std::vector<ProductWords> products;
  bool shared = false;  // nobody knows which of the winners it is
};

std::vector<Won> won(const Purchase& purchase) {
  const Notice& notice = *purchase.notice;
  std::vector<Won> all;
  std::set<std::string> suppliers;
  bool lots_tell = false;
  for (const auto& award : notice.awards) {
    if (award.supplier.empty() || award.rank.value_or(1) != 1) continue;
    Won each{&award, {}, false};
    const auto lot = std::find_if(notice.lots.begin(), notice.lots.end(), [&](const Lot& known) {
      return !known.no.empty() && !award.lot.empty() && lot_key(known.no) == lot_key(award.lot);
    });
    if (lot != notice.lots.end() && purchase.of_lot && !lot->name.empty())
      each.products = purchase.of_lot(lot->name);
    lots_tell = lots_tell || !each.products.empty();
    suppliers.insert(award.supplier);
    all.push_back(std::move(each));
  }
  if (!lots_tell)
    for (auto& each : all) {
      each.products = purchase.products;
      each.shared = suppliers.size() > 1;
    }
  if (!lots_tell && suppliers.size() > 1) all.resize(1);
  return all;
}

constexpr std::string_view kInUse[] = {"上线",   "启用",   "投入使用", "投入运行", "投用",    "正在使用",
                                       "现使用", "建成",   "部署了",   "引进了",   "建有",    "拥有",
                                       "配备了", "实现了", "建立了",   "开通了",   "应用了",  "使用了",
                                       "实施了", "安装了", "运用了",   "全面应用", "切换成功"};
// Beside a vendor's name.
constexpr std::string_view kByVendor[] = {
    "使用",       "采用",       "选用",       "应用了",     "承建",       "开发的",    "研发的",
    "提供的",     "更换为",     "切换为",     "切换至",     "升级为",     "替换为",    "合作建成",
    "合作建设了", "合作开发了", "联合开发了", "共同开发了", "共同建设了", "携手打造了"};
// What is planned, bought, visited, taught, asked for or spoken of as something to come.
constexpr std::string_view kNotYet[] = {
    "拟",         "计划",   "将",     "筹建",   "规划", "招标",   "采购",   "考察",   "参观",   "调研",
    "论证",       "建议",   "需要",   "申请",   "评审", "培训",   "即将",   "准备",   "确保",   "力争",
    "争取",       "预计",   "推进",   "推动",   "筹备", "启动会", "动员",   "部署会", "上线会", "倒计时",
    "测试",       "演练",   "要求",   "强调",   "指出", "希望",   "如果",   "未",     "尚",     "意向",
    "征集",       "询价",   "比选",   "参数",   "观摩", "交流",   "论坛",   "讲座",   "竞赛",   "招聘",
    "中标",       "签约",   "签订",   "公示",   "期间", "暂停",   "停用",   "故障",   "上线后", "启用后",
    "建成后",     "使用后", "投用后", "运行后", "加快", "争创",   "上线前", "启用前", "迎接",   "目标",
    "投入使用前", "方案",   "等待",   "期待",   "有望", "力求",   "是否"};
constexpr std::string_view kOurs[] = {"我院", "本院", "我们医院"};
constexpr std::string_view kHouses[] = {"医院", "保健院", "卫生院"};
// What makes a house's name of the words before 医院: not in 智慧医院, 互联网医院, 全院.
constexpr std::string_view kHouseMarks[] = {"省", "市",   "县",   "区",   "旗",   "乡",   "镇",   "人民",
                                            "第", "中心", "中医", "妇幼", "附属", "大学", "儿童", "红十字"};
constexpr std::array<std::string_view, 7> kEnds = {"。", "；", "！", "？", "\n", ";", "!"};

std::optional<int> year_in(std::string_view sentence) {
  for (std::size_t at = sentence.find("20"); at != sentence.npos; at = sentence.find("20", at + 1)) {
    if (at + 7 > sentence.size() || sentence.substr(at + 4, 3) != "年") continue;
    const char tens = sentence[at + 2], ones = sentence[at + 3];
    if (tens >= '0' && tens <= '9' && ones >= '0' && ones <= '9')
      return 2000 + (tens - '0') * 10 + (ones - '0');
  }
  return std::nullopt;
}

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  const auto to = text.find_last_not_of(" \t\r");
  return from == text.npos ? std::string() : std::string(text.substr(from, to - from + 1));
}

// The last `most` ideographs before a place.
std::string_view ideographs_before(std::string_view text, std::size_t at, int most) {
  std::size_t from = at;
  for (int count = 0; count < most && from >= 3; ++count) {
    const auto lead = static_cast<unsigned char>(text[from - 3]);
    if (lead < 0xE4 || lead > 0xE9) break;
    from -= 3;
  }
  return text.substr(from, at - from);
}

// Whether a sentence speaks of a hospital that isn't this one. Where it says 我院 as well, it speaks of this one.
bool of_another_house(std::string_view sentence, const std::vector<std::string>& names) {
  constexpr int kTelling = 4;  // ideographs before 医院 that tell one house from the next
  if (says_any(sentence, kOurs)) return false;
  for (const auto house : kHouses)
    for (auto at = sentence.find(house); at != sentence.npos; at = sentence.find(house, at + house.size())) {
      const auto before = ideographs_before(sentence, at, kTelling);
      if (!says_any(before, kHouseMarks)) continue;
      const std::string called = std::string(before) + std::string(house);
      if (std::none_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.find(called) != name.npos; }))
        return true;
    }
  return false;
}

int rank(const InstalledProduct& entry) {
  static constexpr std::array<std::string_view, 6> kRanks = {"person",     "import", "contract",
                                                             "acceptance", "award",  "website"};
  return static_cast<int>(std::find(kRanks.begin(), kRanks.end(), entry.basis) - kRanks.begin());
}

}  // namespace

std::vector<InstalledProduct> bought(const Purchase& purchase) {
  std::vector<InstalledProduct> entries;
  const Notice& notice = *purchase.notice;
  if (purchase.organisation_id.empty() || !notice.kind) return entries;
  const std::string name = called(notice);
  if (says_any(name, kAdvice)) return entries;
  const bool upkeep = says_any(name, kUpkeep);
  const auto add = [&](const std::vector<ProductWords>& products, const std::string& supplier,
                       const std::optional<Money>& amount, const char* basis, double confidence) {
    const auto vendor = vendor_of(supplier, notice);
    for (const auto& product : products) {
      auto entry = entry_of(purchase, product, upkeep);
      entry.vendor = vendor;
      if (!vendor.empty() && purchase.supplier_id) entry.vendor_id = purchase.supplier_id(vendor);
      entry.amount = amount;
      entry.basis = basis;
      entry.confidence = confidence;
      entries.push_back(std::move(entry));
    }
  };
  switch (*notice.kind) {
    case NoticeKind::contract:
      add(purchase.products, notice.contract.supplier, notice.contract.amount, "contract", kContract);
      break;
    case NoticeKind::acceptance: {
      const std::string vendor = !notice.contract.supplier.empty() ? notice.contract.supplier
                                 : notice.awards.size() == 1       ? notice.awards.front().supplier
                                                                   : std::string();
      add(purchase.products, vendor, notice.contract.amount, "acceptance", kAcceptance);
      break;
    }
    case NoticeKind::award:
      for (const auto& each : won(purchase)) {
        if (each.shared)
          add(each.products, "", {}, "award", kSharedLots);
        else
          add(each.products, each.award->supplier, each.award->amount, "award", kAward);
      }
      break;
    default:
      break;
  }
  return entries;
}

std::vector<InstalledProduct> in_use(
    const HousePage& page, const std::vector<Vendor>& vendors,
    const std::function<std::vector<ProductWords>(const std::string& sentence)>& products) {
  std::vector<InstalledProduct> entries;
  std::string_view rest = page.text;
  for (std::size_t count = 0; !rest.empty() && count < kMostSentences; ++count) {
    std::size_t end = rest.size(), mark = 0;
    for (const auto each : kEnds)
      if (const auto at = rest.find(each); at < end) end = at, mark = each.size();
    const std::string sentence = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + mark));
    if (sentence.empty() || sentence.size() > kLongestSentence || says_any(sentence, kNotYet)) continue;
    const Vendor* vendor = nullptr;
    for (const auto& each : vendors)
      if (vendor == nullptr && says_any(sentence, each.names)) vendor = &each;
    if (!says_any(sentence, kInUse) && (vendor == nullptr || !says_any(sentence, kByVendor))) continue;
    if (of_another_house(sentence, page.names)) continue;
    for (const auto& product : products(sentence)) {
      InstalledProduct entry;
      entry.organisation_id = page.organisation_id;
      entry.product = product.product;
      if (vendor != nullptr) entry.vendor = vendor->name;
      entry.year = year_in(sentence);
      if (!entry.year) entry.year = page.year;
      entry.basis = "website";
      entry.url = page.url;
      entry.words = sentence;
      entry.confidence = vendor != nullptr ? kNamedOnPage : kUsedOnPage;
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

std::vector<InstalledProduct> rated(const std::string& organisation_id, const HospitalProfile& profile,
                                    const std::function<bool(const std::string& product)>& has) {
  std::vector<InstalledProduct> entries;
  const auto add = [&](const char* product, const char* field) {
    if (!has(product)) return;
    InstalledProduct entry;
    entry.organisation_id = organisation_id;
    entry.product = product;
    entry.basis = "website";
    entry.url = profile.url;
    if (const auto proof = profile.evidence.find(field); proof != profile.evidence.end())
      entry.words = proof->second.text;
    entry.confidence = kRated;
    entries.push_back(std::move(entry));
  };
  if (profile.ratings.emr.value_or(0) >= kLeastRecordLevel) add("emr", "ratings.emr");
  const auto& test = profile.ratings.interconnection;
  if (test.starts_with("四级") || test.starts_with("五级")) add("integration", "ratings.interconnection");
  return entries;
}

std::vector<InstalledProduct> settled(std::vector<InstalledProduct> entries, const ProductLives& lives) {
  const auto newest = [](const InstalledProduct& entry) { return -entry.year.value_or(0); };
  const auto key = [](const InstalledProduct& entry) {
    return std::tuple(entry.organisation_id, entry.product, to_utf8(folded(entry.vendor)));
  };
  // Of one product and vendor: the newest year, of that the surest, then whatever makes the order certain.
  std::sort(entries.begin(), entries.end(), [&](const InstalledProduct& a, const InstalledProduct& b) {
    return std::tuple(key(a), newest(a), rank(a), a.notice_id, a.url, a.words) <
           std::tuple(key(b), newest(b), rank(b), b.notice_id, b.url, b.words);
  });
  std::vector<InstalledProduct> base;
  for (auto& entry : entries) {
    if (base.empty() || key(base.back()) != key(entry)) {
      base.push_back(std::move(entry));
      continue;
    }
    auto& have = base.back();
    if (!have.amount) have.amount = entry.amount;
    if (entry.service_end && (!have.service_end || *have.service_end < *entry.service_end))
      have.service_end = entry.service_end;
    if (have.vendor_id.empty()) have.vendor_id = entry.vendor_id;
    if (have.project_id.empty()) have.project_id = entry.project_id;
  }
  // Without a vendor it is said already where something else names one: of the same procurement, or beside a page.
  std::vector<bool> said(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) {
    const auto& entry = base[i];
    if (!entry.vendor.empty()) continue;
    // Those with vendors come behind it.
    auto named = base.end();
    for (auto other = base.begin() + static_cast<std::ptrdiff_t>(i) + 1;
         other != base.end() && other->organisation_id == entry.organisation_id &&
         other->product == entry.product && named == base.end();
         ++other)
      if (entry.basis == "website" || (!entry.project_id.empty() && entry.project_id == other->project_id))
        named = other;
    if (named == base.end()) continue;
    said[i] = true;
    if (entry.service_end && (!named->service_end || *named->service_end < *entry.service_end))
      named->service_end = entry.service_end;
    if (!named->amount) named->amount = entry.amount;
  }
  std::size_t next = 0;
  std::erase_if(base, [&](const InstalledProduct&) { return said[next++]; });
  for (auto& entry : base) {
    if (!entry.year) continue;
    const auto found = lives.products.find(entry.product);
    const ProductLife& life = found == lives.products.end() ? lives.usual : found->second;
    entry.replacement_from = Date{*entry.year + life.from_years, 1, 1};
    entry.replacement_until = Date{*entry.year + life.until_years, 12, 31};
  }
  std::stable_sort(base.begin(), base.end(), [&](const InstalledProduct& a, const InstalledProduct& b) {
    return std::tuple(std::string_view(a.organisation_id), newest(a), std::string_view(a.product)) <
           std::tuple(std::string_view(b.organisation_id), newest(b), std::string_view(b.product));
  });
  return base;
}

}  // namespace tenderlead::linker
