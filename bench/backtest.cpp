// Trying a change of rules over history, as `tenderlead rules test` does: a store of generated notices, and three changes of the
// shipped rules: a word added to a product, a word more that all rules ignore, and a product's threshold.
//
//   bench_backtest [--notices N] [--bytes N] [--since DAYS] [--folder DIR] [--keep] [--check SECONDS]
//
// By default 1,000,000 notices of 1,500 bytes of text. The store is made first, which takes far longer than what is measured; with
// --keep it stays, in a folder of its own in DIR, for the next time. With --check it fails where one of the changes takes longer. The figure covers finding
// what the change can touch, reading, tagging by both rule books, comparing and choosing examples; of more notices than
// BacktestOptions::most a sample is judged, and the line says so.
#include "app/rules/backtest.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "app/config/configuration.h"
#include "store/notice_terms.h"
#include "store/store.h"
#include "wire/json.h"

namespace {

using namespace tenderlead;
using Clock = std::chrono::steady_clock;

struct Options {
  std::int64_t notices = 1'000'000;
  std::size_t bytes = 1500;
  std::int64_t since_days = 1000;                                         // all of them lie within
  std::filesystem::path folder = std::filesystem::temp_directory_path();  // holds a folder of its own
  bool keep = false;
  double most_seconds = 0;
};

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "bench_backtest: %s\n", why.c_str());
  std::exit(1);
}

constexpr Date kLastDay{2026, 6, 30};

// One notice of a portal that mixes all that hospitals buy: one in twelve is about software.
Notice generated(std::int64_t number, std::size_t bytes) {
  std::mt19937_64 random(static_cast<std::uint64_t>(number));
  const auto pick = [&random](const auto& list) { return std::string(list[random() % std::size(list)]); };
  static constexpr const char* kPlaces[] = {"云溪市", "东陵县", "河口区", "青石镇",
                                            "白水市", "南屏县", "长岭区", "石桥市"};
  static constexpr const char* kHospitals[] = {"人民医院",     "妇幼保健院", "中医医院",
                                               "第二人民医院", "中心卫生院", "肿瘤医院"};
  static constexpr const char* kGoods[] = {"彩色超声诊断仪", "医用耗材", "试剂",        "保洁服务",
                                           "食堂食材",       "病床",     "救护车",      "输液泵",
                                           "办公家具",       "电梯维保", "污水处理设备"};
  static constexpr const char* kSoftware[] = {"儿童保健信息系统", "护理管理系统",   "电子病历升级",
                                              "检验信息系统",     "集成平台",       "信息系统运维",
                                              "临床路径管理系统", "互联网医院平台", "病案首页质控系统"};
  static constexpr const char* kSentences[] = {
      "供应商应当具备独立承担民事责任的能力，具有良好的商业信誉和健全的财务会计制度。",
      "获取采购文件的时间为公告发布之日起五个工作日，每日上午九时至下午五时，地点为代理机构办公室。",
      "提交响应文件截止时间和开启时间以公告为准，逾期送达的文件不予受理，地点为行政中心三号楼。",
      "本项目不接受联合体投标，不允许转包，验收合格后支付合同款的百分之九十五。",
      "质疑应当以书面形式在法定期限内一次性提出，联系人和联系电话见公告末尾。",
      "评审办法为综合评分法，其中价格分三十分，技术分五十分，商务分二十分。",
      "交货地点为采购人指定地点，质保期自验收合格之日起计算，不少于三年。",
      "中标供应商须在合同签订后三十日内完成供货、安装、调试和培训。"};
  Notice notice;
  const auto thing = number % 12 == 0 ? pick(kSoftware) : pick(kGoods);
  notice.buyer.name = pick(kPlaces) + pick(kHospitals);
  notice.title = notice.buyer.name + thing + "采购项目" + (number % 3 == 0 ? "中标公告" : "公开招标公告");
  notice.kind = number % 3 == 0 ? NoticeKind::award : NoticeKind::tender;
  notice.url = "http://portal.example/n/" + std::to_string(number) + ".html";
  notice.budget = Money{static_cast<std::int64_t>(random() % 500 + 1) * 1'000'000, "CNY", ""};
  notice.published_at.emplace();
  notice.published_at->date = date_from_days(days_from_date(kLastDay) - number % 900);
  notice.text = notice.title + "\n项目编号YX-" + std::to_string(number) + "\n采购内容：" + thing + "一批\n";
  while (notice.text.size() < bytes) notice.text += pick(kSentences);
  return notice;
}

