// Sentences that name what no label does.
#include <algorithm>
#include <array>

#include "parsers/notice/findings.h"
#include "parsers/notice/headline.h"
#include "parsers/notice/prose_cues.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;
// A sentence that names a party or a project does so within this many letters.
constexpr Place kReach = 140;

bool ends_sentence(char16_t c) {
  return c == u'。' || c == u';' || c == u'!' || c == u'?';
}

class Prose {
 public:
  Prose(const PageView& view, std::vector<Finding>& out) : view_(view), text_(view.text()), out_(out) {}

  void run() {
    each(u"委托", [&](Place at) { commission(at); });
    each(u"潜在", [&](Place at) { invitation(at); });
    each(u"已由", [&](Place at) { approved(at); });
    each(u"进行", [&](Place at) { proceeding(at); });
    each(u"为", [&](Place at) { copula(at); });
    each(u"前递交", [&](Place at) { due_before(at); });
    each(u"前提交", [&](Place at) { due_before(at); });
    each(u"前上传", [&](Place at) { due_before(at); });
    each(u"请于", [&](Place at) {
      between_days(at + 2);
      sent_by(at + 2);
    });
    each(u"开标", [&](Place at) { opened_at(at); });
    for (const View cue : {View(u"公告时间"), View(u"发布时间"), View(u"发布日期"), View(u"公告日期")})
      each(cue, [&](Place at) { published_on(at + static_cast<Place>(cue.size())); });
    for (const View cue :
         {View(u"预算"), View(u"概算"), View(u"投资额"), View(u"估算总投资"), View(u"总投资估算"),
          View(u"本项目投资"), View(u"本工程投资"), View(u"建设费用"), View(u"工程费用")})
      each(cue, [&](Place at) { sum_behind(Field::budget, at + static_cast<Place>(cue.size())); });
    for (const View cue : {View(u"总投资"), View(u"投资约"), View(u"总投约")})
      each(cue, [&](Place at) { invested(at, at + static_cast<Place>(cue.size())); });
    for (const View cue : {View(u"最高限价"), View(u"控制价"), View(u"最高投标限价")})
      each(cue, [&](Place at) { sum_behind(Field::ceiling, at + static_cast<Place>(cue.size())); });
    for (const View cue : {View(u"工期"), View(u"服务期"), View(u"交货期"), View(u"服务期限")})
      each(cue, [&](Place at) { term_behind(at + static_cast<Place>(cue.size())); });
    each(u"采购意向", [&](Place at) { intends(at); });
    each(u"中标候选人公示已经结束", [&](Place at) { publicity_over(at); });
  }

 private:
  template <typename Use>
  void each(View cue, Use use) const {
    if (!view_.may_hold(cue)) return;
    for (std::size_t at = text_.find(cue); at != View::npos; at = text_.find(cue, at + cue.size()))
      use(static_cast<Place>(at));
  }

  Place sentence_start(Place at, Place reach = kReach) const {
    const std::size_t u = view_.unit_at(at);
    const Place unit = u < view_.units().size() ? view_.units()[u].begin : 0;
    Place p = at;
    while (p > unit && at - p < reach && !ends_sentence(text_[p - 1])) --p;
    return p;
  }

  Place sentence_end(Place at, Place reach = kReach) const {
    // Plain text breaks sentences over lines, so the end of a unit ends none, unless the next one opens with a number.
    const auto& units = view_.units();
    std::size_t u = view_.unit_at(at);
    Place p = at;
    for (; p < text_.size() && p - at < reach && !ends_sentence(text_[p]); ++p) {
      if (u < units.size() && p < units[u].end) continue;
      if (++u < units.size() && opens_item(units[u])) return p;
    }
    return p;
  }

  // 3、报价文件…, (2)供应商…
  bool opens_item(const Unit& unit) const {
    const Place after = skip_numbering(view_, unit.begin, unit.end);
    return after > unit.begin + 1 && after < unit.end && is_han(text_[after]) &&
           View(u"、.)").find(text_[after - 1]) != View::npos;
  }

  Place find(View word, Place from, Place end) const {
    const std::size_t at = text_.substr(0, end).find(word, from);
    return at == View::npos ? end : static_cast<Place>(at);
  }

