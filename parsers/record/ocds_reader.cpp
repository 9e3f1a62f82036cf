#include "parsers/record/ocds_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "parsers/record/record_text.h"
#include "parsers/record/record_values.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {

namespace json = boost::json;

namespace {

constexpr double kStated = 0.95;
// Bytes; 2,000 code points of the notice's own limit fit.
constexpr std::size_t kMostRequirements = 2'000;
constexpr std::size_t kMostReleases = 1'000'000;

enum class Stage { planning, tender, amendment, cancellation, award, contract };
constexpr std::array kStages = {Stage::planning,     Stage::tender, Stage::amendment,
                                Stage::cancellation, Stage::award,  Stage::contract};
constexpr const char* word_of(Stage stage) {
  switch (stage) {
    case Stage::planning:
      return "planning";
    case Stage::tender:
      return "tender";
    case Stage::amendment:
      return "amendment";
    case Stage::cancellation:
      return "cancellation";
    case Stage::award:
      return "award";
    case Stage::contract:
      return "contract";
  }
  return "";
}

struct TagStage {
  std::string_view tag;
  Stage stage;
};
// Codelist releaseTag 1.1. What carries a contract out (implementation) announces nothing of its own.
constexpr TagStage kTags[] = {{"planning", Stage::planning},
                              {"planningUpdate", Stage::planning},
                              {"tender", Stage::tender},
                              {"tenderUpdate", Stage::amendment},
                              {"tenderAmendment", Stage::amendment},
                              {"tenderCancellation", Stage::cancellation},
                              {"award", Stage::award},
                              {"awardUpdate", Stage::award},
                              {"awardCancellation", Stage::cancellation},
                              {"contract", Stage::contract},
                              {"contractUpdate", Stage::contract},
                              {"contractAmendment", Stage::contract},
                              {"implementation", Stage::contract},
                              {"implementationUpdate", Stage::contract},
                              {"contractTermination", Stage::contract}};

struct MethodWord {
  std::string_view word;
  ProcurementMethod method;
};
// Codelist method 1.1.
constexpr MethodWord kMethods[] = {{"open", ProcurementMethod::open},
                                   {"selective", ProcurementMethod::invited},
                                   {"limited", ProcurementMethod::single_source},
                                   {"direct", ProcurementMethod::direct}};

class ReleaseReader {
 public:
  ReleaseReader(const json::value& release, const ReadingTables& tables)
      : release_(release), tables_(tables) {}

  RecordReading run() {
    RecordReading reading;
    const auto stages = stages_of();
    if (stages.empty()) {
      reading.reject_reason = "no_stage";
      return reading;
    }
    for (const Stage stage : stages)
      if (auto notice = read(stage)) reading.notices.push_back(std::move(*notice));
    if (reading.notices.empty()) reading.reject_reason = "no_title";
    return reading;
  }

 private:
  bool has(const std::string& pointer) const {
    boost::system::error_code error;
    const auto* found = release_.find_pointer(pointer, error);
    if (found == nullptr) return false;
    if (const auto* list = found->if_array()) return !list->empty();
    if (const auto* object = found->if_object()) return !object->empty();
    return true;
  }
  std::optional<RecordPart> value(const std::string& pointer) const {
    auto found = values_at(release_, pointer);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }

  // In the order of a procurement's course.
  std::vector<Stage> stages_of() const {
    std::set<Stage> found;
    bool compiled = true;
    for (const auto& tag : values_at(release_, "/tag/*"))
      for (const auto& [word, stage] : kTags)
        if (tag.words == word) {
          found.insert(stage);
          compiled = false;
        }
    if (compiled) {
      if (has("/planning")) found.insert(Stage::planning);
      if (has("/tender")) found.insert(Stage::tender);
      if (has("/awards")) found.insert(Stage::award);
      if (has("/contracts")) found.insert(Stage::contract);
    }
    std::vector<Stage> stages;
    for (const Stage stage : kStages)
      if (found.contains(stage)) stages.push_back(stage);
    return stages;
  }

  std::optional<Notice> read(Stage stage) {
    notice_ = {};
    text_.emplace(notice_);
    const char* own = stage == Stage::contract ? "/contracts/0/title"
                      : stage == Stage::award  ? "/awards/0/title"
                                               : "";
    auto title = value("/tender/title");
    for (const char* other :
         {own, "/planning/project/title", "/planning/budget/project", "/planning/budget/description",
          "/planning/rationale", "/tender/description", "/awards/0/title", "/contracts/0/title"})
      if (!title && *other != '\0') title = value(other);
    if (!title) return std::nullopt;
    notice_.url = std::string("#") + word_of(stage);
    notice_.title = title->words;
    text_->prove("title", *title, kStated);
    if (const auto name = value("/tender/title")) {
      notice_.project_name = name->words;
      text_->prove("project_name", *name, kStated);
    }
    take_number();
    if (const auto date = value("/date")) {
      notice_.published_at = time_of_words(date->words, TimeForm::written, std::nullopt);
      if (notice_.published_at) text_->prove("published_at", *date, kStated);
    }
    take_kind(stage);
    take_party("buyer", "/buyer", notice_.buyer);
    if (notice_.buyer.name.empty()) take_party("buyer", "/tender/procuringEntity", notice_.buyer);
    take_region();
    if (stage != Stage::contract) take_tender(stage);
    if (stage == Stage::award) take_awards();
    if (stage == Stage::contract) take_contract();
    if (const auto words = value("/tender/description")) {
      notice_.requirements = words->words.size() <= kMostRequirements ? words->words : std::string();
      if (!notice_.requirements.empty()) text_->prove("requirements", *words, kStated);
    }
    return std::move(notice_);
  }

