// Budget and ceiling of the whole notice.
#include <algorithm>
#include <array>

#include "parsers/notice/assembly.h"
#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
namespace {

// A sum stands within this many letters of its label, or the label's value is a sentence about something else.
constexpr Place kReach = 160;

// The number on one line and its unit on the next: 216.0 / (万元)
Stretch with_unit(const PageView& view, const Finding& finding) {
  Stretch value = finding.value;
  const std::u16string_view text = view.text();
  const bool bare = std::none_of(text.begin() + value.begin, text.begin() + value.end,
                                 [](char16_t c) { return is_han(c); });
  if (bare && finding.extent.end > value.end) {
    const char16_t next = text[value.end];
    if (next == u'万' || next == u'元' || next == u'(' || next == u'亿' || is_digit(next))
      value.end = std::min(finding.extent.end, value.end + 24);
  }
  return value;
}

// 预算：120万元/年: what a year of a service may cost is its budget, as far as the page tells; the price of a piece is none.
bool is_yearly_sum(const Assembly& a, Stretch place, const MoneyMatch& match) {
  constexpr std::int64_t kSmallest = 1'000'000;  // ten thousand yuan
  const std::u16string_view words = a.view.text(place.begin, place.end);
  return match.kind == MoneyKind::unit_price && match.money.amount_minor >= kSmallest &&
         (words.find(u"元/年") != std::u16string_view::npos ||
          words.find(u"每年") != std::u16string_view::npos);
}

// 预算：144万元/两年: the total of a term of several years.
bool is_sum_of_years(const Assembly& a, Stretch place, const MoneyMatch& match) {
  if (match.kind != MoneyKind::unit_price) return false;
  const std::u16string_view words = a.view.text(place.begin, place.end);
  static constexpr std::u16string_view kNumbers = u"2345两二三四五";
  for (std::size_t at = words.find(u"元/"); at != std::u16string_view::npos; at = words.find(u"元/", at + 1))
    if (at + 3 < words.size() && kNumbers.find(words[at + 2]) != std::u16string_view::npos &&
        words[at + 3] == u'年')
      return true;
  return false;
}

// 6150000,2027500,3849600, 2850000.00,95000.00 and 平台11万元、接口5.5万元: one sum a lot, and none of them all.
bool lists_sums(std::u16string_view words) {
  constexpr std::size_t kThousands = 3;
  for (std::size_t at = words.find(u','); at != words.npos; at = words.find(u',', at + 1)) {
    const auto in_figure = [&](std::size_t p) { return is_digit(words[p]) || words[p] == u'.'; };
    std::size_t before = at;
    while (before > 0 && in_figure(before - 1)) --before;
    std::size_t after = at + 1;
    while (after < words.size() && in_figure(after)) ++after;
    if (at - before > kThousands && after - at - 1 > kThousands) return true;
  }
  static constexpr std::u16string_view kTotals[] = {u"共", u"合计", u"总", u"其中"};
  // 第一包：50万元，第二包：78.5万元
  std::size_t heads = 0;
  for (std::size_t p = 0; p < words.size() && (heads > 0 || p < 2); ++p)
    if (const LotHead head = lot_head_at(words, p, true); head.end > p) {
      ++heads;
      p = head.end - 1;
    }
  const auto sums = std::count(words.begin(), words.end(), u'元');
  if (heads > 1 && sums > 1 &&
      std::none_of(std::begin(kTotals), std::end(kTotals),
                   [&](std::u16string_view total) { return words.find(total) != words.npos; }))
    return true;
  const std::size_t first = words.find(u"元、");
  if (first == words.npos) return false;
  return words.find(u'元', first + 1) != words.npos &&
         std::none_of(std::begin(kTotals), std::end(kTotals),
                      [&](std::u16string_view total) { return words.find(total) != words.npos; });
}

// 以预算金额1260万元为计费基数: what a fee is counted from.
bool is_base_of_fee(const Assembly& a, Stretch place) {
  constexpr Place kBehindSum = 32;
  const std::u16string_view words = a.view.text(
      place.begin, std::min<Place>(static_cast<Place>(a.view.text().size()), place.begin + kBehindSum));
  const std::u16string_view sentence = words.substr(0, words.find_first_of(u";。"));
  return sentence.find(u"基数") != sentence.npos;
}

std::optional<Reading> read_sum(const Assembly& a, const Finding& finding, std::optional<Money>& kept) {
  Stretch place = with_unit(a.view, finding);
  if (place.size() > kReach) place.end = place.begin + kReach;
  auto match = money_in(a.view, place, finding.bare_unit);
  if ((!match || match->kind != MoneyKind::total) && finding.extent.end > place.end) {
    place = {finding.extent.begin, std::min(finding.extent.end, finding.extent.begin + kReach)};
    match = money_in(a.view, place, finding.bare_unit);
  }
  if (!match || lists_sums(a.view.text(place.begin, place.end)) || is_base_of_fee(a, place))
    return std::nullopt;
  const bool yearly = is_yearly_sum(a, place, *match);
  if (match->kind != MoneyKind::total && !yearly && !is_sum_of_years(a, place, *match)) return std::nullopt;
  double confidence = finding.confidence - (yearly ? 0.2 : 0.0);
  if (finding.field == Field::investment) confidence -= 0.3;
  if (!match->unit_stated && !finding.bare_unit.stated()) confidence -= 0.04;
  if (finding.layout == Layout::prose && !match->unit_stated) return std::nullopt;
  if (match->contradicts) confidence -= 0.2;
  // A budget of 0 was left to be filled in.
  if (match->money.amount_minor == 0) confidence -= 0.4;
  kept = match->money;
  return Reading{std::to_string(match->money.amount_minor) + match->money.currency, place, confidence};
}

// Whether labels of lots give more than one value: there are several lots.
bool sums_differ(const Assembly& a, Field field) {
  std::u16string_view first;
  for (const Finding& finding : a.findings) {
    if (finding.field != field || finding.value.empty()) continue;
    const std::u16string_view words = a.view.text(finding.value.begin, finding.value.end);
    if (first.empty()) first = words;
    if (words != first) return true;
  }
  return false;
}

// 第1包：超融合服务器（预算：98万元）: the line is about a lot.
bool in_line_of_lot(const Assembly& a, const Finding& finding) {
  const std::size_t u = a.view.unit_at(finding.value.begin);
  if (finding.layout == Layout::grid || u >= a.view.units().size()) return false;
  const Unit& unit = a.view.units()[u];
  if (finding.label.empty() || finding.label.begin < unit.begin) return false;
  // 第一包预算金额：98万元 has a label of its own kind; 采购内容：A分标：甲设备,预算85万元 has the head amid its clause.
  const std::u16string_view clause = a.view.text(unit.begin, finding.label.begin);
  const std::size_t stop = clause.find_last_of(u";。");
  for (std::size_t p = stop == clause.npos ? 0 : stop + 1; p < clause.size(); ++p)
    if (const LotHead head = lot_head_at(clause, p, true);
        head.end > 0 && head.end < clause.size() && clause[head.end] == u':')
      return true;
  return false;
}

// Labels of one lot's budget stand for the whole where the page gives no other and has one lot.
void merge_sum(Assembly& a, const char* path, Field whole, Field part, std::optional<Money>& into) {
  std::optional<Money> last;
  std::vector<std::pair<std::string, Money>> sums;
  const auto read = [&](const Finding& f) -> std::optional<Reading> {
    auto reading = read_sum(a, f, last);
    if (reading && last) sums.emplace_back(reading->key, *last);
    return reading;
  };
  const auto keep = [&](const Finding&, const Reading& r) {
    for (const auto& [key, money] : sums)
      if (key == r.key) {
        into = money;
        return;
      }
  };
  const auto of_whole = [&](const Finding& f) { return f.field == whole && !in_line_of_lot(a, f); };
  if (merge(a, {path, of_whole, read, keep})) return;
  std::vector<std::string> keys;
  const auto missing = a.notice.missing;
  merge(a, {path,
            [&](const Finding& f) { return f.field == part || (f.field == whole && in_line_of_lot(a, f)); },
            [&](const Finding& f) {
              auto reading = read(f);
              if (reading) {
                reading->confidence -= 0.1;
                keys.push_back(reading->key);
              }
              return reading;
            },
            keep});
  const bool several = std::adjacent_find(keys.begin(), keys.end(), std::not_equal_to<>()) != keys.end();
  if (several || keys.size() > 2 || sums_differ(a, Field::lot_budget) || sums_differ(a, Field::lot_ceiling)) {
    into.reset();
    std::erase_if(a.evidence, [&](const auto& item) { return item.path == path; });
  }
  a.notice.missing = missing;
}

// Designing, supervising or checking works costs a part of what they do.
bool is_service_of_works(std::u16string_view subject) {
  static constexpr std::array<std::u16string_view, 7> kServices = {u"设计", u"监理", u"勘察", u"咨询",
                                                                   u"检测", u"代理", u"审计"};
  const std::size_t built = subject.find(u"施工");
  if (built != subject.npos && !subject.substr(built).starts_with(u"施工图")) return false;
  return std::any_of(kServices.begin(), kServices.end(),
                     [&](std::u16string_view service) { return subject.find(service) != subject.npos; });
}

// 总投资约1860万元 in a sentence, where the page says nothing else of what it may cost.
void invested_sum(Assembly& a) {
  if (is_service_of_works(folded(a.notice.project_name + a.notice.title))) return;
  const auto missing = a.notice.missing;
  std::optional<Money> last;
  merge(a,
        {"budget", [](const Finding& f) { return f.field == Field::investment && f.layout == Layout::prose; },
         [&](const Finding& f) { return read_sum(a, f, last); },
         [&](const Finding& f, const Reading&) {
           std::optional<Money> chosen;
           if (read_sum(a, f, chosen)) a.notice.budget = chosen;
         }});
  a.notice.missing = missing;
}

}  // namespace

void assemble_money(Assembly& a) {
  merge_sum(a, "ceiling", Field::ceiling, Field::lot_ceiling, a.notice.ceiling);
  merge_sum(a, "budget", Field::budget, Field::lot_budget, a.notice.budget);
  if (!a.notice.budget && !a.notice.ceiling) invested_sum(a);
}

}  // namespace tenderlead::parsers::notice
