#include "app/import/organisation_table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "app/pipeline/names.h"
#include "linker/name_text.h"
#include "model/organisation.h"
#include "parsers/hospital/stated_values.h"
#include "parsers/values/unstated.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kShortestName = 2;      // characters
constexpr std::size_t kLongestValue = 2'000;  // characters of an address or a list of departments

// Columns that are taken over as they are, by the attribute that they become.
constexpr std::array<std::string_view, 4> kTexts = {"address", "phone", "postcode", "website"};

struct Figure {
  std::string_view field;
  parsers::Counted counted;
};
constexpr std::array kFigures = {Figure{"beds.open", parsers::Counted::beds_open},
                                 Figure{"beds.authorised", parsers::Counted::beds_authorised},
                                 Figure{"staff", parsers::Counted::staff},
                                 Figure{"outpatient_visits", parsers::Counted::visits},
                                 Figure{"discharges", parsers::Counted::discharges},
                                 Figure{"surgeries", parsers::Counted::surgeries}};

struct Rating {
  std::string_view field;
  int highest;
};
constexpr std::array kRatings = {Rating{"ratings.emr", 8}, Rating{"ratings.smart_service", 5},
                                 Rating{"ratings.smart_management", 5}};

struct Word {
  std::string_view word;
  std::string_view value;
};
// The first that occurs: 中西医结合 before 中医, 妇幼保健 before 综合.
constexpr std::array kCategories = {
    Word{"中西医结合", "integrated"}, Word{"中医", "tcm"},       Word{"民族医", "tcm"},
    Word{"妇幼", "maternal_child"},   Word{"社区", "community"}, Word{"综合", "general"},
    Word{"专科", "specialty"},        Word{"其他", "other"},     Word{"其它", "other"}};
constexpr std::array kOwnerships = {Word{"非公", "private"}, Word{"私", "private"},   Word{"民营", "private"},
                                    Word{"股份", "private"}, Word{"合资", "private"}, Word{"公立", "public"},
                                    Word{"国有", "public"},  Word{"全民", "public"},  Word{"集体", "public"},
                                    Word{"公办", "public"}};
constexpr std::array kKinds = {Word{"医院", "hospital"},
                               Word{"医疗机构", "hospital"},
                               Word{"妇幼", "hospital"},
                               Word{"卫健委", "health_commission"},
                               Word{"卫生健康", "health_commission"},
                               Word{"疾控", "cdc"},
                               Word{"疾病预防", "cdc"},
                               Word{"医保", "insurance_bureau"},
                               Word{"药店", "pharmacy_chain"},
                               Word{"药房", "pharmacy_chain"},
                               Word{"供应商", "supplier"},
                               Word{"代理", "agency"}};

template <typename Table>
std::string value_of(const Table& table, std::string_view text) {
  for (const auto& [word, value] : table)
    if (text.find(word) != std::string_view::npos) return std::string(value);
  return {};
}

std::vector<std::string> parts_of(const std::string& cell) {
  std::vector<std::string> parts;
  std::string part;
  const auto keep = [&] {
    const auto first = part.find_first_not_of(" \t\r\n");
    if (first != std::string::npos) {
      const auto last = part.find_last_not_of(" \t\r\n");
      part = part.substr(first, last - first + 1);
      if (std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
    }
    part.clear();
  };
  for (std::size_t at = 0; at < cell.size();) {
    std::size_t width = 0;
    for (const std::string_view separator : {"、", "，", "；", ",", ";", "|", "\n"})
      if (std::string_view(cell).substr(at).starts_with(separator)) width = separator.size();
    if (width > 0) {
      keep();
      at += width;
    } else {
      part += cell[at++];
    }
  }
  keep();
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : "、") + part;
  return out;
}

std::string clipped_value(const std::string& text) {
  return text.size() <= 3 * kLongestValue ? text : std::string();
}

// 无, /, 未评级: the cell says that there is no such value.
bool says_none(const std::string& text) {
  return text.empty() || parsers::unstated_reason(text) || text.find("未") != std::string::npos ||
         text.find("无") != std::string::npos;
}

}  // namespace

