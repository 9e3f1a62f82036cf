// When things happen: publication, documents, deadline, opening.
#include <algorithm>

#include "parsers/notice/assembly.h"
#include "parsers/values/dates.h"

namespace tenderlead::parsers::notice {
namespace {

// A date stands within this many letters of its label.
constexpr Place kReach = 110;

// <meta name="PubDate" content="2026-11-17 10:33">: sites of the administration have it, and those that social networks are to show.
std::optional<StatedTime> publication_in_meta(const Document& document) {
  for (const auto& [name, content] : document.meta) {
    if (name != "pubdate" && name != "publishdate" && name != "article:published_time" &&
        name != kScriptMoment)
      continue;
    if (const auto time = stated_time_from_iso(content)) return time;
    if (const auto match = read_time(content); match && !match->year_assumed) return match->time;
  }
  return std::nullopt;
}

// A bound that no figure is cut by: 17:3|0
Place whole_figure(const PageView& view, Place end, Place limit) {
  while (end < limit && end > 0 && is_digit(view.text()[end]) &&
         (is_digit(view.text()[end - 1]) || view.text()[end - 1] == u':'))
    ++end;
  return end;
}

Stretch reach_of(const Finding& finding) {
  Stretch place = finding.extent.empty() ? finding.value : finding.extent;
  if (place.size() > kReach) place.end = place.begin + kReach;
  return place;
}

std::optional<Date> reference_of(const Assembly& a) {
  if (a.notice.published_at) return a.notice.published_at->date;
  return std::nullopt;
}

// 投标时间：7月9—11日8:30—16:00: the last of the daily hours, on the last day.
std::optional<StatedTime> last_of_hours(const std::string& words, const TimeRange& range) {
  constexpr std::size_t kHoursBytes = 40;
  if (!range.until || range.until->second_of_day || range.span.end >= words.size()) return range.until;
  const std::string hours = words.substr(range.span.end, kHoursBytes);
  for (const std::string_view connector :
       {std::string_view("—"), std::string_view("-"), std::string_view("~"), std::string_view("至")}) {
    const std::size_t at = hours.find(connector);
    if (at == std::string::npos || at < 3) continue;
    if (hours.substr(0, at).find_first_of("0123456789") == std::string::npos) continue;
    const auto time = read_time(to_string(*range.until) + " " + hours.substr(at + connector.size()));
    if (time && time->time.second_of_day && time->time.date == range.until->date) return time->time;
  }
  return range.until;
}

std::optional<Reading> read_moment(const Assembly& a, const Finding& finding, std::optional<StatedTime>& kept,
                                   bool last_of_range) {
  const Stretch place = reach_of(finding);
  const std::string words = joined(a.view, place, kReach);
  std::optional<StatedTime> time;
  if (last_of_range) {
    if (const auto range = find_range(words, reference_of(a), a.tables.calendar); range && !range->computed)
      time = range->until ? last_of_hours(words, *range) : range->from;
  } else if (const auto match = read_time(words, reference_of(a))) {
    time = match->time;
    // 截止时间：2026年8月6日至8月7日17:00: bids are due by the end.
    if (finding.field == Field::bid_deadline || finding.field == Field::bare_deadline)
      if (const auto range = find_range(words, reference_of(a)); range && range->from == time && range->until)
        time = range->until;
    // 公示时间：6月14日至6月17日 is how long a notice stands, not when it was published.
    if (finding.field == Field::published_at && words.find("止") != std::string::npos) return std::nullopt;
    if (finding.field == Field::published_at)
      if (const auto range = find_range(words, reference_of(a)); range && range->from && range->until)
        return std::nullopt;
  }
  if (!time) return std::nullopt;
  double confidence = finding.confidence;
  if (!time->second_of_day) confidence -= 0.03;
  kept = time;
  return Reading{to_string(*time), place, confidence};
}

bool about_bids(Section section) {
  return section == Section::submission || section == Section::submission_and_opening;
}

void merge_moment(Assembly& a, const char* path, std::optional<StatedTime>& into,
                  const std::function<double(const Finding&)>& weight) {
  std::optional<StatedTime> last;
  const bool path_is_deadline = std::string_view(path) == "bid_deadline";
  merge(a, {path, [&](const Finding& f) { return weight(f) > 0; },
            [&](const Finding& f) {
              // 五、递交投标文件时间 1.时间：8:30至9:30: it ends with the later.
              const bool bids = f.field == Field::bare_time && about_bids(f.section) && path_is_deadline;
              auto reading = read_moment(a, f, last, f.field == Field::bidding_period || bids);
              if (reading) reading->confidence *= weight(f);
              return reading;
            },
            [&](const Finding&, const Reading& r) { into = stated_time_from_iso(r.key); }});
}

// 四、提交投标文件截止时间、开标时间和地点 with the time on the next line and no label.
void add_unlabelled_times(Assembly& a) {
  for (std::size_t i = 0; i < a.marks.size(); ++i) {
    const Mark& mark = a.marks[i];
    if (!mark.heading || (!about_bids(mark.section) && mark.section != Section::opening)) continue;
    const Unit& unit = a.view.units()[mark.unit];
    std::size_t next = mark.unit;
    Place from = mark.value_begin;
    if (from >= unit.end) {
      ++next;
      if (next >= a.view.units().size()) continue;
      from = a.view.units()[next].begin;
    }
    const Place limit = mark.limit;
    if (from >= limit || !is_digit(a.view.text()[from])) continue;
    const Stretch place{from, whole_figure(a.view, std::min(limit, from + 60), limit)};
    if (!read_time(joined(a.view, place))) continue;
    Finding finding;
    finding.field = mark.section == Section::submission ? Field::bid_deadline
                    : mark.section == Section::opening  ? Field::opening_at
                                                        : Field::deadline_and_opening;
    finding.value = {from, std::min(a.view.units()[next].end, limit)};
    finding.extent = place;
    finding.label = {mark.label_begin, mark.label_end};
    finding.confidence = 0.88;
    finding.section = mark.section;
    a.findings.push_back(finding);
  }
}

void assemble_published(Assembly& a) {
  constexpr Place kBelowHeadline = 120;  // of a text without line breaks, too
  Notice& notice = a.notice;
  const bool winners = std::any_of(a.findings.begin(), a.findings.end(), [](const Finding& f) {
    return f.field == Field::supplier || f.field == Field::candidate || f.field == Field::award_amount;
  });
  merge_moment(a, "published_at", notice.published_at, [&](const Finding& f) {
    // 日期：2023年08月07日 in the last line is the signature's, whatever it stands under.
    if (f.field == Field::bare_time && a.view.text(f.label.begin, f.label.end) == u"日期" &&
        a.view.unit_at(f.label.begin) + 2 >= a.view.units().size() && f.section != Section::past_work)
      return 0.8;
    // 日期：2023-08-07 right below the headline is the page's own.
    if (f.field == Field::bare_time && !a.headline.place.empty() && f.label.begin >= a.headline.place.end &&
        a.view.unit_at(f.label.begin) <= a.view.unit_at(a.headline.place.begin) + 3 &&
        f.label.begin - a.headline.place.end <= kBelowHeadline &&
        (a.view.text(f.label.begin, f.label.end) == u"日期" ||
         a.view.text(f.label.begin, f.label.end) == u"时间"))
      return 1.0;
    // 日期：2023年08月07日 below the contacts is the signature's.
    if (f.field == Field::bare_time &&
        (f.section == Section::contacts || f.section == Section::buyer || f.section == Section::agency ||
         f.section == Section::none || f.section == Section::supervisor) &&
        a.view.text(f.label.begin, f.label.end) == u"日期")
      return 0.85;
    if (f.field != Field::published_at) return 0.0;
    // 招标公告发布日期 in a result is the day of another notice.
    if (winners && a.view.text(f.label.begin, f.label.end).find(u"招标") != std::u16string_view::npos)
      return 0.1;
    // 三、公告发布日期：… among a result's own items, too, beside the page's.
    const std::size_t u = a.view.unit_at(f.label.begin);
    if (u < a.view.units().size()) {
      const Unit& unit = a.view.units()[u];
      const Place numbered = skip_numbering(a.view, unit.begin, unit.end);
      if (numbered > unit.begin && numbered == f.label.begin) return 0.4;
    }
    return f.section == Section::amendment || f.section == Section::past_work ? 0.4 : 1.0;
  });
  const std::vector<DateFinding> loose = read_loose_dates(a.view, a.marks, a.grids);
  if (!notice.published_at) {
    const auto head = std::find_if(loose.begin(), loose.end(), [](const DateFinding& d) {
      return std::string_view(d.rule) == "headline:date";
    });
    const auto hint = stated_time_from_iso(a.view.document().hint_published_at);
    std::optional<StatedTime> listed = hint;
    if (!listed)
      if (const auto match = read_time(a.view.document().hint_published_at)) listed = match->time;
    // What the list said bounds it: nothing is listed days before it is published, so a later date heads something else.
    const bool after_listing =
        head != loose.end() && listed && days_from_date(head->time.date) > days_from_date(listed->date) + 1;
    if (head != loose.end() && !after_listing) {
      notice.published_at = head->time;
      a.prove("published_at", head->place, head->rule, head->confidence);
    } else if (listed) {
      notice.published_at = listed;
      a.prove("published_at", Span{}, "list:date", 0.95);
      for (const DateFinding& date : loose)
        if (date.time.date == listed->date) a.prove("published_at", date.place, date.rule, 0.97);
    } else if (const auto told = publication_in_meta(a.view.document())) {
      notice.published_at = told;
      a.prove("published_at", Span{}, "meta:date", 0.85);
    } else if (!loose.empty()) {
      notice.published_at = loose.front().time;
      a.prove("published_at", loose.front().place, loose.front().rule, loose.front().confidence);
    }
  }
}

void assemble_documents(Assembly& a) {
  Notice& notice = a.notice;
  std::optional<StatedTime> from;
  std::optional<StatedTime> until;
  std::vector<std::pair<std::string, std::pair<std::optional<StatedTime>, std::optional<StatedTime>>>> ranges;
  const auto is_period = [](const Finding& f) {
    return f.field == Field::documents_period ||
           (f.field == Field::bare_time && f.section == Section::documents);
  };
  const auto read = [&](const Finding& f) -> std::optional<Reading> {
    const Stretch place = reach_of(f);
    const std::string words = joined(a.view, place, kReach);
    const auto range = find_range(words, reference_of(a), a.tables.calendar);
    if (!range || range->computed) return std::nullopt;
    auto begin = range->from;
    auto end = range->until;
    // / 至 2026年08月18日: the start is left out.
    if (begin && !end && (words.starts_with("/") || words.starts_with("至"))) std::swap(begin, end);
    const std::string key = (begin ? to_string(*begin) : "") + "/" + (end ? to_string(*end) : "");
    ranges.push_back({key, {begin, end}});
    // Of periods that labels introduce, six in forty were a registration's, a notice's own or half of one.
    constexpr double kOtherPeriod = 0.1;
    return Reading{key, place, f.confidence - kOtherPeriod};
  };
  Reading kept;
  std::string rule;
  if (merge(a, {"documents_until", is_period, read,
                [&](const Finding& f, const Reading& r) {
                  kept = r;
                  rule = a.rule_of(f);
                },
                false, true})) {
    for (const auto& [key, range] : ranges)
      if (key == kept.key) {
        from = range.first;
        until = range.second;
      }
    if (from) a.prove("documents_from", kept.place, rule, kept.confidence);
    if (!until) std::erase_if(a.evidence, [](const auto& item) { return item.path == "documents_until"; });
    notice.documents_from = from;
    notice.documents_until = until;
  }
  if (!notice.documents_from)
    merge_moment(a, "documents_from", notice.documents_from,
                 [](const Finding& f) { return f.field == Field::documents_from ? 1.0 : 0.0; });
  if (!notice.documents_until)
    merge_moment(a, "documents_until", notice.documents_until, [](const Finding& f) {
      if (f.field == Field::documents_until) return 1.0;
      return f.field == Field::bare_deadline && f.section == Section::documents ? 0.95 : 0.0;
    });
}

// 获取时间：自公告发布之日起5个工作日: no last day is stated, but one can be counted.
void reckon_documents(Assembly& a) {
  constexpr double kReckoned =
      0.9;  // a holiday that the calendar lacks, a day of publication that is another
  Notice& notice = a.notice;
  if (notice.documents_until) return;
  for (const Finding& f : a.findings) {
    if (f.field != Field::documents_period && f.field != Field::documents_until &&
        !(f.field == Field::bare_time && f.section == Section::documents))
      continue;
    const Stretch place = reach_of(f);
    const std::string words = joined(a.view, place, kReach);
    const auto range = reckoned_range(words, reference_of(a), a.tables.calendar);
    if (!range || !range->from || !range->until || trust(f.section) < 1.0) continue;
    notice.documents_period = ReckonedPeriod{words.substr(range->span.begin, range->span.size()),
                                             range->from->date, range->until->date};
    a.prove("documents_period", place, a.rule_of(f), f.confidence * kReckoned);
    return;
  }
}

// 获取时间：2026年1月5日9:00至投标截止时间: the documents are to be had until bids are due.
void documents_until_deadline(Assembly& a) {
  Notice& notice = a.notice;
  if (!notice.documents_from || notice.documents_until || !notice.bid_deadline) return;
  for (const Finding& f : a.findings) {
    if (f.field != Field::documents_period && f.field != Field::bare_time) continue;
    const Stretch place = reach_of(f);
    const std::u16string_view words = a.view.text(place.begin, place.end);
    for (const std::u16string_view until :
         {std::u16string_view(u"至投标截止"), std::u16string_view(u"至递交投标文件截止"),
          std::u16string_view(u"至投标文件递交截止"), std::u16string_view(u"至响应文件递交截止"),
          std::u16string_view(u"至提交投标文件截止"), std::u16string_view(u"至本项目投标截止")}) {
      const std::size_t at = words.find(until);
      if (at == words.npos) continue;
      notice.documents_until = notice.bid_deadline;
      notice.missing.erase("documents_until");
      const Place begin = place.begin + static_cast<Place>(at);
      a.prove("documents_until", Stretch{begin, begin + static_cast<Place>(until.size())},
              "prose:until-deadline", 0.85);
      return;
    }
  }
}

// 在递交截止的同一时间公开开标, 开标时间同投标截止时间.
void opened_at_deadline(Assembly& a) {
  static constexpr std::u16string_view kSame[] = {
      u"截止的同一时间",     u"截止时间的同一时间",    u"同投标截止时间",     u"同递交截止时间",
      u"与投标截止时间一致", u"与投标截止时间相同",    u"与递交截止时间一致", u"开标时间:同",
      u"同截止时间",         u"同提交投标文件截止时间"};
  const std::u16string_view text = a.view.text();
  for (const std::u16string_view words : kSame) {
    const std::size_t at = text.find(words);
    if (at == std::u16string_view::npos) continue;
    const auto begin = static_cast<Place>(at);
    a.notice.opening_at = a.notice.bid_deadline;
    a.notice.missing.erase("opening_at");
    a.prove("opening_at", Stretch{begin, begin + static_cast<Place>(words.size())}, "prose:same-as-deadline",
            0.85);
    return;
  }
}

}  // namespace

void assemble_times(Assembly& a) {
  Notice& notice = a.notice;
  add_unlabelled_times(a);
  assemble_published(a);
  assemble_documents(a);
  reckon_documents(a);
  merge_moment(a, "bid_deadline", notice.bid_deadline, [](const Finding& f) {
    switch (f.field) {
      case Field::bid_deadline:
      case Field::deadline_and_opening:
        return f.section == Section::documents ? 0.85 : 1.0;
      case Field::bare_deadline:
        // 截止时间： in a form without headings is when its one demand closes.
        return about_bids(f.section)           ? 1.0
               : f.section == Section::opening ? 0.8
               : f.section == Section::none    ? 0.75
                                               : 0.0;
      case Field::bare_time:
        return about_bids(f.section) ? 0.97 : 0.0;
      case Field::bidding_period:
        return f.section == Section::bids ? 0.0 : 0.9;
      default:
        return 0.0;
    }
  });
  documents_until_deadline(a);
  bool opens_with_deadline = false;
  const bool tells_winners = std::any_of(a.findings.begin(), a.findings.end(), [](const Finding& f) {
    return (f.field == Field::supplier || f.field == Field::award_amount) && !f.value.empty();
  });
  merge_moment(a, "opening_at", notice.opening_at, [&](const Finding& f) {
    if (f.section == Section::submission_and_opening) opens_with_deadline = true;
    switch (f.field) {
      case Field::opening_at:
        // 评审时间 in a result is when the bids were judged.
        if (tells_winners && a.view.text(f.label.begin, f.label.end).starts_with(u"评")) return 0.0;
        return 1.0;
      case Field::deadline_and_opening:
        return 1.0;
      case Field::bare_time:
      case Field::bare_opening_time:
        return f.section == Section::opening ? 0.98 : 0.0;
      default:
        return 0.0;
    }
  });
  if (!notice.opening_at && notice.bid_deadline) opened_at_deadline(a);
  // 提交投标文件截止时间、开标时间和地点: one time under the heading of both is both.
  const bool day_only = notice.opening_at && !notice.opening_at->second_of_day && notice.bid_deadline &&
                        notice.bid_deadline->date == notice.opening_at->date;
  if (opens_with_deadline && notice.bid_deadline && (!notice.opening_at || day_only)) {
    notice.opening_at = notice.bid_deadline;
    for (std::size_t i = 0; i < a.evidence.size(); ++i)
      if (a.evidence[i].path == "bid_deadline") {
        auto shared = a.evidence[i];
        shared.path = "opening_at";
        shared.confidence *= 0.95;
        std::erase_if(a.evidence, [](const auto& item) { return item.path == "opening_at"; });
        a.evidence.push_back(std::move(shared));
        break;
      }
    notice.missing.erase("opening_at");
  }
}

}  // namespace tenderlead::parsers::notice
