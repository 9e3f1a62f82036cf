// Construction's own forms, as exchanges publish them: older than the Ministry of Finance's formats, numbered 1.1,
// 1.2, with a shortlist before the award and an opening record between.
#include "tests/portal/writer.h"

namespace tenderlead::portal {
namespace {

Date plus_days(Date day, int days) {
  return date_from_days(days_from_date(day) + days);
}

void contacts_in_words(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const Office& buyer = procurement.buyer;
  const Office& agency = procurement.agency;
  draft.truth.buyer = {buyer.name, buyer.address, buyer.contact, buyer.phone};
  draft.truth.agency = {agency.name, agency.address, agency.contact, agency.phone};
  draft.paper.field("招标人", buyer.name);
  draft.paper.field("地址", buyer.address);
  draft.paper.fields({{"联系人", buyer.contact}, {"电话", buyer.phone}});
  draft.paper.field("招标代理机构", agency.name);
  draft.paper.field("地址", agency.address);
  draft.paper.fields({{"联系人", agency.contact}, {"电话", agency.phone}});
}

std::string score_text(int hundredths) {
  return yuan_text(hundredths);
}

void write_plan(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "招标计划公告");
  const std::string month = month_text(procurement.tender_day, draft.dates);
  draft.truth.buyer.name = procurement.buyer.name;
  draft.truth.method = ProcurementMethod::open;
  Intention intention;
  intention.name = procurement.name;
  intention.demand = "对现有用房进行改造，含土建、安装及相关配套设施";
  intention.budget = money_of(procurement.budget_fen, wan_text(procurement.budget_fen));
  intention.expected_month = month_text(procurement.tender_day, DateStyle::iso);
  draft.paper.field("招标人", procurement.buyer.name);
  draft.paper.table({{"序号", "招标项目名称", "招标内容", "招标方式", "合同预估金额（万元）", "预计招标时间"},
                     {"1", intention.name, intention.demand, "公开招标", intention.budget->text, month}});
  draft.truth.intentions.push_back(std::move(intention));
  draft.paper.line("本招标计划为初步安排，实际以正式发布的公告为准。");
  draft.sign(procurement.buyer.name);
}

void write_invitation(Draft& draft, bool prequalification) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + (prequalification ? "资格预审公告" : "招标公告"));
  draft.truth.method = ProcurementMethod::open;
  const Date until = plus_days(draft.stage.day, 6);
  draft.paper.heading("1.招标条件");
  draft.paper.line("本招标项目" + procurement.name + "已由主管部门批准建设，建设资金来自财政资金，招标人为" +
                   procurement.buyer.name + "。项目已具备招标条件，现对该项目进行公开招标。");
  draft.paper.heading("2.项目概况与招标范围");
  draft.project_name("2.1项目名称");
  draft.project_no("2.2招标编号");
  draft.truth.service_term = procurement.term;
  draft.truth.service_period = procurement.period;
  draft.paper.field("2.3计划工期", procurement.term);
  const std::string ceiling = draft.say(procurement.budget_fen);
  draft.truth.ceiling = money_of(procurement.budget_fen, ceiling);
  draft.paper.field("2.4最高投标限价", ceiling);
  draft.paper.line("2.5招标范围：施工图纸及工程量清单所示全部内容。");
  draft.paper.heading("3.投标人资格要求");
  draft.paper.line(
      "3.1投标人须具备建设行政主管部门核发的相应施工资质，并在人员、设备、资金等方面具有相应的施工能力。");
  draft.paper.line("3.2本次招标不接受联合体投标。");
  draft.truth.documents_from = day_of(draft.stage.day);
  draft.truth.documents_until = day_of(until);
  const char* document = prequalification ? "资格预审文件" : "招标文件";
  draft.paper.heading(std::string("4.") + document + "的获取");
  draft.paper.line(std::string("4.1") + document + "获取时间：" + date_text(draft.stage.day, draft.dates) +
                   "至" + date_text(until, draft.dates) + "，登录公共资源交易平台下载。");
  if (!prequalification) {
    const std::string deadline =
        moment_text(procurement.opening_day, procurement.opening_second, draft.dates);
    draft.truth.bid_deadline = moment_of(procurement.opening_day, procurement.opening_second);
    draft.truth.opening_at = draft.truth.bid_deadline;
    draft.paper.heading("5.投标文件的递交");
    draft.paper.line("5.1投标文件递交的截止时间为" + deadline + "，逾期送达的投标文件不予受理。");
    draft.paper.line("5.2开标时间：" + deadline);
  }
  draft.paper.heading("6.发布公告的媒介");
  draft.paper.line("本次公告在公共资源交易平台上发布。");
  draft.paper.heading("7.联系方式");
  contacts_in_words(draft);
  draft.sign("");
}

struct Candidate {
  std::string supplier;
  std::int64_t fen;
  int score_hundredths;
};

