#include "app/source_new/propose.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "app/config/configuration.h"
#include "app/reading.h"
#include "app/source_new/probe.h"
#include "crawler/paging.h"
#include "crawler/url.h"
#include "parsers/link.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kDetails = 2;      // detail pages that are looked at
constexpr std::size_t kMostFetches = 8;  // list, second page, details, their frames, others for refused ones
constexpr std::size_t kFewItems = 3;
constexpr const char* kDefaultDelay = "2s";

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  }
  return out + "\"";
}

// What is fetched for the proposal, judged by the same reader as every source.
Result<Source> probing_source(const DraftWishes& wishes) {
  const std::string address = wishes.url + wishes.body;
  std::string yaml = "id: probe\nname: probe\nstart:\n  - url: " + quoted(wishes.url) + "\n";
  if (!wishes.body.empty()) yaml += "    method: POST\n    body: " + quoted(wishes.body) + "\n";
  const bool windows = address.find("{from}") != std::string::npos;
  const std::string days = windows ? ", window_days: " + std::to_string(kWindowDays) : "";
  if (address.find("{page}") != std::string::npos) yaml += "paging: {kind: page_number" + days + "}\n";
  if (address.find("{offset}") != std::string::npos) yaml += "paging: {kind: offset" + days + "}\n";
  yaml += "politeness: {request_timeout: 30s, max_retries: 1, delay: " +
          quoted(wishes.delay.empty() ? kDefaultDelay : wishes.delay) + "}\n";
  // Whether a private address may be asked is said where it is: that is no fault of what is proposed.
  if (const auto url = crawler::parse_url(wishes.url))
    yaml += "allowed_private_hosts: [" + quoted(url->host_and_port()) + "]\n";
  auto loaded = config::load_sources("source new", yaml);
  if (!loaded.ok()) return Error{ErrorCode::invalid_config, loaded.faults.front().message};
  Source source = std::move(loaded.value.front());
  const auto url = crawler::parse_url(source.start.front().url);
  if (!url) return Error{ErrorCode::invalid_config, wishes.url + " is no address"};
  // Details often lie on a sister host; what the source itself allows is decided by what its items lead to.
  std::string domain = url->host();
  if (const std::size_t dot = domain.find('.');
      url->host_kind() == crawler::HostKind::domain && std::count(domain.begin(), domain.end(), '.') >= 2)
    domain = domain.substr(dot + 1);
  source.allowed_hosts = {url->host_and_port(), domain};
  if (url->host_kind() == crawler::HostKind::domain) source.allowed_hosts.push_back("*." + domain);
  if (!wishes.allow_private) source.allowed_private_hosts.clear();
  return source;
}

