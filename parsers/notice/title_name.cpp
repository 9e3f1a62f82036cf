// The project's name as its notice's title gives it: 关于某某系统采购项目的公开招标公告 without what announces it.
#include <algorithm>
#include <array>

#include "parsers/notice/headline.h"
#include "parsers/notice/numbering.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// What titles end with that is no part of a project's name; stripped again and again.
constexpr View kTails[] = {
    u"公告", u"公示", u"通知", u"通告", u"启事", u"说明", u"情况", u"情况说明", u"信息", u"结果",
    // what is announced
    u"投标企业资格预审结果", u"资格预审结果", u"公示名单", u"名单", u"招标计划表", u"招标计划",
    u"政府采购意向", u"采购意向", u"意向公开", u"资格预审", u"征集", u"公开征集", u"供应商征集", u"市场调研",
    u"需求调研", u"市场调查", u"市场咨询", u"调研", u"第二次市场调研", u"第三次市场调研", u"第二次调研",
    u"采购需求征求意见", u"需求", u"二次招标", u"二次采购", u"二次", u"第二次", u"第三次", u"重新招标",
    u"第二次招标", u"需求公示", u"论证", u"需求论证", u"采购预询价", u"预询价", u"公开招标", u"公开询价",
    u"公开比选", u"公开遴选", u"公开采购", u"院内招标", u"院内采购", u"院内询价", u"院内比选", u"院内议价",
    u"院内谈判", u"院内磋商", u"院内遴选", u"院内公开招标", u"竞争性磋商", u"竞争性谈判", u"竞争性比选",
    u"询价", u"询比", u"询比采购", u"询价采购", u"市场询价", u"招标", u"比选", u"遴选", u"磋商", u"谈判",
    u"议价", u"竞价", u"网上竞价", u"直接选定", u"单一来源采购", u"单一来源", u"拟采用单一来源方式采购",
    u"拟采用单一来源采购方式", u"采用单一来源方式采购", u"采用单一来源采购方式", u"拟采用单一来源采购",
    u"拟单一来源采购", u"单一来源方式采购", u"单一来源采购方式", u"邀请函", u"采购邀请", u"招标文件",
    // how it went
    u"中标候选人", u"成交候选人", u"中标人", u"成交人", u"中标结果", u"成交结果", u"中标(成交)结果",
    u"采购结果", u"评标结果", u"中标", u"成交", u"定标", u"入围", u"中选", u"中选结果", u"中选人",
    u"开标记录", u"合同", u"政府采购合同", u"采购合同公告", u"框架协议", u"废标", u"流标", u"终止", u"暂停",
    // what changed
    u"更正", u"变更", u"澄清", u"延期的", u"延期", u"延期开标", u"推迟开标", u"开标延期", u"开标推迟",
    u"答疑补遗文件", u"答疑文件", u"答疑", u"补遗", u"采购项目其他", u"补充", u"补充公告", u"补充通知",
    u"补充文件", u"变更通知", u"更正通知", u"[采购]", u"(网)", u"的函", u"的", u"-"};

// Words of which titles are made that name no project: 单一来源采购公示, 竞争性谈判公告, 院内招标结果.
constexpr View kCommon[] = {
    u"公开招标", u"单一来源", u"竞争性", u"资格预审", u"候选人", u"供应商", u"代理机构", u"招标", u"采购",
    u"磋商",     u"谈判",     u"询价",   u"比选",     u"遴选",   u"院内",   u"政府",     u"公开", u"结果",
    u"中标",     u"成交",     u"项目",   u"更正",     u"变更",   u"终止",   u"废标",     u"流标", u"合同",
    u"意向",     u"市场",     u"调研",   u"需求",     u"论证",   u"邀请",   u"竞价",     u"网上", u"信息",
    u"工程",     u"货物",     u"服务",   u"设备",     u"公告",   u"公示",   u"通知",     u"计划", u"方式",
    u"关于",     u"延期",     u"开标",   u"记录",     u"评审",   u"评标",   u"自行",     u"其他", u"征集",
    u"的",       u"及",       u"议价",   u"答疑",     u"澄清",   u"(",      u")",        u"-"};

