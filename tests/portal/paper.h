// The HTML of a notice's body as editors leave it: plain paragraphs, bold labels, underlined blanks of a form, or a
// word processor's spans. The words are the same in every flavour; only the markup differs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/portal/random.h"

namespace tenderlead::portal {

std::string escape_html(std::string_view text);

class Paper {
 public:
  enum class Flavour { plain, bold_labels, underlined, word_processor };
  explicit Paper(Flavour flavour) : flavour_(flavour) {}

  void headline(std::string_view text);
  void heading(std::string_view text);
  void line(std::string_view text);
  void field(std::string_view label, std::string_view value);
  // Several pairs on one line: 联系人：王老师  联系电话：028-...
  void fields(const std::vector<std::pair<std::string, std::string>>& pairs);
  // The label and the value as lines of their own, without a colon.
  void stacked(std::string_view label, std::string_view value);
  // A table whose first row names its columns.
  void table(const std::vector<std::vector<std::string>>& rows);
  // Label and value cells, `pairs_per_row` of them in a row.
  void key_values(const std::vector<std::pair<std::string, std::string>>& pairs, std::size_t pairs_per_row);
  void link(std::string_view name, std::string_view href);
  void signature(std::string_view name, std::string_view date);

  const std::string& html() const { return html_; }

 private:
  void open_line();
  void close_line();
  void label(std::string_view text);
  void value(std::string_view text);

  Flavour flavour_;
  std::string html_;
};

Paper::Flavour any_flavour(Random& random);

}  // namespace tenderlead::portal
