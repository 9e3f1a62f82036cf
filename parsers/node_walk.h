// Walking over gumbo's nodes, as the readers of lists do. Internal to this room.
#pragma once

#include <gumbo.h>

#include <vector>

namespace tenderlead::parsers {

inline bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT;
}
inline bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA;
}
// `node` must be an element.
inline const GumboNode* child(const GumboNode* node, unsigned i) {
  return static_cast<const GumboNode*>(node->v.element.children.data[i]);
}

// Calls `visit(node)` for `top` and everything below it in document order; an element is entered where visit says so.
template <typename Visit>
void for_each_below(const GumboNode* top, Visit visit) {
  std::vector<const GumboNode*> pending{top};
  while (!pending.empty()) {
    const GumboNode* node = pending.back();
    pending.pop_back();
    if (!visit(node) || !is_element(node)) continue;
    for (unsigned i = node->v.element.children.length; i-- > 0;) pending.push_back(child(node, i));
  }
}

// The number of a cell among its row's cells.
inline unsigned column_of(const GumboNode* cell) {
  unsigned column = 0;
  const GumboNode* row = cell->parent;
  for (unsigned i = 0; i < row->v.element.children.length; ++i) {
    const GumboNode* other = child(row, i);
    if (other == cell) break;
    if (is_element(other)) ++column;
  }
  return column;
}

}  // namespace tenderlead::parsers
