// What stands in <script> and <style> is not markup, yet gumbo reads it character by character as if it were, and on many pages it
// is half of the bytes. So it is lifted out of the HTML before parsing and put back into the tree afterwards, as the very text
// that gumbo would have made of it. Internal to this room.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace tenderlead::parsers {

struct LiftedText {
  std::size_t tag = 0;       // where its element's start tag begins in the HTML that is parsed
  std::string_view content;  // what stood between the tags
};

// Whether the content of a script or style element is long enough to be worth it, and such that all of it is surely text:
// without "<!--" (13.2.5.15 and following: the end tag may then be another) and what a tokeniser replaces or reports.
bool is_liftable(std::string_view content);

// Gives each element its text again. `html` is what `root` was parsed from, `lifted` in its order; `allocate` never returns
// nullptr without meaning that memory is at its limit. False where gumbo didn't see all of these elements (inside a
// <select>, for instance): then only parsing the whole HTML gives the right tree.
bool put_back(GumboNode* root, std::string_view html, const std::vector<LiftedText>& lifted,
              const std::function<void*(std::size_t)>& allocate);

}  // namespace tenderlead::parsers
