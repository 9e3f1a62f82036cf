// Names of procurements that stand right before their numbers: 某某采购项目（项目编号：X）.
#include <algorithm>
#include <array>

#include "parsers/notice/findings.h"
#include "parsers/notice/headline.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

constexpr Place kLongestName = 100;
constexpr Place kShortestName = 10;

class NumberedNames {
 public:
  NumberedNames(const PageView& view, std::vector<Finding>& out)
      : view_(view), text_(view.text()), out_(out) {}

  // `at` is the bracket.
  void read(Place at) {
    if (const Stretch name = quoted_before(text_, at, kLongestName); name.size() > 4)
      return add(name.begin, name.end, "quoted-by-number", 0.76);
    const Place start = sentence_start(at);
    const View sentence = text_.substr(start, at - start);
    for (const View own : {View(u"本招标项目"), View(u"本采购项目"), View(u"本项目"), View(u"本")})
      if (sentence.starts_with(own) && sentence.size() > own.size() + 4)
        return add(start + static_cast<Place>(own.size()), at, "named-by-number", 0.76);
    // 于2026年1月12日发布的某某采购询价公告(采购编号：X)
    constexpr View kPublished = u"发布的";
    if (const std::size_t published = sentence.rfind(kPublished); published != View::npos)
      return read_notice_name(start + static_cast<Place>(published + kPublished.size()), at);
    // 某某医院某某采购项目(项目编号：X)于…: a paragraph that begins with the name.
    const std::size_t u = view_.unit_at(at);
    if (u >= view_.units().size() || view_.units()[u].begin != start || view_.units()[u].table >= 0) return;
    if (sentence.size() < kShortestName || sentence.find_first_of(u",:、;\u201c\"(") != View::npos) return;
    static constexpr std::array<View, 4> kEnds = {u"项目", u"采购", u"工程", u"服务"};
    if (std::any_of(kEnds.begin(), kEnds.end(), [&](View end) { return sentence.ends_with(end); }))
      add(start, at, "opens-by-number", 0.75);
  }

 private:
  Place sentence_start(Place at) const {
    const std::size_t u = view_.unit_at(at);
    const Place unit = u < view_.units().size() ? view_.units()[u].begin : 0;
    Place p = at;
    while (p > unit && at - p < kLongestName && View(u"。;!?").find(text_[p - 1]) == View::npos) --p;
    return p;
  }

  // 某某采购|询价公告
  void read_notice_name(Place begin, Place end) {
    static constexpr std::array<View, 12> kKinds = {
        u"公开招标公告", u"招标公告", u"竞争性磋商公告", u"磋商公告",     u"竞争性谈判公告", u"谈判公告",
        u"询价公告",     u"采购公告", u"比选公告",       u"单一来源公告", u"遴选公告",       u"公告"};
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(),
                                   [&](View words) { return view_.text(begin, end).ends_with(words); });
    if (kind == kKinds.end() || text_[begin] == u'《') return;
    end -= static_cast<Place>(kind->size());
    if (end > begin + 5) add(begin, end, "named-by-notice", 0.75);
  }

  void add(Place begin, Place end, const char* pattern, double confidence) {
    Finding finding;
    finding.field = Field::project_name;
    finding.value = finding.extent = {begin, end};
    finding.layout = Layout::prose;
    finding.pattern = pattern;
    finding.confidence = confidence;
    out_.push_back(finding);
  }

  const PageView& view_;
  View text_;
  std::vector<Finding>& out_;
};

}  // namespace

void read_numbered_names(const PageView& view, std::vector<Finding>& out) {
  const View text = view.text();
  for (const View cue : {View(u"(招标项目编号"), View(u"(项目编号"), View(u"(采购项目编号"),
                         View(u"(采购编号"), View(u"(招标编号"), View(u"(编号")}) {
    if (!view.may_hold(cue)) continue;
    for (std::size_t at = text.find(cue); at != View::npos; at = text.find(cue, at + cue.size()))
      NumberedNames(view, out).read(static_cast<Place>(at));
  }
}

}  // namespace tenderlead::parsers::notice