  Place rfind(View word, Place begin, Place from) const {
    if (from <= begin) return from;
    const std::size_t at = text_.substr(begin, from - begin).rfind(word);
    return at == View::npos ? from : begin + static_cast<Place>(at);
  }

  // The first of the words in [from, end).
  Place find_any(std::initializer_list<View> words, Place from, Place end) const {
    Place best = end;
    for (const View word : words) best = std::min(best, find(word, from, end));
    return best;
  }

  void add(Field field, Place begin, Place end, const char* pattern, double confidence, Place extent = 0) {
    while (begin < end && (text_[begin] == u',' || text_[begin] == u':' || text_[begin] == u'(' ||
                           text_[begin] == u'"' || text_[begin] == u'\u201c' || text_[begin] == u'、'))
      ++begin;
    // “某某监控系统”项目: what the quotation marks hold is the name.
    if (field == Field::project_name && begin > 0 &&
        (text_[begin - 1] == u'\u201c' || text_[begin - 1] == u'"')) {
      const std::size_t close = text_.substr(0, end).find_first_of(u"\u201d\"", begin);
      if (close != View::npos && close > begin + 4 && end - close <= 3) end = static_cast<Place>(close);
    }
    if (begin >= end || end - begin > kReach) return;
    Finding finding;
    finding.field = field;
    finding.value = {begin, end};
    finding.extent = {begin, std::max(end, extent)};
    finding.layout = Layout::prose;
    finding.pattern = pattern;
    finding.confidence = confidence;
    out_.push_back(finding);
  }

  // 某某项目招标公告 某某招标公司受…: a text without line breaks goes on behind its headline.
  Place behind_headline(Place start, Place end) const {
    const Place first = start;
    for (Place p = first + 2; p < end; ++p)
      if (view_.space_before(p))
        for (const View close :
             {View(u"公告"), View(u"公示"), View(u"通知"), View(u"邀请书"), View(u"邀请函")})
          if (text_.substr(first, p - first).ends_with(close)) start = p;
    return start;
  }

  // A受B(的)委托,就C进行…; 受B委托,A对C进行了…
  void commission(Place at) {
    const Place start = behind_headline(skip_numbering(view_, sentence_start(at), at), at);
    const Place by = rfind(u"受", start, at);
    // 某某招标公司受委托对下列项目进行公开招标 leaves out who gave the order.
    if (by + 1 == at && by > start + 5 && text_.substr(start, by - start).ends_with(u"公司"))
      add(Field::agency_name, start, by, "commission", 0.84);
    if (by == at || at - by < 4) return;
    Place giver_end = at;
    // 受某某医院(以下简称“采购人”)委托, 受某某医院(采购单位)委托
    giver_end = find_any({u"(以下", u"(下称", u"(采购", u"(招标人"}, by + 4, at);
    if (text_[giver_end - 1] == u'的') --giver_end;
    const View giver = text_.substr(by + 1, giver_end - by - 1);
    const bool named = giver != u"招标人" && giver != u"采购人" && giver.size() >= 3;
    if (named) add(Field::buyer_name, by + 1, giver_end, "commission", 0.86);
    const Place end = sentence_end(at);
    Place after = at + 2;
    if (after < end && text_[after] == u',') ++after;
    const Place about = find_any({u"就", u"对", u"现对", u"拟对"}, after, end);
    if (by > start + 3) {
      add(Field::agency_name, start, by, "commission", 0.86);
    } else if (about > after + 3 && about < end) {
      // 某某招标公司于2026年3月18日就…
      Place agent_end = about;
      for (Place p = find(u"于", after, about); p < about; p = find(u"于", p + 1, about))
        if (is_digit(text_[p + 1])) agent_end = std::min(agent_end, p);
      if (text_[agent_end - 1] == u'现') --agent_end;
      if (text_[agent_end - 1] == u',') --agent_end;
      add(Field::agency_name, after, agent_end, "commission", 0.84);
    }
    if (about < end)
      subject(about + (text_[about] == u'现' || text_[about] == u'拟' ? 2 : 1), end, "commission", 0.8);
  }

