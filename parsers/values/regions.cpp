#include "parsers/values/regions.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <unordered_map>

#include "parsers/values/folded_text.h"
#include "parsers/values/region_names.h"

namespace tenderlead::parsers {

namespace {

struct Place {
  Region region;
  RegionLevel level = RegionLevel::province;
};

// One way of naming one place.
struct Naming {
  std::u32string name;
  std::uint32_t place = 0;
  bool full = false;
  bool old = false;
};

// A run of namings with the same words: 朝阳区 names several places.
struct Hit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<const Naming*> namings;
};

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t comma = line.find(',');
    parts.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    line.remove_prefix(comma + 1);
  }
}

}  // namespace

struct RegionTable::Index {
  std::vector<Place> places;
  std::unordered_map<std::string, std::uint32_t> by_code;
  std::vector<Naming> namings;  // sorted by name, so that namings of one name stand together
  // The first of the namings of one name, and its second code point, which rules most names out without a look at them.
  struct Name {
    char32_t second = 0;
    std::uint32_t naming = 0;
  };
  // First code point -> distinct names, longest first.
  std::unordered_map<char32_t, std::vector<Name>> by_first;
  // Of the basic plane: whether a name begins with it. Most characters of a text begin none.
  std::bitset<0x10000> begins;

  void build();
  Hit hit_at(const FoldedText& text, std::size_t at) const;
  bool contains(const Region& outer, const Place& inner) const;
};

// Whether `inner` lies in the place that `outer` names as far as it goes.
bool RegionTable::Index::contains(const Region& outer, const Place& inner) const {
  if (!outer.province.empty() && outer.province != inner.region.province) return false;
  if (!outer.city.empty() && inner.level != RegionLevel::province && outer.city != inner.region.city)
    return false;
  return true;
}

void RegionTable::Index::build() {
  namings.clear();
  std::unordered_map<std::string, int> official;
  for (const auto& place : places) {
    const Region& r = place.region;
    ++official[place.level == RegionLevel::county ? r.county
               : place.level == RegionLevel::city ? r.city
                                                  : r.province];
  }
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const Region& r = places[i].region;
    const std::string& name = places[i].level == RegionLevel::county ? r.county
                              : places[i].level == RegionLevel::city ? r.city
                                                                     : r.province;
    for (auto& alias : region_aliases(to_utf32(name), places[i].level)) {
      // A former name that is another place's present one is that other place.
      if (alias.old && official.contains(to_utf8(alias.name))) continue;
      namings.push_back({std::move(alias.name), i, alias.full, alias.old});
    }
  }
  std::sort(namings.begin(), namings.end(), [](const Naming& a, const Naming& b) {
    return a.name != b.name ? a.name < b.name : a.place < b.place;
  });
  for (std::uint32_t i = 0; i < namings.size(); ++i)
    if (i == 0 || namings[i].name != namings[i - 1].name)
      by_first[namings[i].name.front()].push_back(
          {namings[i].name.size() > 1 ? namings[i].name[1] : U'\0', i});
  for (auto& [first, list] : by_first) {
    if (first < begins.size()) begins[first] = true;
    std::sort(list.begin(), list.end(), [&](const Name& a, const Name& b) {
      const std::size_t longer = namings[a.naming].name.size();
      const std::size_t other = namings[b.naming].name.size();
      return longer != other ? longer > other : a.naming < b.naming;
    });
  }
}

// The longest name that begins at `at`, with all places of that name.
Hit RegionTable::Index::hit_at(const FoldedText& text, std::size_t at) const {
  Hit hit;
  if (text[at] < begins.size() && !begins[text[at]]) return hit;
  const auto list = by_first.find(text[at]);
  if (list == by_first.end()) return hit;
  for (const auto& [second, first] : list->second) {
    if (second != U'\0' && second != text[at + 1]) continue;
    const std::u32string& name = namings[first].name;
    if (!text.starts_with(at, name)) continue;
    hit.begin = at;
    hit.end = at + name.size();
    for (std::size_t i = first; i < namings.size() && namings[i].name == name; ++i)
      hit.namings.push_back(&namings[i]);
    return hit;
  }
  return hit;
}

