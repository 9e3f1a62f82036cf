// How a record of an imported file is kept among pages: as a resource of the archive with an address of its own.
#pragma once

#include <string_view>

namespace tenderlead {

// "import://SOURCE/KEY": no server answers there. KEY is percent-encoded.
inline constexpr std::string_view kImportScheme = "import://";
// Of the page that holds a record, with what is needed to read it.
inline constexpr std::string_view kRecordContentType = "application/vnd.tenderlead.record+json";

}  // namespace tenderlead
