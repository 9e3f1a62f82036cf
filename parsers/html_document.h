// HTML to Document (document.h says what a Document keeps).
//
// What may surprise: a page that hides nearly all of itself until a script runs is read as if shown; a notice that the
// page carries as escaped HTML (in a text node, a textarea, a hidden field, a template or a script's string) is read as HTML,
// the last four only where the visible page has less to say; values of text fields are text, for portals rebuild
// notices from form fields; options of <select> are not.
#pragma once

#include <string>
#include <string_view>

#include "parsers/document.h"
#include "parsers/dom.h"

namespace tenderlead::parsers {

// From UTF-8 HTML. `url` is the page's own, and links are resolved against it or <base href>.
Document build_html_document(std::string_view html, std::string_view url);
// From a tree that is already there. Only what lies below `element` where that isn't nullptr.
Document build_html_document(const Dom& dom, std::string_view url,
                             const GumboInternalNode* element = nullptr);

// Whether text carries markup (at least two tags that notices use, written out or as entities) rather than words.
bool looks_like_html(std::string_view text);

}  // namespace tenderlead::parsers
