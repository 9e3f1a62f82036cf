#include "parsers/proposal/list_proposal.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cctype>
#include <utility>

#include "parsers/charset.h"
#include "parsers/html_document.h"
#include "parsers/json_document.h"
#include "parsers/json_keys.h"
#include "parsers/list_date.h"
#include "parsers/list_reader.h"
#include "parsers/proposal/selectors.h"
#include "parsers/site_parser.h"

namespace tenderlead::parsers {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxValues = 500000;
constexpr int kMaxDepth = 12;
constexpr std::size_t kNoticeBytes = 200;  // a record's longest HTML of this size is the notice itself
constexpr std::size_t kSeveral = 2;
constexpr double kTitled = 0.8;  // share of an array's records with titles that makes it a list

// YYYY-MM-DD of "2026-07-03", M月D日 of "7月3日".
std::string format_of(std::string_view written) {
  std::string format;
  static constexpr std::array<const char*, 5> kShort = {"M", "D", "H", "m", "s"};
  static constexpr std::array<const char*, 5> kLong = {"MM", "DD", "HH", "mm", "ss"};
  std::size_t part = 0;
  for (std::size_t at = 0; at < written.size();) {
    std::size_t end = at;
    while (end < written.size() && std::isdigit(static_cast<unsigned char>(written[end]))) ++end;
    const std::size_t digits = end - at;
    if (digits == 0) {
      format += written[at++];
      continue;
    }
    if (digits == 8 || digits == 14) {
      format += digits == 8 ? "YYYYMMDD" : "YYYYMMDDHHmmss";
    } else if (digits == 4) {
      format += "YYYY";
    } else if (part < kShort.size()) {
      format += digits == 1 ? kShort[part] : kLong[part];
      ++part;
    }
    at = end;
  }
  return format;
}

// How the first dated item writes its date.
std::string date_format_of(const FoundList& found) {
  for (const FoundItem& item : found.items) {
    if (item.item.published_at.empty()) continue;
    const std::string text = folded_text(item.element);
    if (const auto date = find_date(text))
      return format_of(std::string_view(text).substr(date->begin, date->end - date->begin));
    return {};
  }
  return {};
}

// A selector whose first match is the next link; empty where none is sure.
std::string next_selector(const PageContent& page, const GumboNode* element) {
  if (element == nullptr) return {};
  std::vector<std::string> candidates;
  if (std::string simple = simple_selector(element); !simple.empty()) candidates.push_back(std::move(simple));
  const std::string words = folded_text(element);
  if (words.size() > 3 && words.find_first_of("\"'\\") == std::string::npos)
    candidates.push_back(std::string(tag_name(element)) + ":contains(\"" + words + "\")");
  for (const std::string& candidate : candidates) {
    const auto matches = page.tree().elements(candidate);
    if (matches && matches->size() == 1 && page.tree().origin(matches->front()) == element) return candidate;
  }
  return {};
}

ListProposal html_proposal(const PageContent& page) {
  ListProposal proposal;
  const FoundList found = find_list(page.dom(), page.url());
  if (const auto titles = page.tree().value("title")) proposal.html_title = *titles;
  if (found.items.empty()) {
    proposal.shape = shape_without_list(page);
    proposal.hints = find_hints(page);
    return proposal;
  }
  proposal.shape = PageShape::list;
  const ItemSelectors selectors = propose_selectors(page, found);
  proposal.site.list_item = selectors.item;
  if (!selectors.item.empty()) {
    proposal.site.list_link = selectors.link;
    proposal.site.list_title = selectors.title;
    proposal.site.list_date = selectors.date;
  }
  proposal.list.url = page.url();
  proposal.list.next = found.pager.next;
  for (const FoundItem& item : found.items) proposal.list.items.push_back(item.item);
  proposal.date_format = date_format_of(found);
  proposal.paging = propose_paging(page.url(), found.pager);
  if (proposal.paging.reason == PagingReason::next_link)
    proposal.site.list_next = next_selector(page, found.pager.element);
  return proposal;
}

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

// Every array of objects with its pointer, outermost first.
struct RecordArray {
  std::string pointer;
  const json::array* records;
};
std::vector<RecordArray> record_arrays(const json::value& root) {
  struct Item {
    const json::value* value;
    std::string pointer;
    int depth;
  };
  std::vector<RecordArray> arrays;
  std::vector<Item> pending{{&root, "", 0}};
  std::size_t visited = 0;
  while (!pending.empty() && ++visited < kMaxValues) {
    const Item item = std::move(pending.back());
    pending.pop_back();
    if (item.depth > kMaxDepth) continue;
    if (const json::object* object = item.value->if_object()) {
      for (auto member = object->end(); member != object->begin();) {
        --member;
        pending.push_back({&member->value(), item.pointer + "/" + escaped(member->key()), item.depth + 1});
      }
    } else if (const json::array* array = item.value->if_array()) {
      if (!array->empty() && array->front().is_object()) arrays.push_back({item.pointer, array});
    }
  }
  return arrays;
}

// The key of a record's longest HTML text; empty where none is as long as a notice.
std::string body_key(const json::object& record) {
  std::string best;
  std::size_t longest = kNoticeBytes;
  for (const auto& member : record) {
    const json::string* text = member.value().if_string();
    if (text == nullptr || text->size() < longest || !looks_like_html(*text)) continue;
    longest = text->size();
    best = member.key();
  }
  return best;
}

// Pointers to what the first record has; `key_by_meaning` prefers as value_by_meaning does.
SiteParserConfig pointers_of(const RecordArray& array, const std::string& link) {
  SiteParserConfig site;
  const json::object& first = array.records->front().get_object();
  site.list_item = array.pointer;
  const auto pointer = [&](KeyMeaning meaning) {
    const std::string key = key_by_meaning(first, meaning);
    return key.empty() ? key : "/" + escaped(key);
  };
  site.list_title = pointer(KeyMeaning::title);
  site.list_date = pointer(KeyMeaning::date);
  site.list_link = link.empty() ? pointer(KeyMeaning::url) : link;
  if (const std::string key = body_key(first); !key.empty()) site.list_body = "/" + escaped(key);
  return site;
}

bool is_list_of_titles(const RecordArray& array) {
  if (array.records->size() < kSeveral || array.pointer.empty()) return false;
  std::size_t titled = 0;
  for (const json::value& value : *array.records)
    if (const json::object* record = value.if_object();
        record != nullptr && !value_by_meaning(*record, KeyMeaning::title).empty())
      ++titled;
  return static_cast<double>(titled) >= kTitled * static_cast<double>(array.records->size());
}

ListProposal json_proposal(const PageContent& page, const std::string& link) {
  ListProposal proposal;
  proposal.json = true;
  if (page.json() == nullptr) {
    proposal.shape = PageShape::not_text;
    return proposal;
  }
  double best = 0;
  for (const RecordArray& array : record_arrays(*page.json())) {
    if (!is_list_of_titles(array)) continue;
    SiteParserConfig site = pointers_of(array, link);
    const auto parser = make_site_parser(site);
    if (!parser) continue;
    auto list = (*parser)->list(page);
    if (!list) continue;
    if (!site.list_body.empty()) {
      list->items.clear();
      for (const RecordDocument& record : (*parser)->records(page)) list->items.push_back(record.item);
    }
    std::erase_if(list->items, [](const ListItem& item) { return item.title.empty(); });
    double score = static_cast<double>(array.records->size());
    for (const ListItem& item : list->items) score += item.published_at.empty() ? 2 : 4;
    if (!site.list_body.empty()) score += 4.0 * static_cast<double>(array.records->size());
    if (score <= best) continue;
    best = score;
    proposal.shape = !site.list_body.empty() ? PageShape::records
                     : list->items.empty()   ? PageShape::no_links
                                             : PageShape::list;
    proposal.list = std::move(*list);
    proposal.date_format.clear();
    const json::object& first = array.records->front().get_object();
    const std::string date = value_by_meaning(first, KeyMeaning::date);
    if (const auto written = find_date(date))
      proposal.date_format =
          format_of(std::string_view(date).substr(written->begin, written->end - written->begin));
    proposal.site = std::move(site);
  }
  if (proposal.shape != PageShape::no_list) return proposal;
  // The answer may be an array itself, which no pointer names.
  proposal.list = read_json_list(*page.json(), page.url());
  if (!proposal.list.items.empty()) proposal.shape = PageShape::list;
  return proposal;
}

}  // namespace

ListProposal propose_list(const PageContent& page, std::string_view body, std::string_view content_type,
                          const std::string& link) {
  ListProposal proposal;
  if (page.kind() == BodyKind::binary)
    proposal.shape = PageShape::not_text;
  else if (page.kind() == BodyKind::json)
    proposal = json_proposal(page, link);
  else
    proposal = html_proposal(page);
  proposal.charset = detect_charset(body, content_type).name;
  return proposal;
}

}  // namespace tenderlead::parsers
