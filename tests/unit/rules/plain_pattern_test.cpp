#include "rules/plain_pattern.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "app/config/configuration.h"
#include "rules/line_pattern.h"

namespace tenderlead::rules {
namespace {

using How = PlainPattern::Found::How;

TEST(PlainPattern, KnowsThePartsThatRulesAreWrittenWith) {
  for (const char* pattern : {"护理", "护理.{0,6}(?:系统|平台)", "孕产妇?[^院\\n]{0,10}(系统|软件)",
                              "(?:包|标段)\\d*:", "互联网\\+?诊疗", "[a-z0-9]+系统", "[]一-三\\-]二",
                              "(?:智慧|数字)*医院", "一{2}二{1,}", "(?:一|)二", "\\w+-his", "[-a]一[b-]"})
    EXPECT_TRUE(PlainPattern::compile(pattern)) << pattern;
}

TEST(PlainPattern, LeavesToOthersWhatItDoesNotKnow) {
  for (const char* pattern :
       {"", "一?", "一*", "(?:一|)", "一??二", "一{1,2}?二", "(?:一?)*二", "(?i)his", "^一", "一$", "\\b一",
        "[[:alpha:]]", "\\x41", "一{,2}", "(?:(?:一{30}){30}){30}", "(一", "一)", "\\pL"})
    EXPECT_FALSE(PlainPattern::compile(pattern)) << pattern;
}

using Places = std::vector<std::pair<std::size_t, std::size_t>>;

// The matches one after the other, as the vocabulary asks for them; nothing where it gave up.
std::optional<Places> all_of(const PlainPattern& pattern, const std::string& text) {
  Places found;
  for (std::size_t at = 0;;) {
    const auto one = pattern.find(text, at);
    if (one.how == How::gave_up) return std::nullopt;
    if (one.how != How::match) return found;
    found.emplace_back(one.begin, one.end);
    at = one.end;
  }
}

Places all_of(const re2::RE2& pattern, const std::string& text) {
  Places found;
  re2::StringPiece one;
  for (std::size_t at = 0; pattern.Match(text, at, text.size(), re2::RE2::UNANCHORED, &one, 1);) {
    const auto begin = static_cast<std::size_t>(one.data() - text.data());
    at = begin + one.size();
    found.emplace_back(begin, at);
  }
  return found;
}

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string text() {
    std::string made;
    for (auto i = below(30); i > 0; --i) made += piece();
    return made;
  }
  std::string pattern(int depth = 0) {
    std::string made;
    for (auto i = 1 + below(3); i > 0; --i) made += part(depth);
    if (below(4) == 0) made += "|" + part(depth);
    return made;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::string piece() {
    static const std::vector<std::string> kPieces{"一", "二", "三", "一二", "a", "b",
                                                  "7",  "\n", "€",  "é",    " "};
    return kPieces[below(kPieces.size())];
  }
  std::string part(int depth) {
    static const std::vector<std::string> kParts{
        "一",    "二",       "三",      "一二", "a",        "b",      "\\d",     "\\w", ".",
        "[一a]", "[^二\\n]", "[一-三]", "é",    "[^\\s一]", "[\\db]", "[^a\\n]", "\\+", "[€é]"};
    static const std::vector<std::string> kTimes{"", "", "", "?", "*", "+", "{2}", "{0,3}", "{1,2}", "{1,}"};
    std::string made =
        depth < 2 && below(3) == 0 ? "(?:" + pattern(depth + 1) + ")" : kParts[below(kParts.size())];
    return made + kTimes[below(kTimes.size())];
  }

  std::mt19937 random_;
};

TEST(PlainPattern, FindsWhatRe2Finds) {
  Maker maker(5);
  std::size_t known = 0, found = 0, texts = 0, gave_up = 0;
  for (int round = 0; round < 3000; ++round) {
    const auto pattern = maker.pattern();
    const re2::RE2 expression(pattern, re2::RE2::Quiet);
    if (!expression.ok() || !stays_within_line(pattern)) continue;
    const auto plain = PlainPattern::compile(pattern);
    if (!plain) continue;
    ++known;
    for (int i = 0; i < 5; ++i) {
      const auto text = maker.text();
      const auto want = all_of(expression, text);
      const auto got = all_of(*plain, text);
      ++texts;
      gave_up += got ? 0 : 1;
      EXPECT_EQ(got.value_or(want), want) << pattern << " in " << text;
      found += want.size();
    }
  }
  EXPECT_GT(known, 1000u);
  EXPECT_GT(found, 5000u);
  EXPECT_LT(gave_up * 50, texts);
}

TEST(PlainPattern, KnowsNearlyAllShippedPatterns) {
  const auto loaded = config::shipped_configuration();
  std::size_t all = 0, known = 0;
  for (const auto& product : loaded.value.rules.products)
    for (const auto& signal : product.scoring.signals)
      for (const auto& pattern : signal.any.patterns) {
        ++all;
        if (stays_within_line(pattern) && PlainPattern::compile(pattern)) ++known;
      }
  ASSERT_GT(all, 50u);
  EXPECT_GT(known * 10, all * 9) << known << " of " << all;
}

TEST(PlainPattern, IsQuickWhereItIsShortAndBeginsWithOneWord) {
  EXPECT_TRUE(PlainPattern::compile("护理.{0,6}质控(?:系统|平台|软件)")->is_quick());
  EXPECT_FALSE(PlainPattern::compile("(?:护理|检验).{0,6}系统")->is_quick());
  EXPECT_FALSE(PlainPattern::compile("护理(?:质控|系统){20}")->is_quick());
}

TEST(PlainPattern, GivesUpWhereItWouldTakeLongerThanTheTextIsLong) {
  const auto pattern = PlainPattern::compile("(?:(?:a|aa)+)+b");
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->find(std::string(60, 'a'), 0).how, How::gave_up);
  const auto found = pattern->find("aaab", 0);
  EXPECT_EQ(found.how, How::match);
  EXPECT_EQ(found.end, 4u);
}

}  // namespace
}  // namespace tenderlead::rules
