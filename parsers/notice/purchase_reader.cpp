// What a notice without labels says is bought: 我院拟对某某项目进行市场调研, 拟采购某某设备一台, 某某项目已于…完成评审.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "parsers/notice/headline.h"
#include "parsers/notice/words_in.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// The opening of a notice: what it asks of bidders, and how its contract is to be, comes later.
constexpr Place kOpening = 700;
constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 60;

// How things are bought, behind 进行, 组织, 实行.
constexpr View kProcedures[] = {u"公开", u"院内", u"市场", u"需求", u"招标", u"采购", u"询价",
                                u"比选", u"遴选", u"谈判", u"磋商", u"议价", u"竞争", u"竞价",
                                u"单一", u"调研", u"论证", u"征集", u"询比", u"邀请", u"调查",
                                u"评审", u"评标", u"开标", u"比价", u"竞选", u"自行"};

bool has(View text, View word) {
  return text.find(word) != View::npos;
}

bool has_procedure(View text) {
  return has_any(text, kProcedures);
}

bool ends_clause(char16_t c) {
  static constexpr Letters kEnds(u"。;!?,:");
  return kEnds.has(c);
}

bool is_quantity_word(char16_t c) {
  static constexpr Letters kUnits(u"台套批个项件辆张把只组支部");
  return kUnits.has(c);
}

class Purchases {
 public:
  Purchases(const PageView& view, const Headline& headline, std::vector<Finding>& out)
      : view_(view), text_(view.text()), title_(folded(headline.title)), out_(out) {
    begin_ = headline.place.end;
    end_ = std::min<Place>(static_cast<Place>(text_.size()), begin_ + kOpening);
  }

  void run() {
    for (const Unit& unit : view_.units()) {
      if (unit.end <= begin_ || unit.chrome || unit.tabular()) continue;
      if (unit.begin >= end_) break;
      // 一、项目名称：… is a label's; a line of its own that is short says nothing of what is done.
      if (unit.size() < 12) continue;
      Place from = std::max(unit.begin, begin_);
      // What begins in the opening may end behind it, within bounds: a hostile text has no end of a sentence.
      const Place last = std::min(unit.end, end_ + kOpening);
      while (from < std::min(last, end_)) {
        Place to = from;
        while (to < last && !ends_sentence(text_[to])) ++to;
        sentence(skip_numbering(view_, from, to), to);
        from = to + 1;
      }
    }
  }

 private:
  static bool ends_sentence(char16_t c) { return c == u'。' || c == u';' || c == u'!' || c == u'?'; }

  Place find(View word, Place from, Place end) const {
    const std::size_t at = text_.substr(0, end).find(word, from);
    return at == View::npos ? end : static_cast<Place>(at);
  }

  Place find_any(std::initializer_list<View> words, Place from, Place end) const {
    Place best = end;
    for (const View word : words) best = std::min(best, find(word, from, end));
    return best;
  }

  void sentence(Place begin, Place end) {
    if (end - begin < 10) return;
    treated(begin, end);
    wanted(begin, end);
    sought(begin, end);
    organised(begin, end);
    told_of(begin, end);
    numbered(begin, end);
    equated(begin, end);
    quoted(begin, end);
  }

  // 某某学校《门厅改造项目》经过评审
  void quoted(Place begin, Place end) {
    const Place open = find(u"《", begin, end);
    const Place close = find(u"》", open, end);
    if (close == end || close - open < kShortest + 2) return;
    const View name = view_.text(open + 1, close);
    if (!name.ends_with(u"项目") && !name.ends_with(u"工程")) return;
    // 某某学校《…》: whose it is.
    if (open > begin) {
      Finding buyer;
      buyer.field = Field::buyer_name;
      buyer.value = buyer.extent = {begin, open};
      buyer.layout = Layout::prose;
      buyer.pattern = "quotes";
      buyer.confidence = 0.72;
      if (open - begin <= 30 && looks_like_organisation(to_utf8(view_.text(begin, open))))
        out_.push_back(buyer);
    }
    title_.clear();  // the text sets it off as its name, whatever the headline calls it
    add(open + 1, close, "quotes", 0.74);
  }

