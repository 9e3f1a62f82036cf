#include "web/api/filter.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "model/time.h"
#include "web/api/refusal.h"
#include "web/api/typed_filter.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kMostBytes = 2048;
constexpr std::size_t kMostTerms = 32;
constexpr std::size_t kMostValues = 64;
constexpr std::size_t kMostValueBytes = 200;
constexpr std::size_t kMostSortKeys = 4;
constexpr std::string_view kToday = "today";

using Values = std::vector<std::pair<std::string, std::string>>;

// What is wrong, in English and by a code that stays the same.
Fault wrong(std::string code, std::string message, Values values = {}) {
  return {{}, std::move(message), std::move(code), std::move(values)};
}
Error error_of(const Fault& fault) {
  return {ErrorCode::invalid_input, fault.message};
}

bool is_field_byte(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

// "today", "today+7", "today-30": how many days from today.
std::optional<int> days_from_today(std::string_view value) {
  if (!value.starts_with(kToday)) return std::nullopt;
  value.remove_prefix(kToday.size());
  if (value.empty()) return 0;
  const char sign = value.front();
  value.remove_prefix(1);
  int days = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), days);
  if ((sign != '+' && sign != '-') || error != std::errc() || end != value.data() + value.size() ||
      days < 0 || days > 36'525)
    return std::nullopt;
  return sign == '+' ? days : -days;
}

bool is_number(std::string_view value) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc() && end == value.data() + value.size();
}

const FilterField* find_field(const FilterTable& table, std::string_view name) {
  for (const auto& field : table.fields)
    if (field.name == name) return &field;
  return nullptr;
}

template <typename Wanted>
std::string names(const FilterTable& table, Wanted wanted) {
  std::string out;
  for (const auto& field : table.fields)
    if (wanted(field)) out += (out.empty() ? "" : ", ") + field.name;
  return out;
}

// What is wrong with a value of a field.
std::optional<Fault> fault_of(const FilterField& field, const std::string& value) {
  const auto says = [&](const char* code, const std::string& what, const std::string& choices = {}) {
    Values values{{"field", field.name}, {"value", value}};
    if (!choices.empty()) values.emplace_back("choices", choices);
    return wrong(code, field.name + ": \"" + value + "\" " + what, std::move(values));
  };
  switch (field.type) {
    case FieldType::word:
      if (value.empty())
        return wrong("filter_no_value", field.name + " has no value", {{"field", field.name}});
      break;
    case FieldType::choice: {
      if (std::find(field.choices.begin(), field.choices.end(), value) != field.choices.end()) break;
      std::string list;
      for (const auto& choice : field.choices) list += (list.empty() ? "" : ", ") + choice;
      return says("filter_no_choice", "is none of " + list, list);
    }
    case FieldType::number:
      if (!is_number(value)) return says("filter_no_number", "isn't a whole number");
      break;
    case FieldType::day:
      if (!date_from_iso(value) && !days_from_today(value))
        return says("filter_no_day", "isn't a day as YYYY-MM-DD, today, today+7 or today-7");
      break;
    case FieldType::flag:
      if (value != "true" && value != "false") return says("filter_no_flag", "is neither true nor false");
      break;
  }
  return std::nullopt;
}

// Reads the text from its beginning to its end, term by term.
class Reader {
 public:
  Reader(std::string_view text, const FilterTable& table) : text_(text), table_(table) {}

  Result<std::vector<Condition>> read() {
    std::vector<Condition> conditions;
    for (skip_spaces(); at_ < text_.size(); skip_spaces()) {
      if (conditions.size() == kMostTerms)
        return failed(wrong("filter_many_terms",
                            "the filter has more than " + std::to_string(kMostTerms) + " terms",
                            {{"most", std::to_string(kMostTerms)}}));
      auto condition = term();
      if (!condition) return condition.error();
      conditions.push_back(std::move(*condition));
    }
    return conditions;
  }
  // Of what read() refused.
  const Fault& fault() const { return fault_; }

 private:
  Error failed(Fault fault) {
    fault_ = std::move(fault);
    return error_of(fault_);
  }
  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  char now() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  Result<Condition> term() {
    Condition condition;
    const auto begin = at_;
    if (now() == '-') {
      condition.negated = true;
      ++at_;
    }
    auto end = at_;
    while (end < text_.size() && is_field_byte(text_[end])) ++end;
    const bool has_field =
        end > at_ && end < text_.size() && (text_[end] == ':' || text_[end] == '<' || text_[end] == '>');
    if (!has_field) return word(std::move(condition));
    condition.field = text_.substr(at_, end - at_);
    at_ = end;
    const auto* field = find_field(table_, condition.field);
    if (field == nullptr || !field->filters) {
      const auto all = names(table_, [](const FilterField& each) { return each.filters; });
      return failed(wrong("filter_unknown_field",
                          "\"" + condition.field + "\" isn't a field of this list's filter; there are " + all,
                          {{"field", condition.field}, {"fields", all}}));
    }
    return compared(std::move(condition), *field, begin);
  }

