#include <cmath>

#include "wire/json.h"

namespace tenderlead::wire {
namespace {

// Reads one object's keys into members. The first fault is kept, with the path of its key; what follows it still
// reads, so one call site needs one check at the end.
class Keys {
 public:
  Keys(const json::value& value, std::string path, std::string& fault)
      : path_(std::move(path)), fault_(fault) {
    if (value.is_object())
      object_ = &value.get_object();
    else
      complain("", "an object");
  }

  void read(const char* key, std::string& to) {
    if (const auto* found = find(key)) {
      if (const auto* text = found->if_string())
        to.assign(text->data(), text->size());
      else
        complain(key, "a string");
    }
  }
  void read(const char* key, bool& to) {
    if (const auto* found = find(key)) {
      if (const auto* flag = found->if_bool())
        to = *flag;
      else
        complain(key, "true or false");
    }
  }
  template <typename Number>
  void read_number(const char* key, Number& to) {
    const auto* found = find(key);
    if (!found) return;
    if (!found->is_number()) return complain(key, "a number");
    if constexpr (std::is_same_v<Number, double>) {
      to = found->to_number<double>();
    } else {
      json::error_code error;
      const auto number = found->to_number<Number>(error);
      if (error) return complain(key, "a whole number in range");
      to = number;
    }
  }
  template <typename Number>
  void read_optional(const char* key, std::optional<Number>& to) {
    if (!find(key)) return;
    Number number{};
    read_number(key, number);
    to = number;
  }
  void read(const char* key, std::vector<std::string>& to) {
    each(key, [&](const json::value& element) {
      if (const auto* text = element.if_string())
        to.emplace_back(text->data(), text->size());
      else
        complain(key, "an array of strings");
    });
  }
  void read(const char* key, std::optional<StatedTime>& to) {
    std::string text;
    read(key, text);
    if (text.empty()) return;
    to = stated_time_from_iso(text);
    if (!to) complain(key, "an ISO 8601 date or time");
  }
  void read(const char* key, std::optional<Date>& to) {
    std::string text;
    read(key, text);
    if (text.empty()) return;
    to = date_from_iso(text);
    if (!to) complain(key, "a date as YYYY-MM-DD");
  }
  // Yuan as a number, beside `amount`: its currency and text.
  void read_amount(const char* key, Money& to) {
    double amount = 0;
    read_number(key, amount);
    if (!(std::fabs(amount) < 9e15)) return complain(key, "an amount below 9e15");
    to.amount_minor = std::llround(amount * 100);
  }
  void read(const char* key, std::optional<Money>& to) {
    const auto* found = find(key);
    if (!found) return;
    Money money;
    Keys keys(*found, join(key), fault_);
    keys.read_amount("amount", money);
    keys.read("currency", money.currency);
    keys.read("text", money.text);
    to = std::move(money);
  }
  // Awards and contracts: {"amount": yuan, "currency"?, "amount_text"?} in the object itself.
  void read_flat(std::optional<Money>& to) {
    if (!find("amount")) return;
    Money money;
    read_amount("amount", money);
    read("currency", money.currency);
    read("amount_text", money.text);
    to = std::move(money);
  }
  template <typename Enum, typename Parse>
  void read_enum(const char* key, Enum& to, Parse parse) {
    std::string text;
    read(key, text);
    if (text.empty()) return;
    const auto value = parse(text);
    if (value)
      to = *value;
    else
      complain(key, "one of the known names");
  }
  template <typename Read>
  void inside(const char* key, Read read_keys) {
    if (const auto* found = find(key)) {
      Keys keys(*found, join(key), fault_);
      if (keys.object_) read_keys(keys);
    }
  }
  template <typename Part, typename Read>
  void parts(const char* key, std::vector<Part>& to, Read read_part) {
    each(key, [&](const json::value& element) {
      Keys keys(element, join(key) + "." + std::to_string(to.size()), fault_);
      Part part;
      if (keys.object_) read_part(keys, part);
      to.push_back(std::move(part));
    });
  }
  template <typename Visit>
  void members(const char* key, Visit visit) {
    const auto* found = find(key);
    if (!found) return;
    if (!found->is_object()) return complain(key, "an object");
    for (const auto& [name, value] : found->get_object()) visit(std::string(name), value, join(key));
  }
  std::string& fault() { return fault_; }
  void complain(const char* key, const char* wanted) {
    if (fault_.empty()) fault_ = "'" + join(key) + "' should be " + wanted;
  }

