#include "web/api/refusal.h"

#include <string>

namespace tenderlead::web {

void refuse(int status, std::string_view slug, std::string_view detail, const std::vector<Fault>& faults) {
  throw Refusal{problem(status, slug, detail, faults)};
}

void refuse_for(const Error& error) {
  switch (error.code) {
    case ErrorCode::busy: {
      Refusal refusal{problem(503, "busy", "The store is busy with other work. Try again in a moment."),
                      error.message};
      refusal.response.set("Retry-After", "3");
      throw refusal;
    }
    case ErrorCode::version_mismatch:
      throw Refusal{problem(503, "newer-store",
                            "A newer Tenderlead brought the store up to date while this server was running. "
                            "Whoever operates it must start it again with the new program."),
                    error.message};
    case ErrorCode::not_found:
      throw Refusal{problem(404, "not-found", error.message)};
    case ErrorCode::invalid_input:
    case ErrorCode::invalid_config:
    case ErrorCode::refused:
      throw Refusal{problem(422, "not-possible", error.message)};
    case ErrorCode::too_large:
      throw Refusal{problem(413, "too-large", error.message)};
    case ErrorCode::unsupported:
      throw Refusal{problem(501, "not-offered", error.message)};
    case ErrorCode::io:
      if (error.message.starts_with("disk full"))
        throw Refusal{problem(507, "disk-full",
                              "The server's disk is full, so nothing was saved. Tell whoever operates it."),
                      error.message};
      break;
    default:
      break;
  }
  throw Refusal{problem(500, "internal", "Something went wrong inside. The server's log says what."),
                error.message};
}

}  // namespace tenderlead::web
