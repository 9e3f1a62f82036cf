#include "parsers/record/record_reader.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <utility>

#include "parsers/json_document.h"
#include "parsers/record/ocds_reader.h"
#include "parsers/record/record_terms.h"
#include "parsers/record/record_values.h"
#include "parsers/record/record_words.h"
#include "parsers/values/dates.h"
#include "parsers/values/kind.h"
#include "parsers/values/names.h"
#include "parsers/values/phones.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers {

namespace json = boost::json;

namespace {

constexpr const char* kMapped = "record";
constexpr const char* kOcds = "ocds";
// A vendor's member says what it is; what is wrong in exports is wrong there.
constexpr double kStated = 0.95;
constexpr double kDoubtful = 0.8;
// So sure is the kind of a title at most that doesn't say what the notice does about a purchase (values/kind.cpp).
constexpr double kNamesPurchase = 0.6;
// Below a twentieth of the budget, or below 5,000 yuan where none is known, a sum is the price of a piece.
constexpr std::int64_t kBudgetShare = 20;
constexpr std::int64_t kLeastTotal = 500'000;

class MappedReader {
 public:
  MappedReader(const json::value& record, const RecordMapping& mapping, const ReadingTables& tables)
      : record_(record), mapping_(mapping), tables_(tables) {}

  RecordReading run() {
    RecordReading reading;
    const auto titles = values("title");
    const auto names = values("project_name");
    if (titles.empty() && names.empty()) {
      reading.reject_reason = "no_title";
      return reading;
    }
    const RecordPart& title = titles.empty() ? names.front() : titles.front();
    read_words(title);
    text_.emplace(notice_);
    notice_.title = title.words;
    text_->prove("title", title, kStated);
    if (const auto url = first("url")) notice_.url = url->words;

    take_time("published_at", notice_.published_at);
    take_regions();
    take_text("project_no", notice_.project_no);
    take_text("project_name", notice_.project_name);
    take_party("buyer", notice_.buyer);
    take_party("agency", notice_.agency);
    take_text("project_contact.name", notice_.project_contact.name);
    take_text("project_contact.phone", notice_.project_contact.phone);
    // Exports that don't know the buyer repeat the agency.
    if (!notice_.buyer.name.empty() && notice_.buyer.name == notice_.agency.name &&
        organisation_shape(notice_.buyer.name) == OrganisationShape::company)
      drop("buyer.name", notice_.buyer.name, MissingReason::not_stated);
    take_money("budget", notice_.budget);
    take_money("ceiling", notice_.ceiling);
    take_time("documents_from", notice_.documents_from);
    take_time("documents_until", notice_.documents_until);
    take_time("bid_deadline", notice_.bid_deadline);
    take_time("opening_at", notice_.opening_at);
    take_kind(title);
    take_method();
    take_awards();
    take_contract();
    take_term("service_term", "service_period", std::nullopt, notice_.service_term, notice_.service_period);
    take_month();
    reading.notices.push_back(std::move(notice_));
    return reading;
  }

 private:
  std::vector<RecordPart> values(std::string_view field) const { return values_of(record_, {}, field); }
  // Of a record, or of a row of it that stands at `place`.
  std::vector<RecordPart> values_of(const json::value& record, const std::string& place,
                                    std::string_view field) const {
    const auto* rule = mapping_.find(field);
    if (rule == nullptr) return {};
    for (const auto& pointer : rule->from)
      if (auto found = values_at(record, pointer, field == "text"); !found.empty()) {
        for (auto& value : found) value.pointer = place + value.pointer;
        return found;
      }
    return {};
  }
  std::optional<RecordPart> first(std::string_view field) const {
    auto found = values(field);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }

  // What the vendor gives of the notice's own words, below its title, read as a page.
  void read_words(const RecordPart& title) {
    const auto words = first("text");
    if (!words) return;
    notice_ = read_record_words(title.words, words->words, tables_);
  }