RegionTable::RegionTable() : index_(std::make_unique<Index>()) {}
RegionTable::RegionTable(RegionTable&&) noexcept = default;
RegionTable& RegionTable::operator=(RegionTable&&) noexcept = default;
RegionTable::~RegionTable() = default;

std::size_t RegionTable::size() const {
  return index_->places.size();
}

Result<RegionTable> RegionTable::from_csv(std::string_view csv) {
  RegionTable table;
  std::size_t number = 0;
  bool header = false;
  const auto error = [&](const char* what) {
    return Error{ErrorCode::invalid_input, "line " + std::to_string(number) + ": " + what};
  };
  while (!csv.empty()) {
    ++number;
    const std::size_t end = std::min(csv.find('\n'), csv.size());
    std::string_view line = csv.substr(0, end);
    csv.remove_prefix(std::min(end + 1, csv.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!header) {
      if (line != "code,province,city,county") return error("the header must be code,province,city,county");
      header = true;
      continue;
    }
    const auto parts = split(line);
    if (parts.size() != 4) return error("expected four columns: code,province,city,county");
    const std::string_view code = parts[0];
    if (code.size() != 6 ||
        !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return error("the code must be six digits");
    if (parts[1].empty()) return error("the province is missing");
    Place place;
    place.region = {std::string(parts[1]), std::string(parts[2]), std::string(parts[3]), std::string(code)};
    place.level = !parts[3].empty()   ? RegionLevel::county
                  : !parts[2].empty() ? RegionLevel::city
                                      : RegionLevel::province;
    if (!table.index_->by_code
             .emplace(std::string(code), static_cast<std::uint32_t>(table.index_->places.size()))
             .second)
      return error("this code has been given before");
    table.index_->places.push_back(std::move(place));
  }
  table.index_->build();
  return table;
}

std::optional<Region> RegionTable::by_code(std::string_view code) const {
  const auto found = index_->by_code.find(std::string(code));
  if (found == index_->by_code.end()) return std::nullopt;
  return index_->places[found->second].region;
}

Region RegionTable::complete(const Region& region) const {
  if (!region.code.empty())
    if (auto known = by_code(region.code)) {
      // A former name stays as it was given.
      if (!region.county.empty()) known->county = region.county;
      return *known;
    }
  const Place* only = nullptr;
  for (const auto& place : index_->places) {
    if (!region.county.empty() ? place.region.county != region.county : !place.region.county.empty())
      continue;
    if (region.county.empty() &&
        (!region.city.empty() ? place.region.city != region.city : !place.region.city.empty()))
      continue;
    if (!region.city.empty() && place.region.city != region.city) continue;
    if (!region.province.empty() && place.region.province != region.province) continue;
    if (only != nullptr) return region;
    only = &place;
  }
  return only != nullptr ? only->region : region;
}

namespace {

// How sure a reading is: full names are nearly always right, short ones depend on what stands around them.
constexpr double kFullName = 0.97;
constexpr double kShortName = 0.9;
constexpr double kFormerName = 0.85;
constexpr double kAmbiguous = 0.5;

// A chain of names that narrow down one place, while it is being built.
struct Chain {
  Region stated;
  std::vector<const Place*> candidates;  // of the last name; one where it's decided
  RegionLevel level = RegionLevel::province;
  std::string shown;  // the last name where it is a former one
  std::size_t begin = 0;
  std::size_t end = 0;
  double confidence = kFullName;
};

}  // namespace

std::vector<RegionMatch> RegionTable::find_all(std::string_view original, const Region& context) const {
  const FoldedText text(original);
  const Index& index = *index_;
  std::vector<RegionMatch> matches;
  std::optional<Chain> chain;

  const auto close = [&] {
    if (!chain) return;
    std::vector<const Place*> candidates = chain->candidates;
    if (candidates.size() > 1 && !context.empty()) {
      std::vector<const Place*> inside;
      for (const Place* place : candidates)
        if (index.contains({context.province, context.city, {}, {}}, *place)) inside.push_back(place);
      if (inside.empty() && !context.province.empty())
        for (const Place* place : candidates)
          if (place->region.province == context.province) inside.push_back(place);
      if (!inside.empty()) candidates = std::move(inside);
    }
    RegionMatch match;
    match.stated = chain->stated;
    match.span = text.span(chain->begin, chain->end);
    match.confidence = chain->confidence;
    if (candidates.size() == 1) {
      match.full = candidates.front()->region;
      match.stated.code = match.full.code;
      if (!chain->shown.empty()) match.full.county = chain->shown;
    } else {
      match.full = match.stated;
      match.confidence = kAmbiguous;
    }
    matches.push_back(std::move(match));
    chain.reset();
  };

  std::size_t skip_until = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at < skip_until || !is_chinese(text[at])) continue;
    const Hit hit = index.hit_at(text, at);
    if (hit.namings.empty()) continue;
    const bool adjacent = chain && hit.begin - chain->end <= 2 &&
                          std::all_of(text.view(chain->end, hit.begin).begin(),
                                      text.view(chain->end, hit.begin).end(), [](char32_t c) {
                                        return c == U' ' || c == U'-' || c == U'·' || c == U'/' ||
                                               c == U',' || c == U'省' || c == U'市';
                                      });
    const auto after = text.view(hit.end, std::min(hit.end + 4, text.size()));
    const bool at_start =
        at == 0 || text.view(0, at).find_first_not_of(U" ([\"“《") == std::u32string_view::npos;
    // 首都医科大学附属北京某某医院: a place may follow 附属 as it may begin a name.
    const bool after_affiliated =
        at > 1 && text[at - 2] == U'附' && (text[at - 1] == U'属' || text[at - 1] == U'设');
    const bool boundary = at_start || after_affiliated || !is_chinese(text[at - 1]);

    std::vector<const Naming*> fitting;
    for (const Naming* naming : hit.namings) {
      const Place& place = index.places[naming->place];
      bool inside = false;
      if (adjacent)
        for (const Place* outer : chain->candidates)
          inside = inside || (outer->level < place.level &&
                              index.contains(outer->level == RegionLevel::province
                                                 ? Region{outer->region.province, {}, {}, {}}
                                                 : Region{outer->region.province, outer->region.city, {}, {}},
                                             place) &&
                              outer->level != RegionLevel::county);
      if (naming->full) {
        const bool two = naming->name.size() == 2;  // 和县, 城区: words of other meanings, too
        if (two && !inside && !boundary) continue;
        if (two && (after.starts_with(U"级") || after.starts_with(U"域") || after.starts_with(U"内")))
          continue;
        if (naming->old && !inside && !boundary) continue;
        fitting.push_back(naming);
        continue;
      }
      if (is_not_a_place(naming->name, after)) continue;
      if (inside) {
        if (place.level == RegionLevel::county && !is_local_body(after)) continue;
        fitting.push_back(naming);
      } else if (place.level == RegionLevel::province ? boundary : at_start || after_affiliated) {
        if (place.level == RegionLevel::county && !is_local_body(after)) continue;
        // 港口医院, 光明医院: districts have names that are words, and their hospitals say 区.
        if (place.region.county.ends_with("区") && after.starts_with(U"医")) continue;
        fitting.push_back(naming);
      } else if (place.level == RegionLevel::city) {
        // 青岛胶州市: a short city right before a county of its own.
        const Hit next = index.hit_at(text, hit.end);
        for (const Naming* county : next.namings)
          if (county->full && !county->old && index.places[county->place].level == RegionLevel::county &&
              index.places[county->place].region.city == place.region.city && boundary) {
            fitting.push_back(naming);
            break;
          }
      }
    }
    if (fitting.empty()) {
      // 武夷山 in 武夷山城区: what a longer short name covers begins no other name.
      if (hit.end - hit.begin >= 3) skip_until = hit.end;
      continue;
    }
    // Of one name's places, those that the chain leads to; else the highest level (吉林 is the province).
    std::vector<const Naming*> within;
    if (adjacent)
      for (const Naming* naming : fitting) {
        const Place& place = index.places[naming->place];
        for (const Place* outer : chain->candidates)
          if (outer->level < place.level && outer->region.province == place.region.province &&
              (outer->level == RegionLevel::province || outer->region.city == place.region.city)) {
            within.push_back(naming);
            break;
          }
      }
    const bool goes_on = !within.empty();
    if (goes_on) fitting = std::move(within);
    if (std::any_of(fitting.begin(), fitting.end(), [](const Naming* n) { return !n->old; }))
      std::erase_if(fitting, [](const Naming* n) { return n->old; });
    if (std::any_of(fitting.begin(), fitting.end(), [](const Naming* n) { return n->full; }))
      std::erase_if(fitting, [](const Naming* n) { return !n->full; });
    RegionLevel level = RegionLevel::county;
    for (const Naming* naming : fitting) level = std::min(level, index.places[naming->place].level);
    std::erase_if(fitting, [&](const Naming* n) { return index.places[n->place].level != level; });
    const bool old = fitting.front()->old;
    const bool full = fitting.front()->full;
    if (level == RegionLevel::county && !goes_on && !full && fitting.size() > 1) continue;

    if (!goes_on) {
      close();
      chain.emplace();
      chain->begin = hit.begin;
    }
    chain->end = hit.end;
    chain->level = level;
    chain->candidates.clear();
    for (const Naming* naming : fitting) chain->candidates.push_back(&index.places[naming->place]);
    const Region& first = chain->candidates.front()->region;
    const std::string words = to_utf8(hit.namings.front()->name);
    if (level == RegionLevel::province) chain->stated.province = first.province;
    if (level == RegionLevel::city) chain->stated.city = first.city;
    if (level == RegionLevel::county) chain->stated.county = old ? words : first.county;
    chain->shown = level == RegionLevel::county && old ? words : std::string();
    chain->confidence = std::min(chain->confidence, old ? kFormerName : full ? kFullName : kShortName);
    skip_until = hit.end;
  }
  close();
  return matches;
}

