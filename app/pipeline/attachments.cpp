#include "app/pipeline/attachments.h"

#include <algorithm>
#include <array>

#include "app/pipeline/run.h"
#include "convert/sniff.h"
#include "crawler/url.h"
#include "parsers/attachment/attachment_reader.h"

namespace tenderlead::app {
namespace {

// Endings of files that no converter reads. Others, as do and aspx, are programs that hand out files.
constexpr std::array<std::string_view, 26> kOtherFiles = {
    "rar", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "svg",   "ofd", "ppt",  "pptx",
    "txt", "csv", "dwg",  "mp3", "mp4", "avi", "exe", "htm",  "html", "shtml", "xml", "zbwj", "gef"};

// WPS Office's own endings for what are Word's and Excel's formats; a tar file's by what packed it.
std::string known_kind(const std::string& ending) {
  if (ending == "wps" || ending == "rtf") return "doc";
  if (ending == "et") return "xls";
  for (const std::string_view packed : {"gz", "tgz", "bz2", "tbz", "xz", "txz"})
    if (ending == packed) return "tar";
  return ending;
}

// What name or address promise; empty where neither says.
std::string promise_of(const Attachment& attachment) {
  for (const std::string& promise : {attachment.name, attachment.url}) {
    std::string kind = known_kind(convert::promised_kind(promise));
    if (convert::all_kinds().contains(kind) ||
        std::find(kOtherFiles.begin(), kOtherFiles.end(), kind) != kOtherFiles.end())
      return kind;
  }
  return {};
}

bool may_be_wanted(const Attachment& attachment, const std::vector<std::string>& kinds) {
  const std::string kind = promise_of(attachment);
  return kind.empty() ||
         (convert::all_kinds().contains(kind) && std::find(kinds.begin(), kinds.end(), kind) != kinds.end());
}

}  // namespace

std::vector<WantedFile> wanted_files(const Notice& notice, const AttachmentRules& rules) {
  std::vector<WantedFile> files;
  if (!rules.fetch || !parsers::wants_attachments(notice, rules.when)) return files;
  for (std::size_t i = 0; i < notice.attachments.size(); ++i) {
    if (files.size() >= static_cast<std::size_t>(rules.max_files)) break;
    const Attachment& attachment = notice.attachments[i];
    if (attachment.url.empty() || !may_be_wanted(attachment, rules.kinds)) continue;
    auto url = crawler::canonical_url(attachment.url, notice.url);
    const bool known = url && std::any_of(files.begin(), files.end(),
                                          [&](const WantedFile& file) { return file.url == *url; });
    if (url && !known) files.push_back({i, std::move(*url)});
  }
  return files;
}

void name_unread_files(Notice& notice, const AttachmentRules& rules) {
  if (!rules.fetch || !parsers::wants_attachments(notice, rules.when)) return;
  for (Attachment& attachment : notice.attachments) {
    if (attachment.url.empty() || may_be_wanted(attachment, rules.kinds)) continue;
    attachment.kind = promise_of(attachment);
    attachment.problem =
        convert::to_string(convert::all_kinds().contains(attachment.kind) ? convert::Problem::unwanted
                                                                          : convert::Problem::unsupported);
  }
}

convert::ConverterOptions converter_options(const config::Configuration& configuration) {
  convert::ConverterOptions options;
  options.helper = configuration.settings.converter;
  options.folder = converter_folder(configuration);
  options.limits = configuration.settings.convert;
  // What a source lets be fetched is read too.
  for (const auto& source : configuration.sources)
    options.limits.max_input_bytes = std::max(options.limits.max_input_bytes, source.attachments.max_bytes);
  return options;
}

}  // namespace tenderlead::app
