// archive list, get, verify, compact, index: the WARC files by hand.
#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <memory>

#include "app/archive/catalogue.h"
#include "app/archive/compact.h"
#include "app/archive/verify.h"
#include "app/commands/command.h"
#include "app/pipeline/run.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "crawler/gunzip.h"
#include "crawler/url.h"
#include "crawler/warc.h"
#include "crawler/warc_check.h"
#include "crawler/warc_format.h"
#include "model/time.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

struct ArchiveCommand {
  std::vector<std::filesystem::path> files;
  std::string url;
  std::string source;
  std::string target;
  std::string at;
  std::size_t limit = 0;
  bool headers = false;
  bool raw = false;
  bool dry_run = false;
  bool anew = false;
};

boost::json::string json_text(std::string_view text) {
  return boost::json::string(text.data(), text.size());
}

// What a command works on. `store` is null where there is none: an archive can be read without.
struct OpenArchive {
  config::Configuration configuration;
  std::unique_ptr<store::Store> store;
  std::filesystem::path folder;
  std::vector<ArchiveFile> files;
};

// Prints why where there is nothing; `status` is the command's then.
std::optional<OpenArchive> open_archive_folder(const GlobalOptions& globals, ExitStatus& status) {
  auto configuration = load_or_complain(globals);
  status = ExitStatus::wrong_usage;
  if (!configuration) return std::nullopt;
  OpenArchive archive;
  archive.configuration = std::move(*configuration);
  archive.folder = archive_path(archive.configuration);
  auto opened = store::Store::open(store_path(archive.configuration), store::OpenMode::read_only);
  status = ExitStatus::store_unavailable;
  if (!opened && opened.error().code != ErrorCode::not_found) {
    complain(opened.error().message);
    return std::nullopt;
  }
  if (opened) archive.store = std::move(*opened);
  auto files = archive_files(archive.folder, archive.store.get());
  if (!files) {
    complain(files.error().message);
    return std::nullopt;
  }
  archive.files = std::move(*files);
  status = ExitStatus::done;
  return archive;
}

void print_capture(const crawler::CdxEntry& entry, bool as_json) {
  const std::string& t = entry.timestamp;
  const std::string time = t.substr(0, 4) + "-" + t.substr(4, 2) + "-" + t.substr(6, 2) + "T" +
                           t.substr(8, 2) + ":" + t.substr(10, 2) + ":" + t.substr(12, 2) + "Z";
  if (!as_json) {
    std::cout << time << "  " << entry.status << "  " << printable(entry.mime) << "  " << entry.length << "  "
              << printable(entry.url) << "  " << printable(entry.file) << ":" << entry.offset << '\n';
    return;
  }
  boost::json::object out{{"url", json_text(entry.url)},
                          {"time", json_text(time)},
                          {"status", json_text(entry.status)},
                          {"mime", json_text(entry.mime)},
                          {"digest", json_text(entry.digest)},
                          {"file", json_text(entry.file)},
                          {"offset", entry.offset},
                          {"length", entry.length}};
  if (!entry.method.empty()) out["method"] = json_text(entry.method);
  std::cout << wire::to_text(out) << '\n';
}

// All records of files, whoever wrote them.
ExitStatus list_records(const ArchiveCommand& command, bool as_json) {
  ExitStatus status = ExitStatus::done;
  std::size_t listed = 0;
  for (const auto& file : command.files) {
    auto reader = crawler::WarcReader::open(file);
    while (true) {
      auto record = reader ? reader->next() : Result<std::optional<crawler::WarcRecord>>(reader.error());
      if (!record) {
        complain(printable(record.error().message));
        status = ExitStatus::some_failed;
        if (reader && reader->resume()) continue;
      }
      if (!record || !*record || (command.limit > 0 && listed == command.limit)) break;
      ++listed;
      const crawler::WarcRecord& it = **record;
      const auto page = crawler::page_from_record(it);
      const std::string_view body = page ? std::string_view(page->body) : crawler::payload_of(it);
      if (!as_json) {
        std::cout << printable(header_value(it.headers, "WARC-Date")) << "  " << printable(it.type()) << "  "
                  << body.size() << "  " << printable(it.target_uri()) << "  "
                  << printable(file.filename().string()) << ":" << it.offset << '\n';
        continue;
      }
      boost::json::object out{{"file", json_text(file.filename().string())},
                              {"offset", it.offset},
                              {"length", it.length},
                              {"type", json_text(it.type())},
                              {"url", json_text(it.target_uri())},
                              {"date", json_text(header_value(it.headers, "WARC-Date"))},
                              {"content_type", json_text(header_value(it.headers, "Content-Type"))},
                              {"body_length", body.size()},
                              {"body_digest", json_text("sha1:" + crawler::payload_digest(body))}};
      const auto message = crawler::parse_http_message(it.block);
      const auto http = message ? crawler::http_status_of(message->start_line) : std::nullopt;
      if (http) out["status"] = *http;
      if (const auto matches = crawler::digests_match(it)) out["digests_match"] = *matches;
      std::cout << wire::to_text(out) << '\n';
    }
  }
  return status;
}

