// A hospital's own purchases below the limit, on its own website and in its own words.
#include "tests/portal/writer.h"

namespace tenderlead::portal {
namespace {

Date plus_days(Date day, int days) {
  return date_from_days(days_from_date(day) + days);
}

void buyer_lines(Draft& draft, const char* label) {
  const Office& buyer = draft.procurement.buyer;
  draft.truth.buyer = {buyer.name, buyer.address, buyer.contact, buyer.phone};
  draft.paper.field(label, buyer.name);
  draft.paper.field("联系地址", buyer.address);
  draft.paper.fields({{"联系人", buyer.contact}, {"联系电话", buyer.phone}});
}

void write_research(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title("关于" + procurement.name + "的市场调研公告");
  draft.paper.line("根据工作需要，我院拟对" + procurement.name +
                   "进行市场调研，欢迎符合条件的供应商携带相关资料参加，现将有关事项公告如下：");
  draft.paper.heading("一、项目情况");
  draft.project_name("项目名称");
  draft.budget("预算金额");
  draft.paper.heading("二、资料要求");
  draft.paper.line("1.营业执照副本复印件、产品介绍、功能清单及同类用户名单。");
  draft.paper.line("2.资料一式三份密封并加盖公章，于公告之日起五个工作日内送达。");
  draft.paper.heading("三、联系方式");
  buyer_lines(draft, "采购单位");
  draft.sign(procurement.buyer.name);
}

void write_selection(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "院内比选公告");
  draft.truth.project_no = procurement.project_no;
  draft.truth.project_name = procurement.name;
  draft.truth.method = ProcurementMethod::other;
  draft.truth.buyer.name = procurement.buyer.name;
  draft.truth.buyer.contact = procurement.buyer.contact;
  draft.truth.buyer.phone = procurement.buyer.phone;
  draft.truth.buyer.address = procurement.buyer.address;
  draft.truth.service_term = procurement.term;
  draft.truth.service_period = procurement.period;
  const std::string amount = draft.say(procurement.budget_fen);
  draft.truth.budget = money_of(procurement.budget_fen, amount);
  const std::string deadline = moment_text(procurement.opening_day, procurement.opening_second, draft.dates);
  draft.truth.bid_deadline = moment_of(procurement.opening_day, procurement.opening_second);
  draft.truth.opening_at = draft.truth.bid_deadline;
  const Date until = plus_days(draft.stage.day, 5);
  draft.truth.documents_from = day_of(draft.stage.day);
  draft.truth.documents_until = day_of(until);
  draft.paper.line("我院拟对以下项目进行院内比选，欢迎符合条件的供应商参加。");
  draft.paper.key_values(
      {{"项目名称", procurement.name},
       {"项目编号", procurement.project_no},
       {"预算金额", amount},
       {"服务期", procurement.term},
       {"比选文件获取时间", date_text(draft.stage.day, draft.dates) + "至" + date_text(until, draft.dates)},
       {"响应文件递交截止时间", deadline},
       {"开标时间", deadline},
       {"采购人", procurement.buyer.name},
       {"采购人地址", procurement.buyer.address},
       {"联系人", procurement.buyer.contact},
       {"联系电话", procurement.buyer.phone}},
      draft.random.chance(50) ? 1 : 2);
  draft.paper.line("供应商须提供营业执照及法定代表人授权书，具体要求见比选文件。");
  if (draft.random.chance(60)) draft.attachment("比选文件.doc");
  draft.sign(procurement.buyer.name);
}

void write_result(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const PlannedLot& lot = procurement.lots[0];
  draft.title(procurement.name + "比选结果公告");
  draft.truth.project_no = procurement.project_no;
  draft.truth.project_name = procurement.name;
  draft.truth.method = ProcurementMethod::other;
  const std::string amount = draft.say(lot.award_fen);
  draft.paper.line("我院于" + date_text(procurement.opening_day, draft.dates) + "对" + procurement.name +
                   "（项目编号：" + procurement.project_no +
                   "）进行了院内比选，经评审小组综合评审，现将结果公告如下：");
  draft.paper.field("中选供应商", lot.supplier);
  draft.paper.field("中选金额", amount);
  Award award;
  award.supplier = lot.supplier;
  award.amount = money_of(lot.award_fen, amount);
  draft.truth.awards.push_back(std::move(award));
  draft.paper.line("公示期为三个工作日，如有异议请以书面形式向我院提出。");
  buyer_lines(draft, "采购人");
  draft.sign(procurement.buyer.name);
}

void write_failed_selection(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "流标公告");
  draft.project_name("项目名称");
  draft.project_no("项目编号");
  draft.paper.line("因报名供应商不足三家，本次采购活动流标，我院将另行组织。");
  buyer_lines(draft, "采购人");
  draft.sign(procurement.buyer.name);
}

}  // namespace

Written write_hospital(const Procurement& procurement, const Stage& stage, Random& random) {
  Draft draft(procurement, stage, random);
  switch (stage.kind) {
    case NoticeKind::market_research:
      write_research(draft);
      break;
    case NoticeKind::award:
      write_result(draft);
      break;
    case NoticeKind::failure:
      write_failed_selection(draft);
      break;
    default:
      write_selection(draft);
  }
  return draft.finish();
}

}  // namespace tenderlead::portal
