// Sources whose pages a browser loads, and what becomes of them without one.
#include <algorithm>

#include "app/pipeline/pipeline_impl.h"
#include "crawler/browser/browser_pool.h"

namespace tenderlead::app {

std::string Pipeline::Impl::why_skipped(const Source& source) const {
  const std::string& name = configuration_.settings.browser;
  if (source.fetch_by != FetchBy::browser || !crawler::find_browser(name).empty()) return {};
  return "its pages are to be loaded by a browser, and " +
         (name.empty() ? "no Chromium is installed"
                       : "'" + name + "' (browser.program) isn't one that can be run") +
         "; install Debian's package chromium, or name its path in tenderlead.yaml as browser.program";
}

bool Pipeline::Impl::can_be_fetched(const Source& source, PipelineSummary& summary) const {
  const std::string why = why_skipped(source);
  if (!why.empty()) summary.failures.push_back("source " + source.id + " is skipped: " + why);
  return why.empty();
}

Result<std::unique_ptr<crawler::BrowserPool>> Pipeline::Impl::browsers_for(const std::vector<Source>& sources,
                                                                           crawler::Fetcher& fetcher) const {
  std::unique_ptr<crawler::BrowserPool> pool;
  const bool wanted = std::any_of(sources.begin(), sources.end(),
                                  [](const Source& source) { return source.fetch_by == FetchBy::browser; });
  if (!wanted) return pool;
  crawler::BrowserPoolOptions options;
  options.program = crawler::find_browser(configuration_.settings.browser);
  options.max_browsers = configuration_.settings.browser_pages;
  options.folder = browser_folder(configuration_);
  std::error_code failure;
  std::filesystem::remove_all(options.folder, failure);  // what a killed run left there
  std::filesystem::create_directories(options.folder, failure);
  if (failure) return Error{ErrorCode::io, options.folder.string() + " can't be made: " + failure.message()};
  pool = std::make_unique<crawler::BrowserPool>(fetcher, std::move(options));
  return pool;
}

}  // namespace tenderlead::app
