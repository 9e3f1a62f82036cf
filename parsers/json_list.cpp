#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <deque>
#include <string>
#include <vector>

#include "parsers/fold.h"
#include "parsers/json_document.h"
#include "parsers/json_keys.h"
#include "parsers/link.h"
#include "parsers/list_reader.h"
#include "parsers/list_title.h"
#include "parsers/markup_list.h"

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxValues = 500000;
constexpr std::size_t kDayLength = 10;     // of YYYY-MM-DD
constexpr int kMostWrappings = 2;          // JSON in a string of JSON
constexpr std::size_t kFewRecords = 3;     // from which an object of objects is a list by number
constexpr std::size_t kMostMarkups = 200;  // strings looked at
constexpr int kNextDepth = 3;              // objects around what leads to the next page
constexpr std::size_t kLongestReference = 2000;

using Records = std::vector<const json::object*>;

bool is_record(const json::object& record) {
  return !key_by_meaning(record, KeyMeaning::url).empty() &&
         !key_by_meaning(record, KeyMeaning::title).empty();
}

// The object that says title and link: the record, or the one in it that a search engine or a join put them into
// ({"_id":…,"_source":{…}}, {"sort":1,"article":{…}}). A titled record's own parts are its category and its files.
const json::object& core_of(const json::object& record) {
  if (!key_by_meaning(record, KeyMeaning::title).empty()) return record;
  for (const auto& member : record)
    if (const json::object* inner = member.value().if_object())
      if (is_record(*inner)) return *inner;
  return record;
}

// What may be a list in a value, outermost first: records, and strings that are HTML.
class Finder {
 public:
  explicit Finder(const json::value& root) {
    pending_.push_back({&root, 0});
    std::size_t visited = 0;
    while (!pending_.empty() && ++visited < kMaxValues) {
      const Item item = pending_.back();
      pending_.pop_back();
      if (const json::object* object = item.value->if_object())
        enter(*object, item.wrappings);
      else if (const json::array* array = item.value->if_array())
        enter(*array, item.wrappings);
      else if (const json::string* text = item.value->if_string())
        enter(std::string_view(text->data(), text->size()), item.wrappings);
    }
  }

  const std::vector<Records>& records() const { return records_; }
  const std::vector<std::string>& markups() const { return markups_; }

 private:
  struct Item {
    const json::value* value;
    int wrappings;
  };

  void enter(const json::object& object, int wrappings) {
    Records records;
    for (const auto& member : object)
      if (member.value().is_object()) records.push_back(&member.value().get_object());
    if (records.size() >= kFewRecords && records.size() == object.size())
      records_.push_back(std::move(records));
    for (std::size_t i = object.size(); i-- > 0;)
      pending_.push_back({&(object.begin() + static_cast<std::ptrdiff_t>(i))->value(), wrappings});
  }

  void enter(const json::array& array, int wrappings) {
    Records records;
    std::string markup;
    for (const json::value& value : array) {
      if (const json::object* record = value.if_object()) records.push_back(record);
      if (const json::string* text = value.if_string(); text != nullptr && may_hold_list(*text))
        markup.append(text->data(), text->size());
    }
    if (!records.empty()) records_.push_back(std::move(records));
    // Rows as strings, one after the other.
    const bool rows = array.size() > 1 && !markup.empty();
    if (rows && markups_.size() < kMostMarkups) markups_.push_back(std::move(markup));
    for (std::size_t i = rows ? 0 : array.size(); i-- > 0;) pending_.push_back({&array[i], wrappings});
  }

  void enter(std::string_view text, int wrappings) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return;
    if ((text[first] == '[' || text[first] == '{') && wrappings < kMostWrappings) {
      if (Result<json::value> inner = parse_json(text)) {
        inner_.push_back(std::move(*inner));
        pending_.push_back({&inner_.back(), wrappings + 1});
        return;
      }
    }
    if (markups_.size() < kMostMarkups && may_hold_list(text)) markups_.emplace_back(text);
  }

  std::deque<json::value> inner_;
  std::vector<Item> pending_;
  std::vector<Records> records_;
  std::vector<std::string> markups_;
};

