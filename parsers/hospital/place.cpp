// Places of hospitals (place.h).
#include "parsers/hospital/place.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "parsers/hospital/context.h"

namespace tenderlead::parsers {

namespace {

using Place = std::optional<Reading<Region>>;

int depth(const Region& region) {
  return region.county.empty() ? (region.city.empty() ? (region.province.empty() ? 0 : 1) : 2) : 3;
}

// Whether `inner` says what `outer` says, and more.
bool refines(const Region& outer, const Region& inner) {
  if (inner.code.empty()) return false;
  if (outer.code.empty()) return outer.county == inner.county;  // 鼓楼区 of which city?
  return outer.province == inner.province && (outer.city.empty() || outer.city == inner.city) &&
         outer.county.empty() && depth(inner) > depth(outer);
}

Place reading(const RegionMatch& match, std::size_t offset, const char* rule, double confidence) {
  return Reading<Region>{match.full, offset + match.span.begin, offset + match.span.end, rule,
                         std::min(confidence, match.confidence)};
}

struct OfName {
  std::optional<RegionMatch> match;
  bool university = false;  // only the university's name says it: 南昌大学第一附属医院
  bool unsure = false;      // that, or a short name that may be a name only: 瑞金医院, 中山医院
};

bool is_short_form(std::string_view place) {
  static constexpr std::string_view kEnds[] = {"省", "市", "县", "区", "旗", "州", "盟"};
  return std::none_of(std::begin(kEnds), std::end(kEnds),
                      [&](std::string_view end) { return place.ends_with(end); });
}

// 甲乙医科大学丙丁区妇幼保健院 is in 丙丁区.
OfName place_of_name(std::string_view name, const RegionTable& regions) {
  std::size_t own = 0;
  for (const std::string_view word : {"大学", "学院", "附属", "研究院", "科学院"})
    if (const std::size_t at = name.rfind(word); at != name.npos) own = std::max(own, at + word.size());
  OfName place;
  if (own > 0) place.match = regions.find(name.substr(own));
  if (place.match) {
    place.match->span.begin += own;
    place.match->span.end += own;
  } else {
    place.match = regions.find(name);
    place.university = own > 0;
  }
  place.unsure =
      place.university ||
      (place.match && is_short_form(name.substr(place.match->span.begin, place.match->span.size())));
  return place;
}

// "province": "浙江", "city": "杭州"
Place place_of_record(const CleanText& text, const std::vector<RecordValue>& record,
                      const RegionTable& regions) {
  std::string words;
  std::optional<RecordValue> last;
  for (const RecordKey key : {RecordKey::province, RecordKey::city, RecordKey::county})
    if (const auto value = first_of(record, key)) {
      words += text.slice(value->begin, value->end);
      last = value;
    }
  if (!last) return std::nullopt;
  const auto match = regions.find(words);
  if (!match || match->full.code.empty()) return std::nullopt;
  return Reading<Region>{match->full, last->begin, last->end, "region:record", 0.9};
}

// 瑞安甲乙医院 in a text that speaks of 温州: the short name of a county or town, which needs the support of the text.
Place place_of_short_name(const CleanText& text, const HospitalNames& names, const RegionTable& regions) {
  for (const std::size_t length : {6u, 9u}) {  // bytes: two and three characters
    if (names.simplified.size() <= length + 6) break;
    const std::string stem = names.simplified.substr(0, length);
    for (const char* suffix : {"市", "县", "区"}) {
      const auto match = regions.find(stem + suffix);
      if (!match || match->full.code.empty() || match->full.county.empty() ||
          match->span.size() != length + 3)
        continue;
      std::string_view town = match->full.city;
      if (town.ends_with("市")) town.remove_suffix(3);
      const bool supported = text.text().find(stem + suffix) != std::string::npos ||
                             (!town.empty() && text.text().find(town) != std::string::npos);
      if (supported)
        return Reading<Region>{match->full, names.name->begin, names.name->begin + length, "region:short",
                               0.8};
    }
  }
  return std::nullopt;
}

// 医院位于甲乙市丙丁区: the place behind the verb, whether or not a street follows.
Place place_of_location(const CleanText& text, const RegionTable& regions, const Region& context) {
  static const RE2 kLocated("位于|坐落于|座落于|坐落在|座落在|坐落|座落|地处|设在");
  constexpr std::size_t kReach = 24;
  const re2::StringPiece all(text.text());
  re2::StringPiece whole;
  std::size_t at = 0;
  for (int tries = 0; tries < 20 && kLocated.Match(all, at, all.size(), RE2::UNANCHORED, &whole, 1);
       ++tries) {
    const auto verb = static_cast<std::size_t>(whole.data() - all.data());
    at = verb + whole.size();
    if (is_planned(text, verb, at) || is_of_others(text, verb)) continue;
    const auto match = regions.find(text.after(at, kReach), context);
    if (!match || match->full.code.empty()) continue;
    // 老城区, 新区: any town's, unless something else names the town.
    const Region& stated = match->stated;
    const bool district = stated.province.empty() && stated.city.empty() && stated.county.ends_with("区");
    if (!district || !context.province.empty()) return reading(*match, at, "region:位于", 0.85);
  }
  return std::nullopt;
}

// 白城市洮北区 anywhere, where nothing else is said to be in that city: the county right behind the city's name.
Place place_behind_city(const CleanText& text, const RegionTable& regions, const Region& city) {
  constexpr std::size_t kReach = 30;  // bytes
  constexpr int kMost = 20;
  Place place;
  if (city.city.empty() || !city.county.empty()) return place;
  int tries = 0;
  const std::string& all = text.text();
  for (std::size_t at = all.find(city.city); at != std::string::npos && tries < kMost;
       at = all.find(city.city, at + city.city.size()), ++tries) {
    const auto match = regions.find(text.slice(at, std::min(all.size(), at + kReach)), city);
    if (!match || match->full.code.empty() || match->full.county.empty() || match->span.begin != 0 ||
        match->full.city != city.city)
      continue;
    if (place && place->value.county != match->full.county) return std::nullopt;
    if (!place) place = reading(*match, at, "region:behind_city", 0.75);
  }
  return place;
}

// What the text mentions most: first the province, then the city in it, then the county, each if it is mentioned twice.
Place place_most_mentioned(const CleanText& text, const RegionTable& regions, const Region& within) {
  constexpr std::size_t kReach = 60'000;  // bytes
  // 与丙丁大学合作, 邀请北京专家: somebody else's.
  static constexpr std::string_view kOthers[] = {"大学", "学院", "协和", "专家",
                                                 "同仁", "医科", "等地", "日报"};
  struct Mentions {
    double weight = 0;
    RegionMatch first;
  };
  std::map<std::string, Mentions> by_name[3];  // province, city, county
  for (const auto& match : regions.find_all(text.slice(0, std::min(kReach, text.text().size())), within)) {
    const Region& place = match.full;
    if (place.code.empty() || match.confidence < 0.85 || holds_any(text.after(match.span.end, 6), kOthers))
      continue;
    if (!within.province.empty() && place.province != within.province) continue;
    if (!within.city.empty() && place.city != within.city) continue;
    const double weight = match.confidence > 0.95 ? 1.0 : 0.7;
    const std::string* names[3] = {&place.province, &place.city, &place.county};
    // 西区, 城关区 stand in many texts, and say nothing of the town.
    const bool district =
        match.stated.province.empty() && match.stated.city.empty() && place.county.ends_with("区");
    for (int level = district ? 2 : 0; level < depth(place); ++level) {
      if (names[level]->empty()) continue;  // of a municipality
      Mentions& mentions = by_name[level][*names[level]];
      if (mentions.weight == 0) mentions.first = match;
      mentions.weight += weight;
    }
  }
  Place place;
  constexpr double kLeast = 1.4;
  for (int level = 0; level < 3; ++level) {
    const Mentions* best = nullptr;
    double others = 0;
    for (const auto& [name, mentions] : by_name[level]) {
      const Region& region = mentions.first.full;
      if (place && level > 0 && region.province != place->value.province) continue;
      if (!place && level > 1) continue;
      if (place && level > 1 && !place->value.city.empty() && region.city != place->value.city) continue;
      if (best == nullptr || mentions.weight > best->weight) {
        others = std::max(others, best == nullptr ? 0.0 : best->weight);
        best = &mentions;
      } else {
        others = std::max(others, mentions.weight);
      }
    }
    // Of several cities that are named as often none is the hospital's for sure.
    const bool alone = place && best != nullptr && others == 0;
    if (best == nullptr || (best->weight < kLeast && !alone) || best->weight <= others) {
      if (level == 0) return std::nullopt;
      continue;
    }
    Region region = best->first.full;
    if (level < 2) region.county.clear();
    if (level < 1) region.city.clear();
    region.code.clear();
    place = Reading<Region>{regions.complete(region), best->first.span.begin, best->first.span.end,
                            "region:text", best->weight < kLeast ? 0.6 : 0.7};
  }
  return place;
}

}  // namespace

Place read_place(const CleanText& text, const HospitalNames& names, const HospitalContact& contact,
                 const std::vector<RecordValue>& record, const RegionTable& regions) {
  Place place;
  const auto consider = [&](const Place& other) {
    if (other && (!place || refines(place->value, other->value))) place = other;
  };
  OfName of_name;
  if (names.name) of_name = place_of_name(names.simplified, regions);
  if (of_name.match)
    place = reading(*of_name.match, names.name->begin, "region:name", of_name.university ? 0.85 : 0.95);
  const auto context = [&] {
    return place ? Region{place->value.province, place->value.city, {}, {}} : Region{};
  };
  if (const Place of_record = place_of_record(text, record, regions); of_record) {
    if (of_name.unsure && place && of_record->value.province != place->value.province) place = of_record;
    consider(of_record);
  }
  if (contact.address) {
    const auto match = regions.find(text.slice(contact.address->begin, contact.address->end), context());
    if (match) {
      const Place of_address = reading(*match, contact.address->begin, "region:address", place ? 0.95 : 0.9);
      if (of_name.unsure && place && !match->full.code.empty() &&
          match->full.province != place->value.province)
        place = of_address;
      consider(of_address);
    }
  }
  for (const auto& alias : names.aliases)
    if (const auto match = place_of_name(text.slice(alias.begin, alias.end), regions);
        match.match && !match.university)
      consider(reading(*match.match, alias.begin, "region:alias", 0.85));
  consider(place_of_location(text, regions, context()));
  if (!place && !names.of_title.empty())
    if (const auto match = place_of_name(names.of_title, regions).match)
      place = Reading<Region>{match->full, 0, 0, "region:title", 0.8};
  if (place) consider(place_behind_city(text, regions, place->value));
  if (!place && names.name) place = place_of_short_name(text, names, regions);
  if (!place || depth(place->value) < 2) consider(place_most_mentioned(text, regions, context()));
  if (place || names.name) return place;
  // A page without a name: the first full name of a place where an introduction says where it is.
  constexpr std::size_t kOpening = 3000;  // bytes
  for (const auto& match : regions.find_all(text.slice(0, std::min(kOpening, text.text().size()))))
    if (!match.full.code.empty() && match.confidence > 0.95) return reading(match, 0, "region:text", 0.6);
  return place;
}

}  // namespace tenderlead::parsers
