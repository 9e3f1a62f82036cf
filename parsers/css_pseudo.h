// Pseudo-classes as conditions in XPath, as cssselect's HTML translator has them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenderlead::parsers {

// an+b
struct Series {
  int a = 0;
  int b = 0;
};
std::optional<Series> parse_series(std::string_view text);

// The condition of a pseudo-class without arguments; nullopt for an unknown one. `element` is the element test, which
// -of-type needs. Names in lower case.
std::optional<std::string> simple_pseudo(std::string_view name, const std::string& element);

// The condition of nth-child and its kin; nullopt for another function. `among` is what nth-child(2 of .k) counts, as a condition;
// empty for every element.
std::optional<std::string> nth_test(std::string_view name, Series series, const std::string& element,
                                    const std::string& among);

std::string lang_test(const std::string& language);

}  // namespace tenderlead::parsers
