#include "app/pipeline/link.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "app/pipeline/link_projects.h"
#include "app/pipeline/names.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

using Role = store::MentionRow::Role;
using Counts = std::map<std::string, std::int64_t>;

// The most frequent key; of equals, the first.
std::string most_frequent(const Counts& counts) {
  std::string best;
  std::int64_t most = 0;
  for (const auto& [text, count] : counts)
    if (count > most) {
      best = text;
      most = count;
    }
  return best;
}

bool is_placed(Role role) {
  return role == Role::buyer || role == Role::hospital;
}

// The organisation of one name in one province ("" for mentions without a place, or for all of them).
struct Place {
  Counts names;        // as written
  Counts regions;      // codes of buyers' notices
  Counts own_regions;  // codes that its own profiles state
  std::set<Role> roles;
};

class Directory {
 public:
  void add(const store::MentionRow& mention) {
    if (!mention.alias_of.empty()) {
      if (mention.alias_of != mention.norm) claims_[mention.norm].insert(mention.alias_of);
      return;
    }
    const auto province = is_placed(mention.role) ? province_of(mention.region_code) : std::string();
    auto& place = names_[mention.norm][province];
    ++place.names[mention.name];
    place.roles.insert(mention.role);
    if (!mention.region_code.empty() && is_placed(mention.role))
      ++(mention.role == Role::hospital ? place.own_regions : place.regions)[mention.region_code];
  }

  // Decides; to be called once everything was added.
  void settle(const parsers::RegionTable& regions) {
    join_aliases();
    for (auto& [norm, places] : names_) {
      std::set<std::string> provinces;
      for (const auto& [province, place] : places)
        if (!province.empty()) provinces.insert(province);
      if (provinces.size() <= 1) {
        Place all;
        for (auto& [province, place] : places) merge(all, place);
        add_organisation(norm, "", all, regions);
      } else {
        for (const auto& [province, place] : places) add_organisation(norm, province, place, regions);
      }
    }
  }

  // The id of the organisation that a mention speaks of; empty where it names none.
  std::string find(const store::MentionRow& mention) const {
    if (mention.norm.empty()) return {};
    const auto alias = aliases_.find(mention.norm);
    const auto& norm = alias == aliases_.end() ? mention.norm : alias->second;
    const auto province = is_placed(mention.role) ? province_of(mention.region_code) : std::string();
    for (const auto& key : {province, std::string()}) {
      const auto found = ids_.find({norm, key});
      if (found != ids_.end()) return found->second;
    }
    return {};
  }

  std::vector<store::OrganisationRow> rows() const { return rows_; }
  std::vector<store::WriteBatch::NameLink> links() const {
    std::vector<store::WriteBatch::NameLink> links;
    for (const auto& [key, id] : ids_) links.push_back({key.first, key.second, id});
    for (const auto& [alias, norm] : aliases_)
      for (auto at = ids_.lower_bound({norm, ""}); at != ids_.end() && at->first.first == norm; ++at)
        links.push_back({alias, at->first.second, at->second});
    return links;
  }

 private:
  static void merge(Place& into, const Place& from) {
    for (const auto& [name, count] : from.names) into.names[name] += count;
    for (const auto& [code, count] : from.regions) into.regions[code] += count;
    for (const auto& [code, count] : from.own_regions) into.own_regions[code] += count;
    into.roles.insert(from.roles.begin(), from.roles.end());
  }

  // What is mentioned under an alias belongs to the main name.
  void join_aliases() {
    std::set<std::string> with_profile;
    for (const auto& [norm, places] : names_)
      for (const auto& [province, place] : places)
        if (place.roles.contains(Role::hospital)) with_profile.insert(norm);
    for (const auto& [alias, owners] : claims_)
      if (owners.size() == 1 && !with_profile.contains(alias) && with_profile.contains(*owners.begin()))
        aliases_.emplace(alias, *owners.begin());
    for (const auto& [alias, norm] : aliases_) {
      const auto mentioned = names_.find(alias);
      if (mentioned == names_.end()) {
        spare_names_[norm].insert(alias);
        continue;
      }
      for (auto& [province, place] : mentioned->second) merge_alias(names_[norm][province], place);
      names_.erase(mentioned);
      spare_names_[norm].insert(alias);
    }
  }
  static void merge_alias(Place& into, const Place& from) {
    for (const auto& [code, count] : from.regions) into.regions[code] += count;
    into.roles.insert(from.roles.begin(), from.roles.end());
  }

