// Lots by the words that head them in running text: 第一标段：甲设备, 采购包1、采购包2, 一标段(…).
#include <algorithm>
#include <array>

#include "parsers/notice/records.h"
#include "parsers/notice/words_in.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// 某公司,中标金额98.5万元 behind 第1包：, 中选单位 某公司, 不足三家,流标: what came of the lot, and not what it is called.
bool names_winner(const PageView& view, Stretch name) {
  static constexpr std::array<View, 5> kOutcomes = {u"中标", u"成交", u"中选", u"入围", u"候选"};
  static constexpr std::array<View, 4> kWho = {u"人", u"单位", u"供应商", u"价"};
  const View text = view.text();
  const View words = text.substr(name.begin, name.end - name.begin);
  const bool told = std::any_of(kOutcomes.begin(), kOutcomes.end(), [&](View outcome) {
    return words.starts_with(outcome) && std::any_of(kWho.begin(), kWho.end(), [&](View who) {
             return words.substr(outcome.size()).starts_with(who);
           });
  });
  if (told || tells_failure(words)) return true;
  Place end = name.begin;
  while (end < name.end && View(u",;。(").find(text[end]) == View::npos &&
         !(end > name.begin && view.space_before(end)))
    ++end;
  const View house = text.substr(name.begin, end - name.begin);
  return (house.ends_with(u"公司") || house.ends_with(u"厂")) && names_organisation(view, {name.begin, end});
}

// 合同履行期限：第一包：合同签订后30日: what each lot's term or budget is says nothing of its name.
bool may_name_lots(const PageView& view, const std::vector<Mark>& marks, Place at) {
  const auto behind = std::upper_bound(marks.begin(), marks.end(), at,
                                       [](Place p, const Mark& mark) { return p < mark.begin; });
  if (behind == marks.begin()) return trust(Section::none) >= 0.8;
  const Mark& label = *(behind - 1);
  // A label whose value ended in its own line says nothing of this one.
  const bool over = label.unit != view.unit_at(at) && label.value_begin < view.units()[label.unit].end;
  const Field topic = over ? Field::none : label.field;
  return (topic == Field::none || topic == Field::ignored || topic == Field::item_name ||
          topic == Field::demand) &&
         trust(label.section) >= 0.8;
}

// 包1：供应商须具有许可证: what is asked of bidders, or a term, is no name.
bool asks_bidders(View words) {
  static constexpr std::array<View, 8> kNoNames = {u"供应商", u"投标人", u"须",   u"应具",
                                                   u"签订",   u"日内",   u"不得", u"详见"};
  return std::any_of(kNoNames.begin(), kNoNames.end(), [&](View w) { return words.find(w) != View::npos; });
}

}  // namespace

bool is_lot_number(char16_t c) {
  return is_digit(c) || is_han_numeral(c) || (c >= u'A' && c <= u'Z');
}

LotHead lot_head_at(View text, std::size_t p, bool loose) {
  constexpr std::size_t kLongestNumber = 3;
  static constexpr std::array<View, 9> kHeads = {u"采购包", u"合同包", u"标项", u"标段", u"分标",
                                                 u"分包",   u"包件",   u"标包", u"包"};
  static constexpr Letters kFirst(u"采合标分包");  // of kHeads
  const auto head_at = [&](std::size_t from) {
    if (from >= text.size() || !kFirst.has(text[from])) return std::size_t{0};
    const auto head =
        std::find_if(kHeads.begin(), kHeads.end(), [&](View w) { return text.substr(from).starts_with(w); });
    return head == kHeads.end() ? std::size_t{0} : head->size();
  };
  const auto number_from = [&](std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && end - from < kLongestNumber && is_lot_number(text[end])) ++end;
    return end;
  };
  LotHead found;
  if (const std::size_t head = head_at(p); head > 0) {
    found.number = p + head;
    found.number_end = found.end = number_from(found.number);
  } else {
    found.number = text.substr(p).starts_with(u"第") ? p + 1 : p;
    found.number_end = number_from(found.number);
    if (found.number_end == found.number) return found;
    const std::size_t tail = head_at(found.number_end);
    found.end = tail > 0 ? found.number_end + tail : 0;
    // 一包纸 is none, nor is 2包装: without 第 the head must end there.
    if (!loose && found.number == p && found.end > 0 && found.end < text.size() &&
        View(u":(").find(text[found.end]) == View::npos)
      found.end = 0;
  }
  if (found.number_end == found.number) found.end = 0;
  return found;
}