// "@odata.nextLink", "next_page_url" and "next" are one word each.
bool names_next(std::string_view key) {
  std::string word;
  for (const char c : key)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) word += static_cast<char>(c | 0x20);
  static constexpr std::array<std::string_view, 8> kWords = {
      "next", "nextpage", "nexturl", "nextpageurl", "nextlink", "nexthref", "nextpagelink", "odatanextlink"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// A reference where it is no number, cursor or word.
std::string reference_in(const json::value* value, std::string_view url) {
  const json::string* text = value != nullptr ? value->if_string() : nullptr;
  if (text == nullptr || text->size() > kLongestReference) return {};
  const std::string_view written(text->data(), text->size());
  const bool reference = written.starts_with("http") || written.starts_with('/') || written.starts_with('?');
  std::string next = reference ? resolve_link(url, written) : std::string();
  return next == resolve_link(url, url) ? std::string() : next;
}

// Where an answer itself says that its next page is: {"links":{"next":"…"}}, {"_links":{"next":{"href":"…"}}},
// {"links":[{"rel":"next","href":"…"}]}. Records aren't looked into: they have neighbours too.
std::string stated_next(const json::value& value, std::string_view url, int depth) {
  if (depth > kNextDepth) return {};
  if (const json::array* array = value.if_array()) {
    for (const json::value& entry : *array) {
      const json::object* link = entry.if_object();
      const json::value* rel = link != nullptr ? link->if_contains("rel") : nullptr;
      if (rel == nullptr || !rel->is_string() || rel->get_string() != "next") continue;
      for (const char* key : {"href", "url"})
        if (std::string next = reference_in(link->if_contains(key), url); !next.empty()) return next;
    }
    return {};
  }
  const json::object* object = value.if_object();
  if (object == nullptr) return {};
  for (const auto& [key, member] : *object) {
    if (!names_next(std::string_view(key.data(), key.size()))) continue;
    if (std::string next = reference_in(&member, url); !next.empty()) return next;
    const json::object* link = member.if_object();
    // With a title it is the next notice.
    if (link == nullptr || !key_by_meaning(*link, KeyMeaning::title).empty()) continue;
    for (const char* inner : {"href", "url"})
      if (std::string next = reference_in(link->if_contains(inner), url); !next.empty()) return next;
  }
  for (const auto& [key, member] : *object)
    if (std::string next = stated_next(member, url, depth + 1); !next.empty()) return next;
  return {};
}

ListPage read_records(const Records& records, std::string_view url) {
  ListPage page;
  for (const json::object* outer : records) {
    const json::object& record = core_of(*outer);
    ListItem item;
    item.url = resolve_link(url, value_by_meaning(record, KeyMeaning::url));
    item.title = without_portal_marks(value_by_meaning(record, KeyMeaning::title));
    if (item.url.empty() || item.title.empty()) continue;
    item.published_at = json_date(value_by_meaning(record, KeyMeaning::date)).substr(0, kDayLength);
    if (item.published_at.empty() && &record != outer)
      item.published_at = json_date(value_by_meaning(*outer, KeyMeaning::date)).substr(0, kDayLength);
    page.items.push_back(std::move(item));
  }
  return page;
}

}  // namespace

ListPage read_json_list(const json::value& root, std::string_view url) {
  const Finder found(root);
  ListPage best;
  const auto consider = [&best](ListPage page) {
    if (weight_of(page) > weight_of(best)) best = std::move(page);
  };
  for (const Records& records : found.records()) consider(read_records(records, url));
  // A record's text is HTML too, so strings count only where no record says anything.
  if (best.items.empty())
    for (const std::string& markup : found.markups()) consider(read_markup_list(markup, url));
  best.url = url;
  if (!best.items.empty()) best.next = stated_next(root, url, 0);
  return best;
}

}  // namespace tenderlead::parsers
