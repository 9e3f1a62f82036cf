#include "app/pipeline/organisation_view.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string_view>

#include "app/pipeline/organisation_people.h"
#include "model/time.h"
#include "wire/organisation_facts.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kNoticesLookedAt = 1000;
constexpr std::string_view kBetween = "、";
// Of HospitalProfile's fields, those whose JSON is a number.
constexpr std::array<std::string_view, 11> kNumbers = {
    "level.tier", "beds.authorised", "beds.open",   "outpatient_visits",     "discharges",
    "surgeries",  "staff",           "ratings.emr", "ratings.smart_service", "ratings.smart_management",
    "founded"};
// Fields of a profile that say which organisation it is, not what it is like.
constexpr std::array<std::string_view, 8> kNotAttributes = {"type", "url",     "name",     "aliases",
                                                            "text", "missing", "evidence", "rated_in"};

std::string text_of(const json::value& value) {
  if (const auto* text = value.if_string()) return {text->data(), text->size()};
  if (const auto* array = value.if_array()) {
    std::string joined;
    for (const auto& each : *array) joined += (joined.empty() ? "" : std::string(kBetween)) + text_of(each);
    return joined;
  }
  return wire::to_text(value);
}

void flatten(const std::string& path, const json::object& object,
             std::vector<std::pair<std::string, std::string>>& out) {
  for (const auto& [key, value] : object) {
    const auto name = path.empty() ? std::string(key) : path + "." + std::string(key);
    if (path.empty() && std::ranges::find(kNotAttributes, std::string_view(key)) != kNotAttributes.end())
      continue;
    if (const auto* inner = value.if_object())
      flatten(name, *inner, out);
    else
      out.emplace_back(name, text_of(value));
  }
}

void add_page_values(const KnownHospital& hospital, std::vector<OrganisationValue>& values) {
  const auto& merged = hospital.merged;
  const auto page_of = [&](std::string path) -> std::size_t {
    while (true) {
      for (const auto& [field, page] : merged.origins)
        if (field == path) return page;
      const auto dot = path.rfind('.');
      if (dot == std::string::npos) return 0;
      path.resize(dot);
    }
  };
  const auto add = [&](const std::string& field, const std::string& value, std::size_t page) {
    if (value.empty() || page >= hospital.urls.size()) return;
    values.push_back({field, value, Origin::crawl, hospital.urls[page], hospital.fetched_at[page], false});
    const auto said = merged.profile.evidence.find(field);
    if (said != merged.profile.evidence.end() && page_of(field) == page)
      values.back().words = said->second.text;
  };
  add("name", merged.profile.name, page_of("name"));
  for (const auto& alias : merged.profile.aliases) add("alias", alias, page_of("aliases"));
  std::vector<std::pair<std::string, std::string>> fields;
  flatten("", wire::to_json(merged.profile), fields);
  for (const auto& [field, value] : fields)
    if (!field.starts_with("region.")) add(field, value, page_of(field));
  add("region", merged.profile.region.code, page_of("region"));
  for (const auto& other : merged.others) add(other.field, other.value, other.page);
}

void add_record_values(const store::OrganisationRecordRow& row, std::vector<OrganisationValue>& values) {
  const auto value = wire::parse_text(row.json);
  if (!value) return;
  const auto facts = wire::organisation_facts_from_json(*value);
  if (!facts) return;
  const auto add = [&](const std::string& field, const std::string& text) {
    if (!text.empty())
      values.push_back(
          {field, text, Origin::import, row.file + "#" + std::to_string(row.number), row.at, false});
  };
  add("name", facts->name);
  for (const auto& alias : facts->aliases) add("alias", alias);
  for (const auto& former : facts->former_names) add("former_name", former);
  add("kind", facts->kind);
  add("region", facts->region_code);
  for (const auto& parent : facts->parents) add("parent." + parent.relation, parent.name);
  for (const auto& [field, text] : facts->attributes) add(field, text);
}

void add_people_values(const PeopleDecisions& people, const std::string& id,
                       std::vector<OrganisationValue>& values) {
  for (const auto& [organisation, sets] : people.values())
    if (people.merged(organisation) == id)
      for (const auto& each : sets)
        values.push_back({each.field, each.value, Origin::person, each.person, each.at, false});
}

