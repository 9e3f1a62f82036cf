// Keys and values of records (record.h).
#include "parsers/hospital/record.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

namespace tenderlead::parsers {

namespace {

using Words = std::vector<std::string>;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// hosName, hos_name and HosName are the words hos and name.
Words words_of_key(std::string_view key) {
  Words words;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    if (!is_upper(c) && !is_lower(c)) {
      close();
      continue;
    }
    if (is_upper(c) && i > 0 && is_lower(key[i - 1])) close();
    word += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  close();
  return words;
}

template <std::size_t N>
bool has_word(const Words& words, const std::string_view (&table)[N]) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(std::begin(table), std::end(table), word) != std::end(table);
  });
}

template <std::size_t N>
bool all_words(const Words& words, const std::string_view (&table)[N]) {
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(std::begin(table), std::end(table), word) != std::end(table);
  });
}

// Whose the value isn't, or what it is of them: the group above the hospital, a doctor, a picture, an address on the web.
constexpr std::string_view kOthers[] = {
    "parent", "doctor", "doc",  "user",   "person", "contacts", "manager", "leader", "img", "image",
    "pic",    "logo",   "icon", "url",    "link",   "email",    "mail",    "ip",     "fax", "complaint",
    "id",     "code",   "old",  "former", "title",  "create",   "update",  "time"};

constexpr std::string_view kDepartments[] = {"dept",           "depts",    "department", "departments",
                                             "keshi",          "section",  "sections",   "office",
                                             "offices",        "ks",       "subjects",   "clinics",
                                             "kslist",         "deptlist", "deptname",   "departmentlist",
                                             "departmentname", "ksname",   "ksmc"};
// deptCount, keyDepartments, deptIntro: no list of what the hospital has.
constexpr std::string_view kOfDepartments[] = {
    "count",    "num",     "number",   "total", "key",        "strength", "strengths", "feature",
    "featured", "special", "hot",      "admin", "intro",      "desc",     "recommend", "phone",
    "tel",      "address", "level",    "type",  "top",        "best",     "major",     "duty",
    "remark",   "floor",   "position", "head",  "description"};

constexpr std::string_view kHospital[] = {
    "hospital",     "hos",         "hosp",         "yy",        "yiyuan",  "org",  "orgn",
    "unit",         "institution", "organization", "full",      "cn",      "ch",   "zh",
    "chinese",      "name",        "names",        "mingcheng", "company", "item", "organisation",
    "hospitalname", "hosname",     "orgname",      "yymc",      "yyname"};
constexpr std::string_view kNames[] = {"name",    "names",   "mingcheng", "hospital", "hospitalname",
                                       "hosname", "orgname", "yymc",      "yyname"};
constexpr std::string_view kAliases[] = {"alias", "aliases",  "short",        "abbr",   "shortname",
                                         "nick",  "nickname", "abbreviation", "second", "another"};
constexpr std::string_view kLevels[] = {"level", "grade", "class",     "dengji",
                                        "rank",  "tier",  "levelname", "gradename"};
constexpr std::string_view kCategories[] = {"type", "category", "kind", "nature", "leixing", "typename"};
constexpr std::string_view kAddresses[] = {"address", "addr", "dizhi", "addresses", "location", "place"};
constexpr std::string_view kPhones[] = {"phone",  "tel",    "telephone", "dianhua", "hotline", "telphone",
                                        "phones", "mobile", "phoneno",   "telno",   "lxdh"};
constexpr std::string_view kPostcodes[] = {"postcode", "zip", "zipcode", "postal", "postalcode", "youbian"};
constexpr std::string_view kBeds[] = {"bed",       "beds",      "bednum",      "bedcount",
                                      "chuangwei", "bednumber", "chuangweishu"};
constexpr std::string_view kApproved[] = {"approved", "authorised", "authorized",
                                          "planned",  "licensed",   "bianzhi"};
constexpr std::string_view kStaff[] = {"staff",  "employee",      "employees",
                                       "staffs", "employeecount", "staffnum"};
constexpr std::string_view kVisits[] = {"visit", "visits", "outpatient", "outpatients"};
constexpr std::string_view kFounded[] = {"founded", "established", "establish", "founding", "establishment"};
constexpr std::string_view kProvinces[] = {"province", "provincename", "sheng"};
constexpr std::string_view kCities[] = {"city", "cityname"};
constexpr std::string_view kCounties[] = {"county", "district", "countyname", "districtname"};

