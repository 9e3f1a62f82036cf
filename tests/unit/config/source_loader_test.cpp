#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/configuration.h"
#include "app/config/field_paths.h"
#include "parsers/notice/labels.h"

namespace tenderlead::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

// A source that is fine; cases add lines to it.
const std::string kSource =
    "id: hospital-a\n"
    "name: 某医院\n"
    "start: https://www.example.cn/list.htm\n";

std::vector<std::string> faults_of(const std::string& yaml) {
  std::vector<std::string> texts;
  for (const auto& fault : load_sources("s.yaml", yaml).faults) texts.push_back(to_string(fault));
  return texts;
}

TEST(SourceLoader, TakesTheStartOfAFocusedCrawlForAHomePage) {
  const auto role = [](const std::string& more) {
    const auto loaded = load_sources("s.yaml", kSource + more);
    return loaded.value.at(0).start.at(0).role;
  };
  EXPECT_EQ(role(""), PageRole::list);
  EXPECT_EQ(role("focus: {max_pages: 40}\n"), PageRole::automatic);
  EXPECT_EQ(role("focus: {max_pages: 0}\n"), PageRole::list);
  const auto stated = load_sources("s.yaml",
                                   "id: a\nname: b\nfocus: {max_pages: 9}\n"
                                   "start: {url: https://www.example.cn/zbcg/, role: list}\n");
  ASSERT_TRUE(stated.ok());
  EXPECT_EQ(stated.value.at(0).start.at(0).role, PageRole::list);
}

