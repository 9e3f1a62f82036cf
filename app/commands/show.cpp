#include <iostream>
#include <map>
#include <memory>
#include <optional>

#include "app/commands/command.h"
#include "app/commands/show_lead.h"
#include "app/config/reading_tables.h"
#include "app/organisation_printer.h"
#include "app/pipeline/profile_merge.h"
#include "app/project_printer.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "parsers/simhash.h"
#include "rules/same_notice.h"
#include "wire/json.h"
#include "wire/project.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

// Everything known that hangs together with one id.
struct Known {
  std::optional<ShownLead> lead;
  std::optional<store::NoticeRow> notice;
  std::optional<store::OrganisationRow> organisation;
  std::optional<store::ProjectRow> project;
  std::optional<Project> course;  // of it
  InstalledBase installed;        // of the organisation
  std::optional<store::ArchivedRow> page;
  std::optional<std::int64_t> gone_since;                                    // the page
  std::vector<std::pair<store::ImportRow, store::ImportRecordRow>> imports;  // that brought it, newest first
  std::vector<std::pair<store::NoticeRow, int>>
      near;                                // the same notice on other pages, with the bits that differ
  std::optional<OrganisationView> master;  // the organisation with its values' origins
  std::vector<store::ProfileRow> profiles;
  std::vector<store::TagRow> tags;
  std::vector<store::LeadRow> leads;      // of the same notice
  std::vector<store::NoticeRow> notices;  // of the same project, or of the organisation
};

constexpr std::size_t kNoticesShown = 20;

// The notice as it stands on other pages.
std::vector<std::pair<store::NoticeRow, int>> same_notices(store::Queries& queries,
                                                           const store::NoticeRow& row) {
  std::vector<std::pair<store::NoticeRow, int>> same;
  const auto read = [](const store::NoticeRow& each) -> std::optional<Notice> {
    const auto value = wire::parse_text(each.json);
    if (!value) return std::nullopt;
    auto notice = wire::notice_from_json(*value);
    if (!notice) return std::nullopt;
    return std::move(*notice);
  };
  const auto notice = read(row);
  if (!notice) return same;
  for (auto& near : queries.near_notices(row.id, parsers::kNearDistance))
    if (const auto other = read(near.notice); other && rules::may_be_same_notice(*notice, *other))
      same.emplace_back(std::move(near.notice), near.distance);
  return same;
}

// The id of a lead, a notice, an organisation or a project.
std::optional<Known> look_up(store::Queries& queries, const std::string& id) {
  Known known;
  if (auto lead = queries.lead(id)) known.lead = look_up_lead(queries, std::move(*lead));
  known.notice = queries.notice(known.lead ? known.lead->row.notice_id : id);
  std::string organisation = known.lead     ? known.lead->row.organisation_id
                             : known.notice ? known.notice->buyer_id
                                            : id;
  known.organisation = queries.organisation(organisation);
  // One that a person merged into another.
  if (!known.organisation && !known.lead && !known.notice)
    if (const auto view = organisation_view(queries, id)) known.organisation = view->row;
  known.project = queries.project(known.notice ? known.notice->project_id : id);
  if (!known.lead && !known.notice && !known.organisation && !known.project) return std::nullopt;
  if (known.notice) {
    known.page = queries.page_of_notice(known.notice->id);
    if (known.page) {
      known.gone_since = queries.gone_since(known.page->task);
      known.imports = queries.imports_of(known.page->task.source_id, known.page->task.url);
    }
    known.near = same_notices(queries, *known.notice);
    known.tags = queries.tags(known.notice->id);
    known.leads = queries.leads_of_notice(known.notice->id);
  }
  if (known.project) known.course = queries.whole_project(known.project->id);
  if (known.organisation) known.installed = queries.installed(known.organisation->id);
  if (known.organisation) known.profiles = queries.profiles_of(known.organisation->id);
  if (known.organisation && !known.notice) known.master = organisation_view(queries, known.organisation->id);
  if (known.project)
    known.notices = queries.notices_of_project(known.project->id);
  else if (known.organisation && !known.notice)
    known.notices = queries.notices_of_buyer(known.organisation->id, kNoticesShown);
  return known;
}

