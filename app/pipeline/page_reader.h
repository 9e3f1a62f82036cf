// PageReader: Decoder -> Document -> Parser -> rows. Everything about a page that needs no store happens here, on
// the worker threads: parsing, filling in what the source knows, tags, JSON, search terms.
//
// read() may be called from several threads, while nobody calls correct(). Its answer depends on its arguments, the
// configuration and the corrections alone.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/config/configuration.h"
#include "app/pipeline/corrections.h"
#include "crawler/sitemap.h"
#include "model/attachment_text.h"
#include "model/page.h"
#include "parsers/values/tables.h"
#include "rules/matcher.h"
#include "store/queries.h"
#include "store/rows.h"

namespace tenderlead::app {

// What a page gave.
struct PageYield {
  std::vector<store::NoticeRow> notices;
  std::map<std::string, std::string>
      part_of;  // ids of notices that are rows of a plan (plan_rows.h) to the plan's
  std::vector<store::ProfileRow> profiles;  // the page's hospital; an announcement of ratings has hundreds
  std::vector<store::UrlTask> links;        // what a list or sitemap leads to; url_id and queue_id are open
  bool is_list = false;                     // a list page: paging goes on from here
  bool records = false;  // a list whose records are the notices: its links are known, never fetched
  std::optional<store::UrlTask> next_page;  // of a focused crawl's list, or of a feed
  std::string next_url;                     // of a list, where the page or its Link header names it
  std::string cursor;                       // of a list: what Paging::cursor selects
  std::optional<std::int64_t> total;        // of a list: how many items it says it has over all its pages
  std::vector<store::UrlTask> files;        // attachments of its notices that the source wants to have read
  std::optional<store::AttachmentRow> attachment;  // the page is such a file
  std::optional<store::UrlTask> body;              // a shell: this is to be read in its place
  std::string reject_reason;                       // empty unless nothing came of it
  // Digest of what the page says: its fields and its settled text (parsers/settled_text.h). Two fetches with equal ones differ in
  // nothing that is wanted. Empty where that can't be told: files, and pages without text.
  std::string content;
};

// What the store has of the files that a page's notices link to, by URL.
using AttachmentTexts = std::map<std::string, AttachmentText>;

// Whether PageYield::content is wanted: a page that is read again from the archive has nothing to be compared with.
enum class Content { digested, left_out };

// The URL by which people know the page: a body's is its shell's. It lives as long as `task`.
const std::string& shown_url(const store::UrlTask& task);

class PageReader {
 public:
  // All must outlive the reader.
  PageReader(const config::Configuration& configuration, const parsers::ReadingTables& tables,
             const rules::Matcher& matcher);
  ~PageReader();

  // Notices are completed from `texts`; without, they say what their page says.
  PageYield read(const store::UrlTask& task, const Page& page, const AttachmentTexts& texts = {},
                 Content content = Content::digested) const;
  // Which corrections notices get from now on; none before.
  void correct(Corrections corrections);
  // The last one that notices get.
  std::int64_t corrected() const;
  // What the configured sources need to read attachments and isn't installed: sentences.
  std::vector<std::string> missing_converters() const;
  // nullptr for a source that isn't configured (any more).
  const Source* source(const std::string& id) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenderlead::app
