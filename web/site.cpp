#include "web/site.h"

#include <array>
#include <utility>

#include "web/http/negotiation.h"
#include "web/http/problem.h"

namespace tenderlead::web {
namespace {

// Script and style of our own alone, no inline ones and no style attributes (Vue sets styles property by property). Pages that were crawled are
// shown in a frame of ours without rights of its own; the API gives that frame a policy that is stricter still.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr const char* kForever = "public, max-age=31536000, immutable";

constexpr const char* kNotBuilt =
    "<!doctype html>\n<html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>Tenderlead</title>\n"
    "<h1>Tenderlead</h1>\n<p>服务已启动，但此程序编译时没有包含审阅页面。接口在 <a "
    "href=\"/api/v1/openapi.json\">/api/v1</a>。\n"
    "<p lang=\"en\">The service is running, but this program was built without the review pages. Build them "
    "with <code>npm ci</code> "
    "and <code>npm run build</code> in <code>web/ui</code>, then build the program again. "
    "The interface is at <a href=\"/api/v1/openapi.json\">/api/v1</a>.\n</html>\n";

struct Suffix {
  std::string_view suffix;
  const char* type;
};
constexpr std::array<Suffix, 13> kTypes{{{".js", "text/javascript; charset=utf-8"},
                                         {".mjs", "text/javascript; charset=utf-8"},
                                         {".css", "text/css; charset=utf-8"},
                                         {".html", "text/html; charset=utf-8"},
                                         {".svg", "image/svg+xml"},
                                         {".json", "application/json; charset=utf-8"},
                                         {".webmanifest", "application/manifest+json"},
                                         {".txt", "text/plain; charset=utf-8"},
                                         {".png", "image/png"},
                                         {".ico", "image/x-icon"},
                                         {".webp", "image/webp"},
                                         {".woff2", "font/woff2"},
                                         {".map", "application/json; charset=utf-8"}}};

const char* type_of(std::string_view name) {
  for (const auto& each : kTypes)
    if (name.ends_with(each.suffix)) return each.type;
  return "application/octet-stream";
}

std::string path_of(const Request& request) {
  std::string path;
  for (const auto& segment : request.target.segments) path += (path.empty() ? "" : "/") + segment;
  return path;
}

void protect(Response& response) {
  response.set("Content-Security-Policy", kPolicy);
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  response.set("X-Tenderlead-Version", TENDERLEAD_VERSION);
}

}  // namespace

Site::Site(const std::vector<EmbeddedFile>& files) {
  const auto form_of = [](std::string_view bytes, const char* mark) {
    auto tag = entity_tag(bytes);
    tag.insert(tag.size() - 1, mark);
    return Form{std::make_shared<const std::string>(bytes), std::move(tag)};
  };
  for (const auto& file : files) {
    const bool gzip = file.name.ends_with(".gz");
    const bool brotli = file.name.ends_with(".br");
    auto name = file.name;
    if (gzip || brotli) name.remove_suffix(3);
    auto& entry = files_[std::string(name)];
    if (gzip)
      entry.gzip = form_of(file.bytes, "-gzip");
    else if (brotli)
      entry.brotli = form_of(file.bytes, "-br");
    else
      entry.plain = form_of(file.bytes, "");
    entry.type = type_of(name);
  }
}

const Site::File* Site::find(const Request& request) const {
  const auto path = path_of(request);
  if (const auto found = files_.find(path); found != files_.end() && found->second.plain.bytes)
    return &found->second;
  if (path.starts_with("assets/")) return nullptr;
  // A last segment with a dot is a file that isn't there, such as favicon.ico; anything else is a place of the pages.
  const auto slash = path.rfind('/');
  if (path.find('.', slash == path.npos ? 0 : slash) != path.npos) return nullptr;
  const auto index = files_.find("index.html");
  return index == files_.end() ? nullptr : &index->second;
}

Response Site::respond(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    auto response = problem(405, "wrong-method", "This address doesn't answer " + request.method + ".");
    response.set("Allow", "GET, HEAD");
    return response;
  }
  Response response;
  if (!built() && request.target.segments.empty()) {
    response.set("Content-Type", "text/html; charset=utf-8");
    response.body = kNotBuilt;
    protect(response);
    return response;
  }
  const auto* file = find(request);
  if (file == nullptr) return problem(404, "no-such-page", "Nothing stands at this address.");
  const auto accepted = request.header("Accept-Encoding");
  const auto* form = &file->plain;
  if (file->brotli.bytes && accepted_quality(accepted, "br") > 0) {
    form = &file->brotli;
    response.set("Content-Encoding", "br");
  } else if (file->gzip.bytes && accepted_quality(accepted, "gzip") > 0) {
    form = &file->gzip;
    response.set("Content-Encoding", "gzip");
  }
  response.set("Content-Type", file->type);
  response.set("ETag", form->tag);
  // What goes out unpacked gets it where the answer is finished.
  if (form != &file->plain) response.set("Vary", "Accept-Encoding");
  const bool hashed = !request.target.segments.empty() && request.target.segments.front() == "assets";
  response.set("Cache-Control", hashed ? kForever : "no-cache");
  response.shared_body = form->bytes;
  protect(response);
  return response;
}

}  // namespace tenderlead::web
