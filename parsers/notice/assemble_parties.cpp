// Buyer, agency and the project's own contact.
#include <algorithm>

#include "parsers/notice/assembly.h"
#include "parsers/notice/speakers.h"
#include "parsers/values/dates.h"
#include "parsers/values/names.h"
#include "parsers/values/phones.h"
#include "parsers/values/project_no.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers::notice {
namespace {

struct PartyFields {
  Field name;
  Field address;
  Field person;
  Field phone;
  Field contact;
  const char* name_path;
  const char* address_path;
  const char* person_path;
  const char* phone_path;
};

constexpr PartyFields kBuyer = {Field::buyer_name,  Field::buyer_address, Field::buyer_person,
                                Field::buyer_phone, Field::buyer_contact, "buyer.name",
                                "buyer.address",    "buyer.contact",      "buyer.phone"};
constexpr PartyFields kAgency = {Field::agency_name,  Field::agency_address, Field::agency_person,
                                 Field::agency_phone, Field::agency_contact, "agency.name",
                                 "agency.address",    "agency.contact",      "agency.phone"};
constexpr PartyFields kProject = {
    Field::none, Field::none, Field::project_person,  Field::project_phone,   Field::project_contact,
    "",          "",          "project_contact.name", "project_contact.phone"};

// Longest name seen: a consortium of four, 90 letters.
constexpr Place kLongestName = 100;
constexpr Place kLongestAddress = 120;

// 代理机构：某某公司 2026年5月20日: the day of the signature behind the name.
Place without_date(const PageView& view, Stretch place) {
  static constexpr std::u16string_view kLetters = u"年月日-/.〇零○";
  const std::u16string_view text = view.text();
  Place p = place.end;
  while (p > place.begin && (is_digit(text[p - 1]) || is_han_numeral(text[p - 1]) ||
                             kLetters.find(text[p - 1]) != std::u16string_view::npos))
    --p;
  constexpr Place kShortestDate = 8;
  constexpr Place kShortestName = 4;
  const bool dated =
      place.end - p >= kShortestDate && text[place.end - 1] == u'日' && p > place.begin + kShortestName;
  return dated ? p : place.end;
}

std::optional<Reading> read_organisation(const Assembly& a, const Finding& finding) {
  Stretch place = with_broken_rest(a.view, finding, false);
  while (!place.empty() && a.view.text()[place.end - 1] == u'。') --place.end;
  place.end = without_date(a.view, place);
  if (place.empty() || place.size() > kLongestName) return std::nullopt;
  const std::u16string_view letters = a.view.text(place.begin, place.end);
  // 采购人：（盖章） and a sentence are no names.
  if (letters.find(u'。') != std::u16string_view::npos || letters.starts_with(u"(单位") ||
      letters.starts_with(u"(盖章"))
    return std::nullopt;
  std::string name = trim_organisation(normalise_text(a.view.words(place.begin, place.end)));
  if (name.empty()) return std::nullopt;
  double confidence = finding.confidence;
  if (!looks_like_organisation(name)) confidence -= finding.layout == Layout::prose ? 0.4 : 0.2;
  if (name.find("，") != std::string::npos || name.find(',') != std::string::npos) confidence -= 0.15;
  if (confidence < 0.35) return std::nullopt;
  return Reading{name, place, confidence};
}

// 招标代理机构联系人及电话 | 某某公司 0791-1234567: forms without a field for the name put it there.
std::optional<Reading> organisation_in_contact(const Assembly& a, const Finding& finding) {
  const std::string_view words = a.view.words(finding.value.begin, finding.value.end);
  const std::vector<PhoneMatch> phones = find_phones(words);
  if (phones.empty() || finding.value.size() > kLongestName) return std::nullopt;
  std::string name = trim_organisation(normalise_text(words.substr(0, phones.front().span.begin)));
  if (!looks_like_organisation(name)) return std::nullopt;
  return Reading{std::move(name), finding.value, finding.confidence - 0.15};
}

std::optional<Reading> read_address(const Assembly& a, const Finding& finding) {
  const Stretch place = with_broken_rest(a.view, finding);
  if (place.size() < 2 || place.size() > kLongestAddress) return std::nullopt;
  std::string address = normalise_text(a.view.words(place.begin, place.end));
  if (address.empty()) return std::nullopt;
  return Reading{std::move(address), place, finding.confidence};
}

// Lines of figures that follow a telephone are its own: 18952583309 / 、 / 0563-3013185
Stretch with_more_numbers(const PageView& view, const Finding& finding, bool with_names) {
  Stretch place = finding.value;
  std::size_t u = view.unit_at(place.begin);
  while (++u < view.units().size()) {
    const Unit& unit = view.units()[u];
    if (unit.begin >= finding.extent.end || unit.size() > 40) break;
    const std::u16string_view text = view.text(unit);
    const bool no_words = std::none_of(text.begin(), text.end(), is_han);
    const bool person = with_names && std::count_if(text.begin(), text.end(), is_digit) >= 7 &&
                        is_han(text.front()) && text.find(u':') == std::u16string_view::npos &&
                        text.find(u'年') == std::u16string_view::npos;
    if (!no_words && !person) break;
    // 2026-07-29 below the last telephone is the notice's own date.
    if (no_words && read_time(view.words(unit.begin, unit.end))) break;
    place.end = std::min(unit.end, finding.extent.end);
  }
  return place;
}

// 王老师 0833-2345678；纪检监督电话：0833-2345600: whom to complain to is nobody's contact.
Stretch before_complaints(const PageView& view, Stretch place) {
  const std::u16string_view text = view.text(place.begin, place.end);
  for (const std::u16string_view word : {u"监督", u"投诉", u"举报"}) {
    const std::size_t at = text.find(word);
    if (at == text.npos || text.find(u"电话", at) == text.npos) continue;
    const std::size_t comma = text.find_last_of(u",;。", at);
    if (comma != text.npos && comma > 0)
      place.end = std::min(place.end, place.begin + static_cast<Place>(comma));
  }
  return place;
}

std::string phones_in(const PageView& view, Stretch place) {
  const std::string_view words = view.words(place.begin, place.end);
  std::string phones = join_phones(find_phones(words));
  const bool ascii = std::all_of(words.begin(), words.end(), [](char c) { return (c & 0x80) == 0; });
  if (phones.empty() && (is_masked(words) || (ascii && damage_of(words) == Damage::masked)) &&
      std::count_if(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 4)
    phones = normalise_text(words);
  return phones;
}

void assemble_party(Assembly& a, const PartyFields& fields, Party& party, std::string& person) {
  if (fields.name != Field::none) {
    merge(a, {fields.name_path,
              [&](const Finding& f) { return f.field == fields.name || f.field == fields.contact; },
              [&](const Finding& f) {
                return f.field == fields.name ? read_organisation(a, f) : organisation_in_contact(a, f);
              },
              [&](const Finding&, const Reading& r) { party.name = r.key; }});
    merge(a, {fields.address_path, [&](const Finding& f) { return f.field == fields.address; },
              [&](const Finding& f) { return read_address(a, f); },
              [&](const Finding&, const Reading& r) { party.address = r.key; }});
  }
  const auto in_contact = [&](const Finding& f) {
    return f.field == fields.person || f.field == fields.phone || f.field == fields.contact;
  };
  merge(a, {fields.person_path, in_contact,
            [&](const Finding& f) -> std::optional<Reading> {
              const Stretch place = f.field == fields.phone ? f.value : with_more_numbers(a.view, f, true);
              if (place.size() > 200) return std::nullopt;
              const ContactParts parts = split_contact(a.view.words(place.begin, place.end));
              std::string names = parts.names;
              if (names.empty() && f.field == fields.person && f.value.size() <= 24)
                names = normalise_text(a.view.words(f.value.begin, f.value.end));
              if (names.empty() || looks_like_organisation(names)) return std::nullopt;
              double confidence = f.confidence - (f.field == fields.person ? 0.0 : 0.06);
              if (f.field == fields.phone) confidence -= 0.1;
              return Reading{names, place, confidence};
            },
            [&](const Finding&, const Reading& r) { person = r.key; }});
  merge(a, {fields.phone_path, in_contact,
            [&](const Finding& f) -> std::optional<Reading> {
              const Stretch place =
                  before_complaints(a.view, with_more_numbers(a.view, f, f.field != fields.phone));
              if (place.size() > 240) return std::nullopt;
              std::string phones = phones_in(a.view, place);
              if (phones.empty()) return std::nullopt;
              const double confidence = f.confidence - (f.field == fields.person ? 0.08 : 0.0);
              return Reading{std::move(phones), place, confidence};
            },
            [&](const Finding&, const Reading& r) { party.phone = r.key; }, true});
}

// The summary that a portal hides until it is clicked on fills in what the page doesn't show. Its words are no part of the
// text, so that the evidence has no place.
void fill_from_hidden_summary(Assembly& a) {
  const Document& page = a.view.document();
  constexpr std::size_t kMostHidden = 64u << 10;
  if (page.hidden_text.empty() || page.hidden_text.size() > kMostHidden) return;
  Document summary;
  summary.text = page.hidden_text;
  for (std::size_t at = 0; at < summary.text.size();) {
    std::size_t end = summary.text.find('\n', at);
    if (end == std::string::npos) end = summary.text.size();
    if (end > at) {
      Line line;
      line.span = {at, end};
      summary.lines.push_back(line);
    }
    at = end + 1;
  }
  const PageView view(summary, kMostHidden);
  Assembly hidden(view, a.tables, a.options);
  hidden.marks = find_marks(view, LabelScanner::shipped());
  read_labels(view, hidden.marks, {}, hidden.findings);
  assemble_party(hidden, kBuyer, hidden.notice.buyer, hidden.notice.buyer.contact);
  assemble_party(hidden, kAgency, hidden.notice.agency, hidden.notice.agency.contact);
  assemble_party(hidden, kProject, hidden.notice.project_contact, hidden.notice.project_contact.name);
  const auto fill = [&](std::string& shown, const std::string& other, const std::string& path) {
    if (!shown.empty() || other.empty()) return;
    shown = other;
    for (const auto& item : hidden.evidence)
      if (item.path == path) a.prove(path, Span{}, "hidden:" + item.rule, item.confidence);
  };
  // What the page shows of its contact is one person's; another's number doesn't belong to it.
  if (!a.notice.project_contact.name.empty()) hidden.notice.project_contact = {};
  const auto fill_party = [&](Party& shown, const Party& other, const std::string& party) {
    fill(shown.name, other.name, party + ".name");
    fill(shown.address, other.address, party + ".address");
    fill(shown.phone, other.phone, party + ".phone");
  };
  fill_party(a.notice.buyer, hidden.notice.buyer, "buyer");
  if (hidden.notice.agency.name != hidden.notice.buyer.name || hidden.notice.buyer.name.empty())
    fill_party(a.notice.agency, hidden.notice.agency, "agency");
  fill_party(a.notice.project_contact, hidden.notice.project_contact, "project_contact");
  for (const Finding& finding : hidden.findings) {
    const std::string_view words = view.words(finding.value.begin, finding.value.end);
    if (finding.field == Field::region && finding.value.size() <= 40) a.hidden_region = std::string(words);
    if (finding.field == Field::project_no && a.notice.project_no.empty() && looks_like_project_no(words)) {
      a.notice.project_no = normalise_code(words);
      a.prove("project_no", Span{}, "hidden:" + hidden.rule_of(finding), finding.confidence);
    }
  }
}

}  // namespace

void assemble_parties(Assembly& a) {
  Notice& notice = a.notice;
  assemble_party(a, kBuyer, notice.buyer, notice.buyer.contact);
  assemble_party(a, kAgency, notice.agency, notice.agency.contact);
  assemble_party(a, kProject, notice.project_contact, notice.project_contact.name);
  fill_from_hidden_summary(a);
  name_unlabelled_parties(a);
}

}  // namespace tenderlead::parsers::notice
