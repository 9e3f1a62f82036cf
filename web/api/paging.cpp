#include "web/api/paging.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "web/api/refusal.h"
#include "web/auth/secrets.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kMostCursorBytes = 2048;
constexpr std::string_view kDigits = "0123456789abcdef";

// Which list a cursor belongs to, with its filter and sort.
std::string list_mark(const Request& request, std::string_view list, std::string_view free) {
  std::string text(list);
  for (const auto& [name, value] : request.target.query)
    if (name != "cursor" && name != "limit" && name != free) text += '\n' + name + '=' + value;
  return token_digest(text).substr(0, 16);
}

std::string to_hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = kDigits.find(text[i]);
    const auto low = kDigits.find(text[i + 1]);
    if (high == kDigits.npos || low == kDigits.npos) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

// [mark, key, key, ...] as JSON in hexadecimal digits, which no URL has to escape.
std::optional<std::vector<std::string>> keys_of(std::string_view cursor, const std::string& mark) {
  if (cursor.size() > kMostCursorBytes) return std::nullopt;
  const auto text = from_hex(cursor);
  if (!text) return std::nullopt;
  boost::json::error_code error;
  const auto value = boost::json::parse(*text, error);
  const auto* list = error ? nullptr : value.if_array();
  if (list == nullptr || list->size() < 2 || list->size() > 8) return std::nullopt;
  std::vector<std::string> keys;
  for (const auto& each : *list) {
    const auto* key = each.if_string();
    if (key == nullptr) return std::nullopt;
    keys.emplace_back(key->data(), key->size());
  }
  if (keys.front() != mark) return std::nullopt;
  keys.erase(keys.begin());
  return keys;
}

}  // namespace

Page page_of(const Request& request, std::string_view list, std::size_t usual, std::size_t most,
             std::string_view free) {
  Page page;
  page.limit = usual;
  page.list = list_mark(request, list, free);
  if (const auto limit = request.parameter("limit")) {
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), page.limit);
    if (error != std::errc() || end != limit->data() + limit->size() || page.limit < 1 || page.limit > most)
      refuse(400, "bad-limit", "The limit can't be taken.",
             {{"limit",
               "must be a whole number from 1 to " + std::to_string(most),
               "not_whole",
               {{"least", "1"}, {"most", std::to_string(most)}}}});
  }
  if (const auto cursor = request.parameter("cursor"); cursor && !cursor->empty()) {
    auto keys = keys_of(*cursor, page.list);
    if (!keys)
      refuse(400, "bad-cursor", "The cursor isn't one of this list with this filter and sort. Begin anew.",
             {{"cursor", "isn't one of this list", "bad_cursor"}});
    page.after = std::move(*keys);
  }
  return page;
}

boost::json::object paged(boost::json::array items, const Page& page,
                          const std::optional<std::vector<std::string>>& last) {
  boost::json::object out;
  out["items"] = std::move(items);
  out["next"] = nullptr;
  if (last) {
    boost::json::array keys{boost::json::string(page.list)};
    for (const auto& key : *last) keys.emplace_back(boost::json::string(key));
    out["next"] = boost::json::string(to_hex(boost::json::serialize(keys)));
  }
  return out;
}

}  // namespace tenderlead::web
