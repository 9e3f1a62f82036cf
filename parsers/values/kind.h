// What kind of notice a title (and the first words of its text) announces, and by what method it is procured.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/notice.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

struct KindMatch {
  NoticeKind kind = NoticeKind::other;
  std::string words;       // the words that decided
  Span span;               // of them, in title or detail
  bool in_detail = false;  // the span is in the detail
  double confidence = 0.0;
};

// `detail` is the text or a snippet of it, and may be empty. nullopt where nothing says so, and for news. Thread-safe.
std::optional<KindMatch> classify_kind(std::string_view title, std::string_view detail = {});

struct MethodMatch {
  ProcurementMethod method = ProcurementMethod::other;
  std::string words;
  Span span;
};
// The method that a value (采购方式：竞争性磋商), a title or a text names first. 招标 alone is no method.
std::optional<MethodMatch> classify_method(std::string_view text);

}  // namespace tenderlead::parsers