  Result<Condition> word(Condition condition) {
    auto value = text_value(" ");
    if (!value) return value.error();
    condition.quoted = value->quoted;
    if (value->text.empty()) return failed(wrong("filter_no_words", "the filter has a term without words"));
    if (!table_.words)
      return failed(
          wrong("filter_takes_no_words",
                "\"" + value->text + "\" is no term of this list's filter, which takes FIELD:VALUE alone",
                {{"word", value->text}}));
    condition.values.push_back(std::move(value->text));
    return condition;
  }

  Result<Condition> compared(Condition condition, const FilterField& field, std::size_t begin) {
    const char sign = text_[at_++];
    if (sign != ':') {
      const bool equal = now() == '=';
      if (equal) ++at_;
      condition.compare =
          sign == '>' ? (equal ? Compare::least : Compare::above) : (equal ? Compare::most : Compare::below);
    }
    if (sign != ':' && field.type != FieldType::number && field.type != FieldType::day)
      return failed(wrong("filter_not_compared",
                          field.name + " can't be compared by < or >: it is no number or day",
                          {{"field", field.name}}));
    for (bool more = true; more;) {
      auto value = text_value(" ,");
      if (!value) return value.error();
      more = now() == ',';
      if (more) ++at_;
      const auto dots = value->quoted ? std::string::npos : value->text.find("..");
      if (dots != std::string::npos) {
        if (more || !condition.values.empty() || sign != ':') {
          const std::string all(text_.substr(begin, at_ - begin));
          return failed(
              wrong("filter_range_alone", "\"" + all + "\": a range stands alone", {{"term", all}}));
        }
        return range(std::move(condition), field, value->text.substr(0, dots), value->text.substr(dots + 2));
      }
      if (auto fault = fault_of(field, value->text)) return failed(std::move(*fault));
      if (condition.values.size() == kMostValues)
        return failed(wrong("filter_many_values",
                            field.name + " has more than " + std::to_string(kMostValues) + " values",
                            {{"field", field.name}, {"most", std::to_string(kMostValues)}}));
      condition.values.push_back(std::move(value->text));
    }
    if (sign != ':' && condition.values.size() != 1)
      return failed(wrong("filter_one_value", field.name + " is compared with more than one value",
                          {{"field", field.name}}));
    return condition;
  }

  Result<Condition> range(Condition condition, const FilterField& field, std::string from, std::string to) {
    if (field.type != FieldType::number && field.type != FieldType::day)
      return failed(wrong("filter_no_range", field.name + " can't be a range: it is no number or day",
                          {{"field", field.name}}));
    if (from.empty() && to.empty())
      return failed(
          wrong("filter_no_ends", field.name + ": the range has neither end", {{"field", field.name}}));
    for (const auto* end : {&from, &to})
      if (!end->empty())
        if (auto fault = fault_of(field, *end)) return failed(std::move(*fault));
    condition.compare = Compare::between;
    condition.values = {std::move(from), std::move(to)};
    return condition;
  }

  struct Value {
    std::string text;
    bool quoted = false;
  };
  // Up to one of `ends`, which stays; or what stands between quotation marks.
  Result<Value> text_value(std::string_view ends) {
    Value value;
    if (now() == '"') {
      value.quoted = true;
      for (++at_; now() != '"'; ++at_) {
        if (now() == '\\') ++at_;
        if (at_ >= text_.size())
          return failed(wrong("filter_open_quote", "a quotation mark in the filter isn't closed"));
        value.text += text_[at_];
      }
      ++at_;
      if (at_ < text_.size() && ends.find(text_[at_]) == ends.npos)
        return failed(wrong("filter_no_space",
                            "after \"" + value.text + "\" in the filter a space is missing",
                            {{"value", value.text}}));
    } else {
      while (at_ < text_.size() && ends.find(text_[at_]) == ends.npos) {
        if (text_[at_] == '"')
          return failed(wrong("filter_quote_inside", "the filter has a quotation mark inside a word"));
        value.text += text_[at_++];
      }
    }
    if (value.text.size() > kMostValueBytes)
      return failed(wrong("filter_long_value", "a value of the filter is longer than 200 bytes",
                          {{"most", std::to_string(kMostValueBytes)}}));
    return value;
  }

  std::string_view text_;
  const FilterTable& table_;
  std::size_t at_ = 0;
  Fault fault_;
};

