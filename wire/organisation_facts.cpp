#include "wire/organisation_facts.h"

#include "wire/keys.h"

namespace tenderlead::wire {
namespace {

void put(json::object& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = json::string(text);
}

void put(json::object& out, const char* key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json::array array;
  for (const auto& text : texts) array.emplace_back(json::string(text));
  out[key] = std::move(array);
}

}  // namespace

json::object to_json(const OrganisationFacts& facts) {
  json::object out;
  put(out, "name", facts.name);
  put(out, "aliases", facts.aliases);
  put(out, "former_names", facts.former_names);
  put(out, "kind", facts.kind);
  put(out, "region_code", facts.region_code);
  json::array parents;
  for (const auto& parent : facts.parents)
    parents.push_back({{"relation", json::string(parent.relation)}, {"name", json::string(parent.name)}});
  if (!parents.empty()) out["parents"] = std::move(parents);
  json::object attributes;
  for (const auto& [key, value] : facts.attributes) attributes[key] = json::string(value);
  if (!attributes.empty()) out["attributes"] = std::move(attributes);
  return out;
}

Result<OrganisationFacts> organisation_facts_from_json(const json::value& value) {
  return read_word<OrganisationFacts>(value, [](Keys& keys, OrganisationFacts& facts) {
    keys.read("name", facts.name);
    keys.read("aliases", facts.aliases);
    keys.read("former_names", facts.former_names);
    keys.read("kind", facts.kind);
    keys.read("region_code", facts.region_code);
    keys.parts("parents", facts.parents, [](Keys& part, ParentName& parent) {
      part.read("relation", parent.relation);
      part.read("name", parent.name);
    });
    keys.members("attributes", [&](const std::string& name, const json::value& text) {
      if (const auto* words = text.if_string())
        facts.attributes[name].assign(words->data(), words->size());
      else
        keys.complain("attributes", "an object of strings");
    });
  });
}

}  // namespace tenderlead::wire
