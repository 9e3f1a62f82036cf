// A source that is being proposed: what `tenderlead source new` found out about a site, step by step.
//
//   fetch or read the list page -> propose_list -> name it -> fetch the second page and two details -> judge -> YAML, preview
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/notice.h"
#include "model/page.h"
#include "model/source.h"
#include "parsers/proposal/list_proposal.h"
#include "parsers/site/column.h"
#include "parsers/values/tables.h"

namespace tenderlead::app {

// Searches by day ask for a month at a time, half a year back.
inline constexpr int kWindowDays = 30;

// What the user said beside the address; empty where it is to be guessed.
struct DraftWishes {
  std::string url;
  std::string id;
  std::string name;
  std::string kind;   // portal, hospital
  std::string link;   // link template for JSON records without addresses
  std::string delay;  // as the configuration writes it: 2s
  std::string body;   // of a POST that gives the list; may hold {page} or {offset}
  bool allow_private = false;
};

// The second list page, read as the proposed source reads it.
struct SecondPage {
  std::string url;
  std::string problem;  // why it can't be used; empty where it is good
  std::size_t items = 0;
  std::size_t fresh = 0;  // of them, not on the first page
};

// A page that an item leads to.
struct DetailPage {
  std::string url;
  std::string title;     // of the list
  std::string body_url;  // where a frame has its text; empty where it has it itself
  std::string problem;   // why it couldn't be fetched or read; empty where it could
  std::optional<Notice> notice;
  bool news = false;  // text that announces no procurement
};

// A column that a hospital's home page leads to.
struct HomeColumn {
  parsers::Column column = parsers::Column::none;
  std::string label;
  std::string url;
};

struct SourceDraft {
  Source source;
  parsers::ListProposal proposal;
  std::string fetched_url;  // where the list answered
  std::optional<SecondPage> second;
  std::vector<DetailPage> details;
  std::vector<HomeColumn> columns;  // of a home page, from where a focused crawl sets out; empty for lists
  std::vector<std::string> other_hosts;  // that some items lead to and the source doesn't allow
  std::vector<std::string> notes;        // what a person should know or do; sentences, Chinese first
};

// id, name, kind, organisation and region as far as the page's title and address tell. Ids in `taken` are avoided.
void name_source(SourceDraft& draft, const DraftWishes& wishes, const std::vector<std::string>& taken,
                 const parsers::ReadingTables& tables);

// The first draft, from the list page alone. `page.url` is where it answered.
SourceDraft draft_of_list(const Page& page, const DraftWishes& wishes, const std::vector<std::string>& taken,
                          const parsers::ReadingTables& tables);

// Makes the draft a focused crawl where the page is a hospital's home page with columns that are wanted.
void propose_focus(SourceDraft& draft, const Page& page);

// What further pages show, put into the draft.
void judge_second_page(SourceDraft& draft, const Page& page, const parsers::ReadingTables& tables);
// The frame that has a detail page's text; nothing where the page has it itself.
std::optional<std::string> frame_of_detail(const SourceDraft& draft, const Page& page,
                                           const parsers::ReadingTables& tables);
void judge_details(SourceDraft& draft, const std::vector<Page>& pages, const parsers::ReadingTables& tables);

// The source's file, with comments; config::load_sources reads exactly draft.source out of it.
std::string source_yaml(const SourceDraft& draft);

// Why there is no list, in words, with what to do about it.
std::string explain_no_list(const parsers::ListProposal& proposal, const std::string& url);

}  // namespace tenderlead::app
