// A notice completed from what its files say: pages are parted by form feeds, the first is the notice's own. Evidence from
// a file names it, and a page that it has.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/config/reading_tables.h"
#include "parsers/attachment/attachment_reader.h"
#include "parsers/html_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view page = rest.substr(0, rest.find('\f'));
  rest.remove_prefix(page.size());
  AttachmentText text;
  text.kind = "pdf";
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view words = rest.substr(0, rest.find('\f'));
    const int number = static_cast<int>(text.parts.size()) + 1;
    text.parts.push_back({number > 3 ? "inner" : "", number, "", number % 2 == 1, std::string(words)});
    rest.remove_prefix(words.size());
  }
  const auto& tables = config::shipped_reading_tables();
  Notice notice = parsers::read_notice(parsers::build_html_document(page, "http://h.example/"), tables);
  notice.attachments.push_back({"file.pdf", "http://h.example/file.pdf"});
  const parsers::AttachmentFile file{notice.attachments.size() - 1, &text};
  parsers::complete_notice(notice, {&file, 1}, tables);
  for (const auto& [path, evidence] : notice.evidence) {
    if (evidence.file.empty()) continue;
    if (!evidence.file.starts_with("file.pdf") || evidence.page < 1 ||
        evidence.page > static_cast<int>(text.parts.size()) || evidence.start > evidence.end)
      __builtin_trap();
  }
  return 0;
}
