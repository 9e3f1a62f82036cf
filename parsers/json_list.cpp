#include <algorithm>
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
  return best;
}

}  // namespace tenderlead::parsers
