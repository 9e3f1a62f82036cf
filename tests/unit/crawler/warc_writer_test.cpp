#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <regex>

#include "tests/unit/crawler/warc_fixture.h"

namespace tenderlead::crawler {
namespace {

using WarcWriterTest = WarcFixture;

TEST(PayloadDigest, IsBase32OfSha1) {
  EXPECT_EQ(payload_digest(""), "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  EXPECT_EQ(payload_digest("abc"), "VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
}

TEST(RandomUuid, IsOfVersion4AndNeverTheSame) {
  const std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  EXPECT_TRUE(std::regex_match(random_uuid(), form));
  EXPECT_NE(random_uuid(), random_uuid());
}

TEST_F(WarcWriterTest, BeginsWithAWarcinfoRecordThatNamesTheFile) {
  auto options = reproducible();
  options.user_agent = "Tenderlead/0.1 (+mailto:crawl@example.cn)";
  ASSERT_TRUE(WarcWriter::open(path(), std::nullopt, options).ok());
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].version, "WARC/1.1");
  EXPECT_EQ(records[0].type(), "warcinfo");
  EXPECT_EQ(header_value(records[0].headers, "WARC-Filename"), "a.warc.gz");
  EXPECT_EQ(header_value(records[0].headers, "WARC-Date"), "2026-01-01T00:00:00Z");
  EXPECT_EQ(header_value(records[0].headers, "Content-Type"), "application/warc-fields");
  EXPECT_NE(records[0].block.find("http-header-user-agent: Tenderlead/0.1"), std::string::npos);
}

TEST_F(WarcWriterTest, AResponseRecordHoldsWhatTheStandardAsksFor) {
  auto writer = WarcWriter::open(path(), std::nullopt, reproducible());
  ASSERT_TRUE(writer.ok());
  const auto location = writer->append(page("a", "body"));
  ASSERT_TRUE(location.ok());
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 2u);
  const WarcRecord& response = records[1];
  EXPECT_EQ(response.offset, location->offset);
  EXPECT_EQ(response.length, location->length);
  EXPECT_EQ(location->file, "a.warc.gz");
  EXPECT_EQ(response.type(), "response");
  EXPECT_EQ(header_value(response.headers, "WARC-Target-URI"), "http://example.cn/a");
  EXPECT_EQ(header_value(response.headers, "WARC-Record-ID"),
            "<urn:uuid:00000000-0000-4000-8000-000000000002>");
  EXPECT_EQ(header_value(response.headers, "WARC-Payload-Digest"), "sha1:" + payload_digest("body"));
  EXPECT_EQ(header_value(response.headers, "WARC-Block-Digest"), "sha1:" + payload_digest(response.block));
  EXPECT_EQ(header_value(response.headers, "Content-Type"), "application/http;msgtype=response");
  EXPECT_EQ(response.block,
            "HTTP/1.1 200 \r\nContent-Type: text/html; charset=utf-8\r\nETag: \"7\"\r\nContent-Length: "
            "4\r\n\r\nbody");
}

TEST_F(WarcWriterTest, TheStoredHeadAgreesWithTheDecodedBody) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer.ok());
  Page encoded = page("a", "decoded");
  encoded.headers = {{"content-encoding", "gzip"}, {"Transfer-Encoding", "chunked"}, {"Content-Length", "3"}};
  ASSERT_TRUE(writer->append(encoded).ok());
  EXPECT_EQ(records_of(path())[1].block, "HTTP/1.1 200 \r\nContent-Length: 7\r\n\r\ndecoded");
}

TEST_F(WarcWriterTest, AHeaderCanNotBreakTheHead) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer.ok());
  Page hostile = page("a b\r\nWARC-Type: metadata", "hello");
  hostile.headers = {{"X", "a\r\nY: b"}, {"\rTransfer-Encoding", "chunked"}, {"A: b\r\nC", "d"}};
  ASSERT_TRUE(writer->append(hostile).ok());
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[1].type(), "response");
  EXPECT_EQ(records[1].target_uri(), "http://example.cn/a%20bWARC-Type:%20metadata");
  EXPECT_EQ(records[1].block, "HTTP/1.1 200 \r\nX: a  Y: b\r\nContent-Length: 5\r\n\r\nhello")
      << "a field whose name is none is left out";
}

