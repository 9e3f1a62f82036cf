// What a page's own description of itself is worth: the bytes decide.
#include "pipeline_fixture.h"

namespace tenderlead::app {
namespace {

class APageReader : public PipelineTest {
 protected:
  // "notice", or why there is none.
  std::string read_as(const std::string& body, HeaderList headers) {
    Page page;
    page.url = page.requested_url = "http://portal.example/zbgg/t1.html";
    page.status = 200;
    page.headers = std::move(headers);
    page.body = body;
    store::UrlTask task;
    task.source_id = "portal";
    task.role = PageRole::notice;
    task.url = page.url;
    const PageReader reader(configuration_, config::shipped_reading_tables(), *matcher_);
    const auto yield = reader.read(task, page);
    return yield.notices.empty() ? yield.reject_reason : "notice";
  }
};

TEST_F(APageReader, BelievesTheBytesAndNotWhatTheServerCallsThem) {
  const auto html =
      notice_html("云溪市妇幼保健院儿童保健信息系统采购项目公开招标公告", "YXZC-2026-1", "云溪市妇幼保健院");
  const std::string pdf = "%PDF-1.7\n1 0 obj\n", png = std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  const std::string plain = "项目编号,采购人\r\nYXZC-2026-1,云溪市妇幼保健院\r\n";
  struct Case {
    const char* what;
    std::string body;
    HeaderList headers;
    const char* outcome;
  };
  const Case cases[] = {
      {"HTML called text", html, {{"Content-Type", "text/plain"}}, "notice"},
      {"HTML called bytes", html, {{"Content-Type", "application/octet-stream"}}, "notice"},
      {"HTML called nothing", html, {}, "notice"},
      {"HTML called JSON", html, {{"Content-Type", "application/json"}}, "notice"},
      {"HTML to be saved", html, {{"Content-Disposition", "attachment; filename=a.html"}}, "notice"},
      {"PDF called HTML", pdf, {{"Content-Type", "text/html"}}, "not_text"},
      {"an image called HTML", png, {{"Content-Type", "text/html"}}, "not_text"},
      {"an image", png, {{"Content-Type", "image/png"}}, "not_text"},
      {"a PDF to be saved", pdf, {{"content-disposition", "Attachment; filename=a.pdf"}}, "file"},
      {"a table to be saved",
       plain,
       {{"Content-Type", "text/csv"}, {"Content-Disposition", "attachment"}},
       "file"},
      {"nothing", "", {{"Content-Type", "text/html"}}, "empty"},
  };
  for (const auto& row : cases) EXPECT_EQ(read_as(row.body, row.headers), row.outcome) << row.what;
}

}  // namespace
}  // namespace tenderlead::app