  // 对X进行…, 就X组织…, 对X实行…
  void treated(Place begin, Place end) {
    for (Place at = begin; at < end; ++at) {
      if (text_[at] != u'对' && text_[at] != u'就') continue;
      const Place verb = find_any(
          {u"进行", u"开展", u"实行", u"实施", u"组织", u"采用", u"采取", u"以公开", u"以院内"}, at + 1, end);
      if (verb == end || verb - at < kShortest || !has_procedure(view_.text(verb, std::min(end, verb + 12))))
        continue;
      if (std::any_of(text_.begin() + at + 1, text_.begin() + verb,
                      [](char16_t c) { return c == u',' || c == u':'; }))
        continue;
      add(at + 1, verb, "treats", 0.73);
      return;
    }
  }

  // 拟采购X一台, 计划开展X建设, 拟公开采购X
  void wanted(Place begin, Place end) {
    static constexpr std::array<View, 5> kWills = {u"拟", u"计划", u"需要", u"现需", u"决定"};
    static constexpr std::array<View, 12> kDeeds = {u"采购", u"购置", u"购买", u"购进", u"引进", u"租赁",
                                                    u"招标", u"建设", u"开展", u"实施", u"遴选", u"询价"};
    // 以单一来源方式 may stand between.
    constexpr Place kBetween = 14;
    for (const View will : kWills)
      for (Place at = find(will, begin, end); at < end; at = find(will, at + 1, end)) {
        const Place from = at + static_cast<Place>(will.size());
        if (from < end && (text_[from] == u'对' || text_[from] == u'就' || text_[from] == u'用')) continue;
        Place deed = end;
        std::size_t size = 0;
        for (const View word : kDeeds)
          if (const Place p = find(word, from, std::min(end, from + kBetween)); p < deed && p + 2 < end) {
            const bool found = p < std::min(end, from + kBetween);
            if (found) deed = p, size = word.size();
          }
        if (deed == end) continue;
        if (has(view_.text(from, deed), u",") || has(view_.text(from, deed), u"的")) continue;
        Place what = deed + static_cast<Place>(size);
        for (const View more : {View(u"采购"), View(u"以下"), View(u"一批"), View(u"一台"), View(u"一套")})
          if (text_.substr(what).starts_with(more)) what += static_cast<Place>(more.size());
        Place stop = what;
        while (stop < end && !ends_clause(text_[stop])) ++stop;
        add(what, stop, "wants", 0.7);
        return;
      }
  }

  // 公开征集X供应商
  void sought(Place begin, Place end) {
    for (const View cue : {View(u"征集"), View(u"遴选"), View(u"招募")})
      for (Place at = find(cue, begin, end); at < end; at = find(cue, at + 1, end)) {
        Place from = at + static_cast<Place>(cue.size());
        for (const View lead : {View(u"一家"), View(u"1家"), View(u"一名")})
          if (text_.substr(from).starts_with(lead)) from += static_cast<Place>(lead.size());
        Place clause = from;
        while (clause < end && !ends_clause(text_[clause])) ++clause;
        const Place whom = find_any(
            {u"供应商", u"厂商", u"服务商", u"厂家", u"供货商", u"服务机构", u"服务单位"}, from, clause);
        if (whom == clause || whom - from < kShortest) continue;
        add(from, whom, "seeks", 0.68);
        return;
      }
  }

  // 组织了X的院内谈判
  void organised(Place begin, Place end) {
    const Place at = find(u"组织", begin, end);
    if (at == end) return;
    Place from = at + 2;
    if (from < end && text_[from] == u'了') ++from;
    if (from >= end || text_[from] == u'对') return;
    const Place of = find_any({u"的院内", u"的公开", u"的竞争", u"的谈判", u"的磋商", u"的询价", u"的比选",
                               u"的遴选", u"的招标", u"的评审", u"的采购", u"招标,", u"院内招标"},
                              from, end);
    if (of == end || of - from < kShortest || has(view_.text(from, of), u",")) return;
    add(from, of, "organises", 0.7);
  }

