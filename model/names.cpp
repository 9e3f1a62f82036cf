#include "model/names.h"

#include <cctype>

#include "model/lead.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "model/page.h"
#include "model/project.h"

namespace tenderlead {
namespace {

constexpr std::array<NamedValue<NoticeKind>, 12> kNoticeKinds{{
    {NoticeKind::intention, "intention", "采购意向"},
    {NoticeKind::market_research, "market_research", "需求调研"},
    {NoticeKind::prequalification, "prequalification", "资格预审"},
    {NoticeKind::tender, "tender", "招标公告"},
    {NoticeKind::single_source, "single_source", "单一来源公示"},
    {NoticeKind::amendment, "amendment", "更正公告"},
    {NoticeKind::shortlist, "shortlist", "中标候选人公示"},
    {NoticeKind::award, "award", "中标结果"},
    {NoticeKind::failure, "failure", "废标终止"},
    {NoticeKind::contract, "contract", "合同公告"},
    {NoticeKind::acceptance, "acceptance", "验收公告"},
    {NoticeKind::other, "other", "其他"},
}};

constexpr std::array<NamedValue<ProcurementMethod>, 10> kMethods{{
    {ProcurementMethod::open, "open", "公开招标"},
    {ProcurementMethod::invited, "invited", "邀请招标"},
    {ProcurementMethod::competitive_negotiation, "competitive_negotiation", "竞争性谈判"},
    {ProcurementMethod::competitive_consultation, "competitive_consultation", "竞争性磋商"},
    {ProcurementMethod::inquiry, "inquiry", "询价"},
    {ProcurementMethod::single_source, "single_source", "单一来源"},
    {ProcurementMethod::framework, "framework", "框架协议"},
    {ProcurementMethod::online_bidding, "online_bidding", "网上竞价"},
    {ProcurementMethod::direct, "direct", "直接采购"},
    {ProcurementMethod::other, "other", "其他"},
}};

constexpr std::array<NamedValue<ProjectStage>, 8> kStages{{
    {ProjectStage::planned, "planned", "计划"},
    {ProjectStage::tendering, "tendering", "招标中"},
    {ProjectStage::evaluated, "evaluated", "候选公示"},
    {ProjectStage::awarded, "awarded", "已中标"},
    {ProjectStage::contracted, "contracted", "已签合同"},
    {ProjectStage::accepted, "accepted", "已验收"},
    {ProjectStage::failed, "failed", "已废标"},
    {ProjectStage::unknown, "unknown", "不明"},
}};

constexpr std::array<NamedValue<HospitalCategory>, 7> kCategories{{
    {HospitalCategory::general, "general", "综合医院"},
    {HospitalCategory::specialty, "specialty", "专科医院"},
    {HospitalCategory::maternal_child, "maternal_child", "妇幼保健院"},
    {HospitalCategory::tcm, "tcm", "中医医院"},
    {HospitalCategory::integrated, "integrated", "中西医结合医院"},
    {HospitalCategory::community, "community", "社区卫生机构"},
    {HospitalCategory::other, "other", "其他"},
}};

constexpr std::array<NamedValue<Ownership>, 2> kOwnerships{{
    {Ownership::public_, "public", "公立"},
    {Ownership::private_, "private", "民营"},
}};

constexpr std::array<NamedValue<OrganisationKind>, 8> kOrganisationKinds{{
    {OrganisationKind::hospital, "hospital", "医院"},
    {OrganisationKind::health_commission, "health_commission", "卫生健康委"},
    {OrganisationKind::cdc, "cdc", "疾控中心"},
    {OrganisationKind::insurance_bureau, "insurance_bureau", "医保局"},
    {OrganisationKind::pharmacy_chain, "pharmacy_chain", "药店连锁"},
    {OrganisationKind::supplier, "supplier", "供应商"},
    {OrganisationKind::agency, "agency", "代理机构"},
    {OrganisationKind::other, "other", "其他"},
}};

constexpr std::array<NamedValue<LeadKind>, 6> kLeadKinds{{
    {LeadKind::early_signal, "early_signal", "早期信号"},
    {LeadKind::open_tender, "open_tender", "在招项目"},
    {LeadKind::partner, "partner", "合作伙伴"},
    {LeadKind::renewal, "renewal", "到期续约"},
    {LeadKind::capability_gap, "capability_gap", "能力缺口"},
    {LeadKind::competitor_win, "competitor_win", "竞品中标"},
}};

constexpr std::array<NamedValue<LeadState>, 4> kLeadStates{{
    {LeadState::fresh, "new", "新增"},
    {LeadState::updated, "updated", "有更新"},
    {LeadState::reopened, "reopened", "重新打开"},
    {LeadState::expired, "expired", "已失效"},
}};

constexpr std::array<NamedValue<ScorePart>, 5> kScoreParts{{
    {ScorePart::fit, "fit", "匹配"},
    {ScorePart::intent, "intent", "意向"},
    {ScorePart::timing, "timing", "时机"},
    {ScorePart::value, "value", "价值"},
    {ScorePart::reachability, "reachability", "可触达"},
}};

constexpr std::array<NamedValue<PageRole>, 5> kRoles{{
    {PageRole::automatic, "auto", "自动"},
    {PageRole::list, "list", "列表"},
    {PageRole::notice, "notice", "公告"},
    {PageRole::hospital, "hospital", "医院"},
    {PageRole::attachment, "attachment", "附件"},
}};

constexpr std::array<NamedValue<PeriodKind>, 3> kKinds{{
    {PeriodKind::service, "service", "服务期"},
    {PeriodKind::delivery, "delivery", "交付期"},
    {PeriodKind::warranty, "warranty", "质保期"},
}};

constexpr std::array<NamedValue<PeriodBasis>, 6> kBases{{
    {PeriodBasis::unknown, "unknown", "起点未写明"},
    {PeriodBasis::stated_date, "stated_date", "写明日期"},
    {PeriodBasis::signed_on, "signed_on", "合同签订"},
    {PeriodBasis::delivery, "delivery", "交付"},
    {PeriodBasis::acceptance, "acceptance", "验收"},
    {PeriodBasis::start_order, "start_order", "开工或通知"},
}};

constexpr std::array<NamedValue<ContradictionKind>, 5> kContradictions{{
    {ContradictionKind::statements_differ, "statements_differ", "两处不一致"},
    {ContradictionKind::words_and_figures, "words_and_figures", "大小写不一致"},
    {ContradictionKind::sum_of_lots, "sum_of_lots", "分包合计与总额不一致"},
    {ContradictionKind::before_publication, "before_publication", "早于公告发布"},
    {ContradictionKind::out_of_order, "out_of_order", "时间先后颠倒"},
}};

bool equal_without_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (std::tolower(static_cast<unsigned char>(a[i])) != std::tolower(static_cast<unsigned char>(b[i])))
      return false;
  return true;
}

}  // namespace

