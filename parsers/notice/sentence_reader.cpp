// Times that whole sentences state, by what the sentence or the heading above it is about: 凡有意参加者,请从…至…下载招标文件.
#include <algorithm>
#include <optional>

#include "parsers/notice/findings.h"
#include "parsers/notice/words_in.h"
#include "parsers/values/dates.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// A sentence that states a time does so within this many letters; the rest is where and how.
constexpr Place kReach = 240;
// Longest line that is a heading of its own: 五、谈判文件申领时间、地点、方式
constexpr Place kTopicLetters = 40;
// Plain text breaks a sentence over lines.
constexpr std::size_t kMostLines = 8;

bool names_documents(View text) {
  return has_any(text,
                 {u"招标文件", u"采购文件", u"磋商文件", u"谈判文件", u"询价文件", u"比选文件", u"竞价文件",
                  u"预审文件", u"标书", u"竞谈文件", u"询比文件", u"遴选文件", u"邀请书", u"招标资料"});
}

bool tells_of_getting(View text) {
  return has_any(text, {u"获取", u"发售", u"领取", u"申领", u"购买", u"下载", u"出售", u"发放", u"售卖",
                        u"购领", u"索取"});
}

bool tells_of_registering(View text) {
  return has_any(text, {u"报名"});
}

bool tells_of_handing_in(View text) {
  return has_any(text, {u"投标文件", u"响应文件", u"申请文件", u"报价文件", u"应答文件", u"投标书",
                        u"响应性文件", u"参选文件", u"报价单", u"比选文件", u"报价资料"}) &&
         has_any(text, {u"递交", u"提交", u"送达", u"送交", u"投递", u"上传", u"送到", u"寄达", u"送至",
                        u"寄送", u"密封", u"接收"});
}

// 将报名材料密封送至…, 将调研资料发送至邮箱: notices of hospitals ask for quotations and papers without calling them bids.
bool tells_of_papers(View text) {
  return has_any(text, {u"材料", u"资料", u"方案", u"报价", u"标书"}) &&
         has_any(text, {u"递交", u"提交", u"送达", u"送交", u"送到", u"送至", u"寄送", u"密封", u"发送",
                        u"发至", u"寄至", u"邮寄", u"投递", u"报送", u"交至", u"送我院", u"送医院"});
}

bool tells_of_closing(View text) {
  return has_any(text,
                 {u"投标截止", u"截标", u"递交截止", u"提交截止", u"报价截止", u"递交的截止", u"提交的截止"});
}

bool tells_of_opening(View text) {
  return has_any(text, {u"开标", u"开启", u"谈判时间", u"磋商时间", u"招标时间", u"招标开始时间", u"谈判会",
                        u"磋商会", u"采购会议", u"评审时间", u"比选时间", u"竞价时间", u"询价时间"});
}

// Of what a notice dates besides: none of it is a time of bidding.
bool tells_of_other(View text) {
  return has_any(text, {u"保证金", u"公示", u"质疑", u"异议", u"投诉", u"踏勘", u"澄清", u"答疑", u"业绩",
                        u"原公告", u"原定", u"注册", u"社保", u"纳税", u"信用", u"样品", u"成立"});
}

class Sentences {
 public:
  Sentences(const PageView& view, const std::vector<Mark>& marks, std::vector<Finding>& out)
      : view_(view), text_(view.text()), marks_(marks), out_(out) {}

  void run() {
    const auto& units = view_.units();
    for (std::size_t u = 0; u < units.size();) {
      if (units[u].chrome || units[u].tabular()) {
        ++u;
        continue;
      }
      if (is_topic(units[u])) topic_ = {units[u].begin, units[u].end};
      u = read_lines(u);
    }
  }

 private:
  bool is_topic(const Unit& unit) const {
    if (unit.size() > kTopicLetters || unit.size() < 3) return false;
    const View text = view_.text(unit);
    if (text.find(u'。') != View::npos || text.find(u'年') != View::npos) return false;
    if (unit.heading > 0 || unit.bold) return true;
    return skip_numbering(view_, unit.begin, unit.end) > unit.begin + 1 &&
           (text.back() == u':' || text.find(u':') == View::npos);
  }

  // The sentences of a line, and of those that it goes on on. Returns the unit behind.
  std::size_t read_lines(std::size_t u) {
    const auto& units = view_.units();
    Place end = units[u].end;
    std::size_t next = u + 1;
    if (!view_.document().from_html)
      for (; next < units.size() && next < u + kMostLines; ++next) {
        const char16_t last = text_[end - 1];
        const Unit& unit = units[next];
        if (last == u'。' || last == u';' || last == u':' || unit.after_gap || unit.table >= 0) break;
        if (is_topic(unit) || skip_numbering(view_, unit.begin, unit.end) > unit.begin + 1 ||
            starts_mark(unit))
          break;
        end = unit.end;
      }
    for (Place begin = units[u].begin; begin < end;) {
      Place stop = begin;
      while (stop < end && text_[stop] != u'。' && text_[stop] != u';') ++stop;
      read(begin, stop);
      begin = stop + 1;
    }
    return next;
  }

  bool starts_mark(const Unit& unit) const {
    const auto mark = std::lower_bound(marks_.begin(), marks_.end(), unit.begin,
                                       [](const Mark& m, Place p) { return m.begin < p; });
    return mark != marks_.end() && mark->begin == unit.begin && (mark->colon || mark->heading);
  }

