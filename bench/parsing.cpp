// Decoding, tree and Document beside gumbo alone, over pages made here: a notice with a key-value table, 16 kB as real ones are.
#include <benchmark/benchmark.h>
#include <gumbo.h>

#include <string>
#include <vector>

#include "parsers/charset.h"
#include "parsers/html_document.h"
#include "parsers/list_reader.h"
#include "parsers/select.h"

namespace {

using namespace tenderlead::parsers;

std::string notice_page(int number) {
  std::string page =
      "<!DOCTYPE html><html><head><meta "
      "charset=\"utf-8\"><title>望溪县采购公告</title><style>.a{color:#333}</style></head><body>"
      "<div class=\"nav\"><ul>";
  for (int i = 0; i < 20; ++i)
    page += "<li><a href=\"/c" + std::to_string(i) + "/\" class=\"menu-link\">栏目</a></li>";
  page +=
      "</ul></div><div class=\"vF_detail_content\" id=\"content\"><h2 "
      "style=\"text-align:center\">望溪县人民医院第" +
      std::to_string(number) + "号信息系统采购项目公开招标公告</h2>";
  for (int i = 0; i < 40; ++i)
    page +=
        "<p style=\"line-height:150%;text-indent:2em\"><span "
        "style=\"font-family:宋体;font-size:16px\">一、项目基本情况：本项目的采购内容为"
        "信息系统的建设、实施与维护服务，具体要求见采购文件第</span><span>" +
        std::to_string(i) + "</span>章。</p>\n";
  page += "<table border=\"1\" style=\"border-collapse:collapse\"><tbody>";
  for (int i = 0; i < 30; ++i)
    page += "<tr><td style=\"width:20%\">项目编号</td><td><p>WX-2026-" + std::to_string(i) +
            "</p></td><td>预算金额</td><td>12.5 万元</td></tr>\n";
  return page + "</tbody></table></div><div class=\"footer\">版权所有</div></body></html>";
}

const std::vector<std::string>& pages() {
  static const std::vector<std::string> made = [] {
    std::vector<std::string> out;
    for (int i = 0; i < 64; ++i) out.push_back(notice_page(i));
    return out;
  }();
  return made;
}

template <typename Work>
void over_pages(benchmark::State& state, Work work) {
  std::size_t next = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string& page = pages()[next++ % pages().size()];
    bytes += page.size();
    work(page);
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void bare_gumbo(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
    benchmark::DoNotOptimize(output->root);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
  });
}
BENCHMARK(bare_gumbo);

void decoded(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    benchmark::DoNotOptimize(decode_page(page, "text/html; charset=utf-8"));
  });
}
BENCHMARK(decoded);

void tree(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    const Dom dom{std::string_view(page)};
    benchmark::DoNotOptimize(dom.root());
  });
}
BENCHMARK(tree);

void decoded_to_document(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    benchmark::DoNotOptimize(
        build_html_document(decode_page(page, "text/html; charset=utf-8"), "http://h.example/a/b.htm"));
  });
}
BENCHMARK(decoded_to_document);

void list_read(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    const Dom dom{std::string_view(page)};
    benchmark::DoNotOptimize(read_list(dom, "http://h.example/a/b.htm"));
  });
}
BENCHMARK(list_read);

void selected(benchmark::State& state) {
  over_pages(state, [](const std::string& page) {
    const Dom dom{std::string_view(page)};
    const SelectorTree selectors(dom);
    benchmark::DoNotOptimize(selectors.values("table tr > td:nth-child(2)"));
  });
}
BENCHMARK(selected);

}  // namespace
