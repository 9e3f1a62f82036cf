// The files that the portal's notices link to. Where a page says 详见附件, the first file says what the page leaves out.
#pragma once

#include <string>
#include <vector>

#include "tests/portal/site.h"

namespace tenderlead::portal {

// What a page sends its readers to its first file for, on that file's second page: 最高限价, 合同履行期限. Sets `completed` of
// every notice, and serves every attachment, each in the format that its name promises. With `hostile`, the files that a
// page refers to do harm instead, in turn as in kHostileFiles, and say nothing.
void serve_files(SiteContent& site, bool hostile);

struct HostileFile {
  const char* what;
  const char* reason;  // as the ledger counts it, after "rejected:attachment_"
};
inline constexpr HostileFile kHostileFiles[] = {
    {"an archive that unpacks to a thousand times its size", "too_large"},
    {"a page of HTML that says that the file isn't there", "unsupported"},
    {"a document cut off in the middle", "damaged"},
    {"a PDF that draws without end", "timed_out"},
    {"an archive whose members climb out of it and are nothing", "unsupported"},
    {"a document with entities that grow", "damaged"},
};

}  // namespace tenderlead::portal
