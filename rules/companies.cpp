#include "rules/companies.h"

#include <algorithm>

#include "rules/words.h"

namespace tenderlead::rules {
namespace {

// What says nothing of whose company it is; longer ones first.
constexpr std::string_view kTradeWords[] = {
    "系统集成", "系统工程", "有限责任", "计算机", "分公司", "总公司", "集团", "股份", "有限", "责任", "公司",
    "系统",     "集成",     "工程",     "软件",   "信息",   "技术",   "科技", "网络", "电子", "服务"};

template <typename Words>
bool take_one(std::string_view& text, const Words& words) {
  for (const auto& word : words)
    if (text.starts_with(word)) {
      text.remove_prefix(word.size());
      return true;
    }
  return false;
}

}  // namespace

Companies::Companies(const RuleBook& book) {
  for (std::size_t i = 0; i < book.partners.size(); ++i)
    for (const auto& name : book.partners[i].names) parts_.emplace_back(fold(name), static_cast<int>(i));
  std::erase_if(parts_, [](const auto& part) { return part.first.empty(); });
  std::stable_sort(parts_.begin(), parts_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (std::size_t i = 0; i < book.partners.size(); ++i)
    for (const auto& brand : book.partners[i].brands)
      if (auto folded = fold(brand); !folded.empty())
        brands_.emplace_back(std::move(folded), static_cast<int>(i));
  if (!brands_.empty()) places_ = book.place_names;
  for (const auto& name : book.own_names)
    if (auto folded = fold(name); !folded.empty()) own_.push_back(std::move(folded));
}

int Companies::partner(std::string_view company) const {
  const auto folded = fold(company);
  for (const auto& [part, index] : parts_)
    if (folded.find(part) != std::string::npos) return index;
  for (const auto& [brand, index] : brands_)
    if (folded.find(brand) != std::string::npos && is_of_brand(folded, brand)) return index;
  return -1;
}

bool Companies::is_of_brand(std::string_view company, std::string_view brand) const {
  // Folding made all brackets half-width.
  constexpr std::string_view kBrackets[] = {"(", ")"};
  auto rest = company;
  while (!rest.starts_with(brand))
    if (!take_one(rest, places_) && !take_one(rest, kBrackets)) return false;
  rest.remove_prefix(brand.size());
  while (!rest.empty())
    if (!take_one(rest, kTradeWords) && !take_one(rest, kBrackets) && !take_one(rest, places_)) return false;
  return true;
}

bool Companies::ours(std::string_view company) const {
  const auto folded = fold(company);
  return std::any_of(own_.begin(), own_.end(),
                     [&](const std::string& part) { return folded.find(part) != std::string::npos; });
}

}  // namespace tenderlead::rules
