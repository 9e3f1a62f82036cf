#include "app/config/configuration.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "app/config/installed_reader.h"
#include "app/config/rules_reader.h"
#include "app/config/schedule_settings.h"
#include "app/config/shipped_files.h"
#include "app/config/source_loader.h"

namespace tenderlead::config {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSettingsFile = "tenderlead.yaml";
constexpr std::array<std::string_view, 9> kRuleFiles{"tags.yaml",        "products.yaml", "leads.yaml",
                                                     "partners.yaml",    "ratings.yaml",  "prices.yaml",
                                                     "departments.yaml", "plans.yaml",    "team.yaml"};
constexpr std::size_t kMostSourceFiles = 10'000;

// A file's bytes, up to just over the limit that read_yaml refuses with a message.
Result<std::string> read_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return Error{ErrorCode::not_found, "there is no file " + path.string()};
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::io, "can't open " + path.string()};
  // By pieces, so that a file of some kilobytes doesn't take the memory of the longest one that is allowed.
  std::string bytes;
  std::array<char, 16384> piece;
  while (bytes.size() <= YamlLimits{}.file_bytes && in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    bytes.append(piece.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return Error{ErrorCode::io, "can't read " + path.string()};
  return bytes;
}

const ShippedFile* shipped(std::string_view path) {
  for (const auto& file : shipped_files())
    if (file.path == path) return &file;
  return nullptr;
}

template <typename T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// "sources/*.yaml" of a folder, by name.
std::vector<fs::path> source_files(const fs::path& directory, std::vector<ConfigFault>& faults) {
  std::vector<fs::path> paths;
  std::error_code error;
  fs::directory_iterator entry(directory / "sources", error);
  if (error) return paths;
  for (; entry != fs::directory_iterator(); entry.increment(error)) {
    if (error) break;
    if (entry->path().extension() == ".yaml") paths.push_back(entry->path());
    if (paths.size() <= kMostSourceFiles) continue;
    faults.push_back({"sources", 0, 0, "more than " + std::to_string(kMostSourceFiles) + " files"});
    break;
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Configuration assemble(const std::string& directory,
                       const std::vector<std::pair<std::string, std::string>>& sources,
                       const std::vector<RuleFile>& rules, std::vector<ConfigFault>& faults) {
  Configuration configuration;
  std::vector<PlacedSource> placed;
  for (const auto& [file, yaml] : sources) {
    auto loaded = load_placed_sources(file, yaml, directory);
    append(faults, std::move(loaded.faults));
    append(placed, std::move(loaded.value));
  }
  check_unique_ids(placed, faults);
  for (auto& one : placed) configuration.sources.push_back(std::move(one.source));
  auto book = load_rules(rules);
  append(faults, std::move(book.faults));
  configuration.rules = std::move(book.value);
  append(faults, installed_settings(directory, configuration.rules).faults);
  return configuration;
}

// "tags.json" for "tags.yaml".
std::string json_name(std::string_view name) {
  return std::string(name.substr(0, name.size() - 4)) + "json";
}

}  // namespace

namespace {

std::string empty_file(const std::string& path) {
  return "the file is empty; remove it to go by the shipped " + std::string(rule_file_kind(path)) +
         ", or begin with the copy that `tenderlead init` writes into a new folder";
}

}  // namespace

std::string_view rule_file_kind(std::string_view path) {
  for (const auto name : kRuleFiles)
    if (path.ends_with(name) || path.ends_with(json_name(name))) return name;
  return {};
}

std::vector<RuleFile> rule_files(const std::string& directory, std::vector<ConfigFault>& faults) {
  std::vector<RuleFile> files;
  for (const auto name : kRuleFiles) {
    bool found = false;
    for (const auto& own : {std::string(name), json_name(name)}) {
      if (directory.empty()) break;
      const auto path = (fs::path(directory) / own).string();
      auto bytes = read_file(path);
      if (!bytes && bytes.error().code == ErrorCode::not_found) continue;
      if (!bytes)
        faults.push_back({path, 0, 0, bytes.error().message});
      else if (found)
        faults.push_back({path, 0, 0, "there is a " + std::string(name) + " as well; keep one of the two"});
      else
        files.push_back({path, std::move(*bytes)});
      found = true;
    }
    if (found) continue;
    if (const auto* file = shipped(name)) files.push_back({"config/" + file->path, file->content});
  }
  return files;
}

Loaded<rules::RuleBook> load_rules(const std::vector<RuleFile>& files) {
  using Reader = void (RulesReader::*)(const YamlNode&, Faults&);
  constexpr std::array<Reader, kRuleFiles.size()> kReaders{
      &RulesReader::read_tags,        &RulesReader::read_products, &RulesReader::read_leads,
      &RulesReader::read_partners,    &RulesReader::read_ratings,  &RulesReader::read_prices,
      &RulesReader::read_departments, &RulesReader::read_plans,    &RulesReader::read_team};
  Loaded<rules::RuleBook> loaded;
  RulesReader reader(loaded.value, loaded.faults);
  std::vector<std::pair<const RuleFile*, YamlNode>> trees;
  for (const auto& file : files) {
    auto root = read_yaml(file.file, file.yaml, loaded.faults);
    if (root && root->kind == YamlNode::Kind::null) {
      loaded.faults.push_back({file.file, 1, 1, empty_file(file.file)});
      root.reset();
    }
    if (root)
      trees.emplace_back(&file, std::move(*root));
    else
      reader.note_unreadable_file();
  }
  for (const auto& [file, root] : trees) {
    Faults faults(file->file, loaded.faults);
    reader.read_vocabulary(root, faults);
  }
  for (std::size_t kind = 0; kind < kRuleFiles.size(); ++kind)
    for (const auto& [file, root] : trees) {
      if (rule_file_kind(file->file) != kRuleFiles[kind]) continue;
      Faults faults(file->file, loaded.faults);
      (reader.*kReaders[kind])(root, faults);
    }
  reader.check_references();
  return loaded;
}

Loaded<Configuration> load_configuration(const std::string& directory) {
  Loaded<Configuration> loaded;
  const fs::path root(directory);
  const auto settings = read_file(root / kSettingsFile);
  if (!settings) {
    const auto what =
        settings.error().code == ErrorCode::not_found
            ? "there is no configuration here; run `tenderlead init " + directory + "` to make one"
            : settings.error().message;
    loaded.faults.push_back({(root / kSettingsFile).string(), 0, 0, what});
    return loaded;
  }
  std::vector<std::pair<std::string, std::string>> sources;
  for (const auto& path : source_files(root, loaded.faults)) {
    auto bytes = read_file(path);
    if (bytes)
      sources.emplace_back(path.string(), std::move(*bytes));
    else
      loaded.faults.push_back({path.string(), 0, 0, bytes.error().message});
  }
  const auto rules = rule_files(directory, loaded.faults);
  loaded.value = assemble(directory, sources, rules, loaded.faults);
  auto read = load_settings((root / kSettingsFile).string(), *settings);
  append(loaded.faults, std::move(read.faults));
  loaded.value.settings = std::move(read.value);
  loaded.value.directory = directory;
  if (!loaded.ok()) return loaded;
  std::vector<std::string_view> ids;
  for (const auto& source : loaded.value.sources) ids.push_back(source.id);
  append(loaded.faults, check_schedule((root / kSettingsFile).string(), *settings, ids));
  return loaded;
}

Loaded<Configuration> shipped_configuration() {
  Loaded<Configuration> loaded;
  std::vector<std::pair<std::string, std::string>> sources;
  std::vector<RuleFile> rules;
  Loaded<Settings> settings;
  for (const auto& file : shipped_files()) {
    const auto name = "config/" + file.path;
    if (file.path.starts_with("sources/") && file.path.ends_with(".yaml"))
      sources.emplace_back(name, file.content);
    else if (file.path == kSettingsFile)
      settings = load_settings(name, file.content);
    else if (std::find(kRuleFiles.begin(), kRuleFiles.end(), file.path) != kRuleFiles.end())
      rules.push_back({name, file.content});
  }
  loaded.value = assemble({}, sources, rules, loaded.faults);
  append(loaded.faults, std::move(settings.faults));
  loaded.value.settings = std::move(settings.value);
  return loaded;
}

Result<std::vector<std::string>> write_shipped(const std::string& directory) {
  std::vector<std::string> written;
  const fs::path root(directory);
  for (const auto& file : shipped_files()) {
    const auto path = root / file.path;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error)
      return Error{ErrorCode::io,
                   "can't make the folder " + path.parent_path().string() + ": " + error.message()};
    if (fs::exists(fs::symlink_status(path, error))) continue;
    std::ofstream out(path, std::ios::binary);
    out.write(file.content.data(), static_cast<std::streamsize>(file.content.size()));
    out.close();
    if (!out) return Error{ErrorCode::io, "can't write " + path.string()};
    written.push_back(file.path);
  }
  return written;
}

}  // namespace tenderlead::config
