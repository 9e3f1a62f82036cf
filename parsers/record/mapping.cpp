#include "parsers/record/mapping.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace tenderlead::parsers {

namespace json = boost::json;

namespace {

json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& text : list) out.emplace_back(json::string(text));
  return out;
}

bool read_texts(const json::object& object, std::string_view key, std::vector<std::string>& out) {
  const auto* list = object.if_contains(key);
  if (list == nullptr) return true;
  if (!list->is_array()) return false;
  for (const auto& item : list->get_array()) {
    if (!item.is_string()) return false;
    out.emplace_back(item.get_string().c_str(), item.get_string().size());
  }
  return true;
}

bool read_text(const json::object& object, std::string_view key, std::string& out) {
  const auto* text = object.if_contains(key);
  if (text == nullptr) return true;
  if (!text->is_string()) return false;
  out.assign(text->get_string().data(), text->get_string().size());
  return true;
}

bool read_rule(const json::value& value, FieldRule& rule) {
  const auto* object = value.if_object();
  if (object == nullptr || !read_text(*object, "field", rule.field) ||
      !read_texts(*object, "from", rule.from) || !read_text(*object, "split", rule.split))
    return false;
  if (const auto* unit = object->if_contains("unit")) {
    if (!unit->is_int64() || unit->get_int64() < 1 || unit->get_int64() > 100'000'000'000) return false;
    rule.unit = unit->get_int64();
  }
  if (const auto* time = object->if_contains("time")) {
    if (*time == "epoch_seconds")
      rule.time = TimeForm::epoch_seconds;
    else if (*time == "epoch_milliseconds")
      rule.time = TimeForm::epoch_milliseconds;
    else
      return false;
  }
  if (const auto* flag = object->if_contains("may_be_unit_price")) rule.may_be_unit_price = *flag == true;
  if (const auto* values = object->if_contains("values")) {
    if (!values->is_object()) return false;
    for (const auto& [word, ours] : values->get_object()) {
      if (!ours.is_string()) return false;
      rule.values.emplace(std::string(word), std::string(ours.get_string()));
    }
  }
  return true;
}

}  // namespace

const FieldRule* RecordMapping::find(std::string_view field) const {
  for (const auto& rule : fields)
    if (rule.field == field) return &rule;
  return nullptr;
}

