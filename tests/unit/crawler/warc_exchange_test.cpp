// What stands beside a response: request, metadata, and revisits of what was seen before.
#include <algorithm>

#include "crawler/cdxj.h"
#include "tests/unit/crawler/warc_fixture.h"

namespace tenderlead::crawler {
namespace {

class WarcExchangeTest : public WarcFixture {
 protected:
  static WarcExchange exchange() {
    WarcExchange exchange;
    exchange.facts.request_headers = {
        {"Host", "example.cn"}, {"User-Agent", "Tenderlead/1"}, {"Content-Length", "9"}};
    exchange.facts.ip_address = "203.0.113.7";
    exchange.facts.took_ms = 231;
    exchange.source_id = "column";
    exchange.via = "http://example.cn/list";
    exchange.hops = "LL";
    return exchange;
  }
  static Page not_modified() {
    Page page = WarcFixture::page("a", "");
    page.status = 304;
    return page;
  }
  static std::string_view field(const WarcRecord& record, std::string_view name) {
    return header_value(record.headers, name);
  }
  static Result<std::optional<ArchivedPage>> nth_page(WarcPageReader& reader, int n) {
    for (int i = 1; i < n; ++i) EXPECT_TRUE(reader.next().ok());
    return reader.next();
  }
};

TEST_F(WarcExchangeTest, AFetchIsARequestAResponseAndMetadata) {
  auto writer = WarcWriter::open(path(), std::nullopt, reproducible());
  ASSERT_TRUE(writer.ok());
  const auto location = writer->append(page("a?b=c", "body"), {}, exchange());
  ASSERT_TRUE(location.ok());
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 4u);
  const auto& [info, request, response, metadata] = std::tie(records[0], records[1], records[2], records[3]);
  EXPECT_EQ(request.type(), "request");
  EXPECT_EQ(request.block, "GET /a?b=c HTTP/1.1\r\nHost: example.cn\r\nUser-Agent: Tenderlead/1\r\n\r\n")
      << "a length that was none of this request's is left out";
  EXPECT_EQ(response.type(), "response");
  EXPECT_EQ(location->offset, response.offset) << "a plain GET is known without its request";
  EXPECT_EQ(location->length, response.length);
  EXPECT_EQ(metadata.type(), "metadata");
  EXPECT_EQ(field(metadata, "Content-Type"), "application/warc-fields");
  EXPECT_EQ(metadata.block,
            "source: column\r\nvia: http://example.cn/list\r\nhopsFromSeed: LL\r\nfetchTimeMs: 231\r\n");
  for (const auto* beside : {&request, &metadata}) {
    EXPECT_EQ(field(*beside, "WARC-Concurrent-To"), field(response, "WARC-Record-ID"));
    EXPECT_EQ(field(*beside, "WARC-Target-URI"), "http://example.cn/a?b=c");
    EXPECT_EQ(field(*beside, "WARC-Date"), field(response, "WARC-Date"));
  }
  for (const auto* of_the_server : {&request, &response})
    EXPECT_EQ(field(*of_the_server, "WARC-IP-Address"), "203.0.113.7");
}

TEST_F(WarcExchangeTest, ThePageAndItsRequestAreReadAgain) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer.ok());
  Page post = page("api", "{}");
  post.method = "POST";
  post.request_body = "{\"page\":2}";
  for (const Page& stored : {page("a"), post}) {
    const auto location = writer->append(stored, {}, exchange());
    ASSERT_TRUE(location.ok());
    const auto alone = read_page_at(path(), location->offset, location->length);
    ASSERT_TRUE(alone.ok()) << alone.error().message;
    EXPECT_EQ(alone->request_body, stored.request_body);
    EXPECT_EQ(alone->body, stored.body);
  }
  auto reader = WarcPageReader::open(path());
  ASSERT_TRUE(reader.ok());
  for (const Page& stored : {page("a"), post}) {
    const auto archived = reader->next();
    ASSERT_TRUE(archived.ok() && archived->has_value());
    EXPECT_EQ((*archived)->page->method, stored.method);
    EXPECT_EQ((*archived)->facts.ip_address, "203.0.113.7");
    EXPECT_EQ(header_value((*archived)->facts.request_headers, "User-Agent"), "Tenderlead/1");
  }
  const auto end = reader->next();
  EXPECT_TRUE(end.ok() && !end->has_value());
}

TEST_F(WarcExchangeTest, AHeaderThatWasSentCanNotBreakTheRecord) {
  auto hostile = exchange();
  hostile.facts.request_headers = {{"A", "b\r\nWARC-Type: x"}, {"C\r\nD", "e"}};
  hostile.facts.ip_address = "1.2.3.4\r\nWARC-Type: x";
  hostile.source_id = "a\r\n\r\nb";
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer->append(page("a"), {}, hostile).ok());
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records[1].block, "GET /a HTTP/1.1\r\nA: b  WARC-Type: x\r\n\r\n");
  EXPECT_EQ(records[3].block.find("\r\n\r\n"), std::string::npos);
  for (const auto& record : records)
    EXPECT_EQ(std::ranges::count(record.headers, "WARC-Type", &std::pair<std::string, std::string>::first),
              1);
}