  // The procurement that a sentence is about: up to its number in brackets, or to what is done with it.
  void subject(Place from, Place end, const char* pattern, double confidence) {
    Place stop = find_any(
        {u"进行", u"(项目编号", u"(采购编号", u"(招标编号", u"(编号", u"组织", u"采用", u"以公开", u"以竞争",
         u"实施", u"在中华人民共和国", u"国内公开", u"公开招标,", u",项目编号", u"的潜在"},
        from, end);
    if (stop == end) return;
    if (text_[stop - 1] == u'的' || text_[stop - 1] == u',') --stop;
    for (const View own : {View(u"其所需的"), View(u"其所需要采购的"), View(u"所需要采购的"),
                           View(u"所需采购的"), View(u"所需的"), View(u"其所需"), View(u"所需"), View(u"其"),
                           View(u"该项目"), View(u"本项目"), View(u"该工程"), View(u"本工程")})
      if (text_.substr(from, stop - from).starts_with(own)) from += static_cast<Place>(own.size());
    for (const View tail : {View(u"在国内"), View(u"所需货物及相关服务"), View(u"所需货物及服务"),
                            View(u"所需货物"), View(u"所需服务")})
      if (stop - from >= tail.size() + 4 && view_.text(from, stop).ends_with(tail))
        stop -= static_cast<Place>(tail.size());
    // 对下列政府采购项目进行: a list follows.
    for (const View list : {View(u"下列"), View(u"以下"), View(u"下述")})
      if (view_.text(from, stop).starts_with(list)) return;
    if (stop - from >= 4) add(Field::project_name, from, stop, pattern, confidence);
  }

  // C招标项目的潜在投标人应在…
  void invitation(Place at) {
    const View rest = text_.substr(at, 8);
    if (!rest.starts_with(u"潜在投标人") && !rest.starts_with(u"潜在供应商") && !rest.starts_with(u"潜在的"))
      return;
    const Place reach = std::min<Place>(at + 12, static_cast<Place>(text_.size()));
    if (find(u"应在", at, reach) == reach) return;
    Place start = skip_numbering(view_, sentence_start(at), at);
    if (text_.substr(start).starts_with(u"项目概况")) start += 4;
    Place end = at;
    for (const View tail : {View(u"的"), View(u"招标项目"), View(u"采购项目")})
      if (end - start >= tail.size() && text_.substr(start, end - start).ends_with(tail))
        end -= static_cast<Place>(tail.size());
    if (end - start < 4) {
      const std::size_t u = view_.unit_at(at);
      if (u == 0 || u >= view_.units().size()) return;
      start = view_.units()[u - 1].begin;
      end = view_.units()[u - 1].end;
    }
    if (end - start >= 4) add(Field::project_name, start, end, "invitation", 0.7);
  }

  // 本招标项目C已由D以…批准建设
  void approved(Place at) {
    const Place end = sentence_end(at, 260);
    if (find_any({u"批准", u"批复", u"核准", u"备案"}, at, end) == end) return;
    Place start = skip_numbering(view_, sentence_start(at), at);
    for (const View lead : {View(u"本招标项目"), View(u"本采购项目"), View(u"本项目"), View(u"本工程"),
                            View(u"招标项目"), View(u"采购项目"), View(u"招标条件")})
      if (text_.substr(start).starts_with(lead)) start += static_cast<Place>(lead.size());
    // 1.招标条件本招标项目C: the heading before it lost its line.
    for (const View own : {View(u"本招标项目"), View(u"本采购项目")})
      if (const Place p = rfind(own, start, at); p < at) start = p + static_cast<Place>(own.size());
    // 本某某市人民医院楼宇项目已由…; 本溪 is a place.
    if (text_.substr(start).starts_with(u"本") && !text_.substr(start).starts_with(u"本溪")) ++start;
    Place stop = at;
    const Place bracket = rfind(u"(", start, at);
    if (bracket < at && text_[at - 1] == u')' &&
        (text_.substr(bracket, at - bracket).find(u"名称") != View::npos ||
         text_.substr(bracket, at - bracket).find(u"编号") != View::npos)) {
      stop = bracket;
      // 本某某监理(招标项目编号：…)已由
      if (text_[start] == u'本') ++start;
    }
    // 某某工程施工,施工图设计已由…批准: the name ends before what was approved of it.
    stop = std::min(stop, find(u",", start, stop));
    if (stop - start >= 4) add(Field::project_name, start, stop, "approved", 0.84);
  }