// 血气分析仪2台: how many, behind a name that its sum follows.
static void part_quantity(View text, LotRecord& lot) {
  static constexpr View kUnits = u"台套项批辆个件把张组部";
  constexpr Place kShortestName = 3;
  if (lot.name.size() < kShortestName + 2 || kUnits.find(text[lot.name.end - 1]) == View::npos) return;
  const Place unit = lot.name.end - 1;
  Place begin = unit;
  while (begin > lot.name.begin && is_digit(text[begin - 1])) --begin;
  if (begin == unit || begin < lot.name.begin + kShortestName || !is_han(text[begin - 1])) return;
  if (lot.quantity.empty()) {
    lot.quantity = {begin, unit};
    lot.unit = {unit, unit + 1};
  }
  lot.name.end = begin;
}

// 门诊楼装修,预算129万元: what a lot may cost is no part of its name.
void part_name_and_sum(const PageView& view, LotRecord& lot) {
  struct Word {
    View text;
    bool ceiling;
  };
  static constexpr std::array<Word, 8> kWords = {{{u"预算", false},
                                                  {u"采购预算", false},
                                                  {u"项目预算", false},
                                                  {u"最高限价", true},
                                                  {u"最高投标限价", true},
                                                  {u"招标控制价", true},
                                                  {u"控制价", true},
                                                  {u"限价", true}}};
  const View text = view.text();
  for (Place p = lot.name.begin; p < lot.name.end; ++p) {
    const bool first = p == lot.name.begin;
    if (!first && View(u",;(、。").find(text[p - 1]) == View::npos) continue;
    for (const Word& word : kWords) {
      if (!text.substr(p, lot.name.end - p).starts_with(word.text)) continue;
      Place end = p;
      while (end < lot.name.end && (View(u",;)。").find(text[end]) == View::npos ||
                                    (text[end] == u',' && end + 1 < lot.name.end && is_digit(text[end - 1]) &&
                                     is_digit(text[end + 1]))))
        ++end;
      Stretch& sum = word.ceiling ? lot.ceiling : lot.budget;
      if (sum.empty()) sum = {p + static_cast<Place>(word.text.size()), end};
      lot.name.end = first ? p : p - 1;
      part_quantity(text, lot);
      return;
    }
  }
}

bool read_lot_head(const PageView& view, const Unit& unit, Stretch& no, Stretch& name) {
  const View text = view.text(unit);
  if (text.size() < 2 || text.size() > 160) return false;
  const LotHead head = lot_head_at(text, text[0] == u'【' ? 1 : 0);
  if (head.end == 0) return false;
  std::size_t p = head.end;
  const std::size_t number = head.number;
  const std::size_t number_end = head.number_end;
  no = {unit.begin + static_cast<Place>(number), unit.begin + static_cast<Place>(number_end)};
  name = {};
  if (p == text.size()) return true;
  if (text[p] == u'(') {
    const std::size_t close = text.rfind(u')');
    if (close == View::npos || close <= p + 1) return false;
    const View tail = text.substr(close + 1);
    if (!tail.empty() && tail != u":") return false;
    name = {unit.begin + static_cast<Place>(p + 1), unit.begin + static_cast<Place>(close)};
    return true;
  }
  if (text[p] == u':') {
    ++p;
    // A包：甲设备；B包：乙设备: several in one line.
    for (std::size_t stop = text.find(u';', p); stop != View::npos; stop = text.find(u';', stop + 1)) {
      const LotHead more = lot_head_at(text, stop + 1);
      if (more.end > 0 && more.end < text.size() && text[more.end] == u':') return false;
    }
    if (p < text.size() && text.size() - p <= 80) name = {unit.begin + static_cast<Place>(p), unit.end};
    if (!name.empty() && names_winner(view, name)) name = {};
    return true;
  }
  return false;
}