std::vector<Candidate> candidates_of(Draft& draft) {
  const PlannedLot& lot = draft.procurement.lots[0];
  const int best = draft.random.between(9000, 9700);
  return {{lot.supplier, lot.award_fen, best},
          {draft.procurement.losers[0], lot.award_fen + lot.award_fen / 2'000'000 * 10'000, best - 213},
          {draft.procurement.losers[1], lot.award_fen + lot.award_fen / 1'000'000 * 10'000, best - 487}};
}

void write_shortlist(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  static const char* const kOrdinals[] = {"第一名", "第二名", "第三名"};
  static const char* const kCandidates[] = {"第一中标候选人", "第二中标候选人", "第三中标候选人"};
  draft.title(procurement.name + "中标候选人公示");
  draft.project_name("项目名称");
  draft.project_no("招标编号");
  const std::vector<Candidate> candidates = candidates_of(draft);
  const bool transposed = draft.random.chance(40);
  std::vector<std::vector<std::string>> rows = {{"排名", "中标候选人名称", "投标报价（元）", "综合得分"}};
  if (transposed) rows = {{"内容"}, {"中标候选人名称"}, {"投标报价（元）"}, {"综合得分"}};
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Award award;
    award.rank = static_cast<int>(i) + 1;
    award.supplier = candidates[i].supplier;
    award.amount = money_of(candidates[i].fen, yuan_text(candidates[i].fen));
    award.score = candidates[i].score_hundredths / 100.0;
    const std::string score = score_text(candidates[i].score_hundredths);
    if (transposed) {
      rows[0].emplace_back(kCandidates[i]);
      rows[1].push_back(award.supplier);
      rows[2].push_back(award.amount->text);
      rows[3].push_back(score);
    } else {
      rows.push_back({kOrdinals[i], award.supplier, award.amount->text, score});
    }
    draft.truth.awards.push_back(std::move(award));
  }
  draft.paper.table(rows);
  draft.paper.field("公示期", date_text(draft.stage.day, draft.dates) + "至" +
                                  date_text(plus_days(draft.stage.day, 3), draft.dates));
  contacts_in_words(draft);
  draft.sign("");
}

void write_award(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const PlannedLot& lot = procurement.lots[0];
  draft.title(procurement.name + "中标结果公示");
  draft.project_name("1、项目名称");
  draft.project_no("2、招标编号");
  const std::string amount = draft.say(lot.award_fen);
  Award award;
  award.supplier = lot.supplier;
  award.amount = money_of(lot.award_fen, amount);
  draft.truth.awards.push_back(std::move(award));
  draft.truth.service_term = procurement.term;
  draft.truth.service_period = procurement.period;
  draft.paper.field("3、中标人", lot.supplier);
  draft.paper.field("4、中标价", amount);
  draft.paper.field("5、工期", procurement.term);
  draft.paper.field("6、评标专家", make_person(draft.random) + "、" + make_person(draft.random));
  contacts_in_words(draft);
  draft.sign("");
}

void write_failure(Draft& draft) {
  draft.title(draft.procurement.name + "流标公告");
  draft.project_name("项目名称");
  draft.project_no("招标编号");
  draft.paper.line(
      "流标原因：至投标截止时间，递交投标文件的投标人不足三家，本次招标失败，招标人将依法重新招标。");
  contacts_in_words(draft);
  draft.sign("");
}

void write_amendment(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "答疑补遗");
  draft.project_name("项目名称");
  draft.project_no("招标编号");
  draft.paper.line("各投标人：现对招标文件作如下补充，本补遗为招标文件的组成部分。");
  draft.paper.line("1.工程量清单中门窗工程做法以设计图纸为准。");
  draft.paper.line("2.投标文件格式中授权委托书须由法定代表人签字或盖章。");
  contacts_in_words(draft);
  draft.sign("");
}

void write_contract(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  const PlannedLot& lot = procurement.lots[0];
  draft.title(procurement.name + "合同公告");
  draft.truth.project_name = procurement.name;
  draft.truth.buyer.name = procurement.buyer.name;
  draft.truth.contract.supplier = lot.supplier;
  const std::string amount = yuan_text(lot.award_fen) + "元";
  draft.truth.contract.amount = money_of(lot.award_fen, amount);
  const Date signed_on = plus_days(draft.stage.day, -2);
  draft.truth.contract.signed_on = day_of(signed_on);
  draft.truth.contract.term = procurement.term;
  draft.truth.contract.period = procurement.period_from(signed_on);
  draft.paper.stacked("项目名称", procurement.name);
  draft.paper.stacked("采购人名称", procurement.buyer.name);
  draft.paper.stacked("中标（成交）供应商名称", lot.supplier);
  draft.paper.stacked("合同金额", amount);
  draft.paper.stacked("合同期限", procurement.term);
  draft.paper.stacked("合同签署时间", date_text(signed_on, draft.dates));
}

void write_opening_record(Draft& draft) {
  const Procurement& procurement = draft.procurement;
  draft.title(procurement.name + "开标记录");
  draft.project_name("项目名称");
  draft.project_no("招标编号");
  draft.truth.opening_at = moment_of(procurement.opening_day, procurement.opening_second);
  draft.paper.field("开标时间",
                    moment_text(procurement.opening_day, procurement.opening_second, draft.dates));
  draft.truth.buyer.name = procurement.buyer.name;
  draft.paper.field("招标人", procurement.buyer.name);
  std::vector<std::vector<std::string>> rows = {{"序号", "投标人名称", "投标报价（元）"}};
  for (const Candidate& candidate : candidates_of(draft))
    rows.push_back({std::to_string(rows.size()), candidate.supplier, yuan_text(candidate.fen)});
  draft.paper.table(rows);
  draft.sign("");
}

}  // namespace

Written write_construction(const Procurement& procurement, const Stage& stage, Random& random) {
  Draft draft(procurement, stage, random);
  switch (stage.kind) {
    case NoticeKind::intention:
      write_plan(draft);
      break;
    case NoticeKind::prequalification:
      write_invitation(draft, true);
      break;
    case NoticeKind::shortlist:
      write_shortlist(draft);
      break;
    case NoticeKind::award:
      write_award(draft);
      break;
    case NoticeKind::failure:
      write_failure(draft);
      break;
    case NoticeKind::amendment:
      write_amendment(draft);
      break;
    case NoticeKind::contract:
      write_contract(draft);
      break;
    case NoticeKind::other:
      write_opening_record(draft);
      break;
    default:
      write_invitation(draft, false);
  }
  return draft.finish();
}

}  // namespace tenderlead::portal