json::value parsed(const std::string& text) {
  const auto value = wire::parse_text(text);
  return value ? *value : json::value(nullptr);
}

json::object brief(const store::NoticeRow& notice) {
  return {{"id", json::string(notice.id)},
          {"kind", json::string(notice.kind)},
          {"title", json::string(notice.title)},
          {"published_at", json::string(notice.published_at)},
          {"url", json::string(notice.url)}};
}

json::object to_json(const Known& known) {
  json::object out{{"type", "known"}};
  if (known.lead) out["lead"] = to_json(*known.lead);
  if (known.notice) {
    out["notice_id"] = json::string(known.notice->id);
    out["notice"] = parsed(known.notice->json);
  }
  if (known.page) {
    const auto& page = known.page->page;
    out["page"] = json::object{{"url", json::string(known.page->task.url)},
                               {"fetched_at", json::string(utc_timestamp(page.fetched_at))},
                               {"archive",
                                {{"file", json::string(page.location.file)},
                                 {"offset", page.location.offset},
                                 {"length", page.location.length}}}};
    if (known.gone_since)
      out["page"].as_object()["gone_since"] = json::string(utc_timestamp(*known.gone_since));
    json::array imports;
    for (const auto& [row, record] : known.imports)
      imports.push_back({{"id", json::string(row.id)},
                         {"file", json::string(row.file)},
                         {"number", record.number},
                         {"person", json::string(row.person)},
                         {"at", json::string(utc_timestamp(row.at))}});
    if (!imports.empty()) out["imports"] = std::move(imports);
  }
  json::array near;
  for (const auto& [row, bits] : known.near) {
    auto each = brief(row);
    each["source_id"] = json::string(row.source_id);
    each["distance"] = bits;
    near.emplace_back(std::move(each));
  }
  if (known.notice) out["same_notices"] = std::move(near);
  if (known.organisation) out["organisation"] = parsed(known.organisation->json);
  if (known.master) out["master"] = app::to_json(*known.master);
  json::array profiles, tags, leads, notices;
  for (const auto& row : known.profiles) profiles.emplace_back(parsed(row.json));
  for (const auto& row : known.tags) tags.emplace_back(parsed(row.json));
  for (const auto& row : known.leads)
    if (!known.lead || row.id != known.lead->row.id) leads.emplace_back(lead_object(row));
  for (const auto& row : known.notices) notices.emplace_back(brief(row));
  out["profiles"] = std::move(profiles);
  if (!known.profiles.empty()) {
    const KnownHospital hospital = merged_hospital(known.profiles);
    json::object origins;
    for (const auto& [field, page] : hospital.merged.origins)
      origins[field] = json::string(hospital.urls[page]);
    json::array others;
    for (const auto& other : hospital.merged.others)
      others.push_back({{"field", json::string(other.field)},
                        {"value", json::string(other.value)},
                        {"url", json::string(hospital.urls[other.page])}});
    out["profile"] = wire::to_json(hospital.merged.profile);
    out["profile_origins"] = std::move(origins);
    out["profile_others"] = std::move(others);
  }
  out["tags"] = std::move(tags);
  out["other_leads"] = std::move(leads);
  if (known.project) {
    auto project =
        known.course ? wire::to_json(*known.course) : json::object{{"id", json::string(known.project->id)}};
    project["project_no"] = json::string(known.project->number);
    project["name"] = json::string(known.project->name);
    out["project"] = std::move(project);
  }
  if (!known.installed.products.empty()) out["installed"] = wire::to_json(known.installed);
  out["notices"] = std::move(notices);
  return out;
}

