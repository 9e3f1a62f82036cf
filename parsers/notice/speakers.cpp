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
  // 1313.308196 is a sum.
  const bool century = date.starts_with(u"20") || date.starts_with(u"19");
  const bool whole = date.size() >= 8 && date.size() <= 24 && date[0] != u'年' && date[0] != u'-' &&
                     (has(date, u"年") ? has(date, u"月") : century && date.find_first_of(u"-/.") == 4);
  return whole ? p : text.size();
}

// What copyists put behind a signature without a break: 2026年3月16日附件信息: …
Place without_copyists_words(const PageView& view, const Unit& unit) {
  static constexpr std::array<View, 9> kWords = {u"附件",   u"发布媒体", u"(本文", u"【",  u"相关公告",
                                                 u"上一篇", u"[打印",    u"打印",  u"关闭"};
  const View text = view.text(unit);
  std::size_t end = text.size();
  for (const View word : kWords)
    for (std::size_t at = text.find(u"日" + std::u16string(word)); at != View::npos;
         at = text.find(u"日" + std::u16string(word), at + 1))
      end = std::min(end, at + 1);
  return unit.begin + static_cast<Place>(end);
}

// 特此公告。某某医院2026年3月16日: where the name begins that stands before a date at the end of a paragraph.
Place name_before(const PageView& view, Place begin, Place date) {
  static constexpr View kEnds = u"。;:,!";
  Place p = date;
  while (p > begin && date - p <= kLongestSignature && kEnds.find(view.text()[p - 1]) == View::npos) {
    --p;
    if (p > begin && p < date && view.space_before(p) && date - p >= 4) break;
  }
  return p;
}

bool is_department(View name) {
  static constexpr std::array<View, 6> kEnds = {u"处", u"科", u"部", u"办", u"办公室", u"中心"};
  return std::any_of(kEnds.begin(), kEnds.end(), [&](View end) { return name.ends_with(end); });
}

// 202 / 6 / 年 / 3 / 月 / 16 / 日: the first of the lines that a date was broken into; `u` where it wasn't.
std::size_t first_of_date(const PageView& view, std::size_t u) {
  constexpr std::size_t kMostPieces = 7;
  const auto& units = view.units();
  if (view.document().from_html || units[u].size() > 3 || view.text(units[u]).back() != u'日') return u;
  std::size_t first = u;
  while (first > 0 && u - first < kMostPieces && units[first - 1].size() <= 4 &&
         date_at_end(view.text(units[first].begin, units[u].end)) > 0 &&
         std::all_of(view.text().begin() + units[first - 1].begin, view.text().begin() + units[first - 1].end,
                     [](char16_t c) { return is_digit(c) || c == u'年' || c == u'月'; }))
    --first;
  return date_at_end(view.text(units[first].begin, units[u].end)) == 0 ? first : u;
}

