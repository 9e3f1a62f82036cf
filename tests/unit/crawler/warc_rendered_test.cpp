#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "crawler/warc.h"
#include "crawler/warc_reader.h"

namespace tenderlead::crawler {
namespace {

Page rendered_page(const std::string& url, const std::string& document) {
  Page page;
  page.url = page.requested_url = url;
  page.status = 200;
  page.headers = {{"X-Portal", "1"}, {"Content-Type", "text/html; charset=utf-8"}};
  page.body = document;
  page.fetched_at = 1'786'000'000;
  page.original = OriginalAnswer{"text/html; charset=gb2312", "<div id=app></div>\xB9\xAB"};
  return page;
}

TEST(WarcRendered, KeepsTheAnswerAndTheDocumentAndReadsTheDocument) {
  std::string pattern = std::filesystem::temp_directory_path() / "warc-rendered-XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  const std::filesystem::path file = folder / "t.warc.gz";
  const std::string document = "<html><ul><li>公告</ul></html>";
  Page plain = rendered_page("http://a.cn/plain", "as it came");
  plain.original.reset();
  std::vector<ArchiveLocation> locations;
  {
    auto writer = WarcWriter::open(file);
    ASSERT_TRUE(writer.ok());
    for (const Page& page :
         {rendered_page("http://a.cn/1", document), plain, rendered_page("http://a.cn/2", "")}) {
      auto location = writer->append(page);
      ASSERT_TRUE(location.ok());
      locations.push_back(*location);
    }
  }
  std::vector<std::string> types;
  auto records = WarcReader::open(file, {.verify_digests = true});
  ASSERT_TRUE(records.ok());
  for (auto record = records->next(); record.ok() && *record; record = records->next()) {
    const std::string type((*record)->type());
    if (type == "response" || type == "conversion") types.push_back(type);
    if (type == "response" && (*record)->target_uri() == "http://a.cn/1") {
      EXPECT_NE((*record)->block.find("Content-Type: text/html; charset=gb2312"), std::string::npos);
      EXPECT_TRUE((*record)->block.ends_with("<div id=app></div>\xB9\xAB"));
    }
  }
  EXPECT_EQ(types,
            (std::vector<std::string>{"response", "conversion", "response", "response", "conversion"}));

  const std::vector<std::string> bodies{document, "as it came", ""};
  auto pages = WarcPageReader::open(file);
  ASSERT_TRUE(pages.ok());
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    SCOPED_TRACE(i);
    auto next = pages->next();
    ASSERT_TRUE(next.ok() && *next && (*next)->page.ok());
    const auto at = read_page_at(file, locations[i].offset, locations[i].length);
    ASSERT_TRUE(at.ok()) << at.error().message;
    for (const Page& page : {*(*next)->page, *at}) {
      EXPECT_EQ(page.body, bodies[i]);
      EXPECT_EQ(header_value(page.headers, "Content-Type"), "text/html; charset=utf-8");
      EXPECT_EQ(header_value(page.headers, "X-Portal"), "1");
      EXPECT_EQ(page.original.has_value(), i != 1);
      if (page.original) {
        EXPECT_EQ(page.original->body, "<div id=app></div>\xB9\xAB");
        EXPECT_EQ(page.original->content_type, "text/html; charset=gb2312");
      }
    }
    EXPECT_EQ((*next)->location.offset, locations[i].offset);
    EXPECT_EQ((*next)->location.length, locations[i].length);
  }
  const auto end = pages->next();
  EXPECT_TRUE(end.ok() && !*end);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace tenderlead::crawler
