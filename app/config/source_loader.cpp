// sources/*.yaml: one source a file, or several under `sources:`. docs/configuration.md explains every key.
#include "app/config/source_loader.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "app/config/checked_reader.h"
#include "app/config/configuration.h"
#include "app/config/field_paths.h"
#include "app/config/source_parts.h"
#include "crawler/address_guard.h"
#include "crawler/url.h"
#include "parsers/select.h"
#include "parsers/site_parser.h"

namespace tenderlead::config {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr std::array<std::string_view, 2> kKinds{"portal", "hospital"};
constexpr std::array<std::string_view, 2> kMethods{"GET", "POST"};
constexpr std::array<std::string_view, 4> kRoleNames{"auto", "list", "notice", "hospital"};
constexpr std::array<PageRole, 4> kRoles{PageRole::automatic, PageRole::list, PageRole::notice,
                                         PageRole::hospital};
constexpr std::array<std::string_view, 3> kWhenNames{"referred", "missing", "always"};
constexpr std::array<AttachmentsWhen, 3> kWhens{AttachmentsWhen::referred, AttachmentsWhen::missing,
                                                AttachmentsWhen::always};
constexpr std::array<std::string_view, 8> kFileKinds{"pdf", "doc", "docx", "xls", "xlsx", "zip", "7z", "tar"};
// Headers that the crawler sets itself, or that would log in somewhere (no logins, by policy).
constexpr std::array<std::string_view, 8> kRefusedHeaders{
    "host",       "content-length", "transfer-encoding", "connection",
    "user-agent", "cookie",         "authorization",     "if-none-match"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string with_variables_filled(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kExamples{{{"{page}", "1"},
                                                                                    {"{offset}", "0"},
                                                                                    {"{cursor}", ""},
                                                                                    {"{from}", "2026-01-01"},
                                                                                    {"{to}", "2026-01-31"}}};
  for (const auto& [name, example] : kExamples)
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + example.size()))
      text.replace(at, name.size(), example);
  return text;
}

// "host" or "host:port" of a URL, or empty with a fault.
std::string checked_host(const YamlNode& node, std::string_view key, const std::string& url, Faults& faults) {
  const auto parsed = crawler::parse_url(with_variables_filled(url));
  const bool full = lower(url).starts_with("http://") || lower(url).starts_with("https://");
  if (!full || !parsed) {
    faults.add(node,
               "'" + std::string(key) + "' must be a full http:// or https:// address, not '" + url + "'");
    return "";
  }
  if (parsed->has_credentials()) {
    faults.add(node, "'" + std::string(key) + "' must not hold a user name or password");
    return "";
  }
  return parsed->host_and_port();
}

void add_once(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end())
    list.push_back(std::move(value));
}

class SourceReader {
 public:
  SourceReader(const YamlNode& node, const std::string& directory, Faults& faults)
      : node_(node), directory_(directory), faults_(faults), map_(node, "source", faults) {}

  Source read() {
    read_identity();
    read_start();
    read_sitemap();
    read_paging(map_, source_);
    read_list();
    read_detail();
    read_limits(map_, source_);
    // A home page is no list, and shows one.
    if (source_.focus.max_pages > 0)
      for (const std::size_t index : roleless_) source_.start[index].role = PageRole::automatic;
    read_transport(map_, directory_, source_);
    read_hosts();
    map_.finish();
    check_whole();
    source_.config_hash = tree_hash(node_);
    return std::move(source_);
  }

 private:
  void read_identity() {
    if (map_.required_text("id", source_.id) && !is_id(source_.id))
      map_.fault(*map_.get("id"), "'id' may hold a-z, 0-9, '_' and '-' only, at most 64 of them");
    map_.required_text("name", source_.name);
    map_.flag("enabled", source_.enabled);
    std::size_t index = 0;
    if (const auto* kind = map_.get("kind"); kind && read_choice(*kind, "kind", faults_, kKinds, index))
      source_.kind = kKinds[index];
    map_.duration("every", 1min, std::chrono::hours(24 * 366), source_.every);
    map_.text("organisation", source_.organisation);
    if (const auto* region = map_.get("region")) {
      MapReader inner(*region, "region", faults_);
      inner.text("province", source_.region.province);
      inner.text("city", source_.region.city);
      inner.text("county", source_.region.county);
      if (inner.text("code", source_.region.code)) check_region_code(*inner.get("code"));
      inner.finish();
    }
    if (map_.text("parser", source_.parser.parser)) check_parser_name(*map_.get("parser"));
  }

  void check_region_code(const YamlNode& node) {
    const auto& code = source_.region.code;
    const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (code.size() != 6 || !digits)
      faults_.add(node, "'code' must be the six digits of GB/T 2260, as \"510117\"");
  }