TEST_F(WarcWriterTest, APostKeepsItsMethodAndBodyInARequestRecord) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer.ok());
  Page post = page("api?x=1", "{}");
  post.method = "POST";
  post.request_body = "{\"offset\":20}";
  const auto location = writer->append(post);
  ASSERT_TRUE(location.ok());
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[1].type(), "request");
  EXPECT_EQ(header_value(records[1].headers, "WARC-Concurrent-To"),
            header_value(records[2].headers, "WARC-Record-ID"));
  EXPECT_EQ(records[1].block,
            "POST /api?x=1 HTTP/1.1\r\nHost: example.cn\r\nContent-Length: 13\r\n\r\n{\"offset\":20}");
  EXPECT_EQ(location->offset, records[1].offset);
  EXPECT_EQ(location->length, records[1].length + records[2].length);
}

TEST_F(WarcWriterTest, ThePageComesBackAsItWasStored) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer.ok());
  Page post = page("b", std::string("\0\r\n\r\nWARC/1.1\r\n", 15));
  post.method = "POST";
  post.request_body = "p=1";
  post.requested_url = "http://example.cn/old";
  for (const Page& stored : {page("a"), post, page("empty", "")}) {
    const auto location = writer->append(stored);
    ASSERT_TRUE(location.ok());
    const auto read = read_page_at(path(), location->offset, location->length);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read->url, stored.url);
    EXPECT_EQ(read->requested_url, stored.requested_url);
    EXPECT_EQ(read->method, stored.method);
    EXPECT_EQ(read->request_body, stored.request_body);
    EXPECT_EQ(read->status, stored.status);
    EXPECT_EQ(read->headers, stored.headers);
    EXPECT_EQ(read->body, stored.body);
    EXPECT_EQ(read->fetched_at, stored.fetched_at);
  }
}

TEST_F(WarcWriterTest, TheSamePagesGiveTheSameBytes) {
  for (const char* name : {"a.warc.gz", "sub/a.warc.gz"}) {
    std::filesystem::create_directories(path(name).parent_path());
    auto writer = WarcWriter::open(path(name), std::nullopt, reproducible());
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE(writer->append(page("a")).ok());
  }
  EXPECT_EQ(bytes_of(path("a.warc.gz")), bytes_of(path("sub/a.warc.gz")));
}

TEST_F(WarcWriterTest, AnUncommittedTailIsCutOffWhenTheFileIsReopened) {
  std::uint64_t committed = 0;
  {
    auto writer = WarcWriter::open(path());
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE(writer->append(page("a")).ok());
    committed = writer->size();
    ASSERT_TRUE(writer->append(page("lost")).ok());
  }
  std::ofstream(path(), std::ios::binary | std::ios::app) << "half a member";
  auto writer = WarcWriter::open(path(), committed);
  ASSERT_TRUE(writer.ok());
  EXPECT_EQ(writer->size(), committed);
  ASSERT_TRUE(writer->append(page("b")).ok());
  ASSERT_TRUE(writer->sync().ok());
  const auto records = records_of(path());
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[1].target_uri(), "http://example.cn/a");
  EXPECT_EQ(records[2].target_uri(), "http://example.cn/b");
}

TEST_F(WarcWriterTest, AFileShorterThanWhatWasCommittedIsCorrupt) {
  write("short", "a.warc.gz");
  const auto writer = WarcWriter::open(path(), 1000);
  ASSERT_FALSE(writer.ok());
  EXPECT_EQ(writer.error().code, ErrorCode::corrupt);
}

TEST_F(WarcWriterTest, AFolderThatIsNotThereIsAnErrorThatNamesThePath) {
  const auto writer = WarcWriter::open(path("missing/a.warc.gz"));
  ASSERT_FALSE(writer.ok());
  EXPECT_EQ(writer.error().code, ErrorCode::io);
  EXPECT_NE(writer.error().message.find("missing/a.warc.gz"), std::string::npos);
}

