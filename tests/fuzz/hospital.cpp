// The hospital readers over arbitrary text: none may crash, and every piece of evidence must be words of the page.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/hospital/rated_hospitals.h"
#include "parsers/hospital/rating_list_reader.h"

namespace {

using namespace tenderlead;
using namespace tenderlead::parsers;

std::size_t code_points(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1u : 0u;
  return count;
}

void check(const Evidence& evidence, std::size_t points) {
  if (evidence.start > evidence.end || evidence.end > points || evidence.confidence < 0 ||
      evidence.confidence > 1)
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Document document;
  document.from_html = size > 0 && (data[0] & 1) != 0;
  document.text.assign(reinterpret_cast<const char*>(data), size);
  const auto& tables = config::shipped_reading_tables();
  const std::size_t points = code_points(document.text);
  const HospitalProfile profile = read_hospital(document, tables);
  for (const auto& [field, evidence] : profile.evidence) check(evidence, points);
  for (const auto& rating : read_rating_list(document, tables)) check(rating.evidence, points);
  document.html_title = "电子病历系统应用水平分级评价结果公示";
  for (const auto& hospital : read_rated_hospitals(document, tables))
    for (const auto& [field, evidence] : hospital.evidence) check(evidence, code_points(hospital.text));
  const MergedProfile merged = merge_profiles({profile, profile});
  if (merged.profile.name != profile.name || merged.profile.departments != profile.departments) std::abort();
  return 0;
}