  void take_number() {
    auto number = value("/tender/id");
    if (!number) number = value("/ocid");
    if (!number) return;
    notice_.project_no = normalise_code(number->words);
    text_->prove("project_no", *number, kStated);
  }

  void take_kind(Stage stage) {
    const auto status = value("/tender/status");
    const bool ended = status && (status->words == "unsuccessful" || status->words == "cancelled" ||
                                  status->words == "withdrawn");
    switch (stage) {
      case Stage::planning:
        notice_.kind = NoticeKind::intention;
        break;
      case Stage::tender:
        notice_.kind = ended ? NoticeKind::failure : NoticeKind::tender;
        break;
      case Stage::amendment:
        notice_.kind = ended ? NoticeKind::failure : NoticeKind::amendment;
        break;
      case Stage::cancellation:
        notice_.kind = NoticeKind::failure;
        break;
      case Stage::award:
        notice_.kind = all_awards_failed() ? NoticeKind::failure : NoticeKind::award;
        break;
      case Stage::contract:
        notice_.kind = NoticeKind::contract;
        break;
    }
    const auto by = (stage == Stage::tender || stage == Stage::amendment) && ended ? status : value("/tag/0");
    if (by) text_->prove("kind", *by, kStated);
  }

  bool all_awards_failed() const {
    const auto states = values_at(release_, "/awards/*/status");
    return !states.empty() && std::all_of(states.begin(), states.end(), [](const RecordPart& state) {
      return state.words == "unsuccessful" || state.words == "cancelled";
    });
  }

  // Where the organisation of a reference stands in `parties`; empty where it doesn't.
  std::string party_of(const std::string& reference) const {
    const auto id = value(reference + "/id");
    const auto ids = values_at(release_, "/parties/*/id");
    if (!id) return {};
    for (const auto& each : ids)
      if (each.words == id->words) return each.pointer.substr(0, each.pointer.size() - 3);
    return {};
  }

  void take(const std::string& field, const std::string& pointer, std::string& out) {
    if (!out.empty()) return;
    const auto found = value(pointer);
    if (!found) return;
    out = normalise_text(found->words);
    text_->prove(field, *found, kStated);
  }

  void take_party(const std::string& field, const std::string& reference, Party& out) {
    take(field + ".name", reference + "/name", out.name);
    const std::string party = party_of(reference);
    // In 1.0 an organisation stands in its place.
    for (const std::string& at : {party, reference}) {
      if (at.empty()) continue;
      take(field + ".name", at + "/name", out.name);
      take(field + ".address", at + "/address/streetAddress", out.address);
      take(field + ".contact", at + "/contactPoint/name", out.contact);
      take(field + ".phone", at + "/contactPoint/telephone", out.phone);
    }
  }

  void take_region() {
    const std::string party = party_of("/buyer");
    if (party.empty()) return;
    std::vector<std::string> levels;
    std::optional<RecordPart> last;
    for (const char* level : {"/address/region", "/address/locality", "/address/streetAddress"})
      if (auto found = value(party + level)) {
        levels.push_back(found->words);
        last = std::move(found);
      }
    if (!last) return;
    const Region region = region_of_words(levels, tables_.regions);
    if (region.empty()) return;
    notice_.region = region;
    text_->prove("region", *last, kStated);
  }

  void take_money(const std::string& field, const std::string& pointer, std::optional<Money>& out) {
    const auto amount = value(pointer + "/amount");
    const auto currency = value(pointer + "/currency");
    if (out || !amount) return;
    // The standard's default is the publisher's own, which nothing names here.
    const bool known = currency && currency->words.size() == 3;
    out = money_of_words(amount->words, 100, known ? currency->words : "CNY");
    if (out) text_->prove(field, *amount, kStated);
  }

  void take_time(const std::string& field, const std::string& pointer, std::optional<StatedTime>& out) {
    const auto found = value(pointer);
    if (!found) return;
    out = time_of_words(found->words, TimeForm::written, std::nullopt);
    if (out) text_->prove(field, *found, kStated);
  }

