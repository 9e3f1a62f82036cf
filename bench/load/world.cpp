#include "world.h"

#include <algorithm>
#include <array>
#include <random>

#include "model/time.h"
#include "store/notice_terms.h"
#include "wire/json.h"

namespace tenderlead::bench {
namespace {

struct Place {
  const char* name;
  const char* code;
};
constexpr Place kPlaces[] = {{"江城市", "420100"}, {"云溪市", "510100"}, {"东湖区", "510117"},
                             {"临海县", "330100"}, {"白石市", "440300"}, {"青松县", "530100"},
                             {"北原市", "110000"}, {"南岭县", "450100"}, {"西河市", "610100"},
                             {"金沙县", "520100"}, {"龙泉市", "331181"}, {"永安县", "350481"}};
constexpr const char* kKinds[] = {"第一人民医院", "中医医院",       "妇幼保健院",       "中心医院",
                                  "第二人民医院", "卫生健康委员会", "疾病预防控制中心", "肿瘤医院"};
struct Thing {
  const char* product;
  const char* words;
};
// The first is asked for often, the last seldom.
constexpr Thing kThings[] = {{"emr", "电子病历系统"},
                             {"his", "医院信息系统HIS"},
                             {"lis", "检验信息系统LIS"},
                             {"pacs", "影像归档和通信系统PACS"},
                             {"", "医用耗材"},
                             {"", "物业服务"},
                             {"", "医疗设备维保"},
                             {"", "污水处理站改造"},
                             {"maternal_child", "妇幼健康信息平台"},
                             {"data_centre", "集成平台与数据中心"},
                             {"", "核磁共振成像系统"},
                             {"", "信创云桌面"},
                             {"", "血液透析机"},
                             {"", "高压氧舱"}};
constexpr const char* kStages[] = {"公开招标公告",   "中标结果公告", "采购意向公告", "更正公告",
                                   "竞争性磋商公告", "合同公告",     "终止公告"};
constexpr const char* kStageKinds[] = {"tender", "award",    "intention", "amendment",
                                       "tender", "contract", "failure"};
constexpr const char* kSentences[] = {
    "项目概况：潜在投标人应在公共资源交易中心网站获取招标文件，并于截止时间前递交投标文件。",
    "供应商应具有独立承担民事责任的能力，具有良好的商业信誉和健全的财务会计制度。",
    "投标人须提供近三年内类似项目业绩证明材料，并加盖单位公章。",
    "本项目不接受联合体投标，不专门面向中小企业采购。",
    "系统应支持互联互通标准化成熟度测评，满足电子病历应用水平分级评价要求。",
    "服务期为合同签订之日起三年，质保期内免费升级并提供现场驻点服务。",
    "采购人地址与联系方式详见附件，对本次采购提出询问请按以下方式联系。",
    "评标委员会按照综合评分法推荐中标候选人，价格分占三十分。",
    "付款方式：合同签订后支付百分之三十，验收合格后支付剩余款项。",
    "本公告期限为自发布之日起五个工作日，逾期不再受理报名。",
    "投标保证金以转账或保函形式缴纳，未中标单位在五日内退还。",
    "需要落实的政府采购政策：节能产品、环境标志产品、监狱企业。",
    "核心产品为服务器与存储设备，须提供原厂授权书及售后承诺函。",
    "数据迁移应保证历史数据完整，切换期间业务不得中断超过两小时。",
    "中标供应商应在十五日内完成驻场，并配合等级保护三级测评。"};

// A generator of the notice's own: what it says doesn't depend on the others.
using Random = std::minstd_rand;

std::string character(Random& random) {
  // The common ones of CJK: U+4E00 and what follows; the lower ones more often.
  const auto first = random() % 400;
  const auto point = 0x4E00 + std::min<unsigned long>(first, random() % 400);
  std::string out;
  out += static_cast<char>(0xE0 | (point >> 12));
  out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
  out += static_cast<char>(0x80 | (point & 0x3F));
  return out;
}

std::string name(Random& random, int length) {
  std::string out;
  for (int i = 0; i < length; ++i) out += character(random);
  return out;
}

// Of `count` things one; the first much more often than the last.
std::size_t skewed(Random& random, std::size_t count) {
  const auto a = random() % count;
  return std::min<std::size_t>(a, random() % count);
}

}  // namespace

std::string organisation_name(int number) {
  const auto& place = kPlaces[static_cast<std::size_t>(number) % std::size(kPlaces)];
  const auto* kind = kKinds[static_cast<std::size_t>(number) / std::size(kPlaces) % std::size(kKinds)];
  Random random(static_cast<unsigned>(number) + 1);
  return std::string(place.name) + name(random, 2) + kind;
}

store::OrganisationRow organisation_row(int number) {
  store::OrganisationRow row;
  row.id = "o" + std::to_string(number);
  row.name = row.norm = organisation_name(number);
  row.kind = "hospital";
  row.region_code = kPlaces[static_cast<std::size_t>(number) % std::size(kPlaces)].code;
  row.json = "{}";
  return row;
}

store::NoticeRow notice_row(std::int64_t number, std::int64_t all) {
  Random random(static_cast<unsigned>(number * 7 + 1));
  random.discard(3);
  const auto organisation = static_cast<int>(skewed(random, kOrganisations));
  const auto& thing = kThings[skewed(random, std::size(kThings))];
  const auto stage = skewed(random, std::size(kStages));
  Notice notice;
  notice.url = "http://portal.example/n/" + std::to_string(number);
  notice.kind = notice_kind_from_string(kStageKinds[stage]);
  notice.project_no = "JC" + std::to_string(20'000'000 + number);
  notice.buyer.name = organisation_name(organisation);
  notice.project_name = notice.buyer.name + thing.words + "采购项目";
  notice.title = notice.project_name + kStages[stage];
  notice.agency.name = name(random, 4) + "招标代理有限公司";
  notice.budget = Money{static_cast<std::int64_t>(1 + random() % 1000) * 1'000'000, "CNY", ""};
  const auto day = kFirstDay + static_cast<std::int64_t>(number * kDays / std::max<std::int64_t>(all, 1));
  notice.published_at = StatedTime{date_from_days(day), {}};
  if (stage == 1) notice.awards.emplace_back().supplier = name(random, 6) + "科技有限公司";
  notice.text = notice.title + "。";
  for (int i = 0; i < 16; ++i) {
    notice.text += kSentences[random() % std::size(kSentences)];
    notice.text += "联系人" + name(random, 3) + "，采购内容包括" + name(random, 4) + "等" +
                   std::to_string(random() % 90 + 2) + "项。\n";
  }
  store::NoticeRow row;
  row.id = "n" + std::to_string(number);
  row.source_id = "source" + std::to_string(random() % 40);
  row.url = notice.url;
  row.kind = kStageKinds[stage];
  row.title = notice.title;
  row.buyer = notice.buyer.name;
  row.region_code = kPlaces[static_cast<std::size_t>(organisation) % std::size(kPlaces)].code;
  notice.region.code = row.region_code;
  row.published_at = to_string(*notice.published_at);
  if (*thing.product != '\0') row.tags.push_back({std::string("product/") + thing.product, "{}"});
  row.json = wire::to_json_text(notice);
  row.grams = store::notice_terms(notice);
  return row;
}

store::LeadRow lead_row(int number) {
  static constexpr const char* kProducts[] = {"emr", "his", "lis", "pacs", "maternal_child", "data_centre"};
  static constexpr const char* kLeadKinds[] = {"open_tender", "early_signal", "renewal", "capability_gap"};
  const int organisation = number % kOrganisations;
  Lead lead;
  lead.id = "lead" + std::to_string(1'000'000 + number);
  lead.product = kProducts[number % 6];
  lead.organisation = organisation_name(organisation);
  lead.title =
      lead.organisation + kThings[static_cast<std::size_t>(number) % 4].words + "采购项目公开招标公告";
  for (int i = 0; i < 15; ++i)
    lead.reasons.push_back({"leads/open_tender/criterion" + std::to_string(i), "text", "电子病历系统", 10, 16,
                            5, "公告提到了电子病历系统，金额180万元，距截止还有十二天",
                            "The notice speaks of it, twelve days to its deadline"});
  for (int i = 0; i < 4; ++i)
    lead.history.push_back(
        {"deadline", {}, "2026-08-01", "2026-08-09", "n", "截止时间延后", "The deadline was moved"});
  store::LeadRow row;
  row.id = lead.id;
  row.kind = kLeadKinds[number % 4];
  row.product = lead.product;
  row.organisation = lead.organisation;
  row.organisation_id = "o" + std::to_string(organisation);
  row.region_code = organisation_row(organisation).region_code;
  row.title = lead.title;
  row.notice_id = "n" + std::to_string(number * 10);
  row.score = 20 + number * 7 % 80;
  row.grade = row.score >= 75 ? "A" : row.score >= 60 ? "B" : "C";
  row.state = number % 3 == 0 ? "expired" : number % 5 == 0 ? "updated" : "new";
  row.owner = number % 4 == 0 ? "li" : number % 4 == 1 ? "wang" : "";
  const auto last = kFirstDay + kDays;
  if (number % 2 == 0) row.act_by = to_string(date_from_days(last + number % 60));
  row.published_at = row.opened_at = to_string(date_from_days(last - number % 60));
  row.changed_at = to_string(date_from_days(last - number % 40));
  row.json = wire::to_json_text(lead);
  return row;
}

}  // namespace tenderlead::bench