  // The section in force, and the words of a heading that stands in the same line.
  const Mark* heading_before(Place place) const {
    auto mark = std::upper_bound(marks_.begin(), marks_.end(), place,
                                 [](Place p, const Mark& m) { return p < m.begin; });
    while (mark != marks_.begin()) {
      --mark;
      if (mark->heading || mark->numbered) return &*mark;
    }
    return nullptr;
  }

  void read(Place begin, Place end) {
    if (end - begin < 10) return;
    const Stretch whole{begin, std::min(end, begin + kReach)};
    const View sentence = view_.text(whole.begin, whole.end);
    const std::size_t month = sentence.find_first_of(u"月-/.");
    if (month == View::npos || std::count_if(sentence.begin(), sentence.end(), is_digit) < 4) return;
    View topic = view_.text(topic_.begin, topic_.end);
    if (const Mark* heading = heading_before(begin); heading != nullptr) {
      if (heading->section == Section::amendment || heading->section == Section::past_work ||
          heading->section == Section::notice_period)
        return;
      constexpr Place kUnknownHeading = 16;
      const Place known = heading->label_end > heading->label_begin ? heading->label_end
                                                                    : heading->label_end + kUnknownHeading;
      if (heading->begin > topic_.end) topic = view_.text(heading->begin, std::min(end, known));
    }
    if (tells_of_other(topic) || tells_of_other(sentence.substr(0, 100))) return;
    const std::string words = joined(view_, whole, kReach);
    const auto range = find_range(words);
    if (range && range->computed) return;
    documents(whole, sentence, topic, range);
    bidding(whole, sentence, topic, range);
  }

  void documents(Stretch place, View sentence, View topic, const std::optional<TimeRange>& range) {
    if (!range || !range->until || tells_of_handing_in(sentence) || tells_of_closing(sentence)) return;
    const bool here = tells_of_getting(sentence) && names_documents(sentence);
    const bool above =
        (tells_of_getting(topic) && (names_documents(topic) || names_documents(sentence))) ||
        (names_documents(topic) && (tells_of_getting(sentence) || tells_of_registering(sentence)));
    const bool registering = tells_of_registering(sentence) || tells_of_registering(topic);
    // One date is the end of a period only where the sentence says of what.
    const bool from_now = has_any(sentence, {u"即日起", u"发布之日起", u"公告之日起"});
    if (!range->from && !(here && from_now)) return;
    if (here || above)
      add(Field::documents_period, place, "documents", here ? 0.8 : 0.78);
    else if (registering)
      add(Field::documents_period, place, "registration", 0.74);
  }

  void bidding(Stretch place, View sentence, View topic, const std::optional<TimeRange>& range) {
    if (!range || (!range->from && !range->until)) return;
    const auto& first = range->from ? range->from : range->until;
    const auto& last = range->until ? range->until : range->from;
    // 14:30至15:00 of one day is when bids are taken; days apart are another period.
    const bool one_day = first->date == last->date;
    if (!one_day || !last->second_of_day) return;
    if (has_any(sentence, {u"待定", u"另行通知"})) return;
    const bool getting = tells_of_getting(sentence) || tells_of_registering(sentence);
    const bool handed_in = tells_of_handing_in(sentence) || tells_of_closing(sentence);
    const bool opened = tells_of_opening(sentence);
    // Papers handed in by an hour are the bids of those who ask for no others.
    if (!handed_in && !opened && tells_of_papers(sentence) && !tells_of_getting(sentence) &&
        !tells_of_opening(sentence) && has_any(sentence, {u"前", u"截止", u"止", u"之前"}))
      add(Field::bid_deadline, place, "papers", 0.72);
    const bool by_then = has_any(sentence, {u"前", u"截止", u"止", u"至", u"-", u"~"});
    if (handed_in && !getting && by_then)
      add(Field::bidding_period, place, "handed-in", 0.88);
    else if (!opened && !getting && (tells_of_handing_in(topic) || tells_of_closing(topic)))
      add(Field::bidding_period, place, "handed-in", 0.84);
    if (opened && !handed_in && !getting)
      add(Field::opening_at, place, "opened", 0.78);
    else if (!getting && !handed_in && tells_of_opening(topic) && !tells_of_getting(topic))
      add(Field::opening_at, place, "opened", 0.76);
  }

  // From shortly before the first year: 截至 and 前 belong to what the range says.
  Stretch around_dates(Stretch sentence) const {
    constexpr Place kWordsBefore = 6;
    for (Place p = sentence.begin; p + 4 < sentence.end; ++p) {
      const bool year =
          (text_[p] == u'2' && text_[p + 1] == u'0' && is_digit(text_[p + 2]) && is_digit(text_[p + 3])) ||
          (text_[p] == u'二' && (text_[p + 1] == u'〇' || text_[p + 1] == u'零' || text_[p + 1] == u'○'));
      if (year && (p == sentence.begin || !is_digit(text_[p - 1])))
        return {std::max(sentence.begin, p > kWordsBefore ? p - kWordsBefore : 0), sentence.end};
    }
    return sentence;
  }

  void add(Field field, Stretch place, const char* pattern, double confidence) {
    place = around_dates(place);
    Finding finding;
    finding.field = field;
    finding.value = finding.extent = place;
    finding.layout = Layout::prose;
    finding.pattern = pattern;
    finding.confidence = confidence;
    out_.push_back(finding);
  }

  const PageView& view_;
  View text_;
  const std::vector<Mark>& marks_;
  std::vector<Finding>& out_;
  Stretch topic_;
};

}  // namespace

void read_sentences(const PageView& view, const std::vector<Mark>& marks, std::vector<Finding>& out) {
  Sentences(view, marks, out).run();
}

}  // namespace tenderlead::parsers::notice
