// HTML that a page carries as text: escaped in a text node, in a textarea, or in a string of a script.
#pragma once

#include <string>
#include <string_view>

namespace tenderlead::parsers {

// Replaces &lt; &gt; &amp; &quot; &nbsp; and numeric references of ASCII; one level of escaping.
std::string unescape_entities(std::string_view text);

// The HTML itself, whether written out or escaped once or twice.
std::string unwrapped_html(std::string_view text);

// The longest string literal of JavaScript or JSON that looks like HTML, its escapes resolved; empty where there is none.
// Literals shorter than 200 bytes are a script's own templates.
std::string html_in_script(std::string_view script);

// Bytes of text that HTML would show, roughly: what stands outside tags, without white space.
std::size_t shown_bytes(std::string_view html);

}  // namespace tenderlead::parsers
