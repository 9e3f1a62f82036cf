// Places of mainland China by name, to their GB/T 2260 codes.
//
// What may surprise: a page that says only 义乌市 states a county and nothing else; `stated` holds just that, while
// `full` adds the parents that follow from it. A county whose name occurs in several cities (朝阳区, 鼓楼区) is a match
// only when the text or the given context says which; otherwise `stated` names it and `full` has no code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/region.h"
#include "model/result.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

struct RegionMatch {
  Region
      stated;  // only the levels that the words name, in official form; code of the most precise of them if unique
  Region full;  // with the parents that follow; code empty where ambiguous
  Span span;    // from the first to the last word used
  double confidence = 0.0;
};

// Immutable once loaded; thread-safe. Matching is one pass over the text, and linear in it.
class RegionTable {
 public:
  RegionTable();
  RegionTable(RegionTable&&) noexcept;
  RegionTable& operator=(RegionTable&&) noexcept;
  ~RegionTable();

  // CSV with the header code,province,city,county, one row a place: county empty for a city, both for a province; a
  // municipality's or directly governed county's city is empty. An error names the line.
  static Result<RegionTable> from_csv(std::string_view csv);

  std::size_t size() const;
  // The place with a code; nullopt for unknown ones. "510100" is a city, "510000" a province.
  std::optional<Region> by_code(std::string_view code) const;
  // Adds the parents that a region's code or names imply, and its code.
  Region complete(const Region& region) const;

  // The most precise place that a text, an address or an organisation's name states. Full names, names without their
  // suffix before an organisation word (鲁山县→, 鲁山教育局), short forms of autonomous areas (秀山县). `context` (a province
  // or city known otherwise: of the source, say) decides between counties of one name, and never adds anything else.
  std::optional<RegionMatch> find(std::string_view text, const Region& context = {}) const;
  // Every place chain named in the text, in reading order: "四川省成都市…" is one chain.
  std::vector<RegionMatch> find_all(std::string_view text, const Region& context = {}) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace tenderlead::parsers
