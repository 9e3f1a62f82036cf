// Awards, lots, intentions and the contract.
#include <algorithm>
#include <cstdlib>

#include "parsers/notice/assembly.h"
#include "parsers/values/dates.h"
#include "parsers/values/names.h"
#include "parsers/values/placeholder.h"

namespace tenderlead::parsers::notice {
namespace {

std::string path_of(const char* list, std::size_t index, const char* field) {
  return std::string(list) + "." + std::to_string(index) + "." + field;
}

std::string text_of(const Assembly& a, Stretch place) {
  return place.empty() ? std::string() : normalise_text(a.view.words(place.begin, place.end));
}

// A supplier's name off a cell or line; empty where it holds none.
std::string supplier_of(const Assembly& a, Stretch place) {
  if (place.empty() || place.size() > 160) return {};
  std::string words = text_of(a, place);
  // 甲包的: what stood before another label.
  if (words.ends_with("的")) return {};
  // 包为"某某"的成交供应商：某公司 repeats what it is the value of.
  for (const std::string_view label :
       {std::string_view("供应商："), std::string_view("供应商:"), std::string_view("中标人："),
        std::string_view("中标人:"), std::string_view("成交人："), std::string_view("单位："),
        std::string_view("单位:")})
    if (const std::size_t at = words.rfind(label); at != std::string::npos &&
                                                   words.find("联合体") == std::string::npos &&
                                                   at + label.size() < words.size())
      words = normalise_text(std::string_view(words).substr(at + label.size()));
  // 某公司（项目负责人：某某）, 某公司投标报价：…: the next field without a break.
  constexpr std::size_t kShortestName = 12;
  for (const std::string_view next :
       {std::string_view("项目负责人"), std::string_view("项目经理"), std::string_view("投标报价"),
        std::string_view("成交金额"), std::string_view("中标金额"), std::string_view("法定代表人")})
    if (const std::size_t at = words.find(next);
        at != std::string::npos && at >= kShortestName && words.find("公司") < at)
      words = normalise_text(std::string_view(words).substr(0, at));
  while (words.ends_with("（") || words.ends_with("("))
    words.resize(words.size() - (words.back() == '(' ? 1 : 3));
  if (words.empty() || placeholder_reason(words)) return {};
  // A consortium is one supplier as written: 牵头人：某公司 联合体成员：某公司
  std::string name = words.find("联合体成员") != std::string::npos ? words : trim_organisation(words);
  if (name.empty()) return {};
  const auto letters = folded(name);
  const bool han = std::count_if(letters.begin(), letters.end(), is_han) >= 2;
  // 150日历天, 注册二级建造师,鄂2421: other rows of a table that lost its shape.
  const bool joint =
      letters.find(u"联合体") != std::u16string::npos || letters.find(u"牵头") != std::u16string::npos;
  if (!joint && !looks_like_organisation(name) &&
      (std::any_of(letters.begin(), letters.end(), is_digit) || letters.find(u',') != std::u16string::npos))
    return {};
  if (!looks_like_organisation(name) && tells_failure(letters)) return {};
  return han && letters.find(u'。') == std::u16string::npos ? name : std::string();
}

std::optional<MoneyMatch> sum_of(const Assembly& a, const SupplierRecord& record) {
  std::int64_t unit = record.bare_unit;
  const std::u16string_view unit_cell = a.view.text(record.amount_unit.begin, record.amount_unit.end);
  if (unit_cell == u"万元") unit = 1'000'000;
  if (unit == 0 && unit_cell == u"元") unit = 100;
  auto match = money_in(a.view, record.amount, unit);
  if (!match || match->kind != MoneyKind::total) return std::nullopt;
  // 按计价格[2002]10号文的50%计取: the figures of a sentence are no sum.
  constexpr std::ptrdiff_t kWordsOfASentence = 12;
  const std::u16string_view cell = a.view.text(record.amount.begin, record.amount.end);
  if (!match->unit_stated && std::count_if(cell.begin(), cell.end(), is_han) > kWordsOfASentence &&
      record.layout == Layout::grid)
    return std::nullopt;
  // 投标报价(元/%) with 58.90: a bid in per cent, for no total is that small.
  const std::u16string_view head = a.view.text(record.amount_head.begin, record.amount_head.end);
  const bool rate_head =
      head.find(u'%') != std::u16string_view::npos || head.find(u"费率") != std::u16string_view::npos ||
      head.find(u"下浮") != std::u16string_view::npos || head.find(u"折扣") != std::u16string_view::npos ||
      head.find(u"优惠率") != std::u16string_view::npos;
  constexpr std::int64_t kLargestRate = 100 * 100;  // 100 %, read as yuan
  if (rate_head && !match->unit_stated && match->money.amount_minor <= kLargestRate) return std::nullopt;
  return match;
}

struct Chosen {
  SupplierRecord record;
  std::string name;
  std::string key;  // for comparing names
  std::optional<MoneyMatch> sum;
};

void assemble_awards(Assembly& a, const std::vector<SupplierRecord>& records) {
  Notice& notice = a.notice;
  const NoticeKind kind = notice.kind.value_or(NoticeKind::other);
  const bool shortlist = kind == NoticeKind::shortlist;
  if (!shortlist && kind != NoticeKind::award && kind != NoticeKind::failure &&
      kind != NoticeKind::acceptance)
    return;

  const auto is_role = [&](Role role) {
    return std::any_of(records.begin(), records.end(), [&](const SupplierRecord& r) {
      return r.role == role && r.confidence > 0.5 && !supplier_of(a, r.supplier).empty();
    });
  };
  Role wanted = shortlist ? Role::candidate : Role::winner;
  // An award that names only ranked candidates has the first of them as its winner; a shortlist may call its candidates winners.
  if (!is_role(wanted)) {
    if (shortlist)
      wanted = is_role(Role::winner) ? Role::winner : Role::bidder;
    else
      wanted = Role::candidate;
  }
  std::vector<Chosen> chosen;
  for (const SupplierRecord& record : records) {
    if (record.role != wanted || record.confidence <= 0.5) continue;
    if (kind == NoticeKind::award && wanted == Role::candidate && record.rank > 1) continue;
    // What failed has no winner; its ranked candidates may still be told.
    if (kind == NoticeKind::failure && (wanted != Role::candidate || record.rank == 0)) continue;
    Chosen item;
    item.record = record;
    item.name = supplier_of(a, record.supplier);
    if (item.name.empty()) continue;
    item.key = organisation_key(item.name);
    item.sum = sum_of(a, record);
    const std::u16string_view lot = a.view.text(record.lot.begin, record.lot.end);
    const auto same = std::find_if(chosen.begin(), chosen.end(), [&](const Chosen& other) {
      if (other.key != item.key) return false;
      const std::u16string_view other_lot = a.view.text(other.record.lot.begin, other.record.lot.end);
      // Lots that head their tables are told apart; a later list may write a lot's number in another way.
      const bool heads = record.under_lot && other.record.under_lot;
      return lot == other_lot || lot.empty() || other_lot.empty() ||
             (!heads && record.source != other.record.source);
    });
    if (same == chosen.end()) {
      // Lists of the same suppliers in later tables (负责人, 业绩) are no further winners.
      chosen.push_back(std::move(item));
      continue;
    }
    if (!same->sum && item.sum) {
      same->sum = item.sum;
      same->record.amount = item.record.amount;
    }
    if (same->record.address.empty()) same->record.address = item.record.address;
    if (same->record.score.empty()) same->record.score = item.record.score;
    if (same->record.rank == 0) same->record.rank = item.record.rank;
    same->record.confidence = std::min(0.99, same->record.confidence + 0.03);
  }
  // A total that stands alone is the only winner's.
  if (chosen.size() == 1 && !chosen[0].sum && !shortlist) {
    for (const Finding& finding : a.findings) {
      if (finding.field != Field::award_amount || trust(finding.section) < 1.0) continue;
      const auto match = money_in(a.view, finding.value, finding.bare_unit);
      if (!match || match->kind != MoneyKind::total) continue;
      chosen[0].sum = match;
      chosen[0].record.amount = finding.value;
      break;
    }
  }
  for (const Chosen& item : chosen) {
    const std::size_t i = notice.awards.size();
    Award award;
    award.supplier = item.name;
    award.lot = text_of(a, item.record.lot);
    award.supplier_address = text_of(a, item.record.address);
    if (placeholder_reason(award.supplier_address)) award.supplier_address.clear();
    if (item.sum) award.amount = item.sum->money;
    if (item.record.rank > 0 && shortlist) award.rank = item.record.rank;
    if (!item.record.score.empty()) {
      const std::string score = joined(a.view, item.record.score, 20);
      char* end = nullptr;
      const double value = std::strtod(score.c_str(), &end);
      if (end != score.c_str() && value >= 0 && value <= 1000) award.score = value;
    }
    const std::string rule = std::string(layout_name(item.record.layout)) + ":supplier";
    double confidence = item.record.confidence;
    if (!looks_like_organisation(item.name)) confidence -= 0.2;
    a.prove(path_of("awards", i, "supplier"), item.record.supplier, rule, confidence);
    if (award.amount) a.prove(path_of("awards", i, "amount"), item.record.amount, rule, confidence - 0.02);
    notice.awards.push_back(std::move(award));
  }
}

// Bytes; a lot of thirty devices has more than anybody reads.
constexpr std::size_t kLongestLotName = 600;

bool names_no_lot(std::string_view name) {
  const std::u16string letters = folded(name);
  if (letters.empty()) return true;
  // 采购包1, 标项一: the number again.
  static constexpr std::u16string_view kWords[] = {u"采购包", u"合同包", u"标项", u"标段", u"分包", u"包"};
  for (const std::u16string_view word : kWords)
    if (letters.starts_with(word) && letters.size() <= word.size() + 2) return true;
  return placeholder_reason(name).has_value();
}

void assemble_lots(Assembly& a, const std::vector<LotRecord>& records) {
  Notice& notice = a.notice;
  const NoticeKind kind = notice.kind.value_or(NoticeKind::other);
  if (kind == NoticeKind::contract || kind == NoticeKind::intention) return;
  struct Item {
    Lot lot;
    LotRecord record;
  };
  std::vector<Item> items;
  // Where a table lists the lots, later mentions of their numbers say nothing new.
  const bool tabled = std::any_of(records.begin(), records.end(), [](const LotRecord& r) {
    return r.layout == Layout::grid && !r.name.empty() && r.confidence > 0.4;
  });
  for (const LotRecord& record : records) {
    if (record.confidence <= 0.4 || (tabled && record.layout != Layout::grid)) continue;
    Item item;
    item.record = record;
    item.lot.no = text_of(a, record.no);
    item.lot.name = text_of(a, record.name);
    if (record.name.size() > 120) continue;
    if (is_digit(a.view.text()[std::min<std::size_t>(record.quantity.begin, a.view.text().size() - 1)]))
      item.lot.quantity = text_of(a, record.quantity);
    item.lot.unit = text_of(a, record.unit);
    // 1台: number and unit in one cell.
    std::size_t figures = 0;
    while (figures < item.lot.quantity.size() &&
           ((item.lot.quantity[figures] >= '0' && item.lot.quantity[figures] <= '9') ||
            item.lot.quantity[figures] == '.'))
      ++figures;
    if (figures > 0 && figures < item.lot.quantity.size()) {
      if (item.lot.unit.empty()) item.lot.unit = item.lot.quantity.substr(figures);
      item.lot.quantity.resize(figures);
    }
    const auto sum = [&](Stretch cell, std::int64_t unit) -> std::optional<Money> {
      const auto match = money_in(a.view, cell, unit);
      if (!match || match->kind != MoneyKind::total) return std::nullopt;
      return match->money;
    };
    item.lot.budget = sum(record.budget, record.budget_unit);
    item.lot.ceiling = sum(record.ceiling, record.ceiling_unit);
    const auto same = std::find_if(items.begin(), items.end(), [&](const Item& other) {
      if (!item.lot.no.empty() && !other.lot.no.empty())
        return lot_key(folded(item.lot.no)) == lot_key(folded(other.lot.no));
      return !item.lot.name.empty() && organisation_key(item.lot.name) == organisation_key(other.lot.name);
    });
    if (same != items.end()) {
      if (names_no_lot(same->lot.name)) {
        same->lot.name = item.lot.name;
        same->record.name = record.name;
      } else if (record.layout == Layout::grid && !record.no.empty() &&
                 record.no.begin == same->record.no.begin && record.name.begin != same->record.name.begin &&
                 !item.lot.name.empty() && same->lot.name.size() < kLongestLotName) {
        // One number over several rows: the lot holds all that they name.
        same->lot.name += "、" + item.lot.name;
        same->lot.quantity.clear();
        same->lot.unit.clear();
      }
      if (!same->lot.budget) same->lot.budget = item.lot.budget;
      if (!same->lot.ceiling) same->lot.ceiling = item.lot.ceiling;
      continue;
    }
    items.push_back(std::move(item));
  }
  // GUIDELINES: one unnamed lot, or one that repeats the project's name, is no lot.
  if (items.size() == 1) {
    const std::string& name = items[0].lot.name;
    if (names_no_lot(name)) return;
    // The first of one, and nothing told of it but its name, is the whole procurement.
    const std::u16string no = folded(items[0].lot.no);
    const bool first = no == u"1" || no == u"01" || no == u"001" || no == u"一" || no == u"A";
    const bool priced = items[0].lot.budget || items[0].lot.ceiling;
    if (first && !priced) return;
    // A page that heads the lot's block with its number and gives its budget under a lot's own label divides, if into one.
    const bool own_block = items[0].record.own_heading && items[0].record.own_sum;
    const std::u16string own = folded(name);
    const bool numbered = own.starts_with(u"第") && own.find(u"标段") != std::u16string::npos;
    const std::u16string project = folded(notice.project_name);
    if (!numbered && !own_block &&
        (own.find(project) != std::u16string::npos || likeness(own, project) > 0.8))
      return;
  }
  const bool named =
      std::any_of(items.begin(), items.end(), [](const Item& i) { return !names_no_lot(i.lot.name); });
  for (Item& item : items) {
    if (!named && items.size() < 2) continue;
    const std::size_t i = notice.lots.size();
    const std::string rule = std::string(layout_name(item.record.layout)) + ":lot";
    if (!item.lot.name.empty())
      a.prove(path_of("lots", i, "name"), item.record.name, rule, item.record.confidence);
    if (item.lot.budget && !item.record.budget.empty())
      a.prove(path_of("lots", i, "budget"), item.record.budget, rule, item.record.confidence);
    notice.lots.push_back(std::move(item.lot));
  }
}

// Winners of several lots: the procurement was divided, though no list of its lots says so.
void assemble_lots_of_awards(Notice& notice) {
  std::vector<Lot> lots;
  for (const Award& award : notice.awards) {
    if (award.lot.empty()) return;
    const bool known =
        std::any_of(lots.begin(), lots.end(), [&](const Lot& lot) { return lot.no == award.lot; });
    if (known) continue;
    lots.emplace_back();
    lots.back().no = award.lot;
  }
  if (lots.size() > 1) notice.lots = std::move(lots);
}

void assemble_intentions(Assembly& a, const std::vector<IntentionRecord>& records) {
  Notice& notice = a.notice;
  if (notice.kind != NoticeKind::intention) return;
  for (const IntentionRecord& record : records) {
    Intention intention;
    intention.name = text_of(a, record.name);
    if (intention.name.empty() || placeholder_reason(intention.name)) continue;
    intention.demand = text_of(a, record.demand);
    if (const auto match = money_in(a.view, record.budget, record.budget_unit);
        match && match->kind == MoneyKind::total)
      intention.budget = match->money;
    if (!record.month.empty())
      if (const auto month = read_month(joined(a.view, record.month, 60)))
        intention.expected_month = month->month;
    const std::size_t i = notice.intentions.size();
    const std::string rule = std::string(layout_name(record.layout)) + ":intention";
    a.prove(path_of("intentions", i, "name"), record.name, rule, record.confidence);
    if (intention.budget)
      a.prove(path_of("intentions", i, "budget"), record.budget, rule, record.confidence - 0.02);
    notice.intentions.push_back(std::move(intention));
  }
  // A plan whose rows say nothing still announces what its headline names.
  if (notice.intentions.empty() && !notice.project_name.empty() && records.empty()) {
    Intention intention;
    intention.name = notice.project_name;
    intention.budget = notice.budget;
    if (!a.headline.place.empty()) a.prove("intentions.0.name", a.headline.place, "headline:intention", 0.7);
    notice.intentions.push_back(std::move(intention));
  }
  if (notice.intentions.size() == 1) {
    const Intention& only = notice.intentions.front();
    if (!notice.budget && only.budget) {
      notice.budget = only.budget;
      notice.missing.erase("budget");
    }
    if (notice.project_name.empty()) notice.project_name = only.name;
  }
}

void assemble_contract(Assembly& a, const std::vector<SupplierRecord>& records) {
  Notice& notice = a.notice;
  if (notice.kind != NoticeKind::contract) return;
  Contract& contract = notice.contract;
  merge(a, {"contract.no", [](const Finding& f) { return f.field == Field::contract_no; },
            [&](const Finding& f) -> std::optional<Reading> {
              std::string no = normalise_code(a.view.words(f.value.begin, f.value.end));
              if (no.empty() || f.value.size() > 60) return std::nullopt;
              return Reading{std::move(no), f.value, f.confidence};
            },
            [&](const Finding&, const Reading& r) { contract.no = r.key; }});
  merge(a,
        {"contract.supplier",
         [](const Finding& f) { return f.field == Field::contract_supplier || f.field == Field::supplier; },
         [&](const Finding& f) -> std::optional<Reading> {
           std::string name = supplier_of(a, f.value);
           if (name.empty()) return std::nullopt;
           return Reading{std::move(name), f.value, f.confidence};
         },
         [&](const Finding&, const Reading& r) { contract.supplier = r.key; }});
  if (contract.supplier.empty())
    for (const SupplierRecord& record : records)
      if (contract.supplier.empty()) contract.supplier = supplier_of(a, record.supplier);
  std::vector<std::pair<std::string, Money>> sums;
  merge(
      a,
      {"contract.amount",
       [](const Finding& f) { return f.field == Field::contract_amount || f.field == Field::award_amount; },
       [&](const Finding& f) -> std::optional<Reading> {
         const auto match = money_in(a.view, f.value, f.bare_unit);
         if (!match || match->kind != MoneyKind::total) return std::nullopt;
         std::string key = std::to_string(match->money.amount_minor);
         sums.emplace_back(key, match->money);
         return Reading{std::move(key), f.value, f.confidence - (f.field == Field::award_amount ? 0.1 : 0.0)};
       },
       [&](const Finding&, const Reading& r) {
         for (const auto& [key, money] : sums)
           if (key == r.key) contract.amount = money;
       }});
  merge(a, {"contract.signed_on", [](const Finding& f) { return f.field == Field::contract_signed; },
            [&](const Finding& f) -> std::optional<Reading> {
              const auto match = read_time(joined(a.view, f.value, 60));
              if (!match) return std::nullopt;
              return Reading{to_string(match->time), f.value, f.confidence};
            },
            [&](const Finding&, const Reading& r) { contract.signed_on = stated_time_from_iso(r.key); }});
  // In a contract notice the term is the contract's.
  const std::u16string term = folded(notice.service_term);
  if (std::none_of(term.begin(), term.end(), [](char16_t c) { return is_digit(c) || is_han_numeral(c); }) &&
      term.size() <= 2) {
    if (!term.empty()) a.miss("contract.term", MissingReason::not_stated);
  } else {
    contract.term = notice.service_term;
  }
  for (auto& item : a.evidence)
    if (item.path == "service_term") item.path = "contract.term";
  if (contract.term.empty())
    std::erase_if(a.evidence, [](const auto& item) { return item.path == "contract.term"; });
  notice.service_term.clear();
}

}  // namespace

void assemble_records(Assembly& a) {
  const std::vector<SupplierRecord> suppliers = read_suppliers(a.view, a.marks, a.grids);
  assemble_awards(a, suppliers);
  assemble_contract(a, suppliers);
  assemble_lots(a, read_lots(a.view, a.marks, a.grids));
  if (a.notice.lots.empty()) assemble_lots_of_awards(a.notice);
  if (a.notice.kind == NoticeKind::intention)
    assemble_intentions(a, read_intentions(a.view, a.marks, a.grids));
}

}  // namespace tenderlead::parsers::notice
