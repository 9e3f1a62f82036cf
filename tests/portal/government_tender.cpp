// The announcements that come before a result: intention, market research, prequalification, tender, single source.
#include "tests/portal/writer.h"

namespace tenderlead::portal::government {
namespace {

std::string date_range(const Draft& draft, Date from, Date until) {
  return date_text(from, draft.dates) + "至" + date_text(until, draft.dates);
}

Date plus_days(Date day, int days) {
  return date_from_days(days_from_date(day) + days);
}

const char* what_bidders_hand_in(ProcurementMethod method) {
  return method == ProcurementMethod::open ? "投标文件" : "响应文件";
}

void write_lots(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const bool ceilings = draft.random.chance(40);
  std::vector<std::vector<std::string>> rows = {{"包号", "标的名称", "数量", "单位", "预算金额（万元）"}};
  if (ceilings) rows[0].emplace_back("最高限价（万元）");
  for (const PlannedLot& planned : procurement.lots) {
    Lot lot;
    lot.no = planned.no;
    lot.name = planned.name;
    lot.quantity = std::to_string(planned.quantity);
    lot.unit = planned.unit;
    lot.budget = money_of(planned.budget_fen, wan_text(planned.budget_fen));
    rows.push_back({lot.no, lot.name, lot.quantity, lot.unit, lot.budget->text});
    if (ceilings) {
      const std::int64_t ceiling = planned.budget_fen / 100 * 98 / 10'000 * 10'000;
      lot.ceiling = money_of(ceiling, wan_text(ceiling));
      rows.back().push_back(lot.ceiling->text);
    }
    draft.truth.lots.push_back(std::move(lot));
  }
  draft.paper.table(rows);
}

void write_basics(Draft& draft, bool headline_says_method) {
  const Procurement& procurement = draft.procurement;
  draft.paper.heading("一、项目基本情况");
  draft.project_no("项目编号");
  draft.project_name("项目名称");
  draft.truth.method = procurement.method;
  if (!headline_says_method || draft.random.chance(60)) draft.method("采购方式");
  draft.budget("预算金额");
  const int roll = draft.random.between(0, 9);
  if (roll < 5 && !procurement.divided()) {
    const std::int64_t ceiling = procurement.budget_fen / 100 * 97 / 10'000 * 10'000;
    const std::string text = draft.say(ceiling);
    draft.truth.ceiling = money_of(ceiling, text);
    draft.paper.field("最高限价（如有）", text);
  } else if (roll == 9) {
    draft.truth.missing["ceiling"] = MissingReason::see_attachment;
    draft.paper.field("最高限价（如有）", "详见附件");
  }
  if (procurement.divided()) {
    draft.paper.line("采购需求：本项目分为" + std::to_string(procurement.lots.size()) +
                     "个采购包，各包内容如下表，具体技术参数以采购文件为准。");
    write_lots(draft);
  } else {
    draft.paper.field("采购需求", "采购" + std::string(procurement.theme.name) +
                                      "一项，包含供货、安装、调试、培训及售后服务，满足采购人日常业务需要。");
  }
  if (draft.random.chance(20)) {
    draft.truth.missing["service_term"] = MissingReason::see_attachment;
    draft.paper.field("合同履行期限", "详见采购文件");
  } else {
    draft.truth.service_term = procurement.term;
    draft.truth.service_period = procurement.period;
    draft.paper.field("合同履行期限", procurement.term);
  }
  draft.paper.line("本项目不接受联合体投标。");
}

void write_qualification(Draft& draft) {
  draft.paper.heading("二、申请人的资格要求");
  draft.paper.line("1.满足《中华人民共和国政府采购法》第二十二条规定，并提供相应的证明材料。");
  draft.paper.line(
      "2.落实政府采购政策需满足的资格要求：非专门面向中小企业采购的项目，评审时对小微企业给予价格扣除。");
  draft.paper.line(
      "3.本项目的特定资格要求：供应商近三年内在经营活动中没有重大违法记录，未被列入失信被执行人名单。");
}

}  // namespace

void write_tender(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const std::string words = method_words(procurement.method);
  const bool open = procurement.method == ProcurementMethod::open;
  draft.title(procurement.name + words + "公告");
  const std::string deadline = moment_text(procurement.opening_day, procurement.opening_second, draft.dates);
  const std::string platform = "政府采购电子交易平台";
  draft.paper.heading("项目概况");
  draft.paper.line(procurement.name + (open ? "招标" : "采购") + "项目的潜在" + (open ? "投标人" : "供应商") +
                   "应在" + platform + "获取" + (open ? "招标" : "采购") + "文件，并于" + deadline +
                   "（北京时间）前递交" + what_bidders_hand_in(procurement.method) + "。");
  write_basics(draft, true);
  write_qualification(draft);

  const Date from = plus_days(draft.stage.day, 1);
  const Date until = plus_days(draft.stage.day, 7);
  draft.truth.documents_from = day_of(from);
  draft.truth.documents_until = day_of(until);
  draft.paper.heading(open ? "三、获取招标文件" : "三、获取采购文件");
  draft.paper.line("时间：" + date_range(draft, from, until) +
                   "，每天上午09:00至12:00，下午14:00至17:30（北京时间，法定节假日除外）");
  draft.paper.field("地点", platform);
  draft.paper.field("方式", "供应商登录平台在线获取");
  draft.paper.field("售价", draft.random.chance(50) ? "0元" : "免费");

  draft.truth.bid_deadline = moment_of(procurement.opening_day, procurement.opening_second);
  draft.truth.opening_at = draft.truth.bid_deadline;
  if (open) {
    draft.paper.heading("四、提交投标文件截止时间、开标时间和地点");
    draft.paper.line(deadline + "（北京时间）");
    draft.paper.field("地点", platform + "开标大厅");
  } else {
    draft.paper.heading("四、响应文件提交");
    draft.paper.field("截止时间", deadline + "（北京时间）");
    draft.paper.field("地点", platform);
    draft.paper.heading("五、开启");
    draft.paper.field("时间", deadline + "（北京时间）");
    draft.paper.field("地点", platform + "开标大厅");
  }
  draft.paper.heading(open ? "五、公告期限" : "六、公告期限");
  draft.paper.line(open ? "自本公告发布之日起5个工作日。" : "自本公告发布之日起3个工作日。");
  draft.paper.heading(open ? "六、其他补充事宜" : "七、其他补充事宜");
  draft.paper.line(
      "本项目采用全流程电子化采购方式，供应商须提前办理数字证书，并按操作手册完成文件的编制、加密和上传。");
  draft.paper.heading(open ? "七、对本次招标提出询问，请按以下方式联系。"
                           : "八、凡对本次采购提出询问，请按以下方式联系。");
  draft.contacts();
  if (draft.random.chance(60)) draft.attachment(open ? "招标文件.pdf" : "采购文件.docx");
  if (draft.random.chance(25)) draft.attachment("技术参数一览表.xlsx");
  draft.sign(procurement.agency.name);
  draft.summary = {{"获取招标文件时间", date_range(draft, from, until)},
                   {"开标时间", deadline},
                   {"预算金额", "￥" + wan_text(procurement.budget_fen) + "万元（人民币）"}};
}

void write_prequalification(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "资格预审公告");
  const Date until = plus_days(draft.stage.day, 7);
  draft.paper.heading("项目概况");
  draft.paper.line(procurement.name +
                   "招标项目的潜在资格预审申请人应在政府采购电子交易平台领取资格预审文件。");
  write_basics(draft, false);
  write_qualification(draft);
  draft.paper.heading("三、领取资格预审文件");
  draft.truth.documents_from = day_of(draft.stage.day);
  draft.truth.documents_until = day_of(until);
  draft.paper.line("时间：" + date_range(draft, draft.stage.day, until) +
                   "，每天上午09:00至12:00，下午14:00至17:00");
  draft.paper.field("地点", "政府采购电子交易平台");
  draft.paper.heading("四、资格预审申请文件的组成及格式");
  draft.paper.line("按资格预审文件规定的格式编制。");
  draft.paper.heading("五、公告期限");
  draft.paper.line("自本公告发布之日起5个工作日。");
  draft.paper.heading("六、对本次资格预审提出询问，请按以下方式联系。");
  draft.contacts();
  draft.sign(procurement.agency.name);
}