const char* to_string(NoticeKind kind) {
  return find_value(kNoticeKinds, kind)->name;
}
const char* chinese_name(NoticeKind kind) {
  return find_value(kNoticeKinds, kind)->chinese;
}
std::optional<NoticeKind> notice_kind_from_string(std::string_view text) {
  return find_name(kNoticeKinds, text);
}

const char* to_string(ProcurementMethod method) {
  return find_value(kMethods, method)->name;
}
std::optional<ProcurementMethod> procurement_method_from_string(std::string_view text) {
  return find_name(kMethods, text);
}

const char* to_string(ProjectStage stage) {
  return find_value(kStages, stage)->name;
}
const char* chinese_name(ProjectStage stage) {
  return find_value(kStages, stage)->chinese;
}
std::optional<ProjectStage> project_stage_from_string(std::string_view text) {
  return find_name(kStages, text);
}

const char* to_string(HospitalCategory category) {
  return find_value(kCategories, category)->name;
}
std::optional<HospitalCategory> hospital_category_from_string(std::string_view text) {
  return find_name(kCategories, text);
}

const char* to_string(Ownership ownership) {
  return find_value(kOwnerships, ownership)->name;
}
std::optional<Ownership> ownership_from_string(std::string_view text) {
  return find_name(kOwnerships, text);
}

const char* to_string(OrganisationKind kind) {
  return find_value(kOrganisationKinds, kind)->name;
}
std::optional<OrganisationKind> organisation_kind_from_string(std::string_view text) {
  return find_name(kOrganisationKinds, text);
}

const char* to_string(LeadKind kind) {
  return find_value(kLeadKinds, kind)->name;
}
const char* chinese_name(LeadKind kind) {
  return find_value(kLeadKinds, kind)->chinese;
}
std::optional<LeadKind> lead_kind_from_string(std::string_view text) {
  return find_name(kLeadKinds, text);
}

const char* to_string(LeadState state) {
  return find_value(kLeadStates, state)->name;
}
const char* chinese_name(LeadState state) {
  return find_value(kLeadStates, state)->chinese;
}
std::optional<LeadState> lead_state_from_string(std::string_view text) {
  return find_name(kLeadStates, text);
}

const char* to_string(ScorePart part) {
  return find_value(kScoreParts, part)->name;
}
const char* chinese_name(ScorePart part) {
  return find_value(kScoreParts, part)->chinese;
}
std::optional<ScorePart> score_part_from_string(std::string_view text) {
  return find_name(kScoreParts, text);
}

const char* to_string(PeriodKind kind) {
  return find_value(kKinds, kind)->name;
}
std::optional<PeriodKind> period_kind_from_string(std::string_view text) {
  return find_name(kKinds, text);
}
const char* chinese_name(PeriodKind kind) {
  return find_value(kKinds, kind)->chinese;
}

const char* to_string(PeriodBasis basis) {
  return find_value(kBases, basis)->name;
}
std::optional<PeriodBasis> period_basis_from_string(std::string_view text) {
  return find_name(kBases, text);
}
const char* chinese_name(PeriodBasis basis) {
  return find_value(kBases, basis)->chinese;
}

const char* to_string(ContradictionKind kind) {
  return find_value(kContradictions, kind)->name;
}
std::optional<ContradictionKind> contradiction_kind_from_string(std::string_view text) {
  return find_name(kContradictions, text);
}
const char* chinese_name(ContradictionKind kind) {
  return find_value(kContradictions, kind)->chinese;
}

const char* to_string(PageRole role) {
  return find_value(kRoles, role)->name;
}

std::string_view header_value(const HeaderList& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (equal_without_case(key, name)) return value;
  return {};
}

}  // namespace tenderlead
