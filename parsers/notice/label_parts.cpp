#include "parsers/notice/label_parts.h"

#include <algorithm>
#include <initializer_list>

#include "parsers/notice/page_view.h"
#include "parsers/notice/words_in.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;
using Words = std::initializer_list<View>;

// 提交首次响应文件截止时间及响应文件开启时间 has 21 letters.
constexpr std::size_t kLongestLabel = 24;
constexpr std::size_t kLongestHeading = 30;

bool has(View text, Words words) {
  return has_any(text, words);
}

// Cuts the first of the endings that the text has; false where it has none.
bool cut_end(View& text, Words ends) {
  for (const View end : ends) {
    if (!text.ends_with(end)) continue;
    text.remove_suffix(end.size());
    return true;
  }
  return false;
}

// Without brackets at the end: 预期中标金额(元)
View without_brackets(View text) {
  while (!text.empty() && text.back() == u')') {
    const std::size_t open = text.rfind(u'(');
    if (open == View::npos || open == 0) break;
    text = text.substr(0, open);
  }
  return text;
}

LabelWord as(Field field, std::int8_t rank = 0) {
  return {field, Section::none, kColon, rank};
}

enum class Side { buyer, agency, project, supplier, other, department, unknown };

// Whose a contact is, by the words in front of 联系人, 电话 or 地址.
Side side_of(View owner) {
  if (has(owner,
          {u"监督", u"监管", u"投诉", u"质疑", u"异议", u"财政", u"公管", u"纪检", u"纪委", u"交易中心",
           u"平台", u"技术", u"客服", u"主管", u"举报", u"受理", u"银行", u"审计", u"信访", u"保证金"}))
    return Side::other;
  if (has(owner, {u"供应商", u"中标", u"成交", u"投标", u"报价", u"竞买", u"乙方", u"承包", u"厂家"}))
    return Side::supplier;
  if (has(owner, {u"代理", u"招标公司", u"采购机构", u"集采", u"招标机构", u"采购中心"})) return Side::agency;
  if (has(owner, {u"采购人", u"采购单位", u"招标人",   u"招标单位", u"业主",   u"建设单位", u"甲方",
                  u"需求",   u"使用单位", u"项目单位", u"委托单位", u"比选人", u"询价人",   u"询价单位",
                  u"发包人", u"谈判人",   u"采购方",   u"征集人",   u"遴选人", u"磋商人",   u"竞价人"}))
    return Side::buyer;
  if (owner == u"项目" || owner == u"本项目" || owner == u"采购项目") return Side::project;
  static constexpr View kOffices = u"科处部室院组";
  if (owner.size() >= 2 && owner.size() <= 10 && kOffices.find(owner.back()) != View::npos)
    return Side::department;
  return Side::unknown;
}

Field pick(Side side, Field buyer, Field agency, Field project, Field supplier) {
  switch (side) {
    case Side::buyer:
    case Side::department:
      return buyer;
    case Side::agency:
      return agency;
    case Side::project:
      return project;
    case Side::supplier:
      return supplier;
    case Side::other:
      return Field::other_party;
    case Side::unknown:
      return Field::none;
  }
  return Field::none;
}

// Without what is said along with a number: 联系电话及传真, 电话(传真).
View without_fax(View label) {
  for (const View tail : {View(u"及传真"), View(u"/传真"), View(u"、传真"), View(u"和传真"), View(u"(传真)")})
    if (label.ends_with(tail)) return label.substr(0, label.size() - tail.size());
  return label;
}

// 联系电话 with nothing in front, or 业务咨询电话: of the party in force.
bool is_ownerless(View owner) {
  return owner.empty() || owner == u"咨询" || owner == u"业务" || owner == u"业务咨询" || owner == u"询问" ||
         owner == u"商务" || owner == u"采购";
}

