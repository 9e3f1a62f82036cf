// The canonical dump behind Store::dump(). Internal to this room.
#pragma once

#include <iosfwd>

#include "store/store.h"

namespace tenderlead::store {

void write_dump(Connection& connection, std::ostream& out, DumpParts parts);

}  // namespace tenderlead::store
