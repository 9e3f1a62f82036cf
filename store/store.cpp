#include "store/store.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>

#include <mutex>
#include <ostream>
#include <system_error>
#include <vector>

#include "store/connection.h"
#include "store/dialect.h"
#include "store/dump.h"
#include "store/lock.h"
#include "store/schema.h"

namespace tenderlead::store {
namespace {

constexpr std::size_t kIdleReaders = 8;

// Refuses files that this program can't use. `from` becomes the version found (0: empty file).
Result<void> check_format(Connection& connection, const std::filesystem::path& path, OpenMode mode,
                          int& from) {
  auto& database = connection.database();
  from = dialect::schema_version(database);
  if (dialect::application_id(database) != dialect::kApplicationId) {
    const bool may_begin = mode == OpenMode::create && from == 0 && dialect::is_empty(database);
    if (!may_begin) return Error{ErrorCode::corrupt, path.string() + " is not a Tenderlead store"};
  }
  if (from > kSchemaVersion)
    return Error{ErrorCode::version_mismatch, path.string() + " was written by a newer Tenderlead (schema " +
                                                  std::to_string(from) + ", this program knows " +
                                                  std::to_string(kSchemaVersion) +
                                                  "); install that version or newer"};
  if (from < kSchemaVersion && (mode == OpenMode::read_only || mode == OpenMode::people))
    return Error{
        ErrorCode::version_mismatch,
        path.string() + " was written by an older Tenderlead; `tenderlead match` brings it up to date"};
  return {};
}

// A newer program may bring the store up to date while others have it open; what they would write or read of it then is wrong.
Result<void> check_still_ours(Connection& connection, const std::filesystem::path& path) {
  const int version = dialect::schema_version(connection.database());
  if (version <= kSchemaVersion) return {};
  return Error{ErrorCode::version_mismatch, path.string() +
                                                " was brought up to date by a newer Tenderlead (schema " +
                                                std::to_string(version) + ", this program knows " +
                                                std::to_string(kSchemaVersion) + "); start that version"};
}

}  // namespace

int schema_version() {
  return kSchemaVersion;
}

class Store::State {
 public:
  State(std::filesystem::path file, std::optional<WriterLock> writers, std::unique_ptr<Connection> connection)
      : path(std::move(file)), lock(std::move(writers)), writer(std::move(connection)) {}

  std::unique_ptr<Connection> take_reader() {
    {
      const std::lock_guard guard(readers_mutex);
      if (!readers.empty()) {
        auto reader = std::move(readers.back());
        readers.pop_back();
        return reader;
      }
    }
    auto reader = std::make_unique<Connection>(path, false, false);
    dialect::prepare(reader->database(), false);
    return reader;
  }
  void give_back(std::unique_ptr<Connection> reader) {
    const std::lock_guard guard(readers_mutex);
    if (readers.size() < kIdleReaders) readers.push_back(std::move(reader));
  }

