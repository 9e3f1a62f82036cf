// Several pages of one hospital, one profile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linker/installed.h"
#include "model/source.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/page_parser.h"
#include "rules/matcher.h"
#include "store/rows.h"
#include "wire/json.h"

namespace tenderlead::app {

struct KnownHospital {
  parsers::MergedProfile merged;
  std::vector<std::string> urls;         // of the pages, by the indices that `merged` speaks of
  std::vector<std::int64_t> fetched_at;  // likewise; seconds since 1970 UTC
};

// A page of news is stored as a profile that says nothing of the house itself: its text is the sentences that tell what the house uses, and
// its JSON says in a member of its own that it is news, with the day it came out (YYYY-MM-DD, or empty).
wire::json::object news_json(const HospitalProfile& house, const std::string& day);
bool is_news(const wire::json::value& profile);
std::optional<int> year_of_news(const wire::json::value& profile);

// What a hospital's own page that says nothing else tells of systems in use; nothing of any other page.
std::optional<HospitalProfile> news_of(const parsers::ParsedPage& page, const Source* owner,
                                       const std::vector<linker::Vendor>& vendors,
                                       const rules::Matcher& matcher);

// By parsers::merge_profiles: the surest value of a field, of equals the newest page's; what lost is kept in `others`. Pages of one
// day in China count as equally new and go by id, so that the order of fetching decides nothing. Rows that can't be read
// are left out, and so is news.
KnownHospital merged_hospital(std::vector<store::ProfileRow> rows);

}  // namespace tenderlead::app
