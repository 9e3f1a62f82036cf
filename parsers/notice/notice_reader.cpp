#include "parsers/notice/notice_reader.h"

#include <algorithm>
#include <string_view>

#include "parsers/notice/assembly.h"
#include "parsers/notice/change_reader.h"
#include "parsers/notice/text_rows.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {
namespace {

using namespace notice;  // NOLINT(google-build-using-namespace): this file is that namespace's door

// A value that was found isn't missing, whatever another place of the page says.
void drop_found(Notice& read) {
  const auto drop = [&](const char* path, bool found) {
    if (found) read.missing.erase(path);
  };
  drop("project_no", !read.project_no.empty());
  drop("project_name", !read.project_name.empty());
  drop("method", read.method.has_value());
  drop("budget", read.budget.has_value());
  drop("ceiling", read.ceiling.has_value());
  drop("service_term", !read.service_term.empty());
  drop("documents_from", read.documents_from.has_value());
  drop("documents_until", read.documents_until.has_value());
  drop("bid_deadline", read.bid_deadline.has_value());
  drop("opening_at", read.opening_at.has_value());
  drop("published_at", read.published_at.has_value());
}

// 第一标段：控制价为183万元；第二标段：…: a sentence's sum that a lot has is no sum of them all.
void drop_lots_sum(Assembly& a) {
  const auto drop = [&](const char* path, std::optional<Money>& whole, auto sum_of) {
    if (!whole || a.notice.lots.size() < 2) return;
    const auto proof = std::find_if(a.evidence.begin(), a.evidence.end(),
                                    [&](const auto& item) { return item.path == path; });
    if (proof == a.evidence.end()) return;
    // 标项一 …最高限价：…: nor is one that stands in a lot's own block.
    const bool in_lot = std::any_of(a.evidence.begin(), a.evidence.end(), [&](const auto& item) {
      return item.path.starts_with("lots.") && item.path.ends_with(path) &&
             item.span.begin == proof->span.begin && item.span.end == proof->span.end;
    });
    if (!in_lot && !std::string_view(proof->rule).starts_with("prose")) return;
    std::size_t told = 0;
    std::int64_t sum = 0;
    bool same = false;
    for (const Lot& lot : a.notice.lots)
      if (const std::optional<Money>& own = sum_of(lot); own) {
        ++told;
        sum += own->amount_minor;
        same = same || own->amount_minor == whole->amount_minor;
      }
    // A sentence's sum that is less than what the lots come to is a part of it.
    const bool part = told == a.notice.lots.size() && whole->amount_minor < sum && !in_lot;
    if (told < 2 || !(same || part)) return;
    whole.reset();
    a.evidence.erase(proof);
  };
  drop("ceiling", a.notice.ceiling,
       [](const Lot& lot) -> const std::optional<Money>& { return lot.ceiling; });
  drop("budget", a.notice.budget, [](const Lot& lot) -> const std::optional<Money>& { return lot.budget; });
}

// 报名时间 of a market research: there are no bidding documents to be had yet.
void drop_registration(Assembly& a) {
  if (a.notice.kind != NoticeKind::market_research) return;
  const auto registers = [](const auto& item) {
    return (item.path == "documents_from" || item.path == "documents_until") &&
           item.rule.find("报名") != std::string::npos;
  };
  for (const auto& item : a.evidence)
    if (registers(item))
      (item.path == "documents_from" ? a.notice.documents_from : a.notice.documents_until).reset();
  std::erase_if(a.evidence, registers);
}

// 某某公司某某公园项目招标公告 over a text that speaks of 某某公园项目: whose it is is no part of its name.
void drop_buyer_from_name(Assembly& a) {
  constexpr std::size_t kShortest = 8;
  Notice& read = a.notice;
  const auto proof = std::find_if(a.evidence.begin(), a.evidence.end(),
                                  [](const auto& item) { return item.path == "project_name"; });
  if (read.buyer.name.empty() || proof == a.evidence.end() || proof->rule != "headline:name" ||
      !read.project_name.starts_with(read.buyer.name))
    return;
  const std::u16string buyer = folded(read.buyer.name);
  const std::u16string rest = folded(read.project_name).substr(buyer.size());
  if (rest.size() < kShortest) return;
  const std::u16string_view text = a.view.text();
  for (std::size_t at = text.find(rest); at != text.npos; at = text.find(rest, at + 1)) {
    const auto begin = static_cast<Place>(at);
    static constexpr std::u16string_view kBefore = u"的及对就以将为、:,。(“\"《";
    const bool own =
        a.view.units()[a.view.unit_at(begin)].begin == begin || kBefore.find(text[at - 1]) != text.npos;
    if (!own || text.substr(0, at).ends_with(buyer)) continue;
    const Span span = a.view.span(begin, begin + static_cast<Place>(rest.size()));
    read.project_name = normalise_text(a.view.document().slice(span));
    proof->span = span;
    return;
  }
}

// Of several planned procurements the demands' periods are none of the notice.
void drop_demands_term(Assembly& a) {
  if (a.notice.kind != NoticeKind::intention || a.notice.intentions.size() < 2) return;
  const auto proof = std::find_if(a.evidence.begin(), a.evidence.end(),
                                  [](const auto& item) { return item.path == "service_term"; });
  if (proof == a.evidence.end() || !std::string_view(proof->rule).starts_with("prose")) return;
  a.notice.service_term.clear();
  a.evidence.erase(proof);
}

// One planned procurement is what the whole notice is about.
void name_single_intention(Assembly& a) {
  Notice& read = a.notice;
  if (read.kind != NoticeKind::intention || read.intentions.size() != 1) return;
  const auto proof = [&](std::string_view path) {
    return std::find_if(a.evidence.begin(), a.evidence.end(),
                        [&](const auto& item) { return item.path == path; });
  };
  const auto named = proof("project_name");
  const bool by_title = named == a.evidence.end() || named->rule == "headline:name";
  if (!read.intentions[0].name.empty() && (read.project_name.empty() || by_title)) {
    read.project_name = read.intentions[0].name;
    if (const auto own = proof("intentions.0.name"); own != a.evidence.end()) {
      auto shared = *own;
      shared.path = "project_name";
      std::erase_if(a.evidence, [](const auto& item) { return item.path == "project_name"; });
      a.evidence.push_back(std::move(shared));
    }
  }
  if (!read.budget && read.intentions[0].budget) {
    read.budget = read.intentions[0].budget;
    if (const auto own = proof("intentions.0.budget"); own != a.evidence.end()) {
      auto shared = *own;
      shared.path = "budget";
      a.evidence.push_back(std::move(shared));
    }
  }
}

}  // namespace

