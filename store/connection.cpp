#include "store/connection.h"

#include <sqlite3.h>

#include "store/dialect.h"

namespace tenderlead::store {

namespace {

// One thread uses a connection at a time, so SQLite need not lock it for each call.
int open_flags(bool writer, bool create) {
  const int access =
      writer ? SQLite::OPEN_READWRITE | (create ? SQLite::OPEN_CREATE : 0) : SQLite::OPEN_READONLY;
  return access | SQLite::OPEN_NOMUTEX;
}

}  // namespace

Connection::Connection(const std::filesystem::path& path, bool writer, bool create)
    : database_(path.string(), open_flags(writer, create)), writer_(writer) {}

Query::Query(Connection& connection, std::string_view sql) {
  auto& cached = connection.statements_[sql];
  if (cached.in_use) {
    own_ = std::make_unique<SQLite::Statement>(connection.database_, std::string(sql));
    statement_ = own_.get();
    return;
  }
  if (!cached.statement)
    cached.statement = std::make_unique<SQLite::Statement>(connection.database_, std::string(sql));
  cached.in_use = true;
  cached_ = &cached;
  statement_ = cached.statement.get();
}

Query::~Query() {
  if (cached_ == nullptr) return;
  statement_->tryReset();
  try {
    statement_->clearBindings();
  } catch (const SQLite::Exception&) {
    // Only a busy statement refuses this, and it has just been reset.
  }
  cached_->in_use = false;
}

Query& Query::operator<<(std::int64_t value) {
  statement_->bind(next_++, value);
  return *this;
}
Query& Query::operator<<(const std::string& text) {
  statement_->bindNoCopy(next_++, text);
  return *this;
}
Query& Query::operator<<(Blob blob) {
  statement_->bindNoCopy(next_++, blob.bytes.data(), static_cast<int>(blob.bytes.size()));
  return *this;
}
Query& Query::operator<<(const std::optional<std::int64_t>& value) {
  if (value) return *this << *value;
  statement_->bind(next_++);
  return *this;
}

bool Query::step() {
  return statement_->executeStep();
}

std::int64_t Query::run() {
  while (statement_->executeStep()) {
  }
  return statement_->getChanges();
}

std::int64_t Query::number(int column) const {
  return statement_->getColumn(column).getInt64();
}
std::string Query::text(int column) const {
  return std::string(view(column));
}
std::string_view Query::view(int column) const {
  const auto value = statement_->getColumn(column);
  const auto* bytes = static_cast<const char*>(value.getBlob());
  return bytes == nullptr ? std::string_view()
                          : std::string_view(bytes, static_cast<std::size_t>(value.getBytes()));
}
bool Query::null(int column) const {
  return statement_->getColumn(column).isNull();
}

}  // namespace tenderlead::store
