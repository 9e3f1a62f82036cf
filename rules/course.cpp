#include "rules/course.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "rules/facts.h"
#include "rules/plain_words.h"
#include "rules/sentence.h"

namespace tenderlead::rules {
namespace {

// How far along a procurement a kind of notice stands; of one day, the earlier stage comes first.
int rank_of(const Notice& notice) {
  if (!notice.kind) return 12;
  switch (*notice.kind) {
    case NoticeKind::intention:
      return 0;
    case NoticeKind::market_research:
      return 1;
    case NoticeKind::failure:  // what follows it on the same day is the new tender
      return 2;
    case NoticeKind::prequalification:
      return 3;
    case NoticeKind::single_source:
      return 4;
    case NoticeKind::tender:
      return 5;
    case NoticeKind::amendment:
      return 6;
    case NoticeKind::shortlist:
      return 7;
    case NoticeKind::award:
      return 8;
    case NoticeKind::contract:
      return 9;
    case NoticeKind::acceptance:
      return 10;
    case NoticeKind::other:
      return 11;
  }
  return 12;
}

// "2026-06-05 09:30", or the day alone.
std::string in_short(const std::string& iso) {
  auto text = iso.substr(0, 16);
  if (const auto t = text.find('T'); t != std::string::npos) text[t] = ' ';
  return text;
}

std::optional<StatedTime> on_day(Date day) {
  StatedTime time;
  time.date = day;
  return time;
}

Date after(Date day, int days) {
  return date_from_days(days_from_date(day) + days);
}

std::string budget_of(const Notice& notice) {
  if (notice.budget && notice.budget->currency == "CNY" && notice.budget->amount_minor > 0)
    return decimal_amount(*notice.budget);
  if (notice.kind == NoticeKind::intention && notice.intentions.size() == 1) {
    const auto& planned = notice.intentions.front().budget;
    if (planned && planned->currency == "CNY" && planned->amount_minor > 0) return decimal_amount(*planned);
  }
  return {};
}

}  // namespace

void sort_by_time(std::vector<CourseNotice>& notices) {
  const auto key = [](const CourseNotice& one) {
    const auto& at = one.notice->published_at;
    return std::tuple(at ? days_from_date(at->date) : INT64_MIN, rank_of(*one.notice),
                      at ? epoch_seconds(*at) : INT64_MIN, std::string_view(one.id));
  };
  std::sort(notices.begin(), notices.end(),
            [&key](const CourseNotice& a, const CourseNotice& b) { return key(a) < key(b); });
}

void Course::say(LeadChange change) {
  const auto sentence =
      std::find_if(sentences_.begin(), sentences_.end(),
                   [&change](const ChangeSentence& one) { return one.what == change.what; });
  if (sentence != sentences_.end()) {
    std::map<std::string, std::string> zh, en;
    const auto put = [&](const char* name, const std::string& value) {
      zh[name] = en[name] = plain_words(value);
      if (const auto kind = lead_kind_from_string(value)) {
        zh[name] = chinese_name(*kind);
      } else if (const auto of = notice_kind_from_string(value)) {
        zh[name] = chinese_name(*of);
      } else if (change.what.starts_with("deadline")) {
        zh[name] = en[name] = in_short(value);
      } else if (!value.empty() && (change.what == "budget" || change.what == "ceiling")) {
        zh[name] = en[name] = wan_text(value);
      }
    };
    put("from", change.from);
    put("to", change.to);
    change.text = fill_sentence(sentence->say.zh, zh);
    change.text_en = fill_sentence(sentence->say.en, en);
  }
  if (change.at) now_.changed_at = change.at;
  now_.history.push_back(std::move(change));
}

void Course::expire() {
  now_.live = false;
  now_.ended = why_;
  say({"expired_" + why_, on_day(after(*now_.until, 1)), "", to_string(*now_.until)});
  last_reopened_.clear();
}

void Course::advance(Date day) {
  while (true) {
    std::optional<Date> end, renewal;
    if (now_.live && now_.until) end = after(*now_.until, 1);
    if (renewal_) renewal = after(renewal_->end, -renewal_->rule->days_ahead);
    // A renewal that begins before its contract was known of begins with it.
    const bool begins = renewal && *renewal <= day && (!end || *renewal <= *end);
    if (begins) {
      const auto due = *renewal_;
      renewal_.reset();
      // Something newer is going on already: what was bought is being bought anew.
      if (now_.live &&
          (now_.rule->kind == LeadKind::early_signal || now_.rule->kind == LeadKind::open_tender))
        continue;
      auto start = *renewal;
      if (due.basis->notice->published_at) start = std::max(start, due.basis->notice->published_at->date);
      begin(*due.rule, *due.basis, on_day(start), due.basis->id, Because::time);
      now_.until = due.end;
      now_.service_end = due.end;
      why_ = "end";
      continue;
    }
    if (!end || *end > day) return;
    expire();
  }
}

void Course::begin(const LeadRule& rule, const CourseNotice& basis, std::optional<StatedTime> at,
                   const std::string& notice_id, Because because) {
  const bool first = !now_.opened;
  const bool back = now_.opened && !now_.live;
  const auto* before = now_.rule;
  now_.opened = now_.live = true;
  now_.ended.clear();
  now_.rule = &rule;
  now_.basis = &basis;
  const std::string kind = basis.notice->kind ? to_string(*basis.notice->kind) : "";
  if (first) {
    now_.opened_at = at;
    say({"opened", at, kind, to_string(rule.kind), notice_id});
  } else if (back) {
    say({because == Because::news ? "reopened" : "due", at,
         before->kind == rule.kind ? kind : to_string(before->kind), to_string(rule.kind), notice_id});
    last_reopened_ = notice_id;
  } else if (before->kind != rule.kind) {
    say({"kind", at, to_string(before->kind), to_string(rule.kind), notice_id});
  }
}

void Course::live(const LeadRule& rule, const CourseNotice& basis, std::optional<Date> until, std::string why,
                  bool news) {
  if (!news && now_.opened) {
    if (now_.live && now_.rule == &rule && why == "deadline" && why_ == why) now_.until = until;
    return;
  }
  // What was over before it was heard of is opened all the same, and ends at once.
  begin(rule, basis, basis.notice->published_at, basis.id);
  now_.until = until;
  now_.service_end.reset();
  why_ = std::move(why);
}

void Course::end(const std::string& why, const CourseNotice& because) {
  // What time had ended already is told how it came out.
  const bool over = !now_.live && (now_.ended == "deadline" || now_.ended == "age");
  if (!now_.live && !over) return;
  now_.live = false;
  now_.ended = why;
  say({"ended_" + why, because.notice->published_at, "", "", because.id});
  last_reopened_.clear();
}

bool Course::restate(const CourseNotice& by) {
  const auto& notice = *by.notice;
  const bool amends = notice.kind == NoticeKind::amendment;
  const bool opened_by_another = now_.opened && now_.history.front().notice_id != by.id;
  bool changed = false;
  if (notice.bid_deadline) {
    const auto text = to_string(*notice.bid_deadline);
    const bool stated_before = !deadlines_.insert(text).second;
    const auto before = now_.deadline;
    // A portal that shows the first tender again says nothing new; an amendment may go back to what was said once.
    if (!before || (before != notice.bid_deadline && (amends || !stated_before))) {
      changed = true;
      now_.deadline = notice.bid_deadline;
      const bool later = before && epoch_seconds(*notice.bid_deadline) > epoch_seconds(*before);
      if (opened_by_another)
        say({!before ? "deadline"
             : later ? "deadline_later"
                     : "deadline_earlier",
             notice.published_at, before ? to_string(*before) : std::string(), text, by.id});
    }
  }
  // A lot's budget is none of the whole's.
  if (const auto budget = budget_of(notice); !budget.empty() && by.lot.empty()) {
    const bool stated_before = !budgets_.insert(budget).second;
    if (budget_.empty() || (budget_ != budget && (amends || !stated_before))) {
      changed = true;
      if (opened_by_another && !budget_.empty()) say({"budget", notice.published_at, budget_, budget, by.id});
      budget_ = budget;
    }
  }
  return changed;
}

void Course::restate_lot(const CourseNotice& by) {
  const auto& deadline = by.notice->bid_deadline;
  if (!deadline) return;
  deadlines_.insert(to_string(*deadline));
  if (!now_.deadline || epoch_seconds(*now_.deadline) < epoch_seconds(*deadline)) now_.deadline = deadline;
}

void Course::tell(const std::string& what, const CourseNotice& by, const std::string& to) {
  if (!now_.opened || now_.history.front().notice_id == by.id) return;
  say({what, by.notice->published_at, "", to, by.id});
}

void Course::renew(const LeadRule& rule, const CourseNotice& basis, Date service_end) {
  renewal_ = Renewal{&rule, &basis, service_end};
}

Standing Course::finish() {
  advance(as_of_);
  if (!now_.live)
    now_.state = LeadState::expired;
  else if (!last_reopened_.empty() && now_.history.back().notice_id == last_reopened_)
    now_.state = LeadState::reopened;
  else if (now_.history.size() > 1)
    now_.state = LeadState::updated;
  return std::move(now_);
}

}  // namespace tenderlead::rules
