#include "app/pipeline/run.h"

#include <algorithm>
#include <utility>

#include "app/archive/compact.h"
#include "app/pipeline/installed.h"
#include "app/pipeline/pipeline_impl.h"
#include "app/pipeline/subject_tags.h"
#include "app/rules/rule_history.h"

namespace tenderlead::app {

std::filesystem::path data_directory(const config::Configuration& configuration) {
  const std::filesystem::path data(configuration.settings.data_directory);
  return data.is_absolute() ? data : std::filesystem::path(configuration.directory) / data;
}
std::filesystem::path store_path(const config::Configuration& configuration) {
  return data_directory(configuration) / "tenderlead.db";
}
std::filesystem::path archive_path(const config::Configuration& configuration) {
  return data_directory(configuration) / "archive";
}
crawler::WarcSet::Options archive_options(const config::Configuration& configuration) {
  crawler::WarcSet::Options options;
  options.rotate_at = configuration.settings.archive_file_bytes;
  options.writer.user_agent =
      crawler::user_agent(configuration.settings.contact, configuration.settings.user_agent_name);
  return options;
}
std::filesystem::path converter_folder(const config::Configuration& configuration) {
  return data_directory(configuration) / "tmp";
}
std::filesystem::path browser_folder(const config::Configuration& configuration) {
  return data_directory(configuration) / "browser";
}

Pipeline::Pipeline(store::Store& store, const config::Configuration& configuration,
                   const parsers::ReadingTables& tables)
    : impl_(std::make_unique<Impl>(store, configuration, tables)) {}
Pipeline::~Pipeline() = default;

Result<PipelineSummary> Pipeline::run(const PipelineOptions& options) {
  return impl_->crawl(options, true);
}
Result<PipelineSummary> Pipeline::crawl(const PipelineOptions& options) {
  return impl_->crawl(options, false);
}
Result<std::vector<SourceForecast>> Pipeline::forecast(const PipelineOptions& options) {
  return impl_->forecast(options);
}
Result<PipelineSummary> Pipeline::replay(const std::vector<std::filesystem::path>& files,
                                         const PipelineOptions& options) {
  return impl_->replay(files, options);
}
Result<PipelineSummary> Pipeline::reparse(const std::string& source_id, const PipelineOptions& options) {
  return impl_->reparse(source_id, options);
}
Result<PipelineSummary> Pipeline::import_records(const RecordImport& import, const PipelineOptions& options) {
  return impl_->import_records(import, options);
}
Result<PipelineSummary> Pipeline::revert_import(const std::string& id, const std::string& person,
                                                const PipelineOptions& options) {
  return impl_->revert_import(id, person, options);
}
store::Store& Pipeline::store() {
  return impl_->store();
}
Result<PipelineSummary> Pipeline::match(const PipelineOptions& options) {
  return impl_->match(options);
}

Pipeline::Impl::Impl(store::Store& store, const config::Configuration& configuration,
                     const parsers::ReadingTables& tables)
    : store_(store),
      configuration_(configuration),
      tables_(tables),
      matcher_(rules::Matcher::compile(configuration.rules)) {
  if (matcher_) reader_.emplace(configuration_, tables_, *matcher_);
}

Result<void> Pipeline::Impl::ready() {
  if (!matcher_) return matcher_.error();
  return learn_corrections();
}

Result<void> Pipeline::Impl::learn_corrections() {
  auto corrections = store_.read([](store::Queries& queries) { return Corrections::read(queries); });
  if (!corrections) return corrections.error();
  reader_->correct(std::move(*corrections));
  return {};
}

Result<crawler::WarcSet> Pipeline::Impl::open_archive() {
  const auto folder = archive_path(configuration_);
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return Error{ErrorCode::io, folder.string() + " can't be made: " + failure.message()};
  if (auto removed = remove_leftovers(store_, folder); !removed) return removed.error();
  // What a killed run left there.
  std::filesystem::remove_all(converter_folder(configuration_), failure);
  auto position = store_.read([](store::Queries& queries) { return queries.warc_position(); });
  if (!position) return position.error();
  std::optional<crawler::WarcSet::Committed> committed;
  if (*position) committed = crawler::WarcSet::Committed{(*position)->file, (*position)->bytes};
  auto archive = crawler::WarcSet::open(folder, committed, archive_options(configuration_));
  if (!archive) return archive.error();
  // From here on the store knows where the archive begins, so that what a killed process leaves can be cut off.
  if (auto synced = archive->sync(); !synced) return synced.error();
  const auto now = archive->position();
  auto written = store_.write([&](store::WriteBatch& writer) {
    writer.set_warc_position({now.file, now.bytes});
  });
  if (!written) return written.error();
  return archive;
}

std::string Pipeline::Impl::user_agent() const {
  return crawler::user_agent(configuration_.settings.contact, configuration_.settings.user_agent_name);
}

const crawler::Clock& Pipeline::Impl::clock(const PipelineOptions& options) const {
  return options.clock == nullptr ? system_clock_ : *options.clock;
}

Date Pipeline::Impl::today(const PipelineOptions& options) const {
  return options.as_of ? *options.as_of : local_date(clock(options).epoch_seconds());
}

bool Pipeline::Impl::stop_requested(const PipelineOptions& options) {
  return options.stop != nullptr && options.stop->requested();
}

void Pipeline::Impl::note(const PipelineOptions& options, PipelineSummary& summary, const std::string& text) {
  summary.notes.push_back(text);
  if (options.on_note) options.on_note(text);
}

Result<void> Pipeline::Impl::link_and_match(const PipelineOptions& options, Date as_of, bool tag_all,
                                            PipelineSummary& summary) {
  if (options.on_progress) options.on_progress({.stage = "link"});
  if (auto noted = note_ocid_prefix(store_, configuration_.settings.ocid_prefix); !noted)
    return noted.error();
  auto linked = link_all(store_, tables_);
  if (!linked) return linked.error();
  MatchOptions match;
  match.as_of = as_of;
  match.making = lead_making(configuration_);
  auto installed = find_installed(store_, *matcher_, tag_all ? std::string() : match.making.tag_fingerprint,
                                  product_lives(configuration_.directory, configuration_.rules));
  if (!installed) return installed.error();
  match.tag_all = tag_all;
  match.threads = configuration_.settings.parse_threads;
  match.stop = [&] { return stop_requested(options); };
  Pace pace;
  match.on_progress = [&](std::uint64_t done, std::uint64_t total) {
    if (options.on_progress && pace.due())
      options.on_progress({.stage = "match", .done = done, .total = total});
  };
  // Whoever runs this first after the rules were edited is down as who changed them; `rules apply --as` says it better.
  if (auto recorded =
          record_rules(store_, configuration_.rules, this_person(), clock(options).epoch_seconds(), "");
      !recorded)
    return recorded.error();
  if (auto tagged = tag_subjects(store_, matcher_->tagger(), as_of); !tagged) return tagged.error();
  auto matched = match_all(store_, *matcher_, match);
  if (matched) return {};
  if (matched.error().code != ErrorCode::cancelled) return matched.error();
  summary.stopped = true;
  return {};
}

Result<void> Pipeline::Impl::fill_in(PipelineSummary& summary) {
  auto read = store_.read([&](store::Queries& queries) {
    if (summary.run_id != 0) summary.ledger = queries.ledger(summary.run_id);
    summary.notices = queries.notice_count();
    summary.organisations = queries.organisation_count();
    summary.leads = queries.lead_count();
    return true;
  });
  if (!read) return read.error();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  return {};
}

Result<PipelineSummary> Pipeline::Impl::match(const PipelineOptions& options) {
  begun_ = std::chrono::steady_clock::now();
  if (auto good = ready(); !good) return good.error();
  PipelineSummary summary;
  const Date as_of = today(options);
  summary.as_of = to_string(as_of);
  if (auto completed = complete_notices(options, summary); !completed) return completed.error();
  if (auto matched = link_and_match(options, as_of, false, summary); !matched) return matched.error();
  if (auto filled = fill_in(summary); !filled) return filled.error();
  return summary;
}

}  // namespace tenderlead::app