  void drop(const std::string& field, std::string& value, MissingReason why) {
    value.clear();
    notice_.missing[field] = why;
  }

  // True where the words are a value; else what they say in its place is noted.
  bool is_value(const std::string& field, const RecordPart& value) {
    if (const auto damage = damage_of(value.words)) {
      notice_.missing[field] = MissingReason::unreadable;
      notice_.unreadable[field] = *damage;
      text_->prove(field, value, kStated);
      return false;
    }
    if (const auto reason = unstated_reason(value.words)) {
      notice_.missing[field] = *reason;
      notice_.unreadable.erase(field);
      text_->prove(field, value, kStated);
      return false;
    }
    notice_.missing.erase(field);
    notice_.unreadable.erase(field);
    return true;
  }

  void take_text(const std::string& field, std::string& out) {
    const auto value = first(field);
    if (!value) return;
    out.clear();
    if (!is_value(field, *value)) return;
    const bool code = field == "project_no" || field == "contract.no";
    out = code ? normalise_code(value->words) : normalise_text(value->words);
    if (field.ends_with(".phone"))
      if (auto numbers = join_phones(find_phones(value->words)); !numbers.empty()) out = std::move(numbers);
    text_->prove(field, *value, kStated);
  }

  void take_party(const std::string& party, Party& out) {
    take_text(party + ".name", out.name);
    take_text(party + ".address", out.address);
    take_text(party + ".contact", out.contact);
    take_text(party + ".phone", out.phone);
  }

  void take_time(const std::string& field, std::optional<StatedTime>& out) {
    const auto value = first(field);
    if (!value) return;
    std::optional<Date> published;
    if (notice_.published_at) published = notice_.published_at->date;
    const auto time = time_of_words(value->words, mapping_.find(field)->time, published);
    out = time;
    if (!time) {
      if (is_value(field, *value)) notice_.missing[field] = MissingReason::unreadable;
    } else {
      notice_.missing.erase(field);
      notice_.unreadable.erase(field);
    }
    text_->prove(field, *value, kStated);
  }

  void take_money(const std::string& field, std::optional<Money>& out) {
    const auto value = first(field);
    if (!value) return;
    out.reset();
    if (!is_value(field, *value)) return;
    out = money_of_words(value->words, mapping_.find(field)->unit, mapping_.currency);
    if (!out) notice_.missing[field] = MissingReason::not_stated;
    text_->prove(field, *value, kStated);
  }

  void take_regions() {
    std::vector<std::string> levels;
    std::optional<RecordPart> last;
    for (const char* field : {"region", "region.province", "region.city", "region.county"})
      if (auto value = first(field)) {
        levels.push_back(value->words);
        last = std::move(value);
      }
    if (!last) return;
    const Region region = region_of_words(levels, tables_.regions);
    if (region.empty()) return;
    notice_.region = region;
    text_->prove("region", *last, kStated);
  }

  void take_kind(const RecordPart& title) {
    const auto titled = classify_kind(notice_.title);
    const auto* rule = mapping_.find("kind");
    const auto word = first("kind");
    const auto vendors = rule != nullptr && word ? kind_of_words(word->words, *rule) : std::nullopt;
    // 招标 and 采购 are also what whole projects are called, so a title that only asks for bids doesn't speak against a vendor
    // who knows that it is over; one that only names what is bought says nothing of when.
    const bool vague = titled && titled->kind == NoticeKind::tender;
    const bool names_purchase = vague && titled->confidence <= kNamesPurchase;
    // A result is announced (中标结果公告) where there was none, too; then the record names nobody who won.
    const bool without_winner = titled && titled->kind == NoticeKind::award &&
                                vendors == NoticeKind::failure && values("awards.supplier").empty();
    const bool vendor_knows =
        vendors && *vendors != NoticeKind::other &&
        (!titled || without_winner || (vague && (names_purchase || *vendors != NoticeKind::intention)));
    if (vendor_knows) {
      notice_.kind = *vendors;
      text_->prove("kind", *word, titled && titled->kind != *vendors ? kDoubtful : kStated);
    } else if (titled) {
      notice_.kind = titled->kind;
      text_->prove("kind", title, titled->confidence);
    } else if (!notice_.kind && vendors) {
      notice_.kind = *vendors;
      text_->prove("kind", *word, kStated);
    }
  }

