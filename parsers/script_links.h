// Links that pages write as script calls: onclick="view('12')" and href="javascript:view('12')", where the page's own script says
// how view() makes a URL from its arguments. Nothing is executed: only concatenations of literals and parameters are read.
#pragma once

#include <string>
#include <string_view>

#include "parsers/script_clicks.h"

namespace tenderlead::parsers {

class ScriptLinks {
 public:
  // Adds a script of the page; the first 512 kB of all of them count.
  void add(std::string_view script);
  // The URL reference (unresolved) that a call leads to; empty where it can't be told.
  std::string target(std::string_view call) const;
  // The URL reference that a click on an element leads to by a handler that a script gave it (script_clicks.h); else empty.
  std::string clicked(const GumboNode* element) const { return clicks_.target(element); }
  // The name of the next list page that a known pager script makes (createPageHTML(pages, current, "index", "htm") of TRS
  // WCM, Pager({size:, current:, prefix:, suffix:}), pagination({total:, pageSize:}) with a URL that it goes to); `address` is
  // the page's own URL. Empty where there is none or this is the last page.
  std::string next_page(std::string_view address) const;

 private:
  std::string scripts_;
  ScriptClicks clicks_;
};

}  // namespace tenderlead::parsers