LabelWord contact(View label) {
  label = without_fax(label);
  View owner = label;
  if (cut_end(owner, {u"联系人及联系电话", u"联系人及联系方式", u"联系人及电话", u"联系人和电话",
                      u"联系人、电话", u"联系人和联系方式", u"联系人和联系电话", u"联系人联系方式",
                      u"联系方式", u"联系人/电话", u"联系人与电话", u"联系事项"}))
    return as(is_ownerless(owner) ? Field::contact
                                  : pick(side_of(owner), Field::buyer_contact, Field::agency_contact,
                                         Field::project_contact, Field::ignored));
  if (cut_end(owner, {u"联系人联系电话", u"联系人电话", u"联系人手机", u"联系电话", u"咨询电话", u"移动电话",
                      u"办公电话", u"电话", u"手机", u"固话"}))
    return as(is_ownerless(owner) ? Field::phone
                                  : pick(side_of(owner), Field::buyer_phone, Field::agency_phone,
                                         Field::project_phone, Field::ignored));
  if (cut_end(owner, {u"联系人姓名", u"联系人", u"经办人", u"联络人"}))
    return as(is_ownerless(owner) ? Field::person
                                  : pick(side_of(owner), Field::buyer_person, Field::agency_person,
                                         Field::project_person, Field::ignored));
  if (cut_end(owner, {u"联系地址", u"通讯地址", u"通信地址", u"单位地址", u"办公地址", u"地址"})) {
    const Side side = side_of(owner);
    return as(side == Side::department ? Field::none
                                       : pick(side, Field::buyer_address, Field::agency_address, Field::none,
                                              Field::supplier_address));
  }
  return {};
}

std::int8_t rank_of(View label) {
  if (has(label, {u"第一", u"第1"})) return 1;
  if (has(label, {u"第二", u"第2"})) return 2;
  if (has(label, {u"第三", u"第3"})) return 3;
  return 0;
}

LabelWord winner(View label) {
  if (!has(label, {u"中标", u"成交", u"中选", u"入围", u"候选", u"竞得", u"预期中标", u"拟定供应商"}))
    return {};
  if (has(label,
          {u"未中", u"未成交", u"未入围", u"通知", u"时间", u"日期", u"公告", u"公示", u"服务费", u"保证金",
           u"条件", u"原因",   u"标的",   u"数量", u"品牌", u"规格", u"理由", u"得分", u"业绩",   u"负责人",
           u"法定", u"代码",   u"证",     u"资格", u"情况", u"信息", u"结果", u"折扣", u"费率",   u"单价"}))
    return {};
  View core = label;
  if (cut_end(core, {u"地址", u"住所"})) return as(Field::supplier_address);
  if (cut_end(core, {u"金额", u"总价", u"价格", u"报价", u"价款", u"价", u"金额合计", u"总额"}))
    return as(Field::award_amount);
  cut_end(core, {u"名称", u"全称", u"名单", u"简称"});
  if (!cut_end(core, {u"供应商", u"服务商", u"供货商", u"厂商", u"厂家", u"单位", u"公司", u"企业", u"机构",
                      u"商家", u"人", u"方", u"商", u"者"}) &&
      core != u"中标" && core != u"成交" && core != u"候选")
    return {};
  if (has(label, {u"候选"})) return as(Field::candidate, rank_of(label));
  return as(Field::supplier);
}

LabelWord number(View label) {
  View core = label;
  if (!cut_end(core, {u"编号", u"编码", u"代码", u"号", u"文号"})) return {};
  if (core.size() < 2) return {};
  if (core.ends_with(u"信") || core.ends_with(u"账") || core.ends_with(u"帐") || core.ends_with(u"证"))
    return {};
  if (has(core, {u"计划", u"预算", u"备案", u"批",   u"合同", u"注册", u"许可", u"执行", u"任务",
                 u"代理", u"委托", u"登记", u"流水", u"信用", u"机构", u"品目", u"设备", u"图",
                 u"专利", u"受理", u"意向", u"证书", u"资质", u"公告", u"手机", u"电话", u"门牌"}))
    return as(Field::ignored);
  if (core.ends_with(u"名称及") || core.ends_with(u"名称、") || core.ends_with(u"名称和") ||
      core.ends_with(u"名称与") || core.ends_with(u"名称/"))
    return as(Field::name_and_no);
  if (has(core, {u"名称及", u"名称、", u"名称和"}) &&
      has(core, {u"项目", u"工程", u"标书", u"文件", u"招标"}))
    return as(Field::name_and_no);
  if (has(core, {u"标段", u"标包", u"分标", u"包件", u"分包"})) return as(Field::lot_code);
  if (has(core, {u"项目", u"工程"})) return as(Field::project_no);
  if (has(core, {u"招标", u"标书"})) return as(Field::tender_no);
  if (has(core, {u"采购", u"磋商", u"谈判", u"询价", u"比选", u"竞价", u"遴选"}))
    return as(Field::purchase_no);
  return {};
}