  // X项目(项目编号：…)已于…, X项目因…不足三家, 关于X项目的投标截止时间
  void told_of(Place begin, Place end) {
    static constexpr std::array<View, 4> kWholes = {u"项目", u"工程", u"采购", u"服务"};
    for (const View whole : kWholes)
      for (Place at = find(whole, begin, end); at < end; at = find(whole, at + 1, end)) {
        const Place stop = at + static_cast<Place>(whole.size());
        View rest = view_.text(stop, end);
        if (rest.starts_with(u"(") && (rest.substr(0, 8).find(u"编号") != View::npos)) {
          const std::size_t close = rest.find(u')');
          if (close == View::npos) continue;
          rest = rest.substr(close + 1);
        }
        if (rest.starts_with(u",")) rest.remove_prefix(1);
        const bool dated = rest.size() > 2 && rest[0] == u'于' && is_digit(rest[1]);
        const bool told = dated || std::any_of(std::begin(kVerbs), std::end(kVerbs),
                                               [&](View verb) { return rest.starts_with(verb); });
        if (!told) continue;
        Place from = begin;
        for (Place p = begin; p < at; ++p)
          if (ends_clause(text_[p])) from = p + 1;
        for (const View lead :
             {View(u"关于"), View(u"我院"), View(u"我校"), View(u"我单位"), View(u"我局"), View(u"我公司"),
              View(u"我中心"), View(u"本院"), View(u"现将"), View(u"现就"), View(u"因"), View(u"由于")})
          if (text_.substr(from).starts_with(lead)) from += static_cast<Place>(lead.size());
        // 于2025年3月3日对… is no name.
        if (from + kShortest > at || text_[from] == u'于' || text_[from] == u'受') return;
        add(from, stop, "tells-of", 0.7);
        return;
      }
  }

  static constexpr View kVerbs[] = {u"已于",       u"已完成",     u"已进行",   u"已经",     u"因有效",
                                    u"因报名",     u"因投标",     u"因响应",   u"因供应商", u"因至",
                                    u"的投标截止", u"的报名截止", u"的开标",   u"拟采用",   u"拟采取",
                                    u"经评审",     u"进行公开",   u"进行市场", u"评审工作", u"开标工作",
                                    u"评标工作",   u"招标工作",   u"采购工作", u"评标会",   u"开标会",
                                    u"评审会",     u"进行对外",   u"进行招标", u"招标失败"};

  // …组织完成了X(项目编号：…)的谈判工作: what a number is given for, in words that the headline has too.
  void numbered(Place begin, Place end) {
    const Place bracket =
        find_any({u"(项目编号", u"(采购编号", u"(招标编号", u"(采购项目编号", u"(招标项目编号"}, begin, end);
    if (bracket == end || bracket - begin < kShortest) return;
    Place from = begin;
    for (Place p = begin; p < bracket; ++p) {
      if (ends_clause(text_[p])) from = p + 1;
      for (const View deed :
           {View(u"发布的"), View(u"组织了"), View(u"完成了"), View(u"组织的"), View(u"项目为")})
        if (view_.text(p, bracket).starts_with(deed) && bracket - p > deed.size() + 6)
          from = p + static_cast<Place>(deed.size());
      // 于2026年3月26日对某某项目
      const bool behind_day = p > begin && (text_[p - 1] == u'日' || is_digit(text_[p - 1]));
      if (behind_day && (text_[p] == u'对' || text_[p] == u'就') && bracket - p > 7) from = p + 1;
    }
    for (bool cut = true; cut;) {
      cut = false;
      for (const View lead : {View(u"现"), View(u"就"), View(u"对"), View(u"将"), View(u"关于"),
                              View(u"我院"), View(u"我校"), View(u"我单位"), View(u"我中心"), View(u"本")})
        if (view_.text(from, bracket).starts_with(lead) && bracket - from > lead.size() + 6) {
          from += static_cast<Place>(lead.size());
          cut = true;
        }
    }
    const View name = view_.text(from, bracket);
    constexpr double kAlike = 0.55;
    if (name.size() < 6 || name[0] == u'于' || title_.empty() || likeness(name, title_core(title_)) < kAlike)
      return;
    const auto kept = title_;
    title_.clear();
    add(from, bracket, "numbered", 0.76);
    title_ = kept;
  }

