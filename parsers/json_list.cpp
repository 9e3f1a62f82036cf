#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "parsers/json_keys.h"
#include "parsers/link.h"
#include "parsers/list_reader.h"

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxValues = 500000;
constexpr std::size_t kDayLength = 10;  // of YYYY-MM-DD

// Every array of objects, outermost first.
std::vector<const json::array*> record_arrays(const json::value& root) {
  std::vector<const json::array*> arrays;
  std::vector<const json::value*> pending{&root};
  std::size_t visited = 0;
  while (!pending.empty() && ++visited < kMaxValues) {
    const json::value* value = pending.back();
    pending.pop_back();
    if (const json::object* object = value->if_object()) {
      for (std::size_t i = object->size(); i-- > 0;)
        pending.push_back(&(object->begin() + static_cast<std::ptrdiff_t>(i))->value());
    } else if (const json::array* array = value->if_array()) {
      if (!array->empty() && array->front().is_object()) arrays.push_back(array);
      for (std::size_t i = array->size(); i-- > 0;) pending.push_back(&(*array)[i]);
    }
  }
  return arrays;
}

}  // namespace

ListPage read_json_list(const json::value& root, std::string_view url) {
  ListPage best;
  double best_score = 0;
  for (const json::array* array : record_arrays(root)) {
    ListPage page;
    double score = 0;
    for (const json::value& value : *array) {
      const json::object* record = value.if_object();
      if (record == nullptr) continue;
      ListItem item;
      item.url = resolve_link(url, value_by_meaning(*record, KeyMeaning::url));
      item.title = value_by_meaning(*record, KeyMeaning::title);
      item.published_at = json_date(value_by_meaning(*record, KeyMeaning::date)).substr(0, kDayLength);
      if (item.url.empty() || item.title.empty()) continue;
      score += item.published_at.empty() ? 1.0 : 3.0;
      page.items.push_back(std::move(item));
    }
    if (score > best_score) {
      best_score = score;
      best = std::move(page);
    }
  }
  best.url = url;
  return best;
}

}  // namespace tenderlead::parsers
