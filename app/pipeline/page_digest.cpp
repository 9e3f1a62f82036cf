#include "app/pipeline/page_digest.h"

#include <utility>

#include "store/ids.h"
#include "wire/word_text.h"

namespace tenderlead::app {
namespace {

// The fields of a notice or profile alone: where its words stand changes with every counter above them.
std::string bare_json(Notice& notice) {
  auto evidence = std::exchange(notice.evidence, {});
  auto text = std::exchange(notice.text, {});
  auto rows = std::exchange(notice.rows, {});
  std::string json = wire::to_json_text(notice);
  notice.evidence = std::move(evidence);
  notice.text = std::move(text);
  notice.rows = std::move(rows);
  return json;
}
std::string bare_json(HospitalProfile& profile) {
  auto evidence = std::exchange(profile.evidence, {});
  std::string json = wire::to_json_text(profile);
  profile.evidence = std::move(evidence);
  return json;
}

}  // namespace

std::string content_digest(parsers::ParsedPage& page) {
  std::string fields = page.reject_reason + "\n" + page.body_url + "\n";
  if (page.notice) fields += bare_json(*page.notice) + "\n";
  for (auto& notice : page.notices) fields += bare_json(notice) + "\n";
  if (page.hospital) fields += bare_json(*page.hospital) + "\n";
  for (auto& hospital : page.rated) fields += bare_json(hospital) + "\n";
  const bool says_nothing = page.settled.empty() && !page.notice && !page.hospital;
  return says_nothing ? std::string() : store::content_id({fields, page.settled});
}

}  // namespace tenderlead::app