  void take_method() {
    const auto word = first("method");
    if (!word) return;
    const auto& own = mapping_.find("method")->values;
    const auto mapped = own.find(word->words);
    auto method = mapped != own.end() ? procurement_method_from_string(mapped->second) : std::nullopt;
    if (!method)
      if (const auto match = classify_method(word->words)) method = match->method;
    if (!method) return;
    notice_.method = method;
    text_->prove("method", *word, kStated);
  }

  // A row of the notice, and the pointer to it.
  struct Row {
    const json::value* value;
    std::string place;
  };
  std::vector<Row> rows() const {
    std::vector<Row> found;
    const auto* object = record_.if_object();
    const auto* list = object == nullptr ? nullptr : object->if_contains(kRowsMember);
    if (list != nullptr && list->is_array())
      for (const auto& each : list->get_array())
        found.push_back({&each, "/" + std::string(kRowsMember) + "/" + std::to_string(found.size())});
    if (found.empty()) found.push_back({&record_, {}});
    return found;
  }

  void take_awards() {
    const auto all = rows();
    const bool named = std::any_of(all.begin(), all.end(), [&](const Row& row) {
      return !values_of(*row.value, row.place, "awards.supplier").empty();
    });
    if (!named) {
      // One sum beside the winner that the words name.
      if (all.size() == 1 && !notice_.awards.empty()) take_amounts(all.front(), 0);
      return;
    }
    notice_.awards.clear();
    forget("awards.");
    for (const auto& row : all) take_row(row);
    if (notice_.awards.empty()) notice_.missing["awards.0.supplier"] = MissingReason::unreadable;
  }

  static bool same_award(const Award& a, const Award& b) {
    return a.supplier == b.supplier && a.lot == b.lot &&
           (!a.amount || !b.amount || a.amount->amount_minor == b.amount->amount_minor);
  }

  // Winners, lots and sums of one row, which belong together where there are equally many.
  void take_row(const Row& row) {
    const auto* rule = mapping_.find("awards.supplier");
    const auto given = values_of(*row.value, row.place, "awards.supplier");
    const std::size_t before = notice_.awards.size();
    for (const auto& value : parted(given, rule->split)) {
      const std::string field = "awards." + std::to_string(notice_.awards.size()) + ".supplier";
      const bool known =
          std::any_of(notice_.awards.begin() + static_cast<std::ptrdiff_t>(before), notice_.awards.end(),
                      [&](const Award& award) { return award.supplier == value.words; });
      // Portals' names and the like stand where a vendor's own reading failed.
      if (known || !looks_like_organisation(value.words)) continue;
      if (!is_value(field, value)) continue;
      Award award;
      award.supplier = trim_organisation(value.words);
      notice_.awards.push_back(std::move(award));
      RecordPart whole = value;
      for (const auto& each : given)
        if (each.pointer == value.pointer) whole = each;
      text_->prove(field, whole, kStated);
    }
    take_lots(row, before);
    take_amounts(row, before);
    // The same again: a row that differs in what no field was made of.
    const auto earlier = notice_.awards.begin() + static_cast<std::ptrdiff_t>(before);
    if (notice_.awards.size() != before + 1 ||
        std::none_of(notice_.awards.begin(), earlier,
                     [&](const Award& other) { return same_award(notice_.awards.back(), other); }))
      return;
    notice_.awards.pop_back();
    forget("awards." + std::to_string(before) + ".");
  }

  void forget(const std::string& prefix) {
    std::erase_if(notice_.evidence, [&](const auto& item) { return item.first.starts_with(prefix); });
    std::erase_if(notice_.missing, [&](const auto& item) { return item.first.starts_with(prefix); });
  }