// The name right above a date that stands alone, or before it on its line: where a notice is signed.
Stretch signature(const PageView& view) {
  const auto& units = view.units();
  std::size_t seen = 0;
  for (std::size_t u = units.size(); u-- > 0 && seen < kLinesLookedAt;) {
    const Unit& unit = units[u];
    if (unit.begin >= view.footer()) continue;
    ++seen;
    const auto in_cell = [&](std::size_t other) {
      return units[other].table == unit.table && units[other].row == unit.row && units[other].col == unit.col;
    };
    // Whole notices stand in one cell of a layout table.
    if (unit.table >= 0 && (u == 0 || !in_cell(u - 1))) continue;
    if (const std::size_t first = first_of_date(view, u); first < u && first > 0) {
      const Unit& above = units[first - 1];
      if (above.size() >= 4 && above.size() <= kLongestSignature && above.table < 0 &&
          view.text(above).find_first_of(u"。:;") == View::npos)
        return {above.begin, above.end};
    }
    const Place end = without_copyists_words(view, unit);
    const auto date = static_cast<Place>(date_at_end(view.text(unit.begin, end)));
    if (unit.begin + date == end) continue;
    Stretch name{unit.begin, unit.begin + date};
    if (name.size() > kLongestSignature ||
        view.text(name.begin, name.end).find_first_of(u"。:;") != View::npos) {
      name.begin = name_before(view, unit.begin, name.end);
      if (name.size() <= kLongestSignature &&
          !looks_like_organisation(to_utf8(view.text(name.begin, name.end))))
        continue;
    }
    if (date == 0 && u > 0 && in_cell(u - 1)) name = {units[u - 1].begin, units[u - 1].end};
    if (name.size() < 4 || name.size() > kLongestSignature || has(view.text(name.begin, name.end), u":"))
      continue;
    // 某某学院 / 后勤基建处 / 2026年3月21日: a department signs below its house.
    const std::size_t line = view.unit_at(name.begin);
    if (name.size() <= 8 && line > 0 && line < units.size() && in_cell(line - 1) &&
        units[line - 1].size() >= 4 && units[line - 1].size() <= 24 &&
        is_department(view.text(name.begin, name.end)) &&
        looks_like_organisation(to_utf8(view.text(units[line - 1]))))
      return {units[line - 1].begin, units[line - 1].end};
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

namespace {

// Where the name of an institution ends that a department's follows: 某某医院|设备科. The name's size where none does.
std::size_t end_of_institution(View name) {
  static constexpr std::array<View, 14> kHouses = {
      u"乡人民政府", u"镇人民政府", u"街道办事处",       u"医院",     u"保健院",   u"卫生院",
      u"防治院",     u"疗养院",     u"疾病预防控制中心", u"疾控中心", u"血液中心", u"卫生服务中心",
      u"医疗中心",   u"医学中心"};
  static constexpr std::array<View, 25> kOffices = {
      u"招投标中心", u"科",         u"采购中心", u"招标办",      u"采购办",     u"招采办",   u"采购部",
      u"招标采购部", u"招采中心",   u"院办",     u"工会",        u"采购办公室", u"招标中心", u"办公室",
      u"设备部",     u"后勤部",     u"信息部",   u"医工部",      u"总务部",     u"物资部",   u"信息中心",
      u"设备处",     u"医学装备处", u"采购小组", u"招标采购中心"};
  for (const View house : kHouses) {
    const std::size_t at = name.rfind(house);
    if (at == View::npos || at < 2) continue;
    const std::size_t end = at + house.size();
    const View office = name.substr(end);
    if (office.empty() || office.size() > 12) continue;
    // 某某医院信息管理部, 后勤处; 本部 and 门诊部 are parts of the house.
    constexpr std::size_t kShortestOffice = 3;
    static constexpr std::array<View, 5> kParts = {u"本部", u"门诊部", u"住院部", u"分部", u"办事处"};
    if (office.size() >= kShortestOffice && (office.ends_with(u"部") || office.ends_with(u"处")) &&
        std::none_of(kParts.begin(), kParts.end(), [&](View part) { return office.ends_with(part); }))
      return end;
    if (std::any_of(kOffices.begin(), kOffices.end(), [&](View tail) { return office.ends_with(tail); }))
      return end;
  }
  return name.size();
}

}  // namespace

std::string without_department(const std::string& name) {
  const std::u16string letters = folded(name);
  const std::size_t end = end_of_institution(letters);
  if (end == letters.size()) return name;
  // Back to the original's letters: it may have brackets of full width.
  std::size_t byte = 0;
  for (std::size_t kept = 0; kept < end && byte < name.size();) {
    const std::size_t from = byte++;
    while (byte < name.size() && (static_cast<unsigned char>(name[byte]) & 0xC0) == 0x80) ++byte;
    kept += folded(std::string_view(name).substr(from, byte - from)).size();
  }
  return name.substr(0, byte);
}

Stretch dated_end(const PageView& view, const Unit& unit) {
  const Place end = without_copyists_words(view, unit);
  const auto date = static_cast<Place>(date_at_end(view.text(unit.begin, end)));
  Place begin = unit.begin + date;
  if (begin == end) return {};
  // 2026年3月2日 2026年3月16日: the last of the two is the later one's.
  for (Place p = end - std::min<Place>(end, 8); p > begin; --p)
    if (view.space_before(p) && date_at_end(view.text(p, end)) == 0) {
      begin = p;
      break;
    }
  // A name stands before it, or another date: two have signed.
  const View name = view.text(name_before(view, unit.begin, begin), begin);
  const bool dated = !name.empty() && date_at_end(name) == 0;
  if (!dated && !looks_like_organisation(to_utf8(name))) return {};
  return {begin, end};
}

bool looks_like_agency(View name) {
  // 某某医院采购中心 buys for its own house.
  if (end_of_institution(name) < name.size()) return false;
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

namespace {

bool names_institution(OrganisationShape shape) {
  return shape == OrganisationShape::health || shape == OrganisationShape::authority ||
         shape == OrganisationShape::institution;
}

void keep_buyer(Assembly& a, const std::string& name, Stretch place, const char* rule, double confidence) {
  a.notice.buyer.name = name;
  a.notice.missing.erase("buyer.name");
  a.prove("buyer.name", place, rule, confidence);
}

void read_signature(Assembly& a) {
  Notice& notice = a.notice;
  const Stretch place = signature(a.view);
  if (place.empty()) return;
  const View letters = a.view.text(place.begin, place.end);
  const std::string name = trim_organisation(normalise_text(a.view.words(place.begin, place.end)));
  const std::string house = without_department(name);
  const OrganisationShape shape = organisation_shape(house);
  const bool known = name == notice.agency.name || name == notice.buyer.name;
  if (shape == OrganisationShape::none || known || !is_han_name(letters)) return;
  if (looks_like_agency(letters)) {
    if (!notice.agency.name.empty()) return;
    notice.agency.name = name;
    notice.missing.erase("agency.name");
    a.prove("agency.name", place, "signature:agency", 0.82);
  } else if (notice.buyer.name.empty()) {
    keep_buyer(a, house, place, "signature:organisation", shape == OrganisationShape::company ? 0.72 : 0.8);
  }
}

// A notice without a date may end with the name of who gave it out.
void read_undated_signature(Assembly& a) {
  constexpr std::size_t kLastLines = 4;
  const auto& units = a.view.units();
  std::size_t seen = 0;
  for (std::size_t u = units.size(); u-- > 1 && seen < kLastLines;) {
    const Unit& unit = units[u];
    if (unit.begin >= a.view.footer()) continue;
    ++seen;
    if (unit.table >= 0 || unit.chrome || unit.size() < 4 || unit.size() > kLongestSignature) continue;
    const std::string words = normalise_text(a.view.words(unit.begin, unit.end));
    const std::string name = without_department(trim_organisation(words));
    if (!names_institution(organisation_shape(name)) || !is_han_name(a.view.text(unit)) ||
        looks_like_agency(a.view.text(unit)) || name == a.notice.agency.name ||
        has(a.view.text(unit), u":") || has(a.view.text(unit), u"公共资源"))
      continue;
    keep_buyer(a, name, {unit.begin, unit.end}, "signature:undated", 0.72);
    return;
  }
}

// Whether what a title says behind its first name makes that name the speaker's: 某某医院关于…, 某某医院采购…的公告
bool announces_own(View after) {
  static constexpr std::array<View, 8> kOwn = {u"关于", u"拟采购", u"采购", u"拟",
                                               u"公开", u"招标",   u"询价", u"就"};
  static constexpr std::array<View, 3> kOthers = {u"采购中心", u"采购办", u"招标办"};
  return std::any_of(kOwn.begin(), kOwn.end(), [&](View word) { return after.starts_with(word); }) &&
         std::none_of(kOthers.begin(), kOthers.end(), [&](View word) { return after.starts_with(word); });
}

// 某某大学某某学院接送服务中标公告: whose procurement it is stands in front.
void read_title_for_buyer(Assembly& a) {
  const Notice& notice = a.notice;
  const std::string subject = notice.project_name.empty() ? notice.title : notice.project_name;
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
    const bool own = lead.empty() && announces_own(after);
    if (!own && !speaks_elsewhere(a.view, letters, after.substr(0, 2))) continue;
    keep_buyer(a, without_department(first.name), a.headline.place, "headline:buyer", own ? 0.78 : 0.7);
    return;
  }
}

// 某某医院医疗设备采购项目: where nothing else tells whose it is, the house that its name begins with.
void read_name_for_house(Assembly& a) {
  for (const std::string& words : {a.notice.project_name, a.notice.title}) {
    const std::vector<OrganisationMatch> names = find_organisations(words);
    if (names.empty()) continue;
    const OrganisationMatch& first = names.front();
    const std::u16string lead = folded(std::string_view(words).substr(0, first.span.begin));
    const std::u16string letters = folded(first.name);
    static constexpr std::array<View, 18> kHouses = {
        u"血站",   u"疾控中心", u"疾病预防控制中心", u"急救中心", u"血液中心", u"局",   u"法院", u"检察院",
        u"委员会", u"医院",     u"卫生院",           u"保健院",   u"大学",     u"学院", u"学校", u"中学",
        u"小学",   u"幼儿园"};
    const bool house = letters.size() >= 6 && std::any_of(kHouses.begin(), kHouses.end(), [&](View end) {
                         return View(letters).ends_with(end);
                       });
    if (!(lead.empty() || lead == u"关于") || !house || !is_han_name(letters) || looks_like_agency(letters))
      continue;
    const std::size_t at = a.view.text().find(letters);
    if (at == View::npos) continue;
    const auto begin = static_cast<Place>(at);
    keep_buyer(a, without_department(first.name), {begin, begin + static_cast<Place>(letters.size())},
               "name:house", 0.6);
    return;
  }
}

// 到某某招标公司(详细地址：某路118号)购买: the place in brackets behind the agency's name.
void read_address_behind_agency(Assembly& a) {
  constexpr Place kLongest = 50;
  static constexpr View kPlaces = u"省市区县镇路街道巷";
  static constexpr View kEnds = u"号室楼层座厅房一内侧院园西东南北";
  const std::u16string name = folded(a.notice.agency.name);
  const View text = a.view.text();
  if (name.size() < 4) return;
  for (std::size_t at = text.find(name); at != View::npos; at = text.find(name, at + name.size())) {
    auto begin = static_cast<Place>(at + name.size());
    if (begin >= text.size() || text[begin] != u'(') continue;
    ++begin;
    const std::size_t close = text.find(u')', begin);
    if (close == View::npos || close > begin + kLongest) continue;
    for (const View label : {View(u"详细地址:"), View(u"地址:"), View(u"地址")})
      if (text.substr(begin).starts_with(label)) begin += static_cast<Place>(label.size());
    const auto end = static_cast<Place>(close);
    if (end < begin + 7 || kEnds.find(text[end - 1]) == View::npos) continue;
    const View words = a.view.text(begin, end);
    const auto places =
        std::count_if(words.begin(), words.end(), [](char16_t c) { return kPlaces.find(c) != View::npos; });
    if (places < 2 || words.find_first_of(u":。;") != View::npos) continue;
    a.notice.agency.address = normalise_text(a.view.words(begin, end));
    a.notice.missing.erase("agency.address");
    a.prove("agency.address", Stretch{begin, end}, "prose:bracket", 0.74);
    return;
  }
}

// 我院 speaks for the one house that the page names: in its text, its footer or its site's title.
void read_speaker(Assembly& a) {
  struct Speaker {
    std::string_view word;
    std::array<std::string_view, 5> ends;
  };
  static constexpr std::array<Speaker, 3> kSpeakers = {
      Speaker{"我院", {"医院", "保健院", "卫生院", "防治院", "学院"}},
      Speaker{"我校", {"大学", "学校", "学院", "中学", "小学"}},
      Speaker{"我中心", {"中心", "中心", "中心", "中心", "中心"}}};
  // Notices name their speaker on their first pages; the site's footer is short.
  constexpr std::size_t kMostBytes = 60000;
  const Document& page = a.view.document();
  const std::string_view text = std::string_view(page.text).substr(0, kMostBytes);
  for (const Speaker& speaker : kSpeakers) {
    if (text.find(speaker.word) == std::string_view::npos) continue;
    std::vector<std::pair<std::string, std::size_t>> houses;
    for (const std::string_view words : {text, std::string_view(page.html_title)})
      for (const OrganisationMatch& match : find_organisations(words)) {
        const std::string house = without_department(match.name);
        const bool fits = std::any_of(speaker.ends.begin(), speaker.ends.end(),
                                      [&](std::string_view end) { return house.ends_with(end); });
        if (!fits || !is_han_name(folded(house)) || looks_like_agency(folded(house))) continue;
        const auto known = std::find_if(houses.begin(), houses.end(),
                                        [&](const auto& other) { return other.first == house; });
        if (known != houses.end())
          ++known->second;
        else
          houses.emplace_back(house, 1);
      }
    if (houses.empty()) continue;
    std::sort(houses.begin(), houses.end(),
              [](const auto& left, const auto& right) { return left.second > right.second; });
    if (houses.size() > 1 && houses[0].second < 2 * houses[1].second) continue;
    const std::u16string letters = folded(houses[0].first);
    const std::size_t at = a.view.text().find(letters);
    Stretch place;
    if (at != View::npos) place = {static_cast<Place>(at), static_cast<Place>(at + letters.size())};
    keep_buyer(a, houses[0].first, place, "prose:speaker", 0.72);
    return;
  }
}

// 某某公告_某某医院 over a page that names no buyer: a hospital or school publishes on its own site what it buys.
void read_site(Assembly& a) {
  const Document& page = a.view.document();
  if (!a.notice.agency.name.empty() || page.html_title.size() > 400) return;
  const std::vector<OrganisationMatch> names = find_organisations(page.html_title);
  if (names.empty()) return;
  const OrganisationMatch& last = names.back();
  if (last.shape != OrganisationShape::health && last.shape != OrganisationShape::institution) return;
  const std::u16string title = folded(page.html_title);
  const std::u16string name = folded(last.name);
  const std::size_t at = title.rfind(name);
  static constexpr View kStrokes = u"-_|~";
  if (at == std::u16string::npos || name.size() < 5 || looks_like_agency(name) || !is_han_name(name)) return;
  // Its name ends the title, or stands before 官网 and the like.
  const bool behind = at > 0 && kStrokes.find(title[at - 1]) != View::npos;
  if (!behind || title.size() - at - name.size() > 4) return;
  const std::size_t said = a.view.text().rfind(name);
  if (said == View::npos) return;
  const auto begin = static_cast<Place>(said);
  keep_buyer(a, without_department(last.name), {begin, begin + static_cast<Place>(name.size())}, "site:house",
             0.66);
}

}  // namespace

void name_unlabelled_parties(Assembly& a) {
  read_signature(a);
  if (a.notice.buyer.name.empty()) read_title_for_buyer(a);
  if (a.notice.buyer.name.empty()) read_undated_signature(a);
  if (a.notice.buyer.name.empty()) read_speaker(a);
  if (a.notice.buyer.name.empty()) read_name_for_house(a);
  if (a.notice.buyer.name.empty()) read_site(a);
  if (a.notice.agency.address.empty()) read_address_behind_agency(a);
}

}  // namespace tenderlead::parsers::notice
