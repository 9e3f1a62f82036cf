// Store: everything that lasts, in one SQLite file (WAL) beside its lock and its archive folder. Start reading here.
//
//   auto store = Store::open("data/tenderlead.db", OpenMode::read_write);
//   store.value()->write([&](WriteBatch& batch) { batch.put_notice(...); batch.count(...); });   // one transaction
//   auto leads = store.value()->read([&](Queries& queries) { return queries.leads(filter); });
//
// One process writes at a time: opening for writing takes an exclusive flock on PATH.lock and gives
// ErrorCode::busy at once, with the holder's process id, when another has it. Readers are always let in and see the
// last committed state.
//
// People's work is the exception: OpenMode::people takes no lock, writes short transactions between those of a crawl, each on the disk
// before it is acknowledged, and must leave everything alone that a rebuild makes. A transaction waits 10 s for another's; then it
// is ErrorCode::busy.
//
// Within a process: one writer connection behind a mutex, a pool of readers. All members are thread-safe; a
// WriteBatch or Queries belongs to the call it is passed to. Writes begin with BEGIN IMMEDIATE.
//
// Durability: synchronous=NORMAL. In WAL mode a killed process loses nothing that was committed; a power failure
// may lose the last commits but never tears one. That is enough, because the queue row of a URL leaves in the same
// commit: what is lost is fetched again. The archive is synced before the commit that refers to it.
//
// Errors: version_mismatch (a newer program wrote it), corrupt (not a store, or damaged), io (missing folder,
// read-only, disk full: the message says which), not_found (no store there and not OpenMode::create), busy.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "model/result.h"
#include "store/queries.h"
#include "store/write_batch.h"

namespace tenderlead::store {

enum class OpenMode {
  read_only,   // an existing store; no lock
  read_write,  // an existing store; migrates an older one
  create,      // like read_write, and makes an empty one where there is none (its folder too)
  people,  // an existing store of this program's schema, for people's work beside the process that has the lock
};

enum class DumpParts {
  all,
  refined,  // the refined and lead layers alone: what a reparse rebuilds
};

// The schema that this program writes.
int schema_version();

class Store {
 public:
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& path, OpenMode mode);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  const std::filesystem::path& path() const;

  // Runs `work` in one write transaction and commits it. Whatever `work` or the commit throws rolls everything
  // back and comes out as an Error ("disk full: ..." where the disk is).
  Result<void> write(const std::function<void(WriteBatch&)>& work);

  // Runs `work` in one write transaction in which it can read as well, so that what it found still holds when it writes.
  // Commits where it returns true, and leaves everything as it was where it returns false; the answer says which.
  Result<bool> transact(const std::function<bool(WriteBatch&, Queries&)>& work);

  // The same as write(), and waits until the transaction would outlive a power failure: before what it replaces is deleted.
  Result<void> write_durably(const std::function<void(WriteBatch&)>& work);

  // Runs `work` on one consistent snapshot, read-only, and returns what it returns.
  template <typename Work>
  auto read(Work&& work) -> Result<std::invoke_result_t<Work, Queries&>> {
    std::optional<std::invoke_result_t<Work, Queries&>> answer;
    auto outcome = read_snapshot([&](Queries& queries) { answer.emplace(work(queries)); });
    if (!outcome) return outcome.error();
    return std::move(*answer);
  }

  // Content in a canonical order without times, run ids and places in the archive: equal content gives equal text.
  // One line a row: the table's word, then its columns, tabs between.
  Result<void> dump(std::ostream& out, DumpParts parts = DumpParts::all);

  // Limits the size of the store's file, in bytes, for the life of this object; reaching it is ErrorCode::io "disk
  // full". For tests and for shared disks.
  Result<void> limit_size(std::uint64_t bytes);

 private:
  class State;
  explicit Store(std::unique_ptr<State> state);
  Result<void> read_snapshot(const std::function<void(Queries&)>& work);
  std::unique_ptr<State> state_;
};

}  // namespace tenderlead::store
