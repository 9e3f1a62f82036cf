// Site parsers: how one source's own pages are read where the generic readers don't suffice. Declarative ones come from the
// source's YAML (SiteParserConfig); a C++ class can be registered under a name for a source that needs code.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "model/page.h"
#include "model/result.h"
#include "model/source.h"
#include "parsers/document.h"
#include "parsers/page_content.h"

namespace tenderlead::parsers {

// A record of a JSON list that is a notice itself.
struct RecordDocument {
  ListItem item;  // its own url, title and date
  Document document;
};

// Every method may answer nothing (nullopt or empty), and then the generic reader does that part.
// Implementations keep no state between pages and are called from several threads.
class SiteParser {
 public:
  virtual ~SiteParser() = default;
  virtual std::optional<ListPage> list(const PageContent& page) const = 0;
  // List records whose notices stand in the list's own answer.
  virtual std::vector<RecordDocument> records(const PageContent& page) const = 0;
  // The part of a detail page that is the notice.
  virtual std::optional<Document> document(const PageContent& page) const = 0;
  // Shell pages: the absolute URL of the real body; empty where this page has it.
  virtual std::string body_url(const PageContent& page) const = 0;
  // Field path ("budget", "buyer.name") to its text, read by the source's own selectors.
  virtual std::vector<std::pair<std::string, std::string>> fields(const PageContent& page) const = 0;
};

using SiteParserFactory = std::function<std::unique_ptr<SiteParser>(const SiteParserConfig&)>;

// Registers a class under the name that `parser:` in a source's YAML gives. Call before parsing starts; a second
// registration of a name replaces the first. Thread-safe.
void register_site_parser(std::string name, SiteParserFactory factory);
std::vector<std::string> site_parser_names();

// The parser for a configuration: the registered class, or the declarative one for "generic". Error invalid_config for
// an unknown name or a selector that can't be read; the message names both.
Result<std::unique_ptr<SiteParser>> make_site_parser(const SiteParserConfig& config);

}  // namespace tenderlead::parsers
