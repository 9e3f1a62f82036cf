#include "parsers/html_walker.h"

#include <algorithm>

#include "parsers/embedded_html.h"
#include "parsers/fold.h"
#include "parsers/html_document.h"
#include "parsers/link.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMaxLinks = 50000;
constexpr std::size_t kMaxTables = 20000;
constexpr std::size_t kMaxChoices = 2000;
// HTML within text within HTML: real pages have one level, two where an editor escaped twice.
constexpr std::size_t kMaxEmbedded = 32;
constexpr int kMaxEmbeddedDepth = 3;
// Shorter escaped HTML is a label with a tag in it.
constexpr std::size_t kShortestEmbedded = 40;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool is_bold(GumboTag tag) {
  return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG || tag == GUMBO_TAG_TH;
}

int heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6
             ? static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1) + 1
             : 0;
}

// Blocks that pages lay their content out with; a <p> never holds the whole notice.
bool is_container(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_BODY:
      return true;
    default:
      return false;
  }
}

std::string_view first_text(const GumboNode* node) {
  const GumboVector& children = node->v.element.children;
  if (children.length == 0) return {};
  const auto* child = static_cast<const GumboNode*>(children.data[0]);
  return child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE
             ? std::string_view(child->v.text.text)
             : std::string_view();
}

}  // namespace

HtmlWalker::HtmlWalker(std::string_view url, HiddenText hidden)
    : hidden_(hidden),
      base_(url),
      writer_(document_.text, &document_.lines, &line_regions_),
      hidden_writer_(document_.hidden_text, nullptr, nullptr) {
  document_.url = url;
  document_.from_html = true;
}

Document HtmlWalker::walk(const GumboNode* root) {
  if (root != nullptr) walk_tree(root, Context{});
  writer_.end_line();
  walk_embedded();
  return finish();
}

void HtmlWalker::walk_tree(const GumboNode* root, const Context& context) {
  const std::size_t floor = frames_.size();
  enter(root, context);
  while (frames_.size() > floor) {
    Frame& frame = frames_.back();
    const GumboVector& children = frame.node->v.element.children;
    if (frame.next_child < children.length) {
      const auto* child = static_cast<const GumboNode*>(children.data[frame.next_child++]);
      const Context inside = frame.inside;
      enter(child, inside);
    } else {
      leave(frame);
      frames_.pop_back();
    }
  }
}

void HtmlWalker::enter(const GumboNode* node, const Context& context) {
  switch (node->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
      text(node, context);
      return;
    case GUMBO_NODE_WHITESPACE:
      if (context.keeps_lines)
        writer(context).write_lines(node->v.text.text, context.text);
      else
        writer(context).space();
      return;
    case GUMBO_NODE_ELEMENT:
      break;
    default:
      return;
  }
  const GumboTag tag = node->v.element.tag;
  switch (tag) {
    case GUMBO_TAG_BR:
    case GUMBO_TAG_HR:
      writer(context).end_line();
      return;
    case GUMBO_TAG_INPUT:
      input_value(node, context);
      return;
    case GUMBO_TAG_META:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_BASE:
      metadata(node);
      return;
    case GUMBO_TAG_SCRIPT:
      offer_embedded_of(node);
      return;
    case GUMBO_TAG_SELECT:
      read_choices(node);
      return;
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_FRAME:
    case GUMBO_TAG_EMBED:
      frame_address(node, "src");
      return;
    case GUMBO_TAG_OBJECT:
      frame_address(node, "data");
      break;
    default:
      break;
  }
  if (is_skipped(tag)) return;
  Frame frame;
  frame.node = node;
  frame.inside = context;
  begin_element(frame);
  frames_.push_back(frame);
}

