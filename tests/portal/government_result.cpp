// What comes after the bids: award, failure, amendment, contract, acceptance.
#include "tests/portal/writer.h"

namespace tenderlead::portal::government {
namespace {

Date plus_days(Date day, int days) {
  return date_from_days(days_from_date(day) + days);
}

const char* award_word(const Procurement& procurement) {
  return procurement.method == ProcurementMethod::open ? "中标" : "成交";
}

Award award_of(const Procurement& procurement, const PlannedLot& lot, std::string amount_text) {
  Award award;
  if (procurement.divided()) award.lot = lot.no;
  award.supplier = lot.supplier;
  award.amount = money_of(lot.award_fen, std::move(amount_text));
  return award;
}

void add_lot(Draft& draft, const PlannedLot& planned) {
  if (!draft.procurement.divided()) return;
  Lot lot;
  lot.no = planned.no;
  lot.name = planned.name;
  draft.truth.lots.push_back(std::move(lot));
}

// 供应商名称, 供应商地址, 金额 line by line, as the standard format has them.
void award_lines(Draft& draft) {
  const std::string word = award_word(draft.procurement);
  for (const PlannedLot& lot : draft.procurement.lots) {
    if (draft.procurement.divided()) {
      draft.paper.field("包号", lot.no);
      draft.paper.field("包名称", lot.name);
    }
    const std::string amount = draft.say(lot.award_fen);
    Award award = award_of(draft.procurement, lot, amount);
    award.supplier_address = lot.supplier_address;
    draft.paper.field("供应商名称", lot.supplier);
    draft.paper.field("供应商地址", lot.supplier_address);
    draft.paper.field(word + "金额", amount);
    draft.truth.awards.push_back(std::move(award));
    add_lot(draft, lot);
  }
}

// A table whose header carries the unit; the score stands in the last column.
void award_table(Draft& draft) {
  const std::string word = award_word(draft.procurement);
  std::vector<std::vector<std::string>> rows;
  if (draft.procurement.divided())
    rows = {{"包号", "包名称", "供应商名称", "供应商地址", word + "金额（万元）", "评审得分"}};
  else
    rows = {{"序号", word + "供应商名称", word + "供应商地址", word + "金额（万元）", "评审得分"}};
  for (const PlannedLot& lot : draft.procurement.lots) {
    Award award = award_of(draft.procurement, lot, wan_text(lot.award_fen));
    award.supplier_address = lot.supplier_address;
    const int hundredths = draft.random.between(8200, 9799);
    const std::string score = yuan_text(hundredths);
    award.score = hundredths / 100.0;
    if (draft.procurement.divided())
      rows.push_back({lot.no, lot.name, lot.supplier, lot.supplier_address, award.amount->text, score});
    else
      rows.push_back({"1", lot.supplier, lot.supplier_address, award.amount->text, score});
    draft.truth.awards.push_back(std::move(award));
    add_lot(draft, lot);
  }
  draft.paper.table(rows);
}

void award_prose(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const PlannedLot& lot = procurement.lots[0];
  const std::string amount = draft.say(lot.award_fen);
  draft.truth.project_no = procurement.project_no;
  draft.truth.project_name = procurement.name;
  draft.truth.method = procurement.method;
  draft.paper.line(procurement.agency.name + "受" + procurement.buyer.name + "委托，就" + procurement.name +
                   "（项目编号：" + procurement.project_no + "）进行" + method_words(procurement.method) +
                   "采购，评审工作已经结束，现将结果公布如下：");
  draft.paper.field(std::string(award_word(procurement)) + "供应商", lot.supplier);
  draft.paper.field(std::string(award_word(procurement)) + "金额", amount);
  draft.truth.awards.push_back(award_of(procurement, lot, amount));
}

void experts(Draft& draft, const char* heading) {
  draft.paper.heading(heading);
  draft.paper.line(make_person(draft.random) + "、" + make_person(draft.random) + "（采购人代表）、" +
                   make_person(draft.random));
}

void contract_parties(Draft& draft, const PlannedLot& lot) {
  const Procurement& procurement = draft.procurement;
  draft.paper.heading("五、合同主体");
  draft.truth.buyer.name = procurement.buyer.name;
  draft.truth.buyer.address = procurement.buyer.address;
  draft.truth.buyer.phone = procurement.buyer.phone;
  draft.paper.field("采购人（甲方）", procurement.buyer.name);
  draft.paper.field("地　　址", procurement.buyer.address);
  draft.paper.field("联系方式", procurement.buyer.phone);
  draft.paper.field("供应商（乙方）", lot.supplier);
  draft.paper.field("地　　址", lot.supplier_address);
  draft.paper.field("联系方式", make_phone(draft.random, *procurement.buyer.place));
}

}  // namespace

void write_award(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const std::string word = award_word(procurement);
  draft.title(procurement.name + word + "结果公告");
  const int layout = procurement.divided() ? draft.random.between(0, 1) : draft.random.between(0, 2);
  if (layout == 2) {
    award_prose(draft);
    draft.paper.heading("评审专家名单");
    draft.paper.line(make_person(draft.random) + "、" + make_person(draft.random) + "、" +
                     make_person(draft.random));
  } else {
    draft.truth.project_no = procurement.project_no;
    draft.truth.project_name = procurement.name;
    draft.paper.heading("一、项目编号：" + procurement.project_no);
    draft.paper.heading("二、项目名称：" + procurement.name);
    draft.paper.heading("三、" + word + "信息");
    if (layout == 0)
      award_lines(draft);
    else
      award_table(draft);
    draft.paper.heading("四、主要标的信息");
    std::vector<std::vector<std::string>> rows = {{"序号", "标的名称", "规格型号", "数量"}};
    for (const PlannedLot& lot : procurement.lots)
      rows.push_back({std::to_string(rows.size()), lot.name, "详见附件", std::to_string(lot.quantity)});
    draft.paper.table(rows);
    experts(draft, "五、评审专家（单一来源采购人员）名单");
    draft.paper.heading("六、代理服务收费标准及金额");
    draft.paper.line("参照国家有关收费标准下浮20%计取，代理服务费金额：" +
                     grouped_yuan_text(procurement.award_fen() / 100 / 10'000 * 10'000) + "元");
  }
  draft.paper.heading("七、公告期限");
  draft.paper.line("自本公告发布之日起1个工作日。");
  draft.paper.heading("八、其他补充事宜");
  draft.paper.line("各有关当事人对结果有异议的，可以在公告期限届满之日起七个工作日内以书面形式提出质疑。");
  draft.paper.heading("九、凡对本次公告内容提出询问，请按以下方式联系。");
  draft.contacts();
  if (draft.random.chance(50)) draft.attachment("中小企业声明函.pdf");
  draft.sign(procurement.agency.name);
}

void write_failure(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + (draft.random.chance(50) ? "终止公告" : "废标公告"));
  draft.paper.heading("一、项目基本情况");
  draft.project_no("采购项目编号");
  draft.project_name("采购项目名称");
  draft.paper.heading("二、项目终止的原因");
  draft.paper.line("至截止时间，递交文件的供应商不足三家，根据有关规定本次采购活动终止。");
  draft.paper.heading("三、其他补充事宜");
  draft.paper.line("采购人将依法重新组织采购，请关注后续公告。");
  draft.paper.heading("四、凡对本次公告内容提出询问，请按以下方式联系。");
  draft.contacts();
  draft.sign(procurement.agency.name);
}

