#include "app/evaluation/score.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <optional>
#include <set>
#include <string_view>

#include "app/evaluation/similarity.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

enum class Compare { text, long_text, name, phone, money, day, time, number };

struct FieldRule {
  const char* path;
  Compare compare;
};

constexpr std::array kFields = std::to_array<FieldRule>({
    {"title", Compare::long_text},
    {"kind", Compare::text},
    {"method", Compare::text},
    {"project_no", Compare::text},
    {"project_name", Compare::name},
    {"service_term", Compare::long_text},
    {"buyer.name", Compare::name},
    {"buyer.address", Compare::long_text},
    {"buyer.contact", Compare::text},
    {"agency.name", Compare::name},
    {"agency.address", Compare::long_text},
    {"agency.contact", Compare::text},
    {"project_contact.name", Compare::name},
    {"region.province", Compare::text},
    {"region.city", Compare::text},
    {"region.county", Compare::text},
    {"contract.no", Compare::text},
    {"contract.supplier", Compare::name},
    {"contract.term", Compare::long_text},
    {"next", Compare::text},
    {"name", Compare::name},
    {"category", Compare::text},
    {"ownership", Compare::text},
    {"address", Compare::long_text},
    {"postcode", Compare::text},
    {"level.grade", Compare::text},
    {"ratings.interconnection", Compare::text},
    {"buyer.phone", Compare::phone},
    {"agency.phone", Compare::phone},
    {"project_contact.phone", Compare::phone},
    {"phone", Compare::phone},
    {"budget.amount", Compare::money},
    {"ceiling.amount", Compare::money},
    {"contract.amount", Compare::money},
    {"published_at", Compare::day},
    {"documents_from", Compare::time},
    {"documents_until", Compare::time},
    {"bid_deadline", Compare::time},
    {"opening_at", Compare::time},
    {"contract.signed_on", Compare::time},
    {"level.tier", Compare::number},
    {"beds.authorised", Compare::number},
    {"beds.open", Compare::number},
    {"outpatient_visits", Compare::number},
    {"discharges", Compare::number},
    {"surgeries", Compare::number},
    {"staff", Compare::number},
    {"founded", Compare::number},
    {"ratings.emr", Compare::number},
    {"ratings.smart_service", Compare::number},
    {"ratings.smart_management", Compare::number},
});

// A list's items are compared by these keys; the last of several must be there for the item to count.
struct ListRule {
  const char* name;
  const char* path;
  std::vector<const char*> keys;
};

const std::vector<ListRule>& list_rules() {
  static const std::vector<ListRule> rules = {
      {"awards", "awards", {"supplier"}},
      {"awards+amount", "awards", {"supplier", "amount"}},
      {"lots", "lots", {"name"}},
      {"lots+budget", "lots", {"name", "budget"}},
      {"intentions", "intentions", {"name"}},
      {"attachments", "attachments", {"name"}},
      {"departments", "departments", {}},
      {"items", "items", {"url"}},
      {"items+title", "items", {"url", "title"}},
      {"items+published_at", "items", {"url", "published_at"}},
  };
  return rules;
}

const json::value* at(const json::object& object, std::string_view path) {
  const json::object* inside = &object;
  while (true) {
    const auto dot = path.find('.');
    const auto key = path.substr(0, dot);
    const auto* value = inside->if_contains(json::string_view(key.data(), key.size()));
    if (!value || value->is_null()) return nullptr;
    if (dot == std::string_view::npos) return value;
    if (!value->is_object()) return nullptr;
    inside = &value->get_object();
    path.remove_prefix(dot + 1);
  }
}

std::string as_text(const json::value& value) {
  if (const auto* text = value.if_string()) return {text->data(), text->size()};
  return wire::to_text(value);
}

icu::UnicodeString nfkc(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKCInstance(status);
  return normalizer->normalize(icu::UnicodeString::fromUTF8(text), status);
}

constexpr std::u16string_view kOuter = u".,;:。，；：、()（）“”\"'[]【】《》<>";

std::string folded(const std::string& text) {
  icu::UnicodeString out;
  const auto normal = nfkc(text);
  for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1))
    if (const UChar32 c = normal.char32At(i); !u_isUWhiteSpace(c)) out.append(c);
  out.toLower();
  std::int32_t begin = 0, end = out.length();
  while (begin < end && kOuter.find(out[begin]) != std::u16string_view::npos) ++begin;
  while (end > begin && kOuter.find(out[end - 1]) != std::u16string_view::npos) --end;
  std::string utf8;
  out.tempSubStringBetween(begin, end).toUTF8String(utf8);
  return utf8;
}

