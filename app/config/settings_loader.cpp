#include <array>

#include "app/config/checked_reader.h"
#include "app/config/configuration.h"
#include "app/config/schedule_settings.h"
#include "app/config/serve_settings.h"

namespace tenderlead::config {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 6> kLogLevels{"trace", "debug", "info", "warning", "error", "off"};
constexpr std::array<std::string_view, 2> kLogFormats{"text", "json"};

// A section of the file, read by `read`; absent sections keep their defaults.
template <typename Read>
void section(MapReader& file, std::string_view key, Read read) {
  const auto* node = file.get(key);
  if (node == nullptr) return;
  MapReader map(*node, std::string(key), file.faults());
  read(map);
  map.finish();
}

// RFC 9309 section 2.2.1: a product token is letters, "_" and "-" only.
bool is_product_token(std::string_view text) {
  for (const char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-')) return false;
  return !text.empty();
}

// https://standard.open-contracting.org/1.1/en/schema/identifiers/: six of them where the prefix is registered.
bool is_ocid_prefix(std::string_view text) {
  constexpr std::string_view kBegin = "ocds-";
  if (!text.starts_with(kBegin)) return false;
  text.remove_prefix(kBegin.size());
  for (const char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
  return text.size() >= 6 && text.size() <= 32;
}

void read_user_agent(MapReader& map, Settings& settings) {
  if (map.text("name", settings.user_agent_name) && !is_product_token(settings.user_agent_name))
    map.fault(*map.get("name"), "'name' of the user agent may hold letters, '_' and '-' only (RFC 9309)");
  if (!map.text("contact", settings.contact)) return;
  const auto& contact = settings.contact;
  bool plain = true;
  for (const char c : contact) plain = plain && c > ' ' && c < 127 && c != '(' && c != ')';
  const bool reachable = contact.starts_with("https://") || contact.starts_with("http://") ||
                         contact.find('@') != std::string::npos;
  if (!contact.empty() && !(plain && reachable))
    map.fault(*map.get("contact"), "'contact' must be a web address (https://...) or an e-mail address");
}

}  // namespace

Loaded<Settings> load_settings(const std::string& file, std::string_view yaml) {
  Loaded<Settings> loaded;
  const auto root = read_yaml(file, yaml, loaded.faults);
  if (!root || root->kind == YamlNode::Kind::null) return loaded;
  Faults faults(file, loaded.faults);
  auto& settings = loaded.value;
  MapReader map(*root, "tenderlead.yaml", faults);
  map.text("data_directory", settings.data_directory);
  section(map, "user_agent", [&](MapReader& inner) { read_user_agent(inner, settings); });
  section(map, "threads", [&](MapReader& inner) { inner.whole("parse", 0, 256, settings.parse_threads); });
  map.whole("transfers", 1, 1024, settings.max_transfers);
  section(map, "archive", [&](MapReader& inner) {
    inner.size("file_size", 1u << 20, 64ull << 30, settings.archive_file_bytes);
  });
  section(map, "limits", [&](MapReader& inner) {
    inner.size("document_size", 64u << 10, 256u << 20, settings.max_document_bytes);
  });
  section(map, "converter", [&](MapReader& inner) {
    auto& process = settings.convert.process;
    inner.text("program", settings.converter);
    inner.size("memory", 64u << 20, 16ull << 30, process.memory_bytes);
    inner.duration("cpu_time", 1s, 10min, process.cpu);
    inner.duration("time", 100ms, 30min, process.time);
    inner.duration("file_time", 1s, 1h, settings.convert.total_time);
    inner.whole("pages", 1, 100'000, settings.convert.package.max_pages);
    inner.size("text_size", 1u << 10, 256u << 20, settings.convert.package.max_text_bytes);
    if (inner.size("unpacked_size", 1u << 20, 1u << 30, settings.convert.package.max_total_bytes))
      process.max_output_bytes = settings.convert.package.max_total_bytes + convert::kFramesBeside;
  });
  section(map, "browser", [&](MapReader& inner) {
    inner.text("program", settings.browser);
    inner.whole("pages", 1, 64, settings.browser_pages);
  });
  section(map, "serve", [](MapReader& inner) {
    ServeSettings checked;  // what it says is read by whoever serves
    read_serve(inner, checked);
  });
  section(map, "schedule", [](MapReader& inner) {
    ScheduleSettings checked;  // likewise
    read_schedule(inner, checked);
  });
  section(map, "ocds", [&](MapReader& inner) {
    if (inner.text("prefix", settings.ocid_prefix) && !is_ocid_prefix(settings.ocid_prefix))
      inner.fault(
          *inner.get("prefix"),
          "'prefix' must be ocds- and 6 to 32 letters a-z or digits, as the Open Contracting Partnership "
          "registers them");
  });
  section(map, "log", [&](MapReader& inner) {
    std::size_t index = 0;
    if (const auto* level = inner.get("level");
        level && read_choice(*level, "level", faults, kLogLevels, index))
      settings.log_level = kLogLevels[index];
    if (const auto* format = inner.get("format");
        format && read_choice(*format, "format", faults, kLogFormats, index))
      settings.log_format = kLogFormats[index];
  });
  map.finish();
  return loaded;
}

}  // namespace tenderlead::config
