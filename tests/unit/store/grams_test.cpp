#include "store/grams.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace tenderlead::store {
namespace {

TEST(Grams, AreTheTermsOfATextOnceEachInTheOrderOfTheirFirstPlaces) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"。 ,", ""},
      {"医院", "医院 院"},
      {"医院医院", "医院 院医 院"},
      {"his系统 his", "his 系统 统"},
      {"ab abc a abcdefgh abcdefghi abcdefgg1 b", "ab abc a abcdefgh abcdefghi abcdefgg1 b"},
      {"xxxxxxxxxx 1234567890123 xxxxxxxxxx 中 1234567890123", "xxxxxxxxxx 1234567890123 中"},
      // Two characters of four bytes are just short, two of mixed lengths too.
      {"𠀀𠀁中", "𠀀𠀁 𠀁中 中"},
      {std::string_view("a\0b", 3), "a b"},
  };
  for (const auto& [text, terms] : cases) EXPECT_EQ(grams(text), terms) << text;
}

TEST(Grams, ManyTermsOfOneTextAreAllThereOnce) {
  std::string text, terms;
  for (char first = 'a'; first <= 'z'; ++first)
    for (char second = 'a'; second <= 'z'; ++second)
      terms += (terms.empty() ? "" : " ") + std::string{first, second};
  for (int times = 0; times < 3; ++times) text += terms + "。";
  EXPECT_EQ(grams(text), terms);
}

}  // namespace
}  // namespace tenderlead::store
