#include "parsers/notice/assembly.h"

#include <algorithm>

#include "parsers/values/names.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers::notice {
namespace {

// Two readers that agree are wrong about half as often as the better one.
constexpr double kAgreement = 0.5;
// A rival of another value within this distance makes the field doubtful.
constexpr double kRivalDistance = 0.08;
constexpr double kDoubt = 0.85;
constexpr double kMostCertain = 0.99;
constexpr double kLeastBelieved = 0.2;
// Below this the kind of a value counts for nothing.
constexpr double kRankedConfidence = 0.55;
// Weaker findings are slips of reading more often than slips of the page.
constexpr double kLeastRival = 0.75;
constexpr std::size_t kMostRivals = 100;

// 330 / 日历天
bool is_unit_of_time(char16_t c) {
  return c == u'日' || c == u'天' || c == u'个' || c == u'年' || c == u'月';
}

}  // namespace

std::string path_of(const char* list, std::size_t index, const char* field) {
  return std::string(list) + "." + std::to_string(index) + "." + field;
}

std::string text_of(const Assembly& a, Stretch place) {
  return place.empty() ? std::string() : normalise_text(a.view.words(place.begin, place.end));
}

void Assembly::prove(std::string path, Span span, std::string rule, double confidence) {
  evidence.push_back({std::move(path), span, std::move(rule), std::clamp(confidence, 0.0, 1.0)});
}

std::string Assembly::rule_of(const Finding& finding) const {
  std::string rule = layout_name(finding.layout);
  if (finding.layout == Layout::prose) return rule + ":" + finding.pattern;
  if (!finding.label.empty()) rule += ":" + to_utf8(view.text(finding.label.begin, finding.label.end));
  return rule;
}

void Assembly::settle_evidence() {
  const std::string& text = view.document().text;
  std::vector<std::size_t> places;
  places.reserve(evidence.size() * 2);
  for (const PendingEvidence& item : evidence) {
    places.push_back(item.span.begin);
    places.push_back(item.span.end);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  // One pass over the text counts the code points up to every place asked for.
  std::vector<std::size_t> points(places.size());
  std::size_t byte = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (; byte < places[i] && byte < text.size(); ++byte)
      if ((static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80) ++count;
    points[i] = count;
  }
  const auto point_of = [&](std::size_t place) {
    return points[static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), place) -
                                           places.begin())];
  };
  for (PendingEvidence& item : evidence) {
    Evidence out;
    out.text = std::string(view.document().slice(item.span));
    out.start = point_of(item.span.begin);
    out.end = point_of(item.span.end);
    out.rule = std::move(item.rule);
    out.confidence = item.confidence;
    notice.evidence.insert_or_assign(std::move(item.path), std::move(out));
  }
  evidence.clear();
}

std::optional<MissingReason> missing_in(const Assembly& assembly, const Finding& finding) {
  const Stretch value = finding.value;
  if (value.empty()) return MissingReason::not_stated;
  if (value.size() > 60) return std::nullopt;
  // Normalising takes the signs of a mask for outer punctuation.
  const std::string_view words = assembly.view.words(value.begin, value.end);
  if (is_plainly_stated(words)) return std::nullopt;
  return unstated_reason(damage_of(words) ? std::string(words) : normalise_text(words));
}

Stretch with_broken_rest(const PageView& view, const Finding& finding, bool figures_go_on) {
  Stretch value = finding.value;
  if (value.empty() || view.document().from_html || view.piped() || value.end >= finding.extent.end ||
      view.text()[value.end - 1] == u'。')
    return value;
  const std::u16string_view text = view.text();
  std::size_t u = view.unit_at(value.begin);
  for (int lines = 0; lines < 6 && ++u < view.units().size(); ++lines) {
    const Unit& unit = view.units()[u];
    if (unit.begin >= finding.extent.end) break;
    const std::u16string_view so_far = view.text(value.begin, value.end);
    const auto opened = std::count(so_far.begin(), so_far.end(), u'(');
    const auto closed = std::count(so_far.begin(), so_far.end(), u')');
    const char16_t first = text[unit.begin];
    const char16_t last = so_far.back();
    // 南京市 / 建邺区云龙山路 / 56 / 号大唐科技大厦 / A / 座: an address, whose parts are no sentences.
    static constexpr std::u16string_view kPlaces = u"省市区县镇乡村路街道巷弄号座";
    const bool place_goes_on =
        figures_go_on &&
        (kPlaces.find(last) != std::u16string_view::npos || is_digit(last) || is_latin(last)) &&
        is_han(first) && unit.size() <= 30 &&
        view.text(unit).find_first_of(u":。") == std::u16string_view::npos;
    const bool goes_on =
        place_goes_on || (figures_go_on && (is_digit(first) || (is_latin(first) && unit.size() <= 2))) ||
        first == u'(' || first == u',' || first == u'、' || first == u'号' || opened > closed ||
        last == u'、' || last == u',' || last == u'-' || (is_digit(last) && is_unit_of_time(first));
    if (!goes_on || unit.size() > 60) break;
    value.end = std::min(unit.end, finding.extent.end);
  }
  return value;
}