  void check_parser_name(const YamlNode& node) {
    const auto names = parsers::site_parser_names();
    std::vector<std::string_view> known(names.begin(), names.end());
    if (std::find(known.begin(), known.end(), "generic") == known.end()) known.push_back("generic");
    const auto& name = source_.parser.parser;
    if (std::find(known.begin(), known.end(), name) == known.end())
      faults_.add(node, "'parser' names no parser of this program: '" + name + "'" + hint(name, known));
  }

  void read_start() {
    const auto* start = map_.get("start");
    if (start == nullptr) return;
    if (start->kind != YamlNode::Kind::sequence) {
      read_request(*start);
      return;
    }
    for (const auto& item : start->items) read_request(item);
  }

  void read_request(const YamlNode& node) {
    RequestTemplate request;
    if (node.kind == YamlNode::Kind::scalar) {
      request.url = node.text;
      add_once(hosts_, checked_host(node, "start", request.url, faults_));
      roleless_.push_back(source_.start.size());
      source_.start.push_back(std::move(request));
      return;
    }
    MapReader map(node, "start", faults_);
    if (map.required_text("url", request.url))
      add_once(hosts_, checked_host(*map.get("url"), "url", request.url, faults_));
    std::size_t index = 0;
    if (const auto* method = map.get("method");
        method && read_choice(*method, "method", faults_, kMethods, index))
      request.method = kMethods[index];
    if (map.text("body", request.body) && request.method != "POST")
      map.fault(*map.get("body"), "'body' needs 'method: POST'");
    if (const auto* headers = map.get("headers")) read_headers(*headers, request);
    if (map.get("role") == nullptr) roleless_.push_back(source_.start.size());
    map.choice<PageRole>("role", kRoleNames, kRoles, request.role);
    map.finish();
    source_.start.push_back(std::move(request));
  }

  void read_headers(const YamlNode& node, RequestTemplate& request) {
    if (!expect_map(node, "headers", faults_)) return;
    for (const auto& entry : node.entries) {
      const auto name = lower(entry.key);
      const bool token = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      });
      std::string value;
      if (!read_text(entry.value, entry.key, faults_, value)) continue;
      if (!token || value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
        faults_.add(entry.line, entry.column, "'" + entry.key + "' is no header that can be sent");
      else if (std::find(kRefusedHeaders.begin(), kRefusedHeaders.end(), name) != kRefusedHeaders.end())
        faults_.add(entry.line, entry.column, "header '" + entry.key + "' can't be set for a source");
      else
        request.headers.emplace_back(entry.key, std::move(value));
    }
  }

  void read_sitemap() {
    const auto* node = map_.get("sitemap");
    if (node == nullptr) return;
    MapReader map(*node, "sitemap", faults_);
    const auto* urls = map.require("urls");
    if (urls != nullptr && read_texts(*urls, "urls", faults_, source_.sitemaps))
      for_each_text(*urls, [&](const YamlNode& item) {
        add_once(hosts_, checked_host(item, "urls", item.text, faults_));
      });
    if (const auto* match = map.get("match");
        match && read_texts(*match, "match", faults_, source_.sitemap_match))
      for_each_text(*match, [&](const YamlNode& item) { check_pattern(item, "match", faults_); });
    map.choice<PageRole>("role", kRoleNames, kRoles, source_.sitemap_role);
    map.finish();
  }

  void selector(MapReader& map, std::string_view key, std::string& out) {
    if (!map.text(key, out)) return;
    check_selector_text(*map.get(key), key, out, faults_);
  }

  void read_list() {
    const auto* node = map_.get("list");
    if (node == nullptr) return;
    MapReader map(*node, "list", faults_);
    selector(map, "item", source_.parser.list_item);
    selector(map, "link", source_.parser.list_link);
    selector(map, "title", source_.parser.list_title);
    selector(map, "date", source_.parser.list_date);
    selector(map, "next", source_.parser.list_next);
    selector(map, "body", source_.parser.list_body);
    map.finish();
  }

  void read_detail() {
    const auto* node = map_.get("detail");
    if (node == nullptr) return;
    MapReader map(*node, "detail", faults_);
    map.choice<PageRole>("role", kRoleNames, kRoles, source_.detail_role);
    selector(map, "body", source_.parser.body);
    selector(map, "body_url", source_.parser.body_url);
    read_table(map, "fields", source_.parser.fields, true);
    read_table(map, "labels", source_.parser.labels, false);
    read_attachments(map);
    map.finish();
  }

  void read_attachments(MapReader& detail) {
    const auto* node = detail.get("attachments");
    if (node == nullptr) return;
    auto& rules = source_.attachments;
    MapReader map(*node, "attachments", faults_);
    map.flag("fetch", rules.fetch);
    map.choice<AttachmentsWhen>("when", kWhenNames, kWhens, rules.when);
    map.size("max_bytes", 1u << 10, 1u << 30, rules.max_bytes);
    map.whole("max_files", 1, 100, rules.max_files);
    if (map.texts("kinds", rules.kinds))
      for_each_text(*map.get("kinds"), [&](const YamlNode& item) {
        if (std::find(kFileKinds.begin(), kFileKinds.end(), item.text) == kFileKinds.end())
          faults_.add(item,
                      "'" + item.text + "' is no kind of file that is read" + hint(item.text, kFileKinds));
      });
    if (map.texts("hosts", rules.hosts))
      for_each_text(*map.get("hosts"), [&](const YamlNode& item) { check_host(item, true, faults_); });
    map.finish();
  }

  void read_table(MapReader& map, std::string_view key, std::map<std::string, std::string>& out,
                  bool selectors) {
    const auto* node = map.get(key);
    if (node == nullptr || !expect_map(*node, key, faults_)) return;
    for (const auto& entry : node->entries) {
      std::string value;
      if (!read_text(entry.value, entry.key, faults_, value)) continue;
      if (selectors) check_selector_text(entry.value, entry.key, value, faults_);
      const auto& path = selectors ? entry.key : value;
      const std::span<const std::string_view> known = selectors
                                                          ? std::span<const std::string_view>(kSelectorPaths)
                                                          : std::span<const std::string_view>(kLabelPaths);
      if (std::find(known.begin(), known.end(), path) == known.end()) {
        const int line = selectors ? entry.line : entry.value.line;
        const int column = selectors ? entry.column : entry.value.column;
        faults_.add(line, column, "'" + path + "' is no field" + hint(path, known));
      }
      out.emplace(entry.key, std::move(value));
    }
  }

  void read_hosts() {
    if (map_.texts("allowed_hosts", source_.allowed_hosts)) {
      for_each_text(*map_.get("allowed_hosts"),
                    [&](const YamlNode& item) { check_host(item, true, faults_); });
      for (const auto& host : hosts_) add_once(source_.allowed_hosts, host);
    } else {
      source_.allowed_hosts = hosts_;
    }
    if (map_.texts("allowed_private_hosts", source_.allowed_private_hosts))
      for_each_text(*map_.get("allowed_private_hosts"),
                    [&](const YamlNode& item) { check_host(item, false, faults_); });
  }

  void check_whole() {
    if (node_.kind != YamlNode::Kind::map) return;
    if (source_.start.empty() && source_.sitemaps.empty())
      faults_.add(node_, "a source needs 'start' or 'sitemap'");
    // What the crawl would refuse.
    const crawler::AddressPolicy policy{source_.allowed_private_hosts};
    for (const auto& start : source_.start) {
      const auto url = crawler::parse_url(start.url);
      if (!url || url->has_credentials() || crawler::check_url(*url, policy) == crawler::Verdict::allow)
        continue;
      faults_.add(map_.get("start") == nullptr ? node_ : *map_.get("start"),
                  "'" + start.url + "' has no public address; name " + url->host_and_port() +
                      " under 'allowed_private_hosts' if it is meant");
    }
  }

  const YamlNode& node_;
  const std::string& directory_;
  Faults& faults_;
  MapReader map_;
  Source source_;
  std::vector<std::string> hosts_;
  std::vector<std::size_t> roleless_;  // start requests that don't say what they are
};

}  // namespace