LabelWord name(View label) {
  View core = label;
  if (!cut_end(core, {u"名称", u"全称"})) return {};
  if (has(core, {u"奖", u"业绩", u"类似", u"证", u"及", u"产品", u"设备"}) && !has(core, {u"编号"}))
    return {};
  if (has(core, {u"编号及", u"编号、", u"编号和"})) return as(Field::name_and_no);
  if (has(core, {u"标段", u"标包", u"包件", u"分包"})) return as(Field::section_name);
  if (has(core, {u"代理"})) return as(Field::agency_name);
  if (has(core, {u"采购人", u"采购单位", u"招标人", u"招标单位", u"业主", u"建设单位", u"委托单位"}))
    return as(Field::buyer_name);
  if (core.ends_with(u"项目") || core.ends_with(u"工程")) return as(Field::project_name);
  return {};
}

LabelWord money(View label) {
  if (has(label, {u"保证金", u"单价", u"比例", u"来源", u"编号", u"构成", u"说明", u"方式", u"原则"}))
    return {};
  const bool lot =
      has(label, {u"标段", u"分包", u"标包", u"包件", u"采购包", u"合同包", u"标项", u"本包", u"各包"});
  const View core = label;
  const auto ends = [&](Words words) {
    return std::any_of(words.begin(), words.end(), [&](View w) { return core.ends_with(w); });
  };
  if (ends({u"限价", u"控制价", u"拦标价", u"限额", u"上限价", u"最高报价", u"限价金额", u"控制金额",
            u"控制价格", u"限价总额", u"最高价"}))
    return as(lot ? Field::lot_ceiling : Field::ceiling);
  if (ends({u"预算", u"预算金额", u"预算价", u"预算额", u"估算价", u"估算金额", u"概算", u"概算价", u"预估价",
            u"预算总额", u"预算总价", u"预算造价", u"估算额", u"预算资金", u"经费预算", u"预算费用",
            u"预算价格"}))
    return as(lot ? Field::lot_budget : Field::budget);
  return {};
}

LabelWord term(View label) {
  if (has(label, {u"质保", u"保修", u"有效", u"公告", u"公示", u"付款", u"验收", u"缺陷"})) return {};
  for (const View end :
       {View(u"工期"), View(u"服务期"), View(u"服务期限"), View(u"履行期限"), View(u"履约期限"),
        View(u"服务周期"), View(u"合同期限"), View(u"合作期限"), View(u"租赁期限"), View(u"服务年限"),
        View(u"承包期限"), View(u"合同履行日期"), View(u"经营期限")})
    if (label.ends_with(end)) return as(Field::service_term);
  for (const View end : {View(u"交货期"), View(u"供货期"), View(u"交付期"), View(u"交货时间"),
                         View(u"供货时间"), View(u"交付时间"), View(u"完工时间"), View(u"交货期限"),
                         View(u"完成期限"), View(u"供货期限"), View(u"到货时间"), View(u"交货日期")})
    if (label.ends_with(end)) return as(Field::delivery_term);
  return {};
}

bool speaks_of_documents(View text) {
  return has(text, {u"获取", u"领取", u"发售", u"出售", u"售卖", u"购买", u"下载", u"申领", u"报名", u"发放",
                    u"索取", u"购领", u"领购", u"领标", u"购标", u"售标"});
}