 private:
  const json::value* find(const char* key) const { return object_ ? object_->if_contains(key) : nullptr; }
  std::string join(const char* key) const {
    if (path_.empty()) return key;
    return *key == '\0' ? path_ : path_ + "." + key;
  }
  template <typename Visit>
  void each(const char* key, Visit visit) {
    const auto* found = find(key);
    if (!found) return;
    if (!found->is_array()) return complain(key, "an array");
    for (const auto& element : found->get_array()) visit(element);
  }

  const json::object* object_ = nullptr;
  std::string path_;
  std::string& fault_;
};

template <typename Word, typename Read>
Result<Word> read_word(const json::value& value, Read read_keys) {
  std::string fault;
  Word word;
  Keys keys(value, "", fault);
  if (fault.empty()) read_keys(keys, word);
  if (!fault.empty()) return Error{ErrorCode::invalid_input, "in the JSON: " + fault};
  return word;
}

void read_region(Keys& keys, Region& to) {
  keys.read("province", to.province);
  keys.read("city", to.city);
  keys.read("county", to.county);
  keys.read("code", to.code);
}

void read_party(Keys& keys, Party& to) {
  keys.read("name", to.name);
  keys.read("address", to.address);
  keys.read("contact", to.contact);
  keys.read("phone", to.phone);
}

void read_evidence(Keys& keys, EvidenceMap& to) {
  keys.members("evidence", [&](const std::string& field, const json::value& value, const std::string& path) {
    Keys inner(value, path + "." + field, keys.fault());
    Evidence found;
    inner.read("text", found.text);
    inner.read_number("start", found.start);
    inner.read_number("end", found.end);
    inner.read("rule", found.rule);
    inner.read_number("confidence", found.confidence);
    inner.read("file", found.file);
    inner.read_number("page", found.page);
    inner.read("sheet", found.sheet);
    to.emplace(field, std::move(found));
  });
}

void read_missing(Keys& keys, MissingMap& to) {
  keys.members("missing", [&](const std::string& field, const json::value& value, const std::string&) {
    const auto* text = value.if_string();
    for (const auto reason :
         {MissingReason::not_stated, MissingReason::see_attachment, MissingReason::unreadable})
      if (text && *text == to_string(reason)) to[field] = reason;
    if (!to.contains(field)) keys.complain("missing", "reasons by field");
  });
}

void read_unreadable(Keys& keys, UnreadableMap& to) {
  keys.members("unreadable", [&](const std::string& field, const json::value& value, const std::string&) {
    const auto* text = value.if_string();
    for (const auto damage : {Damage::masked, Damage::damaged})
      if (text && *text == to_string(damage)) to[field] = damage;
    if (!to.contains(field)) keys.complain("unreadable", "kinds of damage by field");
  });
}

void read_period(Keys& keys, const char* key, std::optional<ContractPeriod>& to) {
  keys.inside(key, [&](Keys& inner) {
    to.emplace();
    inner.read_enum("kind", to->kind, period_kind_from_string);
    inner.read_enum("basis", to->basis, period_basis_from_string);
    inner.read("starts_on", to->starts_on);
    inner.read("ends_on", to->ends_on);
    inner.read_number("months", to->months);
    inner.read_number("days", to->days);
    inner.read_number("working_days", to->working_days);
    inner.read_number("signed_every_months", to->signed_every_months);
  });
}

void read_statement(Keys& keys, Statement& to) {
  keys.read("field", to.field);
  keys.read("text", to.text);
  keys.read_flat(to.money);
  if (to.money) to.money->text = to.text;
  keys.read("time", to.time);
  keys.read("until", to.until);
}

void read_change(Keys& keys, Change& to) {
  keys.read("item", to.item);
  keys.read("field", to.field);
  keys.read("lot", to.lot);
  keys.inside("old", [&](Keys& inner) { read_statement(inner, to.before); });
  keys.inside("new", [&](Keys& inner) { read_statement(inner, to.after); });
}

void read_contradiction(Keys& keys, Contradiction& to) {
  keys.read("field", to.field);
  keys.read_enum("why", to.why, contradiction_kind_from_string);
  keys.parts("values", to.values, read_statement);
}

void read_lot(Keys& keys, Lot& to) {
  keys.read("no", to.no);
  keys.read("name", to.name);
  keys.read("quantity", to.quantity);
  keys.read("unit", to.unit);
  keys.read("budget", to.budget);
  keys.read("ceiling", to.ceiling);
}

void read_award(Keys& keys, Award& to) {
  keys.read("lot", to.lot);
  keys.read("supplier", to.supplier);
  keys.read("supplier_address", to.supplier_address);
  keys.read_flat(to.amount);
  keys.read_optional("rank", to.rank);
  keys.read_optional("score", to.score);
}

void read_reason(Keys& keys, Reason& to) {
  keys.read("rule", to.rule);
  keys.read("field", to.field);
  keys.read("matched", to.matched);
  keys.read_number("start", to.start);
  keys.read_number("end", to.end);
  keys.read_number("points", to.points);
  keys.read("text", to.text);
}

std::optional<std::optional<NoticeKind>> some_kind(std::string_view text) {
  if (const auto kind = notice_kind_from_string(text)) return std::optional(kind);
  return std::nullopt;
}
std::optional<std::optional<ProcurementMethod>> some_method(std::string_view text) {
  if (const auto method = procurement_method_from_string(text)) return std::optional(method);
  return std::nullopt;
}

}  // namespace

Result<Notice> notice_from_json(const json::value& value) {
  return read_word<Notice>(value, [](Keys& keys, Notice& to) {
    keys.read("url", to.url);
    keys.read("title", to.title);
    keys.read_enum("kind", to.kind, some_kind);
    keys.read_enum("method", to.method, some_method);
    keys.read("project_no", to.project_no);
    keys.read("project_name", to.project_name);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
    keys.inside("buyer", [&](Keys& inner) { read_party(inner, to.buyer); });
    keys.inside("agency", [&](Keys& inner) { read_party(inner, to.agency); });
    keys.inside("project_contact", [&](Keys& inner) { read_party(inner, to.project_contact); });
    keys.read("budget", to.budget);
    keys.read("ceiling", to.ceiling);
    keys.parts("lots", to.lots, read_lot);
    keys.parts("awards", to.awards, read_award);
    keys.inside("contract", [&](Keys& inner) {
      inner.read("no", to.contract.no);
      inner.read("supplier", to.contract.supplier);
      inner.read_flat(to.contract.amount);
      inner.read("signed_on", to.contract.signed_on);
      inner.read("term", to.contract.term);
      read_period(inner, "period", to.contract.period);
    });
    keys.parts("intentions", to.intentions, [](Keys& inner, Intention& part) {
      inner.read("name", part.name);
      inner.read("demand", part.demand);
      inner.read("budget", part.budget);
      inner.read("expected_month", part.expected_month);
    });
    keys.read("published_at", to.published_at);
    keys.read("documents_from", to.documents_from);
    keys.read("documents_until", to.documents_until);
    keys.inside("documents_period", [&](Keys& inner) {
      std::optional<Date> from, until;
      to.documents_period.emplace();
      inner.read("text", to.documents_period->text);
      inner.read("from", from);
      inner.read("until", until);
      if (from && until) {
        to.documents_period->from = *from;
        to.documents_period->until = *until;
      } else {
        to.documents_period.reset();
      }
    });
    keys.read("bid_deadline", to.bid_deadline);
    keys.read("opening_at", to.opening_at);
    keys.read("service_term", to.service_term);
    read_period(keys, "service_period", to.service_period);
    keys.parts("attachments", to.attachments, [](Keys& inner, Attachment& part) {
      inner.read("name", part.name);
      inner.read("url", part.url);
      inner.read("kind", part.kind);
      inner.read("problem", part.problem);
    });
    keys.parts("changes", to.changes, read_change);
    keys.parts("contradictions", to.contradictions, read_contradiction);
    keys.read("requirements", to.requirements);
    keys.read("text", to.text);
    read_missing(keys, to.missing);
    read_unreadable(keys, to.unreadable);
    read_evidence(keys, to.evidence);
  });
}

Result<AttachmentText> attachment_text_from_json(const json::value& value) {
  return read_word<AttachmentText>(value, [](Keys& keys, AttachmentText& to) {
    keys.read("kind", to.kind);
    keys.parts("parts", to.parts, [](Keys& inner, AttachmentPart& part) {
      inner.read("file", part.file);
      inner.read_number("page", part.page);
      inner.read("sheet", part.sheet);
      inner.read("html", part.text);
      part.markup = !part.text.empty();
      if (!part.markup) inner.read("text", part.text);
    });
    keys.parts("problems", to.problems, [](Keys& inner, AttachmentProblem& part) {
      inner.read("file", part.file);
      inner.read("reason", part.reason);
    });
    keys.read("cut", to.cut);
  });
}

Result<HospitalProfile> hospital_from_json(const json::value& value) {
  return read_word<HospitalProfile>(value, [](Keys& keys, HospitalProfile& to) {
    keys.read("url", to.url);
    keys.read("name", to.name);
    keys.read("aliases", to.aliases);
    keys.inside("level", [&](Keys& inner) {
      to.level.emplace();
      inner.read_number("tier", to.level->tier);
      inner.read("grade", to.level->grade);
    });
    HospitalCategory category{};
    std::string category_name, ownership_name;
    keys.read("category", category_name);
    if (!category_name.empty()) {
      keys.read_enum("category", category, hospital_category_from_string);
      to.category = category;
    }
    keys.read("ownership", ownership_name);
    if (!ownership_name.empty()) {
      Ownership ownership{};
      keys.read_enum("ownership", ownership, ownership_from_string);
      to.ownership = ownership;
    }
    keys.inside("beds", [&](Keys& inner) {
      inner.read_optional("authorised", to.beds_authorised);
      inner.read_optional("open", to.beds_open);
    });
    keys.read_optional("outpatient_visits", to.outpatient_visits);
    keys.read_optional("discharges", to.discharges);
    keys.read_optional("surgeries", to.surgeries);
    keys.read_optional("staff", to.staff);
    keys.read("departments", to.departments);
    keys.inside("ratings", [&](Keys& inner) {
      inner.read_optional("emr", to.ratings.emr);
      inner.read("interconnection", to.ratings.interconnection);
      inner.read_optional("smart_service", to.ratings.smart_service);
      inner.read_optional("smart_management", to.ratings.smart_management);
    });
    keys.inside("rated_in", [&](Keys& inner) {
      for (const char* path : {"level", "ratings.emr", "ratings.interconnection", "ratings.smart_service",
                               "ratings.smart_management"}) {
        std::optional<int> year;
        inner.read_optional(path, year);
        if (year) to.rated_in[path] = *year;
      }
    });
    keys.read_optional("founded", to.founded);
    keys.read("address", to.address);
    keys.read("phone", to.phone);
    keys.read("postcode", to.postcode);
    keys.read("website", to.website);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
    keys.read("text", to.text);
    read_missing(keys, to.missing);
    read_evidence(keys, to.evidence);
  });
}

Result<Lead> lead_from_json(const json::value& value) {
  return read_word<Lead>(value, [](Keys& keys, Lead& to) {
    keys.read("id", to.id);
    keys.read_enum("kind", to.kind, lead_kind_from_string);
    keys.read("product", to.product);
    keys.read_number("score", to.score);
    keys.read("organisation_id", to.organisation_id);
    keys.read("organisation", to.organisation);
    keys.read("notice_id", to.notice_id);
    keys.read("project_id", to.project_id);
    keys.read("title", to.title);
    keys.read("url", to.url);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
    keys.read("published_at", to.published_at);
    keys.read("act_by", to.act_by);
    keys.parts("reasons", to.reasons, read_reason);
    keys.read("suggestion", to.suggestion);
  });
}

Result<Tag> tag_from_json(const json::value& value) {
  return read_word<Tag>(value, [](Keys& keys, Tag& to) {
    keys.read("id", to.id);
    keys.parts("reasons", to.reasons, read_reason);
  });
}

Result<LedgerEntry> ledger_entry_from_json(const json::value& value) {
  return read_word<LedgerEntry>(value, [](Keys& keys, LedgerEntry& to) {
    keys.read("source", to.source_id);
    keys.read_number("run", to.run_id);
    keys.read_number("queued_before", to.queued_before);
    keys.read_number("listed", to.listed);
    keys.read_number("known", to.known);
    keys.read_number("duplicate", to.duplicate);
    keys.read_number("fresh", to.fresh);
    keys.read_number("revisits", to.revisits);
    keys.read_number("fetched", to.fetched);
    keys.read_number("unchanged", to.unchanged);
    keys.read_number("parsed", to.parsed);
    keys.read_number("rejected", to.rejected);
    keys.read_number("refused", to.refused);
    keys.read_number("failed", to.failed);
    keys.read_number("queued_after", to.queued_after);
    keys.read_number("notices", to.notices);
    keys.read_number("hospitals", to.hospitals);
    keys.read_number("bytes", to.bytes);
    keys.members("reasons", [&](const std::string& reason, const json::value& count, const std::string&) {
      json::error_code error;
      to.reasons[reason] = count.to_number<std::int64_t>(error);
      if (error) keys.complain("reasons", "counts by reason");
    });
  });
}

Result<Organisation> organisation_from_json(const json::value& value) {
  return read_word<Organisation>(value, [](Keys& keys, Organisation& to) {
    keys.read("id", to.id);
    keys.read("name", to.name);
    keys.read("aliases", to.aliases);
    keys.read_enum("kind", to.kind, organisation_kind_from_string);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
  });
}

}  // namespace tenderlead::wire