  void take_tender(Stage stage) {
    if (stage != Stage::planning) take_money("budget", "/tender/value", notice_.budget);
    take_money("budget", "/planning/budget/amount", notice_.budget);
    if (const auto method = value("/tender/procurementMethod"))
      for (const auto& [word, meant] : kMethods)
        if (method->words == word) {
          notice_.method = meant;
          text_->prove("method", *method, kStated);
        }
    if (stage != Stage::tender && stage != Stage::amendment) return;
    take_time("documents_from", "/tender/tenderPeriod/startDate", notice_.documents_from);
    take_time("bid_deadline", "/tender/tenderPeriod/endDate", notice_.bid_deadline);
    take_time("opening_at", "/tender/awardPeriod/startDate", notice_.opening_at);
  }

  void take_awards() {
    boost::system::error_code error;
    const auto* list = release_.find_pointer("/awards", error);
    if (list == nullptr || !list->is_array()) return;
    const std::size_t most = std::min<std::size_t>(list->get_array().size(), 200);
    for (std::size_t i = 0; i < most; ++i) {
      const std::string at = "/awards/" + std::to_string(i);
      const auto suppliers = values_at(release_, at + "/suppliers/*/name");
      for (const auto& supplier : suppliers) {
        const std::string field = "awards." + std::to_string(notice_.awards.size());
        Award award;
        award.supplier = normalise_text(supplier.words);
        text_->prove(field + ".supplier", supplier, kStated);
        // A value that several share is nobody's in particular.
        if (suppliers.size() == 1) take_money(field + ".amount", at + "/value", award.amount);
        notice_.awards.push_back(std::move(award));
      }
    }
  }

  void take_contract() {
    const std::string at = "/contracts/0";
    take("contract.no", at + "/id", notice_.contract.no);
    take_money("contract.amount", at + "/value", notice_.contract.amount);
    take_time("contract.signed_on", at + "/dateSigned", notice_.contract.signed_on);
    const auto from = value(at + "/period/startDate");
    const auto until = value(at + "/period/endDate");
    const auto award_id = value(at + "/awardID");
    for (const auto& id : values_at(release_, "/awards/*/id"))
      if (award_id && id.words == award_id->words)
        take("contract.supplier", id.pointer.substr(0, id.pointer.size() - 3) + "/suppliers/0/name",
             notice_.contract.supplier);
    if (!until) return;
    const auto first = from ? time_of_words(from->words, TimeForm::written, std::nullopt) : std::nullopt;
    const auto last = time_of_words(until->words, TimeForm::written, std::nullopt);
    if (!last) return;
    notice_.contract.term = from ? from->words + " / " + until->words : until->words;
    ContractPeriod period;
    period.basis = PeriodBasis::stated_date;
    if (first) period.starts_on = first->date;
    period.ends_on = last->date;
    notice_.contract.period = period;
    text_->prove("contract.term", *until, kStated);
  }

  const json::value& release_;
  const ReadingTables& tables_;
  Notice notice_;
  std::optional<RecordText> text_;
};

bool is_release(const json::object& object) {
  return object.contains("ocid") &&
         (object.contains("tag") || object.contains("tender") || object.contains("awards") ||
          object.contains("contracts") || object.contains("planning"));
}

void collect(const json::value& value, int depth, std::vector<const json::value*>& out) {
  if (depth > 3 || out.size() >= kMostReleases) return;
  if (const auto* list = value.if_array()) {
    for (const auto& each : *list) collect(each, depth + 1, out);
    return;
  }
  const auto* object = value.if_object();
  if (object == nullptr) return;
  if (const auto* releases = object->if_contains("releases");
      releases != nullptr && releases->is_array() && !object->contains("ocid")) {
    for (const auto& each : releases->get_array()) out.push_back(&each);
  } else if (const auto* records = object->if_contains("records");
             records != nullptr && records->is_array()) {
    for (const auto& record : records->get_array()) collect(record, depth + 1, out);
  } else if (const auto* compiled = object->if_contains("compiledRelease");
             compiled != nullptr && compiled->is_object()) {
    out.push_back(compiled);
  } else if (releases != nullptr && releases->is_array() && !releases->get_array().empty()) {
    // A record that links to its releases has nothing to read here.
    const auto& last = releases->get_array().back();
    if (last.is_object() && is_release(last.get_object())) out.push_back(&last);
  } else if (is_release(*object)) {
    out.push_back(&value);
  }
}

}  // namespace

RecordReading read_ocds_release(const json::value& release, const ReadingTables& tables) {
  const auto* object = release.if_object();
  if (object == nullptr || ocds_id(release).empty()) return {{}, "bad_record"};
  return ReleaseReader(release, tables).run();
}

std::string ocds_id(const json::value& release) {
  const auto ocid = values_at(release, "/ocid");
  const auto id = values_at(release, "/id");
  if (ocid.empty()) return {};
  return id.empty() ? ocid.front().words : ocid.front().words + "/" + id.front().words;
}

std::vector<const json::value*> ocds_releases(const json::value& file) {
  std::vector<const json::value*> out;
  collect(file, 0, out);
  return out;
}

}  // namespace tenderlead::parsers