  // 现对C进行公开招标; B对C进行了竞争性磋商
  void proceeding(Place at) {
    const View rest = text_.substr(at, 24);
    static constexpr std::array<View, 13> kWhat = {u"公开招标", u"竞争性", u"询价", u"单一来源", u"邀请招标",
                                                   u"其他招标", u"采购",   u"招标", u"国内",     u"比选",
                                                   u"公开",     u"磋商",   u"网上"};
    const bool done = std::any_of(kWhat.begin(), kWhat.end(), [&](View w) {
      const std::size_t p = rest.find(w);
      return p != View::npos && p <= 6;
    });
    if (!done) return;
    const Place start = skip_numbering(view_, sentence_start(at), at);
    const Place now = rfind(u"现对", start, at);
    const Place about = now < at ? now + 1 : rfind(u"对", start, at);
    if (about >= at || text_.substr(start, at - start).find(u"委托") != View::npos) return;
    subject(about + 1, std::min<Place>(at + 2, static_cast<Place>(text_.size())), "proceeding", 0.72);
    if (now == at && about > start + 3 && about - start <= 40)
      add(Field::buyer_name, start, about, "proceeding", 0.7);
  }

  // 招标人为X; 开标时间为…; 中标人为X
  void copula(Place at) {
    const Place start = sentence_start(at, 40);
    View before = text_.substr(start, at - start);
    if (before.ends_with(u")") && !before.ends_with(u"下同)")) {
      const std::size_t bracket = before.rfind(u'(');
      if (bracket != View::npos) before = before.substr(0, bracket);
    }
    for (const CopulaCue& cue : kCopulaCues) {
      if (!before.ends_with(cue.words)) continue;
      // 原定开标时间为…: it has been put off since.
      const View lead = before.substr(0, before.size() - cue.words.size());
      const View clause = lead.substr(lead.find_last_of(u",:") + 1);
      if (lead.ends_with(u"原定") || lead.ends_with(u"原") || clause.starts_with(u"原定")) return;
      if ((cue.field == Field::budget || cue.field == Field::ceiling) && tells_of_past(at)) return;
      // 第一中标候选人为中标人, 采购人为中小企业 and the like are told apart by what follows, when values are read.
      Place end = sentence_end(at + 1, 90);
      if (cue.field == Field::buyer_name || cue.field == Field::agency_name ||
          cue.field == Field::service_term || cue.field == Field::delivery_term)
        end = std::min(end, find_any({u",", u"、建设", u"(以下"}, at + 1, end));
      // 获取招标文件的截止时间 is no deadline for bids.
      if (cue.field == Field::bid_deadline &&
          (before.find(u"获取") != View::npos || before.find(u"报名") != View::npos ||
           before.find(u"质疑") != View::npos || before.find(u"澄清") != View::npos))
        return;
      // 投标文件递交的截止时间及开标时间(投标截止时间,下同)为
      const bool both =
          cue.field == Field::bid_deadline && text_.substr(start, at - start).find(u"开标") != View::npos;
      add(both ? Field::deadline_and_opening : cue.field, at + 1, end, "states", cue.confidence);
      return;
    }
  }

  // 并于2026年4月7日14点30分(北京时间)前递交投标文件
  void due_before(Place at) {
    Place start = at > 60 ? at - 60 : 0;
    const Place from = rfind(u"于", start, at);
    if (from == at) return;
    add(Field::bid_deadline, from + 1, at, "due-before", 0.8);
  }

  // 2025年6月17日9时00分在某某交易中心开标
  void opened_at(Place at) {
    const Place start = sentence_start(at, 80);
    const Place where = rfind(u"在", start, at);
    if (where >= at || where < start + 8 || at - where > 30) return;
    // 于2026年3月3日上午10时00分(北京时间)在某某中心进行了公开开标
    const char16_t before = text_[where - 1];
    if (before != u')' && before != u'分' && before != u'时' && before != u'日' && before != u'午' &&
        !is_digit(before))
      return;
    const Place year = rfind(u"年", start, where);
    if (year >= where || year < start + 4) return;
    add(Field::opening_at, year - 4, where, "opened-at", 0.82);
  }

