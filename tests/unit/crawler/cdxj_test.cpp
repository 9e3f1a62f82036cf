#include "crawler/cdxj.h"

#include "tests/unit/crawler/warc_fixture.h"

namespace tenderlead::crawler {
namespace {

TEST(SurtKey, PutsASitesAddressesTogether) {
  const std::pair<const char*, const char*> cases[] = {
      {"http://www.example.cn/", "cn,example)/"},
      {"https://WWW2.News.Example.CN:8443/A/b/", "cn,example,news:8443)/a/b"},
      {"http://example.cn:80/a?b=2&a=1#part", "cn,example)/a?a=1&b=2"},
      {"http://example.cn/?", "cn,example)/"},
      {"http://www.cn/", "cn)/"},
      {"http://127.0.0.1:8080/x", "1,0,0,127:8080)/x"},
      {"http://[::1]/x", "[::1])/x"},
  };
  for (const auto& [address, key] : cases) {
    const auto url = parse_url(address);
    ASSERT_TRUE(url) << address;
    EXPECT_EQ(surt_key(*url), key) << address;
  }
}

CdxEntry entry() {
  CdxEntry entry;
  entry.key = "cn,example)/a";
  entry.timestamp = "20260101000000";
  entry.url = "http://example.cn/a";
  entry.mime = "text/html";
  entry.status = "200";
  entry.digest = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ";
  entry.length = 345;
  entry.offset = 678;
  entry.file = "a.warc.gz";
  return entry;
}

TEST(CdxjLine, HasTheMembersOfTheFormatInOrder) {
  CdxEntry post = entry();
  post.method = "POST";
  EXPECT_EQ(
      to_cdxj(post),
      "cn,example)/a 20260101000000 {\"url\": \"http://example.cn/a\", \"mime\": \"text/html\", "
      "\"status\": \"200\", \"digest\": \"sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\", \"length\": \"345\", "
      "\"offset\": \"678\", \"filename\": \"a.warc.gz\", \"method\": \"POST\"}");
}

TEST(CdxjLine, ComesBackAsItWasWritten) {
  CdxEntry odd = entry();
  odd.url = "http://example.cn/a\"\\\x01?{}";
  const auto again = parse_cdxj(to_cdxj(odd));
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again->url, odd.url);
  EXPECT_EQ(to_cdxj(*again), to_cdxj(odd));
}

TEST(CdxjLine, OfOthersMayHaveNumbersAndFurtherMembers) {
  const auto read = parse_cdxj(
      "cn,example)/a 20260101000000 {\"url\":\"http://example.cn/a\",\"length\":5,\"offset\":6,"
      "\"filename\":\"b.warc.gz\",\"recordDigest\":{\"a\":1}}");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->length, 5u);
  EXPECT_EQ(read->offset, 6u);
}

TEST(CdxjLine, AnythingElseIsCorrupt) {
  for (const char* line :
       {"", " ", "key", "key 20260101000000", "key 2026 {}", "key 20260101000000 {}", "key 20260101000000 []",
        "key 2026010100000x {\"url\":\"u\",\"offset\":1,\"length\":1,\"filename\":\"f\"}",
        "key 20260101000000 {\"url\":\"u\",\"offset\":-1,\"length\":1,\"filename\":\"f\"}",
        "key 20260101000000 {\"url\":\"u\",\"offset\":\"1x\",\"length\":1,\"filename\":\"f\"}"}) {
    const auto read = parse_cdxj(line);
    ASSERT_FALSE(read.ok()) << line;
    EXPECT_EQ(read.error().code, ErrorCode::corrupt) << line;
  }
}

class CdxIndexTest : public WarcFixture {
 protected:
  static std::vector<std::string> lines_of(const std::filesystem::path& warc) {
    std::vector<std::string> lines;
    auto reader = CdxReader::open(warc);
    EXPECT_TRUE(reader.ok());
    while (reader.ok()) {
      const auto next = reader->next();
      EXPECT_TRUE(next.ok()) << next.error().message;
      if (!next.ok() || !next->has_value()) break;
      lines.push_back(to_cdxj(**next));
    }
    return lines;
  }
  static WarcWriterOptions indexing() {
    WarcWriterOptions options;
    options.index = true;
    return options;
  }
};

TEST_F(CdxIndexTest, OfTheWriterIsThatOfTheFile) {
  {
    auto writer = WarcWriter::open(path(), std::nullopt, indexing());
    for (const char* name : {"c", "a", "b"}) ASSERT_TRUE(writer->append(page(name)).ok());
    Page post = page("api");
    post.method = "POST";
    ASSERT_TRUE(writer->append(post).ok());
    ASSERT_TRUE(writer->append_revisit(page("a"), {payload_digest(page("a").body), "", 0}).ok());
    Page unmodified = page("b", "");
    unmodified.status = 304;
    ASSERT_TRUE(writer->append_revisit(unmodified, {}).ok());
    writer->write_index();
  }
  {
    auto writer = WarcWriter::open(path(), std::filesystem::file_size(path()), indexing());
    ASSERT_TRUE(writer->append(page("d")).ok());
    writer->write_index();
  }
  const auto written = lines_of(path());
  ASSERT_EQ(written.size(), 7u);
  EXPECT_TRUE(std::is_sorted(written.begin(), written.end()));
  EXPECT_EQ(indexed_bytes(path()), std::filesystem::file_size(path()));
  std::filesystem::remove(index_path(path()));
  ASSERT_TRUE(update_index(path(), std::filesystem::file_size(path())).ok());
  auto scanned = lines_of(path());
  ASSERT_EQ(scanned.size(), written.size());
  for (std::size_t i = 0; i < written.size(); ++i) EXPECT_EQ(scanned[i], written[i]);
}

