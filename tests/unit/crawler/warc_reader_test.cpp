#include <zlib.h>

#include <cstdlib>

#include "tests/unit/crawler/warc_fixture.h"

namespace tenderlead::crawler {
namespace {

std::string compressed(const std::string& text, int window_bits = 15 + 16) {
  std::string out(text.size() + 1000, '\0');
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class WarcReaderTest : public WarcFixture {
 protected:
  // The page of the only response in `warc`.
  Result<Page> page_of(const std::string& warc, WarcReaderOptions options = {}) {
    auto reader = WarcPageReader::open(write(warc), options);
    if (!reader.ok()) return reader.error();
    auto archived = reader->next();
    if (!archived.ok()) return archived.error();
    if (!archived->has_value()) return Error{ErrorCode::not_found, "no page"};
    return std::move((*archived)->page);
  }
  Result<Page> page_of_http(const std::string& http, WarcReaderOptions options = {}) {
    return page_of(response_text(http), options);
  }
};

TEST_F(WarcReaderTest, ReadsPlainFilesMembersAndOneBigMemberAlike) {
  const std::string one = response_text("HTTP/1.1 200 OK\r\n\r\none", "http://example.cn/1");
  const std::string two = response_text("HTTP/1.1 200 OK\r\n\r\ntwo", "http://example.cn/2");
  for (const std::string& file : {one + two, compressed(one) + compressed(two), compressed(one + two)}) {
    const auto records = records_of(write(file));
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[1].target_uri(), "http://example.cn/2");
    EXPECT_EQ(records[1].block, "HTTP/1.1 200 OK\r\n\r\ntwo");
  }
}

TEST_F(WarcReaderTest, SaysWhereARecordLies) {
  const std::string one = response_text("HTTP/1.1 200 OK\r\n\r\none");
  const std::string two = response_text("HTTP/1.1 200 OK\r\n\r\ntwo");
  auto records = records_of(write(one + two));
  EXPECT_EQ(records[1].offset, one.size());
  EXPECT_EQ(records[1].length, two.size());
  records = records_of(write(compressed(one) + compressed(two)));
  EXPECT_EQ(records[1].offset, compressed(one).size());
  EXPECT_EQ(records[1].length, compressed(two).size());
  records = records_of(write(compressed(one + two)));
  EXPECT_EQ(records[0].length, 0u) << "it has no member of its own";
}

TEST_F(WarcReaderTest, ToleratesBareLineFeedsAndAngleBracketsAndSpaces) {
  const auto page = page_of(
      "WARC/1.0\nWARC-Type: response\nWARC-Target-URI: <http://example.cn/a b>\nContent-Type: "
      "application/http\n"
      "Content-Length: 39\n\nHTTP/1.0 404 Not Found\nA: b\n c\n\nmissing\n\n");
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_EQ(page->url, "http://example.cn/a%20b");
  EXPECT_EQ(page->status, 404);
  EXPECT_EQ(page->headers, (HeaderList{{"A", "b c"}}));
  EXPECT_EQ(page->body, "missing");
}

TEST_F(WarcReaderTest, SkipsHeadLinesThatAreNoField) {
  for (const char* line :
       {"no colon", ": no name", " Transfer-Encoding: chunked", "\rTransfer-Encoding: chunked", "a b: c"}) {
    const auto page =
        page_of_http("HTTP/1.1 200 OK\r\n" + std::string(line) + "\r\nX : y\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    ASSERT_TRUE(page.ok()) << line << page.error().message;
    EXPECT_EQ(page->headers, (HeaderList{{"X", "y"}})) << line;
    EXPECT_EQ(page->body, "3\r\nabc\r\n0\r\n\r\n") << line;
  }
}

TEST_F(WarcReaderTest, UndoesTransferAndContentEncoding) {
  const std::string gzip = compressed("content"), zlib = compressed("content", 15),
                    raw = compressed("content", -15),
                    brotli(
                        "\x0b\x03\x80"
                        "content\x03"),
                    // A frame of one raw block, without a check sum (RFC 8878 3.1.1).
      zstandard(
          "\x28\xb5\x2f\xfd\x20\x07\x39\x00\x00"
          "content",
          16);
  const auto sized = [](const std::string& chunk) {
    char size[16];
    std::snprintf(size, sizeof size, "%zx;ext=1\r\n", chunk.size());
    return size + chunk + "\r\n0\r\nTrailer: x\r\n\r\n";
  };
  struct Case {
    const char* headers;
    std::string body;
  };
  const Case cases[] = {{"Transfer-Encoding: chunked\r\n", "3\r\ncon\r\n4\r\ntent\r\n0\r\n\r\n"},
                        {"Content-Encoding: gzip\r\n", gzip},
                        {"Content-Encoding: x-gzip\r\nTransfer-Encoding: Chunked\r\n", sized(gzip)},
                        {"Content-Encoding: deflate\r\n", zlib},
                        {"Content-Encoding: deflate\r\n", raw},
                        {"Content-Encoding: identity\r\nContent-Length: 7\r\n", "content"},
                        {"Transfer-Encoding: chunked\r\n", "content"},
                        {"Content-Encoding: gzip\r\n", "content"},
                        {"Content-Encoding: br\r\n", brotli},
                        {"Content-Encoding: zstd\r\nTransfer-Encoding: chunked\r\n", sized(zstandard)},
                        {"Content-Encoding: br, gzip\r\n", compressed(brotli)}};
  for (const auto& [headers, body] : cases) {
    const auto page = page_of_http("HTTP/1.1 200 OK\r\n" + std::string(headers) + "X: y\r\n\r\n" + body);
    ASSERT_TRUE(page.ok()) << headers << page.error().message;
    EXPECT_EQ(page->body, "content") << headers;
    EXPECT_EQ(page->headers, (HeaderList{{"X", "y"}})) << "what decoding made false is gone";
  }
}

TEST_F(WarcReaderTest, TakesABodyForDecodedThatIsNotCodedAsItsHeadSays) {
  for (const char* coding : {"gzip", "deflate", "br", "zstd"}) {
    const auto page = page_of_http("HTTP/1.1 200 OK\r\nContent-Encoding: " + std::string(coding) +
                                   "\r\n\r\n<p>content</p>");
    ASSERT_TRUE(page.ok()) << coding << page.error().message;
    EXPECT_EQ(page->body, "<p>content</p>") << coding;
  }
}

TEST_F(WarcReaderTest, RefusesWhatItCanNotDecode) {
  struct Case {
    std::string http;
    ErrorCode code;
  };
  const Case cases[] = {
      {"HTTP/1.1 200 OK\r\nContent-Encoding: compress\r\n\r\nxx", ErrorCode::unsupported},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02\x80hel", ErrorCode::corrupt},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n\x28\xb5\x2f\xfd", ErrorCode::corrupt},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1F\x8B"
       "damaged",
       ErrorCode::corrupt},
      {"ICY 200 OK\r\n\r\n", ErrorCode::invalid_input},
      {"HTTP/1.1 2x0\r\n\r\n", ErrorCode::invalid_input},
      {"", ErrorCode::invalid_input}};
  for (const auto& [http, code] : cases) {
    const auto page = page_of_http(http);
    ASSERT_FALSE(page.ok()) << http;
    EXPECT_EQ(page.error().code, code) << http;
  }
}

TEST_F(WarcReaderTest, ABombIsTooLarge) {
  const auto page = page_of_http(
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + compressed(std::string(100'000, 'a')),
      {.max_body_bytes = 50'000});
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, ErrorCode::too_large);
}

TEST_F(WarcReaderTest, AnOversizedRecordIsSkippedAndTheNextOneRead) {
  write(response_text("HTTP/1.1 200 OK\r\n\r\n" + std::string(1000, 'a'), "http://example.cn/1") +
        response_text("HTTP/1.1 200 OK\r\n\r\nb", "http://example.cn/2"));
  auto reader = WarcPageReader::open(path("a.warc"), {.max_block_bytes = 500});
  ASSERT_TRUE(reader.ok());
  const auto first = reader->next();
  ASSERT_TRUE(first.ok() && first->has_value());
  ASSERT_FALSE((*first)->page.ok());
  EXPECT_EQ((*first)->page.error().code, ErrorCode::too_large);
  const auto second = reader->next();
  ASSERT_TRUE(second.ok() && second->has_value());
  EXPECT_EQ((*second)->page->body, "b");
}

TEST_F(WarcReaderTest, ResourceRecordsArePagesOfStatus200) {
  const auto page = page_of(
      record_text("WARC-Type: resource\r\nWARC-Target-URI: http://example.cn/a.pdf\r\nWARC-Date: 2026-01\r\n"
                  "Content-Type: application/pdf\r\n",
                  "%PDF"));
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->body, "%PDF");
  EXPECT_EQ(page->headers, (HeaderList{{"Content-Type", "application/pdf"}}));
  EXPECT_EQ(page->fetched_at, 1'767'225'600) << "a date may end with its month";
}

TEST_F(WarcReaderTest, PassesOverRecordsThatHoldNoPage) {
  const std::string dns = record_text(
      "WARC-Type: response\r\nWARC-Target-URI: dns:example.cn\r\nContent-Type: text/dns\r\n", "x");
  const std::string info = record_text("WARC-Type: warcinfo\r\n", "software: x\r\n");
  const auto page = page_of(info + dns + response_text("HTTP/1.1 200 OK\r\n\r\nbody"));
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->body, "body");
  EXPECT_EQ(page_of(info + dns).error().code, ErrorCode::not_found);
}

TEST_F(WarcReaderTest, JoinsARequestOnEitherSideOfItsResponse) {
  const std::string response = response_text("HTTP/1.1 200 OK\r\n\r\nbody");
  const std::string request = record_text(
      "WARC-Type: request\r\nWARC-Target-URI: http://example.cn/\r\nContent-Type: application/http\r\n",
      "POST / HTTP/1.1\r\nHost: example.cn\r\n\r\npage=2");
  for (const std::string& file : {request + response, response + request}) {
    auto reader = WarcPageReader::open(write(file));
    const auto archived = reader->next();
    ASSERT_TRUE(archived.ok() && archived->has_value());
    EXPECT_EQ((*archived)->page->method, "POST");
    EXPECT_EQ((*archived)->page->request_body, "page=2");
    EXPECT_EQ((*archived)->location.offset, 0u);
    EXPECT_EQ((*archived)->location.length, file.size());
    const auto end = reader->next();
    EXPECT_TRUE(end.ok() && !end->has_value());
  }
}

TEST_F(WarcReaderTest, ARequestForAnotherAddressIsNotJoined) {
  const std::string request = record_text(
      "WARC-Type: request\r\nWARC-Target-URI: http://example.cn/other\r\nContent-Type: application/http\r\n",
      "POST /other HTTP/1.1\r\n\r\npage=2");
  const std::string response = response_text("HTTP/1.1 200 OK\r\n\r\nbody");
  EXPECT_EQ(page_of(request + response)->method, "GET");
  EXPECT_EQ(page_of(response + request)->method, "GET");
}

TEST_F(WarcReaderTest, FindsTheNextRecordBehindAWrongLength) {
  std::string first = response_text("HTTP/1.1 200 OK\r\n\r\nbody", "http://example.cn/1");
  first.insert(first.find("body"), "longer ");
  const auto records =
      records_of(write(first + response_text("HTTP/1.1 200 OK\r\n\r\nb", "http://example.cn/2")));
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[1].target_uri(), "http://example.cn/2");
  EXPECT_GT(records[1].skipped, 0u);
}

TEST_F(WarcReaderTest, SaysWhereAFileIsCutShortAndKeepsWhatCameBefore) {
  const std::string one = response_text("HTTP/1.1 200 OK\r\n\r\none");
  const std::string plain = one + one.substr(0, one.size() - 10);
  const std::string gzip = compressed(one) + compressed(one).substr(0, 40);
  for (const std::string& file : {plain, gzip}) {
    auto reader = WarcReader::open(write(file));
    ASSERT_TRUE(reader.ok());
    EXPECT_TRUE(reader->next().ok());
    const auto cut = reader->next();
    ASSERT_FALSE(cut.ok());
    EXPECT_EQ(cut.error().code, ErrorCode::corrupt);
    EXPECT_NE(cut.error().message.find("offset"), std::string::npos);
    const auto after = reader->next();
    EXPECT_TRUE(after.ok() && !after->has_value()) << "after an error there is nothing more";
  }
}

TEST_F(WarcReaderTest, GoesOnBehindWhatIsDamaged) {
  const auto text = [](int number) {
    return response_text("HTTP/1.1 200 OK\r\n\r\nbody", "http://example.cn/" + std::to_string(number));
  };
  const std::string member = compressed(text(2));
  std::string damaged = member;
  for (std::size_t at = member.size() / 2; at < member.size() / 2 + 8; ++at) damaged[at] = '\x55';
  std::string no_length = text(2), too_long = text(2);
  no_length.replace(no_length.find("Content-Length: "), 16, "Content-Length: x");
  too_long.replace(too_long.find("Content-Length: "), 16, "Content-Length: 9");
  struct Case {
    const char* what;
    std::string file;
    std::vector<std::string> found;
  };
  const std::string one = compressed(text(1)), three = compressed(text(3)), four = compressed(text(4));
  const Case cases[] = {
      {"a member", one + damaged + three + four, {"1", "!", "3", "4"}},
      {"the first member", damaged + three, {"!", "3"}},
      {"two members", one + damaged + damaged + three, {"1", "!", "!", "3"}},
      {"a member that is cut", one + member.substr(0, 40) + three, {"1", "!", "3"}},
      {"bytes between members", one + "what is this" + three, {"1", "!", "3"}},
      {"the last member", one + damaged, {"1", "!"}},
      {"a record without a length", text(1) + no_length + text(3) + text(4), {"1", "!", "3", "4"}},
      {"a record longer than the file", text(1) + too_long + text(3), {"1", "!", "3"}},
      {"no archive", "what is this\n", {"!"}},
  };
  for (const auto& [what, file, found] : cases) {
    std::vector<std::string> got;
    auto reader = WarcReader::open(write(file));
    ASSERT_TRUE(reader.ok()) << what;
    EXPECT_FALSE(reader->resume()) << "nothing has failed yet";
    while (got.size() < 10) {
      const auto record = reader->next();
      if (record.ok() && !record->has_value()) break;
      got.push_back(record.ok() ? (**record).target_uri().substr(18) : "!");
      if (!record.ok() && !reader->resume()) break;
    }
    EXPECT_EQ(got, found) << what;
    EXPECT_FALSE(reader->resume()) << what;
    const auto after = reader->next();
    EXPECT_TRUE(after.ok() && !after->has_value()) << what;
  }
}

TEST_F(WarcReaderTest, HostileHeadsAreRefused) {
  for (const std::string& file :
       {std::string("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n"),
        std::string("WARC/1.0\r\nContent-Length: -1\r\n\r\n"), std::string("WARC/1.0\r\nA: b\r\n\r\n"),
        "WARC/1.0\r\n" + std::string(100'000, 'a'), std::string("<html>no archive</html>"),
        std::string(50, '\0'), std::string("WARC/1.0\r\nContent-Length: 9000000000\r\n\r\nx")}) {
    auto reader = WarcReader::open(write(file));
    ASSERT_TRUE(reader.ok());
    const auto record = reader->next();
    ASSERT_FALSE(record.ok()) << file.substr(0, 60);
    EXPECT_EQ(record.error().code, ErrorCode::corrupt);
  }
}

TEST_F(WarcReaderTest, AnEmptyFileHasNoRecords) {
  EXPECT_TRUE(records_of(write("")).empty());
}

TEST_F(WarcReaderTest, TellsAMissingFileFromAnOldFormat) {
  EXPECT_EQ(WarcReader::open(path("none.warc")).error().code, ErrorCode::not_found);
  const auto arc = WarcReader::open(write("filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75\n"));
  EXPECT_EQ(arc.error().code, ErrorCode::unsupported);
}

TEST_F(WarcReaderTest, APageThatDoesNotMatchItsDigestIsCorrupt) {
  const std::string http = "HTTP/1.1 200 OK\r\n\r\nbody";
  const std::string good = record_text(
      "WARC-Type: response\r\nWARC-Target-URI: http://example.cn/\r\nContent-Type: "
      "application/http\r\nWARC-Block-Digest: sha1:" +
          payload_digest(http) + "\r\n",
      http);
  EXPECT_TRUE(read_page_at(write(good), 0, good.size()).ok());
  std::string bad = good;
  bad[bad.find("body")] = 'B';
  const auto page = read_page_at(write(bad), 0, bad.size());
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, ErrorCode::corrupt);
}

TEST_F(WarcReaderTest, AnOffsetThatIsNoRecordIsCorrupt) {
  const std::string text = compressed(response_text("HTTP/1.1 200 OK\r\n\r\nbody"));
  write(text);
  for (const std::uint64_t offset : {std::uint64_t{1}, std::uint64_t{text.size()}}) {
    const auto page = read_page_at(path("a.warc"), offset, text.size());
    ASSERT_FALSE(page.ok());
    EXPECT_EQ(page.error().code, ErrorCode::corrupt);
  }
}

// Files that other tools wrote, where a folder of shared suites is present.
TEST_F(WarcReaderTest, ReadsWhatOtherToolsWrote) {
  const char* folder = std::getenv("TENDERLEAD_SHARED");
  const std::filesystem::path shared = folder != nullptr
                                           ? std::filesystem::path(folder)
                                           : std::filesystem::path(TENDERLEAD_SOURCE_DIR) / "../shared";
  const std::filesystem::path files = shared / "suites/warc/files";
  if (!std::filesystem::exists(files)) GTEST_SKIP() << files << " isn't there";
  struct Case {
    const char* file;
    std::size_t pages;
    std::size_t first_body;
  };
  const Case cases[] = {{"example.warc", 2, 1270},  // one of them a revisit of the other
                        {"example.warc.gz", 2, 1270},
                        {"example-bad-non-chunked.warc.gz", 1, 1270},
                        {"example-iana.org-chunked.warc", 1, 7223},
                        {"example-resource.warc.gz", 1, 1303},
                        {"example-wget-bad-target-uri.warc.gz", 1, 1270},
                        {"jwarc_cc.warc.gz", 1, 20289},
                        {"jwarc_gzip_extra_sl.warc.gz", 0, 0},
                        {"post-test.warc.gz", 3, 545}};
  for (const auto& [file, pages, first_body] : cases) {
    auto reader = WarcPageReader::open(files / file);
    ASSERT_TRUE(reader.ok()) << reader.error().message;
    std::size_t count = 0;
    while (true) {
      const auto archived = reader->next();
      ASSERT_TRUE(archived.ok()) << archived.error().message;
      if (!archived->has_value()) break;
      // Records that share a gzip member can't be read a second time.
      if (file == std::string_view("example-bad-non-chunked.warc.gz") && (*archived)->revisit) continue;
      ASSERT_TRUE((*archived)->page.ok()) << file << (*archived)->page.error().message;
      if (count++ == 0) {
        EXPECT_EQ((*archived)->page->body.size(), first_body) << file;
      }
    }
    EXPECT_EQ(count, pages) << file;
  }
}

}  // namespace
}  // namespace tenderlead::crawler
