#include "rules/vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>

#include "app/config/configuration.h"
#include "rules/line_pattern.h"

namespace tenderlead::rules {
namespace {

TEST(LinePattern, KnowsWhatCannotReachOverALinesEnd) {
  const char* within[] = {
      "妇幼.{0,8}(?:系统|平台)",
      "孕产妇?[^院\\n]{0,10}(?:系统|平台)",
      "(?:包|标段)\\d*:.{0,6}家具",
      "互联网\\+?诊疗",
      "[a-z0-9]+系统",
      "[^\\s院]{2}云",
      "[]一]二",
      "(一|二)号",
  };
  for (const char* pattern : within) EXPECT_TRUE(stays_within_line(pattern)) << pattern;
  const char* beyond[] = {
      "妇幼\\n保健",   "妇幼\\s*保健", "妇幼[^院]{0,4}保健",
      "^妇幼",         "保健$",        "(?s)妇.幼",
      "(?i)his",       "\\D妇幼",      "[\\n一]二",
      "[[:space:]]一", "\\x0a",        "\\pZ",
      "[\\x00-z]",     "一\n二",       "[一",
      "一\\",          "[^\\n",        "\\b一",
  };
  for (const char* pattern : beyond) EXPECT_FALSE(stays_within_line(pattern)) << pattern;
}

TEST(LinePattern, KnowsTheLongestMatch) {
  const std::pair<const char*, std::optional<std::size_t>> cases[] = {
      {"护理", 6},
      {"护理.{0,6}质控(?:系统|平台软件)", 6 + 24 + 6 + 12},
      {"孕产妇?[^院\\n]{0,10}(系统|台)", 9 + 40 + 6},
      {"\\d{2,4}号", 16 + 3},
      {"(?:一二){3}三??", 18 + 3},
      {"(?:(?:一|二三)?四|[五六])", 9},
      {"his", 3},
      {"一|", 3},
      {"一{2}{3}", 18},
      {"一*", std::nullopt},
      {"一+二", std::nullopt},
      {"一{2,}", std::nullopt},
      {"一{,2}", std::nullopt},
      {"(?:.{0,900}){9}", std::nullopt},
  };
  for (const auto& [pattern, longest] : cases) EXPECT_EQ(longest_match(pattern), longest) << pattern;
}

// What every pattern finds when it is run by itself over the whole text.
std::vector<GroupHit> one_by_one(const std::vector<std::string>& patterns, const std::string& text) {
  std::vector<GroupHit> hits;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const re2::RE2 expression(patterns[i], re2::RE2::Quiet);
    re2::StringPiece found;
    for (std::size_t at = 0; expression.Match(text, at, text.size(), re2::RE2::UNANCHORED, &found, 1);) {
      if (found.empty()) break;
      const auto begin = static_cast<std::size_t>(found.data() - text.data());
      at = begin + found.size();
      hits.push_back(
          {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
    }
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

std::vector<GroupHit> together(const std::vector<std::string>& patterns, const std::string& text) {
  Vocabulary vocabulary;
  for (const auto& pattern : patterns) vocabulary.add({{}, {pattern}}, "test");
  EXPECT_TRUE(vocabulary.compile().ok());
  const auto hits = vocabulary.find(FoldedText(text));
  return {hits.all().begin(), hits.all().end()};
}

TEST(Vocabulary, FindsWhatEveryPatternWouldFindByItself) {
  const std::vector<std::string> patterns = {
      "妇幼.{0,8}(?:系统|平台)",
      "随访.{0,6}(?:系统|平台)?",
      "(?:系统|平台).{0,3}",
      "妇幼\\s*保健",
      "第[^院]{0,4}包",
      "一*",
      "\\d+号",
      "第一\\n第二",
      "[一二]包",
      "ca|ct",
      "^妇幼",
      "平台$",
      "Ⅱ类",
      "(?:Ⅱ|ⅲ)类|.级",
      "his.{0,4}系统",
  };
  const std::string texts[] = {
      "",
      "妇幼保健信息系统、妇幼健康平台，随访平台系统；第一、第二包",
      "第一、第二、第一包",
      "Ⅱ类医院,ⅲ类,甲级。三级 HIS系统 this系统",
      "妇幼系统\n随访",
      "一一一号2号，CT与ca认证；妇幼,保健平台",
  };
  for (const auto& text : texts)
    EXPECT_EQ(together(patterns, text), one_by_one(patterns, fold(text))) << text;
}

TEST(Vocabulary, FindsWhatTakesTooLongToTryInPlace) {
  const std::vector<std::string> patterns = {"a(?:(?:a|aa)+)+b", "一(?:a+)+二"};
  const auto text =
      "b" + std::string(40, 'a') + "c" + std::string(40, 'a') + "b一" + std::string(40, 'a') + "二";
  EXPECT_EQ(together(patterns, text), one_by_one(patterns, text));
  EXPECT_EQ(one_by_one(patterns, text).size(), 2u);
}

// A line as long as a table: what a pattern needs stands in it many times, near and far, and matches may overlap.
TEST(Vocabulary, FindsOnALongLineWhatEveryPatternWouldFindByItself) {
  const std::vector<std::string> patterns = {
      "护理.{0,3}质控(?:系统|平台)",
      "(?:护理|质控).{0,6}(?:护理|系统)",
      "质控[^院\\n]{0,2}质控",
      "护理.*平台",
      "护理{2,3}",
      "(?:护理质控|质控系统)(?:系统)?",
      ".{0,4}平台",
      "his.{1,5}护理",
      "系统.{2}质控|护理\\d{1,3}套",
  };
  const std::string pieces[] = {"护理", "质控", "系统", "平台", "理", "院", "his", "12套", "的", "x "};
  std::mt19937 random(19);
  std::size_t found = 0;
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += pieces[random() % std::size(pieces)];
    const auto want = one_by_one(patterns, fold(text));
    EXPECT_EQ(together(patterns, text), want) << text;
    found += want.size();
  }
  EXPECT_GT(found, 1000u);
}

TEST(Vocabulary, FindsWhatTheShippedPatternsFindOneByOneInTextsMadeOfTheirOwnWords) {
  const auto loaded = config::shipped_configuration();
  std::vector<std::string> patterns;
  const auto take = [&](const WordGroup& group) {
    patterns.insert(patterns.end(), group.patterns.begin(), group.patterns.end());
  };
  const auto take_all = [&](const Scoring& scoring) {
    take(scoring.ignore);
    for (const auto& signal : scoring.signals) take(signal.any);
  };
  take(loaded.value.rules.ignore);
  for (const auto& tag : loaded.value.rules.tags) take_all(tag.scoring);
  for (const auto& product : loaded.value.rules.products) take_all(product.scoring);
  ASSERT_GT(patterns.size(), 50u);
  Vocabulary vocabulary;
  for (const auto& pattern : patterns) vocabulary.add({{}, {pattern}}, "test");
  ASSERT_TRUE(vocabulary.compile().ok());

  // Pieces of the patterns between their signs, in any order.
  std::vector<std::string> pieces{"，", "的", "与", "院", "12", " ", "\n", "（", "his", "项目"};
  for (const auto& pattern : patterns) {
    std::string piece;
    for (const char c : pattern + "|") {
      if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z')) {
        piece += c;
      } else if (!piece.empty()) {
        pieces.push_back(std::exchange(piece, {}));
      }
    }
  }
  std::mt19937 random(7);
  std::size_t found = 0;
  for (int round = 0; round < 30; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += pieces[random() % pieces.size()];
    const auto hits = vocabulary.find(FoldedText(text));
    const std::vector<GroupHit> all(hits.all().begin(), hits.all().end());
    EXPECT_EQ(all, one_by_one(patterns, fold(text))) << text;
    found += all.size();
  }
  EXPECT_GT(found, 100u);
}

TEST(Vocabulary, NamesThePatternThatCannotBeUsed) {
  Vocabulary vocabulary;
  vocabulary.add({{}, {"(?:一"}}, "tags/x/y");
  const auto done = vocabulary.compile();
  ASSERT_FALSE(done.ok());
  EXPECT_NE(done.error().message.find("tags/x/y"), std::string::npos);
  EXPECT_NE(done.error().message.find("(?:一"), std::string::npos);
}

}  // namespace
}  // namespace tenderlead::rules
