#include "parsers/notice/speakers.h"

#include <algorithm>
#include <array>

#include "parsers/notice/assembly.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

constexpr Place kLongestSignature = 40;
// Lines below a signature: attachments, the copyist's remarks.
constexpr std::size_t kLinesLookedAt = 40;
// The sentence that names who commissioned the notice stands in its first paragraphs.
constexpr std::size_t kOpening = 1500;

bool has(View text, View word) {
  return text.find(word) != View::npos;
}

// Where the date begins that a line ends with; the line's size where it ends with none. 2026年3月16日, 2026-3-16,
// 二〇二六年三月十六日
std::size_t date_at_end(View text) {
  static constexpr View kLetters = u"年月日-/.:时分〇零○O";
  std::size_t p = text.size();
  while (p > 0 &&
         (is_digit(text[p - 1]) || is_han_numeral(text[p - 1]) || kLetters.find(text[p - 1]) != View::npos))
    --p;
  const View date = text.substr(p);
  const bool whole = date.size() >= 8 && date.size() <= 24 && date[0] != u'年' && date[0] != u'-' &&
                     (has(date, u"年") ? has(date, u"月") : date.find_first_of(u"-/.") == 4);
  return whole ? p : text.size();
}

// The name right above a date that stands alone, or before it on its line: where a notice is signed.
Stretch signature(const PageView& view) {
  const auto& units = view.units();
  std::size_t seen = 0;
  for (std::size_t u = units.size(); u-- > 0 && seen < kLinesLookedAt;) {
    const Unit& unit = units[u];
    if (unit.begin >= view.footer()) continue;
    ++seen;
    if (unit.table >= 0 || unit.size() > 2 * kLongestSignature) continue;
    const auto date = static_cast<Place>(date_at_end(view.text(unit)));
    if (date == unit.size()) continue;
    Stretch name{unit.begin, unit.begin + date};
    if (date == 0 && u > 0 && units[u - 1].table < 0) name = {units[u - 1].begin, units[u - 1].end};
    if (name.size() < 4 || name.size() > kLongestSignature || has(view.text(name.begin, name.end), u":"))
      continue;
    return name;
  }
  return {};
}

// Whether a name also stands where it isn't the beginning of the project's: 以书面形式向某某大学提出.
bool speaks_elsewhere(const PageView& view, View name, View goes_on) {
  const View text = view.text();
  for (std::size_t at = text.find(name); at != View::npos; at = text.find(name, at + name.size()))
    if (!text.substr(at + name.size()).starts_with(goes_on)) return true;
  return false;
}

bool is_han_name(View name) {
  return std::count_if(name.begin(), name.end(), is_han) >= 4;
}

}  // namespace

bool looks_like_agency(View name) {
  static constexpr std::array<View, 13> kCentres = {
      u"采购中心",   u"公共资源交易中心", u"招投标中心",   u"招标中心", u"公共资源交易服务中心",
      u"采购办公室", u"招标采购中心",     u"集中采购机构", u"交易中心", u"采购服务中心",
      u"政府采购办", u"集采中心",         u"采购服务站"};
  for (const View end : kCentres)
    if (name.ends_with(end)) return true;
  if (!has(name, u"公司") && !has(name, u"事务所")) return false;
  static constexpr std::array<View, 11> kTrades = {u"招标",     u"招投标",   u"采购", u"项目管理",
                                                   u"工程管理", u"造价",     u"监理", u"代理",
                                                   u"咨询",     u"工程顾问", u"拍卖"};
  return std::any_of(kTrades.begin(), kTrades.end(), [&](View trade) { return has(name, trade); });
}

bool agency_speaks(const PageView& view) {
  const Stretch signed_by = signature(view);
  if (!signed_by.empty() && looks_like_agency(view.text(signed_by.begin, signed_by.end))) return true;
  const View opening = view.text().substr(0, kOpening);
  for (std::size_t at = opening.find(u"委托"); at != View::npos; at = opening.find(u"委托", at + 2)) {
    const View before = opening.substr(at > 60 ? at - 60 : 0, at > 60 ? 60 : at);
    if (const std::size_t by = before.rfind(u'受'); by != View::npos) {
      const std::size_t from = by > 24 ? by - 24 : 0;
      if (has(before.substr(from, by - from), u"公司") || has(before.substr(from, by - from), u"中心"))
        return true;
      const View after = opening.substr(at, 40);
      if (has(after, u"公司") && looks_like_agency(after.substr(0, after.find(u"公司") + 2))) return true;
    }
  }
  return false;
}

void name_unlabelled_parties(Assembly& a) {
  Notice& notice = a.notice;
  if (const Stretch place = signature(a.view); !place.empty()) {
    const View letters = a.view.text(place.begin, place.end);
    const std::string name = trim_organisation(normalise_text(a.view.words(place.begin, place.end)));
    const OrganisationShape shape = organisation_shape(name);
    const bool known = name == notice.agency.name || name == notice.buyer.name;
    if (shape != OrganisationShape::none && !known && is_han_name(letters)) {
      if (looks_like_agency(letters)) {
        if (notice.agency.name.empty()) {
          notice.agency.name = name;
          notice.missing.erase("agency.name");
          a.prove("agency.name", place, "signature:agency", 0.82);
        }
      } else if (notice.buyer.name.empty()) {
        notice.buyer.name = name;
        notice.missing.erase("buyer.name");
        a.prove("buyer.name", place, "signature:organisation",
                shape == OrganisationShape::company ? 0.72 : 0.8);
      }
    }
  }
  if (!notice.buyer.name.empty()) return;
  // 某某大学某某学院接送服务中标公告: whose procurement it is stands in front.
  std::string subject = notice.project_name.empty() ? notice.title : notice.project_name;
  for (const std::string& words : {subject, notice.title}) {
    const std::vector<OrganisationMatch> names = find_organisations(words);
    if (names.empty()) continue;
    const OrganisationMatch& first = names.front();
    const std::u16string lead = folded(std::string_view(words).substr(0, first.span.begin));
    const std::u16string subject_letters = folded(std::string_view(words).substr(first.span.begin));
    if (!(lead.empty() || lead == u"关于" || lead == u"\u201c" || lead == u"\"")) continue;
    const std::u16string letters = folded(first.name);
    if (looks_like_agency(letters) || !is_han_name(letters) || first.span.size() >= words.size()) continue;
    // An authority's short tail (…管理局) may be part of what is bought; a company's is not told from a supplier's.
    if (first.shape == OrganisationShape::company || first.shape == OrganisationShape::none) continue;
    const View after = View(subject_letters).substr(std::min(letters.size(), subject_letters.size()));
    if (!speaks_elsewhere(a.view, letters, after.substr(0, 2))) continue;
    notice.buyer.name = first.name;
    notice.missing.erase("buyer.name");
    a.prove("buyer.name", a.headline.place, "headline:buyer", 0.7);
    return;
  }
}

}  // namespace tenderlead::parsers::notice