  // 公告时间2016年11月14日 in a summary that lost its cells.
  void published_on(Place at) {
    if (at + 8 > text_.size() || text_[at] != u'2' || text_[at + 1] != u'0' || !is_digit(text_[at + 2]))
      return;
    add(Field::published_at, at, std::min<Place>(at + 18, static_cast<Place>(text_.size())), "published-on",
        0.82);
  }

  // 请于2026年7月30日17时将投标资料送至…
  void sent_by(Place from) {
    constexpr Place kMoment = 24;
    const Place end = sentence_end(from, kMoment);
    const Place hands = find(u"将", from, end);
    if (hands == end || !is_digit(text_[from])) return;
    const View what = text_.substr(hands + 1, 2);
    for (const View papers : {View(u"投标"), View(u"响应"), View(u"报价"), View(u"标书"), View(u"应答")})
      if (what == papers) return add(Field::bid_deadline, from, hands, "sent-by", 0.78);
  }

  // 请于2026年6月1日至2026年6月5日…获取招标文件
  void between_days(Place from) {
    const Place end = sentence_end(from, 160);
    const Place what = find_any({u"获取", u"领取", u"下载", u"购买", u"报名", u"购领"}, from, end);
    if (what == end) return;
    const Place to = std::min(what, from + 100);
    if (find_any({u"至", u"到", u"-"}, from, to) == to) return;
    add(Field::documents_period, from, to, "between-days", 0.8);
  }

  bool is_one_lot_before(Place at) const {
    constexpr Place kNear = 40;
    const View before = view_.text(at > kNear ? at - kNear : 0, at);
    static constexpr std::array<View, 6> kOne = {u"共1包",    u"共一包", u"共1个包",
                                                 u"共一个包", u"1个包",  u"一个包"};
    return std::any_of(kOne.begin(), kOne.end(), [&](View one) { return before.find(one) != View::npos; });
  }

  // 该项目前期（编号…）预算为88万元, 原项目预算…: of an earlier procurement.
  bool tells_of_past(Place at) const {
    const View before = text_.substr(sentence_start(at), at - sentence_start(at));
    static constexpr std::array<View, 8> kPast = {u"前期(",  u"前期预算", u"前期采购", u"前期公告",
                                                  u"原项目", u"上次",     u"此前",     u"上一轮"};
    return std::any_of(kPast.begin(), kPast.end(),
                       [&](View past) { return before.find(past) != View::npos; });
  }

  // 预算约60万元, 预算约85万, 预算总价38万元, 本标段投资额约413.59万元, 预算上限值:600万元
  void sum_behind(Field field, Place at) {
    static constexpr View kBetween = u"约为总共计合价额金值上限投资:人民币(不超过)在元大小写¥";
    static constexpr View kDigits = u"0123456789壹贰叁肆伍陆柒捌玖";
    constexpr Place kMostBetween = 10, kLongestSum = 40;
    // 采购包最高限价 is a lot's, and the whole's where that is the only one: 共1包，第1包最高限价：285.6万元
    for (const View lots : {View(u"包预算"), View(u"包最高限价"), View(u"包控制价"), View(u"包最高投标限价")})
      if (text_.substr(0, at).ends_with(lots) && !is_one_lot_before(at)) return;
    Place p = at;
    while (p < text_.size() && p - at < kMostBetween && kBetween.find(text_[p]) != View::npos) ++p;
    // A label's sum is read with its label.
    if (p >= text_.size() || kDigits.find(text_[p]) == View::npos) return;
    const Place end = sentence_end(p, kLongestSum);
    const std::size_t figure = std::min<std::size_t>(text_.find_first_not_of(u"0123456789.", p), end);
    if (text_.substr(figure, 1) != u"万" && find_any({u"元"}, p, end) == end) return;
    if (tells_of_past(at)) return;
    add(field, p, end, "sum", 0.66);
  }