const std::vector<convert::ColumnField>& organisation_fields() {
  static const std::vector<convert::ColumnField> fields = {
      {"name",
       {"医院名称", "机构名称", "单位名称", "医疗机构名称", "名称", "客户名称", "hos_name", "hospital",
        "name", "医院", "机构"}},
      {"alias", {"别名", "其他名称", "第二名称", "又名", "简称", "alias", "aliases"}},
      {"former_name", {"曾用名", "原名称", "原名", "former_name", "former name"}},
      {"region_code", {"区县代码", "行政区划代码", "地区代码", "区划代码", "region_code"}},
      {"province", {"省份", "省", "所在省", "省自治区直辖市", "province"}},
      {"city", {"城市", "地市", "所在市", "city"}},
      {"county", {"区县名称", "区县", "县区", "所在区县", "county", "district"}},
      {"region", {"地区", "省市", "所在地", "所属地区", "行政区划", "hos_city", "region"}},
      {"level", {"医院等级", "等级", "级别", "医院级别", "hos_grade", "level"}},
      {"grade", {"医院等次", "等次", "grade"}},
      {"category", {"中类", "医院类别", "机构类别", "类别", "医院类型", "category"}},
      {"ownership", {"经济类型名称", "经济类型", "所有制", "所有制形式", "办医性质", "ownership"}},
      {"kind", {"单位类型", "客户类型", "机构类型", "kind"}},
      {"parent.alliance", {"医联体", "医共体", "所属医联体", "alliance"}},
      {"parent.group", {"集团", "所属集团", "医疗集团", "group"}},
      {"parent.branch", {"主院", "总院", "上级医院", "上级单位", "parent"}},
      {"branches", {"院区", "分院", "分支机构", "下属院区", "branches", "branch"}},
      {"departments", {"科室", "特色科室", "重点科室", "诊疗科目", "hos_speciality", "departments"}},
      {"beds.open", {"床位数", "床位", "开放床位", "实有床位", "开放床位数", "实际开放床位", "beds"}},
      {"beds.authorised", {"编制床位", "核定床位", "编制床位数", "核定床位数"}},
      {"staff", {"职工人数", "职工总数", "员工数", "staff"}},
      {"outpatient_visits", {"年门诊量", "门急诊量", "门诊量"}},
      {"discharges", {"年出院人次", "出院人次", "出院量"}},
      {"surgeries", {"年手术量", "手术量"}},
      {"founded", {"建院时间", "成立年份", "建院年份", "成立时间", "成立日期", "建院日期", "founded"}},
      {"ratings.emr", {"电子病历等级", "电子病历级别", "电子病历评级", "emr"}},
      {"ratings.interconnection", {"互联互通等级", "互联互通评级", "互联互通"}},
      {"ratings.smart_service", {"智慧服务等级", "智慧服务"}},
      {"ratings.smart_management", {"智慧管理等级", "智慧管理"}},
      {"address", {"地址", "详细地址", "address"}},
      {"phone", {"电话", "联系电话", "phone"}},
      {"postcode", {"邮政编码", "邮编", "postcode"}},
      {"website", {"网址", "官网", "网站", "website", "url"}},
  };
  return fields;
}

Result<std::vector<convert::StatedColumn>> stated_organisation_columns(const std::string& text) {
  std::vector<convert::StatedColumn> stated;
  for (const auto& part : parts_of(text)) {
    const auto equals = part.find('=');
    const auto field = part.substr(0, equals);
    const bool known =
        std::ranges::any_of(organisation_fields(), [&](const auto& each) { return each.name == field; });
    if (equals == std::string::npos || !known) {
      std::string fields;
      for (const auto& each : organisation_fields()) fields += (fields.empty() ? "" : ", ") + each.name;
      return Error{ErrorCode::invalid_input,
                   "--map: '" + part + "' should be FIELD=COLUMN, with a field of " + fields};
    }
    stated.push_back({field, part.substr(equals + 1)});
  }
  return stated;
}

OrganisationTable::OrganisationTable(convert::ColumnMap columns, const parsers::RegionTable& regions)
    : columns_(std::move(columns)), regions_(regions) {
  for (const std::string_view field : {"level", "departments", "category", "beds.open"})
    of_hospitals_ = of_hospitals_ || columns_.column(field) != convert::ColumnMap::npos;
}

std::string OrganisationTable::cell(const convert::TableRow& row, std::string_view field) const {
  const auto column = columns_.column(field);
  return column < row.cells.size() ? row.cells[column] : std::string();
}

void OrganisationTable::leave_out(const convert::TableRow& row, std::string_view field,
                                  std::string_view reason, std::vector<LeftOutValue>& left_out) const {
  const auto column = columns_.column(field);
  left_out.push_back({static_cast<std::int64_t>(row.number),
                      column < columns_.headers.size() ? columns_.headers[column] : std::string(),
                      std::string(field), cell(row, field), std::string(reason)});
}

std::string OrganisationTable::region_of(const convert::TableRow& row, const std::string& name,
                                         std::vector<LeftOutValue>& left_out) {
  if (const auto code = cell(row, "region_code"); !code.empty()) {
    if (regions_.by_code(code)) return code;
    leave_out(row, "region_code", "没有这个区划代码", left_out);
  }
  std::string place;
  std::string_view last;
  for (const std::string_view field : {"province", "city", "county", "region"}) {
    if (!cell(row, field).empty()) last = field;
    for (const char c : cell(row, field))
      if (c != '-' && c != ' ' && c != '/') place += c;
  }
  if (place.empty()) {
    const auto found = regions_.find(cell(row, "address") + " " + name);
    return found ? found->full.code : std::string();
  }
  const auto [known, fresh] = known_regions_.try_emplace(place);
  if (fresh) {
    const auto found = regions_.find(place);
    if (found) known->second = found->full.code;
    // 朝阳区 alone is two counties; the address may say which.
    if (known->second.empty())
      if (const auto more = regions_.find(cell(row, "address") + " " + name + " " + place)) {
        const auto code = more->full.code;
        known_regions_.erase(known);
        return code;
      }
  }
  if (known->second.empty()) leave_out(row, last, "认不出是哪里", left_out);
  return known->second;
}

