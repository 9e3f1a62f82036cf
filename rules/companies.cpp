#include "rules/companies.h"

#include <algorithm>

#include "rules/words.h"

namespace tenderlead::rules {

Companies::Companies(const RuleBook& book) {
  for (std::size_t i = 0; i < book.partners.size(); ++i)
    for (const auto& name : book.partners[i].names) parts_.emplace_back(fold(name), static_cast<int>(i));
  std::erase_if(parts_, [](const auto& part) { return part.first.empty(); });
  std::stable_sort(parts_.begin(), parts_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (const auto& name : book.own_names)
    if (auto folded = fold(name); !folded.empty()) own_.push_back(std::move(folded));
}

int Companies::partner(std::string_view company) const {
  const auto folded = fold(company);
  for (const auto& [part, index] : parts_)
    if (folded.find(part) != std::string::npos) return index;
  return -1;
}

bool Companies::ours(std::string_view company) const {
  const auto folded = fold(company);
  return std::any_of(own_.begin(), own_.end(),
                     [&](const std::string& part) { return folded.find(part) != std::string::npos; });
}

}  // namespace tenderlead::rules
