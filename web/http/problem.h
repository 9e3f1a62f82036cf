// Answers that say what went wrong: application/problem+json (RFC 9457).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http/message.h"

namespace tenderlead::web {

// One fault of a request's body or parameters.
struct Fault {
  std::string pointer;  // JSON Pointer (RFC 6901) into the body, or the parameter's name
  std::string message;  // in English
  // What is wrong in one word that stays the same ("too_short"), and what it speaks of ("least", "10"): pages say it in their language.
  std::string code{};
  std::vector<std::pair<std::string, std::string>> values{};
};

// `slug` is stable and names the problem's type, "urn:tenderlead:problem:<slug>"; `detail` is for a person and says what to do.
Response problem(int status, std::string_view slug, std::string_view detail,
                 const std::vector<Fault>& faults = {});

// The reason phrase of RFC 9110 (and 6585) for a status; "Unknown" for others.
std::string_view status_title(int status);

}  // namespace tenderlead::web
