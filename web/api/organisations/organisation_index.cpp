#include "web/api/organisations/organisation_index.h"

#include <algorithm>
#include <charconv>

#include "model/time.h"
#include "store/grams.h"
#include "wire/json.h"

namespace tenderlead::web {
namespace {

std::int64_t number_from(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void name(IndexedOrganisation& row, const std::string& text) {
  if (text.empty() || std::ranges::find(row.names, text) != row.names.end()) return;
  row.names.push_back(text);
  row.text += store::fold(text) + "\n";
}

void note_newest(IndexedOrganisation& row, const std::string& published) {
  row.newest = published;
  const auto date = date_from_iso(std::string_view(published).substr(0, 10));
  row.newest_day = date ? days_from_date(*date) : INT64_MIN;
}

IndexedOrganisation made_of(const store::OrganisationRow& organisation) {
  IndexedOrganisation row;
  row.id = organisation.id;
  row.kind = organisation.kind;
  row.region = organisation.region_code;
  name(row, organisation.name);
  const auto value = wire::parse_text(organisation.json);
  const auto whole = value ? wire::organisation_from_json(*value) : Result<Organisation>(value.error());
  if (whole)
    for (const auto& alias : whole->aliases) name(row, alias);
  return row;
}

// Which linking it was.
std::int64_t linking_of(const store::OrganisationClock& clock) {
  return number_from(clock.linked);
}

}  // namespace

std::string standing_value(const store::OrganisationView& view, std::string_view field) {
  for (const auto& value : view.values)
    if (value.stands && value.field == field) return value.value;
  return {};
}

const std::string& OrganisationIndex::State::merged(const std::string& id) const {
  const auto found = merges_.find(id);
  return found == merges_.end() ? id : found->second;
}

std::shared_ptr<const OrganisationIndex::State> OrganisationIndex::current() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

// As all origins have it now, in place of how it stood.
void OrganisationIndex::read_again(State& state, store::Queries& queries, const std::string& id) const {
  const auto view = book_.view(queries, id);
  const auto place = state.places_.find(id);
  if (!view || view->row.id != id) {
    // Gone into another: its row stays where it is, without an id, and nothing finds it.
    if (place != state.places_.end()) {
      state.rows_[place->second] = {};
      state.places_.erase(place);
    }
    if (!view) return;
    return read_again(state, queries, view->row.id);
  }
  IndexedOrganisation row;
  row.id = id;
  row.kind = standing_value(*view, "kind");
  row.region = standing_value(*view, "region");
  row.tier = static_cast<int>(number_from(standing_value(*view, "level.tier")));
  name(row, standing_value(*view, "name"));
  name(row, view->row.name);
  for (const auto& value : view->values)
    if (value.field == "name" || value.field == "alias" || value.field == "former_name")
      name(row, value.value);
  std::vector<std::string> ids{id};
  for (const auto& [from, words] : view->merged) ids.push_back(from);
  for (const auto& each : ids) {
    row.notices += queries.bought_count(each);
    const auto newest = queries.bought(each, {}, {}, 1);
    if (!newest.empty() && newest.front().published_at > row.newest)
      note_newest(row, newest.front().published_at);
  }
  if (place != state.places_.end()) {
    state.rows_[place->second] = std::move(row);
  } else {
    state.places_[id] = state.rows_.size();
    state.rows_.push_back(std::move(row));
  }
}

// Takes in what people did since an action, and what they undid since.
void OrganisationIndex::follow(State& state, store::Queries& queries, std::int64_t known_action,
                               bool undone_too) const {
  std::set<std::string> touched;
  std::set<std::int64_t> undone;
  for (const auto& action : queries.organisation_actions()) {
    if (action.undone_at) undone.insert(action.id);
    const bool changed = action.id > known_action ||
                         (undone_too && action.undone_at.has_value() && !state.undone_.contains(action.id));
    if (!changed) continue;
    touched.insert(action.organisation_id);
    if (!action.other_id.empty()) touched.insert(action.other_id);
  }
  state.undone_ = std::move(undone);
  state.merges_ = book_.merges(queries);
  for (const auto& id : touched) read_again(state, queries, id);
}

std::shared_ptr<OrganisationIndex::State> OrganisationIndex::made(store::Queries& queries) const {
  auto state = std::make_shared<State>();
  queries.each_organisation([&](const store::OrganisationRow& row) {
    state->places_[row.id] = state->rows_.size();
    state->rows_.push_back(made_of(row));
  });
  const auto find = [&](const std::string& id) -> IndexedOrganisation* {
    const auto place = state->places_.find(id);
    return place == state->places_.end() ? nullptr : &state->rows_[place->second];
  };
  for (const auto& [id, tier] : book_.tiers(queries))
    if (auto* row = find(id)) row->tier = tier;
  queries.each_buyer([&](const std::string& id, std::int64_t notices, const std::string& newest) {
    auto* row = find(id);
    if (row == nullptr) return;
    row->notices = notices;
    note_newest(*row, newest);
  });
  return state;
}

std::shared_ptr<const OrganisationIndex::State> OrganisationIndex::state(store::Queries& queries) {
  const auto clock = queries.organisation_clock();
  // A snapshot that is older than what is known is answered by what is known.
  const auto serves = [&](const std::shared_ptr<const State>& known) {
    if (!known) return false;
    if (known->clock_.linked != clock.linked) return known->count_ > linking_of(clock);
    return known->clock_.newest_action + known->clock_.undone >= clock.newest_action + clock.undone;
  };
  auto known = current();
  if (serves(known)) return known;
  std::unique_lock turn(refreshing_, std::defer_lock);
  if (known && known->clock_.linked != clock.linked) {
    if (!turn.try_lock()) return known;
  } else {
    turn.lock();
  }
  known = current();
  if (serves(known)) return known;
  std::shared_ptr<State> next;
  if (known && known->clock_.linked == clock.linked) {
    next = std::make_shared<State>(*known);
    follow(*next, queries, known->clock_.newest_action, true);
  } else {
    next = made(queries);
    follow(*next, queries, clock.linked_action, clock.undone != clock.linked_undone);
  }
  next->clock_ = clock;
  next->count_ = linking_of(clock);
  const std::lock_guard lock(mutex_);
  state_ = next;
  return next;
}

}  // namespace tenderlead::web
