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
  return std::any_of(words.begin(), words.end(),
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

constexpr std::array<std::string_view, 14> kInUse = {"上线",   "启用",   "投入使用", "正在使用", "现使用",
                                                     "已建成", "部署了", "引进了",   "建成了",   "建有",
                                                     "拥有",   "配备了", "实现了",   "全面应用"};
constexpr std::array<std::string_view, 16> kNotYet = {"拟",   "计划", "将",   "筹建",  "规划", "招标",
                                                      "采购", "考察", "参观", "调研",  "论证", "建议",
                                                      "需要", "申请", "评审", "培训班"};
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
    const std::string& organisation_id, const std::string& url, const std::string& text,
    const std::vector<Vendor>& vendors,
    const std::function<std::vector<ProductWords>(const std::string& sentence)>& products) {
  std::vector<InstalledProduct> entries;
  std::string_view rest = text;
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
    if (!says_any(sentence, kInUse) && (vendor == nullptr || (sentence.find("使用") == sentence.npos &&
                                                              sentence.find("采用") == sentence.npos)))
      continue;
    for (const auto& product : products(sentence)) {
      InstalledProduct entry;
      entry.organisation_id = organisation_id;
      entry.product = product.product;
      if (vendor != nullptr) entry.vendor = vendor->name;
      entry.year = year_in(sentence);
      entry.basis = "website";
      entry.url = url;
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
