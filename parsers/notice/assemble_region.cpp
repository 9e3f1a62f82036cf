// Where the buyer is: its address first, then its name, the portal's field, the project's name and the portal's.
#include <algorithm>

#include "parsers/notice/assembly.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

bool agrees(const Region& known, const Region& other) {
  const auto same = [](const std::string& a, const std::string& b) {
    return a.empty() || b.empty() || a == b;
  };
  return same(known.province, other.province) && same(known.city, other.city) &&
         same(known.county, other.county);
}

bool ends_as_place(std::string_view words) {
  for (const std::string_view end : {"省", "市", "区", "县", "州", "旗", "盟"})
    if (words.ends_with(end)) return true;
  return false;
}

int depth(const Region& region) {
  return !region.county.empty() ? 3 : !region.city.empty() ? 2 : !region.province.empty() ? 1 : 0;
}

// The district of a city that the text's beginning names, where it names one and no other; where agencies and suppliers are
// doesn't count.
std::optional<std::pair<Region, Span>> only_district(const Assembly& a, const Region& city) {
  constexpr std::size_t kReach = 12000;  // bytes
  const std::string_view text = std::string_view(a.view.document().text).substr(0, kReach);
  std::optional<std::pair<Region, Span>> found;
  for (const RegionMatch& match : a.tables.regions.find_all(text, city)) {
    const Region& place = match.full.empty() ? match.stated : match.full;
    if (place.county.empty() || !agrees(city, place) || place.city != city.city) continue;
    if (!ends_as_place(text.substr(match.span.begin, match.span.size()))) continue;
    const bool others = std::any_of(a.evidence.begin(), a.evidence.end(), [&](const auto& item) {
      return (item.path.starts_with("agency.") || item.path.starts_with("awards.")) &&
             match.span.begin >= item.span.begin && match.span.end <= item.span.end;
    });
    if (others) continue;
    if (found && found->first.county != place.county) return std::nullopt;
    if (!found) found.emplace(place, match.span);
  }
  return found;
}

Span span_of(const Assembly& a, std::string_view path) {
  for (const auto& item : a.evidence)
    if (item.path == path) return item.span;
  return {};
}

}  // namespace

