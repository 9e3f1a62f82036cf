#include "app/archive/compact.h"

#include <map>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "crawler/cdxj.h"

namespace tenderlead::app {
namespace {

// The store's fact: names of files that are to be removed, a line each.
constexpr const char* kLeftovers = "archive_leftovers";

using Place = std::pair<std::string, std::uint64_t>;

}  // namespace

Result<void> remove_leftovers(store::Store& store, const std::filesystem::path& folder) {
  auto names = store.read([](store::Queries& queries) { return queries.fact(kLeftovers); });
  if (!names) return names.error();
  if (names->empty()) return {};
  std::istringstream lines(*names);
  const std::string prefix = crawler::WarcSet::Options().prefix;
  for (std::string name; std::getline(lines, name);) {
    if (crawler::warc_number(name, prefix) == 0) continue;
    std::error_code failure;
    std::filesystem::remove(crawler::index_path(folder / name), failure);
    std::filesystem::remove(folder / name, failure);
    if (failure)
      return Error{ErrorCode::io, (folder / name).string() + " can't be removed: " + failure.message()};
  }
  return store.write([](store::WriteBatch& writer) { writer.set_fact(kLeftovers, ""); });
}

Result<crawler::Compaction> compact_archive(store::Store& store, const std::filesystem::path& folder,
                                            const crawler::WarcSet::Options& options) {
  if (auto removed = remove_leftovers(store, folder); !removed) return removed.error();
  auto position = store.read([](store::Queries& queries) { return queries.warc_position(); });
  if (!position) return position.error();
  if (!*position) return crawler::Compaction();
  // Where the pages lie; what moves is looked up here. About 100 bytes a page.
  std::multimap<Place, std::int64_t> pages;
  auto read = store.read([&](store::Queries& queries) {
    for (const auto& [file, count] : queries.archive_files())
      for (const auto& row : queries.pages_in(file))
        pages.emplace(Place{file, row.page.location.offset}, row.page.seq);
    return true;
  });
  if (!read) return read.error();
  std::vector<std::pair<std::int64_t, ArchiveLocation>> moves;
  auto compaction =
      crawler::compact(folder, {(*position)->file, (*position)->bytes}, options,
                       [&](const std::string& file, std::uint64_t offset, const ArchiveLocation& to) {
                         const auto [begin, end] = pages.equal_range({file, offset});
                         for (auto page = begin; page != end; ++page) moves.emplace_back(page->second, to);
                         pages.erase(begin, end);
                       });
  if (!compaction || compaction->replaced.empty()) return compaction;
  std::string leftovers;
  for (const auto& name : compaction->replaced) {
    leftovers += name + "\n";
    const auto lost = pages.lower_bound({name, 0});
    if (lost != pages.end() && lost->first.first == name)
      return Error{ErrorCode::corrupt, "no record begins at byte " + std::to_string(lost->first.second) +
                                           " of " + name +
                                           ", where the store has a page; see `tenderlead archive verify`"};
  }
  auto written = store.write_durably([&](store::WriteBatch& writer) {
    for (const auto& [seq, location] : moves) writer.move_page(seq, location);
    writer.set_warc_position({compaction->position.file, compaction->position.bytes});
    writer.set_fact(kLeftovers, leftovers);
  });
  if (!written) return written.error();
  if (auto removed = remove_leftovers(store, folder); !removed) return removed.error();
  return compaction;
}

}  // namespace tenderlead::app