  void take_lots(const Row& row, std::size_t before) {
    const auto numbers = values_of(*row.value, row.place, "awards.lot");
    const auto names = values_of(*row.value, row.place, "lots.name");
    const std::size_t winners = notice_.awards.size() - before;
    for (std::size_t i = 0; i < winners; ++i) {
      const std::size_t at = numbers.size() == winners ? i : 0;
      if (numbers.size() != winners && numbers.size() != 1) break;
      const std::string field = "awards." + std::to_string(before + i) + ".lot";
      if (!is_value(field, numbers[at])) continue;
      notice_.awards[before + i].lot = normalise_text(numbers[at].words);
      text_->prove(field, numbers[at], kStated);
    }
    if (numbers.size() != 1 || names.size() > 1) return;
    const auto no = normalise_text(numbers.front().words);
    const bool known =
        std::any_of(notice_.lots.begin(), notice_.lots.end(), [&](const Lot& lot) { return lot.no == no; });
    if (no.empty() || known) return;
    Lot lot;
    lot.no = no;
    const std::string field = "lots." + std::to_string(notice_.lots.size());
    if (!names.empty()) {
      lot.name = normalise_text(names.front().words);
      text_->prove(field + ".name", names.front(), kStated);
    }
    text_->prove(field + ".no", numbers.front(), kStated);
    notice_.lots.push_back(std::move(lot));
  }

  void take_amounts(const Row& row, std::size_t before) {
    const auto* rule = mapping_.find("awards.amount");
    const auto amounts = values_of(*row.value, row.place, "awards.amount");
    if (rule == nullptr || amounts.empty()) return;
    // One sum beside several winners is nobody's in particular.
    if (amounts.size() != notice_.awards.size() - before) {
      for (std::size_t i = before; i < notice_.awards.size(); ++i)
        notice_.missing["awards." + std::to_string(i) + ".amount"] = MissingReason::not_stated;
      return;
    }
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      Award& award = notice_.awards[before + i];
      const std::string field = "awards." + std::to_string(before + i) + ".amount";
      award.amount.reset();
      if (!is_value(field, amounts[i])) continue;
      auto money = money_of_words(amounts[i].words, rule->unit, mapping_.currency);
      const auto least = notice_.budget ? notice_.budget->amount_minor / kBudgetShare : kLeastTotal;
      if (money && rule->may_be_unit_price && money->amount_minor < least) money.reset();
      if (money)
        award.amount = std::move(money);
      else
        notice_.missing[field] = MissingReason::not_stated;
      text_->prove(field, amounts[i], rule->may_be_unit_price ? kDoubtful : kStated);
    }
  }

  void move_field(const std::string& from, const std::string& to) {
    if (auto node = notice_.evidence.extract(from)) {
      node.key() = to;
      notice_.evidence.insert(std::move(node));
    }
    if (auto node = notice_.missing.extract(from)) {
      node.key() = to;
      notice_.missing.insert(std::move(node));
    }
  }

  void take_contract() {
    take_text("contract.no", notice_.contract.no);
    take_time("contract.signed_on", notice_.contract.signed_on);
    std::optional<Date> signed_on;
    if (notice_.contract.signed_on) signed_on = notice_.contract.signed_on->date;
    take_term("contract.term", "contract.period", signed_on, notice_.contract.term, notice_.contract.period);
    const bool of_contract = notice_.kind == NoticeKind::contract || notice_.kind == NoticeKind::acceptance;
    // A contract's winner is its supplier.
    if (of_contract && notice_.awards.size() == 1 && notice_.contract.supplier.empty()) {
      notice_.contract.supplier = std::move(notice_.awards[0].supplier);
      if (!notice_.contract.amount) notice_.contract.amount = std::move(notice_.awards[0].amount);
      notice_.awards.clear();
      move_field("awards.0.supplier", "contract.supplier");
      move_field("awards.0.amount", "contract.amount");
      notice_.evidence.erase("awards.0.lot");
    }
  }

