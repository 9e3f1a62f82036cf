// Any bytes as a notice: reading must neither crash nor point outside the text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parsers/html_document.h"
#include "parsers/notice/notice_reader.h"
#include "parsers/text_document.h"
#include "parsers/values/tables.h"

namespace {

const tenderlead::parsers::ReadingTables& tables() {
  static const auto* const loaded = [] {
    auto* out = new tenderlead::parsers::ReadingTables;
    auto regions = tenderlead::parsers::RegionTable::from_csv(
        "code,province,city,county\n410000,河南省,,\n410400,河南省,平顶山市,\n410423,河南省,平顶山市,"
        "鲁山县\n");
    if (regions) out->regions = std::move(regions.value());
    return out;
  }();
  return *loaded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead;
  if (size < 1 || size > 65536) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  parsers::Document document = data[0] % 2 == 0 ? parsers::build_text_document(body, "https://a.example/1")
                                                : parsers::build_html_document(body, "https://a.example/1");
  if (data[0] % 3 == 0) document.hint_title = std::string(body.substr(0, 60));
  const Notice notice = parsers::read_notice(document, tables());
  for (const auto& [path, evidence] : notice.evidence)
    if (evidence.start > evidence.end || evidence.confidence < 0 || evidence.confidence > 1 ||
        document.text.find(evidence.text) == std::string::npos)
      std::abort();
  return 0;
}
