// The answer that shows a stored page: sandboxed, with nothing allowed but its one style.
#pragma once

#include "web/api/actions.h"
#include "web/http/message.h"

namespace tenderlead::web {

// `masked`: telephone numbers are.
Response page_response(StoredPage page, bool masked);

}  // namespace tenderlead::web
