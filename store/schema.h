// The tables, and the steps from each schema version to the next. Internal to this room.
#pragma once

namespace tenderlead::store {

class Connection;

// Version 1 is the first that was released.
inline constexpr int kSchemaVersion = 21;

// Of 64 bits: eight of seven, and one of eight. See near_notices().
inline constexpr int kFingerprintBlocks = 9;

// Brings a store from `from` (0: empty) to kSchemaVersion, in one transaction. Throws SQLite::Exception.
void migrate(Connection& connection, int from);

}  // namespace tenderlead::store
