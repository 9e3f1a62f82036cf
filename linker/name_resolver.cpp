#include "linker/name_resolver.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "linker/name_text.h"

namespace tenderlead::linker {
namespace {

// 鼓楼医院 is no 医院 of 鼓楼: behind a place must stand more than that.
constexpr std::size_t kShortestRest = 3;
// A person chooses among so many at most; a name that fits more says nothing.
constexpr std::size_t kMostCandidates = 20;
constexpr PlaceCode kProvinceUnit = 10'000;
constexpr std::u32string_view kPlaceEnds = U"省市县区州盟旗";

// Where an organisation is known to be in another province than all that a reading gives, the reading was wrong: 南华 of 南华大学.
bool contradicts(const std::vector<PlaceCode>& places, PlaceCode region) {
  return region != 0 && !places.empty() && std::ranges::none_of(places, [&](PlaceCode place) {
           return lies_in(place, region / kProvinceUnit * kProvinceUnit);
         });
}

// Places that are asked for, as far as the notice's region narrows them down.
std::vector<PlaceCode> narrowed(const std::vector<PlaceCode>& places, PlaceCode region) {
  if (region == 0 || places.size() < 2) return places;
  for (const PlaceCode within : {region, region / 100 * 100, region / kProvinceUnit * kProvinceUnit}) {
    std::vector<PlaceCode> left;
    for (const auto place : places)
      if (lies_in(place, within)) left.push_back(place);
    if (!left.empty()) return left;
  }
  return places;
}

// The places of a name's front that is written in full and that several places share.
std::vector<PlaceCode> shared_place(std::u32string_view text, const std::vector<PlaceReading>& readings) {
  if (readings.size() < 2) return {};
  const auto& first = readings[1];
  const bool in_full = kPlaceEnds.find(text[first.end - 1]) != std::u32string_view::npos;
  return in_full && first.codes.size() > 1 && text.size() >= first.end + kShortestRest
             ? first.codes
             : std::vector<PlaceCode>{};
}

bool related(PlaceCode left, PlaceCode right) {
  return lies_in(left, right) || lies_in(right, left);
}

}  // namespace

// How well a known name fits, best first.
struct NameResolver::Match {
  enum class Fit {
    same,     // the words and the place, or the whole name where neither has a place
    added,    // the asked one says the place that the known one's region says
    missing,  // the asked one leaves the place out
    wider,    // one says the province or city, the other a part of it
  } fit = Fit::same;
  std::uint32_t name = 0;
  bool open = false;  // the words allow places that aren't the known one's
};

std::vector<NameResolver::Form> NameResolver::forms(std::u32string_view name, bool loose) const {
  std::vector<Form> forms;
  const auto add_readings = [&](std::u32string_view text, std::u32string_view branch, bool left_out) {
    auto readings = places_.read_front(text);
    const auto shared_front = shared_place(text, readings);
    for (auto& reading : readings) {
      const auto rest = text.substr(reading.end);
      if (rest.size() < kShortestRest) continue;
      Form form;
      form.key = one_spelling(rest);
      if (left_out && reading.codes.empty() && is_generic(form.key)) continue;
      if (loose) form.key = loose_spelling(form.key);
      if (!branch.empty()) form.key.append(U"#").append(branch);
      form.places = std::move(reading.codes);
      form.university_left_out = left_out;
      if (reading.end == 0) form.shared_front = shared_front;
      forms.push_back(std::move(form));
    }
  };
  const Branch parts = branch_of(name);
  add_readings(parts.main, parts.branch, false);
  if (!loose) return forms;
  const auto own = without_university(one_spelling(parts.main));
  if (own.empty()) return forms;
  // Where the university is remains said: 四川某大学附属乙医院 is no 乙医院 of another province.
  std::vector<PlaceCode> around;
  if (const auto readings = places_.read_front(parts.main); readings.size() > 1) around = readings[1].codes;
  const std::size_t before = forms.size();
  add_readings(own, parts.branch, true);
  for (std::size_t i = before; i < forms.size(); ++i) forms[i].around = around;
  return forms;
}

std::vector<std::u32string> NameResolver::run_together(std::u32string_view name, PlaceCode region) const {
  constexpr std::u32string_view kEnd = U"院";
  for (auto at = name.find(kEnd); at != std::u32string_view::npos; at = name.find(kEnd, at + 1)) {
    const auto first = name.substr(0, at + 1);
    const auto second = name.substr(at + 1);
    if (!ends_like_organisation(first) || !ends_like_organisation(second)) continue;
    const auto before = places_.read_front(first).back();
    const auto after = places_.read_front(second);
    if (after.size() < 2 || second.size() < after.back().end + kShortestRest) continue;
    const bool in_full = kPlaceEnds.find(second[after[1].end - 1]) != std::u32string_view::npos;
    const bool same = std::ranges::any_of(after.back().codes, [&](PlaceCode code) {
      return std::ranges::find(before.codes, code) != before.codes.end();
    });
    if (!in_full && !same) continue;
    if (contradicts(before.codes, region) || contradicts(after.back().codes, region)) continue;
    return {std::u32string(first), std::u32string(second)};
  }
  return {};
}

void NameResolver::add_one(const KnownName& known, std::u32string_view name, KnownName::As as) {
  if (name.size() < 2) return;
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.push_back({known.id, known.region, known.kind, as});
  for (const bool loose : {false, true})
    for (auto& form : forms(name, loose)) {
      if (contradicts(form.places, known.region)) continue;
      auto places = narrowed(form.places, known.region);
      (loose ? loose_ : strict_)[std::move(form.key)].push_back(
          {number, std::move(places), form.university_left_out});
    }
}

void NameResolver::add(const KnownName& known) {
  const auto apart = taken_apart(known.name);
  add_one(known, apart.name, known.as);
  for (const auto& alias : apart.aliases)
    add_one(known, alias, known.as == KnownName::As::name ? KnownName::As::alias : known.as);
  for (const auto& former : apart.former) add_one(known, former, KnownName::As::former);
  if (known.region == 0) return;
  for (const auto& part : run_together(apart.name, known.region))
    add_one(known, part, known.as == KnownName::As::name ? KnownName::As::alias : known.as);
}

void NameResolver::collect(const std::vector<Form>& asked, const Index& index, const NameQuestion& question,
                           bool loose, std::vector<Match>& matches) const {
  for (const auto& form : asked) {
    const auto found = index.find(form.key);
    if (found == index.end()) continue;
    const bool generic = is_generic(std::u32string_view(form.key).substr(0, form.key.find(U'#')));
    // 北京云溪科技有限公司 and 云溪科技有限公司 are two companies.
    const bool company = is_company(std::u32string_view(form.key).substr(0, form.key.find(U'#')));
    const auto places = narrowed(form.places, question.region);
    // 龙华区妇幼保健院 is one of several districts' as long as nothing says which, whoever else is written so.
    const bool any_of_several = narrowed(form.shared_front, question.region).size() > 1;
    for (const auto& entry : found->second) {
      const auto& name = names_[entry.name];
      if (contradicts(form.around, name.region)) continue;
      Match match;
      match.name = entry.name;
      const auto shared = [&](auto&& fits) {
        return std::ranges::any_of(places, [&](PlaceCode left) {
          return std::ranges::any_of(entry.places, [&](PlaceCode right) { return fits(left, right); });
        });
      };
      if (places.empty() && entry.places.empty()) {
        // Names without a place: the notice's region must not speak against the known one's.
        if (question.region != 0 && name.region != 0 && !related(question.region, name.region)) continue;
        // A province has many 人民医院.
        match.open = any_of_several ||
                     (generic && (question.region == 0 || name.region == 0 || is_province(question.region)));
        match.fit = Match::Fit::same;
      } else if (places.empty()) {
        const bool near = question.region != 0 && std::ranges::any_of(entry.places, [&](PlaceCode place) {
                            return generic ? lies_in(question.region, place) || place == question.region
                                           : related(place, question.region);
                          });
        if (question.region != 0 && !near) continue;
        match.open = generic || any_of_several;
        match.fit = Match::Fit::missing;
      } else if (entry.places.empty()) {
        if (name.region == 0) continue;
        if (std::ranges::none_of(places, [&](PlaceCode place) {
              return generic ? place == name.region : related(place, name.region);
            }))
          continue;
        match.fit = Match::Fit::added;
      } else if (shared([](PlaceCode left, PlaceCode right) { return left == right; })) {
        match.fit = Match::Fit::same;
        match.open = places.size() > 1;
      } else if (!generic && shared(related)) {
        match.fit = Match::Fit::wider;
        // 云溪长峰医院 of 青石区 is 云溪市青石区长峰医院, as long as no other is known there.
        const auto in_county = [](const std::vector<PlaceCode>& codes, PlaceCode region) {
          return region % 100 != 0 && std::ranges::find(codes, region) != codes.end();
        };
        match.open = !in_county(entry.places, question.region) && !in_county(places, name.region);
      } else {
        continue;
      }
      if (form.university_left_out != entry.university_left_out && generic) continue;
      if (match.fit != Match::Fit::same && (!loose || company)) continue;
      matches.push_back(match);
    }
  }
}

Resolution NameResolver::resolve_one(std::u32string_view asked, const NameQuestion& question) const {
  Resolution resolution;
  if (asked.size() < 2) return resolution;
  for (const bool loose : {false, true}) {
    std::vector<Match> matches;
    collect(forms(asked, loose), loose ? loose_ : strict_, question, loose, matches);
    if (matches.empty()) continue;
    // The best fit, and of that a present name before an alias before a former one.
    const auto rank = [&](const Match& match) {
      return std::pair{static_cast<int>(match.fit), static_cast<int>(names_[match.name].as)};
    };
    const auto best = rank(*std::ranges::min_element(matches, {}, rank));
    struct Fitting {
      bool open = true;
      KnownName::As as = KnownName::As::name;
      Match::Fit fit = Match::Fit::same;
      OrganisationKind kind = OrganisationKind::other;
      PlaceCode region = 0;
    };
    std::map<std::string, Fitting> fitting;
    for (const auto& match : matches) {
      // A loose answer must be the only one, whatever its rank.
      if (!loose && rank(match) != best) continue;
      const auto& name = names_[match.name];
      auto& each = fitting.try_emplace(name.id, Fitting{true, name.as, match.fit, name.kind, name.region})
                       .first->second;
      each.open = each.open && match.open;
    }
    const auto keep = [&](auto&& wanted) {
      if (fitting.size() < 2) return;
      if (std::ranges::none_of(fitting, [&](const auto& each) { return wanted(each.second); })) return;
      std::erase_if(fitting, [&](const auto& each) { return !wanted(each.second); });
    };
    if (question.region != 0)
      keep([&](const Fitting& each) { return each.region != 0 && related(each.region, question.region); });
    if (question.kind != nullptr) keep([&](const Fitting& each) { return each.kind == *question.kind; });
    const auto reasons = [&](const Fitting& each) {
      std::vector<std::string> words;
      words.emplace_back(each.as == KnownName::As::name    ? "名称相符"
                         : each.as == KnownName::As::alias ? "别名相符"
                                                           : "曾用名相符");
      if (loose) words.emplace_back("写法有出入");
      if (each.fit == Match::Fit::missing) words.emplace_back("原文未写地名");
      if (each.fit == Match::Fit::added) words.emplace_back("原文地名与所在地一致");
      if (each.fit == Match::Fit::wider) words.emplace_back("地名一详一略");
      if (each.region != 0) words.push_back("所在地：" + places_.name_of(each.region));
      return words;
    };
    const auto& [id, only] = *fitting.begin();
    if (fitting.size() == 1 && !only.open) {
      resolution.status = Resolution::Status::resolved;
      resolution.id = id;
      resolution.reasons = reasons(only);
      return resolution;
    }
    resolution.status = Resolution::Status::ambiguous;
    for (const auto& [each, fit] : fitting) {
      if (resolution.candidates.size() == kMostCandidates) break;
      resolution.candidates.push_back({each, reasons(fit)});
    }
    return resolution;
  }
  const Branch parts = branch_of(asked);
  if (!parts.branch.empty()) {
    const auto main = resolve_one(parts.main, question);
    if (main.status == Resolution::Status::resolved) resolution.main_house = main.id;
  }
  return resolution;
}

Resolution NameResolver::resolve(const NameQuestion& question) const {
  const auto apart = taken_apart(question.name);
  auto resolution = resolve_one(apart.name, question);
  if (resolution.status == Resolution::Status::resolved) return resolution;
  if (const auto parts = run_together(apart.name, 0);
      !parts.empty() && resolution.status == Resolution::Status::unknown) {
    auto first = resolve_one(parts[0], question);
    const auto second = resolve_one(parts[1], question);
    if (first.status == Resolution::Status::resolved && first.id == second.id) {
      first.reasons.emplace_back("两个名称连写");
      return first;
    }
  }
  // The names in brackets: where all that are known mean the same, it is that.
  std::optional<Resolution> by_alias;
  for (const auto* names : {&apart.aliases, &apart.former})
    for (const auto& name : *names) {
      auto other = resolve_one(name, question);
      if (other.status != Resolution::Status::resolved) continue;
      if (by_alias && by_alias->id != other.id) return resolution;
      by_alias = std::move(other);
    }
  if (!by_alias) return resolution;
  if (resolution.status == Resolution::Status::ambiguous &&
      std::ranges::none_of(resolution.candidates, [&](const auto& each) { return each.id == by_alias->id; }))
    return resolution;
  by_alias->reasons.emplace_back("括号内的名称");
  return *by_alias;
}

NameResolver::Identity NameResolver::identity(std::string_view name, PlaceCode region) const {
  const auto apart = taken_apart(name);
  Identity identity;
  for (const auto& form : forms(apart.name, false)) {
    const auto places = narrowed(form.places, region);
    if (places.size() > 1 || contradicts(places, region)) continue;
    identity.words = utf8(form.key);
    identity.place = places.empty() ? 0 : places.front();
  }
  return identity;
}

}  // namespace tenderlead::linker
