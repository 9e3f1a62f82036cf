// One SQLite connection with its prepared statements. Internal to this room. Not thread-safe.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tenderlead::store {

// Bytes to be bound as a BLOB.
struct Blob {
  std::string_view bytes;
};

class Connection {
 public:
  // Throws SQLite::Exception.
  Connection(const std::filesystem::path& path, bool writer, bool create);

  SQLite::Database& database() { return database_; }
  bool writer() const { return writer_; }

 private:
  friend class Query;
  struct Cached {
    std::unique_ptr<SQLite::Statement> statement;
    bool in_use = false;
  };
  SQLite::Database database_;
  bool writer_;
  std::unordered_map<std::string_view, Cached>
      statements_;  // by SQL text, which is a literal and outlives us
};

// A prepared statement for the time of one use. Takes it from the connection's cache, gives it back reset. `sql`
// must be a literal or live as long as the connection. Strings are bound without copying: they must outlive the
// Query's steps.
class Query {
 public:
  Query(Connection& connection, std::string_view sql);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  // Binds the next parameter.
  Query& operator<<(std::int64_t value);
  Query& operator<<(int value) { return *this << static_cast<std::int64_t>(value); }
  Query& operator<<(bool value) { return *this << static_cast<std::int64_t>(value); }
  Query& operator<<(const std::string& text);
  // A temporary, constant or not, would be gone when the statement runs; a literal would count as true.
  Query& operator<<(const std::string&&) = delete;
  Query& operator<<(const char*) = delete;
  Query& operator<<(Blob blob);
  Query& operator<<(const std::optional<std::int64_t>& value);

  bool step();         // true: there is a row
  std::int64_t run();  // to the end; returns how many rows it changed

  std::int64_t number(int column) const;
  std::string text(int column) const;
  std::string_view view(int column) const;  // valid until the next step
  bool null(int column) const;

 private:
  SQLite::Statement* statement_ = nullptr;
  Connection::Cached* cached_ = nullptr;    // where the statement came from the cache
  std::unique_ptr<SQLite::Statement> own_;  // where the cached one was in use already
  int next_ = 1;
};

}  // namespace tenderlead::store
