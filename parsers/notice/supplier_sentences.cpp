// Winners and candidates in running text.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

constexpr Place kLongestName = 60;
constexpr Place kLongestList = 400;

// What a winner is called, and what may stand between 为 and that: 为本项目的第一中标候选人.
constexpr std::array<View, 5> kWon = {u"中标", u"成交", u"中选", u"入围", u"竞得"};
constexpr std::array<View, 14> kFillers = {u"本项目", u"该项目", u"本次",   u"此次",  u"采购",
                                           u"招标",   u"项目",   u"最终",   u"本包",  u"的",
                                           u"第",     u"拟",     u"该标段", u"本标段"};
constexpr std::array<View, 10> kWhoWon = {u"结果",   u"人",   u"供应商", u"单位", u"服务商",
                                          u"供货商", u"企业", u"公司",   u"机构", u"商"};
constexpr std::array<View, 4> kOfATitle = {u"名称", u"名单", u"排序", u"推荐顺序"};
constexpr std::array<View, 4> kInOrder = {u"依次", u"分别", u"顺序依次", u"按顺序"};
// Where a sentence may turn to the name: 确定A, 经评审,推荐A.
constexpr std::array<View, 8> kLeads = {u"确定", u"推荐", u"选定", u"评定", u"同意", u"由", u"拟定", u"确认"};

template <std::size_t N>
std::size_t first_of(View text, const std::array<View, N>& words) {
  for (const View word : words)
    if (text.starts_with(word)) return word.size();
  return 0;
}

int numeral(char16_t c) {
  static constexpr View kNumerals = u"一二三四五六七八九";
  if (c >= u'1' && c <= u'9') return c - u'0';
  const std::size_t at = kNumerals.find(c);
  return at == View::npos ? 0 : static_cast<int>(at) + 1;
}

class Sentences {
 public:
  Sentences(const PageView& view, const std::vector<Mark>& marks, int source,
            std::vector<SupplierRecord>& out)
      : view_(view), marks_(marks), text_(view.text()), source_(source), out_(out) {}

  void run() {
    for (std::size_t at = text_.find(u'为'); at != View::npos; at = text_.find(u'为', at + 1))
      read_named(static_cast<Place>(at));
    for (std::size_t at = text_.find(u'以'); at != View::npos; at = text_.find(u'以', at + 1))
      read_bid(static_cast<Place>(at));
    for (const View lead : {View(u"中标"), View(u"成交"), View(u"中选"), View(u"入围")})
      for (std::size_t at = text_.find(lead); at != View::npos; at = text_.find(lead, at + 1))
        read_introduced(static_cast<Place>(at), static_cast<Place>(at + lead.size()));
    for (const View deed : {View(u"中标"), View(u"成交"), View(u"中选")})
      for (std::size_t at = text_.find(deed); at != View::npos; at = text_.find(deed, at + 1))
        read_deed(static_cast<Place>(at), static_cast<Place>(at + deed.size()));
    for (const Unit& unit : view_.units()) {
      if (unit.table >= 0) {
        read_lot_cell(unit);
        continue;
      }
      // 第1包：A，中标金额12万元；第2包：B，…: each lot's part for itself.
      for (Place from = unit.begin; from < unit.end;) {
        Place end = from;
        while (end < unit.end && text_[end] != u';' && text_[end] != u'。') ++end;
        read_lot_line(from, end);
        from = end + 1;
      }
    }
  }

 private:
  // What a title such as 本项目第一中标候选人 says; `end` 0 where the words are none.
  struct Title {
    Place end = 0;
    int rank = 0;
    bool candidate = false;
  };

  Title title_at(Place p) const {
    constexpr int kMostFillers = 5;
    Title title;
    for (int i = 0; i < kMostFillers && p < text_.size(); ++i) {
      const std::size_t filler = first_of(text_.substr(p), kFillers);
      if (filler > 0) {
        p += static_cast<Place>(filler);
      } else if (const int rank = numeral(text_[p]); rank > 0) {
        title.rank = rank;
        ++p;
      } else {
        break;
      }
    }
    const std::size_t won = first_of(text_.substr(p), kWon);
    const bool bare_candidate = won == 0 && text_.substr(p).starts_with(u"候选");
    if (won == 0 && !bare_candidate) return {};
    p += static_cast<Place>(won);
    if (text_.substr(p).starts_with(u"候选")) {
      title.candidate = true;
      p += 2;
    }
    const std::size_t who = first_of(text_.substr(p), kWhoWon);
    if (who == 0) return {};
    title.end = p + static_cast<Place>(who);
    return title;
  }

