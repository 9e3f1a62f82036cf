// How the first admin comes to be: where there is none yet, whoever can read what the server prints becomes one.
#pragma once

#include <cstdint>
#include <string>

#include "model/result.h"
#include "store/store.h"

namespace tenderlead::web {

// A new link for the first admin, good once and for three days, in place of earlier ones; empty where there is an admin who can sign in.
Result<std::string> first_run_link(store::Store& store, std::int64_t now, const std::string& public_url);

// Refuses (422) what can't be a login: 1 to 64 bytes of small letters (of any script), digits and . _ - @.
void require_login(const std::string& login);

}  // namespace tenderlead::web
