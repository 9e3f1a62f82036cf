// A page that may send its reader on.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "crawler/meta_refresh.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead;
  static const auto url = crawler::parse_url("http://www.example.cn/index.htm");
  Page page;
  page.body.assign(reinterpret_cast<const char*>(data), size);
  const auto target = crawler::refresh_target(page, *url);
  if (target && target->href() == url->href()) std::abort();
  return 0;
}
