#include "store/grams.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace tenderlead::store {
namespace {

TEST(Grams, AreTheTermsOfATextOnceEachInTheOrderOfTheirBytes) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"。 ,", ""},
      {"医院", "医院 院"},
      {"医院医院", "医院 院 院医"},
      {"his系统 his", "his 系统 统"},
      {"ab abc a abcdefgh abcdefghi abcdefgg1 b", "a ab abc abcdefgg1 abcdefgh abcdefghi b"},
      {"xxxxxxxxxx 1234567890123 xxxxxxxxxx 中 1234567890123", "1234567890123 xxxxxxxxxx 中"},
      // Two characters of four bytes are just short, two of mixed lengths too.
      {"𠀀𠀁中", "中 𠀀𠀁 𠀁中"},
      {std::string_view("a\0b", 3), "a b"},
  };
  for (const auto& [text, terms] : cases) EXPECT_EQ(grams(text), terms) << text;
}

}  // namespace
}  // namespace tenderlead::store
