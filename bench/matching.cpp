// How fast texts are tagged and matched: all words at once, all patterns, and whole notices through the
// shipped rules. Bytes per second are of the text that is looked at.
#include <benchmark/benchmark.h>
#include <re2/set.h>

#include <random>
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
  rules::WordFinder finder;
  for (int i = 0; i < state.range(0); ++i) finder.add(rules::fold("医院" + std::to_string(i) + "信息系统"));
  for (const auto& product : book().products)
    for (const auto& signal : product.scoring.signals)
      for (const auto& word : signal.any.words) finder.add(rules::fold(word));
  finder.build();
  const auto text = rules::fold(notice_text(64 << 10));
  std::vector<rules::WordHit> hits;
  for (auto _ : state) {
    hits.clear();
    finder.find(text, hits);
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

// So many rules of the whole language over notices of 3 kB as notices are: words, patterns, near by characters, sentence and row,
// all, none, words to ignore, exclusions, and conditions on kind, amount, region, stage, dates, the hospital and tags, for the
// rule and for a signal. Of five rules one is a tag, of a hundred one a tag of conditions alone. Each of the notices names other
// things that rules are about, so that rules come as far as their conditions.
rules::Condition asks(rules::Fact fact, long long at_least) {
  rules::Condition one;
  one.kind = rules::Condition::Kind::fact;
  one.fact.fact = fact;
  one.fact.at_least = at_least;
  return one;
}
rules::Condition asks(rules::Fact fact, std::vector<std::string> is) {
  rules::Condition one;
  one.kind = rules::Condition::Kind::fact;
  one.fact.fact = fact;
  one.fact.is = std::move(is);
  return one;
}
rules::Condition asks_tag(std::string id) {
  rules::Condition one;
  one.kind = rules::Condition::Kind::tag;
  one.tags = {std::move(id)};
  return one;
}

const std::string kAreas[] = {"护理", "检验", "影像", "病理", "药房", "急诊", "手术", "麻醉", "门诊",
                              "住院", "儿保", "产科", "妇科", "康复", "体检", "输血", "院感", "病案",
                              "医保", "财务", "人事", "物资", "科研", "教学", "后勤"};
const std::string kThings[] = {"质控", "预约", "随访", "统计", "排班", "追溯", "调度", "归档",
                               "审核", "监测", "评估", "登记", "收费", "档案", "叫号", "绩效",
                               "库存", "报表", "宣教", "转诊", "会诊", "交接", "签名", "上报",
                               "分析", "协同", "培训", "巡检", "召回", "留观", "配送", "采集",
                               "标注", "直报", "结算", "导诊", "建档", "核销", "盘点", "回访"};

rules::Scoring whole_scoring(int i) {
  const auto& area = kAreas[static_cast<std::size_t>(i) % std::size(kAreas)];
  const auto& thing = kThings[static_cast<std::size_t>(i) / std::size(kAreas) % std::size(kThings)];
  rules::Signal exact;
  exact.id = "exact";
  exact.where = {{rules::Field::title, 10}, {rules::Field::lots, 10}, {rules::Field::text, 6}};
  exact.any.words = {area + thing + "系统", area + thing + "平台", area + "智能" + thing,
                     thing + area + "软件"};
  exact.any.patterns = {area + ".{0,6}" + thing + "(?:系统|平台|软件)"};
  exact.none.words = {"设备维修"};
  rules::Signal near;
  near.id = "near";
  near.where = {{rules::Field::text, 5}};
  near.any.words = {area + thing};
  near.near.words = {"系统", "软件"};
  near.reach = i % 3 == 0   ? rules::Reach::characters
               : i % 3 == 1 ? rules::Reach::sentence
                            : rules::Reach::row;
  near.within = 12;
  near.all = {{{"采购", "建设"}, {}}};
  near.when = asks(rules::Fact::notice_kind, {"tender", "market_research"});
  rules::Scoring scoring;
  scoring.signals = {exact, near};
  scoring.ignore.words = {area + thing + "人员"};
  scoring.exclude.words = {area + "器械"};
  scoring.when.parts = {asks(rules::Fact::budget_wan, 20), asks(rules::Fact::days_to_deadline, 3),
                        asks(rules::Fact::region, {"53", "四川"})};
  if (i % 4 == 0) scoring.when.parts.push_back(asks(rules::Fact::tier, 2));
  if (i % 6 == 0) scoring.when.parts.push_back(asks(rules::Fact::stage, {"tendering"}));
  if (i % 8 == 0) scoring.when.parts.push_back(asks_tag("c0"));
  return scoring;
}

rules::RuleBook whole_language(int count) {
  rules::RuleBook made;
  rules::TagRule it;
  it.id = "it";
  rules::Signal word;
  word.id = "w";
  word.any.words = {"系统", "平台", "软件"};
  word.where = {{rules::Field::title, 10}, {rules::Field::text, 10}};
  it.scoring.signals = {word};
  made.tags = {it};
  for (int i = 0; i < count; ++i) {
    const auto id = std::to_string(i);
    if (i % 5 == 0) {
      rules::TagRule tag;
      tag.id = (i % 100 == 0 ? "c" : "t") + id;
      tag.scoring = whole_scoring(i);
      if (i % 100 == 0) {
        tag.scoring.signals.clear();
        tag.scoring.when = {};
        tag.scoring.when.parts = {asks(rules::Fact::beds, 100 + i), asks(rules::Fact::budget_wan, i)};
      }
      made.tags.push_back(std::move(tag));
      continue;
    }
    rules::Product product;
    product.id = "p" + id;
    product.requires_tag = "it";
    product.scoring = whole_scoring(i);
    made.products.push_back(std::move(product));
  }
  return made;
}

std::uint32_t points_of(const std::string& text) {
  std::uint32_t points = 0;
  for (const unsigned char c : text) points += (c & 0xC0) != 0x80 ? 1 : 0;
  return points;
}

// 3 kB with what notices have: numbered heads, a table, amounts, addresses, law.
Notice written_notice(unsigned number) {
  std::mt19937 random(number);
  const auto area = [&] { return kAreas[random() % std::size(kAreas)]; };
  const auto thing = [&] { return kThings[random() % std::size(kThings)]; };
  Notice notice;
  notice.kind = NoticeKind::tender;
  notice.title = "云溪市妇幼保健院智慧医院信息系统建设项目竞争性磋商公告";
  notice.project_name = "智慧医院信息系统建设项目";
  notice.buyer.name = "云溪市妇幼保健院";
  notice.region = {"云南省", "云溪市", "", "530000"};
  notice.budget = Money{368'000'000, "CNY", "368万元"};
  notice.published_at = StatedTime{{2026, 5, 11}, std::nullopt};
  notice.bid_deadline = StatedTime{{2026, 5, 28}, 34'200};
  notice.lots = {{"1", area() + "与" + area() + "业务系统", "", "", std::nullopt, std::nullopt},
                 {"2", "数据中心硬件", "", "", std::nullopt, std::nullopt}};
  notice.text =
      "云溪市妇幼保健院智慧医院信息系统建设项目竞争性磋商公告\n项目概况\n云溪市妇幼保健院智慧医院信息系统建设"
      "项目的潜在供应商应在云溪市公共资源交易"
      "中心网站获取采购文件，并于2026年5月28日09时30分（北京时间）前提交响应文件。\n一、项目基本情况\n项目编"
      "号：YXZC2026-0518\n项目名称：智慧"
      "医院信息系统建设项目\n采购方式：竞争性磋商\n预算金额：368万元\n采购需求：\n";
  const std::string rows[][2] = {{area() + thing() + "系统", "1套"},
                                 {area() + thing() + "与报表平台", "1套"},
                                 {area() + thing() + "及" + area() + thing() + "系统", "1套"},
                                 {area() + thing() + thing() + "软件", "1套"},
                                 {area() + thing() + "管理系统", "1套"},
                                 {area() + thing() + thing(), "1项"},
                                 {"数据库服务器", "2台"},
                                 {"接口开发服务", "1项"}};
  auto point = points_of(notice.text);
  int place = 0;
  for (const auto& row : rows) {
    const auto text = std::to_string(++place) + "\n" + row[0] + "\n" + row[1] + "\n";
    const auto points = points_of(text);
    notice.rows.push_back({point, point + points - 1});
    notice.text += text;
    point += points;
  }
  notice.text += "系统应当支持" + area() + "、" + area() + "、" + area() +
                 "等科室的业务协同，与医保结算接口对接，完成数据" + thing() + "、" + thing() + "和" +
                 thing() + "；" + area() + thing() + "与" + thing() + "须留痕。\n";
  const auto tail = notice_text(3000);
  for (std::size_t at = 0; notice.text.size() < 3000; at += 3) notice.text += tail.substr(at, 3);
  return notice;
}

void tag_by_whole_language(benchmark::State& state) {
  const auto tagger = rules::Tagger::compile(whole_language(static_cast<int>(state.range(0))));
  if (!tagger) return state.SkipWithError("rules don't compile");
  std::vector<Notice> notices;
  for (unsigned i = 0; i < 200; ++i) notices.push_back(written_notice(i));
  std::vector<rules::TagInput> inputs;
  for (const auto& notice : notices) inputs.push_back(rules::tag_input(notice));
  HospitalProfile profile;
  profile.level = HospitalLevel{3, "甲"};
  profile.beds_open = 600;
  rules::Circumstances at;
  at.as_of = Date{2026, 5, 12};
  at.profile = &profile;
  // RE2 makes a pattern's automaton while it is used: what a process pays once isn't counted.
  for (std::size_t i = 0; i < notices.size(); ++i) {
    at.notice = &notices[i];
    benchmark::DoNotOptimize(tagger->tag(inputs[i], at).products.size());
  }
  std::size_t next = 0, given = 0, bytes = 0;
  for (auto _ : state) {
    const auto i = next++ % notices.size();
    at.notice = &notices[i];
    const auto tagging = tagger->tag(inputs[i], at);
    given += tagging.products.size() + tagging.tags.size();
    bytes += inputs[i].text.size();
  }
  state.counters["given"] = static_cast<double>(given) / static_cast<double>(next);
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(tag_by_whole_language)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

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
