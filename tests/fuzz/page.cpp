// Any bytes as a fetched page through the parsers' door: under any Content-Type and role, by the generic readers and by a source's
// own selectors and pointers. The first byte chooses; evidence lies within the text of what it belongs to.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "app/config/reading_tables.h"
#include "parsers/page_parser.h"

namespace {

using namespace tenderlead;

void check(const EvidenceMap& evidence, const std::string& text) {
  std::size_t points = 0;
  for (const char c : text) points += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1u : 0u;
  for (const auto& [path, proof] : evidence)
    if (proof.start > proof.end || proof.end > points || proof.confidence < 0 || proof.confidence > 1)
      std::abort();
}

SiteParserConfig of_html() {
  SiteParserConfig site;
  site.list_item = "li, tr";
  site.list_link = "a";
  site.list_title = "a";
  site.list_date = "span";
  site.body = "div";
  site.body_url = "iframe@src";
  site.fields = {{"budget", "td"}, {"project_contact.name", "em"}, {"title", "h1"}};
  return site;
}

SiteParserConfig of_json() {
  SiteParserConfig site;
  site.list_item = "/data";
  site.list_link = "/detail?id={/id}";
  site.list_title = "/title";
  site.list_date = "/time";
  site.list_body = "/content";
  return site;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const SiteParserConfig kHtml = of_html();
  static const SiteParserConfig kJson = of_json();
  static constexpr std::array<const char*, 4> kTypes = {"text/html; charset=utf-8", "application/json",
                                                        "text/plain", ""};
  static constexpr std::array<PageRole, 4> kRoles = {PageRole::automatic, PageRole::notice, PageRole::list,
                                                     PageRole::hospital};
  const std::uint8_t choice = data[0];
  parsers::PageInput input;
  input.body = std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1);
  input.content_type = kTypes[choice % 4];
  input.as = kRoles[choice / 4 % 4];
  input.url = "http://h.example/a/1.html";
  if (choice / 16 % 4 == 1) input.site = &kHtml;
  if (choice / 16 % 4 == 2) input.site = &kJson;
  const parsers::ParsedPage page = parsers::parse_page(input, config::shipped_reading_tables());
  if (page.notice) check(page.notice->evidence, page.notice->text);
  for (const Notice& notice : page.notices) check(notice.evidence, notice.text);
  if (page.hospital) check(page.hospital->evidence, page.hospital->text);
  for (const HospitalProfile& hospital : page.rated) check(hospital.evidence, hospital.text);
  return 0;
}
