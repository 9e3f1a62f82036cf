#include "parsers/hospital/hospital_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "parsers/hospital/classification.h"
#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/contact.h"
#include "parsers/hospital/departments.h"
#include "parsers/hospital/figures.h"
#include "parsers/hospital/identity.h"
#include "parsers/hospital/other_institutions.h"
#include "parsers/hospital/place.h"
#include "parsers/hospital/year_tables.h"

namespace tenderlead::parsers {

namespace {

// Collects evidence in bytes of the page's text and writes it out in code points, in one pass.
class EvidenceWriter {
 public:
  EvidenceWriter(const Document& document, const CleanText& text) : document_(document), text_(text) {}

  template <typename T>
  void add(std::string field, const Reading<T>& reading) {
    items_.push_back(
        {std::move(field), text_.origin(reading.begin, reading.end), reading.rule, reading.confidence});
  }
  void add(std::string field, std::size_t begin, std::size_t end, std::string rule, double confidence) {
    items_.push_back({std::move(field), text_.origin(begin, end), std::move(rule), confidence});
  }

  EvidenceMap write() const {
    std::vector<std::size_t> bytes;
    for (const auto& item : items_) {
      bytes.push_back(item.span.begin);
      bytes.push_back(item.span.end);
    }
    std::sort(bytes.begin(), bytes.end());
    bytes.erase(std::unique(bytes.begin(), bytes.end()), bytes.end());
    std::vector<std::size_t> points(bytes.size());
    std::size_t at = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (; at < bytes[i]; ++at)
        count += (static_cast<unsigned char>(document_.text[at]) & 0xC0) != 0x80 ? 1u : 0u;
      points[i] = count;
    }
    const auto point = [&](std::size_t byte) {
      return points[static_cast<std::size_t>(std::lower_bound(bytes.begin(), bytes.end(), byte) -
                                             bytes.begin())];
    };
    EvidenceMap evidence;
    for (const auto& item : items_)
      evidence[item.field] = {std::string(document_.slice(item.span)), point(item.span.begin),
                              point(item.span.end), item.rule, item.confidence};
    return evidence;
  }

 private:
  struct Item {
    std::string field;
    Span span;
    std::string rule;
    double confidence;
  };
  const Document& document_;
  const CleanText& text_;
  std::vector<Item> items_;
};

template <typename T, typename Target>
void take(const std::optional<Reading<T>>& reading, const char* field, Target& target,
          EvidenceWriter& evidence) {
  if (!reading) return;
  target = reading->value;
  evidence.add(field, *reading);
}

// Departments of internal medicine, surgery, women and children: nobody but a general hospital has them all.
bool covers_medicine(const std::vector<std::string>& departments) {
  constexpr std::size_t kLeast = 8;
  constexpr int kLeastFields = 3;
  int fields = 0;
  for (const std::string_view field : {"内科", "外科", "妇", "儿"})
    fields += std::any_of(departments.begin(), departments.end(),
                          [&](const std::string& name) { return name.find(field) != std::string::npos; });
  return departments.size() >= kLeast && fields >= kLeastFields;
}

// Leaves in the text what it says of this hospital, and of now.
void leave_out_others(const Document& document, CleanText& text, HospitalNames& names) {
  const std::vector<Span> others = spans_of_others(document, text, names);
  std::erase_if(names.aliases, [&](const Reading<std::string>& alias) {
    return std::any_of(others.begin(), others.end(),
                       [&](const Span& span) { return span.begin <= alias.begin && alias.begin < span.end; });
  });
  for (const Span& span : spans_of_past_years(document, text)) text.blank(span);
  for (const Span& span : others)
    if (!names.name || names.name->end <= span.begin || span.end <= names.name->begin) text.blank(span);
}

}  // namespace

HospitalProfile read_hospital(const Document& document, const ReadingTables& tables) {
  CleanText text(document);
  HospitalProfile profile;
  profile.url = document.url;
  profile.text = document.text;
  EvidenceWriter evidence(document, text);

  const std::vector<RecordValue> record = read_record(text);
  HospitalNames names = read_names(document, text, record);
  leave_out_others(document, text, names);
  if (names.name) {
    profile.name = names.name->value;
    evidence.add("name", *names.name);
  } else {
    profile.name = names.of_title;
  }
  for (const auto& alias : names.aliases) {
    evidence.add("aliases." + std::to_string(profile.aliases.size()), alias);
    profile.aliases.push_back(alias.value);
  }

  const Figures figures = read_figures_of_hospital(text, record, read_year_tables(document, text));
  take(figures.beds_authorised, "beds.authorised", profile.beds_authorised, evidence);
  take(figures.beds_open, "beds.open", profile.beds_open, evidence);
  take(figures.outpatient_visits, "outpatient_visits", profile.outpatient_visits, evidence);
  take(figures.discharges, "discharges", profile.discharges, evidence);
  take(figures.surgeries, "surgeries", profile.surgeries, evidence);
  take(figures.staff, "staff", profile.staff, evidence);
  const auto founded = read_founded(text, record);
  take(founded, "founded", profile.founded, evidence);

  const auto level = read_level(text);
  take(level, "level", profile.level, evidence);
  take(read_ownership(text), "ownership", profile.ownership, evidence);

  const RatingReadings ratings = read_ratings(text);
  take(ratings.emr, "ratings.emr", profile.ratings.emr, evidence);
  take(ratings.interconnection, "ratings.interconnection", profile.ratings.interconnection, evidence);
  take(ratings.smart_service, "ratings.smart_service", profile.ratings.smart_service, evidence);
  take(ratings.smart_management, "ratings.smart_management", profile.ratings.smart_management, evidence);

  const HospitalContact contact = read_contact(text, record);
  take(contact.address, "address", profile.address, evidence);
  take(contact.phone, "phone", profile.phone, evidence);
  take(contact.postcode, "postcode", profile.postcode, evidence);
  take(contact.website, "website", profile.website, evidence);
  if (contact.phone_missing) profile.missing["phone"] = *contact.phone_missing;

  for (const auto& department : read_departments(document, text, record)) {
    evidence.add("departments." + std::to_string(profile.departments.size()), department);
    profile.departments.push_back(department.value);
  }

  // What a page without a name says of a category is the hospital's only where it states facts about one.
  int facts = (level ? 1 : 0) + (founded ? 1 : 0);
  const Reading<std::int64_t>* fact = nullptr;
  for (const auto* figure : {&figures.beds_authorised, &figures.beds_open, &figures.outpatient_visits,
                             &figures.discharges, &figures.staff})
    if (*figure) {
      ++facts;
      if (fact == nullptr) fact = &**figure;
    }
  const auto category = read_category(text, names, record);
  if (names.name || facts > 0) take(category, "category", profile.category, evidence);
  if (!category && facts >= 2 && fact != nullptr) {
    // A page with a hospital's figures and no word of a speciality introduces a general hospital.
    profile.category = HospitalCategory::general;
    evidence.add("category", fact->begin, fact->end, "category:default", 0.75);
  }
  if (!profile.category && names.of_title.empty() && covers_medicine(profile.departments)) {
    profile.category = HospitalCategory::general;
    evidence.add("category", 0, 0, "category:departments", 0.7);
  }
  if (!profile.category && !names.of_title.empty()) profile.category = category_of_name(names.of_title);
  if (const auto place = read_place(text, names, contact, record, tables.regions)) {
    profile.region = place->value;
    if (place->end > place->begin) evidence.add("region", *place);
  }
  profile.evidence = evidence.write();
  return profile;
}

}  // namespace tenderlead::parsers
