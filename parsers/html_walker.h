// Walks an HTML tree without recursion and writes a Document; the machinery behind html_document.h.
#pragma once

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"
#include "parsers/dom.h"
#include "parsers/html_traits.h"
#include "parsers/page_shape.h"
#include "parsers/table_builder.h"
#include "parsers/text_writer.h"

namespace tenderlead::parsers {

// What becomes of elements that the page hides.
enum class HiddenText { apart, shown };

// One walk; use each walker once.
class HtmlWalker {
 public:
  HtmlWalker(std::string_view url, HiddenText hidden);
  // `root` may be nullptr: then the Document is empty.
  Document walk(const GumboNode* root);

 private:
  // What holds within an element; inherited by its children.
  struct Context {
    TextStyle text;
    bool hidden = false;
    bool keeps_lines = false;
    bool in_form = false;
    int builder = -1;  // of the innermost table; index into builders_
    int block = -1;
  };
  struct Frame {
    const GumboNode* node = nullptr;
    unsigned next_child = 0;
    Context inside;
    bool block = false;  // ends a line when left
    int own_table = -1;  // what this element began; ended when it is left
    int own_cell = -1;
    int own_link = -1;
    int own_region = -1;
    int own_block = -1;
    std::size_t begin = 0;
  };

  void walk_tree(const GumboNode* root, const Context& context);
  void enter(const GumboNode* node, const Context& context);
  void leave(Frame& frame);
  void text(const GumboNode* node, const Context& context);
  void begin_element(Frame& frame);
  void begin_table(Frame& frame);
  void begin_cell(Frame& frame);
  void begin_link(Frame& frame);
  void begin_region(Frame& frame);
  void input_value(const GumboNode* node, const Context& context);
  void metadata(const GumboNode* node);
  void frame_address(const GumboNode* node, const char* name);
  void add_seam(std::size_t at);
  void read_choices(const GumboNode* select);
  // Remembers HTML that the page carries as text, for the case that it shows less itself.
  void offer_embedded(std::string html);
  void moment_in_script(std::string_view script);
  void offer_embedded_of(const GumboNode* node);
  void walk_embedded();
  TextWriter& writer(const Context& context) { return context.hidden ? hidden_writer_ : writer_; }
  Document finish();

  Document document_;
  HiddenText hidden_;
  std::string base_;
  bool base_set_ = false;
  std::vector<int> line_regions_;
  TextWriter writer_;
  TextWriter hidden_writer_;
  std::vector<Frame> frames_;
  std::vector<TableBuilder> builders_;  // parallel to document_.tables
  std::vector<Region> regions_;
  std::vector<Block> blocks_;
  std::size_t inline_end_ = 0;  // of the inline element that was left last
  std::string embedded_;        // the longest HTML offered
  std::size_t embedded_shown_ = 0;
  int embedded_depth_ = 0;
  std::vector<std::unique_ptr<Dom>> embedded_doms_;
};

}  // namespace tenderlead::parsers
