// Old and new values in lines of their own: 更正前：… / 更正后：…, 原开标时间：… / 开标时间变更为：…, 开标时间(变更前)：… / 开标时间(变更后)：….
#include <algorithm>
#include <array>
#include <iterator>

#include "parsers/notice/change_reader.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

constexpr Place kLongestLabel = 40;
// A label alone in its line, without a colon.
constexpr Place kLongestBareLabel = 12;
constexpr int kMostLines = 12;
constexpr std::size_t kMostBlocks = 200;

class BlockReader {
 public:
  BlockReader(const PageView& view, const std::vector<Mark>& marks)
      : view_(view), text_(view.text()), marks_(marks) {}

  std::vector<ChangeBlock> run() {
    for (const Unit& unit : view_.units()) {
      const Line line = read(unit);
      if (line.cue == ChangeCue::old) {
        if (side_ == ChangeCue::fresh) finish();
        take(line, ChangeCue::old);
      } else if (line.cue == ChangeCue::fresh) {
        if (side_ == ChangeCue::none && !line.strong) continue;
        take(line, ChangeCue::fresh);
      } else if (side_ != ChangeCue::none) {
        if (!open_ || (!bare_ && ends_change_block(view_, marks_, unit)) || ++lines_ > kMostLines)
          finish();
        else
          go_on(unit);
      }
      if (blocks_.size() >= kMostBlocks) break;
    }
    finish();
    return std::move(blocks_);
  }

 private:
  struct Line {
    ChangeCue cue = ChangeCue::none;
    bool strong = false;  // says what it is without an old value above it: 变更后
    Stretch item;         // what of ours it is; empty for 更正前
    Stretch value;
  };

  View words(Stretch place) const { return text_.substr(place.begin, place.size()); }

  // 原公告内容 heads old values; 原公告的项目名称 is what it says.
  static bool heads_block(View label) {
    static constexpr std::array<View, 9> kEnds = {u"内容", u"公告", u"文件", u"条款", u"文",
                                                  u"表述", u"为",   u"要求", u"描述"};
    static constexpr View kStarts = u"原现";
    if (kStarts.find(label.front()) == View::npos) return true;
    return label.size() == 1 ||
           std::any_of(kEnds.begin(), kEnds.end(), [&](View end) { return label.ends_with(end); });
  }

  // The label without what says on which side of the change it stands.
  Stretch item_of(Stretch label) const {
    for (const View bracket : {View(u"(原"), View(u"(现"), View(u"(变更"), View(u"(更正"), View(u"(修改"),
                               View(u"(调整"), View(u"(澄清")})
      if (const std::size_t at = words(label).find(bracket); at != View::npos && at > 0)
        return {label.begin, label.begin + static_cast<Place>(at)};
    label.begin = past_leads(view_, label.begin, label.end,
                             {u"原来的", u"原定", u"原", u"现在的", u"现", u"变更后", u"更正后", u"修改后",
                              u"调整后", u"变更前", u"更正前", u"修改前", u"调整前", u"的"});
    for (const View verb : {View(u"为"), View(u"至"), View(u"变更"), View(u"更正"), View(u"修改"),
                            View(u"调整"), View(u"延期"), View(u"推迟"), View(u"延长")})
      if (words(label).ends_with(verb) && label.size() > verb.size())
        label.end -= static_cast<Place>(verb.size());
    return label;
  }

  Line read(const Unit& unit) const {
    Line line;
    const Place begin = skip_numbering(view_, unit.begin, unit.end);
    Place colon = unit.end;
    for (Place p = begin; p < std::min(unit.end, begin + kLongestLabel) && colon == unit.end; ++p) {
      if (text_[p] == u':' && p > begin) colon = p;
      if (closes_sentence(text_[p]) || opens_quote(text_[p]) || is_digit(text_[p])) return line;
    }
    if (colon == unit.end && unit.end - begin > kLongestBareLabel) return line;
    const Stretch label = without_edges(view_, {begin, colon});
    if (label.empty()) return line;
    const ChangeCue cue = change_cue(words(label));
    if (cue == ChangeCue::none) return line;
    const Stretch item = item_of(label);
    if (!fields_of_item(words(item)).empty())
      line.item = item;
    else if (!heads_block(words(label)))
      return line;
    line.cue = cue;
    line.strong = !line.item.empty() && words(label).find(u'后') != View::npos;
    line.value = colon < unit.end ? Stretch{colon + 1, unit.end} : Stretch{unit.end, unit.end};
    return line;
  }

  void take(const Line& line, ChangeCue side) {
    if (side_ != side) lines_ = 0;
    side_ = side;
    auto& parts = side == ChangeCue::old ? old_ : fresh_;
    waiting_ = {};
    const Stretch value = without_edges(view_, line.value);
    if (!line.item.empty()) {
      open_ = value.empty();
      if (open_)
        waiting_ = line.item;
      else
        parts.push_back({line.item, value});
      return;
    }
    // What stands alone in its line heads a block, which may have headings of its own.
    if (side == ChangeCue::old) bare_ = value.empty();
    if (!value.empty()) append(parts, value);
    open_ = side == ChangeCue::old || parts.size() < old_.size() || parts.empty();
  }

  void append(std::vector<LabelledPart>& parts, Stretch value) {
    auto more = labelled_parts(view_, value);
    parts.insert(parts.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }

  // A line below 更正前： or below 原开标时间：.
  void go_on(const Unit& unit) {
    auto& parts = side_ == ChangeCue::old ? old_ : fresh_;
    if (!waiting_.empty()) {
      parts.push_back({waiting_, without_edges(view_, {unit.begin, unit.end})});
      waiting_ = {};
      open_ = false;
      return;
    }
    append(parts, {unit.begin, unit.end});
    if (side_ == ChangeCue::fresh && !old_.empty() && parts.size() >= old_.size()) open_ = false;
  }

  void finish() {
    if (!fresh_.empty()) blocks_.push_back({std::move(old_), std::move(fresh_)});
    old_.clear();
    fresh_.clear();
    waiting_ = {};
    side_ = ChangeCue::none;
    open_ = bare_ = false;
    lines_ = 0;
  }

  const PageView& view_;
  View text_;
  const std::vector<Mark>& marks_;
  std::vector<ChangeBlock> blocks_;
  std::vector<LabelledPart> old_, fresh_;
  Stretch waiting_;  // a label whose value is in the next line
  ChangeCue side_ = ChangeCue::none;
  bool bare_ = false;  // the label of the old values stood alone
  bool open_ = false;  // lines without a cue belong to the block
  int lines_ = 0;
};

}  // namespace

bool ends_change_block(const PageView& view, const std::vector<Mark>& marks, const Unit& unit) {
  const View line = view.text(unit);
  if (line.front() == u'原') return false;
  static constexpr std::array<View, 11> kEnds = {u"其他", u"其余", u"其它", u"特此", u"更正日期", u"变更日期",
                                                 u"以上", u"备注", u"除",   u"请",   u"本更正"};
  if (std::any_of(kEnds.begin(), kEnds.end(), [&](View end) { return line.starts_with(end); })) return true;
  const auto mark = std::lower_bound(marks.begin(), marks.end(), unit.begin,
                                     [](const Mark& m, Place place) { return m.begin < place; });
  return mark != marks.end() && mark->begin < unit.end && mark->at_start &&
         (mark->heading || mark->field == Field::changed_item || mark->field == Field::published_at ||
          mark->field == Field::ignored);
}

std::vector<ChangeBlock> read_change_blocks(const PageView& view, const std::vector<Mark>& marks) {
  return BlockReader(view, marks).run();
}

}  // namespace tenderlead::parsers::notice