  // A为中标人
  void read_named(Place at) {
    const Title title = title_at(at + 1);
    if (title.end == 0) return;
    // The sum is this name's only up to the next name: 推荐A为第一中标候选人,B为….
    add(name_before(at), title, title.candidate && title.rank == 0 ? Stretch{} : sum_within(title.end));
  }

  // 中标人为A; 第一中标候选人是A
  void read_introduced(Place from, Place p) {
    // 未成交供应商：A、B
    if (from > 0 && View(u"未非不落").find(text_[from - 1]) != View::npos) return;
    Title title;
    if (text_.substr(p).starts_with(u"候选")) {
      title.candidate = true;
      p += 2;
    }
    const std::size_t who = first_of(text_.substr(p), kWhoWon);
    if (who == 0) return;
    p += static_cast<Place>(who);
    p += static_cast<Place>(first_of(text_.substr(p), kOfATitle));
    const std::size_t order = first_of(text_.substr(p), kInOrder);
    p += static_cast<Place>(order);
    const bool named = p < text_.size() && (text_[p] == u'为' || text_[p] == u'是');
    if (named) ++p;
    const bool colon = p < text_.size() && text_[p] == u':';
    if (colon) ++p;
    // 中标结果：第一包：A: each lot's line tells its own.
    const std::size_t line = view_.unit_at(p);
    if (const LotHead lot = lot_head_at(text_, p); lot.end > 0 && line < view_.units().size() &&
                                                   lot.end + 1 < view_.units()[line].end &&
                                                   text_[lot.end] == u':')
      return;
    if (!named && order == 0 && !colon) return;
    if (from > 1 && text_[from - 2] == u'第') title.rank = numeral(text_[from - 1]);
    // 中标候选人依次为：A、B、C。
    Place end = p;
    while (end < text_.size() && end - p < kLongestList && text_[end] != u'。' && text_[end] != u';') ++end;
    if (const std::vector<ListedName> names = names_in_list(view_, {p, end}); !names.empty()) {
      for (const ListedName& listed : names) {
        if (title.candidate) title.rank = listed.place;
        add(listed.name, title, {}, listed.lot);
      }
      return;
    }
    const bool result = text_.substr(from, 6).find(u"结果:") == 2;  // 中标结果：某公司
    if (!named && order == 0 && !result) return;  // a label; what it says of one is read as such
    title.end = end_of_name(p);
    // 成交商为：某公司最终成交报价：12万元
    if (const std::size_t next = text_.substr(p, title.end - p).find(u':'); next != View::npos)
      if (const std::size_t company = text_.substr(p, next).rfind(u"公司"); company != View::npos)
        title.end = p + static_cast<Place>(company) + 2;
    add({p, title.end}, title, sum_within(title.end));
  }

  // A以12万元的报价中标
  void read_bid(Place at) {
    constexpr std::size_t kReach = 60;
    const View rest = text_.substr(at + 1, kReach);
    const std::size_t stop = std::min({rest.find(u'。'), rest.find(u';'), rest.size()});
    std::size_t won = View::npos;
    for (const View word : kWon) won = std::min(won, rest.find(word));
    const std::size_t yuan = rest.find(u'元');
    // 某公司,以92分最高分中标
    const bool by_score = yuan > won && is_digit(rest.empty() ? u'\0' : rest[0]) && rest.find(u'分') < won;
    if (won == View::npos || won > stop || (yuan > won && !by_score)) return;
    // 以12万元中标金额成为…: only what ends the clause is the deed.
    const Title deed{static_cast<Place>(at + 1 + won), 0, false};
    const Stretch sum = by_score ? Stretch{} : Stretch{at + 1, static_cast<Place>(at + 2 + yuan)};
    if (at > 0 && text_[at - 1] == u',') --at;
    add(name_before(at), deed, sum);
  }

