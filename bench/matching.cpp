// How fast texts are tagged and matched: the automaton over all words, all patterns, and whole notices through the
// shipped rules. Bytes per second are of the text that is looked at.
#include <benchmark/benchmark.h>
#include <re2/set.h>

#include <string>
#include <vector>

#include "app/config/configuration.h"
#include "rules/matcher.h"
#include "rules/tagger.h"
#include "rules/vocabulary.h"
#include "rules/words.h"

namespace {

using namespace tenderlead;

// A notice's text of some length, made of sentences as notices have them.
std::string notice_text(std::size_t bytes) {
  const std::string sentences[] = {
      "一、项目基本情况：项目编号YX-2026-018，项目名称：云溪市人民医院设备采购项目。",
      "二、申请人的资格要求：满足《中华人民共和国政府采购法》第二十二条规定，未被列入失信被执行人名单。",
      "三、获取采购文件：请于工作日上午九点至十一点半在代理机构处获取，售价每份三百元。",
      "四、提交响应文件截止时间和开标地点：云溪市行政中心三号楼开标室。",
      "五、其他补充事宜：供应商应当按照磋商文件的要求编制响应文件，交纳保证金。"};
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) text += sentences[i % std::size(sentences)];
  return text;
}

const rules::RuleBook& book() {
  static const auto loaded = config::shipped_configuration();
  return loaded.value.rules;
}

void fold_text(benchmark::State& state) {
  const auto text = notice_text(64 << 10);
  for (auto _ : state) benchmark::DoNotOptimize(rules::FoldedText(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(fold_text);

void find_words(benchmark::State& state) {
  rules::WordAutomaton automaton;
  for (int i = 0; i < state.range(0); ++i)
    automaton.add(rules::fold("医院" + std::to_string(i) + "信息系统"));
  for (const auto& product : book().products)
    for (const auto& signal : product.scoring.signals)
      for (const auto& word : signal.any.words) automaton.add(rules::fold(word));
  automaton.build();
  const auto text = rules::fold(notice_text(64 << 10));
  std::vector<rules::WordHit> hits;
  for (auto _ : state) {
    hits.clear();
    automaton.find(text, hits);
    benchmark::DoNotOptimize(hits.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(find_words)->Arg(0)->Arg(5000);

void find_patterns(benchmark::State& state) {
  rules::Vocabulary vocabulary;
  for (int i = 0; i < state.range(0); ++i)
    vocabulary.add({{}, {"(?:医院|卫生院).{0,8}第" + std::to_string(i) + "号(?:系统|平台)"}}, "bench");
  if (!vocabulary.compile().ok()) return state.SkipWithError("patterns don't compile");
  const auto text = notice_text(64 << 10);
  const rules::FoldedText folded(text);
  for (auto _ : state) benchmark::DoNotOptimize(vocabulary.find(folded).empty());
  state.SetBytesProcessed(static_cast<std::int64_t>(folded.text().size()) * state.iterations());
}
BENCHMARK(find_patterns)->Arg(50)->Arg(500);

// As many product rules as asked for, of five words and two patterns each, over a text of 3 kB.
rules::RuleBook many_rules(int count) {
  const char* things[] = {"管理", "采集", "监护", "随访", "质控", "预约", "统计", "调度"};
  rules::RuleBook made;
  for (int i = 0; i < count; ++i) {
    const auto number = std::to_string(i);
    rules::Signal signal;
    signal.id = "s";
    signal.where = {{rules::Field::title, 10}, {rules::Field::text, 10}};
    for (int k = 0; k < 5; ++k)
      signal.any.words.push_back(std::string(things[k]) + "第" + number + "类" + things[(k + i) % 8]);
    signal.any.patterns = {
        "医院" + number + "号.{0,8}(?:系统|平台)",
        "(?:儿童|产科)" + std::string(things[i % 8]) + number + "[^院\\n]{0,6}(?:软件|信息)"};
    rules::Product product;
    product.id = "p" + number;
    product.scoring.signals = {signal};
    made.products.push_back(product);
  }
  return made;
}

void tag_by_many_rules(benchmark::State& state) {
  const auto tagger = rules::Tagger::compile(many_rules(static_cast<int>(state.range(0))));
  if (!tagger) return state.SkipWithError("rules don't compile");
  rules::TagInput input;
  input.title = "云溪市妇幼保健院儿童保健信息管理系统采购项目竞争性磋商公告";
  input.text = notice_text(3000);
  for (auto _ : state) benchmark::DoNotOptimize(tagger->tag(input).products.size());
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(input.text.size()) * state.iterations());
}
BENCHMARK(tag_by_many_rules)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

// The same words and patterns by one RE2::Set, which only says which of them are there.
void one_set(benchmark::State& state) {
  re2::RE2::Options options;
  options.set_max_mem(256 << 20);
  re2::RE2::Set set(options, re2::RE2::UNANCHORED);
  for (const auto& product : many_rules(static_cast<int>(state.range(0))).products) {
    for (const auto& word : product.scoring.signals[0].any.words) set.Add(word, nullptr);
    for (const auto& pattern : product.scoring.signals[0].any.patterns) set.Add(pattern, nullptr);
  }
  set.Compile();
  const auto text = notice_text(3000);
  std::vector<int> found;
  for (auto _ : state) benchmark::DoNotOptimize(set.Match(text, &found));
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(one_set)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

void tag_title(benchmark::State& state) {
  const auto tagger = rules::Tagger::compile(book());
  rules::TagInput input;
  input.title = "云溪市妇幼保健院儿童保健信息管理系统及手术麻醉系统采购项目竞争性磋商公告";
  input.buyer = "云溪市妇幼保健院";
  for (auto _ : state) benchmark::DoNotOptimize(tagger->tag(input).products.size());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(tag_title);

void tag_and_match_notice(benchmark::State& state) {
  const auto matcher = rules::Matcher::compile(book());
  Notice notice;
  notice.kind = NoticeKind::tender;
  notice.title = "云溪市妇幼保健院儿童保健信息管理系统采购项目竞争性磋商公告";
  notice.buyer.name = "云溪市妇幼保健院";
  notice.text = notice_text(6 << 10);
  const rules::NoticeFacts facts{&notice, "n", "p", nullptr, nullptr, {}};
  for (auto _ : state) {
    const auto tagging = matcher->tag(rules::tag_input(notice));
    benchmark::DoNotOptimize(matcher->match(facts, tagging, {2026, 5, 20}).size());
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(notice.title.size() + notice.text.size()) *
                          state.iterations());
}
BENCHMARK(tag_and_match_notice);

void compile_rules(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(rules::Matcher::compile(book()).ok());
}
BENCHMARK(compile_rules)->Unit(benchmark::kMillisecond);

}  // namespace
