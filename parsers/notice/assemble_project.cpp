// Number, name, method and service term of the procurement.
#include <algorithm>

#include "parsers/notice/assembly.h"
#include "parsers/notice/tick_boxes.h"
#include "parsers/values/kind.h"
#include "parsers/values/names.h"
#include "parsers/values/project_no.h"

namespace tenderlead::parsers::notice {
namespace {

// GUIDELINES: of several numbers 项目编号, else 招标编号, else 采购编号, else 标段编号, else 投资项目代码.
int number_rank(Field field) {
  switch (field) {
    case Field::project_no:
      return 5;
    case Field::tender_no:
      return 4;
    case Field::purchase_no:
      return 3;
    case Field::lot_code:
      return 2;
    case Field::investment_code:
      return 1;
    case Field::name_and_no:
      return 3;
    case Field::bare_no:
      return 0;
    default:
      return -1;
  }
}

// The lower the kind of a number, the less often it is the one that a bidder would quote.
constexpr double kStepOfRank = 0.02;

// 苏B2-20040129: the licence of the site's operator.
bool is_site_licence(std::string_view number) {
  const std::u16string letters = folded(number);
  const std::size_t at = letters.find(u"B2-");
  return at <= 1 && letters.size() == at + 11 &&
         std::all_of(letters.begin() + static_cast<std::ptrdiff_t>(at) + 3, letters.end(), is_digit);
}

bool is_code_letter(char16_t c) {
  static constexpr std::u16string_view kSigns = u"-_/.()[]【】〔〕#";
  return is_digit(c) || is_latin(c) || kSigns.find(c) != std::u16string_view::npos;
}

// 项目名称及编号：某某采购项目(ABC-2026-1): the two apart, name first; either may stand first.
std::pair<Stretch, Stretch> split_name_and_no(const PageView& view, Stretch value) {
  const std::u16string_view text = view.text();
  const auto digits = [&](Place from, Place to) {
    return std::count_if(text.begin() + from, text.begin() + to, is_digit);
  };
  Place tail = value.end;
  while (tail > value.begin && is_code_letter(text[tail - 1])) --tail;
  Place head = value.begin;
  while (head < value.end && is_code_letter(text[head])) ++head;
  static constexpr std::u16string_view kBetween = u"、,，;；/(（:";
  if (tail > value.begin && digits(tail, value.end) >= 4) {
    Place end = tail;
    for (const std::u16string_view word : {std::u16string_view(u"项目编号"), std::u16string_view(u"编号")})
      if (view.text(value.begin, end).ends_with(word)) end -= static_cast<Place>(word.size());
    while (end > value.begin && kBetween.find(text[end - 1]) != std::u16string_view::npos) --end;
    Stretch number{tail, value.end};
    if (text[number.begin] == u'(' && text[number.end - 1] == u')') {
      ++number.begin;
      --number.end;
    }
    return {{value.begin, end}, number};
  }
  if (head < value.end && digits(value.begin, head) >= 4) {
    Place begin = head;
    while (begin < value.end && kBetween.find(text[begin]) != std::u16string_view::npos) ++begin;
    return {{begin, value.end}, {value.begin, head}};
  }
  return {value, {value.end, value.end}};
}

std::optional<Reading> read_number(const Assembly& a, const Finding& finding) {
  Stretch place = with_broken_rest(a.view, finding);
  if (finding.field == Field::name_and_no) place = split_name_and_no(a.view, finding.value).second;
  // 项目编号：ABC-2026-01 / 招标文件: the words on the next line are no part of a number that is whole.
  if (const Place end = finding.value.end;
      place.end > end && finding.field != Field::name_and_no && is_han(a.view.text()[end]) &&
      a.view.text()[end] != u'号' &&
      looks_like_project_no(normalise_code(a.view.words(finding.value.begin, end))))
    place = finding.value;
  if (place.size() > 120) place.end = place.begin + 120;
  std::string whole = normalise_code(a.view.words(place.begin, place.end));
  // Several numbers side by side stay as written; words behind a number don't.
  std::string number;
  if (looks_like_project_no(whole)) {
    number = whole;
  } else if (whole.size() <= 180 && whole.find(';') != std::string::npos &&
             whole.find("。") == std::string::npos) {
    number = whole;
  } else if (const auto match = read_project_no(a.view.words(place.begin, place.end))) {
    number = match->number;
  }
  constexpr std::size_t kShortestNumber = 3;
  if (number.size() < kShortestNumber || is_site_licence(number)) return std::nullopt;
  const int rank = number_rank(finding.field);
  return Reading{number, place, finding.confidence - kStepOfRank * (5 - rank), rank};
}

bool is_amid_names(std::u16string_view text) {
  return text.find(u'。') == std::u16string_view::npos && text.find(u"详见") == std::u16string_view::npos;
}

// 项目名称：某某机场2025年-2026年场区室内外 / 环卫保洁委托服务项目。: a page's lines may break a name anywhere; the whole one
// ends as names do.
Stretch with_rest_of_name(const PageView& view, Stretch value, Stretch extent) {
  constexpr Place kFullLine = 16;
  constexpr Place kLongestRest = 40;
  static constexpr std::u16string_view kEnds[] = {u"项目", u"工程", u"服务", u"采购", u"系统", u"设备"};
  const auto ends_whole = [&](std::u16string_view text) {
    while (!text.empty() && text.back() == u'。') text.remove_suffix(1);
    return std::any_of(std::begin(kEnds), std::end(kEnds),
                       [&](std::u16string_view end) { return text.ends_with(end); });
  };
  const std::u16string_view line = view.text(value.begin, value.end);
  if (view.document().from_html || value.size() < kFullLine || value.end >= extent.end ||
      !is_han(line.back()) || ends_whole(line))
    return value;
  const std::size_t next = view.unit_at(value.end);
  if (next >= view.units().size()) return value;
  const Unit& unit = view.units()[next];
  const std::u16string_view rest = view.text(unit);
  if (unit.begin != value.end || unit.size() > kLongestRest || unit.table >= 0 || unit.after_gap ||
      !is_han(rest.front()) || !ends_whole(rest) || rest.find_first_of(u":,;") != rest.npos)
    return value;
  return {value.begin, std::min(unit.end, extent.end)};
}

// Whether a name that begins with its buyer's ends as the headline's does.
bool is_headlines_own(const Assembly& a, const std::string& name) {
  constexpr std::size_t kTail = 6;
  const std::vector<OrganisationMatch> names = find_organisations(name);
  if (names.empty() || names.front().span.begin > 0) return false;
  const std::u16string letters = folded(name);
  return letters.size() > kTail &&
         folded(a.notice.title).find(letters.substr(letters.size() - kTail)) != std::u16string::npos;
}

std::optional<Reading> read_name(const Assembly& a, const Finding& finding) {
  Stretch place = finding.field == Field::name_and_no
                      ? split_name_and_no(a.view, finding.value).first
                      : with_rest_of_name(a.view, with_broken_rest(a.view, finding), finding.extent);
  while (!place.empty() && (a.view.text()[place.end - 1] == u'。' || a.view.text()[place.end - 1] == u';'))
    --place.end;
  if (place.size() < 3 || place.size() > 200 || !is_amid_names(a.view.text(place.begin, place.end)))
    return std::nullopt;
  // 某某装修项目某某装修项目施工: a form writes the project and its lot in one.
  constexpr Place kSame = 8;
  if (place.size() > 2 * kSame) {
    const std::u16string_view both = a.view.text(place.begin, place.end);
    const std::size_t again = both.find(both.substr(0, kSame), kSame);
    if (again != both.npos && both.substr(again).starts_with(both.substr(0, again)))
      place.end = place.begin + static_cast<Place>(again);
  }
  std::string name = normalise_text(a.view.words(place.begin, place.end));
  if (name.empty()) return std::nullopt;
  // 就其所需医疗设备进行公开招标: the headline says whose.
  constexpr Place kBareSubject = 8;
  if (finding.layout == Layout::prose && place.size() < kBareSubject &&
      folded(a.notice.title).find(a.view.text(place.begin, place.end)) != std::u16string::npos)
    return std::nullopt;
  if (finding.pattern == std::string_view("opens-by-number") && !is_headlines_own(a, name))
    return std::nullopt;
  double confidence = finding.confidence;
  if (finding.field == Field::section_name) confidence -= 0.06;
  if (finding.section == Section::past_work) confidence *= 0.3;
  return Reading{organisation_key(name), place, confidence};
}

// 某某更换工程（SZ202208011GC）的延期公告: the number that only the headline gives, in brackets or in front.
void number_of_headline(Assembly& a) {
  constexpr Place kShortest = 8;
  constexpr Place kLongest = 30;
  const Stretch place = a.headline.place;
  const std::u16string_view text = a.view.text();
  const auto is_code = [](char16_t c) {
    return is_digit(c) || is_latin(c) || c == u'-' || c == u'_' || c == u'/';
  };
  for (Place p = place.begin; p < place.end; ++p) {
    const bool opens = text[p] == u'(' || text[p] == u'[' || text[p] == u'【';
    if (!opens && p != place.begin) continue;
    const Place begin = opens ? p + 1 : p;
    Place end = begin;
    while (end < place.end && is_code(text[end])) ++end;
    if (end - begin < kShortest || end - begin > kLongest || end >= place.end) continue;
    const bool closes = text[end] == u')' || text[end] == u']' || text[end] == u'】';
    if (opens ? !closes : !a.view.space_before(end)) continue;
    const auto figures = std::count_if(text.begin() + begin, text.begin() + end, is_digit);
    const bool letters = std::any_of(text.begin() + begin, text.begin() + end, is_latin);
    if (figures < 4 || !letters) continue;
    a.notice.project_no = normalise_code(a.view.words(begin, end));
    a.notice.missing.erase("project_no");
    a.prove("project_no", Stretch{begin, end}, "headline:number", 0.82);
    return;
  }
}

// 询价文件, 磋商响应文件: what the bidding documents are called says how they are asked for.
void method_of_documents(Assembly& a) {
  struct Name {
    std::u16string_view words;
    ProcurementMethod method;
  };
  static constexpr Name kNames[] = {{u"竞争性磋商文件", ProcurementMethod::competitive_consultation},
                                    {u"磋商文件", ProcurementMethod::competitive_consultation},
                                    {u"竞争性谈判文件", ProcurementMethod::competitive_negotiation},
                                    {u"谈判文件", ProcurementMethod::competitive_negotiation},
                                    {u"询价文件", ProcurementMethod::inquiry},
                                    {u"询价通知书", ProcurementMethod::inquiry},
                                    {u"进行其他招标", ProcurementMethod::other},
                                    {u"比选文件", ProcurementMethod::other}};
  for (const Name& name : kNames) {
    const std::size_t at =
        a.view.may_hold(name.words) ? a.view.text().find(name.words) : std::u16string_view::npos;
    if (at == std::u16string_view::npos) continue;
    const auto begin = static_cast<Place>(at);
    a.notice.method = name.method;
    a.prove("method", Stretch{begin, begin + static_cast<Place>(name.words.size())}, "prose:documents", 0.7);
    return;
  }
}

// 公开招标方式, 组织公开招标, (竞争性谈判): the method that the text's opening speaks of most, the first of equals.
void method_spoken_of(Assembly& a) {
  constexpr std::size_t kOpening = 2500;
  static constexpr std::u16string_view kMethods[] = {u"公开招标",   u"邀请招标",     u"竞争性磋商",
                                                     u"竞争性谈判", u"单一来源采购", u"询价采购",
                                                     u"询比采购",   u"网上竞价"};
  const std::u16string_view text = a.view.text().substr(0, kOpening);
  std::size_t most = 0;
  Stretch place;
  for (const std::u16string_view method : kMethods) {
    if (!a.view.may_hold(method)) continue;
    std::size_t count = 0;
    std::size_t first = text.size();
    for (std::size_t at = text.find(method); at != std::u16string_view::npos;
         at = text.find(method, at + 1)) {
      // 评审专家(单一来源采购人员)名单 stands in every result.
      if (a.view.units()[a.view.unit_at(static_cast<Place>(at))].chrome ||
          text.substr(at + method.size()).starts_with(u"人员"))
        continue;
      first = std::min(first, at);
      ++count;
    }
    if (count < most || count == 0 || (count == most && first > place.begin)) continue;
    most = count;
    place = {static_cast<Place>(first), static_cast<Place>(first + method.size())};
  }
  if (most == 0) return;
  const auto method = classify_method(to_utf8(a.view.text(place.begin, place.end)));
  if (!method) return;
  a.notice.method = method->method;
  a.prove("method", place, "prose:spoken-of", 0.6);
}

// Whether the words behind a cue say how this is procured: 进行公开招标, but not 获取谈判文件, 以便后续遴选, 自行采购或租赁.
bool speaks_of_method(const PageView& view, Place begin, std::u16string_view words) {
  constexpr Place kReach = 24;
  const auto end = static_cast<Place>(std::min<std::size_t>(view.text().size(), begin + kReach));
  const std::u16string_view text = view.text(begin, end);
  const std::size_t at = text.find(words);
  if (at == std::u16string_view::npos) return true;
  const std::u16string_view before = text.substr(0, at);
  const std::u16string_view after = text.substr(at + words.size());
  static constexpr std::u16string_view kOthers[] = {u"后续", u"或", u"协商", u"非正常", u"便"};
  return !after.starts_with(u"文件") && !after.starts_with(u"或") && !after.starts_with(u"(磋商)文件") &&
         std::none_of(std::begin(kOthers), std::end(kOthers), [&](std::u16string_view other) {
           return before.find(other) != std::u16string_view::npos;
         });
}

// 某某采购由公开招标转竞争性谈判说明: what it has become. 采购预询价 asks for prices, and procures nothing.
std::optional<MethodMatch> method_of_title(const std::string& title) {
  for (const std::string_view turn : {std::string_view("转为"), std::string_view("变更为"),
                                      std::string_view("改为"), std::string_view("转")})
    if (const std::size_t at = title.find(turn); at != std::string::npos)
      if (auto match = classify_method(std::string_view(title).substr(at + turn.size()))) return match;
  if (title.find("预询价") != std::string::npos) return std::nullopt;
  return classify_method(title);
}

// 一年, 三个月, 十天
bool states_length(std::u16string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (is_han_numeral(text[i]) && std::u16string_view(u"年天日个月周").find(text[i + 1]) != text.npos)
      return true;
  return false;
}

// 竞争性谈判 / 竞争性磋商 / 询价 in lines: a form's choices, of which the page lost which one was ticked.
bool lists_choices(const PageView& view, Stretch extent) {
  std::optional<ProcurementMethod> first;
  const auto& units = view.units();
  for (std::size_t u = view.unit_at(extent.begin); u < units.size() && units[u].begin < extent.end; ++u) {
    const Place from = std::max(units[u].begin, extent.begin);
    const auto match = classify_method(to_utf8(view.text(from, std::min(units[u].end, extent.end))));
    if (!match) break;
    if (first && *first != match->method) return true;
    first = match->method;
  }
  return false;
}

}  // namespace

void assemble_project(Assembly& a) {
  Notice& notice = a.notice;
  notice.title = a.headline.title;
  if (!notice.title.empty()) {
    a.prove("title", a.headline.place, a.headline.rule, a.headline.confidence);
  }

  merge(a, {"project_no", [](const Finding& f) { return number_rank(f.field) >= 0; },
            [&](const Finding& f) { return read_number(a, f); },
            [&](const Finding&, const Reading& r) { notice.project_no = r.key; }});

  if (notice.project_no.empty()) number_of_headline(a);

  const bool named = merge(a, {"project_name",
                               [](const Finding& f) {
                                 return f.field == Field::project_name || f.field == Field::section_name ||
                                        f.field == Field::name_and_no;
                               },
                               [&](const Finding& f) { return read_name(a, f); },
                               [&](const Finding&, const Reading& r) {
                                 notice.project_name =
                                     normalise_text(a.view.words(r.place.begin, r.place.end));
                               }});
  if (!named && !notice.title.empty()) {
    notice.project_name = name_from_title(notice.title);
    // One in four such names has more or less in it than the notice's text would have.
    if (!notice.project_name.empty()) a.prove("project_name", a.headline.place, "headline:name", 0.74);
    if (notice.project_name.empty())
      if (const Stretch place = name_beside(a.view, a.headline); !place.empty()) {
        notice.project_name = normalise_text(a.view.words(place.begin, place.end));
        notice.missing.erase("project_name");
        a.prove("project_name", place, "headline:beside", 0.8);
      }
  }

  const bool stated = merge(
      a, {"method", [](const Finding& f) { return f.field == Field::method; },
          [&](const Finding& f) -> std::optional<Reading> {
            constexpr Place kAllMethodsWithBoxes = 120;
            Stretch place = f.extent.size() <= 24 ? f.extent : f.value;
            const Stretch whole = f.extent.size() <= kAllMethodsWithBoxes ? f.extent : f.value;
            const auto ticked = ticked_choice(a.view.text(whole.begin, whole.end));
            if (ticked.size() < whole.size())
              place = {whole.begin + ticked.begin, whole.begin + ticked.end};
            else if (lists_choices(a.view, f.extent))
              return std::nullopt;
            if (place.empty() || place.size() > 40) return std::nullopt;
            const std::u16string_view words = a.view.text(place.begin, place.end);
            // 交易方式：公开
            if (words == u"公开")
              return Reading{to_string(ProcurementMethod::open), place, f.confidence - 0.05};
            if (words == u"邀请")
              return Reading{to_string(ProcurementMethod::invited), place, f.confidence - 0.05};
            const auto match = classify_method(to_utf8(words));
            if (!match) return std::nullopt;
            return Reading{to_string(match->method), place, f.confidence};
          },
          [&](const Finding&, const Reading& r) { notice.method = procurement_method_from_string(r.key); }});
  if (!stated) {
    auto match = method_of_title(notice.title);
    if (!match) match = method_of_title(a.headline.markers);
    if (match) {
      notice.method = match->method;
      a.prove("method", a.headline.place, "headline:method", 0.87);
    } else {
      // 进行公开招标; 竞争性磋商文件: the text's own words, as far as they speak of this procurement.
      const std::u16string_view text = a.view.text();
      static constexpr std::u16string_view kCues[] = {u"进行", u"采用", u"采取", u"以",
                                                      u"经过", u"通过", u"获取", u"发售"};
      for (const std::u16string_view cue : kCues) {
        bool found = false;
        for (std::size_t at = text.find(cue); at != std::u16string_view::npos && !found;
             at = text.find(cue, at + 1)) {
          const auto begin = static_cast<Place>(at + cue.size());
          const auto end = static_cast<Place>(std::min(text.size(), at + cue.size() + 10));
          const auto method = classify_method(to_utf8(a.view.text(begin, end)));
          if (!method || !speaks_of_method(a.view, begin, folded(method->words))) continue;
          notice.method = method->method;
          a.prove("method", Stretch{begin, end}, "prose:method", 0.84);
          found = true;
        }
        if (found) break;
      }
      if (!notice.method) method_of_documents(a);
      if (!notice.method) method_spoken_of(a);
    }
  }

  const auto read_term = [&](const Finding& f) -> std::optional<Reading> {
    Stretch place = with_broken_rest(a.view, f);
    // 90日历天,缺陷责任期2年: what is warranted afterwards is another period.
    for (const std::u16string_view other :
         {std::u16string_view(u",缺陷责任期"), std::u16string_view(u",保修期"),
          std::u16string_view(u",质保期"), std::u16string_view(u";缺陷责任期")})
      if (const std::size_t at = a.view.text(place.begin, place.end).find(other);
          at != std::u16string_view::npos && at >= 3)
        place.end = place.begin + static_cast<Place>(at);
    std::string term = normalise_text(a.view.words(place.begin, place.end));
    if (term.empty() || place.size() > 600) return std::nullopt;
    const std::u16string_view letters = a.view.text(place.begin, place.end);
    // 具体内容详见招标文件第五章: a reference, and no term.
    if (letters.size() <= 40 && letters.find(u"详见") != std::u16string_view::npos &&
        letters.find(u"文件") != std::u16string_view::npos &&
        std::none_of(letters.begin(), letters.end(), is_digit) && !states_length(letters))
      return std::nullopt;
    // 三、项目用途、简要技术要求及合同履行日期：…: what is bought, most of it.
    constexpr std::size_t kLongestShared = 40;
    constexpr std::size_t kLongestOwn = 12;
    const std::u16string_view label = a.view.text(f.label.begin, f.label.end);
    const bool shared = (label.size() > kLongestOwn && label.find(u'及') != label.npos) ||
                        (f.label.begin > 0 && a.view.text()[f.label.begin - 1] == u'及');
    if (shared && letters.size() > kLongestShared) return std::nullopt;
    // 本项目(是/否)接受联合体: the label before had no value.
    if (letters.find(u"联合体") != std::u16string_view::npos) return std::nullopt;
    const bool duration = std::any_of(letters.begin(), letters.end(), [](char16_t c) {
      return is_digit(c) || is_han_numeral(c) || c == u'自' || c == u'至' || c == u'年';
    });
    // 建设工期：1282 leaves open whether days or months.
    const bool bare = std::all_of(letters.begin(), letters.end(), is_digit);
    double confidence = f.confidence - (f.field == Field::delivery_term ? 0.1 : 0.0);
    if (!duration || bare) confidence -= 0.12;
    // 同交货期: the other label has it.
    if (letters.size() <= 6 && letters.starts_with(u"同")) confidence -= 0.3;
    return Reading{organisation_key(term), place, confidence};
  };
  const auto is_term = [](const Finding& f) {
    return f.field == Field::service_term || f.field == Field::delivery_term;
  };
  merge(a, {"service_term", is_term, read_term, [&](const Finding&, const Reading& r) {
              notice.service_term = normalise_text(a.view.words(r.place.begin, r.place.end));
            }});
}

}  // namespace tenderlead::parsers::notice
