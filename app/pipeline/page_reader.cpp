#include "app/pipeline/page_reader.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "app/pipeline/attachments.h"
#include "app/pipeline/focus.h"
#include "app/pipeline/installed.h"
#include "app/pipeline/link_projects.h"
#include "app/pipeline/match.h"
#include "app/pipeline/mentions.h"
#include "app/pipeline/page_digest.h"
#include "app/pipeline/plan_rows.h"
#include "app/pipeline/profile_merge.h"
#include "crawler/feed_date.h"
#include "crawler/link_header.h"
#include "crawler/url.h"
#include "model/import.h"
#include "parsers/attachment/attachment_reader.h"
#include "parsers/json_keys.h"
#include "parsers/page_document.h"
#include "parsers/page_parser.h"
#include "parsers/record/record_reader.h"
#include "parsers/site_parser.h"
#include "store/ids.h"
#include "store/notice_terms.h"
#include "store/plan_rows.h"
#include "wire/json.h"
#include "wire/word_text.h"

namespace tenderlead::app {
namespace {

// A list page of a real portal has 10 to 100 items; the largest JSON answers some thousands.
constexpr std::size_t kMostItems = 10'000;
// A sitemap index leads to sitemaps; some sites nest once more.
constexpr int kSitemapDepth = 3;
// In a focused crawl, what completes a page comes before further ones, and what a notice links to among them.
constexpr int kBodyOfFocused = 99, kFileOfFocused = 55;

}  // namespace

class PageReader::Impl {
 public:
  Impl(const config::Configuration& configuration, const parsers::ReadingTables& tables,
       const rules::Matcher& matcher)
      : tables_(tables),
        matcher_(matcher),
        vendors_(known_vendors(matcher.book())),
        converter_(converter_options(configuration)),
        max_bytes_(configuration.settings.max_document_bytes) {
    for (const auto& source : configuration.sources) {
      Context context{&source, {}, nullptr, crawler::AllowedHosts(source)};
      // Where it can't be made, parse_page() says so of each page.
      if (auto parser = parsers::make_site_parser(source.parser)) context.parser = std::move(*parser);
      for (const auto& pattern : source.sitemap_match)
        context.sitemap_match.push_back(std::make_unique<re2::RE2>(pattern, re2::RE2::Quiet));
      sources_.emplace(source.id, std::move(context));
    }
  }

  PageYield read(const store::UrlTask& task, const Page& page, const AttachmentTexts& texts,
                 Content content) const;
  std::vector<std::string> missing_converters() const;
  void correct(Corrections corrections) { corrections_ = std::move(corrections); }
  std::int64_t corrected() const { return corrections_.newest; }
  const Source* source(const std::string& id) const {
    const auto* context = find(id);
    return context == nullptr ? nullptr : context->source;
  }