Notice read_notice(const Document& document, const ReadingTables& tables,
                   const NoticeReadingOptions& options) {
  const PageView view(document, options.max_text);
  Assembly assembly(view, tables, options);
  if (options.labels.empty()) {
    assembly.marks = find_marks(view, LabelScanner::shipped());
    assembly.grids = find_grids(view, assembly.marks, LabelScanner::shipped());
  } else {
    const LabelScanner scanner(options.labels);
    assembly.marks = find_marks(view, scanner);
    assembly.grids = find_grids(view, assembly.marks, scanner);
  }
  read_labels(view, assembly.marks, assembly.grids, assembly.findings);
  read_grid_fields(view, assembly.grids, assembly.findings);
  read_prose(view, assembly.findings);
  read_numbered_names(view, assembly.findings);
  read_told_contacts(view, assembly.findings);
  read_sentences(view, assembly.marks, assembly.findings);
  assembly.headline = read_headline(view);
  use_labelled_title(view, assembly.marks, assembly.headline);
  read_purchases(view, assembly.headline, assembly.findings);
  const std::vector<ChangeRecord> changes = read_changes(view, assembly.marks, assembly.grids);
  use_changes(view, changes, assembly.findings);

  assembly.notice.url = document.url;
  assemble_project(assembly);
  assemble_parties(assembly);
  drop_buyer_from_name(assembly);
  assemble_money(assembly);
  assemble_times(assembly);
  assemble_kind(assembly);
  assemble_records(assembly);
  name_single_intention(assembly);
  drop_demands_term(assembly);
  drop_registration(assembly);
  drop_lots_sum(assembly);
  assemble_region(assembly);
  for (auto& [attachment, span] : read_attachments(view, assembly.marks)) {
    assembly.prove("attachments." + std::to_string(assembly.notice.attachments.size()) + ".name", span,
                   "attachment", 0.9);
    assembly.notice.attachments.push_back(std::move(attachment));
  }
  assemble_periods(assembly);
  assemble_changes(assembly, changes);
  find_contradictions(assembly);
  assemble_unreadable(assembly);
  drop_found(assembly.notice);
  assembly.settle_evidence();
  assembly.notice.text = document.text;
  assembly.notice.rows = text_rows(document);
  return std::move(assembly.notice);
}

}  // namespace tenderlead::parsers