// Ends of the name of who announces: 某某医院|关于某某项目的公告
constexpr View kSpeakers[] = {u"公司",   u"医院",   u"保健院", u"卫生院", u"中心", u"大学",
                              u"学院",   u"学校",   u"局",     u"委员会", u"政府", u"集团",
                              u"研究院", u"研究所", u"办公室", u"处",     u"站",   u"厅",
                              u"院",     u"校",     u"部",     u"队",     u"馆"};

// Whether nothing but common words is left.
bool is_common(View text) {
  while (!text.empty()) {
    const auto word = std::find_if(std::begin(kCommon), std::end(kCommon),
                                   [&](View common) { return text.starts_with(common); });
    if (word == std::end(kCommon)) return false;
    text.remove_prefix(word->size());
  }
  return true;
}

// 关于“某某安装工程”开标延期的公告: what the title itself sets off as a name.
View quoted(View text) {
  constexpr std::size_t kShortest = 8;
  static constexpr std::array<std::pair<char16_t, char16_t>, 4> kQuotes = {
      {{u'\u201c', u'\u201d'}, {u'"', u'"'}, {u'《', u'》'}, {u'【', u'】'}}};
  static constexpr View kWhole[] = {u"项目", u"工程", u"采购", u"服务", u"系统", u"设备", u")"};
  for (const auto& [open, close] : kQuotes) {
    const std::size_t from = text.find(open);
    if (from == View::npos || (from > 0 && !text.substr(0, from).ends_with(u"关于"))) continue;
    const std::size_t to = text.find(close, from + 1);
    if (to == View::npos || to - from - 1 < kShortest) continue;
    const View inside = text.substr(from + 1, to - from - 1);
    if (std::any_of(std::begin(kWhole), std::end(kWhole), [&](View end) { return inside.ends_with(end); }))
      return inside;
  }
  return {};
}

View without_tails(View text) {
  for (bool again = true; again;) {
    again = false;
    // The longest first: 政府采购合同 is no 政府采购.
    std::size_t longest = 0;
    for (const View tail : kTails)
      if (tail.size() > longest && text.size() > tail.size() + 4 && text.ends_with(tail))
        longest = tail.size();
    text.remove_suffix(longest);
    again = longest > 0;
    if (!text.empty() && (text.back() == u')' || text.back() == u']')) {
      const View inner = title_core(text);
      // （二次） and the like belong to the name; (BSQ26C00152), (3) and [中标候选人公示] don't.
      const View bracket = text.substr(inner.size());
      const auto figures =
          std::count_if(bracket.begin(), bracket.end(), [](char16_t c) { return is_digit(c); });
      const bool code =
          figures >= 4 || (figures > 0 && static_cast<std::size_t>(figures) + 2 == bracket.size());
      const bool kind = bracket.find(u"公示") != View::npos || bracket.find(u"公告") != View::npos ||
                        bracket.find(u"单一来源") != View::npos;
      // 澄清公告(一): of several announcements the first.
      const bool counted = bracket.size() <= 6 &&
                           (inner.ends_with(u"公告") || inner.ends_with(u"公示") || inner.ends_with(u"通知"));
      if ((code || kind || counted) && inner.size() > 4) {
        text = inner;
        again = true;
      }
    }
  }
  return text;
}

// 院内调研公告(2026年14号)-某某设备采购项目, 招标公告:某某工程: what is announced stands in front.
View without_announcement(View text) {
  constexpr std::size_t kLongest = 24;
  const std::size_t end = text.find_first_of(u"-:");
  if (end == View::npos || end > kLongest || end + 6 > text.size()) return text;
  const View front = title_core(text.substr(0, end));
  const bool announces = front.ends_with(u"公告") || front.ends_with(u"公示") || front.ends_with(u"通知");
  return announces && is_common(front) ? text.substr(end + 1) : text;
}

}  // namespace