std::string quoted(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string value_text(const std::string& value) {
  // Of the wide signs and spaces (U+0080 to U+00BF, U+2000 to U+3FFF, U+F000 to U+FFFF) some are read as those of the grammar.
  const bool plain = !value.empty() && value.find_first_of(" ,\"\t\r\n\xC2\xE2\xE3\xEF") == value.npos &&
                     value.find("..") == value.npos;
  return plain ? value : quoted(value);
}

}  // namespace

Result<std::vector<Condition>> parse_filter(std::string_view text, const FilterTable& table, Fault* fault) {
  Fault own;
  auto& why = fault != nullptr ? *fault : own;
  if (text.size() > kMostBytes) {
    why = wrong("filter_too_long", "the filter is longer than 2 KiB", {{"most", std::to_string(kMostBytes)}});
    return error_of(why);
  }
  const auto typed = typed_filter(text, table);
  Reader reader(typed, table);
  auto conditions = reader.read();
  if (!conditions) why = reader.fault();
  return conditions;
}

Result<std::vector<SortKey>> parse_sort(std::string_view text, const FilterTable& table, Fault* fault) {
  const auto failed = [&](Fault why) {
    if (fault != nullptr) *fault = why;
    return error_of(why);
  };
  std::vector<SortKey> keys;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    auto name = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    SortKey key;
    key.descending = name.starts_with('-');
    if (key.descending) name.remove_prefix(1);
    const auto* field = find_field(table, name);
    if (field == nullptr || !field->sorts) {
      const std::string shown(name.substr(0, kMostValueBytes));
      const auto all = names(table, [](const FilterField& each) { return each.sorts; });
      return failed(wrong("sort_unknown_field",
                          "\"" + shown + "\" isn't something to sort by; there are " + all,
                          {{"field", shown}, {"fields", all}}));
    }
    for (const auto& each : keys)
      if (each.field == name)
        return failed(wrong("sort_twice", "\"" + each.field + "\" stands twice in the sort order",
                            {{"field", each.field}}));
    if (keys.size() == kMostSortKeys)
      return failed(wrong("sort_many_fields", "the sort order has more than 4 fields",
                          {{"most", std::to_string(kMostSortKeys)}}));
    key.field = name;
    keys.push_back(std::move(key));
  }
  return keys;
}

std::string filter_text(const std::vector<Condition>& conditions) {
  std::string out;
  for (const auto& condition : conditions) {
    if (!out.empty()) out += ' ';
    if (condition.negated) out += '-';
    if (condition.field.empty()) {
      out += condition.quoted ? quoted(condition.values.front()) : condition.values.front();
      continue;
    }
    out += condition.field;
    switch (condition.compare) {
      case Compare::any_of:
        out += ':';
        for (std::size_t i = 0; i < condition.values.size(); ++i)
          out += (i == 0 ? "" : ",") + value_text(condition.values[i]);
        break;
      case Compare::between:
        out += ':' + condition.values[0] + ".." + condition.values[1];
        break;
      case Compare::least:
        out += ">=" + value_text(condition.values.front());
        break;
      case Compare::most:
        out += "<=" + value_text(condition.values.front());
        break;
      case Compare::above:
        out += '>' + value_text(condition.values.front());
        break;
      case Compare::below:
        out += '<' + value_text(condition.values.front());
        break;
    }
  }
  return out;
}

std::string day_of(std::string_view value, std::string_view today) {
  const auto days = days_from_today(value);
  const auto date = date_from_iso(today);
  if (!days || !date) return std::string(value);
  return to_string(date_from_days(days_from_date(*date) + *days));
}

Fault fault_at(std::string pointer, Fault fault) {
  fault.pointer = std::move(pointer);
  return fault;
}

ListQuery list_query(const Request& request, const FilterTable& table, std::string_view otherwise) {
  ListQuery query;
  Fault fault;
  auto filter = parse_filter(request.parameter("filter").value_or(""), table, &fault);
  if (!filter) refuse(400, "bad-filter", "The filter can't be read.", {fault_at("filter", std::move(fault))});
  query.filter = std::move(*filter);
  auto sort = parse_sort(request.parameter("sort").value_or(std::string(otherwise)), table, &fault);
  if (!sort) refuse(400, "bad-sort", "The sort order can't be read.", {fault_at("sort", std::move(fault))});
  query.sort = std::move(*sort);
  return query;
}

bool within(const Condition& condition, std::int64_t value, const std::vector<std::int64_t>& ends) {
  switch (condition.compare) {
    case Compare::any_of:
      return std::ranges::find(ends, value) != ends.end();
    case Compare::least:
      return value >= ends[0];
    case Compare::most:
      return value <= ends[0];
    case Compare::above:
      return value > ends[0];
    case Compare::below:
      return value < ends[0];
    case Compare::between:
      return (condition.values[0].empty() || value >= ends[0]) &&
             (condition.values[1].empty() || value <= ends[1]);
  }
  return false;
}

}  // namespace tenderlead::web