bool speaks_of_bids(View text) {
  return has(text, {u"投标", u"响应", u"报价", u"应答", u"递交", u"提交", u"送达", u"递送", u"接收", u"竞价",
                    u"截标", u"投递", u"申请文件", u"参选", u"竞标"});
}

bool speaks_of_opening(View text) {
  return has(text, {u"开标", u"开启", u"开封", u"启封", u"唱标"});
}

// 谈判时间, 磋商开始时间: the session itself, where nothing else is said of it.
bool is_session(View text) {
  return has(text, {u"谈判", u"磋商", u"询价", u"比选", u"评审", u"招标", u"遴选", u"洽谈", u"议价", u"竞争",
                    u"报价"}) &&
         !has(text, {u"文件", u"公告", u"截止", u"截至", u"结束", u"预计", u"计划", u"有效"});
}

// 响应文件递交截止时间及谈判时间
bool names_session_too(View label) {
  for (const View word :
       {View(u"谈判"), View(u"磋商"), View(u"比选"), View(u"评审"), View(u"询价"), View(u"遴选")})
    for (const View end : {View(u"时间"), View(u"会议时间"), View(u"开始时间")}) {
      View rest = label;
      if (!cut_end(rest, {end}) || !cut_end(rest, {word})) continue;
      if (rest.ends_with(u"及") || rest.ends_with(u"和") || rest.ends_with(u"、") || rest.ends_with(u"与"))
        return true;
    }
  return false;
}

LabelWord time(View label) {
  if (!has(label, {u"时间", u"日期", u"期限", u"截止", u"截至"})) return {};
  if (has(label, {u"保证金", u"质疑", u"投诉", u"异议", u"答疑", u"澄清", u"疑问", u"提问", u"踏勘",
                  u"勘察",   u"勘查", u"考察", u"现场", u"有效", u"合同", u"签订", u"质保", u"保修",
                  u"付款",   u"交货", u"服务", u"验收", u"缴纳", u"更正", u"变更", u"原",   u"首次公告",
                  u"评标",   u"定标", u"中标", u"成交", u"解密", u"预计", u"媒体", u"媒介", u"成立",
                  u"注册",   u"登录", u"反馈", u"征求", u"论证", u"工期", u"竣工", u"开工"}))
    return {};
  const bool ends = has(label, {u"截止", u"截至", u"结束", u"截标"});
  const bool starts = has(label, {u"开始", u"起始"});
  // 报名及提交资料… and 提交…领取: the documents' own words win where no bid is named.
  const bool bid_files =
      has(label, {u"投标文件", u"响应文件", u"应答文件", u"报价文件", u"申请文件", u"参选文件"});
  if (speaks_of_documents(label) && !bid_files && !speaks_of_opening(label))
    return as(ends && !starts ? Field::documents_until
              : starts        ? Field::documents_from
                              : Field::documents_period);
  if (ends && (speaks_of_opening(label) || names_session_too(label))) return as(Field::deadline_and_opening);
  if (ends && !starts &&
      (speaks_of_bids(label) || has(label, {u"谈判", u"磋商", u"询价", u"比选", u"竞争性"})) &&
      !has(label, {u"公告", u"公示"}))
    return as(Field::bid_deadline);
  if (speaks_of_opening(label) && !ends) return as(Field::opening_at);
  if (has(label, {u"发布", u"发表", u"刊登", u"公告", u"公示", u"挂网", u"上网", u"发文"}) && !ends &&
      !starts && !has(label, {u"期限", u"地点", u"方式", u"起", u"采购公告", u"招标公告"}))
    return as(Field::published_at);
  if (bid_files && !ends) return as(starts ? Field::ignored : Field::bidding_period);
  if (is_session(label)) return as(Field::opening_at);
  return {};
}

}  // namespace