// 第一标段：甲设备 第二标段：乙设备 within a line: told by their count.
void lots_of_line(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& out) {
  static constexpr View kNumerals = u"一二三四五六七八九";
  static constexpr View kStarts = u"第标包采合分一二三四五六七八九123456789ABCDEFGH";
  constexpr Place kLongestName = 60;
  const View text = view.text();
  std::vector<std::size_t> heads;  // 第一包: and the like where a word begins
  for (const Unit& unit : view.units())
    for (std::size_t at = unit.begin; at < unit.end; ++at) {
      const bool begins_word =
          text[at] == u'第' || at == unit.begin || View(u"。;:").find(text[at - 1]) != View::npos;
      if (!begins_word || kStarts.find(text[at]) == View::npos) continue;
      const LotHead head = lot_head_at(text, at);
      if (head.end > 0 && head.end < text.size() && text[head.end] == u':') heads.push_back(at);
    }
  std::vector<LotRecord> lots;
  for (const std::size_t at : heads) {
    if (lots.size() == kNumerals.size()) break;
    const LotHead head = lot_head_at(text, at);
    const char16_t number = text[head.number];
    const bool next =
        head.number_end == head.number + 1 && (kNumerals.find(number) == lots.size() ||
                                               number == u'1' + lots.size() || number == u'A' + lots.size());
    if (!next) continue;
    const std::size_t u = view.unit_at(static_cast<Place>(at));
    if (u >= view.units().size()) continue;
    // A分标：甲设备,预算85万元;B分标：乙设备: what was named last is the lot's before it.
    const bool goes_on = !lots.empty() && view.unit_at(lots.back().no.begin) == u;
    if (!goes_on && !may_name_lots(view, marks, static_cast<Place>(at))) continue;
    const auto begin = static_cast<Place>(head.end + 1);
    Place end = begin;
    while (end < view.units()[u].end && end - begin < kLongestName && text[end] != u'。' &&
           text[end] != u';' && !(text[end] == u'第' && lot_head_at(text, end).end > 0) &&
           !(end > begin && std::binary_search(heads.begin(), heads.end(), end)) &&
           !(end > begin && is_digit(text[end]) && view.space_before(end)))
      ++end;
    while (end > begin && (text[end - 1] == u',' || text[end - 1] == u'、')) --end;
    if (end < begin + 2) continue;
    if (asks_bidders(text.substr(begin, end - begin))) return;
    if (names_winner(view, {begin, end})) return;
    LotRecord lot;
    lot.no = {static_cast<Place>(head.number), static_cast<Place>(head.number_end)};
    lot.name = {begin, end};
    lot.confidence = 0.72;
    part_name_and_sum(view, lot);
    lots.push_back(lot);
  }
  if (lots.size() > 1) out.insert(out.end(), lots.begin(), lots.end());
}

// 包1 CT / 包2 核磁, a line each: told by their count and by standing one below the other.
void lots_of_lines(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& out) {
  constexpr Place kLongestName = 60;
  std::vector<LotRecord> lots;
  std::size_t before = 0;
  for (std::size_t u = 0; u < view.units().size(); ++u) {
    const Unit& unit = view.units()[u];
    const View text = view.text(unit);
    const LotHead head = unit.table >= 0 ? LotHead{} : lot_head_at(text, 0, true);
    const auto behind = static_cast<Place>(unit.begin + head.end);
    // 1包 纱布 says how much.
    if (head.end == 0 || behind >= unit.end || (head.number == 0 && text[head.number_end] == u'包')) continue;
    Stretch name{behind, unit.end};
    const bool listed = text[head.end] == u'、' || text[head.end] == u'.';
    if (listed) ++name.begin;
    while (!name.empty() && View(u",;。").find(view.text()[name.end - 1]) != View::npos) --name.end;
    if (!listed && !view.space_before(behind)) continue;
    if (name.size() < 2 || name.size() > kLongestName || asks_bidders(text) || names_winner(view, name) ||
        names_organisation(view, name) || view.text(name.begin, name.end).find(u':') != View::npos)
      continue;
    LotRecord lot;
    lot.no = {unit.begin + static_cast<Place>(head.number), unit.begin + static_cast<Place>(head.number_end)};
    lot.name = name;
    lot.confidence = 0.72;
    part_name_and_sum(view, lot);
    if (lot.name.empty()) continue;
    const std::u16string key = lot_key(view.text(lot.no.begin, lot.no.end));
    const bool first = key == u"1" || key == u"A";
    if (!lots.empty() && (first || u != before + 1)) {
      if (lots.size() > 1) break;
      lots.clear();
    }
    if (lots.empty() && (!first || !may_name_lots(view, marks, unit.begin))) continue;
    lots.push_back(lot);
    before = u;
  }
  if (lots.size() > 1) out.insert(out.end(), lots.begin(), lots.end());
}

