// What a tagger looks at, of a notice, a project and an organisation.
#include <algorithm>

#include "rules/tagger.h"

namespace tenderlead::rules {

TagInput tag_input(const Notice& notice) {
  TagInput input;
  // Each procurement of a plan that names several is a notice of its own, and judged as that.
  if (notice.kind == NoticeKind::intention && notice.intentions.size() > 1) return input;
  input.title = notice.title;
  input.project_name = notice.project_name;
  for (const auto& lot : notice.lots) input.lots.push_back(lot.name);
  for (const auto& intention : notice.intentions) input.intentions.push_back(intention.name);
  input.buyer = notice.buyer.name;
  input.text = notice.text;
  input.rows = notice.rows;
  return input;
}

TagInput tag_input(const Project& project, const std::vector<const Notice*>& notices) {
  TagInput input;
  std::vector<std::string> seen;
  const auto fresh = [&seen](const std::string& words) {
    if (words.empty() || std::find(seen.begin(), seen.end(), words) != seen.end()) return false;
    seen.push_back(words);
    return true;
  };
  input.project_name = project.name;
  input.buyer = project.buyer;
  for (const auto& lot : project.lots)
    if (fresh(lot.name)) input.lots.push_back(lot.name);
  for (const auto* notice : notices) {
    if (notice == nullptr) continue;
    // What parts two titles is a separator, so that no pattern reaches from one to the next.
    if (fresh(notice->title)) input.title += (input.title.empty() ? "" : "；") + notice->title;
    for (const auto& lot : notice->lots)
      if (fresh(lot.name)) input.lots.push_back(lot.name);
    for (const auto& intention : notice->intentions)
      if (fresh(intention.name)) input.intentions.push_back(intention.name);
    if (notice->text.empty()) continue;
    input.text = notice->text;
    input.rows = notice->rows;
  }
  return input;
}

TagInput tag_input(const Organisation& organisation) {
  TagInput input;
  input.buyer = organisation.name;
  return input;
}

}  // namespace tenderlead::rules