Date today() {
  return local_date(
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
}

Error no_list(const SourceDraft& draft) {
  return {ErrorCode::unsupported, explain_no_list(draft.proposal, draft.fetched_url)};
}

bool is_focused(const SourceDraft& draft) {
  return !draft.columns.empty();
}

bool has_list(const SourceDraft& draft) {
  return is_focused(draft) || draft.proposal.shape == parsers::PageShape::list ||
         draft.proposal.shape == parsers::PageShape::records;
}

// What is looked at beside the list page: the second page as `run` would ask for it, and details until two were read.
class Inquiry {
 public:
  Inquiry(const ProposeOptions& options, const Source& source, const parsers::ReadingTables& tables)
      : options_(options), source_(source), tables_(tables) {}

  std::vector<crawler::Task> answered(const crawler::FetchOutcome& outcome) {
    if (!draft_) return list_answered(outcome);
    if (outcome.task.kind == crawler::TaskKind::list || outcome.task.kind == crawler::TaskKind::start) {
      second_answered(outcome);
      return {};
    }
    return detail_answered(outcome);
  }

  Result<SourceDraft> finish() {
    if (failure_) return *failure_;
    if (!draft_) return Error{ErrorCode::network, options_.wishes.url + " wasn't answered"};
    if (!has_list(*draft_)) return no_list(*draft_);
    judge_details(*draft_, details_, tables_);
    return std::move(*draft_);
  }

 private:
  std::vector<crawler::Task> list_answered(const crawler::FetchOutcome& outcome) {
    if (!outcome.page) {
      failure_ = Error{outcome.page.error().code, options_.wishes.url + "\n  " + explain_outcome(outcome)};
      return {};
    }
    draft_ = draft_of_list(*outcome.page, options_.wishes, options_.taken_ids, tables_);
    draft_->source.politeness.delay = source_.politeness.delay;
    if (!options_.follow || !has_list(*draft_) || is_focused(*draft_)) return {};
    std::vector<crawler::Task> tasks = second_page();
    if (draft_->proposal.shape == parsers::PageShape::records) return tasks;
    for (std::size_t i = 0; i < kDetails; ++i)
      if (auto task = next_detail()) tasks.push_back(std::move(*task));
    return tasks;
  }

  std::vector<crawler::Task> second_page() const {
    const auto starts = crawler::start_tasks(draft_->source, today());
    if (starts.empty()) return {};
    crawler::ListStats stats;
    stats.items = std::max<std::size_t>(draft_->proposal.list.items.size(), 1);
    stats.next_url = draft_->proposal.paging.next;
    auto next = crawler::next_list_task(draft_->source, starts.front(), {}, stats).task;
    if (!next || next->window != 0) return {};
    return {std::move(*next)};
  }

  std::optional<crawler::Task> next_detail() {
    const auto& items = draft_->proposal.list.items;
    while (item_ < items.size()) {
      const ListItem& item = items[item_++];
      const auto url = crawler::canonical_url(item.url);
      if (!url || parsers::is_attachment_url(*url)) continue;
      DetailPage& detail = draft_->details.emplace_back();
      detail.url = *url;
      detail.title = item.title;
      crawler::Task task;
      task.url = *url;
      return task;
    }
    return std::nullopt;
  }

  void second_answered(const crawler::FetchOutcome& outcome) {
    if (outcome.page) {
      judge_second_page(*draft_, *outcome.page, tables_);
      return;
    }
    draft_->second.emplace();
    draft_->second->url = outcome.task.url;
    draft_->second->problem = "第二页：" + explain_outcome(outcome);
    draft_->notes.push_back(draft_->second->problem);
  }

  std::vector<crawler::Task> detail_answered(const crawler::FetchOutcome& outcome) {
    const bool body = outcome.task.kind == crawler::TaskKind::body;
    const std::string& url = body ? outcome.task.parent_url : outcome.task.url;
    const auto at = std::find_if(draft_->details.begin(), draft_->details.end(),
                                 [&](const DetailPage& known) { return known.url == url; });
    if (at == draft_->details.end()) return {};
    if (!outcome.page) {
      at->problem = explain_outcome(outcome);
      auto other = body ? std::nullopt : next_detail();
      if (!other) return {};
      return {std::move(*other)};
    }
    if (!body)
      if (const auto frame = frame_of_detail(*draft_, *outcome.page, tables_)) {
        crawler::Task task;
        task.kind = crawler::TaskKind::body;
        task.url = *frame;
        task.parent_url = at->url;
        at->body_url = *frame;
        return {std::move(task)};
      }
    details_.push_back(*outcome.page);
    return {};
  }

  const ProposeOptions& options_;
  const Source& source_;
  const parsers::ReadingTables& tables_;
  std::optional<SourceDraft> draft_;
  std::optional<Error> failure_;
  std::vector<Page> details_;
  std::size_t item_ = 0;  // of the list, the next to look at
};

void add_notes(SourceDraft& draft) {
  const parsers::ListProposal& proposal = draft.proposal;
  const auto note = [&draft](std::string text) { draft.notes.push_back(std::move(text)); };
  if (is_focused(draft)) {
    note(
        "这是医院首页：每次运行从这里找医院简介、科室、信息科、新闻和采购栏目；只要某个栏目，就给出该栏目列表"
        "页的地址 "
        "(a home page: what is wanted is found from here; for one column alone, give the address of its "
        "list)");
    return;
  }
  if (proposal.paging.page > 1)
    note("给出的地址是第 " + std::to_string(proposal.paging.page) +
         " 页，来源会从这里开始；最好换成第一页的地址 (this is not the first page)");
  if (proposal.paging.reason == parsers::PagingReason::scripted)
    note("翻页由脚本或表单完成（" + proposal.paging.call +
         "），只会读第一页；在浏览器的网络面板里找到翻页的请求，再用 --post 或带 {page} 的地址试 (paging by "
         "script or form)");
  if (proposal.json && draft.source.paging.kind == PagingKind::none && !draft.second)
    note("接口的翻页要在地址或 --post 的请求体里写出 {page} 或 {offset} (say where the request counts)");
  if (proposal.shape == parsers::PageShape::list && proposal.list.items.size() < kFewItems)
    note("条目很少，请核对预览 (few items; check the preview)");
  if (proposal.shape == parsers::PageShape::list && !proposal.json && proposal.site.list_item.empty())
    note("没有简短可靠的选择器，列表由通用识别读取 (no short selector; the generic reader does it)");
  const bool undated = std::all_of(proposal.list.items.begin(), proposal.list.items.end(),
                                   [](const ListItem& item) { return item.published_at.empty(); });
  if (undated && proposal.shape == parsers::PageShape::list)
    note("列表没有写日期，以公告正文的日期为准 (the list states no dates)");
  const bool all_news =
      !draft.details.empty() && std::all_of(draft.details.begin(), draft.details.end(),
                                            [](const DetailPage& detail) { return detail.news; });
  if (all_news) note("试读的详情页都不像采购公告，也许是新闻栏目 (looks like a column of news)");
}

Page page_of_file(const std::string& bytes, const ProposeOptions& options) {
  Page page;
  page.url = page.requested_url = options.wishes.url;
  page.status = 200;
  page.body = bytes;
  if (!options.content_type.empty()) page.headers.emplace_back("Content-Type", options.content_type);
  return page;
}

Result<SourceDraft> propose_from_file(const ProposeOptions& options, const parsers::ReadingTables& tables) {
  const auto bytes = read_whole_file(options.file);
  if (!bytes) return bytes.error();
  SourceDraft draft = draft_of_list(page_of_file(*bytes, options), options.wishes, options.taken_ids, tables);
  if (!has_list(draft)) return no_list(draft);
  return draft;
}

Result<SourceDraft> propose_from_site(const ProposeOptions& options, const Source& source,
                                      const parsers::ReadingTables& tables) {
  auto starts = crawler::start_tasks(source, today());
  if (starts.empty()) return Error{ErrorCode::invalid_config, options.wishes.url + " is no address"};
  Inquiry inquiry(options, source, tables);
  probe(source, std::move(starts.front()), options.user_agent, kMostFetches,
        [&](const crawler::FetchOutcome& outcome) { return inquiry.answered(outcome); });
  return inquiry.finish();
}

}  // namespace

Result<SourceDraft> propose_source(const ProposeOptions& options, const parsers::ReadingTables& tables) {
  const auto source = probing_source(options.wishes);
  if (!source) return source.error();
  auto draft =
      options.file.empty() ? propose_from_site(options, *source, tables) : propose_from_file(options, tables);
  if (!draft) return draft.error();
  draft->source.politeness.delay = source->politeness.delay;
  add_notes(*draft);
  return draft;
}

}  // namespace tenderlead::app