// The pages that the store has of a source.
ExitStatus list_source(OpenArchive& archive, const ArchiveCommand& command, bool as_json) {
  if (!archive.store) {
    complain("--source needs the store, and there is none yet");
    return ExitStatus::store_unavailable;
  }
  std::size_t listed = 0;
  auto read = archive.store->read([&](store::Queries& queries) {
    queries.archived(command.source, false, [&](const store::ArchivedRow& row) {
      if (!row.task.url.starts_with(command.url) || (command.limit > 0 && listed == command.limit)) return;
      ++listed;
      crawler::CdxEntry entry;
      entry.url = row.task.url;
      for (const char c : utc_timestamp(row.page.fetched_at))
        if (c >= '0' && c <= '9') entry.timestamp += c;
      entry.status = std::to_string(row.page.status);
      entry.mime = to_string(row.task.kind);
      entry.digest = "sha1:" + row.page.digest;
      entry.method = row.task.method == "GET" ? "" : row.task.method;
      entry.file = row.page.location.file;
      entry.offset = row.page.location.offset;
      entry.length = row.page.location.length;
      print_capture(entry, as_json);
    });
    return true;
  });
  if (read) return ExitStatus::done;
  complain(read.error().message);
  return status_for(read.error());
}

ExitStatus archive_list(const GlobalOptions& globals, const ArchiveCommand& command) {
  if (!command.files.empty()) return list_records(command, globals.json);
  if (!command.url.empty() && !crawler::parse_url(command.url)) {
    complain("--url: '" + command.url + "' is not the beginning of an http or https URL");
    return ExitStatus::wrong_usage;
  }
  ExitStatus status{};
  auto archive = open_archive_folder(globals, status);
  if (!archive) return status;
  if (!command.source.empty()) return list_source(*archive, command, globals.json);
  Catalogue catalogue(archive->folder, archive->files);
  std::size_t listed = 0;
  catalogue.each(command.url, [&](const crawler::CdxEntry& entry) {
    print_capture(entry, globals.json);
    return command.limit == 0 || ++listed < command.limit;
  });
  for (const auto& fault : catalogue.faults()) complain(printable(fault));
  return catalogue.faults().empty() ? ExitStatus::done : ExitStatus::some_failed;
}

// An instant: 14 digits in UTC, an ISO 8601 time, or a day, which counts to its end.
std::optional<std::int64_t> instant_of(const std::string& text) {
  if (text.size() == 14 && text.find_first_not_of("0123456789") == std::string::npos)
    return epoch_from_utc_timestamp(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2) +
                                    "T" + text.substr(8, 2) + ":" + text.substr(10, 2) + ":" +
                                    text.substr(12, 2) + "Z");
  if (const auto utc = epoch_from_utc_timestamp(text)) return utc;
  const auto stated = stated_time_from_iso(text);
  if (!stated) return std::nullopt;
  return epoch_seconds(*stated) + (stated->second_of_day ? 0 : 86399);
}

// "FILE:OFFSET"; nothing for a URL.
std::optional<std::pair<std::string, std::uint64_t>> place_of(const std::string& target) {
  const std::size_t colon = target.rfind(':');
  if (colon == std::string::npos || target.find("://") != std::string::npos) return std::nullopt;
  std::uint64_t offset = 0;
  const char* end = target.data() + target.size();
  const auto read = std::from_chars(target.data() + colon + 1, end, offset);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return std::pair(target.substr(0, colon), offset);
}

Result<std::string> raw_record(const std::filesystem::path& file, const crawler::WarcRecord& record) {
  constexpr std::size_t kMost = 256u << 20;
  if (record.length == 0)
    return Error{ErrorCode::unsupported, "the record shares a gzip member with others, and can't be cut out"};
  std::string bytes(std::min<std::uint64_t>(record.length, kMost), '\0');
  std::ifstream in(file, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(record.offset));
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in) return Error{ErrorCode::io, file.string() + " can't be read"};
  if (!crawler::looks_like_gzip(bytes)) return bytes;
  return crawler::inflated(bytes, kMost);
}

