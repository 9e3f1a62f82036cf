// The notices of an opportunity on their way from the store to leads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/pipeline/accounts.h"
#include "app/pipeline/surroundings.h"
#include "model/lead.h"
#include "model/notice.h"
#include "model/time.h"
#include "rules/matcher.h"
#include "store/queries.h"

namespace tenderlead::app {

// Products stand among the tags of a notice under this prefix.
inline constexpr std::string_view kProductPrefix = "product/";

std::optional<Notice> read_notice(const store::NoticeRow& row);

// As the store has them.
struct OpportunityRows {
  std::string project_id;
  std::vector<store::NoticeRow> notices;
  // By notice, the tags that the store has; absent: to be given.
  std::vector<std::optional<std::vector<store::TagRow>>> tags;
  std::vector<Surroundings> known;  // by notice, where tags ask for them
};

// What a notice's tags ask for besides the notice itself.
Surroundings asked_for(store::Queries& queries, const rules::Needs& needs, const KnownHospitals& hospitals,
                       const store::NoticeRow& row);

// The notices of each opportunity, as Queries::opportunity_notices() groups them. `with_tags`: those that the store has.
void each_opportunity(store::Queries& queries, const rules::Needs& needs, const KnownHospitals& hospitals,
                      const std::vector<std::pair<std::string, std::string>>& found, bool with_tags,
                      const std::function<void(OpportunityRows)>& each);

// The same, read and tagged; the lists go together.
struct OpportunityRead {
  std::string project_id;
  std::vector<Notice> notices;
  std::vector<std::string> ids;
  std::vector<rules::Tagging> taggings;
  std::string buyer_id;  // whom most of its notices name; of equals, the first id
};
OpportunityRead read_opportunity(const OpportunityRows& rows, const rules::Matcher& matcher, Date as_of);

// The leads of an opportunity, expired ones too. Thread-safe.
std::vector<Lead> leads_of(const OpportunityRead& read, const rules::Matcher& matcher,
                           const Accounts& accounts, Date as_of);

}  // namespace tenderlead::app