std::string shown(const json::value& value) {
  if (const auto* text = value.if_string()) return {text->data(), text->size()};
  return wire::to_text(value);
}

// The fields of a notice or profile, flattened to the paths that evidence speaks of.
void flatten(const std::string& path, const json::value& value,
             std::vector<std::pair<std::string, std::string>>& out) {
  if (const auto* object = value.if_object()) {
    const auto* amount = object->if_contains("amount");
    if (amount && object->contains("currency")) {
      out.emplace_back(path, shown(*amount) + " " + shown(object->at("currency")));
      return;
    }
    for (const auto& [key, part] : *object)
      flatten(path.empty() ? std::string(key) : path + "." + std::string(key), part, out);
  } else if (const auto* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) flatten(path + "." + std::to_string(i), (*array)[i], out);
  } else {
    out.emplace_back(path, shown(value));
  }
}

// Evidence for a field: its own, or of the structure that it belongs to (awards.0 for awards.0.supplier).
const Evidence* evidence_for(const EvidenceMap& evidence, std::string path) {
  while (true) {
    if (const auto found = evidence.find(path); found != evidence.end()) return &found->second;
    const auto dot = path.rfind('.');
    if (dot == std::string::npos) return nullptr;
    path.resize(dot);
  }
}

// 〔已脱敏〕 behind what is masked; nothing behind what is intact.
std::string damage_mark(const Notice& notice, const std::string& path) {
  const auto found = notice.unreadable.find(path);
  return found == notice.unreadable.end() ? std::string()
                                          : std::string("〔") + chinese_name(found->second) + "〕";
}
std::string damage_mark(const HospitalProfile&, const std::string&) {
  return {};
}

// Where the words stand: places in the page's text, or in a file's page or sheet.
std::string place_of(const Evidence& evidence) {
  std::string place = std::to_string(evidence.start) + "-" + std::to_string(evidence.end);
  if (evidence.file.empty()) return place;
  std::string file = evidence.file;
  if (!evidence.sheet.empty())
    file += "，表" + evidence.sheet;
  else if (evidence.page > 0)
    file += "，第" + std::to_string(evidence.page) + "页";
  return file + " " + place;
}

template <typename Word>
void print_fields(const Word& word) {
  json::object fields = wire::to_json(word);
  for (const char* key : {"type", "text", "missing", "unreadable", "changes", "contradictions", "evidence"})
    fields.stable_erase(key);
  std::vector<std::pair<std::string, std::string>> rows;
  flatten("", fields, rows);
  std::vector<std::vector<std::string>> cells;
  for (const auto& [path, value] : rows) {
    const auto* found = evidence_for(word.evidence, path);
    std::string where, sure;
    if (found) {
      where = place_of(*found);
      // Two digits are as many as a confidence means.
      sure = std::to_string(static_cast<int>(found->confidence * 100 + 0.5)) + "%";
    }
    cells.push_back({path, value + damage_mark(word, path), found ? found->text : "", where, sure,
                     found ? found->rule : ""});
  }
  for (const auto& [field, reason] : word.missing)
    cells.push_back(
        {field, std::string("（") + chinese_name(reason) + "）" + damage_mark(word, field), "", "", "", ""});
  print_table(std::cout,
              {{"字段", 30}, {"值", 44}, {"原文", 40}, {"位置", 34}, {"把握", 0, true}, {"规则", 40}}, cells);
}

void print_hospital(const KnownHospital& hospital) {
  print_heading("医院概况，取自 " + std::to_string(hospital.urls.size()) + " 个页面");
  for (const auto& url : hospital.urls) std::cout << "  " << printable(url) << '\n';
  print_fields(hospital.merged.profile);
  if (hospital.merged.others.empty()) return;
  print_heading("其他页面的不同说法");
  for (const auto& other : hospital.merged.others)
    std::cout << "  " << other.field << "  " << printable(other.value) << "  "
              << printable(hospital.urls[other.page]) << '\n';
}

