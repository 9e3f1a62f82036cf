#include "app/store_access.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "app/config/checked_reader.h"
#include "app/config/places.h"
#include "app/config/reading_tables.h"
#include "app/pipeline/run.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

// The digits of a GB/T 2260 code that say something: "510000" is all of 51, "510100" all of 5101.
std::string code_prefix(std::string code) {
  while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

bool is_code(const std::string& text) {
  return text.size() >= 2 && text.size() <= 6 && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string known_products(const config::Configuration& configuration) {
  std::string out;
  for (const auto& product : configuration.rules.products) out += (out.empty() ? "" : ", ") + product.id;
  return out;
}

}  // namespace

std::pair<std::unique_ptr<store::Store>, ExitStatus> open_for_reading(
    const config::Configuration& configuration) {
  const auto path = store_path(configuration);
  auto store = store::Store::open(path, store::OpenMode::read_only);
  if (store) return {std::move(*store), ExitStatus::done};
  complain(store.error().code == ErrorCode::not_found
               ? "there is no store at " + path.string() + " yet; `tenderlead run` makes one"
               : store.error().message);
  return {nullptr, ExitStatus::store_unavailable};
}

void add_lead_options(CLI::App& command, LeadOptions& options) {
  command.add_option("--product", options.product, "Product id of products.yaml");
  command.add_option("--region", options.region, "Place by name or GB/T 2260 code: 四川, 成都市, 5101");
  command.add_option("--kind", options.kind,
                     "early_signal, open_tender, partner, renewal, capability_gap or competitor_win");
  command.add_option("--min-score", options.min_score, "At least this score, 0 to 100")
      ->check(CLI::Range(0, 100));
  command.add_option("--since", options.since, "Published on this day or later, YYYY-MM-DD");
  command.add_option("--state", options.state,
                     "new, updated, reopened or expired; all but expired where absent");
  command.add_option("--owner", options.owner, "A person's id in team.yaml; - is nobody");
  command.add_option("--changed-since", options.changed_since, "With news of this day or later, YYYY-MM-DD");
  command.add_flag("--all", options.all, "Expired, rejected and snoozed ones too");
  add_limit(command, options.limit);
}

void add_limit(CLI::App& command, std::size_t& limit) {
  command.add_option("--limit", limit, "At most so many")->check([](const std::string& text) {
    const bool digits = !text.empty() && text.size() <= 9 &&
                        text.find_first_not_of("0123456789") == std::string::npos &&
                        text.find_first_not_of('0') != std::string::npos;
    return digits ? std::string() : "'" + text + "' is no whole number from 1 to 999999999";
  });
}

Result<std::string> region_option(const std::string& option, const std::string& text) {
  const auto& regions = config::shipped_reading_tables().regions;
  const auto refused = [&](const std::string& why) {
    return Error{ErrorCode::invalid_input, option + ": " + why};
  };
  if (!is_code(text)) {
    const auto found = regions.find(text);
    if (found && !found->full.code.empty()) return code_prefix(found->full.code);
    return refused("'" + text + "' is not one place" + config::hint(text, config::place_names()) +
                   "; write it with its province, or as a GB/T 2260 code");
  }
  const auto padded = [](std::string code) { return code + std::string(6 - code.size(), '0'); };
  const auto region = text.size() % 2 == 0 ? regions.by_code(padded(text)) : std::nullopt;
  if (region) return code_prefix(text);
  // The nearest number among the codes, of a province where the province is wrong.
  std::string within;
  for (std::size_t digits = 2; digits < text.size(); digits += 2)
    if (regions.by_code(padded(text.substr(0, digits)))) within = text.substr(0, digits);
  std::string nearest;
  const auto distance = [&](const std::string& code) {
    return std::abs(std::stol(padded(text)) - std::stol(padded(code)));
  };
  const auto seek = [&](std::size_t size) {
    for (const auto& code : config::place_codes({}))
      if (code.starts_with(within) && code.size() > within.size() && (size == 0 || code.size() == size) &&
          (nearest.empty() || distance(code) < distance(nearest)))
        nearest = code;
  };
  seek(text.size());
  // A county of Beijing has no city's code above it: where no place has as many digits, any will do.
  if (nearest.empty()) seek(0);
  if (nearest.empty())
    return refused("there is no region '" + text + "'; a code of GB/T 2260 has 2, 4 or 6 digits");
  return refused("there is no region '" + text + "'; the nearest is '" + nearest + "' (" +
                 region_in_words(*regions.by_code(padded(nearest))) + ")");
}

Result<store::LeadFilter> lead_filter(const LeadOptions& options,
                                      const config::Configuration& configuration) {
  store::LeadFilter filter;
  filter.limit = options.limit;
  if (options.min_score >= 0) filter.min_score = options.min_score;
  if (!options.product.empty()) {
    bool known = false;
    for (const auto& product : configuration.rules.products) known = known || product.id == options.product;
    if (!known)
      return Error{ErrorCode::invalid_input, "--product: there is no product '" + options.product +
                                                 "'; there are " + known_products(configuration)};
    filter.product = options.product;
  }
  if (!options.kind.empty()) {
    if (!lead_kind_from_string(options.kind))
      return Error{
          ErrorCode::invalid_input,
          "--kind: '" + options.kind +
              "' is none of early_signal, open_tender, partner, renewal, capability_gap, competitor_win"};
    filter.kind = options.kind;
  }
  const std::pair<const char*, const std::string*> days[] = {{"--since", &options.since},
                                                             {"--changed-since", &options.changed_since}};
  for (const auto& [name, day] : days)
    if (!day->empty() && !date_from_iso(*day))
      return Error{ErrorCode::invalid_input,
                   std::string(name) + ": '" + *day + "' is not a day as YYYY-MM-DD"};
  filter.since = options.since;
  filter.changed_since = options.changed_since;
  if (!options.state.empty() && !lead_state_from_string(options.state))
    return Error{ErrorCode::invalid_input,
                 "--state: '" + options.state + "' is none of new, updated, reopened, expired"};
  filter.state = options.state;
  filter.owner = options.owner;
  if (!options.region.empty()) {
    auto region = region_option("--region", options.region);
    if (!region) return region.error();
    filter.region = std::move(*region);
  }
  return filter;
}

std::vector<store::LeadRow> find_leads(store::Queries& queries, const LeadOptions& options,
                                       store::LeadFilter filter) {
  if (filter.state.empty() && !options.all) {
    filter.state = "live";
    filter.at_hand_on = queries.fact("as_of");
  }
  return queries.leads(filter);
}

Result<void> check_owner(store::Queries& queries, const LeadOptions& options,
                         const config::Configuration& configuration) {
  if (options.owner.empty() || options.owner == "-") return {};
  const auto users = queries.users();
  std::vector<std::string_view> known;
  for (const auto& member : configuration.rules.team.members) known.push_back(member.id);
  for (const auto& user : users)
    for (const auto* name : {&user.id, &user.login, &user.person})
      if (!name->empty()) known.push_back(*name);
  if (std::find(known.begin(), known.end(), options.owner) != known.end()) return {};
  // A user's own id says nothing to people.
  for (const auto& user : users) std::erase(known, std::string_view(user.id));
  return Error{ErrorCode::invalid_input, "--owner: there is no person '" + options.owner +
                                             "' in team.yaml or among the users" +
                                             config::hint(options.owner, known) + "; - is nobody"};
}

Result<Lead> lead_of(const store::LeadRow& row) {
  const auto value = wire::parse_text(row.json);
  if (!value) return value.error();
  auto lead = wire::lead_from_json(*value);
  if (lead) lead->assigned = {row.owner, row.owner_because};
  return lead;
}

boost::json::object lead_object(const store::LeadRow& row) {
  boost::json::object out;
  if (auto value = wire::parse_text(row.json); value && value->is_object())
    out = std::move(value->get_object());
  if (!row.owner.empty())
    out["assigned"] = {{"person", boost::json::string(row.owner)},
                       {"because", boost::json::string(row.owner_because)}};
  const auto& work = row.work;
  if (work.lead_id.empty()) return out;
  boost::json::object done;
  const auto put = [&done](const char* key, const std::string& text) {
    if (!text.empty()) done[key] = boost::json::string(text);
  };
  put("owner", work.owner);
  put("verdict", work.verdict);
  put("reason", work.reason);
  put("snoozed_until", work.snoozed_until);
  put("status", work.status);
  put("day", work.day);
  if (work.notes > 0) done["notes"] = work.notes;
  out["work"] = std::move(done);
  return out;
}

void add_language(CLI::App& command, const std::shared_ptr<Language>& language) {
  static const std::map<std::string, Language> kLanguages{{"zh", Language::chinese},
                                                          {"en", Language::english}};
  command.add_option("--lang", *language, "zh or en")
      ->transform(CLI::CheckedTransformer(kLanguages, CLI::ignore_case));
}

const std::string& in_language(Language language, const std::string& zh, const std::string& en) {
  return language == Language::english && !en.empty() ? en : zh;
}

std::string person_name(const config::Configuration& configuration, const std::string& id) {
  const auto* member = configuration.rules.team.find(id);
  return member == nullptr ? id : member->name;
}

std::string product_name(const config::Configuration& configuration, const std::string& id,
                         Language language) {
  if (const auto* product = configuration.rules.product(id))
    return language == Language::english ? product->english_name() : product->name;
  return id;
}

std::string region_in_words(const Region& region) {
  return region.province + region.city + region.county;
}

}  // namespace tenderlead::app
