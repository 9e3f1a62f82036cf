// Contacts that a sentence tells without colons: 采购人联系人杨某，电话0872-7141556，地址某街45号；代理机构联系人…
#include <algorithm>
#include <initializer_list>

#include "parsers/notice/findings.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

constexpr Place kLongestNames = 12, kLongestNumbers = 48, kLongestAddress = 60;
constexpr double kConfidence = 0.8;

bool ends_with_any(View words, std::initializer_list<View> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](View end) { return words.ends_with(end); });
}

class ToldContact {
 public:
  ToldContact(const PageView& view, Place at, std::vector<Finding>& out)
      : text_(view.text()), at_(at), out_(out) {}

  // `at_` is where the names begin.
  void read(bool buyer) {
    const Place names = at_;
    while (at_ < text_.size() && at_ - names < kLongestNames && (is_han(text_[at_]) || text_[at_] == u'、'))
      ++at_;
    if (at_ < names + 2 || at_ >= text_.size() || text_[at_] != u',') return;
    add(buyer ? Field::buyer_person : Field::agency_person, names);
    if (!pass_comma() || !pass({u"联系电话", u"电话", u"手机", u"联系方式"})) return;
    const Place numbers = at_;
    while (at_ < text_.size() && at_ - numbers < kLongestNumbers &&
           (is_digit(text_[at_]) || View(u"-()、/转").find(text_[at_]) != View::npos))
      ++at_;
    constexpr Place kShortestNumber = 7;
    if (at_ >= numbers + kShortestNumber) add(buyer ? Field::buyer_phone : Field::agency_phone, numbers);
    if (!pass_comma() || !pass({u"联系地址", u"地址"})) return;
    const Place address = at_;
    while (at_ < text_.size() && at_ - address < kLongestAddress &&
           View(u",;。").find(text_[at_]) == View::npos)
      ++at_;
    add(buyer ? Field::buyer_address : Field::agency_address, address);
  }

 private:
  bool pass_comma() {
    if (at_ >= text_.size() || text_[at_] != u',') return false;
    ++at_;
    return true;
  }

  bool pass(std::initializer_list<View> labels) {
    for (const View label : labels)
      if (text_.substr(at_).starts_with(label)) {
        at_ += static_cast<Place>(label.size());
        return true;
      }
    return false;
  }

  void add(Field field, Place begin) {
    if (at_ <= begin) return;
    Finding finding;
    finding.field = field;
    finding.value = finding.extent = {begin, at_};
    finding.layout = Layout::prose;
    finding.pattern = "told-contact";
    finding.confidence = kConfidence;
    out_.push_back(finding);
  }

  View text_;
  Place at_;
  std::vector<Finding>& out_;
};

}  // namespace

void read_told_contacts(const PageView& view, std::vector<Finding>& out) {
  constexpr View kCue = u"联系人";
  if (!view.may_hold(kCue)) return;
  const View text = view.text();
  for (std::size_t at = text.find(kCue); at != View::npos; at = text.find(kCue, at + kCue.size())) {
    const View before = text.substr(0, at);
    const bool buyer = ends_with_any(before, {u"采购人", u"采购单位", u"招标人", u"比选人", u"业主"});
    if (!buyer && !ends_with_any(before, {u"代理机构", u"招标代理", u"采购代理", u"代理公司"})) continue;
    ToldContact(view, static_cast<Place>(at + kCue.size()), out).read(buyer);
  }
}

}  // namespace tenderlead::parsers::notice