void OrganisationTable::read_level(const convert::TableRow& row, OrganisationFacts& facts,
                                   std::vector<LeftOutValue>& left_out) const {
  const auto text = cell(row, "level") + cell(row, "grade");
  if (const auto level = parsers::level_of_words(text)) {
    facts.attributes["level.tier"] = std::to_string(level->tier);
    facts.attributes["level.grade"] = level->grade;
  } else if (!says_none(text)) {
    leave_out(row, cell(row, "level").empty() ? "grade" : "level", "不是一至三级，也不是三甲之类", left_out);
  }
}

void OrganisationTable::read_attributes(const convert::TableRow& row, OrganisationFacts& facts,
                                        std::vector<LeftOutValue>& left_out) const {
  const auto take = [&](std::string_view field, const std::string& value, std::string_view reason) {
    if (!value.empty())
      facts.attributes[std::string(field)] = value;
    else if (!says_none(cell(row, field)))
      leave_out(row, field, reason, left_out);
  };
  const auto number = [](const auto& read) { return read ? std::to_string(*read) : std::string(); };
  take("category", value_of(kCategories, cell(row, "category")), "不是认得的机构类别");
  take("ownership", value_of(kOwnerships, cell(row, "ownership")), "不是认得的经济类型");
  for (const auto field : kTexts) take(field, clipped_value(cell(row, field)), "太长");
  take("departments", clipped_value(joined(parts_of(cell(row, "departments")))), "太长");
  for (const auto& [field, counted] : kFigures) {
    const auto column = columns_.column(field);
    const bool of_ten_thousands =
        column < columns_.headers.size() && columns_.headers[column].find("万") != std::string::npos;
    take(field, number(parsers::figure_of_words(cell(row, field), counted, of_ten_thousands ? 10'000 : 1)),
         "不是一个数");
  }
  for (const auto& [field, highest] : kRatings)
    take(field, number(parsers::rating_of_words(cell(row, field), highest)),
         "不是 0 至 " + std::to_string(highest) + " 级");
  take("ratings.interconnection",
       parsers::interconnection_of_words(cell(row, "ratings.interconnection")).value_or(std::string()),
       "不是四级甲等之类");
  take("founded", number(parsers::year_of_words(cell(row, "founded"))), "不是年份或日期");
}

std::vector<OrganisationFacts> OrganisationTable::branches(const convert::TableRow& row,
                                                           const OrganisationFacts& house) const {
  std::vector<OrganisationFacts> branches;
  for (const auto& name : parts_of(cell(row, "branches"))) {
    // 本部 is the house itself.
    if (says_none(name) || name == house.name || name == "本部" || name == "院本部" || name == "主院区")
      continue;
    OrganisationFacts branch;
    branch.name =
        linker::folded_name(name).find(U"医院") == std::u32string::npos && !name.starts_with(house.name)
            ? house.name + name
            : name;
    branch.kind = house.kind;
    branch.region_code = house.region_code;
    branch.parents.push_back({"branch", house.name});
    branches.push_back(std::move(branch));
  }
  return branches;
}

Result<OrganisationFacts> OrganisationTable::read(const convert::TableRow& row,
                                                  std::vector<LeftOutValue>& left_out) {
  if (!row.problem.empty()) return Error{ErrorCode::invalid_input, "这一行读不出来：" + row.problem};
  const auto written = cell(row, "name");
  if (written.empty()) return Error{ErrorCode::invalid_input, "没有单位名称"};
  const auto names = linker::names_as_written(written);
  const auto bare = linker::folded_name(names.name);
  const bool has_letters = std::ranges::any_of(bare, [](char32_t c) { return c > U'9' && c != U'('; });
  if (bare.size() < kShortestName || !has_letters || normalised_name(names.name).empty())
    return Error{ErrorCode::invalid_input, "不像单位名称：" + written};
  OrganisationFacts facts;
  facts.name = names.name;
  facts.aliases = names.aliases;
  facts.former_names = names.former;
  for (const auto& alias : parts_of(cell(row, "alias"))) facts.aliases.push_back(alias);
  for (const auto& former : parts_of(cell(row, "former_name"))) facts.former_names.push_back(former);
  std::erase(facts.aliases, facts.name);
  facts.region_code = region_of(row, facts.name, left_out);
  facts.kind = value_of(kKinds, cell(row, "kind"));
  if (facts.kind.empty())
    facts.kind = to_string(
        organisation_kind(normalised_name(facts.name), of_hospitals_ ? store::MentionRow::Role::hospital
                                                                     : store::MentionRow::Role::buyer));
  for (const std::string relation : {"alliance", "group", "branch"})
    for (const auto& parent : parts_of(cell(row, "parent." + relation)))
      facts.parents.push_back({relation, parent});
  read_level(row, facts, left_out);
  read_attributes(row, facts, left_out);
  return facts;
}

}  // namespace tenderlead::app
