#include "web/http/negotiation.h"

#include <gtest/gtest.h>
#include <libdeflate.h>

namespace tenderlead::web {
namespace {

Request get(HeaderList headers = {}) {
  Request request;
  request.method = "GET";
  request.headers = std::move(headers);
  return request;
}

Response text(std::string body) {
  Response response;
  response.set("Content-Type", "text/plain; charset=utf-8");
  response.body = std::move(body);
  return response;
}

std::string unpacked(const std::string& bytes, std::size_t size) {
  std::string out(size, '\0');
  auto* reader = libdeflate_alloc_decompressor();
  const auto verdict =
      libdeflate_gzip_decompress(reader, bytes.data(), bytes.size(), out.data(), out.size(), nullptr);
  libdeflate_free_decompressor(reader);
  return verdict == LIBDEFLATE_SUCCESS ? out : std::string();
}

TEST(AnAnswerToGet, IsNotSentAgainToWhoHasIt) {
  const auto first = finished(get(), text("儿保系统"));
  EXPECT_EQ(first.status, 200);
  const std::string tag(first.header("ETag"));
  EXPECT_EQ(tag, entity_tag("儿保系统"));
  for (const auto& known : {tag, "\"other\", " + tag, "W/" + tag, std::string("*")}) {
    const auto again = finished(get({{"If-None-Match", known}}), text("儿保系统"));
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_EQ(again.bytes(), "") << known;
    EXPECT_EQ(again.header("ETag"), tag) << known;
  }
  EXPECT_EQ(finished(get({{"If-None-Match", tag}}), text("changed")).status, 200);
}

TEST(TextOfAKilobyte, IsPackedForWhoCanUnpackIt) {
  const std::string long_text(4000, 'x');
  const auto packed = finished(get({{"Accept-Encoding", "br, gzip;q=0.8"}}), text(long_text));
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_EQ(packed.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(unpacked(packed.bytes(), long_text.size()), long_text);
  const std::string tag(packed.header("ETag"));
  EXPECT_NE(tag, entity_tag(long_text));
  EXPECT_EQ(finished(get({{"If-None-Match", tag}, {"Accept-Encoding", "gzip"}}), text(long_text)).status,
            304);
  for (const auto* refused : {"", "identity", "gzip;q=0", "br", "*;q=0"})
    EXPECT_EQ(finished(get({{"Accept-Encoding", refused}}), text(long_text)).bytes(), long_text) << refused;
  EXPECT_EQ(finished(get({{"Accept-Encoding", "gzip"}}), text("short")).bytes(), "short");
  auto image = text(long_text);
  image.set("Content-Type", "image/png");
  EXPECT_EQ(finished(get({{"Accept-Encoding", "gzip"}}), image).bytes(), long_text);
}

TEST(ARange, IsReadAsTheStandardSays) {
  struct Case {
    std::string field;
    std::uint64_t size;
    RangeVerdict verdict;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  const std::vector<Case> cases = {
      {"bytes=0-0", 10, RangeVerdict::part, 0, 0},  {"bytes=2-", 10, RangeVerdict::part, 2, 9},
      {"bytes=2-99", 10, RangeVerdict::part, 2, 9}, {"bytes=-3", 10, RangeVerdict::part, 7, 9},
      {"bytes=-99", 10, RangeVerdict::part, 0, 9},  {"bytes=10-", 10, RangeVerdict::unsatisfiable},
      {"bytes=0-", 0, RangeVerdict::unsatisfiable}, {"bytes=-0", 10, RangeVerdict::unsatisfiable},
      {"bytes=3-2", 10, RangeVerdict::whole},       {"bytes=0-1,4-5", 10, RangeVerdict::whole},
      {"bytes=a-b", 10, RangeVerdict::whole},       {"bytes=99999999999999999999-", 10, RangeVerdict::whole},
      {"lines=1-2", 10, RangeVerdict::whole},       {"", 10, RangeVerdict::whole},
  };
  for (const auto& each : cases) {
    ByteRange range;
    EXPECT_EQ(parse_range(each.field, each.size, range), each.verdict) << each.field;
    if (each.verdict != RangeVerdict::part) continue;
    EXPECT_EQ(range.first, each.first) << each.field;
    EXPECT_EQ(range.last, each.last) << each.field;
  }
}

TEST(APartOfAnAnswer, IsSentUnpackedWithItsPlace) {
  const std::string body(4000, 'x');
  const auto part = finished(get({{"Range", "bytes=10-19"}, {"Accept-Encoding", "gzip"}}), text(body));
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.header("Content-Range"), "bytes 10-19/4000");
  EXPECT_EQ(part.bytes(), std::string(10, 'x'));
  const auto beyond = finished(get({{"Range", "bytes=4000-"}}), text(body));
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.header("Content-Range"), "bytes */4000");
  EXPECT_EQ(finished(get({{"Range", "bytes=10-19"}, {"If-Range", "\"old\""}}), text(body)).status, 200);
  EXPECT_EQ(finished(get({{"Range", "bytes=10-19"}, {"If-Range", entity_tag(body)}}), text(body)).status,
            206);
}

TEST(APartAndAnAnswerThatIsKnown, SayWhatTheWholeVariesBy) {
  const std::string body(4000, 'x');
  EXPECT_EQ(finished(get({{"Range", "bytes=10-19"}}), text(body)).header("Vary"), "Accept-Encoding");
  EXPECT_EQ(finished(get({{"If-None-Match", entity_tag(body)}}), text(body)).header("Vary"),
            "Accept-Encoding");
  EXPECT_EQ(finished(get(), text(body)).header("Vary"), "Accept-Encoding");
}

TEST(AWrite, NeedsTheTagOfWhatItChanges) {
  EXPECT_EQ(refuse_stale_write(get(), "\"now\"")->status, 428);
  const auto refused = refuse_stale_write(get({{"If-Match", "\"then\""}}), "\"now\"");
  EXPECT_EQ(refused->status, 412);
  EXPECT_EQ(refused->header("ETag"), "\"now\"");
  EXPECT_EQ(refuse_stale_write(get({{"If-Match", "W/\"now\""}}), "\"now\"")->status, 412);
  EXPECT_FALSE(refuse_stale_write(get({{"If-Match", "\"then\", \"now\""}}), "\"now\""));
  EXPECT_FALSE(refuse_stale_write(get({{"If-Match", "*"}}), "\"now\""));
}

TEST(EveryAnswer, CarriesTheHeadersThatKeepItWhereItBelongs) {
  for (const auto status : {200, 404, 500}) {
    auto response = text("x");
    response.status = status;
    const auto answer = finished(get(), response);
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(answer.header("Cache-Control"), "no-cache");
    EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
  }
}

TEST(AnErrorsAnswer, GetsNoEntityTag) {
  auto response = text("x");
  response.status = 404;
  EXPECT_EQ(finished(get(), response).header("ETag"), "");
}

TEST(QualitiesOfCodings, AreReadAsTheStandardSays) {
  EXPECT_EQ(accepted_quality("gzip", "gzip"), 1);
  EXPECT_EQ(accepted_quality("gzip ; q=0.5, br", "gzip"), 0.5);
  EXPECT_EQ(accepted_quality("*;q=0.1", "gzip"), 0.1);
  EXPECT_EQ(accepted_quality("gzip;q=0, *", "gzip"), 0);
  EXPECT_EQ(accepted_quality("gzip;q=9", "gzip"), 0);
  EXPECT_EQ(accepted_quality("", "gzip"), 0);
}

}  // namespace
}  // namespace tenderlead::web
