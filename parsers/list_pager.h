// How a list page leads on to the next one: a link, the number after the current one, or a pager that a script draws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/dom.h"
#include "parsers/script_links.h"

namespace tenderlead::parsers {

struct Pager {
  std::string next;                            // absolute URL of the next page; empty where there is none
  const GumboInternalNode* element = nullptr;  // the link that gave `next`; nullptr where a script did
  std::string call;                   // the next link's script, where it can't be told what it leads to
  std::vector<std::string> numbered;  // where links whose text is a number lead; at most kMaxNumbered
  bool scripted = false;              // a known pager script made `next`
};
inline constexpr std::size_t kMaxNumbered = 50;

// `base` is what links are resolved against, `address` the page's own URL, which is never its own next page.
Pager read_pager(const Dom& dom, const ScriptLinks& scripts, std::string_view base, std::string_view address);

}  // namespace tenderlead::parsers
