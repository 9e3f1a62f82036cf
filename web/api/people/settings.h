// Settings that admins change in the pages. The table of them is in settings.cpp: name, value where nobody said anything, what is allowed.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"
#include "web/api/identity.h"

namespace tenderlead::web {

// A setting's value, or what it has where nobody said anything. Throws std::logic_error for one that isn't in the table.
boost::json::value setting_value(store::Queries& queries, std::string_view name);

// What GET /api/v1/session answers for somebody who is signed in.
boost::json::object session_json(const Identity& who, store::Queries& queries,
                                 std::optional<std::int64_t> expires_at);

}  // namespace tenderlead::web