  Stretch name_before(Place end) const {
    // 由某公司(统一社会信用代码：9151…)中选
    if (end > 0 && text_[end - 1] == u')')
      if (const std::size_t open = text_.substr(0, end).rfind(u'(');
          open != View::npos && end - open < kLongestName)
        end = static_cast<Place>(open);
    const Place floor = end > kLongestName ? end - kLongestName : 0;
    Place begin = end;
    while (begin > floor && text_[begin - 1] != u'。' && text_[begin - 1] != u',' &&
           text_[begin - 1] != u':' && text_[begin - 1] != u';')
      --begin;
    for (const View lead : kLeads) {
      const std::size_t p = text_.substr(begin, end - begin).find(lead);
      if (p != View::npos) begin += static_cast<Place>(p + lead.size());
    }
    return {begin, end};
  }

  Place end_of_name(Place begin) const {
    Place end = begin;
    while (end < text_.size() && end - begin < kLongestName && text_[end] != u',' && text_[end] != u'。' &&
           text_[end] != u';' && text_[end] != u'(')
      ++end;
    return end;
  }

  // The sum of the same sentence.
  Stretch sum_within(Place from) const {
    constexpr std::size_t kReach = 90;
    const View rest = text_.substr(from, kReach);
    return sum_in_words(
        view_, from,
        from + static_cast<Place>(std::min({rest.find(u'。'), rest.find(u"候选"), rest.size()})));
  }

  // A中标,中标价12万元: the deed right behind the name.
  void read_deed(Place from, Place end) {
    if (end < text_.size() && View(u",。;(").find(text_[end]) == View::npos) return;
    Stretch name = name_before(from);
    const std::size_t unit = view_.unit_at(from);
    if (unit < view_.units().size()) name.begin = std::max(name.begin, view_.units()[unit].begin);
    // 某公司所投办公家具中标
    if (const std::size_t bid = text_.substr(name.begin, name.size()).find(u"公司所投"); bid != View::npos)
      name.end = name.begin + static_cast<Place>(bid) + 2;
    add(name, {end, 0, false}, sum_within(end));
  }

  Section section_at(Place place) const {
    const auto behind = std::upper_bound(marks_.begin(), marks_.end(), place,
                                         [](Place p, const Mark& mark) { return p < mark.begin; });
    return behind == marks_.begin() ? Section::none : (behind - 1)->section;
  }

  // 第一包：某公司,中标金额12万元; 包1中标供应商：某公司: a line that begins with its lot.
  void read_lot_line(Place begin, Place line_end) {
    const View words = text_.substr(begin, line_end - begin);
    const LotHead head = lot_head_at(words, 0, true);
    if (head.end == 0) return;
    const Section section = section_at(begin);
    if (trust(section) < 1) return;
    Place p = begin + static_cast<Place>(head.end);
    const auto pass = [&](View letters) {
      while (p < line_end && letters.find(text_[p]) != View::npos) ++p;
    };
    const Stretch lot{begin + static_cast<Place>(head.number), begin + static_cast<Place>(head.number_end)};
    pass(u":、,的");
    Title title = title_at(p);
    const bool titled = title.end > 0;
    if (titled) {
      p = title.end;
      p += static_cast<Place>(first_of(text_.substr(p), kOfATitle));
      pass(u":为是");
    } else if (const std::size_t won = first_of(text_.substr(p), kWon); won > 0) {
      // 包1中标金额：12万元 on a line below 包1中标供应商：某公司
      for (auto record = out_.rbegin(); record != out_.rend() && record->source == source_; ++record)
        if (record->amount.empty() &&
            text_.substr(record->lot.begin, record->lot.size()) == text_.substr(lot.begin, lot.size())) {
          record->amount = sum_in_words(view_, p, line_end);
          break;
        }
      return;
    } else if (section != Section::result && section != Section::candidates) {
      return;
    }
    if (section == Section::candidates) title.candidate = true;
    Place end = p;
    while (end < line_end && View(u",;。(").find(text_[end]) == View::npos &&
           !(end > p && view_.space_before(end)))
      ++end;
    if (!names_organisation(view_, {p, end})) return;
    Stretch sum = sum_in_words(view_, end, line_end);
    if (sum.empty()) sum = bare_sum(end, line_end);
    add({p, end}, title, sum, lot);
  }

