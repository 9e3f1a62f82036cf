// What a page's script does on a click, where it goes to a URL made of what the element says of itself in data attributes:
//   $('#list').on('click', '.notice', function () { location.href = '/n/' + $(this).data('id') + '.html'; });
// Nothing is executed: only concatenations of literals and data attributes are read.
#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::parsers {

class ScriptClicks {
 public:
  void add(std::string_view script);
  // The URL reference (unresolved) that a click on an element goes to; empty where no handler is about it.
  std::string target(const GumboNode* element) const;

 private:
  struct Part {
    std::string text;  // a literal, or the name of the attribute that stands here
    bool attribute = false;
  };
  struct Handler {
    std::string selector;  // the last name in the handler's selector: ".notice", "#list", "li"
    std::vector<Part> parts;
  };
  static bool read_parts(std::string_view body, std::string_view expression, std::vector<Part>& parts);
  static bool read_value(std::string_view body, std::string_view& expression, std::vector<Part>& parts);
  static bool read_template(std::string_view body, std::string_view literal, std::vector<Part>& parts);
  static bool is_about(const Handler& handler, const GumboNode* element);

  std::vector<Handler> handlers_;
};

}  // namespace tenderlead::parsers