  void add_organisation(const std::string& norm, const std::string& province, const Place& place,
                        const parsers::RegionTable& regions) {
    Organisation organisation;
    organisation.id = store::content_id({"organisation", norm, province});
    organisation.name = place.names.empty() ? norm : most_frequent(place.names);
    for (const auto& [name, count] : place.names)
      if (name != organisation.name) organisation.aliases.push_back(name);
    if (const auto spare = spare_names_.find(norm); spare != spare_names_.end())
      for (const auto& name : spare->second) organisation.aliases.push_back(name);
    // Agencies that also win tenders are suppliers only where nobody calls them an agency.
    Role role = Role::buyer;
    for (const auto each : {Role::supplier, Role::agency, Role::hospital})
      if (place.roles.contains(each)) role = each;
    organisation.kind = organisation_kind(norm, role);
    const auto code = most_frequent(place.own_regions.empty() ? place.regions : place.own_regions);
    if (!code.empty())
      if (const auto region = regions.by_code(code)) organisation.region = *region;
    ids_.emplace(std::pair{norm, province}, organisation.id);
    store::OrganisationRow row;
    row.id = organisation.id;
    row.name = organisation.name;
    row.norm = norm;
    row.kind = to_string(organisation.kind);
    row.region_code = organisation.region.code;
    row.json = wire::to_json_text(organisation);
    rows_.push_back(std::move(row));
  }

  std::map<std::string, std::map<std::string, Place>> names_;       // norm, province
  std::map<std::string, std::set<std::string>> claims_;             // alias to the norms that claim it
  std::map<std::string, std::string> aliases_;                      // alias to norm, where the claim stands
  std::map<std::string, std::set<std::string>> spare_names_;        // norm to its aliases
  std::map<std::pair<std::string, std::string>, std::string> ids_;  // norm and province to id
  std::vector<store::OrganisationRow> rows_;
};

const store::MentionRow* buyer_of(const store::NoticeRow& notice) {
  for (const auto& mention : notice.mentions)
    if (mention.role == Role::buyer) return &mention;
  return nullptr;
}

}  // namespace

std::string province_of(const std::string& region_code) {
  return region_code.size() < 2 ? std::string() : region_code.substr(0, 2);
}

Result<LinkSummary> link_all(store::Store& store, const parsers::ReadingTables& tables) {
  Directory directory;
  ProjectLinker projects;
  std::vector<std::pair<std::string, std::string>> profile_links;
  LinkSummary summary;
  auto seen = store.read([&](store::Queries& queries) {
    queries.each_notice_link([&](const store::NoticeRow& notice) {
      for (const auto& mention : notice.mentions) directory.add(mention);
    });
    queries.each_profile([&](const store::ProfileRow& profile) {
      for (const auto& mention : profile.mentions) directory.add(mention);
    });
    directory.settle(tables.regions);

    queries.each_notice_link([&](const store::NoticeRow& notice) {
      const auto* buyer = buyer_of(notice);
      projects.add(notice, buyer ? directory.find(*buyer) : std::string(), queries);
    });
    projects.settle(queries.project_decisions());
    queries.each_profile([&](const store::ProfileRow& profile) {
      const auto id = profile.mentions.empty() ? std::string() : directory.find(profile.mentions.front());
      if (id != profile.organisation_id) profile_links.emplace_back(profile.id, id);
    });
    return true;
  });
  if (!seen) return seen.error();

  const auto organisations = directory.rows();
  summary.organisations = static_cast<std::int64_t>(organisations.size());
  summary.projects = static_cast<std::int64_t>(projects.count());
  auto written = store.write([&](store::WriteBatch& writer) {
    writer.replace_organisations(organisations);
    writer.replace_names(directory.links());
    projects.write(store, writer, [&](const std::string& supplier) {
      return directory.find({Role::supplier, supplier, normalised_name(supplier), "", ""});
    });
    projects.each_change(
        [&](const std::string& notice, const std::string& buyer, const std::string& project) {
          ++summary.changed_notices;
          writer.link_notice(notice, buyer, project);
        });
    for (const auto& [profile, organisation] : profile_links) writer.link_profile(profile, organisation);
  });
  if (!written) return written.error();
  return summary;
}

}  // namespace tenderlead::app
