// One fetched body as its readers need it: decoded, parsed and converted once, when first asked for.
#pragma once

#include <boost/json/value.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/dom.h"
#include "parsers/page_document.h"
#include "parsers/select.h"

namespace tenderlead::parsers {

// Not thread-safe: of one page, for one thread. The body must outlive it.
class PageContent {
 public:
  PageContent(std::string_view body, std::string_view content_type, std::string_view url);
  PageContent(const PageContent&) = delete;
  PageContent& operator=(const PageContent&) = delete;

  const std::string& url() const { return url_; }
  BodyKind kind() const { return kind_; }
  // UTF-8.
  const std::string& text() const;
  // The tree of a body that isn't JSON; XML is read as HTML here, text too.
  const Dom& dom() const;
  const SelectorTree& tree() const;
  // nullptr unless the body is JSON that can be read.
  const boost::json::value* json() const;
  // The tree of well-formed XML; nullptr for anything else.
  const SelectorTree* xml() const;

 private:
  std::string_view body_;
  std::string content_type_;
  std::string url_;
  BodyKind kind_;
  mutable std::optional<std::string> text_;
  mutable std::string_view encoding_ = "UTF-8";  // of the body, once text_ is there
  mutable std::optional<Dom> dom_;
  mutable std::optional<SelectorTree> tree_;
  mutable std::optional<Result<boost::json::value>> json_;
  mutable std::optional<Result<SelectorTree>> xml_;
};

}  // namespace tenderlead::parsers