std::optional<MoneyMatch> money_in(const PageView& view, Stretch value, BareUnit bare_unit) {
  if (value.empty()) return std::nullopt;
  // 包1-1800000.00元: the lot's number is no part of the sum.
  const std::u16string_view text = view.text();
  for (const std::u16string_view head :
       {std::u16string_view(u"采购包"), std::u16string_view(u"标项"), std::u16string_view(u"包")}) {
    if (!view.text(value.begin, value.end).starts_with(head)) continue;
    Place p = value.begin + static_cast<Place>(head.size());
    while (p < value.end && is_digit(text[p])) ++p;
    if (p < value.end && (text[p] == u'-' || text[p] == u':')) value.begin = p + 1;
    break;
  }
  MoneyContext context = MoneyContext::yuan();
  if (bare_unit.stated()) context = {bare_unit.minor, bare_unit.currency.data()};
  return read_money(joined(view, value, 300), context);
}

bool merge(Assembly& assembly, const FieldPlan& plan) {
  struct Option {
    const Finding* finding;
    Reading reading;
  };
  std::vector<Option> options;
  std::optional<MissingReason> missing;
  std::optional<Damage> damage;
  for (const Finding& finding : assembly.findings) {
    if (!plan.takes(finding)) continue;
    const bool more = plan.over_lines && finding.extent.size() > finding.value.size() + 6;
    const auto reason = missing_in(assembly, finding);
    const bool masked = plan.keeps_masked && reason == MissingReason::unreadable;
    if (reason && !more && !masked) {
      // An empty label in a form is weaker than a 无 that somebody wrote.
      if (trust(finding.section) == 1.0 &&
          (!missing || (*missing == MissingReason::not_stated && !finding.value.empty())))
        missing = reason;
      if (reason == MissingReason::unreadable && !damage)
        damage = damage_of(assembly.view.words(finding.value.begin, finding.value.end));
      continue;
    }
    // Of past work and lost bids: rather nothing than that.
    if (finding.confidence < kLeastBelieved) continue;
    if (auto reading = plan.read(finding)) options.push_back({&finding, std::move(*reading)});
  }
  if (options.empty()) {
    if (missing) assembly.miss(plan.path, *missing);
    if (missing == MissingReason::unreadable && damage)
      assembly.notice.unreadable.emplace(plan.path, *damage);
    return false;
  }
  // What stands among past work or complaints is of no kind at all.
  const auto rank_of = [](const Reading& reading) {
    return reading.confidence >= kRankedConfidence ? reading.rank : -1;
  };
  std::stable_sort(options.begin(), options.end(), [&](const Option& a, const Option& b) {
    if (const int left = rank_of(a.reading), right = rank_of(b.reading); left != right) return left > right;
    if (a.reading.confidence != b.reading.confidence) return a.reading.confidence > b.reading.confidence;
    return a.reading.place.begin < b.reading.place.begin;
  });
  Option& best = options.front();
  double confidence = best.reading.confidence;
  for (std::size_t i = 1; i < options.size(); ++i) {
    const Reading& other = options[i].reading;
    if (other.key == best.reading.key) {
      confidence = 1 - (1 - confidence) * (1 - kAgreement * other.confidence);
    } else if (other.rank == best.reading.rank &&
               other.confidence > best.reading.confidence - kRivalDistance) {
      confidence *= kDoubt;
    }
    if (other.key != best.reading.key && other.confidence >= kLeastRival &&
        assembly.rivals.size() < kMostRivals)
      assembly.rivals.push_back({plan.path, best.finding->field, options[i].finding->field,
                                 best.reading.place, other.place, best.reading.key, other.key,
                                 best.reading.confidence, other.confidence});
  }
  best.reading.confidence = std::min(confidence, kMostCertain);
  plan.keep(*best.finding, best.reading);
  assembly.prove(plan.path, best.reading.place, assembly.rule_of(*best.finding), best.reading.confidence);
  return true;
}

}  // namespace tenderlead::parsers::notice