  // 静态总投资(不含建设期利息)约为164131万元, 本工程投资约620万元: what all of it may cost, where nothing else says what this part may.
  void invested(Place cue, Place at) {
    constexpr Place kLongestBracket = 20;
    if (at < text_.size() && text_[at] == u'(') {
      const Place close =
          find(u")", at, std::min<Place>(at + kLongestBracket, static_cast<Place>(text_.size())));
      if (close < text_.size() && text_[close] == u')') at = close + 1;
    }
    // Demands of planned procurements stand in cells; a long one is a paragraph of a page laid out in a table.
    constexpr Place kLongestDemand = 60;
    const std::size_t u = view_.unit_at(cue);
    if (u >= view_.units().size()) return;
    if (const Unit& unit = view_.units()[u]; unit.table < 0 || unit.size() > kLongestDemand)
      sum_behind(Field::investment, at);
  }

  // …，工期20天，…
  void term_behind(Place at) {
    Place p = at;
    if (p < text_.size() && text_[p] == u'约') ++p;
    // 服务期 over a column: the next cell tells of something else.
    const std::size_t u = view_.unit_at(p);
    if (u >= view_.units().size() || (view_.units()[u].table >= 0 && p == view_.units()[u].begin)) return;
    // 服务期限自合同签订之日起一年
    const bool counted_from = text_.substr(p).starts_with(u"自") || text_.substr(p).starts_with(u"合同签");
    if (p >= text_.size() || !(is_digit(text_[p]) || is_han_numeral(text_[p]) || counted_from)) return;
    Place end = p;
    while (end < text_.size() && end - p < 24 && !ends_sentence(text_[end]) &&
           (text_[end] != u',' || text_.substr(end).starts_with(u",共"))) {
      // 工期 300天 招标方式 公开招标: the next label's words.
      if (end > p && view_.space_before(end) && is_han(text_[end]) && is_han(text_[end - 1])) break;
      const Unit& unit = view_.units()[view_.unit_at(end)];
      if (end > p && unit.begin == end && opens_item(unit)) break;
      ++end;
    }
    // 服务期 / 1 / 某某公司 / 365日历天: the head of a list whose cells became lines.
    if (p == view_.units()[u].begin && find_any({u"公司", u"中心", u"医院"}, p, end) < end) return;
    if (find_any({u"天", u"年", u"月", u"日"}, p, end) < end) add(Field::service_term, p, end, "term", 0.66);
  }

  // 现将某某中心2026年3月至4月政府采购意向公开如下
  void intends(Place at) {
    const Place start = sentence_start(at, 60);
    const Place now = rfind(u"现将", start, at);
    if (now == at) return;
    const Place from = now + 2;
    Place end = at;
    for (Place p = from; p < at; ++p)
      if (is_digit(text_[p]) || text_[p] == u'*' || text_[p] == u'年' || text_[p] == u'(') {
        end = p;
        break;
      }
    for (const View tail : {View(u"政府"), View(u"本级"), View(u"部分"), View(u"的")})
      if (end - from > 4 + tail.size() && view_.text(from, end).ends_with(tail))
        end -= static_cast<Place>(tail.size());
    const View name = view_.text(from, end);
    if (name.starts_with(u"本单位") || name.starts_with(u"我") || name.size() < 4) return;
    add(Field::buyer_name, from, end, "intends", 0.82);
  }

  // …规定,A的C中标候选人公示已经结束
  void publicity_over(Place at) {
    const Place floor = at > kReach ? at - kReach : 0;
    Place start = at;
    while (start > floor && !ends_sentence(text_[start - 1]) && text_[start - 1] != u':') --start;
    const Place comma = rfind(u"规定,", start, at);
    if (comma < at) start = comma + 3;
    const Place of = find(u"的", start, at);
    if (of == at) return;
    add(Field::buyer_name, start, of, "publicity-over", 0.8);
    add(Field::project_name, of + 1, at, "publicity-over", 0.8);
  }

  const PageView& view_;
  View text_;
  std::vector<Finding>& out_;
};

}  // namespace

void read_prose(const PageView& view, std::vector<Finding>& out) {
  Prose(view, out).run();
}

}  // namespace tenderlead::parsers::notice
