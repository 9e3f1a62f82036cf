#include "app/pipeline/stored_page.h"

#include <optional>
#include <vector>

#include "crawler/warc_reader.h"
#include "parsers/charset.h"
#include "parsers/clean_page.h"
#include "parsers/page_document.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

struct Stored {
  std::string json;
  std::optional<store::ArchivedRow> page;
  std::vector<store::CorrectionRow> corrections;
};

std::optional<Notice> notice_from(const std::string& json) {
  const auto value = wire::parse_text(json);
  if (!value) return std::nullopt;
  auto notice = wire::notice_from_json(*value);
  if (!notice) return std::nullopt;
  return std::move(*notice);
}

std::vector<parsers::PageMark> marks_of(const Notice& notice,
                                        const std::vector<store::CorrectionRow>& corrections) {
  std::vector<parsers::PageMark> marks;
  for (const auto& [field, evidence] : notice.evidence)
    if (evidence.file.empty()) marks.push_back({field, evidence.start, evidence.end});
  // The evidence of a corrected field went with its value.
  for (const auto& correction : corrections) {
    const auto value = wire::parse_text(correction.old_evidence);
    const auto* evidence = value ? value->if_object() : nullptr;
    if (evidence == nullptr || evidence->contains("file")) continue;
    const auto* start = evidence->if_contains("start");
    const auto* end = evidence->if_contains("end");
    if (start != nullptr && end != nullptr && start->is_number() && end->is_number())
      marks.push_back({correction.field, start->to_number<std::size_t>(), end->to_number<std::size_t>()});
  }
  return marks;
}

// UTF-8; empty where the page can't be had or isn't HTML.
std::string html_of(const std::filesystem::path& archive, const std::optional<store::ArchivedRow>& row) {
  if (!row) return {};
  const auto& at = row->page.location;
  const auto page = crawler::read_page_at(archive / at.file, at.offset, at.length);
  if (!page || page->body.size() > parsers::kLongestCleanPage) return {};
  const auto type = std::string(header_value(page->headers, "Content-Type"));
  if (parsers::body_kind(page->body, type) != parsers::BodyKind::html) return {};
  return parsers::decode_page(page->body, type);
}

}  // namespace

Result<std::string> archived_page(const std::filesystem::path& archive, const ArchiveLocation& place,
                                  const std::string& url, bool english, bool dark) {
  const auto page = crawler::read_page_at(archive / place.file, place.offset, place.length);
  if (!page || page->body.size() > parsers::kLongestCleanPage)
    return Error{ErrorCode::not_found, "The page isn't in the archive, or is too long to be shown."};
  const auto type = std::string(header_value(page->headers, "Content-Type"));
  const auto kind = parsers::body_kind(page->body, type);
  if (kind == parsers::BodyKind::binary)
    return Error{ErrorCode::not_found, "What the archive has is a file, not a page."};
  const auto text = parsers::decode_page(page->body, type);
  parsers::CleanPageRequest request;
  (kind == parsers::BodyKind::html ? request.html : request.text) = text;
  request.title = url;
  request.english = english;
  request.dark = dark;
  return std::move(parsers::clean_page(request).html);
}

Result<std::string> stored_page(store::Store& store, const std::filesystem::path& archive,
                                const StoredPageAsk& ask) {
  auto stored = store.read([&](store::Queries& queries) {
    Stored found;
    const auto row = queries.notice(ask.notice_id);
    if (!row) return found;
    found.json = row->json;
    found.page = queries.page_of_notice(ask.notice_id);
    found.corrections = queries.corrections_of(ask.notice_id);
    return found;
  });
  if (!stored) return stored.error();
  const auto notice = notice_from(stored->json);
  if (!notice) return Error{ErrorCode::not_found, "There is no such page."};
  const auto html = html_of(archive, stored->page);
  parsers::CleanPageRequest request;
  request.html = html;
  request.text = notice->text;
  request.marks = marks_of(*notice, stored->corrections);
  request.highlight = ask.highlight;
  request.title = notice->title;
  request.english = ask.english;
  request.dark = ask.dark;
  return std::move(parsers::clean_page(request).html);
}

}  // namespace tenderlead::app
