#include "rules/sentence.h"

namespace tenderlead::rules {

std::string fill_sentence(std::string_view sentence, const std::map<std::string, std::string>& values) {
  std::string filled;
  std::size_t at = 0;
  while (at < sentence.size()) {
    const auto open = sentence.find('{', at);
    const auto close = open == std::string_view::npos ? open : sentence.find('}', open);
    if (close == std::string_view::npos) break;
    const auto known = values.find(std::string(sentence.substr(open + 1, close - open - 1)));
    filled += sentence.substr(at, open - at);
    filled +=
        known != values.end() ? std::string_view(known->second) : sentence.substr(open, close + 1 - open);
    at = close + 1;
  }
  return filled += sentence.substr(at);
}

}  // namespace tenderlead::rules
