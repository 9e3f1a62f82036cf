// A folder that goes away with the test, and pages to put into archives.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "crawler/warc.h"
#include "crawler/warc_reader.h"

namespace tenderlead::crawler {

class WarcFixture : public ::testing::Test {
 protected:
  WarcFixture() {
    std::string pattern = (std::filesystem::temp_directory_path() / "warc-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~WarcFixture() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path path(const std::string& name = "a.warc.gz") const { return folder_ / name; }

  std::filesystem::path write(const std::string& bytes, const std::string& name = "a.warc") const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }
  static std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  static Page page(const std::string& name, const std::string& body = "<html>正文</html>") {
    Page page;
    page.url = page.requested_url = "http://example.cn/" + name;
    page.status = 200;
    page.headers = {{"Content-Type", "text/html; charset=utf-8"}, {"ETag", "\"7\""}};
    page.body = body;
    page.fetched_at = 1'767'225'600;  // 2026-01-01T00:00:00Z
    return page;
  }

  // Options under which the same pages give the same bytes.
  static WarcWriterOptions reproducible() {
    WarcWriterOptions options;
    options.created_at = 1'767'225'600;
    options.new_uuid = [number = 0]() mutable {
      char uuid[37];
      std::snprintf(uuid, sizeof uuid, "00000000-0000-4000-8000-%012d", ++number);
      return std::string(uuid);
    };
    return options;
  }

  static std::vector<WarcRecord> records_of(const std::filesystem::path& file) {
    std::vector<WarcRecord> out;
    auto reader = WarcReader::open(file);
    EXPECT_TRUE(reader.ok()) << reader.error().message;
    while (reader.ok()) {
      auto record = reader->next();
      EXPECT_TRUE(record.ok()) << record.error().message;
      if (!record.ok() || !record->has_value()) break;
      out.push_back(std::move(**record));
    }
    return out;
  }

  // A record as others may write it: the fields besides Content-Length, line ends included.
  static std::string record_text(const std::string& fields, const std::string& block) {
    return "WARC/1.0\r\n" + fields + "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block +
           "\r\n\r\n";
  }
  static std::string response_text(const std::string& http, const std::string& uri = "http://example.cn/") {
    return record_text("WARC-Type: response\r\nWARC-Target-URI: " + uri +
                           "\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: application/http; "
                           "msgtype=response\r\n",
                       http);
  }

  std::filesystem::path folder_;
};

}  // namespace tenderlead::crawler
