// The answer that shows a stored page: sandboxed, with nothing allowed but its one style.
#pragma once

#include <string>
#include <vector>

#include "web/api/actions.h"
#include "web/http/message.h"

namespace tenderlead::web {

// `masked`: telephone numbers are, but for what is `kept` (as in masked_phones_in()).
Response page_response(StoredPage page, bool masked, const std::vector<std::string>& kept = {});

}  // namespace tenderlead::web
