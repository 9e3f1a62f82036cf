// Ends a handler with an answer that says what is wrong (RFC 9457), from wherever it is found out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "web/http/problem.h"

namespace tenderlead::web {

// Thrown by refuse(), caught by the dispatcher and by ApiContext; not an error of the program, so no std::exception.
struct Refusal {
  Response response;
  std::string for_the_log{};  // what only concerns whoever operates the server
};

[[noreturn]] void refuse(int status, std::string_view slug, std::string_view detail,
                         const std::vector<Fault>& faults = {});
// Of what the store or an action couldn't do: 503 busy with Retry-After, 503 without it where a newer program took the store over, 404
// not_found, 507 where the disk is full, 422 invalid_input, 501 unsupported, 500 otherwise. Words that only concern whoever operates
// the server stay out of the answer.
[[noreturn]] void refuse_for(const Error& error);

}  // namespace tenderlead::web