// A limit on file size fails writes half-way, as a full disk does.
TEST_F(WarcWriterTest, AWriteThatFailsHalfwayIsAnErrorAndLeavesAWholeFile) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer.ok());
  ASSERT_TRUE(writer->append(page("a")).ok());
  const std::uint64_t before = writer->size();
  rlimit old{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit low = old;
  low.rlim_cur = before + 100;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &low), 0);
  const auto failed = writer->append(page("b"));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, old_handler);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, ErrorCode::io);
  EXPECT_NE(failed.error().message.find(path().string()), std::string::npos);
  EXPECT_EQ(std::filesystem::file_size(path()), before);
  ASSERT_TRUE(writer->append(page("c")).ok());
  EXPECT_EQ(records_of(path()).back().target_uri(), "http://example.cn/c");
}

TEST_F(WarcWriterTest, AFullDiskIsNamedAsSuch) {
  ASSERT_TRUE(std::filesystem::exists("/dev/full"));  // Linux has it, in containers too
  const auto writer = WarcWriter::open("/dev/full");
  ASSERT_FALSE(writer.ok());
  EXPECT_EQ(writer.error().code, ErrorCode::io);
  EXPECT_NE(writer.error().message.find("No space left on device"), std::string::npos)
      << writer.error().message;
}

using WarcSetTest = WarcFixture;

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    names.push_back(file.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}
using Names = std::vector<std::string>;

TEST_F(WarcSetTest, GoesOnInTheNextFileOnceOneIsFull) {
  WarcSet::Options options;
  options.rotate_at = 1;
  auto set = WarcSet::open(path("raw"), std::nullopt, options);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->append(page("a"))->file, "tenderlead-00002.warc.gz");
  EXPECT_EQ(set->append(page("b"))->file, "tenderlead-00003.warc.gz");
  EXPECT_EQ(set->position().file, "tenderlead-00003.warc.gz");
  EXPECT_EQ(records_of(path("raw/tenderlead-00003.warc.gz")).size(), 2u) << "each file has its own warcinfo";
}

TEST_F(WarcSetTest, ContinuesWhereItWasCommittedAndDropsWhatWasNot) {
  WarcSet::Options options;
  options.rotate_at = 600;
  WarcSet::Committed committed;
  {
    auto set = WarcSet::open(path("raw"), std::nullopt, options);
    ASSERT_TRUE(set.ok());
    ASSERT_TRUE(set->append(page("a")).ok());
    committed = set->position();
    for (const char* name : {"b", "c", "d"}) ASSERT_TRUE(set->append(page(name)).ok());
    ASSERT_NE(set->position().file, committed.file);
  }
  auto set = WarcSet::open(path("raw"), committed, options);
  ASSERT_TRUE(set.ok()) << set.error().message;
  EXPECT_EQ(names_in(path("raw")), (Names{"tenderlead-00001.cdxj", committed.file}))
      << "the index of a file that was full stays true";
  EXPECT_EQ(set->position().bytes, committed.bytes);
  EXPECT_EQ(records_of(path("raw") / committed.file).back().target_uri(), "http://example.cn/a");
}

TEST_F(WarcSetTest, WithoutACommittedPlaceItTouchesNoFileThatIsThere) {
  std::filesystem::create_directories(path("raw"));
  write("precious", "raw/tenderlead-00007.warc.gz");
  write("other", "raw/other-00009.warc.gz");
  auto set = WarcSet::open(path("raw"));
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->position().file, "tenderlead-00008.warc.gz");
  EXPECT_EQ(bytes_of(path("raw/tenderlead-00007.warc.gz")), "precious");
}

TEST_F(WarcSetTest, ACommittedFileThatIsGoneIsAnError) {
  const auto set = WarcSet::open(path("raw"), WarcSet::Committed{"tenderlead-00001.warc.gz", 10});
  ASSERT_FALSE(set.ok());
  EXPECT_EQ(set.error().code, ErrorCode::corrupt);
  const auto foreign = WarcSet::open(path("raw"), WarcSet::Committed{"../../etc/passwd", 10});
  ASSERT_FALSE(foreign.ok());
  EXPECT_EQ(foreign.error().code, ErrorCode::invalid_input);
}

}  // namespace
}  // namespace tenderlead::crawler
