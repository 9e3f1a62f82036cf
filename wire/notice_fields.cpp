#include "wire/notice_fields.h"

#include <boost/json/object.hpp>
#include <cmath>
#include <utility>

#include "model/time.h"
#include "wire/json.h"

namespace tenderlead::wire {
namespace {

struct Known {
  const char* path;
  FieldKind kind;
  const char* name;
  const char* name_en;
};
constexpr Known kOnce[] = {
    {"title", FieldKind::text, "标题", "Title"},
    {"kind", FieldKind::kind, "公告类型", "Kind"},
    {"method", FieldKind::method, "采购方式", "Method"},
    {"project_no", FieldKind::text, "项目编号", "Project number"},
    {"project_name", FieldKind::text, "项目名称", "Project name"},
    {"region", FieldKind::region, "地区", "Region"},
    {"buyer.name", FieldKind::text, "采购人", "Buyer"},
    {"buyer.address", FieldKind::text, "采购人地址", "Buyer's address"},
    {"buyer.contact", FieldKind::text, "采购人联系人", "Buyer's contact"},
    {"buyer.phone", FieldKind::text, "采购人电话", "Buyer's telephone"},
    {"agency.name", FieldKind::text, "代理机构", "Agency"},
    {"agency.address", FieldKind::text, "代理机构地址", "Agency's address"},
    {"agency.contact", FieldKind::text, "代理机构联系人", "Agency's contact"},
    {"agency.phone", FieldKind::text, "代理机构电话", "Agency's telephone"},
    {"project_contact.name", FieldKind::text, "项目联系人", "Project contact"},
    {"project_contact.phone", FieldKind::text, "项目联系电话", "Project telephone"},
    {"budget", FieldKind::amount, "预算金额（元）", "Budget (yuan)"},
    {"ceiling", FieldKind::amount, "最高限价（元）", "Ceiling (yuan)"},
    {"published_at", FieldKind::time, "发布时间", "Published"},
    {"documents_from", FieldKind::time, "文件获取开始", "Documents from"},
    {"documents_until", FieldKind::time, "文件获取截止", "Documents until"},
    {"bid_deadline", FieldKind::time, "投标截止时间", "Bid deadline"},
    {"opening_at", FieldKind::time, "开标时间", "Opening"},
    {"service_term", FieldKind::text, "合同履行期限", "Term of service"},
    {"contract.no", FieldKind::text, "合同编号", "Contract number"},
    {"contract.supplier", FieldKind::text, "合同供应商", "Contract's supplier"},
    {"contract.amount", FieldKind::amount, "合同金额（元）", "Contract amount (yuan)"},
    {"contract.signed_on", FieldKind::time, "合同签订日期", "Contract signed"},
    {"contract.term", FieldKind::text, "合同期限", "Contract term"},
    {"requirements", FieldKind::long_text, "采购需求", "Requirements"},
};
constexpr Known kOfAward[] = {{"supplier", FieldKind::text, "中标供应商", "Winner"},
                              {"supplier_address", FieldKind::text, "供应商地址", "Winner's address"},
                              {"amount", FieldKind::amount, "中标金额（元）", "Award (yuan)"}};
constexpr Known kOfLot[] = {{"name", FieldKind::text, "包名称", "Lot"},
                            {"budget", FieldKind::amount, "包预算（元）", "Lot's budget (yuan)"},
                            {"ceiling", FieldKind::amount, "包最高限价（元）", "Lot's ceiling (yuan)"}};
constexpr std::size_t kMostParts = 200;

template <std::size_t N>
void add_parts(std::vector<NoticeField>& fields, const char* list, std::size_t count,
               const Known (&known)[N]) {
  for (std::size_t i = 0; i < std::min(count, kMostParts); ++i) {
    const auto number = count > 1 ? " " + std::to_string(i + 1) : std::string();
    for (const auto& each : known)
      fields.push_back({std::string(list) + "." + std::to_string(i) + "." + each.path, each.kind,
                        each.name + number, each.name_en + number});
  }
}

// An amount in the object of a contract or an award itself, with its text beside it.
bool is_flat(std::string_view path) {
  return path == "contract.amount" || path.starts_with("awards.");
}

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  for (std::size_t at = 0; at <= path.size();) {
    const auto end = std::min(path.find('.', at), path.size());
    steps.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  return steps;
}

// The object that holds the path's last step; made where it isn't there. Null where an array doesn't have the element.
json::object* holder(json::object& root, const std::vector<std::string>& steps) {
  json::value* at = nullptr;
  json::object* object = &root;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    if (object != nullptr) {
      at = &(*object)[steps[i]];
      if (at->is_null()) at->emplace_object();
    } else {
      auto& array = at->get_array();
      const auto number = static_cast<std::size_t>(std::stoul(steps[i]));
      if (number >= array.size()) return nullptr;
      at = &array[number];
    }
    object = at->if_object();
    if (object == nullptr && !at->is_array()) return nullptr;
  }
  return object;
}

Error wrong(const NoticeField& field, const std::string& what) {
  return {ErrorCode::invalid_input, field.path + " should be " + what};
}

void forget(auto& map, std::string_view path) {
  std::erase_if(map, [path](const auto& each) {
    return each.first == path || (each.first.starts_with(path) && each.first.size() > path.size() &&
                                  each.first[path.size()] == '.');
  });
}

}  // namespace