Loaded<std::vector<PlacedSource>> load_placed_sources(const std::string& file, std::string_view yaml,
                                                      const std::string& directory) {
  Loaded<std::vector<PlacedSource>> loaded;
  const auto root = read_yaml(file, yaml, loaded.faults);
  if (!root || root->kind == YamlNode::Kind::null) return loaded;
  Faults faults(file, loaded.faults);
  const auto read = [&](const YamlNode& node) {
    const auto* id = node.find("id");
    const auto& place = id != nullptr ? *id : node;
    loaded.value.push_back({SourceReader(node, directory, faults).read(), file, place.line, place.column});
  };
  if (root->kind != YamlNode::Kind::map || root->find("sources") == nullptr) {
    read(*root);
    return loaded;
  }
  MapReader map(*root, "the file", faults);
  const auto* sources = map.get("sources");
  map.finish();
  if (!expect_list(*sources, "sources", faults)) return loaded;
  for (const auto& item : sources->items) read(item);
  return loaded;
}

void check_unique_ids(const std::vector<PlacedSource>& sources, std::vector<ConfigFault>& faults) {
  std::map<std::string, const PlacedSource*> first;
  for (const auto& placed : sources) {
    if (placed.source.id.empty()) continue;
    const auto [taken, fresh] = first.try_emplace(placed.source.id, &placed);
    if (fresh) continue;
    Faults(placed.file, faults)
        .add(placed.line, placed.column,
             "the id '" + placed.source.id + "' is taken: " + taken->second->file + ":" +
                 std::to_string(taken->second->line));
  }
}

Loaded<std::vector<Source>> load_sources(const std::string& file, std::string_view yaml) {
  auto placed = load_placed_sources(file, yaml);
  check_unique_ids(placed.value, placed.faults);
  Loaded<std::vector<Source>> loaded;
  loaded.faults = std::move(placed.faults);
  for (auto& one : placed.value) loaded.value.push_back(std::move(one.source));
  return loaded;
}

}  // namespace tenderlead::config
