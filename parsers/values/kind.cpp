#include "parsers/values/kind.h"

#include <algorithm>
#include <array>

#include "parsers/values/folded_text.h"
#include "parsers/values/news_title.h"

namespace tenderlead::parsers {

namespace {

// Where in a title a word must stand to tell its kind.
enum class Place {
  anywhere,  // the word says it wherever it stands
  closing,  // only where nothing but 公告-like words, brackets, numbers and rounds follow: 合同 in (合同内装修) tells nothing
};

struct KindWord {
  std::u32string_view words;
  NoticeKind kind;
  Place place = Place::anywhere;
};

using enum NoticeKind;

// In this order: what a title says of an earlier notice's fate (更正, 终止) outweighs the notice that it speaks of, and a result
// outweighs the method by which it came about.
constexpr KindWord kTitleWords[] = {
    {U"更正", amendment},
    {U"澄清", amendment},
    {U"答疑", amendment},
    {U"补遗", amendment},
    {U"补充公告", amendment},
    {U"补充通知", amendment},
    {U"补充文件", amendment},
    {U"补充说明", amendment},
    {U"变更公告", amendment},
    {U"变更公示", amendment},
    {U"变更通知", amendment},
    {U"变更", amendment, Place::closing},
    {U"延期", amendment, Place::closing},
    {U"延期开标", amendment},
    {U"延期公告", amendment},
    {U"关于延长", amendment},
    {U"时间调整", amendment},
    {U"修改通知", amendment},
    {U"修改公告", amendment},
    {U"勘误", amendment},
    {U"顺延", amendment},
    {U"推迟开标", amendment},
    {U"推迟投标", amendment},
    {U"开标推迟", amendment},
    {U"废标", failure},
    {U"流标", failure},
    {U"终止", failure},
    {U"中止", failure},
    {U"采购失败", failure},
    {U"招标失败", failure},
    {U"失败公告", failure},
    {U"失败公示", failure},
    {U"未成交", failure},
    {U"暂停", failure, Place::closing},
    {U"取消", failure, Place::closing},
    {U"取消公告", failure},
    {U"关于暂停", failure},
    {U"暂停采购", failure},
    {U"暂停招标", failure},
    {U"关于取消", failure},
    {U"取消采购", failure},
    {U"异常公告", failure},
    {U"异常公示", failure},
    {U"采购异常", failure},
    {U"招标异常", failure},
    {U"验收结果", acceptance},
    {U"验收公告", acceptance},
    {U"验收公示", acceptance},
    {U"验收报告", acceptance},
    {U"验收意见", acceptance},
    {U"验收书", acceptance},
    {U"验收单", acceptance},
    {U"履约验收", acceptance},
    {U"验收", acceptance, Place::closing},
    {U"候选人", shortlist},
    {U"候选供应商", shortlist},
    {U"候选公示", shortlist},
    {U"中标候选", shortlist},
    {U"成交候选", shortlist},
    {U"评标结果", shortlist},
    {U"评审结果", shortlist},
    {U"评标报告", shortlist},
    {U"评标公示", shortlist},
    {U"评审公示", shortlist},
    {U"评定结果", shortlist},
    {U"预中标", shortlist},
    {U"预成交", shortlist},
    {U"拟中标", shortlist},
    {U"拟成交", shortlist},
    {U"合同公告", contract},
    {U"合同公示", contract},
    {U"合同公开", contract},
    {U"合同备案", contract},
    {U"合同签订", contract},
    {U"合同信息", contract},
    {U"合同", contract, Place::closing},
    {U"合同书", contract, Place::closing},
    {U"合同协议", contract, Place::closing},
    {U"开标记录", other},
    {U"开标情况", other},
    {U"投诉处理", other},
    {U"投诉的处理", other},
    {U"处理决定", other},
    {U"处置公告", other},
    {U"处罚", other},
    {U"执行情况", other},
    {U"考核结果", other},
    {U"监督检查", other},
    {U"专家抽取", other},
    {U"出售公告", other},
    {U"拍卖", other},
    {U"转让公告", other},
    {U"中标", award},
    {U"成交", award},
    {U"中选", award},
    {U"入围", award},
    {U"定标", award},
    {U"结果公告", award},
    {U"结果公示", award},
    {U"采购结果", award},
    {U"招标结果", award},
    {U"竞价结果", award},
    {U"比选结果", award},
    {U"遴选结果", award},
    {U"询价结果", award},
    {U"磋商结果", award},
    {U"谈判结果", award},
    {U"交易结果", award},
    {U"结果通知", award},
    {U"结果", award, Place::closing},
    {U"预审", prequalification},
    {U"采购意向", intention},
    {U"意向公开", intention},
    {U"意向公告", intention},
    {U"意向公示", intention},
    {U"招标计划", intention},
    {U"采购计划公告", intention},
    {U"采购计划公示", intention},
    {U"采购计划", intention, Place::closing},
    // What comes half a year and more before a tender: the approval of a project.
    {U"立项批复", intention},
    {U"立项公示", intention},
    {U"立项公告", intention},
    {U"立项公开", intention},
    {U"立项备案", intention},
    {U"立项", intention, Place::closing},
    {U"可行性研究报告的批复", intention},
    {U"可行性研究报告批复", intention},
    {U"可研报告的批复", intention},
    {U"可研报告批复", intention},
    {U"可研批复", intention},
    {U"项目建议书的批复", intention},
    {U"项目建议书批复", intention},
    {U"初步设计的批复", intention},
    {U"初步设计批复", intention},
    {U"拟建项目", intention},
    {U"拟建公示", intention},
    {U"项目备案", intention, Place::closing},
    {U"批复", intention, Place::closing},
    {U"单一来源采购公示", single_source},
    {U"单一来源公示", single_source},
    {U"单一来源", single_source},
    {U"调研", market_research},
    {U"市场调查", market_research},
    {U"论证", market_research},
    // A framework agreement's call asks for bids (政府采购框架协议采购方式管理暂行办法, article 25).
    {U"框架协议采购征集", tender},
    {U"框架协议采购项目征集", tender},
    {U"框架协议征集", tender},
    {U"征集", market_research},
    {U"征询", market_research},
    {U"征求意见", market_research},
    {U"意见征求", market_research},
    {U"公开征求", market_research},
    {U"征求", market_research},
    {U"需求公示", market_research},
    {U"需求公告", market_research},
    {U"需求调查", market_research},
    {U"采购需求", market_research, Place::closing},
    {U"预公示", market_research},
    {U"预公告", market_research},
    {U"推荐日", market_research},
    {U"推介", market_research},
    {U"咨询公告", market_research},
    {U"咨询公示", market_research},
    {U"咨询会", market_research},
    {U"市场咨询", market_research},
    {U"信息咨询", market_research, Place::closing},
    {U"文件公示", market_research},
    {U"参数公示", market_research},
    {U"规范书公示", market_research},
    {U"技术参数", market_research, Place::closing},
    {U"询价调研", market_research},
    {U"预询价", market_research},
    {U"摸底", market_research},
    {U"招标", tender},
    {U"磋商", tender},
    {U"谈判", tender},
    {U"询价", tender},
    {U"询比", tender},
    {U"比选", tender},
    {U"比价", tender},
    {U"遴选", tender},
    {U"竞价", tender},
    {U"竞选", tender},
    {U"竞谈", tender},
    {U"竞争性", tender},
    {U"竞磋", tender},
    {U"采购公告", tender},
    {U"采购公示", tender},
    {U"邀请", tender},
    {U"招募", tender},
    {U"议价", tender},
    {U"议标", tender},
    {U"采购通告", tender},
    {U"采购邀请", tender},
    {U"采购文件", tender},
    {U"招租", tender},
    {U"比质", tender},
    {U"报名公告", tender},
    {U"征集公告", market_research},
    {U"资格后审", tender},
    {U"磋商公告", tender},
};

// What the text itself begins with where the title says nothing. In this order, within the first kDetailLength code points.
constexpr KindWord kDetailWords[] = {
    {U"采购意向", intention},
    {U"合同编号", contract},
    {U"合同公告", contract},
    {U"合同名称", contract},
    {U"原公告的采购项目", amendment},
    {U"更正内容", amendment},
    {U"更正公告", amendment},
    {U"变更公告", amendment},
    {U"澄清公告", amendment},
    {U"延期开标", amendment},
    {U"变更如下", amendment},
    {U"更正如下", amendment},
    {U"项目终止", failure},
    {U"终止原因", failure},
    {U"废标原因", failure},
    {U"流标原因", failure},
    {U"废标的原因", failure},
    {U"流标的原因", failure},
    {U"终止公告", failure},
    {U"废标公告", failure},
    {U"流标公告", failure},
    {U"验收结果", acceptance},
    {U"候选人", shortlist},
    {U"候选供应商", shortlist},
    {U"评标结果", shortlist},
    {U"中标结果", award},
    {U"成交结果", award},
    {U"中标供应商", award},
    {U"成交供应商", award},
    {U"中标人", award},
    {U"中标单位", award},
    {U"成交单位", award},
    {U"中标金额", award},
    {U"成交金额", award},
    {U"中标公告", award},
    {U"成交公告", award},
    {U"结果公告", award},
    {U"中标(成交)", award},
    {U"中选", award},
    {U"资格预审", prequalification},
    {U"中标企业", award},
    {U"进场交易证明书", award},
    {U"行政监督部门代码", other},
    {U"单一来源采购公示", single_source},
    {U"单一来源公示", single_source},
    {U"拟采用单一来源", single_source},
    {U"采用单一来源方式", single_source},
    {U"单一来源采购方式", single_source},
    {U"单一来源方式采购", single_source},
    {U"市场调研", market_research},
    {U"需求调研", market_research},
    {U"征求意见", market_research},
    {U"招标公告", tender},
    {U"磋商公告", tender},
    {U"谈判公告", tender},
    {U"询价公告", tender},
    {U"采购公告", tender},
    {U"比选公告", tender},
    {U"投标截止", tender},
    {U"获取招标文件", tender},
    {U"获取采购文件", tender},
    {U"提交投标文件", tender},
    {U"响应文件提交", tender},
    {U"递交截止", tender},
    {U"报价截止", tender},
    {U"参与投标", tender},
    {U"投标邀请", tender},
    {U"招标文件的获取", tender},
    {U"资格要求", tender},
    {U"竞价开始", tender},
    {U"竞争性磋商", tender},
    {U"竞争性谈判", tender},
    {U"公开招标", tender},
    {U"欢迎符合", tender},
    {U"报名时间", tender},
    {U"报名截止", tender},
    {U"招标编号", tender},
    {U"招标控制价", tender},
    {U"最高投标限价", tender},
};

constexpr std::size_t kDetailLength = 400;

// What may follow a closing word.
constexpr std::u32string_view kClosers[] = {U"公告", U"公示", U"公开",   U"通知",   U"通告",   U"通知书",
                                            U"的",   U"书",   U"表",     U"函",     U"项目",   U"重发",
                                            U"二次", U"三次", U"第一次", U"第二次", U"第三次", U"第四次",
                                            U"情况", U"结果", U"发布",   U"说明",   U"及"};

// 招标 in an agency's name tells nothing of the notice.
constexpr std::u32string_view kAgencyWords[] = {U"股份", U"有限", U"代理",     U"集团", U"采购有限",
                                                U"中心", U"咨询", U"服务有限", U"公司", U"办公室",
                                                U"管理", U"投标", U"办"};

// Titles that name a purchase without saying what the notice does about it are mostly invitations to bid.
constexpr KindWord kPurchaseWords[] = {{U"公告", tender, Place::closing},
                                       {U"采购", tender},
                                       {U"项目", tender},
                                       {U"系统", tender},
                                       {U"工程", tender},
                                       {U"设备", tender},
                                       {U"服务", tender},
                                       {U"建设", tender},
                                       {U"升级", tender},
                                       {U"购置", tender},
                                       {U"维保", tender},
                                       {U"租赁", tender},
                                       {U"改造", tender}};

// The last occurrence of `words` that isn't a part of an agency's name; npos where there is none.
std::size_t last_of_word(const FoldedText& title, std::u32string_view words) {
  const auto view = title.view();
  std::size_t at = view.rfind(words);
  if (words != U"招标") return at;
  while (at != view.npos &&
         std::any_of(std::begin(kAgencyWords), std::end(kAgencyWords),
                     [&](std::u32string_view word) { return title.starts_with(at + words.size(), word); }))
    at = at == 0 ? view.npos : view.rfind(words, at - 1);
  return at;
}

// The index of `words` in `title`, the last occurrence; npos where it doesn't stand or its place doesn't fit.
std::size_t find_word(const FoldedText& title, const KindWord& word) {
  const auto view = title.view();
  const std::size_t at = last_of_word(title, word.words);
  if (at == view.npos || word.place == Place::anywhere) return at;
  std::size_t next = at + word.words.size();
  while (next < title.size()) {
    bool moved = false;
    for (const auto closer : kClosers)
      if (title.starts_with(next, closer)) {
        next += closer.size();
        moved = true;
        break;
      }
    if (moved) continue;
    const char32_t c = title[next];
    if (c == U'(' || c == U'[' || c == U'【') {
      const char32_t close = c == U'(' ? U')' : c == U'[' ? U']' : U'】';
      const std::size_t end = view.find(close, next);
      if (end == view.npos) return view.npos;
      next = end + 1;
    } else if (is_chinese(c)) {
      return view.npos;
    } else {
      ++next;
    }
  }
  return at;
}

KindMatch make_match(const FoldedText& text, const KindWord& word, std::size_t at, bool in_detail,
                     double confidence) {
  return {word.kind, to_utf8(text.view(at, at + word.words.size())), text.span(at, at + word.words.size()),
          in_detail, confidence};
}

// A result's title doesn't say whether it is a failure or only a proposal; its text does.
std::optional<KindMatch> reread_award(const FoldedText& detail, bool title_names_winner) {
  static constexpr KindWord kFailures[] = {
      {U"终止原因", failure}, {U"废标", failure},       {U"流标", failure},  {U"采购失败", failure},
      {U"项目终止", failure}, {U"终止的原因", failure}, {U"未成交", failure}};
  static constexpr KindWord kProposals[] = {{U"预中标", shortlist},     {U"预成交", shortlist},
                                            {U"中标候选人", shortlist}, {U"成交候选人", shortlist},
                                            {U"候选供应商", shortlist}, {U"第一候选", shortlist}};
  static constexpr std::u32string_view kWinners[] = {
      U"中标供应商", U"成交供应商", U"供应商名称",     U"中标人", U"中标单位",
      U"中标金额",   U"成交金额",   U"中标(成交)金额", U"成交价", U"中选人"};
  const auto view = detail.view(0, std::min(detail.size(), kDetailLength));
  const bool winner = std::any_of(std::begin(kWinners), std::end(kWinners),
                                  [&](std::u32string_view word) { return view.find(word) != view.npos; });
  if (!winner)
    for (const auto& word : kFailures)
      if (const std::size_t at = view.find(word.words); at != view.npos)
        return make_match(detail, word, at, true, 0.9);
  for (const auto& word : kProposals)
    if (const std::size_t at = view.find(word.words);
        at != view.npos && !winner && (!title_names_winner || word.words.starts_with(U"预")))
      return make_match(detail, word, at, true, 0.85);
  return std::nullopt;
}

}  // namespace

std::optional<KindMatch> classify_kind(std::string_view title_utf8, std::string_view detail_utf8) {
  const FoldedText title(title_utf8);
  if (is_news_title(title.view())) return std::nullopt;
  const FoldedText detail(detail_utf8.substr(0, kDetailLength * 4));
  for (const auto& word : kTitleWords) {
    const std::size_t at = find_word(title, word);
    if (at == std::u32string_view::npos) continue;
    KindMatch match = make_match(title, word, at, false, 0.97);
    if (word.kind == award)
      if (auto other_kind = reread_award(detail, word.words == U"中标" || word.words == U"成交"))
        return other_kind;
    return match;
  }
  const auto view = detail.view(0, std::min(detail.size(), kDetailLength));
  for (const auto& word : kDetailWords)
    if (const std::size_t at = view.find(word.words); at != view.npos)
      return make_match(detail, word, at, true, 0.8);
  for (const auto& word : kPurchaseWords)
    if (const std::size_t at = find_word(title, word); at != std::u32string_view::npos)
      return make_match(title, word, at, false, word.place == Place::closing ? 0.6 : 0.4);
  return std::nullopt;
}

}  // namespace tenderlead::parsers
