// The review pages: files that are compiled in, as a browser asks for them.
//
// What is below /assets/ has a name that changes with its bytes, so it is kept for a year; every other path that names no file is the page
// itself (its own router knows what it shows), which is asked for anew each time. So a browser never mixes two versions.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "web/embedded.h"
#include "web/http/message.h"

namespace tenderlead::web {

class Site {
 public:
  // `files` as ui_files() gives them; where there are none, / says so. Thread-safe afterwards.
  explicit Site(const std::vector<EmbeddedFile>& files);

  bool built() const { return !files_.empty(); }
  Response respond(const Request& request) const;

 private:
  struct Form {
    std::shared_ptr<const std::string> bytes;  // null: there is no such form
    std::string tag;
  };
  struct File {
    std::string type;
    Form plain, gzip, brotli;
  };
  const File* find(const Request& request) const;
  std::map<std::string, File> files_;  // by path: "assets/index-4f2c.js"
};

}  // namespace tenderlead::web