 private:
  struct Context {
    const Source* source;
    std::vector<std::unique_ptr<re2::RE2>> sitemap_match;
    std::unique_ptr<parsers::SiteParser> parser;
    crawler::AllowedHosts hosts;
  };
  const Context* find(const std::string& id) const {
    const auto found = sources_.find(id);
    return found == sources_.end() ? nullptr : &found->second;
  }
  PageYield read_sitemap(const store::UrlTask& task, const Page& page, const Context* context) const;
  void read_list(const store::UrlTask& task, const ListPage& list, const Source* source,
                 PageYield& yield) const;
  PageYield read_record(const store::UrlTask& task, const Page& page) const;
  PageYield read_attachment(const store::UrlTask& task, const Page& page, const Source* source) const;
  // The row, and into `yield` the files that it wants to have fetched.
  // `shown`: the address for people, where it is another.
  void add_notice(const store::UrlTask& task, Notice notice, const std::string& url, const Source* source,
                  const AttachmentTexts& texts, PageYield& yield, const std::string& shown = {}) const;
  // Of a notice with its corrections.
  store::NoticeRow notice_row(const store::UrlTask& task, Notice notice, std::string id) const;
  void complete(Notice& notice, const std::vector<WantedFile>& files, const AttachmentTexts& texts,
                const Source* source) const;
  store::ProfileRow profile_row(const store::UrlTask& task, HospitalProfile profile,
                                const Source* source) const;
  const parsers::ReadingTables& tables_;
  const rules::Matcher& matcher_;
  const std::vector<linker::Vendor> vendors_;
  const convert::Converter converter_;
  std::uint64_t max_bytes_;
  std::map<std::string, Context> sources_;
  Corrections corrections_;
};

namespace {

// A page that its server hands over to be saved: what can't be markup of any kind is a file.
bool is_file(const Page& page) {
  const auto disposition = header_value(page.headers, "Content-Disposition");
  constexpr std::string_view kAttachment = "attachment";
  const bool saved = disposition.size() >= kAttachment.size() &&
                     std::equal(kAttachment.begin(), kAttachment.end(), disposition.begin(),
                                [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
  if (!saved) return false;
  const auto kind = parsers::body_kind(page.body, header_value(page.headers, "Content-Type"));
  return kind == parsers::BodyKind::binary || kind == parsers::BodyKind::text;
}

bool matches_any(const std::vector<std::unique_ptr<re2::RE2>>& patterns, const std::string& url) {
  if (patterns.empty()) return true;
  for (const auto& pattern : patterns)
    if (re2::RE2::PartialMatch(url, *pattern)) return true;
  return false;
}

}  // namespace

PageReader::PageReader(const config::Configuration& configuration, const parsers::ReadingTables& tables,
                       const rules::Matcher& matcher)
    : impl_(std::make_unique<Impl>(configuration, tables, matcher)) {}
PageReader::~PageReader() = default;

PageYield PageReader::read(const store::UrlTask& task, const Page& page, const AttachmentTexts& texts,
                           Content content) const {
  return impl_->read(task, page, texts, content);
}
std::vector<std::string> PageReader::missing_converters() const {
  return impl_->missing_converters();
}
void PageReader::correct(Corrections corrections) {
  impl_->correct(std::move(corrections));
}
std::int64_t PageReader::corrected() const {
  return impl_->corrected();
}
const Source* PageReader::source(const std::string& id) const {
  return impl_->source(id);
}

std::vector<std::string> PageReader::Impl::missing_converters() const {
  for (const auto& [id, context] : sources_)
    if (context.source->enabled && context.source->attachments.fetch) return converter_.missing();
  return {};
}

const std::string& shown_url(const store::UrlTask& task) {
  return task.kind == store::UrlKind::body ? task.parent_url : task.url;
}

PageYield PageReader::Impl::read(const store::UrlTask& task, const Page& page, const AttachmentTexts& texts,
                                 Content content) const {
  const Context* context = find(task.source_id);
  const Source* owner = context == nullptr ? nullptr : context->source;
  PageYield yield;
  if (task.kind == store::UrlKind::sitemap) return read_sitemap(task, page, context);
  if (task.role == PageRole::attachment) return read_attachment(task, page, owner);
  if (page.body.size() > max_bytes_) {
    yield.reject_reason = "too_large";
    return yield;
  }
  if (header_value(page.headers, "Content-Type") == kRecordContentType) return read_record(task, page);
  if (is_file(page)) {
    yield.reject_reason = "file";
    return yield;
  }
  parsers::PageInput input;
  input.body = page.body;
  input.content_type = header_value(page.headers, "Content-Type");
  input.url = page.url;
  input.as = task.role;
  input.hint_title = task.hint_title;
  input.hint_published_at = task.hint_published_at;
  input.site = owner == nullptr ? nullptr : &owner->parser;
  input.site_parser = context == nullptr ? nullptr : context->parser.get();
  input.source_region = owner == nullptr ? nullptr : &owner->region;
  if (owner != nullptr) input.cursor = owner->paging.cursor;
  auto parsed = parsers::parse_page(input, tables_);
  if (content == Content::digested) yield.content = content_digest(parsed);
  if (owner != nullptr && is_focused(*owner, task))
    follow_page(*owner, context->hosts, task, page, parsed, yield);

  // A list without items ends its window of time, and paging may go on with an older one.
  yield.is_list = parsed.list.has_value() || parsed.reject_reason == "no_items";
  if (parsed.list) {
    yield.next_url =
        parsed.list->next.empty() ? crawler::next_of_link_header(page.headers, page.url) : parsed.list->next;
    yield.cursor = std::move(parsed.cursor);
    yield.total = parsed.list->total;
    yield.records = !parsed.notices.empty();
    if (!yield.records) read_list(task, *parsed.list, owner, yield);
  }
  const auto fingerprint = [&](std::size_t index) {
    if (index < parsed.fingerprints.size() && !yield.notices.empty())
      yield.notices.back().fingerprint = parsed.fingerprints[index];
  };
  if (parsed.notice) {
    add_notice(task, std::move(*parsed.notice), shown_url(task), owner, texts, yield);
    fingerprint(0);
  }
  std::size_t record_number = 0;
  for (auto& notice : parsed.notices) {
    if (yield.notices.size() >= kMostItems) break;
    // A record without a page of its own is known by what it says, so that it stays itself when it moves down the list.
    auto url = crawler::canonical_url(notice.url, page.url);
    if (!url || *url == task.url) url = task.url + "#" + store::content_id({notice.title, notice.project_no});
    add_notice(task, std::move(notice), *url, owner, texts, yield);
    fingerprint(record_number++);
    store::UrlTask record;
    record.source_id = task.source_id;
    record.role = PageRole::notice;
    record.url = std::move(*url);
    yield.links.push_back(std::move(record));
  }
  if (parsed.hospital) yield.profiles.push_back(profile_row(task, std::move(*parsed.hospital), owner));
  if (auto news = news_of(parsed, owner, vendors_, matcher_)) {
    const auto day = stated_time_from_iso(task.hint_published_at);
    news->url = shown_url(task);
    auto row = profile_row(task, *news, owner);
    news->region = owner->region;
    row.json = wire::to_text(news_json(*news, day ? to_string(day->date) : std::string()));
    yield.profiles.push_back(std::move(row));
    parsed.reject_reason.clear();
  }
  for (auto& hospital : parsed.rated) {
    if (yield.profiles.size() >= kMostItems) break;
    // Not filled in from the source, which is where the announcement stands and none of the hospitals.
    const std::string place = hospital.region.code;
    auto row = profile_row(task, std::move(hospital), nullptr);
    row.id = store::profile_id(task.source_id, row.url + "#" + row.name + place);
    yield.profiles.push_back(std::move(row));
  }
  if (!parsed.body_url.empty()) {
    const auto url = crawler::canonical_url(parsed.body_url, page.url);
    if (!url || task.kind == store::UrlKind::body) {
      yield.reject_reason = url ? "shell_in_shell" : "bad_body_url";
      return yield;
    }
    store::UrlTask body;
    body.source_id = task.source_id;
    body.kind = store::UrlKind::body;
    body.role = task.role == PageRole::automatic ? PageRole::notice : task.role;
    body.url = *url;
    body.parent_url = task.url;
    body.hint_title = task.hint_title;
    body.hint_published_at = task.hint_published_at;
    body.focus = task.focus;
    body.score = kBodyOfFocused;
    yield.body = std::move(body);
  }
  yield.reject_reason = std::move(parsed.reject_reason);
  return yield;
}

PageYield PageReader::Impl::read_sitemap(const store::UrlTask& task, const Page& page,
                                         const Context* context) const {
  PageYield yield;
  const auto sitemap =
      crawler::parse_sitemap(page.body, header_value(page.headers, "Content-Type"), page.url);
  if (!sitemap) {
    yield.reject_reason = "bad_sitemap";
    return yield;
  }
  const bool index = sitemap->kind == crawler::SitemapKind::index;
  if (index && task.page_number + 1 >= kSitemapDepth) {
    yield.reject_reason = "sitemap_depth";
    return yield;
  }
  const std::string tomorrow = to_string(local_date(page.fetched_at + 86400));
  if (!index && context != nullptr && context->source->focus.max_pages > 0 &&
      context->sitemap_match.empty()) {
    std::vector<std::string> urls;
    for (const auto& entry : sitemap->entries)
      if (auto url = crawler::canonical_url(entry.url)) urls.push_back(std::move(*url));
    yield.links = focused_addresses(task, urls);
    return yield;
  }
  for (const auto& entry : sitemap->entries) {
    auto url = crawler::canonical_url(entry.url);
    if (!url || (!index && context != nullptr && !matches_any(context->sitemap_match, *url))) continue;
    store::UrlTask link;
    link.source_id = task.source_id;
    link.kind = index ? store::UrlKind::sitemap : store::UrlKind::detail;
    link.role = task.role;
    const auto modified = crawler::feed_time(entry.last_modified);
    if (modified && *modified <= page.fetched_at) link.modified_at = modified;
    link.url = std::move(*url);
    link.parent_url = task.url;
    link.page_number = index ? task.page_number + 1 : 0;
    // Escaped twice in most feeds, once as XML and once as HTML.
    link.hint_title = parsers::plain_title(parsers::plain_title(entry.title));
    // A day that hasn't come is a mistake, or of what is announced.
    if (entry.published_at <= tomorrow) link.hint_published_at = entry.published_at;
    yield.links.push_back(std::move(link));
  }
  std::string urls;
  for (const auto& link : yield.links) urls += link.url + "\n";
  yield.content = store::content_id({urls});
  const auto next = crawler::canonical_url(sitemap->next);
  if (next && context != nullptr && task.page_number + 1 < context->source->politeness.max_list_pages) {
    store::UrlTask further;
    further.source_id = task.source_id;
    further.kind = store::UrlKind::sitemap;
    further.role = task.role;
    further.url = *next;
    further.parent_url = task.url;
    further.page_number = task.page_number + 1;
    yield.next_page = std::move(further);
  }
  return yield;
}

void PageReader::Impl::read_list(const store::UrlTask& task, const ListPage& list, const Source* owner,
                                 PageYield& yield) const {
  for (const auto& item : list.items) {
    if (yield.links.size() >= kMostItems) break;
    auto url = crawler::canonical_url(item.url, list.url.empty() ? task.url : list.url);
    if (!url) continue;
    store::UrlTask link;
    link.source_id = task.source_id;
    link.role = owner == nullptr ? PageRole::automatic : owner->detail_role;
    link.url = std::move(*url);
    link.parent_url = task.url;
    link.hint_title = item.title;
    link.hint_published_at = item.published_at;
    yield.links.push_back(std::move(link));
  }
}

// A notice is known by the record that it comes from, and shown by the vendor's link where the record has one.
PageYield PageReader::Impl::read_record(const store::UrlTask& task, const Page& page) const {
  PageYield yield;
  auto reading = parsers::read_record_page(page.body, tables_);
  yield.reject_reason = std::move(reading.reject_reason);
  std::string said = yield.reject_reason;
  for (auto& notice : reading.notices) {
    const bool stage = notice.url.starts_with('#');
    const std::string url = stage ? task.url + notice.url : task.url;
    const auto link = stage ? std::nullopt : crawler::canonical_url(notice.url, {});
    add_notice(task, std::move(notice), url, nullptr, {}, yield, link.value_or(url));
    said += "\n" + yield.notices.back().json;
  }
  yield.content = store::content_id({said});
  return yield;
}

PageYield PageReader::Impl::read_attachment(const store::UrlTask& task, const Page& page,
                                            const Source* owner) const {
  PageYield yield;
  const auto& kinds = convert::all_kinds();
  const std::set<std::string> wanted =
      owner == nullptr
          ? kinds
          : std::set<std::string>(owner->attachments.kinds.begin(), owner->attachments.kinds.end());
  AttachmentText text = converter_.convert(page.body, wanted);
  if (!text.reason().empty()) yield.reject_reason = "attachment_" + text.reason();
  yield.attachment = {task.source_id, task.url, wire::to_json_text(text)};
  return yield;
}

void PageReader::Impl::complete(Notice& notice, const std::vector<WantedFile>& files,
                                const AttachmentTexts& texts, const Source* owner) const {
  std::vector<parsers::AttachmentFile> found;
  for (const WantedFile& file : files)
    if (const auto text = texts.find(file.url); text != texts.end())
      found.push_back({file.index, &text->second});
  if (found.empty()) return;
  parsers::NoticeReadingOptions options;
  options.source_region = owner->region;
  options.labels = owner->parser.labels;
  parsers::complete_notice(notice, found, tables_, options);
}

void PageReader::Impl::add_notice(const store::UrlTask& task, Notice notice, const std::string& url,
                                  const Source* owner, const AttachmentTexts& texts, PageYield& yield,
                                  const std::string& shown) const {
  notice.url = shown.empty() ? url : shown;
  std::vector<std::string> attachments;
  if (owner != nullptr) {
    // Links are resolved already; what they are relative to no longer matters.
    const auto files = wanted_files(notice, owner->attachments);
    name_unread_files(notice, owner->attachments);
    for (const WantedFile& file : files) {
      attachments.push_back(file.url);
      store::UrlTask link;
      link.source_id = task.source_id;
      link.kind = store::UrlKind::attachment;
      link.role = PageRole::attachment;
      link.url = file.url;
      link.parent_url = url;
      link.focus = task.focus;
      link.score = kFileOfFocused;
      yield.files.push_back(std::move(link));
    }
    complete(notice, files, texts, owner);
  }
  if (owner != nullptr) {
    if (notice.region.empty()) notice.region = owner->region;
    if (notice.buyer.name.empty() && owner->kind == "hospital") notice.buyer.name = owner->organisation;
  }
  const auto id = store::notice_id(task.source_id, url);
  // What people say of a plan, its buyer or its day, they say of its rows; what they say of a row counts more there.
  const auto read_buyer = notice.buyer.name;
  corrections_.apply(id, notice);
  if (notice.buyer.name != read_buyer)
    for (auto& planned : notice.intentions) planned.buyer.clear();
  for (auto& part : plan_rows(notice)) {
    const auto row_id = store::plan_row_id(id, part.key);
    corrections_.apply(row_id, part.notice);
    auto row = notice_row(task, part.notice, row_id);
    // A number that stands on the page is of all its rows, and so are the months in its title: they would join what isn't one, and part
    // what is.
    auto bare = part.notice;
    bare.text.clear();
    bare.title = bare.project_name;
    row.link_facts = link_facts(std::move(bare));
    row.attachments = attachments;
    yield.part_of.emplace(row.id, id);
    yield.notices.push_back(std::move(row));
  }
  // The last, so that whoever looks at what was added finds the page's own notice.
  yield.notices.push_back(notice_row(task, std::move(notice), id));
  yield.notices.back().attachments = std::move(attachments);
}

store::NoticeRow PageReader::Impl::notice_row(const store::UrlTask& task, Notice notice,
                                              std::string id) const {
  store::NoticeRow row;
  row.id = std::move(id);
  row.corrected = corrections_.newest;
  row.source_id = task.source_id;
  row.url = notice.url;
  if (notice.kind) row.kind = to_string(*notice.kind);
  row.title = notice.title;
  row.buyer = notice.buyer.name;
  row.region_code = notice.region.code;
  if (notice.published_at) row.published_at = to_string(*notice.published_at);
  row.mentions = mentions_of(notice);
  rules::Circumstances at;
  at.notice = &notice;
  row.tags = tag_rows(matcher_.tagger().tag(rules::tag_input(notice), at));
  row.json = wire::to_json_text(notice);
  row.grams = store::notice_terms(notice);
  row.link_facts = link_facts(std::move(notice));
  return row;
}

store::ProfileRow PageReader::Impl::profile_row(const store::UrlTask& task, HospitalProfile profile,
                                                const Source* owner) const {
  using Role = store::MentionRow::Role;
  profile.url = shown_url(task);
  if (owner != nullptr) {
    if (profile.region.empty()) profile.region = owner->region;
    if (profile.name.empty()) profile.name = owner->organisation;
  }
  store::ProfileRow row;
  row.id = store::profile_id(task.source_id, profile.url);
  row.source_id = task.source_id;
  row.url = profile.url;
  row.name = profile.name;
  add_mention(row.mentions, Role::hospital, profile.name, profile.region.code);
  if (!row.mentions.empty()) {
    const std::string main = row.mentions.front().norm;
    for (const auto& alias : profile.aliases)
      add_mention(row.mentions, Role::hospital, alias, profile.region.code, main);
  }
  row.json = wire::to_json_text(profile);
  return row;
}

}  // namespace tenderlead::app
