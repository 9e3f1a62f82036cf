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
constexpr std::array<View, 8> kWhoWon = {u"人",     u"供应商", u"单位", u"服务商",
                                         u"供货商", u"企业",   u"公司", u"机构"};
constexpr std::array<View, 4> kOfATitle = {u"名称", u"名单", u"排序", u"推荐顺序"};
constexpr std::array<View, 4> kInOrder = {u"依次", u"分别", u"顺序依次", u"按顺序"};
// Where a sentence may turn to the name: 确定A, 经评审,推荐A.
constexpr std::array<View, 7> kLeads = {u"确定", u"推荐", u"选定", u"评定", u"同意", u"由", u"拟定"};

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
  Sentences(const PageView& view, int source, std::vector<SupplierRecord>& out)
      : view_(view), text_(view.text()), source_(source), out_(out) {}

  void run() {
    for (std::size_t at = text_.find(u'为'); at != View::npos; at = text_.find(u'为', at + 1))
      read_named(static_cast<Place>(at));
    for (std::size_t at = text_.find(u'以'); at != View::npos; at = text_.find(u'以', at + 1))
      read_bid(static_cast<Place>(at));
    for (const View lead : {View(u"中标"), View(u"成交"), View(u"中选"), View(u"入围")})
      for (std::size_t at = text_.find(lead); at != View::npos; at = text_.find(lead, at + 1))
        read_introduced(static_cast<Place>(at), static_cast<Place>(at + lead.size()));
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
    if (!named && order == 0) return;  // a label; what it says of one is read as such
    title.end = end_of_name(p);
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
    if (won == View::npos || won > stop || yuan > won) return;
    // 以12万元中标金额成为…: only what ends the clause is the deed.
    const Title deed{static_cast<Place>(at + 1 + won), 0, false};
    add(name_before(at), deed, {at + 1, static_cast<Place>(at + 2 + yuan)});
  }

  Stretch name_before(Place end) const {
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

  // …,投标报价1042478元,…: the sum of the same sentence.
  Stretch sum_within(Place from) const {
    constexpr std::size_t kReach = 90;
    const View rest = text_.substr(from, kReach);
    const std::size_t stop = std::min({rest.find(u'。'), rest.find(u"候选"), rest.size()});
    for (const View label : {View(u"报价"), View(u"投标价"), View(u"中标价"), View(u"成交价"),
                             View(u"中选价"), View(u"金额"), View(u"总价")}) {
      const std::size_t at = rest.find(label);
      if (at == View::npos || at + label.size() > stop) continue;
      const auto begin = static_cast<Place>(from + at + label.size());
      auto end = static_cast<Place>(from + stop);
      if (const std::size_t unit = view_.text(begin, end).find(u'元'); unit != View::npos)
        end = begin + static_cast<Place>(unit) + 1;
      return {begin, end};
    }
    return {};
  }

  void add(Stretch name, const Title& title, Stretch sum, Stretch lot = {}) {
    constexpr Place kShortestName = 5;
    Column who;
    who.field = Field::supplier;
    if (name.size() < kShortestName || cell_fit(view_.text(name.begin, name.end), who) < 1) return;
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
  const View text_;
  const int source_;
  std::vector<SupplierRecord>& out_;
};

}  // namespace

void read_supplier_sentences(const PageView& view, int source, std::vector<SupplierRecord>& out) {
  Sentences(view, source, out).run();
}

}  // namespace tenderlead::parsers::notice
