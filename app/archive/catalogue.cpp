#include "app/archive/catalogue.h"

#include <algorithm>
#include <system_error>

#include "crawler/warc.h"
#include "crawler/warc_format.h"
#include "model/time.h"

namespace tenderlead::app {
namespace {

// WARC-Date and timestamps alike as 14 digits.
std::string digits_of(std::string_view date) {
  std::string digits;
  for (const char c : date.substr(0, date.find('.')))
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

bool is_warc(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".warc.gz") || name.ends_with(".warc");
}

bool at_or_before(const crawler::CdxEntry& entry, const std::string& digits) {
  return digits.empty() || entry.timestamp <= digits;
}

}  // namespace

Result<std::vector<ArchiveFile>> archive_files(const std::filesystem::path& folder, store::Store* store) {
  std::optional<store::WarcPosition> position;
  if (store != nullptr) {
    auto read = store->read([](store::Queries& queries) { return queries.warc_position(); });
    if (!read) return read.error();
    position = *read;
  }
  const std::string prefix = crawler::WarcSet::Options().prefix;
  const int last = position ? crawler::warc_number(position->file, prefix) : 0;
  std::vector<ArchiveFile> files;
  std::error_code failure;
  if (!std::filesystem::is_directory(folder, failure))
    return Error{ErrorCode::not_found, "there is no archive at " + folder.string() + " yet"};
  for (std::filesystem::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    if (!is_warc(entry->path())) continue;
    ArchiveFile file{entry->path(), entry->file_size(failure), 0};
    const std::string name = entry->path().filename().string();
    if (last > 0 && crawler::warc_number(name, prefix) > last) continue;
    if (position && name == position->file && file.bytes > position->bytes) {
      file.uncommitted = file.bytes - position->bytes;
      file.bytes = position->bytes;
    }
    files.push_back(std::move(file));
  }
  if (failure) return Error{ErrorCode::io, "can't list " + folder.string() + ": " + failure.message()};
  std::ranges::sort(files, {}, &ArchiveFile::path);
  return files;
}

Catalogue::Catalogue(std::filesystem::path folder, std::vector<ArchiveFile> files)
    : folder_(std::move(folder)), files_(std::move(files)) {
  update_indexes();
}

void Catalogue::update_indexes() {
  faults_.clear();
  for (const auto& file : files_)
    if (auto updated = crawler::update_index(file.path, file.bytes); !updated)
      faults_.push_back(updated.error().message);
}

void Catalogue::each(const std::string& prefix, const std::function<bool(const crawler::CdxEntry&)>& each) {
  std::string key;
  if (!prefix.empty()) {
    // Of a query, keys have the parts in another order.
    const auto url = crawler::parse_url(prefix.substr(0, prefix.find('?')));
    if (!url) return;
    key = crawler::surt_key(*url);
  }
  scan([&](const crawler::CdxEntry& entry) { return entry.key.starts_with(key); }, key,
       [&](const crawler::CdxEntry& entry) { return !entry.url.starts_with(prefix) || each(entry); });
}

void Catalogue::each_of(const std::string& url, const std::function<void(const crawler::CdxEntry&)>& each) {
  const auto parsed = crawler::parse_url(url);
  if (!parsed) return;
  const std::string key = crawler::surt_key(*parsed), href = parsed->href();
  scan([&](const crawler::CdxEntry& entry) { return entry.key == key; }, key,
       [&](const crawler::CdxEntry& entry) {
         if (entry.url == href) each(entry);
         return true;
       });
}

void Catalogue::scan(const std::function<bool(const crawler::CdxEntry&)>& within, const std::string& from,
                     const std::function<bool(const crawler::CdxEntry&)>& each) {
  struct Source {
    crawler::CdxReader reader;
    std::optional<crawler::CdxEntry> next;
  };
  std::vector<Source> sources;
  const auto advance = [&](Source& source) {
    auto next = source.reader.next();
    if (!next) faults_.push_back(next.error().message + "; `tenderlead archive index --anew` mends it");
    source.next = next && *next && within(**next) ? std::move(*next) : std::nullopt;
  };
  for (const auto& file : files_) {
    auto reader = crawler::CdxReader::open(file.path);
    if (!reader) continue;
    if (!from.empty()) reader->seek(from);
    advance(sources.emplace_back(Source{std::move(*reader), std::nullopt}));
  }
  while (true) {
    Source* first = nullptr;
    for (auto& source : sources)
      if (source.next && (first == nullptr || std::tie(source.next->key, source.next->timestamp) <
                                                  std::tie(first->next->key, first->next->timestamp)))
        first = &source;
    if (first == nullptr) return;
    if (!each(*first->next)) return;
    advance(*first);
  }
}

std::optional<crawler::CdxEntry> Catalogue::find(const std::string& url, std::optional<std::int64_t> at) {
  const std::string until = at ? digits_of(utc_timestamp(*at)) : std::string();
  std::optional<crawler::CdxEntry> found;
  // They come by time; of two at one instant the later in the archive counts.
  each_of(url, [&](const crawler::CdxEntry& entry) {
    if (at_or_before(entry, until)) found = entry;
  });
  return found;
}

Result<crawler::WarcRecord> Catalogue::record_at(const std::string& file, std::uint64_t offset) const {
  const auto known =
      std::ranges::find_if(files_, [&](const ArchiveFile& each) { return each.path.filename() == file; });
  if (known == files_.end())
    return Error{ErrorCode::not_found, "there is no file " + file + " in " + folder_.string()};
  if (offset >= known->bytes)
    return Error{ErrorCode::not_found, file + " has " + std::to_string(known->bytes) + " bytes"};
  auto reader = crawler::WarcReader::open_range(known->path, offset, known->bytes - offset);
  if (!reader) return reader.error();
  auto record = reader->next();
  if (!record) return record.error();
  if (!*record) return Error{ErrorCode::not_found, file + " holds no record at " + std::to_string(offset)};
  return std::move(**record);
}

Result<crawler::WarcRecord> Catalogue::record_of(const crawler::CdxEntry& entry) {
  auto record = record_at(entry.file, entry.offset);
  const auto says = record ? crawler::cdx_entry(*record, entry.file) : std::nullopt;
  if (says && says->url == entry.url && says->timestamp == entry.timestamp) return record;
  std::error_code ignored;
  for (const auto& file : files_) std::filesystem::remove(crawler::index_path(file.path), ignored);
  update_indexes();
  return Error{ErrorCode::not_found, "the index was wrong about " + entry.url + " and is made anew"};
}

std::optional<crawler::CdxEntry> Catalogue::earlier_of(const crawler::WarcRecord& revisit) {
  const std::string digest(header_value(revisit.headers, "WARC-Payload-Digest"));
  const std::string date = digits_of(header_value(revisit.headers, "WARC-Refers-To-Date"));
  std::string url(header_value(revisit.headers, "WARC-Refers-To-Target-URI"));
  if (url.empty()) url = revisit.target_uri();
  std::optional<crawler::CdxEntry> found;
  const auto consider = [&](const crawler::CdxEntry& entry) {
    if (entry.is_revisit() || (!digest.empty() && entry.digest != digest)) return true;
    // Without a digest (a 304) the date tells; the newest one otherwise, since bytes that are equal are equal.
    const bool dated = !digest.empty() || date.empty() || at_or_before(entry, date);
    if (dated && (!found || entry.timestamp >= found->timestamp)) found = entry;
    return true;
  };
  each_of(url, consider);
  if (!found && !digest.empty()) each({}, consider);
  return found;
}

Result<Page> Catalogue::page_of(const crawler::WarcRecord& record) {
  if (record.type() != "revisit") return crawler::page_from_record(record);
  const auto earlier = earlier_of(record);
  if (!earlier)
    return Error{ErrorCode::not_found,
                 record.target_uri() + " came again unchanged, but what it stands for isn't in this archive"};
  auto original = record_of(*earlier);
  if (!original) return original.error();
  auto page = crawler::page_from_record(*original);
  if (!page) return page.error();
  const int status = page->status;
  Page again = crawler::revisited_page(record, std::move(*page));
  // A 304 says that the page stands; what stands is the page.
  if (again.status == 304) again.status = status;
  return again;
}

}  // namespace tenderlead::app