// 采购包1、采购包2、采购包3: the lots by their numbers alone.
void lots_of_list(const PageView& view, std::vector<LotRecord>& out) {
  constexpr View kHead = u"采购包";
  for (const Unit& unit : view.units()) {
    const View text = view.text(unit);
    if (!text.starts_with(kHead) || text.size() > 200 || text.find(u'、') == View::npos) continue;
    std::vector<LotRecord> lots;
    std::size_t p = 0;
    while (text.substr(p).starts_with(kHead)) {
      p += kHead.size();
      const std::size_t from = p;
      while (p < text.size() && is_lot_number(text[p])) ++p;
      if (p == from) break;
      LotRecord lot;
      lot.no = {unit.begin + static_cast<Place>(from), unit.begin + static_cast<Place>(p)};
      lot.confidence = 0.7;
      lots.push_back(lot);
      if (p < text.size() && text[p] == u'、') ++p;
    }
    if (p == text.size() && lots.size() > 1) {
      out.insert(out.end(), lots.begin(), lots.end());
      return;
    }
  }
}

std::u16string lot_key(View no) {
  std::u16string key(no);
  for (const View word : {View(u"第"), View(u"采购包"), View(u"标段"), View(u"标项"), View(u"包")})
    if (const std::size_t at = key.find(word); at != std::u16string::npos && key.size() > word.size())
      key.erase(at, word.size());
  static constexpr View kNumerals = u"一二三四五六七八九";
  if (key.size() == 1)
    if (const std::size_t at = kNumerals.find(key[0]); at != View::npos)
      key[0] = static_cast<char16_t>(u'1' + at);
  if (std::all_of(key.begin(), key.end(), is_digit))
    key.erase(0, std::min(key.find_first_not_of(u'0'), key.size()));
  return key;
}

// 预算金额：18万元（其中A包12万元，B包6万元）: sums of lots by their numbers, whose names stand elsewhere.
void shares_of_budget(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& lots) {
  constexpr std::size_t kMostShares = 100;
  constexpr std::size_t kGap = 12;  // 预算金额为: between a head and its sum
  const View text = view.text();
  // 采购预算：第一包：50万元，第二包：78.5万元: where nothing else names lots, these do.
  const bool unnamed = lots.empty();
  for (const Mark& mark : marks) {
    if (mark.field != Field::budget && mark.field != Field::ceiling) continue;
    const Stretch value = value_of(view, mark);
    for (Place p = value.begin; p < value.end; ++p) {
      const LotHead head = lot_head_at(text.substr(0, value.end), p, true);
      if (head.end == 0 || head.end >= value.end) continue;
      std::size_t sum = head.end;
      while (sum < value.end && sum - head.end < kGap && !is_digit(text[sum]) &&
             View(u",;。、").find(text[sum]) == View::npos)
        ++sum;
      std::size_t end = sum;
      while (end < value.end && (is_digit(text[end]) || text[end] == u'.' || text[end] == u',')) ++end;
      const std::size_t figures = end;
      while (end < value.end && (text[end] == u'万' || text[end] == u'元')) ++end;
      if (figures == sum || end == figures) continue;
      const Stretch share{static_cast<Place>(sum), static_cast<Place>(end)};
      const std::u16string key = lot_key(text.substr(head.number, head.number_end - head.number));
      const bool listed = std::any_of(lots.begin(), lots.end(), [&](const LotRecord& lot) {
        return lot_key(view.text(lot.no.begin, lot.no.end)) == key;
      });
      if (unnamed && !listed && lots.size() < kMostShares) {
        LotRecord lot;
        lot.no = {static_cast<Place>(head.number), static_cast<Place>(head.number_end)};
        lot.confidence = 0.72;
        lots.push_back(lot);
      }
      for (LotRecord& lot : lots) {
        Stretch& own = mark.field == Field::ceiling ? lot.ceiling : lot.budget;
        if (own.empty() && lot_key(view.text(lot.no.begin, lot.no.end)) == key) own = share;
      }
      p = static_cast<Place>(end) - 1;
    }
  }
  if (unnamed && lots.size() < 2) lots.clear();
}