ExitStatus say_why(const Error& error) {
  complain(printable(error.message));
  return ExitStatus::some_failed;
}

// The page that the store has of an address, which lies under another one where the address redirects.
std::optional<ArchiveLocation> stored_place(store::Store* store, const std::string& url,
                                            std::optional<std::int64_t> at) {
  std::optional<ArchiveLocation> found;
  const auto canonical = crawler::canonical_url(url);
  if (store == nullptr || !canonical) return found;
  static_cast<void>(store->read([&](store::Queries& queries) {
    for (const auto& row : queries.pages_of_url(*canonical))
      if (!at || row.page.fetched_at <= *at) found = row.page.location;
    return true;
  }));
  return found;
}

ExitStatus archive_get(const GlobalOptions& globals, const ArchiveCommand& command) {
  std::optional<std::int64_t> at;
  if (!command.at.empty() && !(at = instant_of(command.at))) {
    complain("--at: '" + command.at +
             "' is no day or time: 2026-04-07, 2026-04-07T13:30:00+08:00, 20260407053000");
    return ExitStatus::wrong_usage;
  }
  const auto place = place_of(command.target);
  if (!place && !crawler::parse_url(command.target)) {
    complain("'" + command.target + "' is neither an http or https URL nor FILE:OFFSET");
    return ExitStatus::wrong_usage;
  }
  ExitStatus status{};
  auto archive = open_archive_folder(globals, status);
  if (!archive) return status;
  Catalogue catalogue(archive->folder, archive->files);
  Result<crawler::WarcRecord> record = Error{ErrorCode::not_found, ""};
  std::string file;
  if (place) {
    file = place->first;
    record = catalogue.record_at(file, place->second);
  }
  // An index that was wrong is made anew at the first try.
  for (int tries = 0; !place && !record && tries < 2; ++tries) {
    const auto entry = catalogue.find(command.target, at);
    const auto stored = entry ? std::nullopt : stored_place(archive->store.get(), command.target, at);
    if (stored) {
      file = stored->file;
      record = catalogue.record_at(file, stored->offset);
      break;
    }
    if (!entry)
      return say_why({ErrorCode::not_found, command.target + " isn't in the archive" +
                                                (at ? ", or wasn't yet at " + command.at : std::string())});
    file = entry->file;
    record = catalogue.record_of(*entry);
  }
  if (!record) return say_why(record.error());
  if (command.raw) {
    const auto bytes = raw_record(archive->folder / file, *record);
    if (!bytes) return say_why(bytes.error());
    std::cout << *bytes;
    return ExitStatus::done;
  }
  const bool has_page =
      record->type() == "response" || record->type() == "resource" || record->type() == "revisit";
  if (!has_page) {
    std::cout << record->block;
    return ExitStatus::done;
  }
  if (command.headers) {
    const auto message = crawler::parse_http_message(record->block);
    if (!message) return say_why(message.error());
    std::cout << message->start_line << '\n';
    for (const auto& [name, value] : message->headers) std::cout << name << ": " << value << '\n';
    return ExitStatus::done;
  }
  const auto page = catalogue.page_of(*record);
  if (!page) return say_why(page.error());
  std::cout << page->body;
  return ExitStatus::done;
}

ExitStatus archive_verify(const GlobalOptions& globals, const ArchiveCommand& command) {
  std::vector<ArchiveFile> files;
  std::unique_ptr<store::Store> store;
  for (const auto& path : command.files) {
    std::error_code failure;
    const auto bytes = std::filesystem::file_size(path, failure);
    if (failure) return say_why({ErrorCode::io, path.string() + ": " + failure.message()});
    files.push_back({path, bytes, 0});
  }
  if (files.empty()) {
    ExitStatus status{};
    auto archive = open_archive_folder(globals, status);
    if (!archive) return status;
    files = std::move(archive->files);
    store = std::move(archive->store);
  }
  for (const auto& file : files)
    if (file.uncommitted > 0)
      std::cerr
          << file.path.filename().string() << ": " << file.uncommitted
          << " bytes behind what is committed; a running crawl writes them, or the next one cuts them off\n";
  const auto count = verify_archive(files, store.get(), [&](const ArchiveFault& fault) {
    if (globals.json)
      std::cout << wire::to_text(boost::json::object{{"file", json_text(fault.file)},
                                                     {"offset", fault.offset},
                                                     {"fault", json_text(fault.what)}})
                << '\n';
    else
      std::cout << printable(fault.file) << ":" << fault.offset << ": " << printable(fault.what) << '\n';
  });
  if (!count) {
    complain(count.error().message);
    return status_for(count.error());
  }
  std::cerr << count->records << " records in " << count->files << " files";
  if (store) std::cerr << ", " << count->pages << " pages of the store where they should be";
  std::cerr << ", " << count->faults << " faults\n";
  return count->faults == 0 ? ExitStatus::done : ExitStatus::some_failed;
}

