// The pages that the suites work on: those of the simulated portal, and real ones where an archive of them is at hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::bench {

struct BenchPage {
  std::string url;
  std::string content_type;
  std::string body;
};

// Some 420 notice pages of the portal's column, 10 kB on average.
const std::vector<BenchPage>& portal_pages();
// HTML pages of $TENDERLEAD_SHARED/corpus/dev.warc.gz, or of ../shared beside the source; empty where there is none.
const std::vector<BenchPage>& real_pages();

// Opens with the words of `page` and repeats its body's middle until `bytes` are reached.
std::string grown_page(std::string_view page, std::size_t bytes);

}  // namespace tenderlead::bench
