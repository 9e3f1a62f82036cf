#include "app/config/yaml_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenderlead::config {
namespace {

using ::testing::HasSubstr;

struct Read {
  std::optional<YamlNode> root;
  std::vector<ConfigFault> faults;
};

Read read(std::string_view yaml, const YamlLimits& limits = {}) {
  Read result;
  result.root = read_yaml("f.yaml", yaml, result.faults, limits);
  return result;
}

TEST(YamlTree, KnowsLineAndColumnInCharacters) {
  const auto result = read("name: 妇幼\n列: {a: 1, 乙: 2}\n");
  ASSERT_TRUE(result.root);
  const auto& second = result.root->entries.at(1);
  EXPECT_EQ(second.line, 2);
  EXPECT_EQ(second.column, 1);
  EXPECT_EQ(second.value.entries.at(1).key, "乙");
  EXPECT_EQ(second.value.entries.at(1).column, 11);
  EXPECT_EQ(second.value.entries.at(1).value.column, 14);
}

TEST(YamlTree, ReportsAKeyThatStandsTwiceAndKeepsTheFirst) {
  const auto result = read("a: 1\nb: 2\na: 3\n");
  ASSERT_TRUE(result.root);
  EXPECT_EQ(result.root->find("a")->text, "1");
  ASSERT_EQ(result.faults.size(), 1u);
  EXPECT_EQ(to_string(result.faults[0]), "f.yaml:3:1: key 'a' stands twice; first in line 1");
}

TEST(YamlTree, CopiesWhatAnAliasRefersTo) {
  const auto result = read("a: &x [1, 2]\nb: *x\n");
  ASSERT_TRUE(result.root);
  EXPECT_EQ(result.root->find("b")->items.size(), 2u);
  EXPECT_EQ(result.root->find("b")->line, 2);
}

TEST(YamlTree, AnEmptyDocumentIsANullNode) {
  for (const auto* yaml : {"", "# only a comment\n", "---\n", "~\n"}) {
    const auto result = read(yaml);
    ASSERT_TRUE(result.root) << yaml;
    EXPECT_EQ(result.root->kind, YamlNode::Kind::null) << yaml;
    EXPECT_TRUE(result.faults.empty()) << yaml;
  }
}

TEST(YamlTree, ReadsPastAByteOrderMark) {
  const auto result = read(
      "\xEF\xBB\xBF"
      "a: 1\n");
  ASSERT_TRUE(result.root);
  EXPECT_EQ(result.root->find("a")->text, "1");
}

struct Bad {
  const char* what;
  std::string yaml;
  const char* message;
};

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(YamlTree, RefusesHostileAndBrokenDocumentsWithOneFault) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before +
            repeated(", " + before, 9) + "]\n";
  }
  const Bad cases[] = {
      {"an unclosed list", "a: [1, 2\n", "not valid YAML"},
      {"a tab as indentation", "a:\n\t- b\n", "not valid YAML"},
      {"an alias to nothing", "a: *nowhere\n", "not valid YAML"},
      {"an alias inside what it refers to", "a: &x [*x]\n", "may not stand inside"},
      {"a billion laughs", bomb, "aliases included"},
      {"deep flow lists", repeated("[", 100000), "levels deep"},
      {"deep block maps",
       [] {
         std::string yaml;
         for (int i = 0; i < 100; ++i) yaml += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
         return yaml;
       }(),
       "levels deep"},
      {"two documents", "a: 1\n---\nb: 2\n", "more than one YAML document"},
      {"bytes of another charset", "a: \xB2\xC9\xB9\xBA\n", "not valid UTF-8"},
      {"a NUL byte", std::string("a: \0b\n", 6), "not valid UTF-8"},
      {"an overlong form", "a: \xC0\xAF\n", "not valid UTF-8"},
  };
  for (const auto& bad : cases) {
    const auto result = read(bad.yaml);
    EXPECT_FALSE(result.root) << bad.what;
    ASSERT_EQ(result.faults.size(), 1u) << bad.what;
    EXPECT_THAT(result.faults[0].message, HasSubstr(bad.message)) << bad.what;
  }
}

TEST(YamlTree, RefusesWhatIsLargerThanItsLimits) {
  YamlLimits small;
  small.file_bytes = 10;
  EXPECT_THAT(read("a: 123456789\n", small).faults.at(0).message, HasSubstr("larger than 10 bytes"));
  YamlLimits few;
  few.nodes = 3;
  EXPECT_FALSE(read("[1, 2, 3]", few).root);
  EXPECT_TRUE(read("[1, 2]", few).root);
}

}  // namespace
}  // namespace tenderlead::config
