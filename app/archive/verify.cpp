#include "app/archive/verify.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "crawler/warc.h"
#include "crawler/warc_check.h"

namespace tenderlead::app {
namespace {

// Beyond what any page of ours has.
constexpr std::uint64_t kMaxBlock = 256u << 20;

class FileCheck {
 public:
  FileCheck(const ArchiveFile& file, std::vector<store::ArchivedRow> rows, VerifyCount& count,
            const std::function<void(const ArchiveFault&)>& fault)
      : file_(file), name_(file.path.filename().string()), count_(count), fault_(fault) {
    for (auto& row : rows) {
      const std::uint64_t offset = row.page.location.offset;
      wanted_.emplace(offset, std::move(row));
    }
  }

  void run() {
    ++count_.files;
    crawler::WarcReaderOptions options;
    options.max_block_bytes = kMaxBlock;
    auto reader = crawler::WarcReader::open_range(file_.path, 0, file_.bytes, options);
    if (!reader) {
      tell(0, reader.error().message);
    } else {
      std::uint64_t reached = 0;  // what lies before it was read, or can't be
      while (true) {
        const auto record = reader->next();
        if (record && !*record) break;
        if (record) {
          if (damage_) skip_damaged((*record)->offset);
          check(**record);
          reached = std::max(reached, (*record)->offset + (*record)->length);
          continue;
        }
        if (!damage_) damage_ = {reached, record.error().message};
        request_.reset();
        if (!reader->resume()) break;
      }
    }
    if (damage_) skip_damaged(file_.bytes);
    for (const auto& [offset, row] : wanted_)
      if (!found_.contains(row.page.seq))
        tell(offset, "the store says that " + row.task.url + " lies here, but no such record does");
    check_index();
  }

 private:
  void tell(std::uint64_t offset, const std::string& what) {
    ++count_.faults;
    fault_({name_, offset, what});
  }

  // One fault, from where it lies to the next record, with the pages that it takes along.
  void skip_damaged(std::uint64_t end) {
    auto what = damage_->what;
    for (const auto& [offset, row] : wanted_) {
      if (offset + row.page.location.length <= damage_->offset || offset >= end) continue;
      found_.insert(row.page.seq);
      what += "; the store has " + row.task.url + " there";
    }
    tell(damage_->offset, what);
    damaged_.emplace_back(damage_->offset, end);
    damage_.reset();
  }

  void check(const crawler::WarcRecord& record) {
    ++count_.records;
    for (const auto& what : crawler::record_faults(record)) tell(record.offset, what);
    if (record.length == 0) tell(record.offset, "the record has no gzip member of its own");
    if (const auto entry = crawler::cdx_entry(record, name_)) entries_.push_back(crawler::to_cdxj(*entry));
    if (record.type() == "request") {
      request_ = {record.offset, record.length};
      return;
    }
    const auto request = std::exchange(request_, std::nullopt);
    if (record.type() != "response" && record.type() != "resource") return;
    const std::string digest = crawler::payload_digest(crawler::payload_of(record));
    check_rows(record.offset, record.length, digest);
    if (request) check_rows(request->offset, request->length + record.length, digest);
  }

  // The pages that the store has at a place.
  void check_rows(std::uint64_t offset, std::uint64_t length, const std::string& digest) {
    const auto [begin, end] = wanted_.equal_range(offset);
    for (auto each = begin; each != end; ++each) {
      const store::ArchivedRow& row = each->second;
      if (row.page.location.length != length)
        tell(offset, "the store says that " + row.task.url + " has " +
                         std::to_string(row.page.location.length) + " bytes here, but it has " +
                         std::to_string(length));
      else if (row.page.digest != digest)
        tell(offset, "the body isn't the one that the store knows of " + row.task.url);
      else
        ++count_.pages;
      found_.insert(row.page.seq);
    }
  }

  void check_index() {
    if (crawler::indexed_bytes(file_.path) != file_.bytes) return;
    auto reader = crawler::CdxReader::open(file_.path);
    std::vector<std::string> lines;
    while (reader) {
      const auto next = reader->next();
      if (!next || !*next) break;
      // What is damaged may have been whole when it was indexed.
      const auto offset = (*next)->offset;
      if (std::ranges::any_of(damaged_,
                              [&](const auto& span) { return offset >= span.first && offset < span.second; }))
        continue;
      lines.push_back(crawler::to_cdxj(**next));
    }
    std::ranges::sort(entries_);
    std::ranges::sort(lines);
    if (lines == entries_) return;
    ++count_.faults;
    fault_({crawler::index_path(file_.path).filename().string(), 0,
            "the index isn't that of its file; `tenderlead archive index --anew` mends it"});
  }

  struct Span {
    std::uint64_t offset = 0, length = 0;
  };
  const ArchiveFile& file_;
  std::string name_;
  VerifyCount& count_;
  const std::function<void(const ArchiveFault&)>& fault_;
  std::multimap<std::uint64_t, store::ArchivedRow> wanted_;
  std::set<std::int64_t> found_;
  struct Damage {
    std::uint64_t offset = 0;
    std::string what;
  };
  std::optional<Damage> damage_;  // of which it isn't known yet how far it goes
  std::vector<std::pair<std::uint64_t, std::uint64_t>> damaged_;
  std::optional<Span> request_;  // the record before, where it is one
  std::vector<std::string> entries_;
};

}  // namespace

Result<VerifyCount> verify_archive(const std::vector<ArchiveFile>& files, store::Store* store,
                                   const std::function<void(const ArchiveFault&)>& fault) {
  VerifyCount count;
  std::map<std::string, std::int64_t> known;
  if (store != nullptr) {
    auto read = store->read([](store::Queries& queries) { return queries.archive_files(); });
    if (!read) return read.error();
    known = std::move(*read);
  }
  for (const auto& file : files) {
    const std::string name = file.path.filename().string();
    std::vector<store::ArchivedRow> rows;
    if (known.erase(name) > 0) {
      auto read = store->read([&](store::Queries& queries) { return queries.pages_in(name); });
      if (!read) return read.error();
      rows = std::move(*read);
    }
    FileCheck(file, std::move(rows), count, fault).run();
  }
  for (const auto& [name, pages] : known) {
    ++count.faults;
    fault({name, 0, "the file is missing, and " + std::to_string(pages) + " pages of the store lie in it"});
  }
  return count;
}

}  // namespace tenderlead::app