LabelWord label_by_parts(View label) {
  label = without_brackets(label);
  if (label.size() < 3 || label.size() > kLongestLabel) return {};
  const bool words = std::all_of(label.begin(), label.end(), [](char16_t c) {
    return is_han(c) || c == u'、' || c == u'/' || c == u'(' || c == u')' || c == u'1' || c == u'2' ||
           c == u'3';
  });
  // 本招标项目已由, 请于: a sentence; 申请文件 is none.
  const std::size_t please = label.find(u'请');
  if (please != View::npos && (please == 0 || label[please - 1] != u'申')) return {};
  if (!words || has(label, {u"已由", u"应当", u"应在", u"本次招标项目", u"如下"})) return {};
  for (const auto read : {contact, winner, term, time, money, number, name}) {
    const LabelWord word = read(label);
    if (word.field != Field::none) return word;
  }
  for (const View end : {View(u"采购方式"), View(u"招标方式"), View(u"交易方式")})
    if (label.ends_with(end)) return as(Field::method);
  for (const View end : {View(u"所属区域"), View(u"所属地区"), View(u"行政区域"), View(u"行政区划")})
    if (label.ends_with(end)) return as(Field::region);
  return {};
}

Section heading_by_parts(View heading) {
  while (!heading.empty() && heading.back() == u':') heading.remove_suffix(1);
  heading = without_brackets(heading);
  if (heading.size() < 3 || heading.size() > kLongestHeading) return Section::none;
  if (has(heading, {u"。", u";", u":"})) return Section::none;
  if (has(heading, {u"保证金", u"标书费", u"账户", u"帐户"})) return Section::deposit;
  if (has(heading, {u"监督", u"监管", u"纪检", u"举报"})) return Section::supervisor;
  if (has(heading, {u"质疑", u"投诉", u"异议"})) return Section::other_matters;
  const bool contacts = has(heading, {u"联系方式", u"联系人", u"联系事项", u"联系办法", u"联系地址",
                                      u"业务咨询", u"联系电话", u"咨询方式", u"咨询电话", u"联络方式"});
  if (contacts) {
    const bool agency = has(heading, {u"代理", u"采购机构", u"招标机构", u"集中采购"});
    const bool buyer = has(heading, {u"采购人", u"招标人", u"采购单位", u"招标单位", u"业主", u"建设单位"});
    return agency == buyer ? Section::contacts : agency ? Section::agency : Section::buyer;
  }
  if (has(heading, {u"资格", u"资质"}) && has(heading, {u"要求", u"条件", u"审查"}))
    return Section::qualification;
  if (has(heading, {u"候选人", u"候选供应商"}) &&
      has(heading, {u"推荐", u"名单", u"排序", u"情况", u"公示", u"结果"}))
    return Section::candidates;
  if (has(heading, {u"公告", u"公示", u"评委", u"专家", u"评标委员会", u"小组成员"})) return Section::none;
  const bool files = has(heading, {u"文件", u"标书", u"报名"});
  const bool deadline = has(heading, {u"截止", u"截至"});
  const bool bid_files =
      has(heading, {u"投标文件", u"响应文件", u"应答文件", u"报价文件", u"申请文件", u"响应性文件"});
  const bool bids = (bid_files && has(heading, {u"递交", u"提交", u"送达", u"接收", u"投递"})) ||
                    (deadline && speaks_of_bids(heading));
  const bool opening =
      speaks_of_opening(heading) ||
      (is_session(heading) && has(heading, {u"时间", u"日期"}) && !speaks_of_documents(heading));
  if (bids && (speaks_of_opening(heading) || (deadline && has(heading, {u"及谈判", u"及磋商", u"、谈判",
                                                                        u"、磋商", u"和谈判", u"和磋商"}))))
    return Section::submission_and_opening;
  if (bids) return Section::submission;
  if (files && speaks_of_documents(heading) && !bid_files) return Section::documents;
  if (opening && has(heading, {u"时间", u"日期", u"地点"})) return Section::opening;
  if (has(heading, {u"中标", u"成交", u"中选", u"采购"}) && has(heading, {u"结果", u"中标信息", u"成交信息"}))
    return Section::result;
  return Section::none;
}

}  // namespace tenderlead::parsers::notice