void assemble_region(Assembly& a) {
  Notice& notice = a.notice;
  Region best;
  Span proof;
  std::string rule;
  double confidence = 0;
  // A later source may only add a level to an earlier one that it agrees with.
  // Of a name that isn't the buyer's (仁和医院 has no place in it) only what is plainly a place counts.
  const auto consider = [&](std::string_view words, Span span, const char* source, double believed,
                            bool plainly = false) {
    if (words.empty()) return;
    Region context = a.options.source_region;
    if (!best.province.empty()) context.province = best.province;
    if (!best.city.empty()) context.city = best.city;
    const auto match = a.tables.regions.find(words, context);
    if (!match) return;
    if (plainly && match->span.begin > 0 &&
        !ends_as_place(words.substr(match->span.begin, match->span.size())))
      return;
    const Region& found = match->full.empty() ? match->stated : match->full;
    if (depth(best) == 0 || (depth(found) > depth(best) && agrees(best, found))) {
      best = found;
      confidence = believed;
      rule = source;
      proof = span;
      if (span.size() >= match->span.end && a.view.document().slice(span) == words)
        proof = {span.begin + match->span.begin, span.begin + match->span.end};
    }
  };
  const auto consider_field = [&](const std::string& words, const char* path, const char* source,
                                  double believed, bool plainly = false) {
    const Span span = span_of(a, path);
    // The page's own words keep the place exact; the cleaned value is what counts where they differ.
    const std::string_view own = a.view.document().slice(span);
    consider(span.empty() || own.size() > words.size() + 12 ? std::string_view(words) : own, span, source,
             believed, plainly);
  };
  consider_field(notice.buyer.address, "buyer.address", "region:buyer-address", 0.95);
  // A company's name says where it was founded; what it procures stands where the site is.
  // 滨州医学院烟台附属医院: a school's hospital stands where its own name says.
  const auto own_name = [&]() -> std::string {
    const std::string& name = notice.buyer.name;
    for (const std::string_view school : {"医科大学", "中医药大学", "医学院", "大学", "学院"})
      if (const std::size_t at = name.find(school);
          at != std::string::npos && name.find("附属", at) != std::string::npos) {
        const std::string rest = name.substr(at + school.size());
        if (a.tables.regions.find(rest)) return rest;
      }
    return name;
  }();
  const bool company = organisation_shape(notice.buyer.name) == OrganisationShape::company;
  if (!company && own_name != notice.buyer.name)
    consider(own_name, span_of(a, "buyer.name"), "region:buyer-name", 0.9);
  if (!company) consider_field(notice.buyer.name, "buyer.name", "region:buyer-name", 0.93);
  for (const Finding& finding : a.findings)
    if (finding.field == Field::region && finding.value.size() <= 40)
      consider(a.view.words(finding.value.begin, finding.value.end),
               a.view.span(finding.value.begin, finding.value.end), "region:label", 0.9);
  consider(a.hidden_region, {}, "region:label", 0.85);
  consider_field(notice.project_name, "project_name", "region:project-name", 0.88, true);
  consider_field(notice.title, "title", "region:title", 0.86, true);
  for (const Finding& finding : a.findings)
    if (finding.field == Field::site && finding.value.size() <= 60 && trust(finding.section) > 0.5)
      consider(a.view.words(finding.value.begin, finding.value.end),
               a.view.span(finding.value.begin, finding.value.end), "region:site", 0.82, true);
  if (company) consider_field(notice.buyer.name, "buyer.name", "region:buyer-name", 0.85);
  for (std::size_t u = 0; depth(best) < 3 && u < std::min<std::size_t>(a.view.units().size(), 3); ++u) {
    const Unit& unit = a.view.units()[u];
    // 供应商地址：… is another's.
    if (unit.size() <= 60 && a.view.text(unit).find(u':') == std::u16string_view::npos)
      consider(a.view.words(unit.begin, unit.end), a.view.span(unit.begin, unit.end), "region:heading", 0.8,
               true);
  }
  // A public body of the city: the only district that the text's beginning names there is its own, as far as the page tells.
  if (depth(best) == 2 && !company)
    if (const auto district = only_district(a, best)) {
      best = district->first;
      confidence = 0.7;
      rule = "region:text";
      proof = district->second;
    }
  if (depth(best) == 0) {
    // A portal that the text names (某省政府采购网) says at least the province.
    const Document& document = a.view.document();
    const std::string_view text =
        std::string_view(document.text).substr(0, std::min<std::size_t>(document.text.size(), 60000));
    for (const std::string_view portal :
         {std::string_view("政府采购"), std::string_view("公共资源交易"), std::string_view("省")}) {
      const std::size_t at = text.find(portal);
      if (at == std::string_view::npos) continue;
      std::size_t from = at > 40 ? at - 40 : 0;
      while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) --from;
      const auto match =
          a.tables.regions.find(text.substr(from, at + portal.size() - from), a.options.source_region);
      if (!match || match->stated.province.empty()) continue;
      best.province = match->stated.province;
      best = a.tables.regions.complete(best);
      proof = {from + match->span.begin, from + match->span.end};
      rule = "region:portal";
      confidence = 0.75;
      break;
    }
  }
  if (depth(best) == 0 && !notice.agency.name.empty()) {
    if (const auto match = a.tables.regions.find(notice.agency.address.empty() ? notice.agency.name
                                                                               : notice.agency.address)) {
      best.province = match->full.province;
      best = a.tables.regions.complete(best);
      proof = span_of(a, notice.agency.address.empty() ? "agency.name" : "agency.address");
      rule = "region:agency";
      confidence = 0.55;
    }
  }
  if (depth(best) == 0) return;
  notice.region = best;
  a.prove("region", proof, rule, confidence);
}

}  // namespace tenderlead::parsers::notice
