// Candidates that a line or sentence lists in their order: 推荐中标候选人顺序：1.A；2.B；3.C。
#include <algorithm>
#include <array>

#include "parsers/notice/numbering.h"
#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

class Rankings {
 public:
  Rankings(const PageView& view, const std::vector<Mark>& marks, int source, std::vector<SupplierRecord>& out)
      : view_(view), marks_(marks), text_(view.text()), source_(source), out_(out) {}

  void run() {
    for (std::size_t u = 0; u < view_.units().size(); ++u) {
      const Unit& unit = view_.units()[u];
      if (unit.table >= 0) continue;
      bool found = false;
      for (Place p = unit.begin; p < unit.end && !found; ++p)
        found = text_[p] == u':' && heads_ranking(unit.begin, p) && read(u, p + 1);
      if (!found && unit.end > unit.begin && text_[unit.end - 1] != u':' &&
          heads_ranking(unit.begin, unit.end))
        read(u, unit.end);
    }
  }

 private:
  // 评标委员会推荐的中标候选人排序如下, up to `end`: says that the names behind it stand in their order.
  bool heads_ranking(Place begin, Place end) const {
    constexpr Place kLongestHead = 30;
    static constexpr std::array<View, 5> kLinks = {u"如下", u"依次", u"为", u"是", u"情况"};
    static constexpr std::array<View, 11> kNamed = {u"候选人",   u"候选供应商", u"候选单位", u"候选企业",
                                                    u"候选机构", u"候选服务商", u"顺序",     u"排序",
                                                    u"排名",     u"名次",       u"名单"};
    Place from = end;
    while (from > begin && View(u",;。:").find(text_[from - 1]) == View::npos) --from;
    View head = text_.substr(from, end - from);
    if (head.empty() || head.size() > kLongestHead) return false;
    for (bool cut = true; cut;) {
      cut = false;
      for (const View link : kLinks)
        if (head.ends_with(link)) {
          head.remove_suffix(link.size());
          cut = true;
        }
    }
    // 第一中标候选人： is one name's.
    const std::size_t candidate = head.find(u"候选");
    if (candidate == View::npos && head.find(u"推荐") == View::npos) return false;
    if (candidate != View::npos && rank_in(head.substr(0, candidate)) > 0 &&
        head.substr(0, candidate).find(u'第') != View::npos)
      return false;
    return std::any_of(kNamed.begin(), kNamed.end(), [&](View word) { return head.ends_with(word); });
  }

  // Where the name behind 2. or 第二名： begins; `from` where no such number stands there.
  Place behind_number(Place from, Place end, int number) const {
    const View words = text_.substr(from, end - from);
    Place behind = skip_numbering(view_, from, end);
    if (behind == from && words.starts_with(u"第") && words.size() > 3 && words[2] == u'名')
      behind = from + 3 + (words[3] == u':' ? 1 : 0);
    return behind > from && rank_in(text_.substr(from, behind - from)) == number ? behind : from;
  }

  bool read(std::size_t u, Place from) {
    constexpr int kMostNames = 9;
    const auto behind = std::upper_bound(marks_.begin(), marks_.end(), from,
                                         [](Place p, const Mark& mark) { return p < mark.begin; });
    const Section section = behind == marks_.begin() ? Section::none : (behind - 1)->section;
    if (section == Section::losers || section == Section::past_work || trust(section) < 0.8) return false;
    const auto& units = view_.units();
    int number = 0;
    while (number < kMostNames) {
      if (from >= units[u].end) {
        if (++u >= units.size() || units[u].table >= 0) break;
        from = units[u].begin;
      }
      const Place line_end = units[u].end;
      const Place name = behind_number(from, line_end, number + 1);
      if (name == from) break;
      Place end = name;
      while (end < line_end && View(u",;。(、:").find(text_[end]) == View::npos &&
             !(end > name && (view_.space_before(end) || is_digit(text_[end]))))
        ++end;
      if (!names_organisation(view_, {name, end})) break;
      ++number;
      // ,报价98万元;2.: what is told of one ends where the next begins.
      Place next = end;
      const auto begins_next = [&](Place p) {
        return behind_number(p, line_end, number + 1) != p &&
               (p == end || View(u",;。、)").find(text_[p - 1]) != View::npos || view_.space_before(p));
      };
      while (next < line_end && !begins_next(next)) ++next;
      add({name, end}, sum_in_words(view_, end, next), number, section);
      from = next;
    }
    return number > 0;
  }

  void add(Stretch name, Stretch sum, int rank, Section section) {
    SupplierRecord record;
    record.role = Role::candidate;
    record.rank = rank;
    record.supplier = name;
    record.amount = sum;
    record.section = section;
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

void read_supplier_rankings(const PageView& view, const std::vector<Mark>& marks, int source,
                            std::vector<SupplierRecord>& out) {
  Rankings(view, marks, source, out).run();
}

}  // namespace tenderlead::parsers::notice
