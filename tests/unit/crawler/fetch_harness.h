// What the tests of the fetcher share: one request sent, and the answer waited for.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <boost/asio/post.hpp>
#include <optional>
#include <string>

#include "crawler/fetcher.h"
#include "test_server.h"

namespace tenderlead::crawler {

using namespace std::chrono_literals;

inline std::string gzip(const std::string& text) {
  z_stream stream{};
  // 16 + the largest window asks for a gzip header.
  EXPECT_EQ(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
            Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class FetcherTest : public testing::Test {
 protected:
  // Sends one request and runs until nothing is under way.
  FetchResult fetch(FetchRequest request) {
    std::optional<FetchResult> result;
    boost::asio::post(fetcher().executor(), [&] {
      fetcher().fetch(std::move(request), [&](FetchResult given) {
        EXPECT_FALSE(result) << "a completion came twice";
        result = std::move(given);
      });
      EXPECT_FALSE(result) << "a completion came from within fetch()";
    });
    io_.run();
    io_.restart();
    EXPECT_TRUE(result);
    return result ? std::move(*result) : FetchResult{};
  }

  static FetchRequest local(const std::string& url) {
    FetchRequest request;
    request.url = url;
    request.allow_private_address = true;
    request.total_timeout = 5s;
    return request;
  }

  Fetcher& fetcher() {
    if (!fetcher_) fetcher_.emplace(io_, options_);
    return *fetcher_;
  }

  boost::asio::io_context io_;
  FetcherOptions options_{user_agent("https://crawler.example.com/about"), 16, {}};
  std::optional<Fetcher> fetcher_;
};

}  // namespace tenderlead::crawler
