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
      {"ab abc a abcdefgh abcdefghi abcdefgg1 b", "ab abc a abcdefgh abcdefghi abcdefgg1 abcdefgg b"},
      {"xxxxxxxxxx 1234567890123 xxxxxxxxxx 中 1234567890123", "xxxxxxxxxx 1234567890123 中"},
      // Two characters of four bytes are just short, two of mixed lengths too.
      {"𠀀𠀁中", "𠀀𠀁 𠀁中 中"},
      {std::string_view("a\0b", 3), "a b"},
      // Pages break lines inside words; white space of any kind, but no separator.
      {"护 理\u00A0质\u200B控\uFEFF系", "护理 理质 质控 控系 系"},
      {"护理、质控。系统", "护理 理 质控 控 系统 统"},
      {"护理 his 系统", "护理 理 his 系统 统"},
      // The letters within a run are terms of their own.
      {"3his 4k his5g", "3his his 4k k his5g g"},
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

TEST(HeldTerms, AreInEveryTextThatHoldsTheString) {
  using Terms = std::vector<std::string>;
  struct Case {
    std::string_view string;
    bool whole;
    Terms terms;
    Terms parts;
  };
  const Case cases[] = {
      {"护理系统", true, {"护理", "理系", "系统"}, {}},
      {"护理\n质控", true, {"护理", "质控"}, {}},
      {"院", true, {}, {}},
      {"his", true, {"his"}, {}},
      {"his", false, {}, {"his"}},
      {"his系统", false, {"系统"}, {"his"}},
      {"用his和5g网", false, {"his", "g"}, {}},
      {"5g", true, {"g"}, {}},
      {"5g", false, {}, {}},
      {"2026", true, {}, {}},
  };
  for (const auto& [string, whole, terms, parts] : cases) {
    const auto held = held_terms(string, whole);
    EXPECT_EQ(held.terms, terms) << string;
    EXPECT_EQ(held.parts, parts) << string;
  }
}

}  // namespace
}  // namespace tenderlead::store