std::int64_t epoch_of(const std::string& published_at) {
  const auto time = stated_time_from_iso(published_at);
  return time ? epoch_seconds(*time) : 0;
}

// By which names notices call it, each from the oldest notice that says so.
void add_notice_names(store::Queries& queries, const std::string& id,
                      std::vector<OrganisationValue>& values) {
  std::map<std::string, OrganisationValue> names;
  for (const auto& notice : queries.notices_of_buyer(id, kNoticesLookedAt)) {
    if (notice.buyer.empty()) continue;
    names[notice.buyer] = {"alias", notice.buyer, Origin::crawl, notice.url, epoch_of(notice.published_at),
                           false,   notice.id};
  }
  for (auto& named : names) {
    auto& value = named.second;
    const bool said = std::ranges::any_of(values, [&](const OrganisationValue& other) {
      return other.value == named.first && (other.field == "name" || may_repeat(other.field));
    });
    if (!said) values.push_back(std::move(value));
  }
}

std::vector<RelatedOrganisation> related(store::Queries& queries, const std::vector<store::ParentRow>& rows,
                                         std::string store::ParentRow::*other) {
  std::vector<RelatedOrganisation> out;
  for (const auto& row : rows)
    if (const auto organisation = queries.organisation(row.*other))
      out.push_back({row.*other, organisation->name, row.relation});
  return out;
}

// Which stands, and isn't a page's.
bool is_attribute(const OrganisationValue& value) {
  return value.stands && value.origin != Origin::crawl && value.field != "region" && value.field != "kind" &&
         !may_repeat(value.field);
}

void put_value(json::object& whole, const OrganisationValue& value) {
  json::object* inner = &whole;
  std::string_view field = value.field;
  if (const auto dot = field.find('.'); dot != std::string_view::npos) {
    auto& part = whole[field.substr(0, dot)];
    if (!part.is_object()) part = json::object{};
    inner = &part.get_object();
    field = field.substr(dot + 1);
  }
  if (std::ranges::find(kNumbers, std::string_view(value.field)) != kNumbers.end()) {
    std::int64_t number = 0;
    const auto* end = value.value.data() + value.value.size();
    if (std::from_chars(value.value.data(), end, number).ptr == end) (*inner)[field] = number;
  } else if (value.field == "departments") {
    json::array list;
    for (std::size_t at = 0; at < value.value.size();) {
      const auto next = std::min(value.value.find(kBetween, at), value.value.size());
      if (next > at) list.emplace_back(json::string(std::string_view(value.value).substr(at, next - at)));
      at = next + kBetween.size();
    }
    whole["departments"] = std::move(list);
  } else {
    (*inner)[field] = json::string(value.value);
  }
}

// Where a value that isn't a page's comes from, in words for a lead's reasons.
std::string origin_words(const OrganisationValue& value) {
  const char* way = value.origin == Origin::person ? " 填写）" : " 导入）";
  return value.source + "（" + to_string(local_date(value.at)) + way;
}

// What a page said of a field, or of what it is a part of, no longer proves it.
void put_origin(Hospital& hospital, const OrganisationValue& value) {
  for (auto path = value.field;;) {
    hospital.origins[path] = origin_words(value);
    hospital.profile.rated_in.erase(path);
    Evidence words;
    words.text = value.value;
    hospital.profile.evidence[path] = std::move(words);
    const auto dot = path.rfind('.');
    if (dot == std::string::npos) return;
    path.resize(dot);
  }
}

// Puts the values that stand and don't come from its pages into a profile. What can't be read as its field is left out.
void put_values(Hospital& hospital, const std::vector<OrganisationValue>& values) {
  auto whole = wire::to_json(hospital.profile);
  std::vector<const OrganisationValue*> taken;
  const auto read = [](const json::object& from) { return wire::hospital_from_json(from); };
  for (const auto& value : values)
    if (is_attribute(value)) {
      put_value(whole, value);
      taken.push_back(&value);
    }
  if (taken.empty()) return;
  auto all = read(whole);
  if (!all) {
    // Some value can't be read as what its field is: one after the other, without those.
    whole = wire::to_json(hospital.profile);
    std::erase_if(taken, [&](const OrganisationValue* value) {
      auto next = whole;
      put_value(next, *value);
      if (!read(next)) return true;
      whole = std::move(next);
      return false;
    });
    all = read(whole);
    if (!all) return;
  }
  hospital.profile = std::move(*all);
  for (const auto* value : taken) put_origin(hospital, *value);
}

}  // namespace