// What a statement means, and its words where they say more.
std::string in_words(const Statement& statement) {
  std::string value;
  if (statement.money) value = decimal_amount(*statement.money) + " " + statement.money->currency;
  if (statement.time) value = to_string(*statement.time);
  if (statement.until) value += "至" + to_string(*statement.until);
  if (value.empty()) return statement.text.empty() ? "（未写明）" : statement.text;
  return value + "（" + statement.text + "）";
}

std::string place_of(const Notice& notice, const std::string& path) {
  const auto found = notice.evidence.find(path);
  return found == notice.evidence.end()
             ? std::string()
             : std::to_string(found->second.start) + "-" + std::to_string(found->second.end);
}

void print_changes(const Notice& notice) {
  if (notice.changes.empty()) return;
  print_heading("更正了什么");
  std::vector<std::vector<std::string>> cells;
  for (std::size_t i = 0; i < notice.changes.size(); ++i) {
    const Change& change = notice.changes[i];
    const std::string lot = change.lot.empty() ? "" : "（包" + change.lot + "）";
    cells.push_back({change.item + lot, in_words(change.before), in_words(change.after),
                     place_of(notice, "changes." + std::to_string(i) + ".new"), change.field});
  }
  print_table(std::cout, {{"更正项", 30}, {"更正前", 44}, {"更正后", 44}, {"位置", 12}, {"字段", 20}}, cells);
}

void print_contradictions(const Notice& notice) {
  if (notice.contradictions.empty()) return;
  print_heading("页面自相矛盾之处，请与采购人核实");
  std::vector<std::vector<std::string>> cells;
  for (std::size_t i = 0; i < notice.contradictions.size(); ++i) {
    const Contradiction& found = notice.contradictions[i];
    const std::string path = "contradictions." + std::to_string(i) + ".values.";
    for (std::size_t v = 0; v < found.values.size(); ++v)
      cells.push_back({v == 0 ? found.field : "", v == 0 ? chinese_name(found.why) : "",
                       in_words(found.values[v]), place_of(notice, path + std::to_string(v)),
                       found.values[v].field});
  }
  print_table(std::cout, {{"字段", 20}, {"矛盾", 24}, {"说法", 50}, {"位置", 12}, {"出自", 20}}, cells);
}

void print_period(const std::string& name, const std::optional<ContractPeriod>& period) {
  if (!period) return;
  std::string text = chinese_name(period->kind);
  if (period->starts_on) text += "，" + to_string(*period->starts_on) + "起";
  if (period->ends_on) text += "，" + to_string(*period->ends_on) + "止";
  if (period->months > 0) text += "，" + std::to_string(period->months) + "个月";
  if (period->days > 0) text += "，" + std::to_string(period->days) + "天";
  if (period->working_days > 0) text += "，" + std::to_string(period->working_days) + "个工作日";
  if (period->signed_every_months > 0)
    text += "，每" + std::to_string(period->signed_every_months) + "个月一签";
  print_line(name, text + "（起算：" + chinese_name(period->basis) + "）");
}

