#include "crawler/warc_rendered.h"

#include <algorithm>
#include <utility>

#include "crawler/warc_format.h"

namespace tenderlead::crawler {
namespace {

void set_content_type(HeaderList& headers, const std::string& type) {
  std::erase_if(headers,
                [](const auto& header) { return equals_ignoring_case(header.first, "Content-Type"); });
  if (!type.empty()) headers.emplace_back("Content-Type", type);
}

}  // namespace

Page answer_as_it_came(const Page& rendered) {
  Page answer;
  answer.url = rendered.url;
  answer.requested_url = rendered.requested_url;
  answer.method = rendered.method;
  answer.request_body = rendered.request_body;
  answer.status = rendered.status;
  answer.headers = rendered.headers;
  answer.fetched_at = rendered.fetched_at;
  answer.body = rendered.original->body;
  set_content_type(answer.headers, rendered.original->content_type);
  return answer;
}

bool is_document_of(const WarcRecord& conversion, const WarcRecord& response) {
  const std::string_view id = header_value(response.headers, "WARC-Record-ID");
  return conversion.type() == "conversion" && response.type() == "response" && !id.empty() &&
         header_value(conversion.headers, "WARC-Refers-To") == id && !conversion.oversized &&
         header_value(conversion.headers, "Content-Type").starts_with("text/html");
}

void put_document(Page& answer, WarcRecord conversion) {
  answer.original =
      OriginalAnswer{std::string(header_value(answer.headers, "Content-Type")), std::move(answer.body)};
  answer.body = std::move(conversion.block);
  set_content_type(answer.headers, std::string(header_value(conversion.headers, "Content-Type")));
}

}  // namespace tenderlead::crawler