std::string without_brackets(std::string text) {
  std::erase_if(text, [](char c) { return c == '(' || c == ')'; });
  return text;
}

bool is_phone_separator(char16_t c) {
  return c == u'、' || c == u',' || c == u';' || c == u'，' || c == u'；';
}

// The numbers of a field as digits. "/" and white space part two numbers only before an area code or a mobile
// number, since they also stand inside one.
std::set<std::string> phones(const std::string& text) {
  const auto normal = nfkc(text);
  std::set<std::string> out;
  std::string digits;
  const auto end_number = [&] {
    if (digits.size() >= 5) out.insert(digits);
    digits.clear();
  };
  for (std::int32_t i = 0; i < normal.length(); ++i) {
    const char16_t c = normal[i];
    if (c >= u'0' && c <= u'9') {
      digits += static_cast<char>(c);
    } else if (is_phone_separator(c)) {
      end_number();
    } else if (c == u'/' || u_isUWhiteSpace(c)) {
      std::int32_t next = i + 1;
      while (next < normal.length() &&
             (normal[next] == u'/' || u_isUWhiteSpace(normal[next]) || is_phone_separator(normal[next])))
        ++next;
      if (next < normal.length() && normal[next] == u'(') ++next;
      if (next + 1 < normal.length() && (normal[next] == u'0' || normal[next] == u'1') &&
          u_isdigit(normal[next + 1]))
        end_number();
    }
  }
  end_number();
  return out;
}

std::optional<double> number(const json::value& value) {
  std::string text = as_text(value);
  std::erase(text, ',');
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

bool same(Compare compare, const json::value& label, const json::value& answer) {
  switch (compare) {
    case Compare::phone:
      return phones(as_text(label)) == phones(as_text(answer));
    case Compare::money: {
      const auto a = number(label), b = number(answer);
      return a && b && std::fabs(*a - *b) < 0.005;
    }
    case Compare::number: {
      const auto a = number(label), b = number(answer);
      return a && b && *a == *b;
    }
    case Compare::day:
    case Compare::time: {
      const std::string a = as_text(label), b = as_text(answer);
      const std::size_t length = compare == Compare::day || a.size() <= 10 ? 10 : 16;
      return a.substr(0, length) == b.substr(0, length);
    }
    case Compare::text:
    case Compare::long_text:
    case Compare::name: {
      const std::string a = folded(as_text(label)), b = folded(as_text(answer));
      if (a == b) return true;
      if (compare == Compare::long_text) return similarity(a, b) >= 0.9;
      return compare == Compare::name && without_brackets(a) == without_brackets(b);
    }
  }
  return false;
}

// An item as one comparable text; nothing where its last key is missing and there are several.
std::optional<std::string> item_key(const ListRule& rule, const json::value& entry) {
  if (rule.keys.empty() || !entry.is_object()) return folded(as_text(entry));
  std::string out;
  for (const char* key : rule.keys) {
    const auto* value = at(entry.get_object(), key);
    if (value && value->is_object()) value = at(value->get_object(), "amount");
    if (!value) {
      if (rule.keys.size() > 1 && key == rule.keys.back()) return std::nullopt;
      out += "\x1f?";
      continue;
    }
    const std::string_view name = key;
    out += '\x1f';
    if (name == "amount" || name == "budget")
      out += std::to_string(std::llround(number(*value).value_or(0) * 100));
    else
      out += without_brackets(folded(as_text(*value)));
  }
  return out;
}

std::multiset<std::string> item_keys(const ListRule& rule, const json::object& object) {
  std::multiset<std::string> out;
  const auto* list = at(object, rule.path);
  if (!list || !list->is_array()) return out;
  for (const auto& entry : list->get_array())
    if (auto key = item_key(rule, entry)) out.insert(std::move(*key));
  return out;
}

// The confidence of a field's evidence: its own, or that of the structure that it belongs to.
std::optional<double> confidence_of(const json::object& answer, std::string path) {
  const auto* evidence = answer.if_contains("evidence");
  if (!evidence || !evidence->is_object()) return std::nullopt;
  while (true) {
    if (const auto* found = evidence->get_object().if_contains(path); found && found->is_object())
      if (const auto* confidence = found->get_object().if_contains("confidence");
          confidence && confidence->is_number())
        return confidence->to_number<double>();
    const auto dot = path.rfind('.');
    if (dot == std::string::npos) return std::nullopt;
    path.resize(dot);
  }
}

void count_confidence(Reliability& reliability, double confidence, bool right) {
  const auto bucket = static_cast<std::size_t>(std::clamp(confidence * 10 + 1e-9, 0.0, 9.0));
  reliability.buckets[bucket].given += 1;
  reliability.buckets[bucket].right += right ? 1 : 0;
  reliability.buckets[bucket].confidence_sum += confidence;
}

bool stated(const json::value* value) {
  if (!value) return false;
  if (const auto* text = value->if_string()) return !text->empty();
  if (const auto* array = value->if_array()) return !array->empty();
  return true;
}

std::string joined(const std::multiset<std::string>& keys) {
  std::string out;
  for (const auto& key : keys) out += (out.empty() ? "" : " | ") + key;
  for (char& c : out)
    if (c == '\x1f') c = ' ';
  return out;
}

}  // namespace

