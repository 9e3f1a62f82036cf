#include "app/debug_parts.h"

#include <memory>
#include <optional>

#include "app/config/reading_tables.h"
#include "app/reading.h"
#include "crawler/address_guard.h"
#include "crawler/robots.h"
#include "crawler/sitemap.h"
#include "crawler/url.h"
#include "export/csv.h"
#include "model/notice.h"
#include "parsers/charset.h"
#include "parsers/dom.h"
#include "parsers/json_document.h"
#include "parsers/page_document.h"
#include "parsers/select.h"
#include "parsers/settled_text.h"
#include "parsers/simhash.h"
#include "parsers/values/dates.h"
#include "parsers/values/kind.h"
#include "parsers/values/money.h"
#include "parsers/values/phones.h"
#include "parsers/values/regions.h"
#include "rules/tagger.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;
using Answer = Result<json::value>;

json::string json_text(std::string_view text) {
  return json::string(text.data(), text.size());
}

// The string at a key; nothing where the key isn't there or is null.
std::optional<std::string> text_at(const json::object& row, const char* key) {
  const auto* value = row.if_contains(key);
  const auto* text = value ? value->if_string() : nullptr;
  if (!text) return std::nullopt;
  return std::string(text->data(), text->size());
}

Error lacks(const char* key) {
  return {ErrorCode::invalid_input, std::string("the row has no '") + key + "'"};
}

Result<std::string> from_base64(std::string_view text) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    if (c == '=' || c == '\n') continue;
    const auto digit = kDigits.find(c);
    if (digit == std::string_view::npos)
      return Error{ErrorCode::invalid_input, "input_b64 is not base64 (RFC 4648)"};
    buffer = buffer << 6 | static_cast<unsigned>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(buffer >> bits & 0xFF);
    }
  }
  return bytes;
}

// The bytes that a row speaks of: a file, base64, or the text itself.
Result<std::string> bytes_of(const json::object& row, const char* inline_key) {
  if (const auto file = text_at(row, "file")) return read_whole_file(*file);
  if (const auto encoded = text_at(row, "input_b64")) return from_base64(*encoded);
  if (const auto text = text_at(row, inline_key)) return *text;
  return Error{ErrorCode::invalid_input,
               std::string("the row has neither 'file', 'input_b64' nor '") + inline_key + "'"};
}

Answer robots(const json::object& row, const config::Configuration&) {
  const auto file = text_at(row, "robots_txt"), agent = text_at(row, "user_agent"), url = text_at(row, "url");
  if (!file) return lacks("robots_txt");
  if (!agent) return lacks("user_agent");
  if (!url) return lacks("url");
  return json::value(crawler::RobotsFile::parse(*file).allowed(*agent, *url));
}

Answer url_or_null(const std::optional<std::string>& url) {
  return url ? json::value(json_text(*url)) : json::value(nullptr);
}

Answer canonical(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input"), base = text_at(row, "base");
  if (!input) return lacks("input");
  return url_or_null(base ? crawler::canonical_url(*input, *base) : crawler::canonical_url(*input));
}

Answer resolve(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input"), base = text_at(row, "base");
  if (!input) return lacks("input");
  return url_or_null(base ? crawler::resolve(*input, *base) : crawler::resolve(*input));
}

Answer ssrf(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input");
  if (!input) return lacks("input");
  return json::value(crawler::to_string(crawler::check_url(*input)));
}

Answer label(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "label");
  if (!input) return lacks("label");
  const auto name = parsers::encoding_from_label(*input);
  return name ? json::value(json_text(*name)) : json::value(nullptr);
}

Answer decode(const json::object& row, const config::Configuration&) {
  const auto encoding = text_at(row, "encoding");
  if (!encoding) return lacks("encoding");
  const auto bytes = bytes_of(row, "input");
  if (!bytes) return bytes.error();
  return json::value(json_text(parsers::decode(*bytes, *encoding)));
}

Answer charset(const json::object& row, const config::Configuration&) {
  const auto bytes = bytes_of(row, "input");
  if (!bytes) return bytes.error();
  return json::value(
      json_text(parsers::detect_charset(*bytes, text_at(row, "content_type").value_or("")).name));
}

Answer sitemap(const json::object& row, const config::Configuration&) {
  const auto bytes = bytes_of(row, "body");
  if (!bytes) return bytes.error();
  const auto read =
      crawler::parse_sitemap(*bytes, text_at(row, "content_type").value_or(""),
                             text_at(row, "sitemap_url").value_or("http://localhost/sitemap.xml"));
  return json::value(read ? read->entries.size() : 0);
}

Answer select(const json::object& row, const config::Configuration&) {
  const auto selector = text_at(row, "selector");
  if (!selector) return lacks("selector");
  const auto bytes = bytes_of(row, "html");
  if (!bytes) return bytes.error();
  const std::string text = parsers::decode_page(*bytes, text_at(row, "content_type").value_or(""));
  const auto file = text_at(row, "file");
  auto tree = file && file->ends_with(".xml")
                  ? parsers::SelectorTree::from_xml(text)
                  : Result<parsers::SelectorTree>(parsers::SelectorTree(parsers::Dom(text)));
  if (!tree) return tree.error();
  // "body" asks for what a selector finds inside <body>; the whole document otherwise.
  parsers::Element scope;
  if (text_at(row, "scope") == "body") {
    const auto bodies = tree->elements("body");
    if (bodies && !bodies->empty()) scope = bodies->front();
  }
  const auto elements = tree->elements(*selector, scope);
  if (!elements) return elements.error();
  json::array ids;
  for (const auto element : *elements) {
    const std::string id = tree->attribute(element, "id");
    ids.emplace_back(json_text(id.empty() ? "nil" : id));
  }
  return json::value(std::move(ids));
}

