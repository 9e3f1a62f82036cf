#include "store/notice_terms.h"

#include <algorithm>

#include "model/time.h"
#include "store/grams.h"

namespace tenderlead::store {
namespace {

// Marks before terms. No word has them: they are no letters (U+0081 to U+0083).
constexpr std::string_view kInTitle = "\xC2\x81";
constexpr std::string_view kInNames = "\xC2\x82";
constexpr std::string_view kOfRow = "\xC2\x83";

// Bytes that would end a term are written as two letters.
std::string whole_term(char what, std::string_view value) {
  std::string out(kOfRow);
  out += what;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || byte >= 0x80) {
      out += c;
      continue;
    }
    out += kOfRow;
    out += static_cast<char>('a' + (byte >> 4));
    out += static_cast<char>('a' + (byte & 15));
  }
  return out;
}

void add_marked(std::string& out, std::string_view mark, std::string_view terms) {
  while (!terms.empty()) {
    const auto end = std::min(terms.find(' '), terms.size());
    if (!out.empty()) out += ' ';
    out.append(mark).append(terms.substr(0, end));
    terms.remove_prefix(std::min(end + 1, terms.size()));
  }
}

std::string names_of(const Notice& notice) {
  std::string all;
  const auto add = [&](const std::string& part) { all.append(part).append("\n"); };
  for (const auto* part :
       {&notice.title, &notice.project_no, &notice.project_name, &notice.buyer.name, &notice.agency.name})
    add(*part);
  for (const auto& award : notice.awards) add(award.supplier);
  add(notice.contract.supplier);
  for (const auto& lot : notice.lots) add(lot.name);
  for (const auto& intention : notice.intentions) add(intention.name);
  return fold(all);
}

}  // namespace

std::string notice_terms(const Notice& notice) {
  auto terms = grams(search_text(notice));
  add_marked(terms, kInTitle, grams(fold(notice.title)));
  add_marked(terms, kInNames, grams(names_of(notice)));
  if (const auto budget = budget_of(notice)) terms += " " + budget_term(budget_step(*budget));
  return terms;
}

std::string row_terms(std::string_view kind, std::string_view source_id, std::string_view region_code) {
  std::string terms = " " + every_notice_term() + " " + kind_term(kind) + " " + source_term(source_id);
  for (const std::size_t digits : {2u, 4u, 6u})
    if (region_code.size() >= digits) terms += " " + region_term(region_code.substr(0, digits));
  return terms;
}

std::string field_term(TermField field, std::string_view term) {
  std::string out(field == TermField::title ? kInTitle : field == TermField::names ? kInNames : "");
  return out.append(term);
}

std::string every_notice_term() {
  return whole_term('a', "");
}

std::string kind_term(std::string_view kind) {
  return whole_term('k', kind);
}

std::string source_term(std::string_view source_id) {
  return whole_term('s', source_id);
}

std::string region_term(std::string_view digits) {
  return digits.size() == 2 || digits.size() == 4 || digits.size() == 6 ? whole_term('r', digits)
                                                                        : std::string();
}

int budget_step(std::int64_t fen) {
  int step = 0;
  for (std::int64_t ten = 100; step < kBudgetSteps - 1; ten *= 10)
    for (const std::int64_t edge : {ten, 2 * ten, 5 * ten}) {
      if (fen < edge || step == kBudgetSteps - 1) return step;
      ++step;
    }
  return step;
}

std::string budget_term(int step) {
  return whole_term('b', std::to_string(step));
}

std::optional<std::int64_t> budget_of(const Notice& notice) {
  for (const auto* money : {&notice.budget, &notice.ceiling})
    if (*money && (*money)->currency == "CNY" && (*money)->amount_minor >= 0) return (*money)->amount_minor;
  return std::nullopt;
}

std::int64_t first_place(std::int64_t day) {
  return day < kFirstDay ? 0 : day << kPlaceBits;
}

std::int64_t day_of_place(std::int64_t place) {
  const auto day = place >> kPlaceBits;
  return day < kFirstDay ? 0 : day;
}

std::int64_t place_day(std::string_view published_at) {
  const auto date = date_from_iso(published_at.substr(0, 10));
  const auto day = date ? days_from_date(*date) : 0;
  return day < kFirstDay ? 0 : day;
}

}  // namespace tenderlead::store