TEST_F(WarcExchangeTest, APageThatCameAgainIsARevisitOfTheStandard) {
  auto writer = WarcWriter::open(path());
  const WarcEarlier earlier{payload_digest("body"), "http://example.cn/a", 1'767'225'600};
  ASSERT_TRUE(writer->append_revisit(page("a", "body"), earlier, exchange()).ok());
  ASSERT_TRUE(writer->append_revisit(not_modified(), earlier).ok());
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 5u) << "warcinfo, request, revisit, metadata, revisit";
  const WarcRecord& same = records[2];
  EXPECT_EQ(same.type(), "revisit");
  EXPECT_EQ(field(same, "WARC-Profile"), "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  EXPECT_EQ(field(same, "WARC-Payload-Digest"), "sha1:" + earlier.digest);
  EXPECT_EQ(same.block, "HTTP/1.1 200 \r\nContent-Type: text/html; charset=utf-8\r\nETag: \"7\"\r\n\r\n")
      << "no body, and so no length of one";
  const WarcRecord& unmodified = records[4];
  EXPECT_EQ(field(unmodified, "WARC-Profile"), "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  EXPECT_EQ(field(unmodified, "WARC-Payload-Digest"), "") << "the server sent no payload";
  for (const auto* revisit : {&same, &unmodified}) {
    EXPECT_EQ(field(*revisit, "WARC-Refers-To-Target-URI"), "http://example.cn/a");
    EXPECT_EQ(field(*revisit, "WARC-Refers-To-Date"), "2026-01-01T00:00:00Z");
    EXPECT_EQ(field(*revisit, "WARC-Block-Digest"), "sha1:" + payload_digest(revisit->block));
  }
}

TEST_F(WarcExchangeTest, ARevisitGivesThePageThatItStandsForUnderItsOwnHead) {
  {
    auto writer = WarcWriter::open(path());
    ASSERT_TRUE(writer->append(page("a", "body")).ok());
    Page again = page("elsewhere", "body");
    again.fetched_at += 60;
    again.headers = {{"ETag", "\"8\""}};
    ASSERT_TRUE(writer->append_revisit(again, {payload_digest("body"), "http://example.cn/a", 0}).ok());
    ASSERT_TRUE(writer->append_revisit(not_modified(), {}).ok());
  }
  auto reader = WarcPageReader::open(path());
  const auto archived = nth_page(*reader, 2);
  ASSERT_TRUE(archived.ok() && archived->has_value());
  ASSERT_TRUE((*archived)->page.ok()) << (*archived)->page.error().message;
  EXPECT_TRUE((*archived)->revisit);
  EXPECT_EQ((*archived)->page->url, "http://example.cn/elsewhere");
  EXPECT_EQ((*archived)->page->body, "body");
  EXPECT_EQ((*archived)->page->headers, (HeaderList{{"ETag", "\"8\""}}));
  EXPECT_EQ((*archived)->page->fetched_at, page("a").fetched_at + 60);
  const auto end = reader->next();
  EXPECT_TRUE(end.ok() && !end->has_value()) << "a 304 says that the page before stands";
}

TEST_F(WarcExchangeTest, ARevisitOfAnotherFileNeedsThatFile) {
  {
    auto first = WarcWriter::open(path("1.warc.gz"));
    ASSERT_TRUE(first->append(page("a", "body")).ok());
    auto second = WarcWriter::open(path("2.warc.gz"));
    ASSERT_TRUE(
        second->append_revisit(page("a", "body"), {payload_digest("body"), "http://example.cn/a", 0}).ok());
  }
  auto alone = WarcPageReader::open(path("2.warc.gz"));
  const auto unresolved = alone->next();
  ASSERT_TRUE(unresolved.ok() && unresolved->has_value());
  EXPECT_TRUE((*unresolved)->revisit);
  ASSERT_FALSE((*unresolved)->page.ok());
  EXPECT_EQ((*unresolved)->page.error().code, ErrorCode::not_found);

  const auto places = std::make_shared<PayloadPlaces>();
  auto before = WarcPageReader::open(path("1.warc.gz"), {}, places);
  ASSERT_TRUE(before->next().ok());
  auto after = WarcPageReader::open(path("2.warc.gz"), {}, places);
  const auto resolved = after->next();
  ASSERT_TRUE(resolved.ok() && resolved->has_value() && (*resolved)->page.ok());
  EXPECT_EQ((*resolved)->page->body, "body");
}

// As other tools write them: before 1.1, without an HTTP head, the digest's label in capitals apart.
TEST_F(WarcExchangeTest, AnothersRevisitWithoutAHeadTakesTheEarlierOne) {
  const std::string digest = "sha1:" + payload_digest("body");
  const std::string response = record_text(
      "WARC-Type: response\r\nWARC-Target-URI: http://example.cn/a\r\nWARC-Payload-Digest: " + digest +
          "\r\nContent-Type: application/http; msgtype=response\r\n",
      "HTTP/1.1 200 OK\r\nX: y\r\nContent-Encoding: identity\r\n\r\nbody");
  const std::string revisit = record_text(
      "WARC-Type: revisit\r\nWARC-Target-URI: http://example.cn/b\r\nWARC-Payload-Digest: " + digest +
          "\r\nWARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n",
      "");
  auto reader = WarcPageReader::open(write(response + revisit));
  const auto archived = nth_page(*reader, 2);
  ASSERT_TRUE(archived.ok() && archived->has_value() && (*archived)->page.ok());
  EXPECT_EQ((*archived)->page->url, "http://example.cn/b");
  EXPECT_EQ((*archived)->page->status, 200);
  EXPECT_EQ((*archived)->page->headers, (HeaderList{{"X", "y"}}));
}

// A process may be killed after any byte.
class TornTailTest : public WarcExchangeTest {
 protected:
  // Three fetches of three records each, the second a revisit; returns where each fetch ends.
  std::vector<std::uint64_t> write_three() const {
    auto writer = WarcWriter::open(path("whole.warc.gz"), std::nullopt, reproducible());
    std::vector<std::uint64_t> ends{writer->size()};
    EXPECT_TRUE(writer->append(page("a", "first"), {}, exchange()).ok());
    ends.push_back(writer->size());
    EXPECT_TRUE(writer
                    ->append_revisit(page("a", "first"), {payload_digest("first"), "http://example.cn/a", 1},
                                     exchange())
                    .ok());
    ends.push_back(writer->size());
    EXPECT_TRUE(writer->append(page("b", "second"), {}, exchange()).ok());
    ends.push_back(writer->size());
    return ends;
  }
};

TEST_F(TornTailTest, IsCutToWhatWasCommittedAtWhateverByteTheProcessWasKilled) {
  const auto ends = write_three();
  const std::string whole = bytes_of(path("whole.warc.gz"));
  const std::uint64_t committed = ends[1];
  for (std::uint64_t length = committed; length <= whole.size(); ++length) {
    write(whole.substr(0, length), "a.warc.gz");
    auto writer = WarcWriter::open(path(), committed);
    ASSERT_TRUE(writer.ok()) << length;
    ASSERT_EQ(bytes_of(path()), whole.substr(0, committed)) << length;
    if (length % 16 != 0 && length != whole.size()) continue;
    ASSERT_TRUE(writer->append(page("c", "after"), {}, exchange()).ok());
    ASSERT_EQ(records_of(path()).size(), 7u) << length;
  }
}

TEST_F(TornTailTest, IsCutBehindTheLastWholeFetchWhereNobodyKnowsWhatWasCommitted) {
  const auto ends = write_three();
  const std::string whole = bytes_of(path("whole.warc.gz"));
  std::vector<std::uint64_t> record_ends;
  std::vector<bool> is_request;
  for (const auto& record : records_of(path("whole.warc.gz"))) {
    record_ends.push_back(record.offset + record.length);
    is_request.push_back(record.type() == "request");
  }
  for (std::uint64_t length = 0; length <= whole.size(); ++length) {
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < record_ends.size(); ++i)
      if (record_ends[i] <= length && !is_request[i]) expected = record_ends[i];
    write(whole.substr(0, length), "a.warc.gz");
    if (length > 0) {
      const auto kept = whole_bytes(path());
      ASSERT_TRUE(kept.ok()) << length << kept.error().message;
      ASSERT_EQ(*kept, expected) << length;
    }
    const bool at_an_end =
        std::ranges::any_of(record_ends, [&](auto end) { return end + 1 >= length && end <= length + 1; });
    if (length % 16 != 0 && !at_an_end) continue;
    auto writer = WarcWriter::open(path());
    ASSERT_TRUE(writer.ok()) << length << writer.error().message;
    ASSERT_TRUE(writer->append(page("c", "after"), {}, exchange()).ok());
    const auto records = records_of(path());
    ASSERT_EQ(records.back().type(), "metadata");
    ASSERT_EQ(records.back().target_uri(), "http://example.cn/c");
    if (expected > 0) {
      ASSERT_EQ(bytes_of(path()).substr(0, expected), whole.substr(0, expected)) << length;
    }
  }
}

TEST_F(TornTailTest, AFileThatIsNoArchiveIsLeftAlone) {
  for (const std::string& bytes : {std::string("my notes"), "\x1F\x8B\x08" + std::string(5000, 'x')}) {
    write(bytes, "a.warc.gz");
    const auto writer = WarcWriter::open(path());
    ASSERT_FALSE(writer.ok());
    EXPECT_EQ(writer.error().code, ErrorCode::corrupt);
    EXPECT_EQ(bytes_of(path()), bytes);
  }
}

}  // namespace
}  // namespace tenderlead::crawler
