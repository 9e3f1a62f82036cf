// What is said of an organisation, and by whom. Crawled pages, imported files and people each say something; a value that a
// person entered stands before the others until the person releases it, and of the others the newest stands.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenderlead {

// In the order in which they give way to each other.
enum class Origin { crawl, import, person };

constexpr const char* to_string(Origin origin) {
  return origin == Origin::crawl ? "crawl" : origin == Origin::import ? "import" : "person";
}
constexpr const char* chinese_name(Origin origin) {
  return origin == Origin::crawl ? "抓取" : origin == Origin::import ? "导入" : "人工";
}

// An organisation above another: the house that a branch belongs to (branch), a medical alliance 医联体 (alliance), a group 集团
// (group).
struct ParentName {
  std::string relation;
  std::string name;  // as written, or an id

  friend bool operator==(const ParentName&, const ParentName&) = default;
};

// What one row of an import says of one organisation; empty members say nothing. Attributes have the keys of a hospital's JSON with
// dots between: "level.tier", "beds.open"; "departments" are one value, with 、 between.
struct OrganisationFacts {
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> former_names;
  std::string kind;         // an OrganisationKind's name
  std::string region_code;  // GB/T 2260
  std::vector<ParentName> parents;
  std::map<std::string, std::string> attributes;

  friend bool operator==(const OrganisationFacts&, const OrganisationFacts&) = default;
};

// One value with where it comes from.
struct OrganisationValue {
  std::string field;  // "name", "alias", "former_name", "kind", "region", "parent.group", or an attribute
  std::string value;
  Origin origin = Origin::crawl;
  std::string source;       // a URL, a file with its row, a person
  std::int64_t at = 0;      // seconds since 1970 UTC: fetched, imported, entered
  bool stands = false;      // it is the value that the program goes by; of names and the like all stand
  std::string notice_id{};  // of a notice that says it
  std::string words{};      // on the page, where they say more than the value
};

// Whether an organisation may have several values of a field.
constexpr bool may_repeat(std::string_view field) {
  return field == "alias" || field == "former_name" || field.starts_with("parent.");
}

// Marks the values that stand: of a field those of a person, else the newest, of equals an import's before a page's, then the one that
// sorts first. A name gives way by origin alone: a page's spelling doesn't replace an imported name.
// Sorts them by field, the standing ones first, then newest first.
void settle(std::vector<OrganisationValue>& values);

}  // namespace tenderlead