void HtmlWalker::begin_element(Frame& frame) {
  const GumboNode* node = frame.node;
  const GumboTag tag = node->v.element.tag;
  Context& inside = frame.inside;
  frame.block = is_block(tag);
  if (const int level = heading_level(tag); level > 0) inside.text.heading = level;
  if (is_bold(tag)) inside.text.bold = true;
  if (tag == GUMBO_TAG_CENTER) inside.text.centred = true;
  if (tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_TEXTAREA || tag == GUMBO_TAG_XMP) inside.keeps_lines = true;
  bool hidden = tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_TEMPLATE;
  if (node->v.element.attributes.length > 0) {
    if (const std::string_view style = attribute(node, "style"); !style.empty()) {
      const InlineStyle declared = parse_style(style);
      hidden = hidden || declared.hidden;
      // Cells stay cells, whatever their style says.
      if (declared.block && tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH && tag != GUMBO_TAG_TR)
        frame.block = *declared.block;
      if (declared.bold) inside.text.bold = *declared.bold;
      if (declared.centred) inside.text.centred = *declared.centred;
      inside.keeps_lines = inside.keeps_lines || declared.keeps_lines;
    }
    if (const std::string_view align = attribute(node, "align"); !align.empty() && tag != GUMBO_TAG_TABLE)
      inside.text.centred = lower(align) == "center" || lower(align) == "middle";
    hidden = hidden || has_attribute(node, "hidden");
  }
  if (hidden && hidden_ == HiddenText::apart && !inside.hidden) {
    inside.hidden = true;
    writer_.space();
  }
  if (tag == GUMBO_TAG_TEXTAREA) offer_embedded_of(node);
  // <el-option label="…"> and the like of templates
  if (tag == GUMBO_TAG_UNKNOWN && has_attribute(node, "label") && document_.choices.size() < kMaxChoices)
    document_.choices.push_back(fold_space(attribute(node, "label")));
  if (frame.block) writer(inside).end_line();
  frame.begin = writer_.position();
  if (inside.hidden) return;
  if (!frame.block && frame.begin == inline_end_) add_seam(frame.begin);
  begin_region(frame);
  if (is_container(tag)) {
    frame.own_block = static_cast<int>(blocks_.size());
    blocks_.push_back({inside.block, {frame.begin, frame.begin}});
    inside.block = frame.own_block;
  }
  switch (tag) {
    case GUMBO_TAG_TABLE:
      begin_table(frame);
      break;
    case GUMBO_TAG_TR:
      if (inside.builder >= 0) builders_[static_cast<std::size_t>(inside.builder)].begin_row();
      break;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      begin_cell(frame);
      break;
    default:
      break;
  }
  begin_link(frame);
}

void HtmlWalker::begin_table(Frame& frame) {
  Context& inside = frame.inside;
  if (builders_.size() >= kMaxTables) {
    inside.builder = -1;
    return;
  }
  frame.own_table = static_cast<int>(builders_.size());
  builders_.emplace_back(inside.builder);
  inside.builder = frame.own_table;
  inside.text.table = frame.own_table;
  inside.text.row = inside.text.col = -1;
}

void HtmlWalker::begin_cell(Frame& frame) {
  Context& inside = frame.inside;
  if (inside.builder < 0) return;
  TableBuilder& builder = builders_[static_cast<std::size_t>(inside.builder)];
  bool header = frame.node->v.element.tag == GUMBO_TAG_TH;
  const GumboNode* row = frame.node->parent;
  if (row != nullptr && row->parent != nullptr && row->parent->type == GUMBO_NODE_ELEMENT)
    header = header || row->parent->v.element.tag == GUMBO_TAG_THEAD;
  frame.own_cell = builder.begin_cell(attribute(frame.node, "rowspan"), attribute(frame.node, "colspan"),
                                      header, frame.begin);
  inside.text.row = builder.cell(frame.own_cell).row;
  inside.text.col = builder.cell(frame.own_cell).col;
}

void HtmlWalker::begin_link(Frame& frame) {
  const GumboNode* node = frame.node;
  if (node->v.element.attributes.length == 0 || document_.links.size() >= kMaxLinks) return;
  const bool anchor = node->v.element.tag == GUMBO_TAG_A;
  const std::string_view onclick = attribute(node, "onclick");
  const std::string_view href = anchor ? attribute(node, "href") : std::string_view();
  if (onclick.empty() && href.empty()) return;
  Link link;
  link.href = href;
  link.onclick = onclick;
  link.title = fold_space(attribute(node, "title"));
  link.download = attribute(node, "download");
  link.url = resolve_link(base_, href);
  if (link.url.empty())
    link.url = resolve_link(base_, url_in_script(href.empty() || href == "#" ? onclick : href));
  if (link.url.empty() && !onclick.empty()) link.url = resolve_link(base_, url_in_script(onclick));
  link.span.begin = frame.begin;
  if (anchor) frame.inside.text.linked = true;
  frame.own_link = static_cast<int>(document_.links.size());
  document_.links.push_back(std::move(link));
}

