// How fast texts are tagged and matched: the automaton over all words, all patterns, and whole notices through the
// shipped rules. Bytes per second are of the text that is looked at.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "app/config/configuration.h"
#include "rules/matcher.h"
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
