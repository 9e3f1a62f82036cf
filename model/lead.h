// Leads, and the tags and reasons they rest on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/region.h"
#include "model/time.h"

namespace tenderlead {

enum class LeadKind { early_signal, open_tender, partner, renewal, capability_gap, competitor_win };
inline constexpr LeadKind kAllLeadKinds[] = {LeadKind::early_signal,   LeadKind::open_tender,
                                             LeadKind::partner,        LeadKind::renewal,
                                             LeadKind::capability_gap, LeadKind::competitor_win};
const char* to_string(LeadKind kind);
std::optional<LeadKind> lead_kind_from_string(std::string_view text);
// The word for it in the user interface: 早期信号, 在招项目 ...
const char* chinese_name(LeadKind kind);

// Why a tag was given or a score counts what it counts.
struct Reason {
  std::string rule;  // the rule's id in config: "tags/health_it", "leads/open_tender/deadline_near"
  std::string
      field;  // where the words stood: "title", "project_name", "lots.0.name", "text"; empty for facts
  std::string matched;    // the words that matched, as on the page
  std::size_t start = 0;  // code points into that field's value
  std::size_t end = 0;
  int points = 0;    // what it adds to the score; 0 for a mere tag
  std::string text;  // Chinese sentence a sales person would say
};

struct Tag {
  std::string id;
  std::vector<Reason> reasons;
};

// A reason to call one organisation about one product now.
struct Lead {
  std::string id;  // stable: derived from kind, product, organisation and notice
  LeadKind kind = LeadKind::open_tender;
  std::string product;          // a product id of products.yaml
  std::string organisation_id;  // whom to call
  std::string organisation;     // its name
  std::string notice_id;        // what it rests on; empty for leads from attributes alone
  std::string project_id;
  std::string title;  // of the notice
  std::string url;
  Region region;
  int score = 0;  // 0..100
  std::optional<StatedTime> published_at;
  std::optional<StatedTime> act_by;  // the deadline, where there is one
  std::vector<Reason> reasons;       // most telling first
  std::string suggestion;            // what to do next, Chinese
};

}  // namespace tenderlead
