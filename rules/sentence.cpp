#include "rules/sentence.h"

namespace tenderlead::rules {

std::string fill_sentence(std::string_view sentence, const std::map<std::string, std::string>& values) {
  return fill_names(sentence, [&](std::string_view name) -> std::optional<std::string> {
    const auto known = values.find(std::string(name));
    if (known == values.end()) return std::nullopt;
    return known->second;
  });
}

std::string fill_names(std::string_view sentence, const ValueOfName& value_of) {
  std::string filled;
  std::size_t at = 0;
  while (at < sentence.size()) {
    const auto open = sentence.find('{', at);
    const auto close = open == std::string_view::npos ? open : sentence.find('}', open);
    if (close == std::string_view::npos) break;
    const auto known = value_of(sentence.substr(open + 1, close - open - 1));
    filled += sentence.substr(at, open - at);
    filled += known ? std::string_view(*known) : sentence.substr(open, close + 1 - open);
    at = close + 1;
  }
  return filled += sentence.substr(at);
}

}  // namespace tenderlead::rules
