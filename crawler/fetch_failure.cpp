#include "crawler/fetch_failure.h"

#include <array>
#include <utility>

namespace tenderlead::crawler {
namespace {

constexpr const char* kTryLater = "the next run tries again";
constexpr Failure kNetwork{ErrorCode::network, "failed:network", true, kTryLater};

constexpr std::array kByCode = {
    std::pair{CURLE_OPERATION_TIMEDOUT,
              Failure{ErrorCode::timed_out, "failed:timed_out", true,
                      "raise politeness.request_timeout if the site is always this slow"}},
    std::pair{CURLE_COULDNT_RESOLVE_HOST,
              Failure{ErrorCode::network, "failed:dns", true, "check the host name and this machine's DNS"}},
    std::pair{CURLE_COULDNT_CONNECT, Failure{ErrorCode::network, "failed:connect", true,
                                             "check that the site is up and reachable from this network"}},
    std::pair{CURLE_SSL_CONNECT_ERROR, Failure{ErrorCode::network, "failed:tls", true,
                                               "the site speaks no TLS that this machine accepts"}},
    std::pair{CURLE_PEER_FAILED_VERIFICATION,
              Failure{ErrorCode::network, "failed:certificate", false,
                      "name the authority's certificate in the source's http.ca_bundle if browsers accept "
                      "the site, or update ca-certificates"}},
    std::pair{CURLE_PARTIAL_FILE, Failure{ErrorCode::network, "failed:truncated", true, kTryLater}},
    std::pair{CURLE_BAD_CONTENT_ENCODING, Failure{ErrorCode::invalid_input, "failed:encoding", false,
                                                  "the site compresses its answer wrongly"}},
    // What libcurl says to bytes behind the end of an encoded body; where we wanted no more, that was asked before.
    std::pair{CURLE_WRITE_ERROR, Failure{ErrorCode::invalid_input, "failed:encoding", false,
                                         "the site compresses its answer wrongly"}},
    std::pair{CURLE_FILESIZE_EXCEEDED, Failure{ErrorCode::too_large, "failed:too_large", false,
                                               "raise politeness.max_body if it is wanted"}},
    // What libcurl 7.88 says to a header line of more than 100 kB.
    std::pair{CURLE_OUT_OF_MEMORY,
              Failure{ErrorCode::too_large, "failed:headers_too_large", false, "a header line is oversized"}},
    std::pair{CURLE_UNSUPPORTED_PROTOCOL, Failure{ErrorCode::invalid_input, "failed:protocol", false,
                                                  "the server doesn't answer in HTTP"}},
    std::pair{CURLE_WEIRD_SERVER_REPLY, Failure{ErrorCode::invalid_input, "failed:protocol", false,
                                                "the server doesn't answer in HTTP"}},
    std::pair{CURLE_URL_MALFORMAT,
              Failure{ErrorCode::invalid_input, "failed:url", false, "correct the link"}},
};

constexpr Failure kSilentBefore{ErrorCode::timed_out, "failed:first_byte", true,
                                "no byte of an answer came within politeness.first_byte_timeout"};
constexpr Failure kSilentWithin{ErrorCode::timed_out, "failed:stalled", true,
                                "less than 64 bytes a second came for politeness.stall_timeout"};
constexpr Failure kConnectTimeout{ErrorCode::timed_out, "failed:connect_timeout", true,
                                  "no connection was made within politeness.connect_timeout"};
constexpr Failure kChunks{ErrorCode::network, "failed:chunks", true,
                          "the site frames its answer wrongly (RFC 9112 7.1)"};
constexpr Failure kProxy{ErrorCode::network, "failed:proxy", true,
                         "check that the source's http.proxy is up and lets this host through"};
constexpr Failure kOldTls{ErrorCode::network, "failed:tls", false,
                          "the site can't renegotiate safely; say http.legacy_renegotiation: true in the "
                          "source to speak to it all the same"};

bool is_tls(CURLcode code) {
  return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION;
}

}  // namespace

const Failure& failure_of(const FailureFacts& facts) {
  if (facts.silence == Silence::before_answer) return kSilentBefore;
  if (facts.silence == Silence::within_answer) return kSilentWithin;
  if (!facts.request_sent) {
    if (facts.code == CURLE_OPERATION_TIMEDOUT) return kConnectTimeout;
    if (facts.proxied && !is_tls(facts.code) && facts.code != CURLE_COULDNT_RESOLVE_HOST) return kProxy;
    // OpenSSL's text: the code is the same for every handshake that fails.
    if (facts.message.find("unsafe legacy renegotiation") != std::string_view::npos) return kOldTls;
  }
  if (facts.code == CURLE_RECV_ERROR && facts.message.find("chunk") != std::string_view::npos) return kChunks;
  for (const auto& [code, failure] : kByCode)
    if (code == facts.code) return failure;
  return kNetwork;
}

}  // namespace tenderlead::crawler
