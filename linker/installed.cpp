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
constexpr double kNamedOnPage = 0.8, kUsedOnPage = 0.6;
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

InstalledProduct entry_of(const Purchase& purchase, const ProductWords& product) {
  const Notice& notice = *purchase.notice;
  InstalledProduct entry;
  entry.organisation_id = purchase.organisation_id;
  entry.product = product.product;
  entry.words = product.words;
  entry.notice_id = purchase.notice_id;
  entry.project_id = purchase.project_id;
  entry.url = notice.url;
  const auto& day = notice.contract.signed_on ? notice.contract.signed_on : notice.published_at;
  if (day) entry.year = day->date.year;
  entry.service_end = service_end(notice);
  return entry;
}

constexpr std::array<std::string_view, 8> kInUse = {"上线",   "启用",   "投入使用", "正在使用",
                                                    "现使用", "已建成", "部署了",   "引进了"};
constexpr std::array<std::string_view, 9> kNotYet = {"拟",   "计划", "将",   "筹建", "规划",
                                                     "招标", "采购", "考察", "参观"};
constexpr std::array<std::string_view, 7> kEnds = {"。", "；", "！", "？", "\n", ";", "!"};

bool says_any(std::string_view sentence, const auto& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return sentence.find(word) != sentence.npos; });
}

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
  const auto add = [&](const std::vector<ProductWords>& products, const std::string& vendor,
                       const std::optional<Money>& amount, const char* basis, double confidence) {
    for (const auto& product : products) {
      auto entry = entry_of(purchase, product);
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
    case NoticeKind::award: {
      std::vector<const Award*> winners;
      for (const auto& award : notice.awards)
        if (!award.supplier.empty() && award.rank.value_or(1) == 1) winners.push_back(&award);
      for (const auto* winner : winners) {
        const auto lot = std::find_if(notice.lots.begin(), notice.lots.end(), [&](const Lot& each) {
          return !each.no.empty() && each.no == winner->lot;
        });
        std::vector<ProductWords> of_lot;
        if (lot != notice.lots.end() && purchase.of_lot && !lot->name.empty())
          of_lot = purchase.of_lot(lot->name);
        if (!of_lot.empty())
          add(of_lot, winner->supplier, winner->amount, "award", kAward);
        else
          add(purchase.products, winner->supplier, winner->amount, "award",
              winners.size() == 1 ? kAward : kSharedLots);
      }
      break;
    }
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
  // What a page shows without a vendor is said already where a purchase names one.
  std::erase_if(base, [&](const InstalledProduct& entry) {
    return entry.vendor.empty() && entry.basis == "website" &&
           std::any_of(base.begin(), base.end(), [&](const InstalledProduct& other) {
             return !other.vendor.empty() && other.organisation_id == entry.organisation_id &&
                    other.product == entry.product;
           });
  });
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