double FieldCount::precision() const {
  return right + wrong ? static_cast<double>(right) / static_cast<double>(right + wrong) : 0;
}
double FieldCount::recall() const {
  return right + missed ? static_cast<double>(right) / static_cast<double>(right + missed) : 0;
}
double FieldCount::f1() const {
  return right ? 2.0 * static_cast<double>(right) / static_cast<double>(2 * right + wrong + missed) : 0;
}

void Score::add(const json::object& label, const json::object& answer,
                std::vector<Disagreement>* disagreements) {
  for (const auto& rule : kFields) {
    const auto* want = at(label, rule.path);
    const auto* have = at(answer, rule.path);
    const bool wanted = stated(want), given = stated(have);
    if (!wanted && (!given || std::string_view(rule.path).starts_with("region."))) continue;
    const bool right = wanted && given && same(rule.compare, *want, *have);
    if (given)
      if (const auto confidence = confidence_of(answer, rule.path))
        count_confidence(reliability_, *confidence, right);
    auto& count = fields_[rule.path];
    count.right += right ? 1 : 0;
    count.wrong += given && !right ? 1 : 0;
    count.missed += wanted && !right ? 1 : 0;
    if (!right && disagreements)
      disagreements->push_back({rule.path, wanted ? as_text(*want) : "", given ? as_text(*have) : ""});
  }
  for (const auto& rule : list_rules()) {
    auto want = item_keys(rule, label), have = item_keys(rule, answer);
    std::int64_t both = 0;
    for (auto it = want.begin(); it != want.end();) {
      const auto match = have.find(*it);
      if (match == have.end()) {
        ++it;
        continue;
      }
      ++both;
      have.erase(match);
      it = want.erase(it);
    }
    if (both == 0 && want.empty() && have.empty()) continue;
    auto& count = fields_[rule.name];
    count.right += both;
    count.wrong += static_cast<std::int64_t>(have.size());
    count.missed += static_cast<std::int64_t>(want.size());
    if (disagreements && (!want.empty() || !have.empty()))
      disagreements->push_back({rule.name, joined(want), joined(have)});
  }
}

FieldCount Score::micro() const {
  FieldCount total;
  for (const auto& [field, count] : fields_) {
    total.right += count.right;
    total.wrong += count.wrong;
    total.missed += count.missed;
  }
  return total;
}

void print_score(std::ostream& out, const Score& score, std::size_t documents, std::size_t answered) {
  const auto row = [&](const std::string& name, const FieldCount& count) {
    out << std::left << std::setw(24) << name << std::right << std::setw(8) << count.right + count.missed
        << std::fixed << std::setprecision(3) << std::setw(11) << count.precision() << std::setw(9)
        << count.recall() << std::setw(8) << count.f1();
  };
  out << std::left << std::setw(24) << "field" << std::right << std::setw(8) << "labels" << std::setw(11)
      << "precision" << std::setw(9) << "recall" << std::setw(8) << "F1" << '\n';
  for (const auto& [field, count] : score.fields()) {
    row(field, count);
    out << '\n';
  }
  row("micro", score.micro());
  out << "  documents " << documents << ", answered " << answered << '\n';
}

void print_reliability(std::ostream& out, const Reliability& reliability) {
  const auto row = [&](const std::string& name, const Reliability::Bucket& bucket) {
    if (bucket.given == 0) return;
    const auto given = static_cast<double>(bucket.given);
    out << std::left << std::setw(16) << name << std::right << std::setw(8) << bucket.given << std::fixed
        << std::setprecision(3) << std::setw(11) << bucket.confidence_sum / given << std::setw(9)
        << static_cast<double>(bucket.right) / given << '\n';
  };
  out << std::left << std::setw(16) << "confidence" << std::right << std::setw(8) << "values" << std::setw(11)
      << "mean" << std::setw(9) << "right" << '\n';
  for (std::size_t i = 0; i < reliability.buckets.size(); ++i) {
    const std::string low = "0." + std::to_string(i);
    row(i == 9 ? "0.9 to 1" : low + " to 0." + std::to_string(i + 1), reliability.buckets[i]);
  }
}

}  // namespace tenderlead::app
