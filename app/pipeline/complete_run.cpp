// Notices whose page leaves something to files, or of which people said something since: read again together with it.
#include <map>
#include <set>
#include <utility>

#include "app/pipeline/pipeline_impl.h"
#include "crawler/warc_reader.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

// Pages completed in one transaction; each may have megabytes of attachments beside it.
constexpr std::size_t kBatch = 64;

// A page with those of its notices that lack what their attachments say; a list's records share one.
struct Incomplete {
  store::ArchivedRow row;
  std::set<std::string> notices;
  AttachmentTexts texts;
  std::vector<store::NoticeRow> completed;
  std::vector<store::NoticeRow> rows;  // of a plan that a file tells
};

}  // namespace

Result<void> Pipeline::Impl::complete_notices(const PipelineOptions& options, PipelineSummary& summary) {
  const auto folder = archive_path(configuration_);
  for (;;) {
    if (auto learnt = learn_corrections(); !learnt) return learnt.error();
    auto pages = store_.read([&](store::Queries& queries) {
      std::vector<Incomplete> found;
      for (auto& [id, row] : queries.incomplete_notices()) {
        if (found.empty() || found.back().row.page.seq != row.page.seq) {
          if (found.size() == kBatch) break;
          found.push_back({std::move(row), {}, {}, {}, {}});
        }
        Incomplete& page = found.back();
        for (const auto& [url, text] : queries.attachments_of(id)) {
          const auto value = wire::parse_text(text);
          if (!value) continue;
          if (auto read = wire::attachment_text_from_json(*value)) page.texts.emplace(url, std::move(*read));
        }
        page.notices.insert(std::move(id));
      }
      return found;
    });
    if (!pages) return pages.error();
    if (pages->empty()) return {};
    if (options.on_progress) options.on_progress({.stage = "attachments", .done = pages->size()});

    std::vector<Incomplete> done;
    {
      WorkLine<Incomplete, Incomplete> line(
          {.threads = configuration_.settings.parse_threads},
          [&](Incomplete page) {
            const auto& at = page.row.page.location;
            auto archived = crawler::read_page_at(folder / at.file, at.offset, at.length);
            if (!archived) return page;
            archived->fetched_at = page.row.page.fetched_at;
            try {
              auto yield = reader_->read(page.row.task, *archived, page.texts, Content::left_out);
              for (auto& notice : yield.notices) {
                const auto whole = yield.part_of.find(notice.id);
                if (page.notices.contains(notice.id))
                  page.completed.push_back(std::move(notice));
                else if (whole != yield.part_of.end() && page.notices.contains(whole->second))
                  page.rows.push_back(std::move(notice));
              }
            } catch (const std::exception&) {
              page.rows.clear();
              page.completed.clear();  // the notice stays as its page alone says it
            }
            return page;
          },
          [&](std::vector<Incomplete> batch) {
            for (auto& page : batch) done.push_back(std::move(page));
          });
      for (auto& page : *pages) line.push_when_room(std::move(page));
    }
    auto written = store_.write([&](store::WriteBatch& writer) {
      for (const auto& page : done) {
        for (const auto& notice : page.completed)
          writer.put_notice(notice, page.row.page.seq, store::WriteBatch::PutAs::completed);
        for (const auto& row : page.rows) {
          writer.put_notice(row, page.row.page.seq);
          writer.leave_notice(row.id, reader_->corrected());
        }
        for (const auto& id : page.notices) writer.leave_notice(id, reader_->corrected());
      }
    });
    if (!written) return written.error();
    if (stop_requested(options)) {
      summary.stopped = true;
      return {};
    }
  }
}

void Pipeline::Impl::note_missing_converters(const PipelineOptions& options, PipelineSummary& summary) const {
  for (const auto& sentence : reader_->missing_converters()) note(options, summary, sentence);
}

}  // namespace tenderlead::app