void write_intention(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const std::string month = month_text(procurement.tender_day, draft.dates);
  draft.title(procurement.buyer.name + std::to_string(procurement.tender_day.year) + "年" +
              std::to_string(procurement.tender_day.month) + "月政府采购意向");
  draft.truth.buyer.name = procurement.buyer.name;
  draft.paper.line(
      "为便于供应商及时了解政府采购信息，根据《财政部关于开展政府采购意向公开工作的通知》等有关规定，现将" +
      procurement.buyer.name + std::to_string(procurement.tender_day.year) + "年" +
      std::to_string(procurement.tender_day.month) + "月采购意向公开如下：");
  std::vector<std::vector<std::string>> rows = {
      {"序号", "采购项目名称", "采购需求概况", "预算金额（万元）", "预计采购时间（填写到月）", "备注"}};
  const auto add = [&](const std::string& name, const std::string& demand, std::int64_t fen) {
    rows.push_back({std::to_string(rows.size()), name, demand, wan_text(fen), month, ""});
    Intention intention;
    intention.name = name;
    intention.demand = demand;
    intention.budget = money_of(fen, wan_text(fen));
    intention.expected_month = month_text(procurement.tender_day, DateStyle::iso);
    draft.truth.intentions.push_back(std::move(intention));
  };
  add(procurement.name, "采购" + std::string(procurement.theme.name) + "，满足业务科室使用，含实施与三年质保",
      procurement.budget_fen);
  const int more = draft.random.chance(40) ? draft.random.between(1, 2) : 0;
  std::size_t theme = draft.random.below(25);
  for (int i = 0; i < more; ++i) {
    theme = (theme + 7) % 25;
    if (kThemes[theme].name == std::string_view(procurement.theme.name)) theme = (theme + 1) % 25;
    add(std::string(kThemes[theme].name) + "项目", "建设" + std::string(kThemes[theme].name) + "一套",
        std::int64_t{draft.random.between(kThemes[theme].low, kThemes[theme].high)} * 1'000'000);
  }
  draft.paper.table(rows);
  draft.paper.line(
      "本次公开的采购意向是本单位政府采购工作的初步安排，具体采购项目情况以相关采购公告和采购文件为准。");
  draft.sign(procurement.buyer.name);
}

