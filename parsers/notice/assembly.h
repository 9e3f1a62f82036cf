// Assembly: findings to a Notice. Holds the merge rule, which docs/reading.md states in full:
//
//   1. A finding whose words don't make a value of its field is out; words for none (无, 详见附件) become `missing`.
//   2. Of the rest the one of the best kind wins, then the one with the highest confidence; of equals the one that
//      stands first.
//   3. Another finding with the same value, read by another layout or from another place, raises the confidence; one with
//      a different value of nearly the same confidence lowers it and is reported as a contradiction.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "parsers/notice/findings.h"
#include "parsers/notice/headline.h"
#include "parsers/notice/notice_reader.h"
#include "parsers/notice/records.h"
#include "parsers/values/money.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers::notice {

struct Assembly {
  Assembly(const PageView& page, const ReadingTables& reading_tables,
           const NoticeReadingOptions& reading_options)
      : view(page), tables(reading_tables), options(reading_options) {}

  const PageView& view;
  const ReadingTables& tables;
  const NoticeReadingOptions& options;
  std::vector<Mark> marks;
  std::vector<Grid> grids;
  std::vector<Finding> findings;
  Headline headline;
  Notice notice;
  std::string hidden_region;  // 行政区域 of a summary that the page hides

  struct PendingEvidence {
    std::string path;
    Span span;
    std::string rule;
    double confidence;
  };
  std::vector<PendingEvidence> evidence;

  // Two findings that give one field different values: the one that was kept, and another.
  struct Rival {
    const char* path;
    Field kept_field, other_field;
    Stretch kept, other;
    std::string kept_key, other_key;  // as Reading::key
    double kept_confidence, other_confidence;
  };
  std::vector<Rival> rivals;

  void prove(std::string path, Span span, std::string rule, double confidence);
  void prove(std::string path, Stretch place, std::string rule, double confidence) {
    prove(std::move(path), view.span(place.begin, place.end), std::move(rule), confidence);
  }
  // Marks a field missing unless it has a value already by the end; the first reason counts.
  void miss(const std::string& path, MissingReason reason) { notice.missing.emplace(path, reason); }
  std::string rule_of(const Finding& finding) const;
  // Turns the pending evidence into the notice's, in code points.
  void settle_evidence();
};

// What one finding gives for a field: the value as text to compare by, how to keep it, and where it stands.
struct Reading {
  std::string key;  // equal keys are equal values
  Stretch place;
  double confidence = 0;  // after conversion
  int rank = 0;  // a better kind of value (项目编号 before 标段编号) wins whatever the confidence
};

// The merge rule. `read` converts a finding, or answers nothing; `keep` stores the winner.
// Returns whether a value was kept.
struct FieldPlan {
  const char* path;
  std::function<bool(const Finding&)> takes;
  std::function<std::optional<Reading>(const Finding&)> read;
  std::function<void(const Finding&, const Reading&)> keep;
  bool keeps_masked = false;  // 136****1722 is kept as written
  bool over_lines = false;    // the value may begin with a sign for none: / 至 2026年8月18日
};
bool merge(Assembly& assembly, const FieldPlan& plan);

// Why a finding's value is none; nullopt where it is one.
std::optional<MissingReason> missing_in(const Assembly& assembly, const Finding& finding);
// The value with what plain text broke off onto the next lines. A line that begins with a figure goes on an address
// (学府路 / 6号), but not a name, which a date may follow.
Stretch with_broken_rest(const PageView& view, const Finding& finding, bool figures_go_on = true);
// What a stretch says, with its value as what the field's kind is: a sum, a time or a period; text alone for others. `item` is the
// words that name it where no field does.
Statement statement_of(const Assembly& assembly, Stretch place, Field field, std::u16string_view item = {});
// The sum that a stretch states, read by the unit of its label.
std::optional<MoneyMatch> money_in(const PageView& view, Stretch value, BareUnit bare_unit);

// Field `field` of the record `index` of `list`: lots.0.budget.
std::string path_of(const char* list, std::size_t index, const char* field);
// A stretch's own words, white space and width normalised.
std::string text_of(const Assembly& assembly, Stretch place);

void assemble_project(Assembly& assembly);
void assemble_parties(Assembly& assembly);
void assemble_money(Assembly& assembly);
void assemble_times(Assembly& assembly);
void assemble_kind(Assembly& assembly);
void assemble_records(Assembly& assembly);
void assemble_lots(Assembly& assembly);
void assemble_region(Assembly& assembly);
struct ChangeRecord;
// What the page says in two ways that can't both be right.
void find_contradictions(Assembly& assembly);
// Which of the values are masked or damaged.
void assemble_unreadable(Assembly& assembly);
void assemble_changes(Assembly& assembly, const std::vector<ChangeRecord>& changes);
// What the terms that the others found say in days and lengths.
void assemble_periods(Assembly& assembly);

}  // namespace tenderlead::parsers::notice