ExitStatus archive_compact(const GlobalOptions& globals, const ArchiveCommand& command) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  // Also for a plan: what is committed mustn't move meanwhile.
  auto store = store::Store::open(store_path(*configuration), store::OpenMode::read_write);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }
  const auto folder = archive_path(*configuration);
  const auto options = archive_options(*configuration);
  Result<crawler::Compaction> done = crawler::Compaction();
  if (command.dry_run) {
    const auto position = (*store)->read([](store::Queries& queries) { return queries.warc_position(); });
    if (!position) return say_why(position.error());
    if (*position) done = crawler::plan_compaction(folder, {(*position)->file, (*position)->bytes}, options);
  } else {
    done = compact_archive(**store, folder, options);
  }
  if (!done) return say_why(done.error());
  if (globals.json) {
    std::cout << wire::to_text(boost::json::object{{"replaced", done->replaced.size()},
                                                   {"written", done->written.size()},
                                                   {"duplicates", done->duplicates},
                                                   {"bytes_before", done->bytes_before},
                                                   {"bytes_after", done->bytes_after}})
              << '\n';
  } else if (done->replaced.empty()) {
    std::cout << "nothing to gain\n";
  } else {
    std::cout << done->replaced.size() << " files of " << done->bytes_before << " bytes, " << done->duplicates
              << " responses that repeat an earlier one";
    if (!command.dry_run)
      std::cout << "; now " << done->written.size() << " files of " << done->bytes_after << " bytes";
    std::cout << '\n';
  }
  return ExitStatus::done;
}

ExitStatus archive_index(const GlobalOptions& globals, const ArchiveCommand& command) {
  ExitStatus status{};
  auto archive = open_archive_folder(globals, status);
  if (!archive) return status;
  std::error_code ignored;
  if (command.anew)
    for (const auto& file : archive->files) std::filesystem::remove(crawler::index_path(file.path), ignored);
  const Catalogue catalogue(archive->folder, archive->files);
  for (const auto& fault : catalogue.faults()) complain(printable(fault));
  std::cerr << archive->files.size() << " files indexed\n";
  return catalogue.faults().empty() ? ExitStatus::done : ExitStatus::some_failed;
}

}  // namespace

void add_archive(CommandLine& line) {
  auto* command = line.app->add_subcommand("archive", "Look into the WARC files, check them, tidy them up");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* help,
                       ExitStatus (*work)(const GlobalOptions&, const ArchiveCommand&)) {
    auto* sub = command->add_subcommand(name, help);
    auto options = std::make_shared<ArchiveCommand>();
    sub->callback([&line, options, work] {
      line.action = [&line, options, work] { return work(line.globals, *options); };
    });
    return std::pair(sub, options);
  };
  {
    const auto [sub, options] = add("list", "What was fetched, by address and time", archive_list);
    sub->add_option("FILE", options->files, "All records of these WARC files instead, whoever wrote them");
    sub->add_option("--url", options->url, "Only addresses that begin so");
    sub->add_option("--source", options->source, "The pages that the store has of a source");
    add_limit(*sub, options->limit);
  }
  {
    const auto [sub, options] = add("get", "The body of a page on standard output", archive_get);
    sub->add_option("TARGET", options->target, "A URL, or FILE:OFFSET as `list` shows it")->required();
    sub->add_option("--at", options->at, "As it was at this day or time (default: the latest)");
    auto* headers = sub->add_flag("--headers", options->headers, "The HTTP status line and headers instead");
    sub->add_flag("--raw", options->raw, "The whole WARC record instead")->excludes(headers);
  }
  {
    const auto [sub, options] =
        add("verify", "Check every record, and that the store's pages lie where it says", archive_verify);
    sub->add_option("FILE", options->files, "These WARC files instead, without the store");
  }
  {
    const auto [sub, options] = add(
        "compact", "Merge small files; what repeats an earlier page becomes a reference", archive_compact);
    sub->add_flag("--dry-run", options->dry_run, "Say what would be gained, and write nothing");
  }
  {
    const auto [sub, options] = add("index", "Bring the CDXJ indexes up to date", archive_index);
    sub->add_flag("--anew", options->anew, "Throw them away first");
  }
}

}  // namespace tenderlead::app
