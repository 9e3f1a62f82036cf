// The whole configuration: settings, sources and rules, from a folder or from the files compiled into the program.
//
//   tenderlead.yaml      settings of this installation (settings.h)
//   sources/*.yaml       one source a file, or a list under `sources:` (model/source.h)
//   products.yaml tags.yaml leads.yaml partners.yaml ratings.yaml prices.yaml departments.yaml plans.yaml team.yaml
//                        the rule book (rules/rulebook.h)
//
// Nothing here throws on bad content: every fault is collected with its place. Bounded: a file of at most 4 MiB, 64
// levels deep, 200,000 nodes after aliases, 10,000 source files. Thread-safe: no shared state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/config/fault.h"
#include "app/config/settings.h"
#include "model/result.h"
#include "model/source.h"
#include "rules/rulebook.h"

namespace tenderlead::config {

struct Configuration {
  Settings settings;
  std::vector<Source> sources;  // by file name, then in the order of the file; disabled ones included
  rules::RuleBook rules;
  std::string directory;  // where it was read from; empty for the shipped one
};

// Reads a configuration folder. A folder that isn't there, or has no tenderlead.yaml, is one fault that says to run
// `tenderlead init`. A rule file that is absent falls back to the shipped one.
Loaded<Configuration> load_configuration(const std::string& directory);

// The one compiled in. It has no faults (a test says so).
Loaded<Configuration> shipped_configuration();

// Writes the shipped files into `directory` (made if needed) and never overwrites: existing files are left alone.
// Returns the paths written, relative to the directory.
Result<std::vector<std::string>> write_shipped(const std::string& directory);

// One file's content; `file` is the name that faults show.
Loaded<std::vector<Source>> load_sources(const std::string& file, std::string_view yaml);
Loaded<Settings> load_settings(const std::string& file, std::string_view yaml);

// The rule files' contents; `load_rules` checks references between them (product ids, tag ids) too.
struct RuleFile {
  // The name decides what it is: ends with products.yaml, tags.yaml, leads.yaml ..., or the same with .json.
  std::string file;
  std::string yaml;
};
// The file of the rule book that a name or path means ("tags.yaml" of "drafts/tags.json"); empty where it is none.
std::string_view rule_file_kind(std::string_view path);
// The rule files of a configuration folder, each its own or, where it has none, the shipped one; of the shipped ones alone for
// an empty folder. What can't be read becomes a fault.
std::vector<RuleFile> rule_files(const std::string& directory, std::vector<ConfigFault>& faults);
Loaded<rules::RuleBook> load_rules(const std::vector<RuleFile>& files);

}  // namespace tenderlead::config
