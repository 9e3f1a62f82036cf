// What libcurl sent, and to whom.
#include <algorithm>

#include "crawler/curl_transfer.h"
#include "crawler/warc_format.h"

namespace tenderlead::crawler {

FetchFacts CurlTransfer::facts() const {
  FetchFacts facts;
  const char* ip = nullptr;
  // Behind a proxy it would be the proxy's, which answered nothing.
  if (!transport_.proxied() && curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &ip) == CURLE_OK &&
      ip != nullptr)
    facts.ip_address = ip;
  auto& headers = facts.request_headers;
  headers = {
      {"Host", url_.host_and_port()}, {"User-Agent", user_agent_}, {"Accept-Encoding", kAcceptedCodings}};
  for (const curl_slist* line = request_headers_.get(); line != nullptr; line = line->next) {
    const std::string_view text = line->data;
    const auto end = text.find_first_of(":;");
    if (end == std::string_view::npos) continue;
    const std::string_view name = text.substr(0, end);
    std::string_view value = text.substr(end + 1);
    value.remove_prefix(std::min(value.size(), value.find_first_not_of(' ')));
    std::erase_if(headers, [&](const auto& header) { return equals_ignoring_case(header.first, name); });
    // "Name:" takes a header of libcurl's away, "Name;" is one without a value.
    if (!value.empty() || text[end] == ';') headers.emplace_back(name, value);
  }
  if (page_.method == "POST")
    headers.emplace_back("Content-Length", std::to_string(page_.request_body.size()));
  return facts;
}

}  // namespace tenderlead::crawler