constexpr std::size_t kMost = 2000;
constexpr std::size_t kLongestValue = 600;  // bytes; longer ones are texts, whose readers they have

void add(std::vector<RecordValue>& record, RecordKey key, const CleanText& text, std::size_t begin,
         std::size_t end) {
  const std::string& all = text.text();
  constexpr std::string_view kAround = " \"',;\n";
  while (begin < end && kAround.find(all[begin]) != kAround.npos) ++begin;
  while (end > begin && kAround.find(all[end - 1]) != kAround.npos) --end;
  if (begin < end && end - begin <= kLongestValue && record.size() < kMost)
    record.push_back({key, begin, end});
}

}  // namespace

RecordKey meaning_of_key(std::string_view key) {
  Words words = words_of_key(key);
  // What a key counts or lists stands at its end, and says nothing more.
  if (words.empty()) return RecordKey::none;
  if (has_word(words, kDepartments)) {
    static constexpr std::string_view kNone[] = {"id",     "code", "url",  "img",
                                                 "doctor", "logo", "icon", "parent"};
    return has_word(words, kOfDepartments) || has_word(words, kNone) ? RecordKey::none
                                                                     : RecordKey::department;
  }
  static constexpr std::string_view kSpecialties[] = {"specialty",    "specialties", "speciality",
                                                      "specialities", "strengths",   "advantage"};
  if (has_word(words, kSpecialties) && words.size() == 1) return RecordKey::specialty;
  if (has_word(words, kPostcodes) || (has_word(words, {"post"}) && has_word(words, {"code"})))
    return RecordKey::postcode;
  if (has_word(words, kOthers)) return RecordKey::none;
  static constexpr std::string_view kElsewhere[] = {"day", "daily", "new", "add", "increase"};
  if (has_word(words, kBeds) && !has_word(words, kElsewhere))
    return has_word(words, kApproved) ? RecordKey::beds_authorised : RecordKey::beds_open;
  if (has_word(words, kProvinces)) return RecordKey::province;
  if (has_word(words, kCities)) return RecordKey::city;
  if (has_word(words, kCounties)) return RecordKey::county;
  if (has_word(words, kAddresses)) return RecordKey::address;
  if (has_word(words, kPhones)) return RecordKey::phone;
  if (has_word(words, kAliases)) return RecordKey::alias;
  if (has_word(words, kLevels)) return RecordKey::level;
  if (has_word(words, kCategories)) return RecordKey::category;
  if (has_word(words, kStaff)) return RecordKey::staff;
  if (has_word(words, kVisits) && !has_word(words, kElsewhere)) return RecordKey::visits;
  if (has_word(words, kFounded)) return RecordKey::founded;
  if (has_word(words, kNames) && all_words(words, kHospital)) return RecordKey::name;
  return RecordKey::none;
}