TEST_F(CdxIndexTest, IsExtendedByWhatCameSinceAndMadeAnewWhereTheFileWasCut) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer->append(page("b")).ok());
  const std::uint64_t first = writer->size();
  ASSERT_TRUE(writer->append(page("a")).ok());
  ASSERT_TRUE(update_index(path(), first).ok());
  EXPECT_EQ(lines_of(path()).size(), 1u);
  ASSERT_TRUE(update_index(path(), writer->size()).ok());
  EXPECT_EQ(lines_of(path()).size(), 2u);
  // The process was killed: what it hadn't committed is cut off, and other bytes come in its place.
  auto again = WarcWriter::open(path(), first, indexing());
  EXPECT_EQ(indexed_bytes(path()), 0u) << "an index that speaks of more than there is is gone";
  ASSERT_TRUE(again->append(page("c")).ok());
  again->write_index();
  EXPECT_EQ(indexed_bytes(path()), 0u) << "the writer knows only what it wrote itself";
  ASSERT_TRUE(update_index(path(), again->size()).ok());
  const auto lines = lines_of(path());
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_NE(lines[1].find("example.cn/c"), std::string::npos);
}

TEST_F(CdxIndexTest, StopsBeforeWhatCanNotBeRead) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer->append(page("a")).ok());
  const std::uint64_t good = writer->size();
  ASSERT_TRUE(writer->append(page("b")).ok());
  const auto updated = update_index(path(), writer->size() - 1);
  ASSERT_FALSE(updated.ok());
  EXPECT_EQ(updated.error().code, ErrorCode::corrupt);
  EXPECT_EQ(indexed_bytes(path()), good);
  EXPECT_EQ(lines_of(path()).size(), 1u);
}

TEST_F(CdxIndexTest, GoesOnBehindARecordThatIsDamaged) {
  auto writer = WarcWriter::open(path());
  ASSERT_TRUE(writer->append(page("a")).ok());
  for (const char* name : {"b", "c", "d"}) {
    const std::uint64_t begin = writer->size();
    ASSERT_TRUE(writer->append(page(name)).ok());
    if (name == std::string("c")) continue;
    // Of b a byte in the middle, of d the magic number.
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(
        static_cast<std::streamoff>(name == std::string("b") ? begin + (writer->size() - begin) / 2 : begin));
    file.put('\x55');
  }
  ASSERT_TRUE(writer->append(page("e")).ok());
  const auto updated = update_index(path(), writer->size());
  ASSERT_FALSE(updated.ok()) << "it says that something is wrong";
  EXPECT_EQ(indexed_bytes(path()), writer->size());
  const auto lines = lines_of(path());
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_NE(lines[1].find("example.cn/c"), std::string::npos);
  EXPECT_NE(lines[2].find("example.cn/e"), std::string::npos);
}

TEST_F(CdxIndexTest, FindsTheFirstLineOfAKey) {
  auto writer = WarcWriter::open(path(), std::nullopt, indexing());
  for (int i = 0; i < 200; ++i) {
    Page each = page("p" + std::to_string(1000 + i / 2));
    each.fetched_at += i;
    ASSERT_TRUE(writer->append(each).ok());
  }
  writer->write_index();
  auto reader = CdxReader::open(path());
  ASSERT_TRUE(reader.ok());
  for (int i = 0; i < 100; ++i) {
    const std::string key = "cn,example)/p" + std::to_string(1000 + i);
    reader->seek(key);
    for (int twice = 0; twice < 2; ++twice) {
      const auto found = reader->next();
      ASSERT_TRUE(found.ok() && found->has_value());
      EXPECT_EQ((*found)->key, key);
    }
  }
  reader->seek("cn,example)/p1050!");
  EXPECT_EQ((*reader->next())->key, "cn,example)/p1051") << "the next one where it isn't there";
  reader->seek("zz");
  EXPECT_FALSE((*reader->next()).has_value());
  reader->seek("");
  EXPECT_EQ((*reader->next())->key, "cn,example)/p1000");
}

TEST_F(CdxIndexTest, ASetWritesItWhenAFileIsFullAndWhenItEnds) {
  WarcSet::Options options;
  options.rotate_at = 700;
  {
    auto set = WarcSet::open(path("raw"), std::nullopt, options);
    ASSERT_TRUE(set.ok());
    for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(set->append(page(name)).ok());
    EXPECT_EQ(indexed_bytes(path("raw/tenderlead-00001.warc.gz")),
              std::filesystem::file_size(path("raw/tenderlead-00001.warc.gz")));
  }
  for (const auto& file : std::filesystem::directory_iterator(path("raw"))) {
    if (file.path().extension() != ".gz") continue;
    EXPECT_EQ(indexed_bytes(file.path()), file.file_size()) << file.path();
  }
}

}  // namespace
}  // namespace tenderlead::crawler
