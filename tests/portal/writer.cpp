#include "tests/portal/writer.h"

namespace tenderlead::portal {

const char* method_words(ProcurementMethod method) {
  switch (method) {
    case ProcurementMethod::open:
      return "公开招标";
    case ProcurementMethod::invited:
      return "邀请招标";
    case ProcurementMethod::competitive_negotiation:
      return "竞争性谈判";
    case ProcurementMethod::competitive_consultation:
      return "竞争性磋商";
    case ProcurementMethod::inquiry:
      return "询价";
    case ProcurementMethod::single_source:
      return "单一来源";
    case ProcurementMethod::framework:
      return "框架协议";
    case ProcurementMethod::online_bidding:
      return "网上竞价";
    case ProcurementMethod::direct:
      return "直接采购";
    case ProcurementMethod::other:
      return "院内比选";
  }
  return "";
}

Draft::Draft(const Procurement& procurement_, const Stage& stage_, Random& random_)
    : procurement(procurement_),
      stage(stage_),
      random(random_),
      dates(any_date_style(random_)),
      money(any_money_style(random_)),
      paper(any_flavour(random_)) {
  truth.kind = stage.kind;
  truth.published_at = day_of(stage.day);
}

void Draft::project_no(const char* label) {
  truth.project_no = procurement.project_no;
  paper.field(label, procurement.project_no);
}

void Draft::project_name(const char* label) {
  truth.project_name = procurement.name;
  paper.field(label, procurement.name);
}

void Draft::method(const char* label) {
  truth.method = procurement.method;
  paper.field(label, method_words(procurement.method));
}

void Draft::budget(const char* label) {
  const std::string text = say(procurement.budget_fen);
  truth.budget = money_of(procurement.budget_fen, text);
  paper.field(label, text);
}

void Draft::party(Party& party, const Office& office) {
  party.name = office.name;
  party.address = office.address;
  party.phone = office.phone;
  const bool spaced = random.chance(50);
  paper.field(spaced ? "名　　称" : "名称", office.name);
  paper.field(spaced ? "地　　址" : "地址", office.address);
  switch (random.below(3)) {
    case 0:
      paper.field("联系方式", office.phone);
      break;
    case 1:
      party.contact = office.contact;
      paper.field("联系方式", office.contact + " " + office.phone);
      break;
    default:
      party.contact = office.contact;
      paper.fields({{"联系人", office.contact}, {"联系电话", office.phone}});
  }
}

void Draft::contacts() {
  paper.line("1.采购人信息");
  party(truth.buyer, procurement.buyer);
  paper.line("2.采购代理机构信息");
  party(truth.agency, procurement.agency);
  paper.line("3.项目联系方式");
  truth.project_contact.name = procurement.project_person;
  truth.project_contact.phone = procurement.agency.phone;
  paper.field("项目联系人", procurement.project_person);
  paper.field(random.chance(50) ? "电　　话" : "电话", procurement.agency.phone);
}

void Draft::attachment(const std::string& name) {
  const std::string url = "/upload/" + procurement.contract_no + "_" +
                          std::to_string(truth.attachments.size() + 1) + name.substr(name.rfind('.'));
  truth.attachments.push_back({name, url});
  paper.link(name, url);
}

void Draft::place() {
  truth.region = region_of(*procurement.buyer.place);
}

void Draft::sign(const std::string& name) {
  paper.signature(name, date_text(stage.day, dates));
}

Written Draft::finish() {
  place();
  return {std::move(truth), paper.html(), std::move(summary)};
}

Written write_government(const Procurement& procurement, const Stage& stage, Random& random) {
  Draft draft(procurement, stage, random);
  switch (stage.kind) {
    case NoticeKind::intention:
      government::write_intention(draft);
      break;
    case NoticeKind::market_research:
      government::write_market_research(draft);
      break;
    case NoticeKind::prequalification:
      government::write_prequalification(draft);
      break;
    case NoticeKind::single_source:
      government::write_single_source(draft);
      break;
    case NoticeKind::amendment:
      government::write_amendment(draft);
      break;
    case NoticeKind::award:
      government::write_award(draft);
      break;
    case NoticeKind::failure:
      government::write_failure(draft);
      break;
    case NoticeKind::contract:
      government::write_contract(draft);
      break;
    case NoticeKind::acceptance:
      government::write_acceptance(draft);
      break;
    case NoticeKind::tender:
    case NoticeKind::shortlist:
    case NoticeKind::other:
      government::write_tender(draft);
      break;
  }
  return draft.finish();
}

Written write_stage(const Procurement& procurement, const Stage& stage, Random& random) {
  if (stage.site == SiteId::gb_hospital || stage.site == SiteId::sitemap_hospital)
    return write_hospital(procurement, stage, random);
  return procurement.construction ? write_construction(procurement, stage, random)
                                  : write_government(procurement, stage, random);
}

}  // namespace tenderlead::portal
