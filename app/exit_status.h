// The exit statuses of the contract (DESIGN.md section 4).
#pragma once

namespace tenderlead::app {

enum class ExitStatus {
  done = 0,
  some_failed = 1,        // some of the work failed, and the output says which
  wrong_usage = 2,        // wrong usage or configuration
  store_unavailable = 3,  // the store can't be opened
  stopped = 130,          // stopped by the user with everything saved
};

}  // namespace tenderlead::app
