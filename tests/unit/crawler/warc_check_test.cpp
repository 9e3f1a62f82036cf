#include "crawler/warc_check.h"

#include "crawler/warc_digest.h"
#include "tests/unit/crawler/warc_fixture.h"

namespace tenderlead::crawler {
namespace {

WarcRecord record(const std::string& type, const HeaderList& more = {}, const std::string& block = "") {
  WarcRecord record;
  record.version = "WARC/1.1";
  record.headers = {{"WARC-Type", type},
                    {"WARC-Record-ID", "<urn:uuid:00000000-0000-4000-8000-000000000001>"},
                    {"WARC-Date", "2026-01-01T00:00:00Z"},
                    {"Content-Length", std::to_string(block.size())}};
  if (type != "warcinfo" && type != "metadata")
    record.headers.emplace_back("WARC-Target-URI", "http://example.cn/");
  if (type == "revisit") record.headers.emplace_back("WARC-Profile", "http://example.cn/profile");
  record.headers.insert(record.headers.end(), more.begin(), more.end());
  record.block = block;
  record.length = 1;
  return record;
}

TEST(RecordFaults, AreNoneForWhatTheStandardAllows) {
  for (const char* type :
       {"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion"}) {
    const auto faults = record_faults(record(type));
    EXPECT_TRUE(faults.empty()) << type << ": " << faults.front();
  }
  EXPECT_TRUE(
      record_faults(record("request", {{"WARC-Concurrent-To", "<urn:a>"}, {"WARC-Concurrent-To", "<urn:b>"}}))
          .empty());
  for (const char* date : {"2026", "2026-01", "2026-01-01", "2026-01-01T00:00", "2026-01-01T00:00:00.123456Z",
                           "2026-01-01T08:00:00+08:00"}) {
    WarcRecord dated = record("metadata");
    dated.headers[2].second = date;
    EXPECT_TRUE(record_faults(dated).empty()) << date;
  }
}

TEST(RecordFaults, NameTheFieldThatIsWrong) {
  const auto without = [](std::string_view name, const std::string& type) {
    WarcRecord it = record(type);
    std::erase_if(it.headers, [&](const auto& field) { return field.first == name; });
    return it;
  };
  const auto with = [](std::size_t field, const char* value) {
    WarcRecord it = record("response");
    it.headers[field].second = value;
    return it;
  };
  struct Case {
    WarcRecord record;
    const char* fault;
  };
  const Case cases[] = {
      {without("WARC-Record-ID", "response"), "WARC-Record-ID is missing"},
      {without("WARC-Date", "warcinfo"), "WARC-Date is missing"},
      {without("WARC-Target-URI", "revisit"), "WARC-Target-URI is missing"},
      {without("WARC-Profile", "revisit"), "WARC-Profile is missing"},
      {record("warcinfo", {{"WARC-Target-URI", "http://a/"}}),
       "WARC-Target-URI may not stand on a warcinfo record"},
      {record("response", {{"WARC-Refers-To-Date", "2026"}}),
       "WARC-Refers-To-Date may not stand on a response record"},
      {record("request", {{"WARC-Filename", "a"}}), "WARC-Filename may not stand on a request record"},
      {record("response", {{"warc-date", "2026"}}), "WARC-Date stands more than once"},
      {with(1, "urn:uuid:1"), "WARC-Record-ID is 'urn:uuid:1'"},
      {with(1, "<1:2>"), "WARC-Record-ID is '<1:2>'"},
      {with(2, "2026-1-1"), "WARC-Date is '2026-1-1'"},
      {with(2, "2026-01-01T00:00:00.Z"), "WARC-Date is '2026-01-01T00:00:00.Z'"},
      {record("response", {{"WARC-Block-Digest", "sha1"}}), "WARC-Block-Digest is 'sha1'"},
      {record("metadata", {{"WARC-Block-Digest", "sha1:" + payload_digest("other")}}, "block"),
       "the block doesn't match WARC-Block-Digest"},
      {record("metadata", {{"WARC-Payload-Digest", "md5:" + std::string(32, '0')}}, "block"),
       "the payload doesn't match WARC-Payload-Digest"},
      {record("response", {{"Content-Type", "application/http"}},
              "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nbody"),
       "the HTTP Content-Length is 5, the body has 4 bytes"},
      {record("response", {{"Content-Type", "application/http"}}, "no head"), "the block has no HTTP head"},
  };
  for (const auto& [it, fault] : cases) {
    const auto faults = record_faults(it);
    ASSERT_EQ(faults.size(), 1u) << fault;
    EXPECT_EQ(faults[0], fault);
  }
}

TEST(DigestMatches, WhateverToolWroteIt) {
  const std::pair<const char*, std::optional<bool>> cases[] = {
      {"sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", true},
      {"SHA1:vgmt4nsha2awvor6evyxqugcnsonbwe5", true},
      {"sha1:a9993e364706816aba3e25717850c26c9cd0d89d", true},
      {"sha1:A9993E364706816ABA3E25717850C26C9CD0D89E", false},
      {"md5:900150983cd24fb0d6963f7d28e17f72", true},
      {"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", true},
      {"sha1:qZk-NkcGgWq6PiVxeFDCbJzQ2J0=", true},
      {"sha1:qZk+NkcGgWq6PiVxeFDCbJzQ2J0", true},
      {"sha1:QZk+NkcGgWq6PiVxeFDCbJzQ2J0=", false},
      {"sha1:short", std::nullopt},
      {"crc32:352441c2", std::nullopt},
      {"", std::nullopt}};
  for (const auto& [stated, expected] : cases) {
    EXPECT_EQ(digest_matches(stated, "abc"), expected) << stated;
  }
}

class OwnRecordsTest : public WarcFixture {};

TEST_F(OwnRecordsTest, AreAllWhatTheStandardAsksFor) {
  {
    auto writer = WarcWriter::open(path());
    WarcExchange exchange;
    exchange.facts = {{{"Host", "example.cn"}}, "2001:db8::7", 12};
    exchange.via = "http://example.cn/目录 一";
    Page post = page("api", std::string("\0\xff", 2));
    post.method = "POST";
    post.request_body = "a=b";
    post.requested_url = "http://example.cn/before";
    ASSERT_TRUE(writer->append(post, {}, exchange).ok());
    ASSERT_TRUE(writer->append(page("empty", ""), {}, exchange).ok());
    ASSERT_TRUE(writer->append_revisit(post, {payload_digest(post.body), post.url, 1}, exchange).ok());
    Page unmodified = page("empty", "");
    unmodified.status = 304;
    unmodified.headers.emplace_back("Content-Length", "1200");
    ASSERT_TRUE(writer->append_revisit(unmodified, {}, exchange).ok());
  }
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 13u);
  for (const auto& it : records) {
    EXPECT_GT(it.length, 0u);
    for (const auto& fault : record_faults(it)) ADD_FAILURE() << it.type() << ": " << fault;
  }
}

}  // namespace
}  // namespace tenderlead::crawler