const std::vector<RecordField>& record_fields() {
  using S = FieldShape;
  // Words that other columns hold within theirs (采购人 in 采购人联系电话) lose to the longer ones, see header.h.
  static const std::vector<RecordField> fields = {
      {"title", S::text, {"标题", "公告标题", "公告名称", "信息标题", "title", "notice title"}},
      {"kind", S::kind, {"公告类型", "信息类型", "类型", "公告类别", "subtype", "notice type", "kind"}},
      {"method", S::method, {"采购方式", "招标方式", "procurement method"}},
      {"project_no",
       S::text,
       {"项目编号", "采购编号", "招标编号", "项目代码", "project no", "projectcode", "project number"}},
      {"project_name", S::text, {"项目名称", "采购项目名称", "project name"}},
      {"buyer.name",
       S::text,
       {"采购人", "采购单位", "招标人", "招标单位", "采购人名称", "业主单位", "业主", "甲方", "buyer",
        "buyer name"}},
      {"buyer.address", S::text, {"采购人地址", "采购单位地址", "buyer address"}},
      {"buyer.contact",
       S::text,
       {"采购人联系人", "采购单位联系人", "招标人联系人", "甲方联系人", "buyer contact", "buyerperson"}},
      {"buyer.phone",
       S::text,
       {"采购人联系方式", "采购人联系电话", "采购人电话", "采购单位联系方式", "采购单位电话", "招标人电话",
        "甲方电话", "buyer phone", "buyertel"}},
      {"agency.name",
       S::text,
       {"代理机构", "采购代理机构", "招标代理机构", "代理机构名称", "agency", "agency name"}},
      {"agency.address", S::text, {"代理机构地址", "agency address"}},
      {"agency.contact", S::text, {"代理机构联系人", "代理联系人", "agency contact", "agencyperson"}},
      {"agency.phone",
       S::text,
       {"代理机构联系方式", "代理机构电话", "代理机构联系电话", "代理电话", "agency phone", "agencytel"}},
      {"project_contact.name", S::text, {"项目联系人", "联系人", "contact"}},
      {"project_contact.phone", S::text, {"项目联系电话", "联系电话", "联系方式", "电话", "phone", "tel"}},
      {"budget", S::money, {"预算金额", "预算", "采购预算", "项目预算", "budget", "budget amount"}},
      {"ceiling", S::money, {"最高限价", "控制价", "招标控制价", "ceiling", "ceiling price"}},
      {"awards.supplier",
       S::text,
       {"中标单位", "中标人", "中标供应商", "成交供应商", "供应商", "中标单位名称", "winner", "supplier"}},
      {"awards.amount",
       S::money,
       {"中标金额", "成交金额", "中标价", "合同金额", "award amount", "bidamount"}},
      {"awards.lot",
       S::text,
       {"包号", "标段", "标段号", "标包", "标包号", "分包号", "分包编号", "包件号", "采购包", "lot",
        "lot no"}},
      {"lots.name",
       S::text,
       {"包名称", "分包名称", "标段名称", "标包名称", "采购包名称", "包件名称", "lot name"}},
      {"contract.no", S::text, {"合同编号", "合同号", "contract no"}},
      {"contract.signed_on", S::time, {"合同签订日期", "签订日期", "合同签订时间", "date signed"}},
      {"contract.term",
       S::text,
       {"合同履行期限", "履行期限", "合同期限", "合同期", "合同履约期限", "履约期限", "合同有效期",
        "合同服务期", "合同服务期限", "contract term"}},
      {"contract.period.starts_on",
       S::time,
       {"合同开始日期", "合同开始时间", "合同起始日期", "合同起始日", "合同生效日期", "合同起始时间",
        "contract start"}},
      {"contract.period.ends_on",
       S::time,
       {"合同到期日", "合同到期日期", "合同到期时间", "合同结束日期", "合同结束时间", "合同终止日期",
        "合同截止日期", "合同截止时间", "合同届满日期", "contract end", "contract end date"}},
      {"service_term",
       S::text,
       {"服务期", "服务期限", "服务时间", "服务周期", "服务年限", "维保期", "维保期限", "运维期限",
        "service term"}},
      {"service_period.starts_on",
       S::time,
       {"服务开始日期", "服务开始时间", "服务起始日期", "服务起始日", "服务期开始日期", "维保开始日期",
        "维保起始日期", "service start"}},
      {"service_period.ends_on",
       S::time,
       {"服务截止日期", "服务截止时间", "服务到期日",   "服务到期日期",    "服务到期时间",
        "服务结束日期", "服务结束时间", "服务终止日期", "服务期截止日期",  "服务期结束日期",
        "服务期到期日", "维保到期",     "维保到期日",   "维保到期日期",    "维保到期时间",
        "维保截止日期", "维保结束日期", "质保到期",     "质保到期日",      "质保到期日期",
        "运维到期",     "运维到期日",   "service end",  "service end date"}},
      {"expected_month", S::month, {"预计采购时间", "预计采购月份", "expected month"}},
      {"published_at",
       S::time,
       {"发布时间", "发布日期", "公告时间", "公告日期", "发布", "publishtime", "published at", "publish date",
        "date"}},
      {"documents_from", S::time, {"文件获取开始时间", "报名开始时间"}},
      {"documents_until", S::time, {"文件获取截止时间", "报名截止时间", "获取文件截止时间", "signendtime"}},
      {"bid_deadline",
       S::time,
       {"投标截止时间", "截止时间", "递交截止时间", "截标时间", "bidendtime", "deadline", "bid deadline"}},
      {"opening_at", S::time, {"开标时间", "开标日期", "bidopentime", "opening time"}},
      {"region", S::region, {"地区", "区域", "项目地区", "所在地区", "region"}},
      {"region.province", S::region, {"省份", "省", "area", "province"}},
      {"region.city", S::region, {"城市", "地市", "市", "city"}},
      {"region.county", S::region, {"区县", "县区", "区", "district", "county"}},
      {"url", S::text, {"网址", "链接", "原文链接", "公告链接", "来源网址", "url", "link", "href"}},
      {"text", S::text, {"正文", "公告内容", "内容", "公告正文", "摘要", "detail", "content", "text"}},
  };
  return fields;
}

bool is_of_a_row(std::string_view field) {
  return field.starts_with("awards.") || field.starts_with("lots.");
}

json::object to_json(const RecordMapping& mapping) {
  json::object out{{"source", json::string(mapping.source)}};
  if (!mapping.name.empty()) out["name"] = json::string(mapping.name);
  if (!mapping.id.empty()) out["id"] = texts(mapping.id);
  if (mapping.currency != "CNY") out["currency"] = json::string(mapping.currency);
  json::array fields;
  for (const auto& rule : mapping.fields) {
    json::object each{{"field", json::string(rule.field)}, {"from", texts(rule.from)}};
    if (rule.unit != 100) each["unit"] = rule.unit;
    if (rule.time != TimeForm::written)
      each["time"] = rule.time == TimeForm::epoch_seconds ? "epoch_seconds" : "epoch_milliseconds";
    if (!rule.values.empty()) {
      json::object values;
      for (const auto& [word, ours] : rule.values) values[word] = json::string(ours);
      each["values"] = std::move(values);
    }
    if (!rule.split.empty()) each["split"] = json::string(rule.split);
    if (rule.may_be_unit_price) each["may_be_unit_price"] = true;
    fields.emplace_back(std::move(each));
  }
  out["fields"] = std::move(fields);
  return out;
}

Result<RecordMapping> mapping_from_json(const json::value& value) {
  const Error broken{ErrorCode::invalid_input, "the record's mapping is none"};
  const auto* object = value.if_object();
  RecordMapping mapping;
  if (object == nullptr || !read_text(*object, "source", mapping.source) ||
      !read_text(*object, "name", mapping.name) || !read_text(*object, "currency", mapping.currency) ||
      !read_texts(*object, "id", mapping.id))
    return broken;
  const auto* fields = object->if_contains("fields");
  if (fields == nullptr || !fields->is_array()) return broken;
  for (const auto& each : fields->get_array()) {
    FieldRule rule;
    if (!read_rule(each, rule)) return broken;
    mapping.fields.push_back(std::move(rule));
  }
  return mapping;
}

}  // namespace tenderlead::parsers
