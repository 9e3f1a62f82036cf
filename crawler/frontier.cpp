#include "crawler/frontier.h"

namespace tenderlead::crawler {

const char* to_string(TaskKind kind) {
  switch (kind) {
    case TaskKind::start:
      return "start";
    case TaskKind::list:
      return "list";
    case TaskKind::detail:
      return "detail";
    case TaskKind::body:
      return "body";
    case TaskKind::attachment:
      return "attachment";
    case TaskKind::sitemap:
      return "sitemap";
  }
  return "detail";
}

}  // namespace tenderlead::crawler
