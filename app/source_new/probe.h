// Fetches the few pages that a proposal needs, by the crawler that `run` uses: robots.txt, delays, limits and refused
// addresses are the same.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "crawler/frontier.h"
#include "model/source.h"

namespace tenderlead::app {

// Told what came of a task; says what to fetch next.
using ProbePlan = std::function<std::vector<crawler::Task>(const crawler::FetchOutcome&)>;

// Fetches `first` and what `plan` asks for, until nothing is left or `most` tasks were made. Nothing is stored. `source` has
// the limits, hosts and delays.
void probe(const Source& source, crawler::Task first, const std::string& user_agent, std::size_t most,
           const ProbePlan& plan);

// Why a page couldn't be fetched, in words with what to do about it.
std::string explain_outcome(const crawler::FetchOutcome& outcome);

}  // namespace tenderlead::app