void print_known(const Known& known, Language language, const config::Configuration& configuration) {
  if (known.lead) print_lead(*known.lead, language, configuration);
  if (known.notice)
    if (const auto notice = wire::notice_from_json(parsed(known.notice->json))) {
      print_heading("公告 " + known.notice->id + "，每个字段都附原文依据");
      print_fields(*notice);
      print_period("服务期", notice->service_period);
      print_period("合同期", notice->contract.period);
      print_changes(*notice);
      print_contradictions(*notice);
    }
  if (known.page) {
    const auto& page = known.page->page;
    print_heading("原始页面");
    print_line("地址", known.page->task.url);
    print_line("抓取时间", utc_timestamp(page.fetched_at));
    if (known.gone_since)
      print_line("已下线", utc_timestamp(*known.gone_since) + "起页面已不存在，以存档为准");
    for (const auto& [row, record] : known.imports)
      print_line("导入自", row.file + " 第 " + std::to_string(record.number) + " 条，批次 " + row.id + "，" +
                               row.person + "，" + utc_timestamp(row.at));
    print_line("存档", page.location.file + " @ " + std::to_string(page.location.offset) + " +" +
                           std::to_string(page.location.length));
  }
  if (!known.near.empty()) print_heading("同一公告的其他页面");
  for (const auto& [row, bits] : known.near)
    std::cout << "  " << row.id << "  " << row.source_id << "  " << row.published_at << "  "
              << printable(row.url) << "  (" << bits << "/64)\n";
  if (!known.tags.empty()) print_heading("标签");
  for (const auto& row : known.tags)
    if (const auto tag = wire::tag_from_json(parsed(row.json))) {
      std::cout << "  " << tag->id << '\n';
      print_reasons(tag->reasons);
    }
  if (known.master) {
    print_organisation(*known.master, config::shipped_reading_tables().regions);
  } else if (known.organisation) {
    print_heading("单位 " + known.organisation->id);
    print_line("名称", known.organisation->name);
    print_line("类别", known.organisation->kind);
  }
  if (!known.profiles.empty()) print_hospital(merged_hospital(known.profiles));
  print_installed(std::cout, known.installed,
                  [&](const std::string& id) { return product_name(configuration, id); });
  if (known.course) print_project(std::cout, *known.course);
  if (!known.notices.empty() && !known.course) print_heading("相关公告");
  for (const auto& row : known.course ? std::vector<store::NoticeRow>() : known.notices)
    std::cout << "  " << row.id << "  " << row.published_at << "  " << row.kind << "  "
              << printable(row.title) << '\n';
}

// What `show KIND ID` accepts as KIND; an id alone may be any of them.
bool is_of_kind(const Known& known, const std::string& kind, const std::string& id) {
  if (kind.empty()) return true;
  if (kind == "lead") return known.lead.has_value();
  if (kind == "notice") return known.notice && known.notice->id == id;
  if (kind == "org") return known.organisation && known.organisation->id == id;
  return known.project && known.project->id == id;
}

ExitStatus show(const std::string& kind, const std::string& id, Language language,
                const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  const auto known = store->read([&](store::Queries& queries) { return look_up(queries, id); });
  if (!known) {
    complain(known.error().message);
    return status_for(known.error());
  }
  if (!*known || !is_of_kind(**known, kind, id)) {
    complain("there is no " + (kind.empty() ? std::string("lead, notice, organisation or project") : kind) +
             " '" + printable(id) + "'; `tenderlead leads` lists ids");
    return ExitStatus::some_failed;
  }
  if (globals.json || !stdout_is_terminal())
    std::cout << wire::to_text(to_json(**known)) << '\n';
  else
    print_known(**known, language, *configuration);
  return ExitStatus::done;
}

}  // namespace

void add_show(CommandLine& line) {
  auto* command = line.app->add_subcommand(
      "show", "Everything known of a lead, notice, organisation or project, with evidence");
  auto words = std::make_shared<std::vector<std::string>>();
  auto language = std::make_shared<Language>(Language::chinese);
  command->add_option("ID", *words, "As `leads` prints it; lead, notice, org or project may stand before it")
      ->required()
      ->expected(1, 2);
  add_language(*command, language);
  command->callback([&line, words, language] {
    const bool two = words->size() == 2;
    const auto kind = two ? words->front() : std::string();
    if (two && kind != "lead" && kind != "notice" && kind != "org" && kind != "project")
      throw CLI::ValidationError("show", "'" + kind + "' is none of lead, notice, org, project");
    line.action = [&line, words, kind, language] {
      return show(kind, words->back(), *language, line.globals);
    };
  });
}

}  // namespace tenderlead::app