// 本招标项目划分为2个标段,本次招标为其中的： / (001)某某系统; / (002)某某网络;: the form of the national platform.
void lots_of_sections(const PageView& view, std::vector<LotRecord>& out) {
  constexpr View kCue = u"本次招标为其中的";
  constexpr std::size_t kMostLetters = 120, kMostDigits = 4;
  const View text = view.text();
  std::size_t p = text.find(kCue);
  if (p == View::npos) return;
  p += kCue.size();
  if (p < text.size() && text[p] == u':') ++p;
  std::vector<LotRecord> lots;
  while (p < text.size() && text[p] == u'(') {
    const std::size_t number = ++p;
    while (p < text.size() && p - number < kMostDigits && is_digit(text[p])) ++p;
    if (p == number || p >= text.size() || text[p] != u')') break;
    LotRecord lot;
    lot.no = {static_cast<Place>(number), static_cast<Place>(p)};
    const std::size_t name = ++p;
    while (p < text.size() && p - name < kMostLetters && text[p] != u';' && text[p] != u'。') ++p;
    if (p >= text.size() || (text[p] != u';' && text[p] != u'。') || p < name + 2) break;
    lot.name = {static_cast<Place>(name), static_cast<Place>(p)};
    lot.confidence = 0.78;
    lots.push_back(lot);
    ++p;
  }
  if (lots.size() > 1) out.insert(out.end(), lots.begin(), lots.end());
}

// 预算金额为600000元，其中：A 某某评估 100000元B 某某规划 500000元: lots and their shares of the budget in one sentence.
void lots_of_shares(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& out) {
  constexpr std::size_t kMostLetters = 300;
  constexpr std::size_t kLongestName = 60;
  const View text = view.text();
  for (const Mark& mark : marks) {
    if (mark.field != Field::budget && mark.field != Field::ceiling) continue;
    const Stretch extent = extent_of(view, mark, value_of(view, mark));
    std::size_t p = text.substr(0, extent.end).find(u"其中", extent.begin);
    if (extent.empty() || p == View::npos) continue;
    p += 2;
    if (p < extent.end && text[p] == u':') ++p;
    std::vector<LotRecord> lots;
    const std::size_t end = std::min<std::size_t>(extent.end, p + kMostLetters);
    while (p < end) {
      LotRecord lot;
      while (p < end && (text[p] == u',' || text[p] == u';' || text[p] == u'、' || text[p] == u'第')) ++p;
      for (const View head : {View(u"采购包"), View(u"合同包"), View(u"标段"), View(u"标项"), View(u"包")})
        if (text.substr(p).starts_with(head)) {
          p += head.size();
          break;
        }
      const std::size_t number = p;
      while (p < end && p - number < 2 && is_lot_number(text[p])) ++p;
      if (p == number) break;
      lot.no = {static_cast<Place>(number), static_cast<Place>(p)};
      for (const View tail : {View(u"标段"), View(u"标项"), View(u"包")})
        if (text.substr(p).starts_with(tail)) {
          p += tail.size();
          break;
        }
      while (p < end && (text[p] == u':' || text[p] == u'、' || text[p] == u'.')) ++p;
      const std::size_t name = p;
      while (p < end && !is_digit(text[p]) && text[p] != u'。' && p - name < kLongestName) ++p;
      std::size_t name_end = p;
      if (name_end > name && text[name_end - 1] == u':') --name_end;
      const std::size_t sum = p;
      while (p < end && (is_digit(text[p]) || text[p] == u'.' || text[p] == u',')) ++p;
      if (p == sum || name_end - name < 2) break;
      while (p < end && (text[p] == u'万' || text[p] == u'元')) ++p;
      if (text[p - 1] != u'元') break;
      lot.name = {static_cast<Place>(name), static_cast<Place>(name_end)};
      lot.budget = {static_cast<Place>(sum), static_cast<Place>(p)};
      lot.confidence = 0.72;
      lots.push_back(lot);
    }
    if (lots.size() > 1) {
      out.insert(out.end(), lots.begin(), lots.end());
      return;
    }
  }
}

}  // namespace tenderlead::parsers::notice
