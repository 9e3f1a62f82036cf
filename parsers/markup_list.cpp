#include "parsers/markup_list.h"

#include <string>

#include "parsers/embedded_html.h"
#include "parsers/fold.h"
#include "parsers/html_document.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMostBytes = std::size_t{4} << 20;

}  // namespace

double weight_of(const ListPage& list) {
  double weight = 0;
  for (const ListItem& item : list.items) weight += item.published_at.empty() ? 1.0 : 3.0;
  return weight;
}

bool may_hold_list(std::string_view text) {
  if (text.find("<a ") == text.npos && text.find("<A ") == text.npos && text.find("&lt;a ") == text.npos)
    return false;
  return looks_like_html(text);
}

ListPage read_markup_list(std::string_view html, std::string_view url) {
  ListPage list;
  list.url = url;
  if (html.size() > kMostBytes) return list;
  std::string whole = unwrapped_html(html);
  const std::size_t first = whole.find('<');
  if (first != whole.npos && (whole.compare(first, 3, "<tr") == 0 || whole.compare(first, 3, "<TR") == 0))
    whole = "<table>" + whole + "</table>";
  const Dom dom{std::string_view(whole)};
  list.items = read_list(dom, url).items;
  std::size_t titles = 0;
  for (const ListItem& item : list.items) titles += without_space(item.title).size();
  if (2 * titles < shown_bytes(whole)) list.items.clear();
  return list;
}

}  // namespace tenderlead::parsers