std::optional<OrganisationView> organisation_view(store::Queries& queries, const std::string& asked) {
  const PeopleDecisions people(queries.organisation_actions());
  const auto id = people.merged(asked);
  auto row = queries.organisation(id);
  if (!row) return std::nullopt;
  OrganisationView view;
  std::vector<std::string> ids{id};
  for (const auto& [from, into] : people.merges())
    if (people.merged(from) == id) {
      ids.push_back(from);
      const auto name = people.names().find(from);
      view.merged.emplace_back(from, name == people.names().end() ? std::string() : name->second);
    }
  for (const auto& each : ids)
    for (const auto& record : queries.organisation_records_of(each)) add_record_values(record, view.values);
  add_people_values(people, id, view.values);
  if (auto profiles = queries.profiles_of(id); !profiles.empty())
    add_page_values(merged_hospital(std::move(profiles)), view.values);
  add_notice_names(queries, id, view.values);
  const auto says = [&](std::string_view field) {
    return std::ranges::any_of(view.values, [&](const auto& each) { return each.field == field; });
  };
  // What only the linker says: the name that notices use most, the kind by its words, the region of its notices.
  if (!says("name")) {
    std::erase_if(view.values,
                  [&](const auto& each) { return each.field == "alias" && each.value == row->name; });
    std::int64_t oldest = 0;
    std::string source;
    std::string notice_id;
    for (const auto& notice : queries.notices_of_buyer(id, kNoticesLookedAt))
      if (notice.buyer == row->name) {
        oldest = epoch_of(notice.published_at);
        source = notice.url;
        notice_id = notice.id;
      }
    view.values.push_back({"name", row->name, Origin::crawl, source, oldest, false, notice_id});
  }
  if (!says("kind")) view.values.push_back({"kind", row->kind, Origin::crawl, "", 0, false});
  if (!says("region") && !row->region_code.empty())
    view.values.push_back({"region", row->region_code, Origin::crawl, "", 0, false});
  settle(view.values);
  view.parents = related(queries, queries.parents_of(id), &store::ParentRow::parent_id);
  view.children = related(queries, queries.children_of(id), &store::ParentRow::organisation_id);
  view.row = std::move(*row);
  return view;
}

KnownHospitals known_hospitals(store::Queries& queries) {
  const PeopleDecisions people(queries.organisation_actions());
  std::map<std::string, std::vector<store::ProfileRow>> pages;
  queries.each_profile([&](const store::ProfileRow& row) {
    if (!row.organisation_id.empty()) pages[row.organisation_id].push_back(row);
  });
  std::map<std::string, std::vector<OrganisationValue>> said;
  queries.each_organisation_record([&](const store::OrganisationRecordRow& row) {
    add_record_values(row, said[people.merged(row.organisation_id)]);
  });
  for (const auto& [id, values] : people.values()) said[people.merged(id)];
  KnownHospitals hospitals;
  for (auto& [id, rows] : pages) {
    auto hospital = merged_hospital(std::move(rows));
    if (hospital.urls.empty()) continue;
    if (const auto other = said.find(id); other != said.end()) add_page_values(hospital, other->second);
    auto& known = hospitals[id];
    for (const auto& [field, page] : hospital.merged.origins) known.origins[field] = hospital.urls[page];
    known.profile = std::move(hospital.merged.profile);
  }
  for (auto& [id, values] : said) {
    add_people_values(people, id, values);
    settle(values);
    const bool tells = std::ranges::any_of(values, [](const OrganisationValue& value) {
      return value.origin != Origin::crawl && value.field != "name" && value.field != "kind" &&
             value.field != "region" && !may_repeat(value.field);
    });
    if (tells || hospitals.contains(id)) put_values(hospitals[id], values);
  }
  return hospitals;
}

}  // namespace tenderlead::app
