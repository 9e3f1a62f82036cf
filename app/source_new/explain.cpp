// Why a page has no list, for a person who wants one.
#include "app/source_new/draft.h"

namespace tenderlead::app {
namespace {

const char* what_it_is(parsers::PageShape shape) {
  using parsers::PageShape;
  switch (shape) {
    case PageShape::script:
      return "这一页只有程序，没有内容：列表是浏览器里的脚本另外请求来的 (the page is an empty shell; a "
             "script fetches the list)";
    case PageShape::login:
      return "这一页要求登录 (the page asks for a password)；不支持登录后的页面";
    case PageShape::not_text:
      return "这不是网页，也不是能读的 JSON (neither a page nor JSON that can be read)";
    case PageShape::no_links:
      return "记录里有标题，但没有详情页地址 (records have titles and no addresses)；请用 --link "
             "给出模板，如 "
             "--link 'https://www.example.cn/detail?id={/id}'";
    default:
      return "这一页没有找到成组的条目 (no repeated items with titles were "
             "found)；请打开具体的栏目页，再复制它的地址";
  }
}

}  // namespace

std::string explain_no_list(const parsers::ListProposal& proposal, const std::string& url) {
  std::string text = url + "\n  " + what_it_is(proposal.shape);
  bool requests = false;
  for (const parsers::PageHint& hint : proposal.hints) {
    switch (hint.kind) {
      case parsers::PageHint::Kind::system:
        text += "\n  这类网站有现成的例子 (a shipped example fits): sources/examples.yaml 中的 " + hint.text;
        break;
      case parsers::PageHint::Kind::frame:
        text += "\n  列表可能在框架里 (the list may be in a frame): " + hint.text;
        break;
      case parsers::PageHint::Kind::request:
        if (!requests) text += "\n  脚本里出现的接口地址 (requests that scripts on the page name):";
        requests = true;
        text += "\n    " + hint.text;
        break;
    }
  }
  if (proposal.shape == parsers::PageShape::script || requests)
    text +=
        "\n  怎么找：浏览器按 F12，点“网络/Network”，刷新，找到应答里有这些标题的请求；GET 的把它的地址给 "
        "source new，"
        "\n  POST 的再加 --post '请求体'（页码处写 {page}），或把应答存成文件用 --file 读取。";
  return text;
}

}  // namespace tenderlead::app