void write_amendment(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "更正公告");
  draft.paper.heading("一、项目基本情况");
  draft.project_no("原公告的采购项目编号");
  draft.project_name("原公告的采购项目名称");
  draft.paper.field("首次公告日期", date_text(procurement.tender_day, draft.dates));
  draft.paper.heading("二、更正信息");
  draft.paper.field("更正事项", "采购公告、采购文件");
  const Date later = plus_days(procurement.opening_day, draft.random.between(4, 9));
  const std::string before = moment_text(procurement.opening_day, procurement.opening_second, draft.dates);
  const std::string after = moment_text(later, procurement.opening_second, draft.dates);
  draft.truth.bid_deadline = moment_of(later, procurement.opening_second);
  draft.truth.opening_at = draft.truth.bid_deadline;
  const auto changed = [&](const char* item, const char* field) {
    Change change{item, field, "", {}, {}};
    change.before = {
        "", before, std::nullopt, moment_of(procurement.opening_day, procurement.opening_second), {}};
    change.after = {"", after, std::nullopt, draft.truth.bid_deadline, {}};
    draft.truth.changes.push_back(std::move(change));
  };
  if (draft.random.chance(50)) {
    changed("提交投标文件截止时间", "bid_deadline");
    changed("开标时间", "opening_at");
    draft.paper.line("更正内容：");
    draft.paper.table({{"序号", "更正项", "更正前内容", "更正后内容"},
                       {"1", "提交投标文件截止时间", before, after},
                       {"2", "开标时间", before, after}});
  } else {
    changed("提交投标文件截止时间、开标时间", "bid_deadline");
    changed("提交投标文件截止时间、开标时间", "opening_at");
    draft.paper.line("更正内容：原公告中“提交投标文件截止时间、开标时间：" + before +
                     "（北京时间）”，现更正为“提交投标文件截止时间、开标时间：" + after +
                     "（北京时间）”，其他内容不变。");
  }
  draft.paper.field("更正日期", date_text(draft.stage.day, draft.dates));
  draft.paper.heading("三、其他补充事宜");
  draft.paper.line("请已获取采购文件的供应商重新下载并以更正后的文件为准。");
  draft.paper.heading("四、凡对本次公告内容提出询问，请按以下方式联系。");
  draft.contacts();
  draft.sign(procurement.agency.name);
}