  const std::filesystem::path path;
  std::optional<WriterLock> lock;
  std::mutex writer_mutex;
  std::unique_ptr<Connection> writer;  // null where opened read-only
  std::mutex readers_mutex;
  std::vector<std::unique_ptr<Connection>> readers;
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

const std::filesystem::path& Store::path() const {
  return state_->path;
}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path, OpenMode mode) {
  dialect::begin();
  std::error_code failure;
  const bool exists = std::filesystem::exists(path, failure);
  if (!exists && mode != OpenMode::create)
    return Error{ErrorCode::not_found, "there is no store at " + path.string()};
  if (std::filesystem::is_directory(path, failure))
    return Error{ErrorCode::corrupt, path.string() + " is a folder, not a store"};
  const auto folder = path.parent_path();
  if (mode == OpenMode::create && !folder.empty()) {
    std::filesystem::create_directories(folder, failure);
    if (failure) return Error{ErrorCode::io, folder.string() + " can't be made: " + failure.message()};
  }
  std::optional<WriterLock> lock;
  if (mode == OpenMode::read_write || mode == OpenMode::create) {
    auto lock_path = path;
    lock_path += ".lock";
    auto taken = WriterLock::take(lock_path);
    if (!taken) return taken.error();
    lock.emplace(std::move(*taken));
  }
  try {
    auto connection =
        std::make_unique<Connection>(path, mode != OpenMode::read_only, mode == OpenMode::create);
    int from = 0;
    // Before anything is written: a file that isn't ours stays as it is.
    if (auto usable = check_format(*connection, path, mode, from); !usable) return usable.error();
    if (mode == OpenMode::read_only) {
      connection.reset();
    } else {
      dialect::prepare(connection->database(), true);
      if (from < kSchemaVersion) migrate(*connection, from);
      if (mode == OpenMode::people) dialect::sync_commits(connection->database(), true);
    }
    return std::unique_ptr<Store>(
        new Store(std::make_unique<State>(path, std::move(lock), std::move(connection))));
  } catch (const std::exception& exception) {
    return dialect::to_error(exception, path.string());
  }
}

Result<void> Store::write(const std::function<void(WriteBatch&)>& work) {
  const std::lock_guard guard(state_->writer_mutex);
  if (!state_->writer) return Error{ErrorCode::io, path().string() + " was opened for reading only"};
  try {
    SQLite::Transaction transaction(state_->writer->database(), SQLite::TransactionBehavior::IMMEDIATE);
    if (auto ours = check_still_ours(*state_->writer, path()); !ours) return ours.error();
    WriteBatch batch(*state_->writer);
    work(batch);
    batch.flush();
    transaction.commit();
    return {};
  } catch (const std::exception& exception) {
    return dialect::to_error(exception, path().string());
  }
}

Result<bool> Store::transact(const std::function<bool(WriteBatch&, Queries&)>& work) {
  const std::lock_guard guard(state_->writer_mutex);
  if (!state_->writer) return Error{ErrorCode::io, path().string() + " was opened for reading only"};
  try {
    SQLite::Transaction transaction(state_->writer->database(), SQLite::TransactionBehavior::IMMEDIATE);
    if (auto ours = check_still_ours(*state_->writer, path()); !ours) return ours.error();
    WriteBatch batch(*state_->writer);
    Queries queries(*state_->writer);
    if (!work(batch, queries)) return false;
    batch.flush();
    transaction.commit();
    return true;
  } catch (const std::exception& exception) {
    return dialect::to_error(exception, path().string());
  }
}

Result<void> Store::write_durably(const std::function<void(WriteBatch&)>& work) {
  const auto sync_commits = [&](bool always) -> Result<void> {
    const std::lock_guard guard(state_->writer_mutex);
    if (!state_->writer) return Error{ErrorCode::io, path().string() + " was opened for reading only"};
    try {
      dialect::sync_commits(state_->writer->database(), always);
      return {};
    } catch (const std::exception& exception) {
      return dialect::to_error(exception, path().string());
    }
  };
  if (auto set = sync_commits(true); !set) return set;
  auto written = write(work);
  auto unset = sync_commits(false);
  return written ? unset : written;
}

Result<void> Store::read_snapshot(const std::function<void(Queries&)>& work) {
  try {
    auto reader = state_->take_reader();
    {
      SQLite::Transaction snapshot(reader->database());
      if (auto ours = check_still_ours(*reader, path()); !ours) return ours.error();
      Queries queries(*reader);
      work(queries);
    }
    state_->give_back(std::move(reader));
    return {};
  } catch (const std::exception& exception) {
    return dialect::to_error(exception, path().string());
  }
}

Result<void> Store::dump(std::ostream& out, DumpParts parts) {
  try {
    auto reader = state_->take_reader();
    {
      SQLite::Transaction snapshot(reader->database());
      write_dump(*reader, out, parts);
    }
    state_->give_back(std::move(reader));
  } catch (const std::exception& exception) {
    return dialect::to_error(exception, path().string());
  }
  if (!out) return Error{ErrorCode::io, "the dump can't be written"};
  return {};
}

Result<void> Store::limit_size(std::uint64_t bytes) {
  const std::lock_guard guard(state_->writer_mutex);
  if (!state_->writer) return Error{ErrorCode::io, path().string() + " was opened for reading only"};
  try {
    dialect::limit_size(state_->writer->database(), bytes);
    return {};
  } catch (const std::exception& exception) {
    return dialect::to_error(exception, path().string());
  }
}

}  // namespace tenderlead::store
