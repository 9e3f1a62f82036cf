// word/document.xml, WordprocessingML (ECMA-376 part 1, clause 17).
#include <algorithm>
#include <cstdlib>

#include "convert/office_text.h"
#include "convert/xml_pull.h"

namespace tenderlead::convert {
namespace {

class WordReader {
 public:
  WordReader(XmlPull& xml, const PackageLimits& limits, Package& out)
      : xml_(xml), limits_(limits), out_(out) {}

  Problem run() {
    for (;;) {
      switch (xml_.next()) {
        case XmlPull::Event::start:
          start();
          break;
        case XmlPull::Event::end:
          end();
          break;
        case XmlPull::Event::text:
          if (in_text_) write(xml_.text());
          break;
        case XmlPull::Event::finished:
          close_page();
          return Problem::none;
        case XmlPull::Event::broken:
          return Problem::damaged;
      }
      if (bytes_ + page_.size() > limits_.max_text_bytes || page_number_ > limits_.max_pages) {
        out_.cut = true;
        close_page();
        return Problem::none;
      }
    }
  }

 private:
  void start() {
    const std::string_view name = xml_.name();
    // Fallback repeats what the Choice beside it says.
    if (name == "pPr" || name == "rPr" || name == "del" || name == "moveFrom" || name == "instrText" ||
        name == "Fallback" || name == "sectPr" || name == "tblPr" || name == "tblGrid" || name == "trPr") {
      xml_.skip();
    } else if (name == "p") {
      block();
      page_ += "<p>";
      ++paragraphs_;
    } else if (name == "tbl") {
      block();
      page_ += "<table>";
      ++tables_;
    } else if (name == "tr" && tables_ > 0) {
      page_ += "<tr>";
    } else if (name == "tc" && tables_ > 0) {
      cell_due_ = true;
      span_ = 1;
    } else if (name == "gridSpan") {
      span_ = std::clamp(std::atoi(xml_.attribute("val").c_str()), 1, 64);
    } else if (name == "t") {
      in_text_ = true;
    } else if (name == "tab") {
      page_ += ' ';
    } else if (name == "br" || name == "cr") {
      if (xml_.attribute("type") == "page")
        page_break();
      else
        page_ += "<br>";
    } else if (name == "lastRenderedPageBreak") {
      page_break();
    } else if (name == "noBreakHyphen") {
      page_ += '-';
    }
  }

  void end() {
    const std::string_view name = xml_.name();
    if (name == "t") {
      in_text_ = false;
    } else if (name == "p" && paragraphs_ > 0) {
      page_ += "</p>";
      --paragraphs_;
    } else if (name == "tc" && tables_ > 0) {
      open_cell();
      page_ += "</td>";
    } else if (name == "tr" && tables_ > 0) {
      page_ += "</tr>";
    } else if (name == "tbl" && tables_ > 0) {
      page_ += "</table>";
      --tables_;
    }
  }

  void write(std::string_view text) {
    append_escaped(page_, text);
    broke_ = false;
  }

  void open_cell() {
    if (!cell_due_) return;
    cell_due_ = false;
    page_ += span_ > 1 ? "<td colspan=\"" + std::to_string(span_) + "\">" : "<td>";
  }

  // A paragraph or table begins: in a cell, or on its own, where a new page may begin with it.
  void block() {
    open_cell();
    if (tables_ > 0 || paragraphs_ > 0 || breaks_ == 0) return;
    close_page();
    page_number_ += breaks_;
    breaks_ = 0;
  }

  // Word notes a break that the author made a second time, where it laid the next page out.
  void page_break() {
    if (!broke_) ++breaks_;
    broke_ = true;
  }

  void close_page() {
    if (page_.empty()) return;
    bytes_ += page_.size();
    out_.frames.push_back({std::to_string(page_number_), std::move(page_)});
    page_.clear();
  }

  XmlPull& xml_;
  const PackageLimits& limits_;
  Package& out_;
  std::string page_;
  std::uint64_t bytes_ = 0;
  int page_number_ = 1;
  int breaks_ = 0;
  bool broke_ = false;
  int tables_ = 0;
  int paragraphs_ = 0;
  int span_ = 1;
  bool cell_due_ = false;
  bool in_text_ = false;
};

}  // namespace

Problem read_word(ZipContainer& container, const PackageLimits& limits, Package& out) {
  const ZipEntry* main = container.find(kWordMain);
  if (main == nullptr) return Problem::damaged;
  std::string xml;
  if (const Problem problem = container.read(*main, xml); problem != Problem::none) return problem;
  XmlPull pull(xml);
  return WordReader(pull, limits, out).run();
}

}  // namespace tenderlead::convert