void write_contract(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const PlannedLot& lot = procurement.lots[0];
  const Date signed_on = plus_days(draft.stage.day, -draft.random.between(1, 4));
  const std::string amount = draft.say(lot.award_fen);
  draft.title(procurement.name + "合同公告");
  draft.truth.project_no = procurement.project_no;
  draft.truth.project_name = procurement.name;
  draft.truth.contract.no = procurement.contract_no;
  draft.truth.contract.supplier = lot.supplier;
  draft.truth.contract.amount = money_of(lot.award_fen, amount);
  draft.truth.contract.signed_on = day_of(signed_on);
  draft.truth.contract.term = procurement.term;
  draft.truth.contract.period = procurement.period_from(signed_on);
  draft.truth.method = procurement.method;
  if (draft.random.chance(40)) {
    // A form rebuilt from fields: four columns of labels and values.
    draft.truth.buyer.name = procurement.buyer.name;
    draft.paper.key_values({{"合同编号", procurement.contract_no},
                            {"合同名称", procurement.name + "合同"},
                            {"项目编号", procurement.project_no},
                            {"项目名称", procurement.name},
                            {"采购人（甲方）", procurement.buyer.name},
                            {"供应商（乙方）", lot.supplier},
                            {"合同金额", amount},
                            {"采购方式", method_words(procurement.method)},
                            {"合同签订日期", date_text(signed_on, draft.dates)},
                            {"履约期限", procurement.term}},
                           2);
    draft.attachment("合同文本.pdf");
    return;
  }
  draft.paper.heading("一、合同编号：" + procurement.contract_no);
  draft.paper.heading("二、合同名称：" + procurement.name + "合同");
  draft.paper.heading("三、项目编号：" + procurement.project_no);
  draft.paper.heading("四、项目名称：" + procurement.name);
  contract_parties(draft, lot);
  draft.paper.heading("六、合同主要信息");
  draft.paper.field("主要标的名称", procurement.theme.name);
  draft.paper.field("规格型号（或服务要求）", "详见合同文本");
  draft.paper.field("主要标的数量", "1");
  draft.paper.field("合同金额", amount);
  draft.paper.field("履约期限", procurement.term);
  draft.paper.field("采购方式", method_words(procurement.method));
  draft.paper.heading("七、合同签订日期：" + date_text(signed_on, draft.dates));
  draft.paper.heading("八、合同公告日期：" + date_text(draft.stage.day, draft.dates));
  draft.paper.heading("九、其他补充事宜：无");
  draft.attachment("合同文本.pdf");
}

void write_acceptance(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "履约验收结果公告");
  draft.truth.project_no = procurement.project_no;
  draft.truth.project_name = procurement.name;
  draft.paper.heading("一、合同编号：" + procurement.contract_no);
  draft.paper.heading("二、合同名称：" + procurement.name + "合同");
  draft.paper.heading("三、项目编号：" + procurement.project_no);
  draft.paper.heading("四、项目名称：" + procurement.name);
  contract_parties(draft, procurement.lots[0]);
  draft.paper.heading("六、验收结果");
  draft.paper.line("验收小组经现场查验和资料审查，一致认为供应商已按合同约定履行义务，验收合格。");
  draft.paper.heading("七、验收小组成员");
  draft.paper.line(make_person(draft.random) + "、" + make_person(draft.random) + "、" +
                   make_person(draft.random));
  draft.sign(procurement.buyer.name);
}

}  // namespace tenderlead::portal::government