namespace {

// The columns of "(`a`, b, [c])" from behind the bracket, and where the closing one stands; empty where they aren't columns.
std::vector<std::string_view> columns_at(std::string_view all, std::size_t begin, std::size_t& end) {
  constexpr std::size_t kLongest = 2000;  // bytes
  end = all.find(')', begin);
  std::vector<std::string_view> columns;
  if (end == all.npos || end - begin > kLongest) return columns;
  for (std::size_t at = begin; at < end;) {
    const std::size_t comma = std::min(all.find(',', at), end);
    std::string_view column = all.substr(at, comma - at);
    constexpr std::string_view kAround = " `\"'[]\n";
    while (!column.empty() && kAround.find(column.front()) != kAround.npos) column.remove_prefix(1);
    while (!column.empty() && kAround.find(column.back()) != kAround.npos) column.remove_suffix(1);
    if (column.empty() || !std::all_of(column.begin(), column.end(), [](char c) {
          return is_upper(c) || is_lower(c) || c == '_' || (c >= '0' && c <= '9');
        }))
      return {};
    columns.push_back(column);
    at = comma + 1;
  }
  return columns;
}

// Where a value of a row ends that begins at `at`: behind its closing quote, or before the next comma or bracket.
std::size_t value_end(std::string_view all, std::size_t at) {
  if (at < all.size() && all[at] == 'N') ++at;
  if (at >= all.size() || all[at] != '\'') return std::min(all.find_first_of(",)", at), all.size());
  for (++at; at < all.size(); ++at) {
    if (all[at] == '\\') {
      ++at;
    } else if (all[at] == '\'') {
      if (at + 1 >= all.size() || all[at + 1] != '\'') return at + 1;
      ++at;
    }
  }
  return all.size();
}

void read_inserts(const CleanText& text, std::vector<RecordValue>& record) {
  constexpr int kMostStatements = 200;
  const std::string_view all = text.text();
  std::size_t at = 0;
  for (int i = 0; i < kMostStatements; ++i) {
    at = all.find("INTO ", at);
    if (at == all.npos) return;
    if (!all.substr(0, at).ends_with("SERT ")) {
      ++at;
      continue;
    }
    const std::size_t open = all.find('(', at);
    at += 1;
    std::size_t close = 0;
    if (open == all.npos) return;
    const std::vector<std::string_view> columns = columns_at(all, open + 1, close);
    if (columns.empty()) continue;
    constexpr std::size_t kGap = 16;  // bytes: " VALUES\n  ("
    const std::size_t row = all.find('(', close);
    if (row == all.npos || row - close > kGap || all.substr(close, row - close).find("VALUES") == all.npos)
      continue;
    std::size_t value = row + 1;
    for (const std::string_view column : columns) {
      while (value < all.size() && (all[value] == ' ' || all[value] == '\n')) ++value;
      const std::size_t end = value_end(all, value);
      if (const RecordKey key = meaning_of_key(column); key != RecordKey::none)
        add(record, key, text, all.substr(value, 2) == "N'" ? value + 1 : value, end);
      if (end >= all.size() || all[end] == ')') break;
      value = all.find(',', end);
      if (value == all.npos) return;
      ++value;
    }
    at = close;
  }
}

}  // namespace

std::vector<RecordValue> read_record(const CleanText& text) {
  // group 1: the key; groups 2 to 5: a list in brackets, a value in quotes, a number, the rest of a line.
  static const RE2 kMember(
      "(?:^|[\\n,{ ;(])[\"']?\\$?([A-Za-z][A-Za-z0-9_.]{1,40})[\"']?[ ]?(?::|=>|=)[ \\n]{0,3}"
      "(?:\\[([^\\[\\]]*)\\]|\"([^\"\\n]*)\"|'([^'\\n]*)'|(\\d{1,9})(?:[ "
      "]?[,}\\n;)\\]]|$)|([^\\n\"'\\[{]+))");
  // A list longer than this holds more than departments.
  constexpr std::size_t kLongestList = 6000;
  std::vector<RecordValue> record;
  const re2::StringPiece all(text.text());
  // Bounds that keep a hostile page linear: bytes looked at for one member, and members.
  constexpr std::size_t kWindow = 8000;
  constexpr int kMostMembers = 20'000;
  std::size_t at = 0;
  re2::StringPiece groups[7];
  for (int members = 0; members < kMostMembers && record.size() < kMost && at < all.size(); ++members) {
    const std::size_t window = std::min(all.size(), at + kWindow);
    if (!kMember.Match(all, at, window, RE2::UNANCHORED, groups, 7)) {
      at = window == all.size() ? window : window - kWindow / 4;
      continue;
    }
    const RecordKey key = meaning_of_key({groups[1].data(), groups[1].size()});
    std::size_t next = static_cast<std::size_t>(groups[1].data() - all.data()) + groups[1].size();
    for (int i = 2; i < 7 && key != RecordKey::none; ++i) {
      if (groups[i].data() == nullptr) continue;
      const auto begin = static_cast<std::size_t>(groups[i].data() - all.data());
      const std::size_t end = begin + groups[i].size();
      next = std::max(next, i == 6 ? begin : end);
      if (i != 2) {
        add(record, key, text, begin, end);
        break;
      }
      if (end - begin > kLongestList ||
          text.slice(begin, end).find('{') != std::string_view::npos) {  // objects, whose members come next
        next = begin;
        break;
      }
      for (std::size_t item = begin; item < end;) {
        const std::size_t comma = std::min(text.text().find(',', item), end);
        add(record, key, text, item, comma);
        item = comma + 1;
      }
      break;
    }
    at = next;
  }
  read_inserts(text, record);
  return record;
}

std::optional<RecordValue> first_of(const std::vector<RecordValue>& record, RecordKey key) {
  const auto found =
      std::find_if(record.begin(), record.end(), [&](const RecordValue& value) { return value.key == key; });
  return found == record.end() ? std::nullopt : std::optional(*found);
}

}  // namespace tenderlead::parsers