  // 本次采购项目为X
  void equated(Place begin, Place end) {
    for (const View cue :
         {View(u"本次采购项目为"), View(u"本次招标项目为"), View(u"本采购项目为"), View(u"本次项目为")}) {
      const Place at = find(cue, begin, end);
      if (at == end) continue;
      const Place from = at + static_cast<Place>(cue.size());
      Place stop = from;
      while (stop < end && !ends_clause(text_[stop])) ++stop;
      add(from, stop, "equates", 0.74);
      return;
    }
  }

  // Less what counts, numbers or introduces it; nothing where it names no one thing.
  void add(Place begin, Place end, const char* pattern, double confidence) {
    if (const Place number = find_any({u"(项目编号", u"(采购编号", u"(招标编号", u"(编号"}, begin, end);
        number < end)
      end = number;
    for (bool moved = true; moved && begin < end;) {
      moved = false;
      for (const View lead : {View(u"我院"), View(u"我校"), View(u"我中心"), View(u"我单位"), View(u"本院"),
                              View(u"医院的"), View(u"下列"), View(u"“"), View(u"\""), View(u"一批")})
        if (text_.substr(begin, end - begin).starts_with(lead)) {
          begin += static_cast<Place>(lead.size());
          moved = true;
        }
      for (const View tail : {View(u"的"), View(u"”"), View(u"\""), View(u"等"), View(u"一批")})
        if (end - begin > tail.size() && view_.text(begin, end).ends_with(tail)) {
          end -= static_cast<Place>(tail.size());
          moved = true;
        }
    }
    // 便携式彩超一台, 冷冻离心机2台
    if (end - begin > 4 && is_quantity_word(text_[end - 1])) {
      Place p = end - 1;
      while (p > begin && (is_digit(text_[p - 1]) || is_han_numeral(text_[p - 1]) || text_[p - 1] == u'两'))
        --p;
      if (p < end - 1 && p > begin + 2) end = p;
    }
    if (end <= begin || end - begin < kShortest || end - begin > kLongest) return;
    const View name = view_.text(begin, end);
    static constexpr View kNobody[] = {
        u"本项目",       u"该项目",   u"上述", u"以下", u"如下", u"供应商", u"投标人", u"有关",     u"此次",
        u"本次",         u"各潜在",   u"下述", u"资格", u"文件", u"合同",   u"服务商", u"工作需要", u"监督",
        u"政府采购项目", u"所需项目", u"挂网", u"响应", u"中标", u"成交",   u"评审",   u"年月",     u"暂定"};
    if (std::any_of(std::begin(kNobody), std::end(kNobody), [&](View word) { return has(name, word); }))
      return;
    if (std::count_if(name.begin(), name.end(), is_han) < 3) return;
    static constexpr View kWholes[] = {u"项目", u"工程", u"采购", u"服务",
                                       u"系统", u"设备", u"建设", u"改造"};
    const bool whole =
        std::any_of(std::begin(kWholes), std::end(kWholes), [&](View word) { return name.ends_with(word); });
    // A headline names it more fully, unless the text names the same.
    View core = name;
    if (core.ends_with(u"项目")) core.remove_suffix(2);
    if (!title_.empty() && !name_from_title(to_utf8(title_)).empty() && !has(title_, core)) return;
    Finding finding;
    finding.field = Field::project_name;
    finding.value = finding.extent = {begin, end};
    finding.layout = Layout::prose;
    finding.pattern = pattern;
    finding.confidence = confidence - (whole ? 0.0 : 0.12);
    out_.push_back(finding);
  }

  const PageView& view_;
  View text_;
  std::u16string title_;
  std::vector<Finding>& out_;
  Place begin_ = 0;
  Place end_ = 0;
};

}  // namespace

void read_purchases(const PageView& view, const Headline& headline, std::vector<Finding>& out) {
  Purchases(view, headline, out).run();
}

}  // namespace tenderlead::parsers::notice