std::optional<RegionMatch> RegionTable::find(std::string_view text, const Region& context) const {
  std::vector<RegionMatch> matches = find_all(text, context);
  if (matches.empty()) return std::nullopt;
  // Places in the order in which the text names them make one, as long as they don't disagree.
  RegionMatch result = std::move(matches.front());
  for (std::size_t i = 1; i < matches.size(); ++i) {
    const Region known{result.full.province, result.full.city, {}, {}};
    RegionMatch& next = matches[i];
    if (next.full.code.empty() && !next.stated.county.empty()) {
      for (auto& again : find_all(text.substr(next.span.begin, next.span.size()), known))
        if (!again.full.code.empty()) {
          again.span = next.span;
          next = std::move(again);
        }
    }
    const Region& b = next.full;
    const Region& a = result.full;
    const bool agrees = !b.code.empty() && !a.code.empty() && a.province == b.province &&
                        (a.city.empty() || b.city.empty() || a.city == b.city) &&
                        (a.county.empty() || b.county.empty() || a.code == b.code);
    if (!agrees) continue;
    if (result.stated.province.empty()) result.stated.province = next.stated.province;
    if (result.stated.city.empty()) result.stated.city = next.stated.city;
    if (result.stated.county.empty()) result.stated.county = next.stated.county;
    if (a.county.empty() && (a.city.empty() || !b.county.empty())) {
      result.full = next.full;
      result.stated.code = next.full.code;
      result.span.end = next.span.end;
      result.confidence = std::min(result.confidence, next.confidence);
    }
  }
  return result;
}

}  // namespace tenderlead::parsers