void HtmlWalker::begin_region(Frame& frame) {
  const GumboNode* node = frame.node;
  if (frame.inside.text.region >= 0 || !frame.block) return;
  const Furniture furniture = furniture_of(node);
  if (furniture == Furniture::none) return;
  frame.own_region = static_cast<int>(regions_.size());
  regions_.push_back({furniture == Furniture::certain, {frame.begin, frame.begin}, writer_.unlinked()});
  frame.inside.text.region = frame.own_region;
}

void HtmlWalker::leave(Frame& frame) {
  if (frame.block) writer(frame.inside).end_line();
  const std::size_t end = writer_.position();
  if (!frame.block && end > frame.begin) inline_end_ = end;
  if (frame.own_cell >= 0)
    builders_[static_cast<std::size_t>(frame.inside.builder)].end_cell(frame.own_cell, end);
  if (frame.own_link >= 0) document_.links[static_cast<std::size_t>(frame.own_link)].span.end = end;
  if (frame.own_block >= 0) blocks_[static_cast<std::size_t>(frame.own_block)].span.end = end;
  if (frame.own_region >= 0) {
    Region& region = regions_[static_cast<std::size_t>(frame.own_region)];
    region.span.end = end;
    region.unlinked = writer_.unlinked() - region.unlinked;
  }
  if (frame.own_table >= 0) {
    const auto table = static_cast<std::size_t>(frame.own_table);
    if (document_.tables.size() <= table) document_.tables.resize(builders_.size());
    document_.tables[table] = std::move(builders_[table]).finish(document_.text, frame.begin, end);
  }
}

void HtmlWalker::text(const GumboNode* node, const Context& context) {
  const std::string_view words = node->v.text.text;
  const bool markup = words.size() >= kShortestEmbedded && looks_like_html(words);
  if (markup && node->parent->v.element.tag != GUMBO_TAG_TEXTAREA && embedded_depth_ < kMaxEmbeddedDepth &&
      embedded_doms_.size() < kMaxEmbedded) {
    embedded_doms_.push_back(std::make_unique<Dom>(unwrapped_html(words)));
    const GumboNode* root = embedded_doms_.back()->root();
    if (root == nullptr) return;
    ++embedded_depth_;
    walk_tree(root, context);
    --embedded_depth_;
    return;
  }
  if (markup && node->parent->v.element.tag == GUMBO_TAG_TEXTAREA) return;
  if (context.keeps_lines)
    writer(context).write_lines(words, context.text);
  else
    writer(context).write(words, context.text);
}

void HtmlWalker::input_value(const GumboNode* node, const Context& context) {
  const std::string type = lower(attribute(node, "type"));
  const std::string_view value = attribute(node, "value");
  if ((type == "radio" || type == "checkbox") && !context.hidden) add_seam(writer_.position());
  if (value.empty()) return;
  if (type == "hidden") {
    if (looks_like_html(value)) offer_embedded(unwrapped_html(value));
    return;
  }
  static constexpr std::string_view kTextTypes[] = {"",     "text",           "tel", "email", "number",
                                                    "date", "datetime-local", "url"};
  if (std::find(std::begin(kTextTypes), std::end(kTextTypes), type) == std::end(kTextTypes)) return;
  if (value.substr(0, std::string_view("请输入").size()) == "请输入") return;
  const bool hidden = has_attribute(node, "hidden") || parse_style(attribute(node, "style")).hidden;
  if (hidden && hidden_ == HiddenText::apart) return;
  writer(context).space();
  writer(context).write(value, context.text);
  writer(context).space();
}

void HtmlWalker::metadata(const GumboNode* node) {
  switch (node->v.element.tag) {
    case GUMBO_TAG_TITLE:
      if (document_.html_title.empty() && embedded_depth_ == 0) document_.html_title = folded_text(node);
      break;
    case GUMBO_TAG_BASE:
      if (!base_set_ && has_attribute(node, "href")) {
        const std::string resolved = resolve_link(base_, attribute(node, "href"));
        if (!resolved.empty()) base_ = resolved;
        base_set_ = true;
      }
      break;
    default: {
      std::string_view name = attribute(node, "name");
      if (name.empty()) name = attribute(node, "property");
      if (!name.empty() && document_.meta.size() < 200)
        document_.meta.emplace_back(lower(name), fold_space(attribute(node, "content")));
    }
  }
}