TEST(SourceLoader, GivesEveryKeyItsPlaceInTheSource) {
  const auto loaded = load_sources("s.yaml", R"(
sources:
  - id: full
    name: 全部的键
    enabled: false
    kind: hospital
    every: 36h
    region: {province: 四川省, city: 成都市, county: 郫都区, code: "510117"}
    organisation: 某某市妇幼保健院
    start:
      - https://www.example.cn/a/index.htm
      - url: https://api.example.cn:8443/list?p={page}
        method: POST
        headers: {Content-Type: application/json}
        body: '{"from": "{from}"}'
        role: notice
    sitemap:
      urls: [https://www.example.cn/sitemap.xml]
      match: ['/\d+\.html$']
      role: hospital
    paging: {kind: page_number, first: 0, page_size: 15, window_days: 7, windows: 4, stop_at_seen: false,
             overlap: 12, resync_every: 7d, max_results: 1000}
    list: {item: li, link: a, title: a, date: span, next: a.next, body: /content}
    detail:
      role: automatic
      body: div.article
      body_url: iframe@src
      fields: {buyer.name: span.buyer}
      labels: {预估价: budget}
      attachments: {fetch: true, when: missing, kinds: [pdf, zip], hosts: ["*.files.cn"], max_bytes: 5MiB, max_files: 2}
    politeness: {delay: 1500ms, connections_per_host: 2, request_timeout: 2m, connect_timeout: 5s, max_body: 3MiB,
                 max_redirects: 1, max_retries: 0, max_pages_per_run: 50, max_list_pages: 7, obey_robots: false,
                 slowdown: 4, max_delay: 9s, address_delay: 250ms, max_crawl_delay: 1m, hours: "22:00-6:30",
                 max_bytes_per_run: 5MiB, first_byte_timeout: 7s, stall_timeout: 8s, max_decompression_ratio: 90}
    urls: {drop_parameters: ["from_*", ref], sort_parameters: true, max_depth: 5, max_repeats: 3, max_length: 900}
    revisit: {list: {shortest: 10m, longest: 2d}, hospital: {longest: 60d}}
    focus: {max_pages: 40, max_depth: 2, words: [设备科]}
    http: {proxy: "http://10.0.0.1:3128", ca_bundle: c.pem, verify_tls: false, legacy_renegotiation: true, cookies: true}
    fetch: browser
    browser: {wait_for: ul li, settle: 1s, timeout: 9s, max_memory: 256MiB, max_requests: 20, hosts: [s.example.cn],
              block: ['/tongji/', '\.mp4$']}
    allowed_hosts: ["*.example.cn"]
    allowed_private_hosts: [127.0.0.1:8080]
)");
  ASSERT_EQ(loaded.faults.size(), 1u);  // `automatic` is `auto` in YAML
  EXPECT_THAT(loaded.faults[0].message,
              HasSubstr("'role' can't be 'automatic'; one of: auto, list, notice, hospital"));
  ASSERT_EQ(loaded.value.size(), 1u);
  const auto& source = loaded.value[0];
  EXPECT_EQ(source.id, "full");
  EXPECT_FALSE(source.enabled);
  EXPECT_EQ(source.kind, "hospital");
  EXPECT_EQ(source.every, 36h);
  EXPECT_EQ(source.region, (Region{"四川省", "成都市", "郫都区", "510117"}));
  ASSERT_EQ(source.start.size(), 2u);
  EXPECT_EQ(source.start[0].role, PageRole::automatic) << "a focused crawl begins at a home page";
  EXPECT_EQ(source.start[1].method, "POST");
  EXPECT_EQ(source.start[1].headers, (HeaderList{{"Content-Type", "application/json"}}));
  EXPECT_EQ(source.start[1].role, PageRole::notice);
  EXPECT_EQ(source.sitemap_role, PageRole::hospital);
  EXPECT_EQ(source.paging.kind, PagingKind::page_number);
  EXPECT_EQ(source.paging.first, 0);
  EXPECT_EQ(source.paging.window_days, 7);
  EXPECT_FALSE(source.paging.stop_at_seen);
  EXPECT_EQ(source.paging.overlap, 12);
  EXPECT_EQ(source.paging.resync_every, 7 * 24h);
  EXPECT_EQ(source.paging.max_results, 1000);
  EXPECT_EQ(source.parser.list_body, "/content");
  EXPECT_EQ(source.parser.fields.at("buyer.name"), "span.buyer");
  EXPECT_EQ(source.parser.labels.at("预估价"), "budget");
  EXPECT_TRUE(source.attachments.fetch);
  EXPECT_EQ(source.attachments.when, AttachmentsWhen::missing);
  EXPECT_THAT(source.attachments.kinds, ElementsAre("pdf", "zip"));
  EXPECT_THAT(source.attachments.hosts, ElementsAre("*.files.cn"));
  EXPECT_EQ(source.attachments.max_bytes, 5u << 20);
  EXPECT_EQ(source.attachments.max_files, 2);
  EXPECT_EQ(source.politeness.delay, 1500ms);
  EXPECT_EQ(source.politeness.request_timeout, 120s);
  EXPECT_EQ(source.politeness.max_body_bytes, 3u << 20);
  EXPECT_EQ(source.politeness.max_pages_per_run, 50u);
  EXPECT_FALSE(source.politeness.obey_robots);
  EXPECT_EQ(source.politeness.slowdown, 4);
  EXPECT_EQ(source.politeness.max_delay, 9s);
  EXPECT_EQ(source.politeness.address_delay, 250ms);
  EXPECT_EQ(source.politeness.max_crawl_delay, 60s);
  EXPECT_EQ(source.politeness.hours, (DailyHours{22 * 60, 6 * 60 + 30}));
  EXPECT_EQ(source.politeness.max_bytes_per_run, 5u << 20);
  EXPECT_EQ(source.politeness.first_byte_timeout, 7s);
  EXPECT_EQ(source.politeness.stall_timeout, 8s);
  EXPECT_EQ(source.politeness.max_decompression_ratio, 90);
  EXPECT_THAT(source.urls.drop_parameters, ElementsAre("from_*", "ref"));
  EXPECT_TRUE(source.urls.sort_parameters);
  EXPECT_EQ(source.urls.max_depth, 5);
  EXPECT_EQ(source.urls.max_repeats, 3);
  EXPECT_EQ(source.urls.max_length, 900);
  EXPECT_EQ(source.revisit.list.shortest, 10min);
  EXPECT_EQ(source.revisit.list.longest, 48h);
  EXPECT_EQ(source.revisit.hospital.shortest, 1h);
  EXPECT_EQ(source.revisit.hospital.longest, 60 * 24h);
  EXPECT_EQ(source.focus.max_pages, 40);
  EXPECT_EQ(source.focus.max_depth, 2);
  EXPECT_THAT(source.focus.words, ElementsAre("设备科"));
  EXPECT_EQ(source.http.proxy, "http://10.0.0.1:3128");
  EXPECT_EQ(source.http.ca_bundle, "c.pem");
  EXPECT_FALSE(source.http.verify_tls);
  EXPECT_TRUE(source.http.legacy_renegotiation);
  EXPECT_TRUE(source.http.cookies);
  EXPECT_EQ(source.fetch_by, FetchBy::browser);
  EXPECT_EQ(source.browser.wait_for, "ul li");
  EXPECT_EQ(source.browser.settle, 1s);
  EXPECT_EQ(source.browser.timeout, 9s);
  EXPECT_EQ(source.browser.max_memory_bytes, 256u << 20);
  EXPECT_EQ(source.browser.max_requests, 20);
  EXPECT_THAT(source.browser.hosts, ElementsAre("s.example.cn"));
  EXPECT_THAT(source.browser.block, ElementsAre("/tongji/", "\\.mp4$"));
  EXPECT_THAT(source.allowed_hosts, ElementsAre("*.example.cn", "www.example.cn", "api.example.cn:8443"));
  EXPECT_THAT(source.allowed_private_hosts, ElementsAre("127.0.0.1:8080"));
}

TEST(SourceLoader, TheHostsOfTheStartPagesAreAllowedByDefault) {
  const auto loaded = load_sources("s.yaml", kSource);
  ASSERT_TRUE(loaded.ok());
  EXPECT_THAT(loaded.value.at(0).allowed_hosts, ElementsAre("www.example.cn"));
  EXPECT_EQ(loaded.value.at(0).politeness.delay, 2s);
}

TEST(SourceLoader, TheHashChangesWithTheContentAndNotWithComments) {
  const auto hash = [](const std::string& yaml) {
    return load_sources("s.yaml", yaml).value.at(0).config_hash;
  };
  EXPECT_EQ(hash(kSource), hash("# why\n" + kSource + "\n"));
  EXPECT_NE(hash(kSource), hash(kSource + "every: 1h\n"));
}

struct Fault {
  std::string yaml;
  std::string expected;
};

TEST(SourceLoader, EveryFaultNamesPlaceKeyAndWhatIsAllowed) {
  const Fault cases[] = {
      {kSource + "politeness:\n  dealy: 2s\n",
       "s.yaml:5:3: unknown key 'dealy' in politeness; did you mean 'delay'?"},
      {kSource + "star: x\n", "s.yaml:4:1: unknown key 'star' in source; did you mean 'start'?"},
      {kSource + "paging: {kind: page_nubmer}\n",
       "s.yaml:4:16: 'kind' can't be 'page_nubmer'; one of: none, next_link, url_pattern, page_number, "
       "offset, cursor; "
       "did you mean 'page_number'?"},
      {kSource + "politeness: {hours: \"22-6\"}\n",
       "s.yaml:4:21: 'hours' must be two different times of a day in Asia/Shanghai, as \"22:00-06:00\""},
      {kSource + "politeness: {hours: \"22:00-22:00\"}\n",
       "s.yaml:4:21: 'hours' must be two different times of a day in Asia/Shanghai, as \"22:00-06:00\""},
      {kSource + "every: 24\n",
       "s.yaml:4:8: 'every' must be a duration from 1m to 366d with a unit (ms, s, m, h, d), not '24'"},
      {kSource + "every: 5s\n",
       "s.yaml:4:8: 'every' must be a duration from 1m to 366d with a unit (ms, s, m, h, d), not '5s'"},
      {kSource + "every: 99999999999999999999h\n",
       "s.yaml:4:8: 'every' must be a duration from 1m to 366d with a unit (ms, s, m, h, d), not "
       "'99999999999999999999h'"},
      {kSource + "every: [1h]\n",
       "s.yaml:4:8: 'every' must be a duration from 1m to 366d with a unit (ms, s, m, h, d), not a list"},
      {kSource + "politeness: {max_body: 20 XiB}\n",
       "s.yaml:4:24: 'max_body' must be a size from 1KiB to 1GiB (KiB, MiB, GiB, kB, MB, GB), not '20 XiB'"},
      {kSource + "politeness: {connections_per_host: 17}\n",
       "s.yaml:4:36: 'connections_per_host' must be a whole number from 1 to 16, not '17'"},
      {kSource + "politeness: {connections_per_host: 1.5}\n",
       "s.yaml:4:36: 'connections_per_host' must be a whole number from 1 to 16, not '1.5'"},
      {kSource + "enabled: yes\n", "s.yaml:4:10: 'enabled' must be true or false, not 'yes'"},
      {kSource + "kind: hosptial\n",
       "s.yaml:4:7: 'kind' can't be 'hosptial'; one of: portal, hospital; did you mean 'hospital'?"},
      {kSource + "region: 四川省\n", "s.yaml:4:9: 'region' must be a map of keys and values, not a text"},
      {kSource + "region: {code: 5101}\n",
       "s.yaml:4:16: 'code' must be the six digits of GB/T 2260, as \"510117\""},
      {kSource + "paging: {kind: url_pattern}\n",
       "s.yaml:4:9: paging by url_pattern needs a 'pattern' with {page}, as \"index_{page}.htm\""},
      {kSource + "paging: {kind: offset}\n",
       "s.yaml:4:9: this paging needs {offset} in the url or body of a start request"},
      {kSource + "paging: {kind: cursor, cursor: /next}\n",
       "s.yaml:4:9: this paging needs {cursor} in the url or body of a start request"},
      {kSource + "paging: {kind: next_link, cursor: /next}\n",
       "s.yaml:4:35: 'cursor' belongs to 'kind: cursor'"},
      {kSource + "paging: {kind: next_link, max_results: 100}\n",
       "s.yaml:4:40: 'max_results' needs 'window_days', whose windows it halves"},
      {kSource + "http: {proxy: 'socks5://10.0.0.1:1080'}\n",
       "s.yaml:4:15: 'proxy' must be the address of an HTTP proxy, as \"http://10.0.0.1:3128\""},
      {kSource + "browser: {settle: 1s}\n", "s.yaml:4:10: 'browser' belongs to 'fetch: browser'"},
      {kSource + "fetch: browser\nbrowser: {block: ['/a', 'b(']}\n",
       "s.yaml:5:25: 'block' isn't a pattern (RE2): missing ): b("},
      {kSource + "fetch: browser\nbrowser: {wait_for: 'li['}\n",
       "s.yaml:5:21: 'wait_for' isn't a selector: CSS selector \"li[\": expected a name at position 4"},
      {kSource + "revisit: {list: {shortest: 2d, longest: 1d}}\n",
       "s.yaml:4:17: 'longest' is less than 'shortest'"},
      {kSource + "detail: {fields: {buyer.nmae: b}}\n",
       "s.yaml:4:19: 'buyer.nmae' is no field; did you mean 'buyer.name'?"},
      {kSource + "detail: {fields: {contract.term: b}}\n",
       "s.yaml:4:19: 'contract.term' is no field; did you mean 'contract.no'?"},
      {kSource + "detail: {labels: {预估价: bugdet}}\n",
       "s.yaml:4:24: 'bugdet' is no field; did you mean 'budget'?"},
      {kSource + "parser: genric\n",
       "s.yaml:4:9: 'parser' names no parser of this program: 'genric'; did you mean 'generic'?"},
      {kSource + "allowed_hosts: [a/b]\n",
       "s.yaml:4:17: 'a/b' is no host; write a name or address, with a port if it has one: www.example.cn, "
       "*.example.cn"},
      {kSource + "sitemap: {urls: [https://www.example.cn/s.xml], match: ['(']}\n",
       "s.yaml:4:57: 'match' isn't a pattern (RE2): missing ): ("},
      {"id: a\nname: b\nstart: ftp://example.cn/\n",
       "s.yaml:3:8: 'start' must be a full http:// or https:// address, not 'ftp://example.cn/'"},
      {"id: a\nname: b\nstart: list.htm\n",
       "s.yaml:3:8: 'start' must be a full http:// or https:// address, not 'list.htm'"},
      {"id: a\nname: b\nstart: https://u:p@example.cn/\n",
       "s.yaml:3:8: 'start' must not hold a user name or password"},
      {"id: a\nname: b\nstart:\n  - {url: 'https://e.cn/', headers: {Cookie: x}}\n",
       "s.yaml:4:38: header 'Cookie' can't be set for a source"},
      {"id: a\nname: b\nstart:\n  - {url: 'https://e.cn/', headers: {X: \"a\\nb\"}}\n",
       "s.yaml:4:38: 'X' is no header that can be sent"},
      {"id: a\nname: b\nstart:\n  - {url: 'https://e.cn/', body: x}\n",
       "s.yaml:4:34: 'body' needs 'method: POST'"},
      {"id: A b\nname: b\nstart: https://e.cn/\n",
       "s.yaml:1:5: 'id' may hold a-z, 0-9, '_' and '-' only, at most 64 of them"},
      {"name: b\nstart: https://e.cn/\n", "s.yaml:1:1: 'id' is missing in source"},
      {"id: a\nname: b\n", "s.yaml:1:1: a source needs 'start' or 'sitemap'"},
      {"id: a\nname: ''\nstart: https://e.cn/\n", "s.yaml:2:7: 'name' must not be empty"},
      {"- a\n", "s.yaml:1:1: 'source' must be a map of keys and values, not a list"},
      {"sources: {}\n", "s.yaml:1:10: 'sources' must be a list, not a map"},
  };
  for (const auto& fault : cases)
    EXPECT_THAT(faults_of(fault.yaml), ElementsAre(fault.expected)) << fault.yaml;
}

TEST(SourceLoader, FindsWhatEachCrawlWouldRefuseOrNeverFind) {
  struct Case {
    std::string yaml;
    const char* fault;  // nothing: it is good
  };
  const std::string list = kSource + "list: {link: a, item: ";
  for (const auto& row :
       std::vector<Case>{{list + "\"//ul[li\"}\n", "'item' isn't a selector"},
                         {list + "\"//ul/li\"}\n", nullptr},
                         {list + "/data/rows}\n", nullptr},
                         {"id: a\nname: a\nkind: portal\nstart: [http://127.0.0.1:8080/list]\n",
                          "name 127.0.0.1:8080 under"},
                         {"id: a\nname: a\nkind: portal\nstart: [http://127.0.0.1:8080/list]\n"
                          "allowed_private_hosts: [127.0.0.1:8080]\n",
                          nullptr},
                         {kSource + "politeness: {request_timeout: 10s, connect_timeout: 20s}\n",
                          "'connect_timeout' is longer"},
                         {kSource + "politeness: {request_timeout: 10s}\n", nullptr}}) {
    const auto faults = faults_of(row.yaml);
    if (row.fault == nullptr) {
      EXPECT_THAT(faults, testing::IsEmpty()) << row.yaml;
    } else {
      EXPECT_THAT(faults, ElementsAre(HasSubstr(row.fault))) << row.yaml;
    }
  }
}

TEST(SourceLoader, TheReadersKnowEveryPathThatALabelMayName) {
  for (const auto path : kLabelPaths)
    EXPECT_NE(parsers::notice::field_of_path(path), parsers::notice::Field::none) << path;
}

TEST(SourceLoader, CollectsAllFaultsInOneGo) {
  const auto faults = faults_of(kSource + "id: twice\nevery: never\nunknown_thing: 1\nenabled: 2\n");
  EXPECT_THAT(faults,
              ElementsAre(HasSubstr("s.yaml:4:1: key 'id' stands twice"), HasSubstr("s.yaml:7:10: 'enabled'"),
                          HasSubstr("s.yaml:5:8: 'every'"), HasSubstr("s.yaml:6:1: unknown key")));
}

TEST(SourceLoader, ReportsAnIdThatTwoSourcesShare) {
  const auto faults = faults_of(
      "sources:\n  - {id: a, name: b, start: 'https://e.cn/'}\n  - {id: a, name: c, start: "
      "'https://e.cn/'}\n");
  EXPECT_THAT(faults, ElementsAre("s.yaml:3:10: the id 'a' is taken: s.yaml:2"));
}

}  // namespace
}  // namespace tenderlead::config
