#include "crawler/browser/script_cache.h"

#include <algorithm>
#include <string_view>

namespace tenderlead::crawler {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool may_be_kept(const Page& page) {
  if (page.status != 200 || !header_value(page.headers, "Set-Cookie").empty()) return false;
  const std::string vary = lower(header_value(page.headers, "Vary"));
  if (!vary.empty() && vary != "accept-encoding") return false;
  const std::string control = lower(header_value(page.headers, "Cache-Control"));
  constexpr std::string_view kRefusals[] = {"no-store", "no-cache", "private", "max-age=0"};
  return std::none_of(std::begin(kRefusals), std::end(kRefusals),
                      [&](std::string_view word) { return control.find(word) != std::string::npos; });
}

}  // namespace

void ScriptCache::add(const std::string& url, const Page& page) {
  // Addresses and headers cost as well.
  const std::uint64_t weight = page.body.size() + 2 * url.size() + 1024;
  if (!may_be_kept(page) || bytes_ + weight > kMaxBytes) return;
  if (pages_.emplace(url, page).second) bytes_ += weight;
}

const Page* ScriptCache::find(const std::string& url) const {
  const auto found = pages_.find(url);
  return found == pages_.end() ? nullptr : &found->second;
}

}  // namespace tenderlead::crawler
