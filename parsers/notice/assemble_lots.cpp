// Lots: those that tables and blocks list, else those that the winners name.
#include <algorithm>

#include "parsers/notice/assembly.h"
#include "parsers/values/names.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers::notice {

namespace {

// Bytes; a lot of thirty devices has more than anybody reads.
constexpr std::size_t kLongestLotName = 600;

bool names_no_lot(std::string_view name) {
  const std::u16string letters = folded(name);
  if (letters.empty()) return true;
  // 采购包1, 标项一: the number again.
  static constexpr std::u16string_view kWords[] = {u"采购包", u"合同包", u"标项", u"标段", u"分包", u"包"};
  for (const std::u16string_view word : kWords)
    if (letters.starts_with(word) && letters.size() <= word.size() + 2) return true;
  return unstated_reason(name).has_value();
}

void lots_of_records(Assembly& a, const std::vector<LotRecord>& records) {
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
    // A column 单位 may hold the sum's: 30 | 万元.
    const BareUnit own = unit_alone(a.view, record.unit.begin, record.unit.end);
    if (own.stated()) item.lot.unit.clear();
    const auto sum = [&](Stretch cell, BareUnit unit) -> std::optional<Money> {
      if (own.stated() && !unit.stated()) unit = own;
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
      if (!same->lot.budget && item.lot.budget) {
        same->lot.budget = item.lot.budget;
        same->record.budget = record.budget;
      }
      if (!same->lot.ceiling && item.lot.ceiling) {
        same->lot.ceiling = item.lot.ceiling;
        same->record.ceiling = record.ceiling;
      }
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
    const auto prove = [&](const char* field, bool given, Stretch place) {
      if (given) a.prove(path_of("lots", i, field), place, rule, item.record.confidence);
    };
    const LotRecord& record = item.record;
    prove("no", !item.lot.no.empty(), record.no);
    prove("name", !item.lot.name.empty(), record.name);
    prove("quantity", !item.lot.quantity.empty(), record.quantity);
    prove("unit", !item.lot.unit.empty(), record.unit.empty() ? record.quantity : record.unit);
    prove("budget", item.lot.budget.has_value(), record.budget);
    prove("ceiling", item.lot.ceiling.has_value(), record.ceiling);
    notice.lots.push_back(std::move(item.lot));
  }
}

// Winners of several lots: the procurement was divided, though no list of its lots says so.
void lots_of_awards(Assembly& a) {
  Notice& notice = a.notice;
  std::vector<Lot> lots;
  std::vector<std::size_t> awards;  // that named each
  for (std::size_t i = 0; i < notice.awards.size(); ++i) {
    const Award& award = notice.awards[i];
    if (award.lot.empty()) return;
    const bool known =
        std::any_of(lots.begin(), lots.end(), [&](const Lot& lot) { return lot.no == award.lot; });
    if (known) continue;
    lots.emplace_back();
    lots.back().no = award.lot;
    awards.push_back(i);
  }
  if (lots.size() < 2) return;
  notice.lots = std::move(lots);
  for (std::size_t i = 0; i < awards.size(); ++i) {
    const std::string path = path_of("awards", awards[i], "lot");
    const auto named = std::find_if(a.evidence.begin(), a.evidence.end(),
                                    [&](const Assembly::PendingEvidence& e) { return e.path == path; });
    if (named == a.evidence.end()) continue;
    const Assembly::PendingEvidence proof = *named;
    a.prove(path_of("lots", i, "no"), proof.span, proof.rule, proof.confidence);
  }
}

}  // namespace

void assemble_lots(Assembly& a) {
  lots_of_records(a, read_lots(a.view, a.marks, a.grids));
  if (a.notice.lots.empty()) lots_of_awards(a);
}

}  // namespace tenderlead::parsers::notice
