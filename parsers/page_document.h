// A response's body to a Document, whatever its type: the first half of parsing any page.
#pragma once

#include <string_view>

#include "model/result.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

enum class BodyKind { html, text, json, xml, binary };

// What the body is: by the header, corrected by the bytes (HTML sent as text/plain, JSON as text/html, PDF as anything).
BodyKind body_kind(std::string_view body, std::string_view content_type);

// Decodes and builds. Error `unsupported` for binary content, `invalid_input` for broken JSON.
Result<Document> build_document(std::string_view body, std::string_view content_type, std::string_view url);

}  // namespace tenderlead::parsers
