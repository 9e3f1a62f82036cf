// The site parser that a source's YAML describes.
#pragma once

#include <memory>

#include "parsers/site_parser.h"

namespace tenderlead::parsers {

// Error invalid_config where a selector can't be read.
Result<std::unique_ptr<SiteParser>> make_declarative_parser(const SiteParserConfig& config);

}  // namespace tenderlead::parsers
