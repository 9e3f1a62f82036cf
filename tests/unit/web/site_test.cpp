#include "web/site.h"

#include <gtest/gtest.h>

#include "web/http/negotiation.h"

namespace tenderlead::web {
namespace {

const std::vector<EmbeddedFile> kFiles = {
    {"index.html", "<!doctype html><script src=/assets/app-1.js></script>"},
    {"favicon.svg", "<svg/>"},
    {"assets/app-1.js", "console.log('plain')"},
    {"assets/app-1.js.br", "BROTLI"},
    {"assets/app-1.js.gz", "GZIP"}};

Response get(const Site& site, const std::string& path, const HeaderList& headers = {}) {
  Request request;
  request.method = "GET";
  request.target = *parse_target(path);
  request.headers = headers;
  return finished(request, site.respond(request));
}

TEST(TheSite, GivesThePageForEveryPlaceOfItsAndNeverForAFileThatIsntThere) {
  const Site site(kFiles);
  for (const char* path : {"/", "/leads", "/leads/0f3a", "/setup"}) {
    const auto response = get(site, path);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(response.header("Cache-Control"), "no-cache");
  }
  for (const char* path :
       {"/assets/app-0.js", "/favicon.ico", "/assets/", "/leads/x.php", "/assets/app-1.js.br"})
    EXPECT_EQ(get(site, path).status, 404) << path;
}

TEST(TheSite, KeepsHashedFilesForeverAndSendsTheSmallestFormThatIsTaken) {
  const Site site(kFiles);
  const auto with = [&](const char* accepted) {
    return get(site, "/assets/app-1.js", {{"Accept-Encoding", accepted}});
  };
  EXPECT_EQ(with("gzip, br").bytes(), "BROTLI");
  EXPECT_EQ(with("gzip, br").header("Content-Encoding"), "br");
  EXPECT_EQ(with("gzip, br;q=0").bytes(), "GZIP");
  EXPECT_EQ(with("").bytes(), "console.log('plain')");
  EXPECT_EQ(with("br").header("Cache-Control"), "public, max-age=31536000, immutable");
  for (const char* accepted : {"br", "gzip", ""}) EXPECT_EQ(with(accepted).header("Vary"), "Accept-Encoding");
  EXPECT_NE(with("br").header("ETag"), with("gzip").header("ETag"));
  const std::string tag(with("br").header("ETag"));
  EXPECT_EQ(get(site, "/assets/app-1.js", {{"Accept-Encoding", "br"}, {"If-None-Match", tag}}).status, 304);
}

TEST(TheSite, AllowsNoScriptButItsOwn) {
  const auto response = get(Site(kFiles), "/");
  const std::string policy(response.header("Content-Security-Policy"));
  EXPECT_NE(policy.find("default-src 'none'"), policy.npos);
  EXPECT_NE(policy.find("script-src 'self';"), policy.npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), policy.npos);
  EXPECT_EQ(policy.find("unsafe-eval"), policy.npos);
  EXPECT_EQ(policy.find("unsafe-inline"), policy.rfind("unsafe-inline")) << "of style attributes alone";
  EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(response.header("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(response.header("Cross-Origin-Opener-Policy"), "same-origin");
}

TEST(TheSite, SaysSoWhereItWasntBuilt) {
  const Site site({});
  EXPECT_FALSE(site.built());
  const auto response = get(site, "/");
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(response.bytes().find("built without the review pages"), std::string::npos);
  EXPECT_EQ(get(site, "/leads").status, 404);
}

TEST(TheSite, TakesNoChanges) {
  Request request;
  request.method = "POST";
  const auto response = Site(kFiles).respond(request);
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.header("Allow"), "GET, HEAD");
}

}  // namespace
}  // namespace tenderlead::web