store::NoticeRow row_of(const Notice& notice, std::int64_t number) {
  store::NoticeRow row;
  row.id = "n" + std::to_string(number);
  row.source_id = "bench";
  row.url = notice.url;
  row.kind = to_string(*notice.kind);
  row.title = notice.title;
  row.buyer = notice.buyer.name;
  row.published_at = to_string(*notice.published_at);
  row.json = wire::to_json_text(notice);
  row.grams = store::notice_terms(notice);
  return row;
}

void fill(store::Store& store, const Options& options) {
  const auto begun = Clock::now();
  constexpr std::int64_t kAtOnce = 5000;
  for (std::int64_t begin = 0; begin < options.notices; begin += kAtOnce) {
    const auto end = std::min(begin + kAtOnce, options.notices);
    std::vector<store::NoticeRow> rows;
    for (auto i = begin; i < end; ++i) rows.push_back(row_of(generated(i, options.bytes), i));
    const auto written = store.write([&](store::WriteBatch& writer) {
      for (const auto& row : rows) writer.put_notice(row, 1);
    });
    if (!written) fail(written.error().message);
  }
  std::printf("made %lld notices in %.0f s\n", static_cast<long long>(options.notices),
              std::chrono::duration<double>(Clock::now() - begun).count());
}

struct Change {
  const char* what;
  std::function<void(rules::RuleBook&)> make;
};

rules::Product& product(rules::RuleBook& book, std::string_view id) {
  for (auto& one : book.products)
    if (one.id == id) return one;
  fail("the shipped rules have no such product any more");
}

bool measure(store::Store& store, const Options& options) {
  const Change changes[] = {
      {"a word added to a product",
       [](rules::RuleBook& book) {
         product(book, "specialty_clinical").scoring.signals.front().any.words.emplace_back("护理管理系统");
       }},
      {"a pattern added to a product",
       [](rules::RuleBook& book) {
         product(book, "child_development")
             .scoring.signals.front()
             .any.patterns.emplace_back("(?:儿童|妇幼)保健.{0,6}(?:信息|管理)系统");
       }},
      {"a word more that all rules ignore",
       [](rules::RuleBook& book) { book.ignore.words.emplace_back("集成平台"); }},
      {"a product's threshold", [](rules::RuleBook& book) { product(book, "emr").scoring.threshold = 11; }},
  };
  const auto loaded = config::shipped_configuration();
  if (!loaded.ok()) fail("the shipped configuration has faults");
  app::BacktestOptions work;
  work.since = to_string(date_from_days(days_from_date(kLastDay) - options.since_days));
  work.as_of = kLastDay;
  bool good = true;
  for (const auto& change : changes) {
    auto book = loaded.value.rules;
    change.make(book);
    const auto result = app::backtest(store, loaded.value.rules, book, work);
    if (!result) fail(result.error().message);
    std::int64_t added = 0, lost = 0, rescored = 0;
    for (const auto& effect : result->effects) {
      added += result->estimate(effect.added);
      lost += result->estimate(effect.lost);
      rescored += result->estimate(effect.rescored);
    }
    std::printf("%-36s %6.2f s: %lld notices, %lld touched, %lld judged%s; +%lld -%lld ~%lld\n", change.what,
                result->seconds, static_cast<long long>(result->notices),
                static_cast<long long>(result->candidates), static_cast<long long>(result->judged),
                result->whole() ? "" : " (a sample)", static_cast<long long>(added),
                static_cast<long long>(lost), static_cast<long long>(rescored));
    good = good && result->notices == options.notices &&
           (options.most_seconds == 0 || result->seconds <= options.most_seconds);
  }
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App command("Trying a change of rules over history");
  command.add_option("--notices", options.notices)->check(CLI::PositiveNumber);
  command.add_option("--bytes", options.bytes)->check(CLI::PositiveNumber);
  command.add_option("--since", options.since_days)->check(CLI::PositiveNumber);
  command.add_option("--folder", options.folder);
  command.add_flag("--keep", options.keep);
  command.add_option("--check", options.most_seconds)->check(CLI::PositiveNumber);
  CLI11_PARSE(command, argc, argv);
  options.folder /= "tenderlead-bench-backtest";
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const auto path = options.folder / "tenderlead.db";
  if (!options.keep) std::filesystem::remove_all(options.folder);
  bool good = false;
  {
    auto store = store::Store::open(path, store::OpenMode::create);
    if (!store) fail(store.error().message);
    const auto count = (*store)->read([](store::Queries& queries) { return queries.notice_count(); });
    if (!count) fail(count.error().message);
    if (*count == 0) fill(**store, options);
    good = measure(**store, options);
  }
  if (!options.keep) std::filesystem::remove_all(options.folder);
  return good ? 0 : 1;
}