std::string name_from_title(std::string_view title) {
  const std::u16string letters = folded(title);
  View text = letters;
  if (const View name = quoted(text); !name.empty()) return normalise_text(to_utf8(name));
  // 某某试验招标公告-检测标,其他标
  for (const View kind : {View(u"招标公告-"), View(u"采购公告-"), View(u"公告-")})
    if (const std::size_t at = text.find(kind); at != View::npos && at >= 8) {
      text = text.substr(0, at);
      break;
    }
  // 某某装修工程(项目名称)施工/标段中标结果公告: the form's own words stand behind the name.
  for (const View form : {View(u"(项目名称)"), View(u"(工程名称)")})
    if (const std::size_t at = text.find(form); at != View::npos && at >= 6) text = text.substr(0, at);
  // 某某采购公开招标转竞争性谈判说明: how it was asked for, and how it is now.
  for (const View turn : {View(u"转竞争性"), View(u"转为竞争性"), View(u"转单一来源"), View(u"转为单一来源"),
                          View(u"转询价"), View(u"转院内")})
    if (const std::size_t at = text.find(turn); at != View::npos && at >= 8) text = text.substr(0, at);
  // 某某工程.pdf
  if (const std::size_t dot = text.rfind(u'.');
      dot != View::npos && dot >= 8 && text.size() - dot > 2 && text.size() - dot <= 6 &&
      std::all_of(text.begin() + static_cast<std::ptrdiff_t>(dot) + 1, text.end(), is_latin))
    text = text.substr(0, dot);
  text = without_tails(without_announcement(text));
  // （某某工程勘察设计）中标候选人公示
  if (text.size() > 8 && text.front() == u'(' && text.back() == u')' && text.find(u')') == text.rfind(u')'))
    text = text.substr(1, text.size() - 2);
  // 某某医院2026年2月至3月政府采购意向 is about no one project.
  static constexpr View kPeriods[] = {u"年", u"月", u"月份", u"季度", u"年度"};
  if (std::any_of(text.begin(), text.end(), is_digit) &&
      std::any_of(std::begin(kPeriods), std::end(kPeriods), [&](View end) { return text.ends_with(end); }))
    return {};
  if (text.starts_with(u"关于")) {
    text.remove_prefix(2);
    // 关于采购某某系统的公告
    for (const View deed : {View(u"公开采购"), View(u"拟采购"), View(u"采购"), View(u"购置")})
      if (text.size() > deed.size() + 4 && text.starts_with(deed)) {
        text.remove_prefix(deed.size());
        break;
      }
  }
  // 公开征集某某平台建设方案及报价的函
  for (const View deed : {View(u"公开征集"), View(u"征集")})
    if (text.size() > deed.size() + 6 && text.starts_with(deed)) {
      text.remove_prefix(deed.size());
      for (const View what : {View(u"方案及报价"), View(u"方案和报价"), View(u"方案"), View(u"报价")})
        if (text.size() > what.size() + 4 && text.ends_with(what)) {
          text.remove_suffix(what.size());
          break;
        }
      break;
    }
  // 关于暂停某某项目采购活动的公告
  for (const View fate : {View(u"暂停"), View(u"中止"), View(u"终止"), View(u"取消"), View(u"撤销")})
    if (text.size() > fate.size() + 6 && text.starts_with(fate)) {
      text.remove_prefix(fate.size());
      break;
    }
  for (const View deed : {View(u"采购活动"), View(u"招标活动"), View(u"采购程序"), View(u"招标采购活动")})
    if (text.size() > deed.size() + 6 && text.ends_with(deed)) text.remove_suffix(deed.size());
  // 某某维修项目采购公告 announces the purchase of that project.
  if (text.size() > 8 && (text.ends_with(u"项目采购") || text.ends_with(u"项目招标"))) text.remove_suffix(2);
  constexpr std::size_t kLongestSpeaker = 30;
  if (const std::size_t about = text.find(u"关于");
      about != View::npos && about + 6 < text.size() && about <= kLongestSpeaker) {
    const View speaker = text.substr(0, about);
    if (std::any_of(std::begin(kSpeakers), std::end(kSpeakers),
                    [&](View end) { return speaker.size() > end.size() + 1 && speaker.ends_with(end); }))
      text = text.substr(about + 2);
  }
  return is_common(text) ? std::string() : normalise_text(to_utf8(text));
}

Stretch quoted_before(View text, Place at, Place longest) {
  static constexpr View kClosing = u"”\"」";
  static constexpr View kOpening = u"“\"「";
  const std::size_t pair = at > 0 ? kClosing.find(text[at - 1]) : View::npos;
  if (pair == View::npos) return {};
  const Place floor = at > longest ? at - longest : 0;
  for (Place from = at - 1; from > floor; --from) {
    if (text[from - 1] == kOpening[pair]) return {from, at - 1};
    if (ends_sentence(text[from - 1])) break;
  }
  return {};
}

}  // namespace tenderlead::parsers::notice