  // A day's column, where the cell is a day.
  std::optional<RecordPart> day_of(const std::string& field, bool is_last, std::optional<Date>& day) const {
    auto value = first(field);
    if (!value) return value;
    if (const auto time = time_of_words(value->words, mapping_.find(field)->time, std::nullopt))
      day = time->date;
    else if (is_last)
      day = last_day_of_words(value->words, tables_);
    return value;
  }

  void take_term(const std::string& field, const std::string& days, std::optional<Date> signed_on,
                 std::string& words, std::optional<ContractPeriod>& period) {
    RecordTerm term;
    term.words = first(field);
    term.from = day_of(days + ".starts_on", false, term.first);
    term.until = day_of(days + ".ends_on", true, term.last);
    if (term.words && !is_value(field, *term.words)) {
      words.clear();
      period.reset();
      term.words.reset();
    }
    if (!term.words && !term.last) {
      // A first day alone ends nothing, and a last one that can't be read is none.
      if (term.until && words.empty() && is_value(field, *term.until))
        notice_.missing[field] = MissingReason::unreadable;
      return;
    }
    words = words_of_term(term);
    period = period_of_term(term, signed_on, tables_);
    notice_.missing.erase(field);
    notice_.unreadable.erase(field);
    text_->prove(field, term.words ? *term.words : *term.until, kStated);
    if (term.words && term.last) text_->prove(days + ".ends_on", *term.until, kStated);
  }

  void take_month() {
    const auto value = first("expected_month");
    if (!value) return;
    const auto month = read_month(value->words);
    if (!month) return;
    Intention intention;
    intention.name = notice_.project_name.empty() ? notice_.title : notice_.project_name;
    intention.budget = notice_.budget;
    intention.expected_month = month->month;
    notice_.intentions = {std::move(intention)};
    text_->prove("intentions.0.expected_month", *value, kStated);
  }

  const json::value& record_;
  const RecordMapping& mapping_;
  const ReadingTables& tables_;
  Notice notice_;
  std::optional<RecordText> text_;
};

}  // namespace

std::string record_page(const RecordMapping& mapping, std::string_view raw) {
  std::string page = "{\"tenderlead\":\"";
  page += kMapped;
  page += "\",\"mapping\":" + json::serialize(to_json(mapping)) + ",\"record\":";
  page += raw;
  page += '}';
  return page;
}

std::string ocds_page(std::string_view source, std::string_view raw) {
  std::string page = "{\"tenderlead\":\"";
  page += kOcds;
  page += "\",\"source\":" + json::serialize(json::string(source)) + ",\"record\":";
  page += raw;
  page += '}';
  return page;
}

RecordReading read_record(const json::value& record, const RecordMapping& mapping,
                          const ReadingTables& tables) {
  if (!record.is_object()) return {{}, "bad_record"};
  return MappedReader(record, mapping, tables).run();
}

std::string record_id(const json::value& record, const RecordMapping& mapping) {
  std::string id;
  for (const auto& pointer : mapping.id)
    for (const auto& value : values_at(record, pointer)) id += (id.empty() ? "" : "/") + value.words;
  return id;
}

RecordReading read_record_page(std::string_view page, const ReadingTables& tables) {
  const auto whole = parse_json(page);
  const auto* object = whole ? whole->if_object() : nullptr;
  const auto* record = object == nullptr ? nullptr : object->if_contains("record");
  const auto* form = object == nullptr ? nullptr : object->if_contains("tenderlead");
  if (record == nullptr || form == nullptr) return {{}, "bad_record"};
  if (*form == kOcds) return read_ocds_release(*record, tables);
  const auto* given = object->if_contains("mapping");
  if (*form != kMapped || given == nullptr) return {{}, "bad_record"};
  const auto mapping = mapping_from_json(*given);
  if (!mapping) return {{}, "bad_record"};
  return read_record(*record, *mapping, tables);
}

}  // namespace tenderlead::parsers
