// In which order tags are given: one may ask for another.
#pragma once

#include <cstddef>
#include <vector>

#include "model/result.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

struct TagOrder {
  std::vector<std::size_t>
      tags;  // places in the list: each behind those that it asks for, else as in the list
  std::size_t before_products = 0;  // so many of them don't ask for products, nor for tags that do
};

// invalid_config where a tag rests on itself. A tag that isn't in the list is never given, and nothing waits for it.
Result<TagOrder> order_of(const std::vector<TagRule>& tags);

// What a rule's conditions ask for, its signals' included.
Needs needs_of(const Scoring& scoring);

}  // namespace tenderlead::rules