void HtmlWalker::frame_address(const GumboNode* node, const char* name) {
  std::string url = resolve_link(base_, attribute(node, name));
  if (!url.empty() && document_.frames.size() < 100) document_.frames.push_back(std::move(url));
}

void HtmlWalker::add_seam(std::size_t at) {
  if (at > 0 && document_.seams.size() < kMaxLinks &&
      (document_.seams.empty() || document_.seams.back() != at))
    document_.seams.push_back(at);
}

void HtmlWalker::read_choices(const GumboNode* select) {
  const auto add = [&](const GumboNode* node) {
    if (node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_OPTION &&
        document_.choices.size() < kMaxChoices)
      document_.choices.push_back(folded_text(node));
  };
  const auto each_child = [](const GumboNode* parent, const auto& visit) {
    const GumboVector& children = parent->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) visit(static_cast<const GumboNode*>(children.data[i]));
  };
  each_child(select, [&](const GumboNode* child) {
    if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_OPTGROUP)
      each_child(child, add);
    else
      add(child);
  });
}

// var createTime = '2026-03-19 17:46': where articles of WeChat say when they were published, and nowhere else.
void HtmlWalker::moment_in_script(std::string_view script) {
  constexpr std::size_t kLongestMoment = 20;
  for (const std::string_view name : {std::string_view("createTime"), std::string_view("publish_time")}) {
    std::size_t at = script.find(std::string("var ").append(name));
    if (at == std::string_view::npos) continue;
    at = script.find_first_not_of(" =", at + 4 + name.size());
    if (at == std::string_view::npos || (script[at] != '\'' && script[at] != '"')) continue;
    const std::size_t end = script.find(script[at], at + 1);
    if (end == std::string_view::npos || end - at > kLongestMoment + 1 || end <= at + 1) continue;
    document_.meta.emplace_back(kScriptMoment, script.substr(at + 1, end - at - 1));
    return;
  }
}

void HtmlWalker::offer_embedded_of(const GumboNode* node) {
  const std::string_view content = first_text(node);
  if (node->v.element.tag == GUMBO_TAG_SCRIPT && embedded_depth_ == 0) moment_in_script(content);
  if (content.size() < kShortestEmbedded || embedded_depth_ > 0) return;
  if (node->v.element.tag == GUMBO_TAG_SCRIPT) {
    const std::string type = lower(attribute(node, "type"));
    const bool code = type.empty() || type.find("javascript") != std::string::npos ||
                      type.find("json") != std::string::npos || type == "module";
    if (code) return offer_embedded(html_in_script(content));
  }
  if (looks_like_html(content)) offer_embedded(unwrapped_html(content));
}

void HtmlWalker::offer_embedded(std::string html) {
  const std::size_t shown = shown_bytes(html);
  if (shown <= embedded_shown_) return;
  embedded_ = std::move(html);
  embedded_shown_ = shown;
}

void HtmlWalker::walk_embedded() {
  if (embedded_.empty() || embedded_shown_ <= 2 * writer_.unlinked()) return;
  embedded_doms_.push_back(std::make_unique<Dom>(std::move(embedded_)));
  const GumboNode* root = embedded_doms_.back()->root();
  if (root == nullptr) return;
  ++embedded_depth_;
  walk_tree(root, Context{});
  --embedded_depth_;
  writer_.end_line();
}

Document HtmlWalker::finish() {
  if (!document_.text.empty() && document_.text.back() == '\n') document_.text.pop_back();
  if (!document_.hidden_text.empty() && document_.hidden_text.back() == '\n')
    document_.hidden_text.pop_back();
  for (Link& link : document_.links) link.span = trimmed(document_.text, link.span);
  // Empty cells and tables at the very end stood behind the last line break, which is gone now.
  for (Table& table : document_.tables) {
    table.span = trimmed(document_.text, table.span);
    for (Cell& cell : table.cells) cell.span = trimmed(document_.text, cell.span);
  }
  for (Block& block : blocks_) block.span = trimmed(document_.text, block.span);
  mark_chrome(document_, regions_, line_regions_);
  document_.main = main_block(document_, blocks_);
  return std::move(document_);
}

}  // namespace tenderlead::parsers
