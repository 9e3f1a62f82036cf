// The examples of docs/rules*.md: each loads, judges the titles below it as they say, and is linted as it says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "app/config/configuration.h"
#include "rules/linter.h"
#include "rules/tagger.h"

namespace tenderlead::rules {
namespace {

struct Block {
  int line = 0;
  std::string info;  // behind the fence: "yaml lint=never", "titles"
  std::string text;
};

std::vector<Block> blocks(const std::string& file) {
  std::ifstream in(std::string(TENDERLEAD_SOURCE_DIR) + "/docs/" + file);
  std::vector<Block> found;
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (!line.starts_with("```")) {
      if (inside) found.back().text += line + '\n';
      continue;
    }
    if (!inside) found.push_back({number, line.substr(3), ""});
    inside = !inside;
  }
  return found;
}

std::string file_name(const Block& block) {
  for (const char* kind : {"tags", "products", "leads"}) {
    const bool yaml = block.text.starts_with(std::string(kind) + ":") ||
                      block.text.find("\n" + std::string(kind) + ":") != std::string::npos;
    const bool json = block.text.find("\"" + std::string(kind) + "\":") != std::string::npos;
    if (yaml || json) return std::string("example/") + kind + (block.info == "json" ? ".json" : ".yaml");
  }
  return {};
}

// A title, or "title | text".
TagInput input_of(std::string line) {
  TagInput input;
  const auto bar = line.find(" | ");
  input.title = line.substr(0, bar);
  if (bar != std::string::npos) input.text = line.substr(bar + 3);
  return input;
}

class Docs : public ::testing::TestWithParam<const char*> {};
TEST_P(Docs, ExamplesDoWhatThePageSays) {
  RuleBook book;
  std::set<std::string> own;  // tags of the example before
  int examples = 0, judged = 0, linted = 0;
  for (const auto& block : blocks(GetParam())) {
    SCOPED_TRACE(std::string(GetParam()) + ":" + std::to_string(block.line));
    if (block.info.starts_with("yaml") || block.info == "json") {
      ++examples;
      const auto name = file_name(block);
      ASSERT_FALSE(name.empty()) << "neither tags nor products nor leads";
      std::vector<config::ConfigFault> faults;
      auto files = config::rule_files("", faults);
      files.push_back({name, block.text});
      const auto loaded = config::load_rules(files);
      for (const auto& fault : loaded.faults) ADD_FAILURE() << to_string(fault);
      book = loaded.value;
      own.clear();
      for (const auto& tag : book.tags)
        if (book.files.at(static_cast<std::size_t>(tag.place.file)) == name) own.insert(tag.id);
      const auto wants = block.info.find("lint=");
      std::set<std::string> kinds, wanted;
      for (const auto& found : lint(book))
        if (book.files.at(static_cast<std::size_t>(found.place.file)) == name) kinds.insert(found.kind);
      if (wants != std::string::npos) {
        std::istringstream list(block.info.substr(wants + 5));
        for (std::string kind; std::getline(list, kind, ',');) wanted.insert(kind);
        ++linted;
      }
      EXPECT_EQ(kinds, wanted) << "what the linter says of the example";
    } else if (block.info == "titles") {
      const auto tagger = Tagger::compile(book);
      ASSERT_TRUE(tagger.ok());
      std::istringstream lines(block.text);
      for (std::string line; std::getline(lines, line);) {
        const bool yes = line.starts_with("✓ ");
        ASSERT_TRUE(yes || line.starts_with("✗ ")) << line;
        bool given = false;
        for (const auto& tag : tagger->tag(input_of(line.substr(4))).tags)
          given = given || own.contains(tag.id);
        EXPECT_EQ(given, yes) << line;
        ++judged;
      }
    }
  }
  EXPECT_GE(examples, 6);
  EXPECT_GE(judged, 8);
  EXPECT_GE(linted, 1);
}
INSTANTIATE_TEST_SUITE_P(Rules, Docs, ::testing::Values("rules.md", "rules.zh-CN.md"));

}  // namespace
}  // namespace tenderlead::rules