void write_market_research(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "采购需求征求意见公告");
  draft.paper.line(procurement.agency.name + "受" + procurement.buyer.name + "委托，现就" + procurement.name +
                   "的采购需求公开征求意见，欢迎潜在供应商提出合理建议。");
  draft.paper.heading("一、项目基本情况");
  draft.project_no("项目编号");
  draft.project_name("项目名称");
  draft.budget("预算金额");
  draft.paper.heading("二、征求意见的方式");
  draft.paper.line("供应商可将书面意见加盖公章后送至采购代理机构，逾期不再受理。");
  draft.paper.heading("三、联系方式");
  draft.contacts();
  draft.sign(procurement.agency.name);
}

void write_single_source(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "单一来源采购公示");
  draft.truth.method = ProcurementMethod::single_source;
  draft.paper.heading("一、项目信息");
  draft.truth.buyer.name = procurement.buyer.name;
  draft.paper.field("采购人", procurement.buyer.name);
  draft.project_name("项目名称");
  draft.paper.field("拟采购的货物或服务的说明", std::string(procurement.theme.name) + "一项");
  draft.budget("拟采购的货物或服务的预算金额");
  draft.paper.field("采用单一来源采购方式的原因及说明",
                    "原系统由同一厂商开发并持续升级，数据结构与接口具有专有性，只能从原供应商处采购。");
  draft.paper.heading("二、拟定供应商信息");
  draft.paper.field("名称", procurement.lots[0].supplier);
  draft.paper.field("地址", procurement.lots[0].supplier_address);
  draft.paper.heading("三、公示期限");
  draft.paper.line(date_range(draft, draft.stage.day, plus_days(draft.stage.day, 7)) +
                   "（公示期限不少于5个工作日）");
  draft.paper.heading("四、联系方式");
  draft.paper.line("1.采购人");
  draft.truth.buyer.contact = procurement.buyer.contact;
  draft.truth.buyer.address = procurement.buyer.address;
  draft.truth.buyer.phone = procurement.buyer.phone;
  draft.paper.field("联 系 人", procurement.buyer.contact);
  draft.paper.field("联系地址", procurement.buyer.address);
  draft.paper.field("联系电话", procurement.buyer.phone);
  draft.paper.line("2.采购代理机构");
  draft.truth.agency.name = procurement.agency.name;
  draft.truth.agency.address = procurement.agency.address;
  draft.truth.agency.contact = procurement.agency.contact;
  draft.truth.agency.phone = procurement.agency.phone;
  draft.paper.field("名　　称", procurement.agency.name);
  draft.paper.field("联 系 人", procurement.agency.contact);
  draft.paper.field("联系地址", procurement.agency.address);
  draft.paper.field("联系电话", procurement.agency.phone);
  draft.attachment("专家论证意见.pdf");
  draft.sign(procurement.buyer.name);
}

}  // namespace tenderlead::portal::government