const char* to_string(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "text";
    case FieldKind::long_text:
      return "long_text";
    case FieldKind::kind:
      return "kind";
    case FieldKind::method:
      return "method";
    case FieldKind::amount:
      return "amount";
    case FieldKind::time:
      return "time";
    case FieldKind::region:
      return "region";
  }
  return "text";
}

std::vector<NoticeField> notice_fields(const Notice& notice) {
  std::vector<NoticeField> fields;
  for (const auto& known : kOnce) fields.push_back({known.path, known.kind, known.name, known.name_en});
  add_parts(fields, "lots", notice.lots.size(), kOfLot);
  add_parts(fields, "awards", notice.awards.size(), kOfAward);
  return fields;
}

std::optional<NoticeField> notice_field(const Notice& notice, std::string_view path) {
  for (auto& field : notice_fields(notice))
    if (field.path == path) return std::move(field);
  return std::nullopt;
}

json::value field_value(const Notice& notice, std::string_view path) {
  const auto field = notice_field(notice, path);
  if (!field) return nullptr;
  auto whole = to_json(notice);
  const auto steps = steps_of(path);
  const auto* object = holder(whole, steps);
  const auto* value = object != nullptr ? object->if_contains(steps.back()) : nullptr;
  if (value == nullptr) return nullptr;
  if (field->kind == FieldKind::amount && value->is_object()) return value->get_object().at("amount");
  return *value;
}

Result<void> set_field(Notice& notice, std::string_view path, const json::value& value) {
  const auto field = notice_field(notice, path);
  if (!field)
    return Error{ErrorCode::invalid_input, "there is no field \"" + std::string(path) + "\" to correct"};
  json::value whole = to_json(notice);
  const auto steps = steps_of(path);
  auto* object = holder(whole.get_object(), steps);
  if (object == nullptr) return wrong(*field, "there");
  const auto& last = steps.back();
  object->erase(last);
  if (field->kind == FieldKind::amount && is_flat(path)) {
    object->erase("currency");
    object->erase("amount_text");
  }
  if (!value.is_null()) {
    if (field->kind == FieldKind::amount) {
      if (!value.is_number() || !(value.to_number<double>() >= 0)) return wrong(*field, "an amount in yuan");
      (*object)[last] = is_flat(path) ? value : json::value(json::object{{"amount", value}});
    } else if (field->kind == FieldKind::region) {
      if (!value.is_object()) return wrong(*field, "a region");
      (*object)[last] = value;
    } else {
      const auto* text = value.if_string();
      if (text == nullptr || text->empty()) return wrong(*field, "a text that isn't empty");
      const std::string_view words(text->data(), text->size());
      if (field->kind == FieldKind::kind && !notice_kind_from_string(words))
        return wrong(*field, "a notice's kind");
      if (field->kind == FieldKind::method && !procurement_method_from_string(words))
        return wrong(*field, "a procurement's method");
      if (field->kind == FieldKind::time && !stated_time_from_iso(words))
        return wrong(*field, "a day as YYYY-MM-DD or a time as YYYY-MM-DDThh:mm:ss+08:00");
      (*object)[last] = value;
    }
  }
  auto changed = notice_from_json(whole);
  if (!changed) return changed.error();
  notice = std::move(*changed);
  if (path == "service_term") notice.service_period.reset();
  if (path == "contract.term") notice.contract.period.reset();
  if (path == "documents_until") notice.documents_period.reset();
  forget(notice.evidence, path);
  forget(notice.missing, path);
  forget(notice.unreadable, path);
  return {};
}

}  // namespace tenderlead::wire