  // 01包：某公司；某市某路65号；成交金额：487,600.00元: all of a lot's award in one cell.
  void read_lot_cell(const Unit& unit) {
    const View words = view_.text(unit);
    const LotHead head = lot_head_at(words, 0, true);
    if (head.end == 0 || head.end + 1 >= words.size() || words[head.end] != u':') return;
    const Place name = unit.begin + static_cast<Place>(head.end) + 1;
    const auto end = static_cast<Place>(std::min<std::size_t>(text_.find_first_of(u",;。(", name), unit.end));
    const View rest = text_.substr(end, unit.end - end);
    const bool won = rest.find(u"成交金额") != View::npos || rest.find(u"中标金额") != View::npos;
    if (!won || trust(section_at(unit.begin)) < 1 || !names_organisation(view_, {name, end})) return;
    add({name, end}, Title{}, sum_in_words(view_, end, unit.end),
        {unit.begin + static_cast<Place>(head.number), unit.begin + static_cast<Place>(head.number_end)});
  }

  // ,98.5万元 right behind a name
  Stretch bare_sum(Place from, Place stop) const {
    while (from < stop && View(u",(:¥").find(text_[from]) != View::npos) ++from;
    Place p = from;
    while (p < stop && (is_digit(text_[p]) || text_[p] == u'.' || text_[p] == u',')) ++p;
    if (p == from) return {};
    if (p < stop && text_[p] == u'万') ++p;
    if (p >= stop || text_[p] != u'元') return {};
    return {from, p + 1};
  }

  void add(Stretch name, const Title& title, Stretch sum, Stretch lot = {}) {
    constexpr Place kShortestName = 5;
    for (const View won : kWon)  // 中标结果：A中标
      if (view_.text(name.begin, std::max(name.begin, name.end)).ends_with(won))
        name.end -= static_cast<Place>(won.size());
    Column who;
    who.field = Field::supplier;
    // 某公司未中标
    const bool denied = !name.empty() && View(u"未不非没").find(text_[name.end - 1]) != View::npos;
    if (denied || name.size() < kShortestName || cell_fit(view_.text(name.begin, name.end), who) < 1) return;
    SupplierRecord record;
    record.role = title.candidate ? Role::candidate : Role::winner;
    record.rank = title.rank;
    record.supplier = name;
    record.lot = lot;
    record.amount = sum;
    record.layout = Layout::prose;
    record.confidence = 0.75;
    record.source = source_;
    out_.push_back(record);
  }

  const PageView& view_;
  const std::vector<Mark>& marks_;
  const View text_;
  const int source_;
  std::vector<SupplierRecord>& out_;
};

}  // namespace

void read_supplier_sentences(const PageView& view, const std::vector<Mark>& marks, int source,
                             std::vector<SupplierRecord>& out) {
  Sentences(view, marks, source, out).run();
}

Stretch sum_in_words(const PageView& view, Place from, Place stop) {
  if (stop <= from) return {};
  const View rest = view.text(from, stop);
  for (const View label : {View(u"报价"), View(u"投标价"), View(u"中标价"), View(u"成交价"), View(u"中选价"),
                           View(u"金额"), View(u"总价")}) {
    const std::size_t at = rest.find(label);
    if (at == View::npos) continue;
    const auto begin = static_cast<Place>(from + at + label.size());
    Place end = stop;
    if (const std::size_t stop_at = view.text(begin, end).find_first_of(u";。"); stop_at != View::npos)
      end = begin + static_cast<Place>(stop_at);
    if (const std::size_t unit = view.text(begin, end).find(u'元'); unit != View::npos)
      end = begin + static_cast<Place>(unit) + 1;
    return {begin, end};
  }
  return {};
}

}  // namespace tenderlead::parsers::notice
