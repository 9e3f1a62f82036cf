// The changes of an amendment, with their values typed.
#include <algorithm>

#include "parsers/notice/assembly.h"
#include "parsers/notice/change_reader.h"
#include "parsers/values/dates.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// Values are kept as written up to here: a changed paragraph of the requirements is a text to compare, no value.
constexpr Place kLongestValue = 1200;
// A time or a sum stands within so many letters of its value's start.
constexpr Place kReach = 110;

bool has(View words, View what) {
  return words.find(what) != View::npos;
}

bool is_sum(Field field) {
  return field == Field::budget || field == Field::ceiling;
}

bool is_time(Field field) {
  return field == Field::bid_deadline || field == Field::opening_at || field == Field::published_at;
}

bool is_period(Field field) {
  return field == Field::documents_period || field == Field::documents_until ||
         field == Field::documents_from;
}

// 预算金额（万元） names the unit of its bare numbers.
BareUnit unit_of(View item) {
  BareUnit unit;
  if (has(item, u"万元)")) unit.minor = 1'000'000;
  if (has(item, u"亿元)")) unit.minor = 10'000'000'000;
  return unit;
}

// 采购包1开标时间, 第二标段预算, 清单参数（第一包）: the lot's number as the item says it.
std::string lot_of(View item) {
  for (const View word :
       {View(u"采购包"), View(u"合同包"), View(u"分包"), View(u"标段"), View(u"标项"), View(u"包")}) {
    const std::size_t at = item.find(word);
    if (at == View::npos) continue;
    const auto counts = [](char16_t c) { return is_digit(c) || is_han_numeral(c) || is_latin(c); };
    std::size_t end = at + word.size();
    const std::size_t after = end;
    while (end < item.size() && counts(item[end]) && end - after < 4) ++end;
    if (end > after) return to_utf8(item.substr(after, end - after));
    std::size_t begin = at;
    while (begin > 0 && counts(item[begin - 1]) && at - begin < 4) --begin;
    if (begin < at) return to_utf8(item.substr(begin, at - begin));
  }
  return {};
}

const char* path_of(Field field) {
  return field == Field::documents_period ? "documents_until" : field_path(field);
}

// 2.预算金额: the number is the list's. 第四章投标函格式 is called so, and 3.1 is what is changed.
Stretch without_list_number(const PageView& view, Stretch item) {
  const View text = view.text();
  Place p = item.begin;
  while (p < item.end && is_digit(text[p])) ++p;
  const bool listed =
      p > item.begin && p + 1 < item.end && (text[p] == u'.' || text[p] == u'、') && !is_digit(text[p + 1]);
  return {listed ? p + 1 : item.begin, item.end};
}

}  // namespace

Statement statement_of(const Assembly& a, Stretch place, Field field, View item) {
  Statement statement;
  if (place.empty()) return statement;
  if (place.size() > kLongestValue) place.end = place.begin + kLongestValue;
  statement.text = normalise_text(a.view.words(place.begin, place.end));
  const Stretch near{place.begin, std::min(place.end, place.begin + kReach)};
  std::optional<Date> reference;
  if (a.notice.published_at) reference = a.notice.published_at->date;
  const bool named_time = field == Field::none && (has(item, u"时间") || has(item, u"日期"));
  const bool named_sum = field == Field::none && (has(item, u"金额") || has(item, u"预算") ||
                                                  has(item, u"限价") || has(item, u"总价"));
  if (is_time(field) || named_time) {
    if (const auto match = read_time(joined(a.view, near, kReach), reference)) statement.time = match->time;
  } else if (is_period(field)) {
    const auto range = find_range(joined(a.view, near, kReach), reference, a.tables.calendar);
    if (range && !range->computed) {
      statement.time = range->from;
      statement.until = range->until;
      // 获取时间延长至X: one day is the last one.
      if (!range->until) std::swap(statement.time, statement.until);
    }
  } else if (is_sum(field) || named_sum) {
    const auto match = money_in(a.view, near, unit_of(item));
    if (match && match->kind == MoneyKind::total) statement.money = match->money;
  }
  return statement;
}

void assemble_changes(Assembly& a, const std::vector<ChangeRecord>& changes) {
  const bool amends = a.notice.kind == NoticeKind::amendment ||
                      std::any_of(a.marks.begin(), a.marks.end(), [](const Mark& mark) {
                        return mark.heading && mark.section == Section::amendment;
                      });
  if (!amends) return;
  for (const ChangeRecord& record : changes) {
    std::vector<Field> fields = record.fields;
    if (fields.empty()) fields.push_back(Field::none);
    const Stretch named = without_list_number(a.view, record.item);
    const View item = a.view.text(named.begin, named.end);
    for (const Field field : fields) {
      Change change;
      if (!named.empty()) change.item = normalise_text(a.view.words(named.begin, named.end));
      if (const char* path = path_of(field); path != nullptr && field != Field::none) change.field = path;
      change.lot = lot_of(item);
      change.before = statement_of(a, record.before, field, item);
      change.after = statement_of(a, record.after, field, item);
      const std::string path = "changes." + std::to_string(a.notice.changes.size());
      const std::string rule = record.layout == Layout::prose
                                   ? std::string("prose:") + record.pattern
                                   : std::string(layout_name(record.layout)) + ":change";
      if (!named.empty()) a.prove(path + ".item", named, rule, record.confidence);
      if (!record.before.empty()) a.prove(path + ".old", record.before, rule, record.confidence);
      a.prove(path + ".new", record.after, rule, record.confidence);
      a.notice.changes.push_back(std::move(change));
    }
  }
}

}  // namespace tenderlead::parsers::notice
