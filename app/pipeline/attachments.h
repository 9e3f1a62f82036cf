// Which of a notice's files are to be fetched, and how fetched ones are read.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/config/configuration.h"
#include "convert/converter.h"
#include "model/notice.h"
#include "model/source.h"

namespace tenderlead::app {

struct WantedFile {
  std::size_t index = 0;  // into Notice::attachments
  std::string url;        // canonical
};

// The files of a notice, as its page alone says it, that its source wants to have read: by the rules' `when`, kinds and
// count. A name that promises no kind at all (download.do?id=7) is taken; its bytes will tell.
std::vector<WantedFile> wanted_files(const Notice& notice, const AttachmentRules& rules);

// Says of the files that would be read but for their kind why they aren't: unsupported (RAR, images) or unwanted. They are
// never fetched.
void name_unread_files(Notice& notice, const AttachmentRules& rules);

// With private folders below the data directory.
convert::ConverterOptions converter_options(const config::Configuration& configuration);

}  // namespace tenderlead::app
