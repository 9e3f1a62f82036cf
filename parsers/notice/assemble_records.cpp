// Awards, intentions and the contract.
#include <algorithm>
#include <cstdlib>

#include "parsers/notice/assembly.h"
#include "parsers/values/dates.h"
#include "parsers/values/names.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers::notice {
namespace {

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
        std::string_view("成交金额"), std::string_view("中标金额"), std::string_view("法定代表人"),
        std::string_view("下浮")})
    if (const std::size_t at = words.find(next);
        at != std::string::npos && at >= kShortestName && words.find("公司") < at)
      words = normalise_text(std::string_view(words).substr(0, at));
  while (words.ends_with("（") || words.ends_with("("))
    words.resize(words.size() - (words.back() == '(' ? 1 : 3));
  if (words.empty() || unstated_reason(words)) return {};
  // A consortium is one supplier as written: 牵头人：某公司 联合体成员：某公司
  const bool consortium = words.find("联合体成员") != std::string::npos ||
                          (words.starts_with("牵头") && words.find("成员") != std::string::npos) ||
                          names_consortium(folded(words));
  std::string name = consortium ? words : trim_organisation(words);
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
  BareUnit unit = record.bare_unit;
  const BareUnit unit_cell = unit_alone(a.view, record.amount_unit.begin, record.amount_unit.end);
  if (unit_cell.stated() && (!unit.stated() || unit_cell.minor > unit.minor)) unit = unit_cell;
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

std::optional<NoticeKind> kind_of_amended(const std::string& title) {
  if (title.find("候选") != std::string::npos) return NoticeKind::shortlist;
  for (const std::string_view word :
       {std::string_view("中标"), std::string_view("成交"), std::string_view("结果")})
    if (title.find(word) != std::string::npos) return NoticeKind::award;
  return std::nullopt;
}

void assemble_awards(Assembly& a, const std::vector<SupplierRecord>& records) {
  Notice& notice = a.notice;
  NoticeKind kind = notice.kind.value_or(NoticeKind::other);
  // 某某工程中标结果更正公告 gives the result anew.
  if (kind == NoticeKind::amendment)
    if (const auto amended = kind_of_amended(notice.title)) kind = *amended;
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
    if (unstated_reason(award.supplier_address)) award.supplier_address.clear();
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
    if (!award.lot.empty()) a.prove(path_of("awards", i, "lot"), item.record.lot, rule, confidence);
    if (!award.supplier_address.empty())
      a.prove(path_of("awards", i, "supplier_address"), item.record.address, rule, confidence - 0.02);
    // A rank may be the row's or the heading's place, and have no words of its own.
    if (award.rank)
      a.prove(path_of("awards", i, "rank"),
              item.record.rank_words.empty() ? item.record.supplier : item.record.rank_words, rule,
              confidence - 0.02);
    if (award.score) a.prove(path_of("awards", i, "score"), item.record.score, rule, confidence - 0.02);
    notice.awards.push_back(std::move(award));
  }
}

void assemble_intentions(Assembly& a, const std::vector<IntentionRecord>& records) {
  Notice& notice = a.notice;
  if (notice.kind != NoticeKind::intention) return;
  for (const IntentionRecord& record : records) {
    Intention intention;
    intention.name = text_of(a, record.name);
    if (intention.name.empty() || unstated_reason(intention.name)) continue;
    intention.demand = text_of(a, record.demand);
    if (const auto match = money_in(a.view, record.budget, record.budget_unit);
        match && match->kind == MoneyKind::total)
      intention.budget = match->money;
    if (!record.month.empty())
      if (const auto month = read_month(joined(a.view, record.month, 60)))
        intention.expected_month = month->month;
    if (std::string buyer = trim_organisation(text_of(a, record.buyer)); looks_like_organisation(buyer))
      intention.buyer = std::move(buyer);
    const std::size_t i = notice.intentions.size();
    const std::string rule = std::string(layout_name(record.layout)) + ":intention";
    a.prove(path_of("intentions", i, "name"), record.name, rule, record.confidence);
    if (intention.budget)
      a.prove(path_of("intentions", i, "budget"), record.budget, rule, record.confidence - 0.02);
    if (!intention.demand.empty())
      a.prove(path_of("intentions", i, "demand"), record.demand, rule, record.confidence - 0.02);
    if (!intention.expected_month.empty())
      a.prove(path_of("intentions", i, "expected_month"), record.month, rule, record.confidence - 0.02);
    if (!intention.buyer.empty())
      a.prove(path_of("intentions", i, "buyer"), record.buyer, rule, record.confidence - 0.02);
    notice.intentions.push_back(std::move(intention));
  }
  // Several in label lines, one below the other: what the first says of itself is none of the notice's.
  if (notice.intentions.size() > 1 && records.front().layout == Layout::label) {
    if (notice.budget == notice.intentions.front().budget) {
      notice.budget.reset();
      std::erase_if(a.evidence, [](const auto& item) { return item.path == "budget"; });
    }
    if (notice.project_name == notice.intentions.front().name) {
      notice.project_name = name_from_title(notice.title);
      std::erase_if(a.evidence, [](const auto& item) { return item.path == "project_name"; });
      if (!notice.project_name.empty()) a.prove("project_name", a.headline.place, "headline:name", 0.8);
    }
  }
  // 项目投资估算 of one planned procurement is what the notice says that it may cost.
  if (records.size() == 1 && notice.intentions.size() == 1 && !notice.budget && !notice.ceiling &&
      notice.intentions[0].budget) {
    notice.budget = notice.intentions[0].budget;
    notice.missing.erase("budget");
    const IntentionRecord& record = records.front();
    a.prove("budget", record.budget, std::string(layout_name(record.layout)) + ":intention",
            record.confidence - 0.02);
  }
  // A plan whose rows say nothing still announces what its headline names.
  if (notice.intentions.empty() && !notice.project_name.empty() && records.empty()) {
    Intention intention;
    intention.name = notice.project_name;
    intention.budget = notice.budget;
    a.prove("intentions.0.name", a.headline.place, "headline:intention", 0.7);
    for (std::size_t i = 0; intention.budget && i < a.evidence.size(); ++i)
      if (a.evidence[i].path == "budget") {
        const Assembly::PendingEvidence proof = a.evidence[i];
        a.prove("intentions.0.budget", proof.span, proof.rule, proof.confidence);
        break;
      }
    notice.intentions.push_back(std::move(intention));
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
    for (const SupplierRecord& record : records) {
      contract.supplier = supplier_of(a, record.supplier);
      if (contract.supplier.empty()) continue;
      a.prove("contract.supplier", record.supplier, std::string(layout_name(record.layout)) + ":supplier",
              record.confidence);
      break;
    }
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
  if (std::none_of(term.begin(), term.end(),
                   [](char16_t c) { return is_digit(c) || is_han_numeral(c) || c == u'半'; }) &&
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
  assemble_lots(a);
  if (a.notice.kind == NoticeKind::intention)
    assemble_intentions(a, read_intentions(a.view, a.marks, a.grids));
}

}  // namespace tenderlead::parsers::notice
