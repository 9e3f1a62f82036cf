#include "parsers/site_parser.h"

#include <map>
#include <mutex>

#include "parsers/declarative_parser.h"

namespace tenderlead::parsers {
namespace {

struct Registry {
  std::mutex mutex;
  std::map<std::string, SiteParserFactory> factories;
};

Registry& registry() {
  static Registry instance;
  return instance;
}

}  // namespace

void register_site_parser(std::string name, SiteParserFactory factory) {
  const std::lock_guard lock(registry().mutex);
  registry().factories.insert_or_assign(std::move(name), std::move(factory));
}

std::vector<std::string> site_parser_names() {
  const std::lock_guard lock(registry().mutex);
  std::vector<std::string> names{"generic"};
  for (const auto& [name, factory] : registry().factories) names.push_back(name);
  return names;
}

Result<std::unique_ptr<SiteParser>> make_site_parser(const SiteParserConfig& config) {
  if (config.parser.empty() || config.parser == "generic") return make_declarative_parser(config);
  SiteParserFactory factory;
  {
    const std::lock_guard lock(registry().mutex);
    const auto found = registry().factories.find(config.parser);
    if (found != registry().factories.end()) factory = found->second;
  }
  if (!factory)
    return Error{ErrorCode::invalid_config, "no site parser is registered as \"" + config.parser + "\""};
  return factory(config);
}

}  // namespace tenderlead::parsers