// The day that relative and yearless dates are counted from.
std::optional<Date> reference_of(const json::object& row) {
  const auto text = text_at(row, "reference");
  if (!text || text->size() < 10) return std::nullopt;
  return date_from_iso(std::string_view(*text).substr(0, 10));
}

Answer amount(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input");
  if (!input) return lacks("input");
  const auto money = parsers::read_money(*input);
  // Dollars are no yuan.
  if (!money || money->kind == parsers::MoneyKind::rate || money->money.currency != "CNY")
    return json::value(nullptr);
  return json::value(wire::to_json(money->money).at("amount"));
}

Answer date(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input");
  if (!input) return lacks("input");
  const auto time = parsers::read_time(*input, reference_of(row));
  return time ? json::value(json_text(to_string(time->time))) : json::value(nullptr);
}

Answer phone(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input");
  if (!input) return lacks("input");
  json::array numbers;
  for (const auto& found : parsers::find_phones(*input)) numbers.emplace_back(json_text(found.number));
  return json::value(std::move(numbers));
}

Answer region(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input");
  if (!input) return lacks("input");
  const auto found = config::shipped_reading_tables().regions.find(*input);
  return found ? json::value(wire::to_json(found->full)) : json::value(nullptr);
}

Answer kind(const json::object& row, const config::Configuration&) {
  const auto title = text_at(row, "title");
  if (!title) return lacks("title");
  const auto found = parsers::classify_kind(*title, text_at(row, "detail").value_or(""));
  return json::value(to_string(found ? found->kind : NoticeKind::other));
}

Answer tags(const json::object& row, const config::Configuration& configuration) {
  const auto title = text_at(row, "title");
  if (!title) return lacks("title");
  // Compiled once: `debug tags --jsonl` reads many rows under one configuration.
  static const auto tagger = rules::Tagger::compile(configuration.rules);
  if (!tagger) return tagger.error();
  rules::TagInput input;
  input.title = *title;
  input.text = text_at(row, "detail").value_or("");
  input.buyer = text_at(row, "buyer").value_or("");
  const auto tagging = tagger->tag(input);
  json::array ids, products;
  for (const auto& tag : tagging.tags) ids.emplace_back(json_text(tag.id));
  for (const auto& product : tagging.products) products.emplace_back(json_text(product.id));
  return json::value(json::object{{"tags", std::move(ids)}, {"products", std::move(products)}});
}

Answer cell(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input");
  if (!input) return lacks("input");
  return json::value(json_text(exporting::inert_cell(*input)));
}

Answer near(const json::object& row, const config::Configuration&) {
  const auto input = text_at(row, "input");
  const auto other = text_at(row, "other");
  if (!input || !other) return lacks(input ? "other" : "input");
  const int bits = parsers::distance(parsers::simhash(*input), parsers::simhash(*other));
  return json::value(json::object{{"distance", bits}, {"near", bits <= parsers::kNearDistance}});
}

Answer settled(const json::object& row, const config::Configuration&) {
  auto bytes = bytes_of(row, "input");
  if (!bytes) return bytes.error();
  const auto type = text_at(row, "content_type").value_or("");
  if (parsers::body_kind(*bytes, type) == parsers::BodyKind::json) {
    const auto record = parsers::parse_json(*bytes);
    if (!record) return record.error();
    return json::value(json_text(parsers::settled_text(*record)));
  }
  const auto document = parsers::build_document(*bytes, type, "");
  if (!document) return document.error();
  return json::value(json_text(parsers::settled_text(*document)));
}

}  // namespace

const std::vector<DebugPart>& debug_parts() {
  static const std::vector<DebugPart> parts = {
      {"robots", {"robots_txt", "user_agent", "url"}, "May this agent fetch this URL?", robots},
      {"canonical", {"input", "base"}, "The URL by which the queue knows a page", canonical},
      {"resolve", {"input", "base"}, "A URL as a browser resolves it", resolve},
      {"ssrf", {"input"}, "Would the fetcher refuse this URL as private?", ssrf},
      {"label", {"label"}, "The encoding that a label stands for", label},
      {"decode", {"encoding", "input"}, "Bytes in an encoding as text", decode},
      {"charset", {"file", "content_type"}, "The encoding that a page is in", charset},
      {"sitemap", {"file", "content_type", "sitemap_url"}, "How many URLs a sitemap gives", sitemap},
      {"select", {"file", "selector"}, "The ids of the elements that a selector matches", select},
      {"amount", {"input"}, "Money in yuan", amount},
      {"date", {"input", "reference"}, "A date or time as ISO 8601", date},
      {"phone", {"input"}, "Telephone numbers", phone},
      {"region", {"input"}, "A place with its GB/T 2260 code", region},
      {"kind", {"title", "detail"}, "What kind of notice a title announces", kind},
      {"tags", {"title", "detail", "buyer"}, "Tags and products of a title", tags, true},
      {"near", {"input", "other"}, "In how many of 64 bits do two texts' fingerprints differ?", near},
      {"settled", {"file", "content_type"}, "What a page says, less what changes by itself", settled},
      {"cell", {"input"}, "The text of a CSV cell, made inert", cell},
  };
  return parts;
}

}  // namespace tenderlead::app
