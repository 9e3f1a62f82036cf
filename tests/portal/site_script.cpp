// The pages of site (b) that a browser alone can read: shells whose list and notices a script puts in from the site's own
// API, with a picture, a counter and a request that robots.txt disallows besides.
#include "tests/portal/render.h"

namespace tenderlead::portal {
namespace {

constexpr std::size_t kScriptPageSize = 5;

constexpr const char* kScript = R"js((async () => {
  const app = document.getElementById('app');
  const search = async wanted => {
    const answer = await fetch('/api/notice/search', {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(wanted)});
    return (await answer.json()).data;
  };
  const add = (parent, name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return parent.appendChild(made);
  };
  fetch('/api/statistics/visit').catch(() => {});
  new Image().src = '/counter.gif';
  app.textContent = '';
  if (app.dataset.id) {
    const [record] = (await search({id: app.dataset.id})).records;
    add(app, 'h1', record.title);
    add(app, 'div', '发布时间：' + record.publishDate).className = 'info';
    app.insertAdjacentHTML('beforeend', record.content);
    return;
  }
  const page = Number(app.dataset.page), size = Number(app.dataset.size);
  const found = await search({offset: (page - 1) * size, size});
  const list = add(app, 'ul', '');
  list.className = 'list';
  for (const record of found.records) {
    const item = add(list, 'li', '');
    add(item, 'a', record.title).href = '/notice/' + record.id + '.html';
    add(item, 'span', record.publishDate.slice(0, 10));
  }
  if (page * size < found.total) {
    const next = add(app, 'a', '下一页');
    next.href = '/list.html?page=' + (page + 1);
    next.className = 'next';
  }
})();
)js";

std::string shell(const std::string& site_name, const std::string& title, const std::string& attributes) {
  return portal_frame("utf-8", site_name, title,
                      "<div id=\"app\" " + attributes +
                          "><noscript>请启用脚本后浏览。</noscript></div>\n"
                          "<img src=\"/banner.png\"><script src=\"/app.js\"></script>\n");
}

}  // namespace

std::string script_notice_page(const std::string& site_name, const std::string& id) {
  return shell(site_name, "公告详情", "data-id=\"" + id + "\"");
}

void add_script_pages(SiteContent& site, const std::string& site_name, Date newest) {
  const std::size_t pages = (site.records.size() + kScriptPageSize - 1) / kScriptPageSize;
  for (std::size_t page = 1; page <= pages; ++page)
    site.resources.emplace(page == 1 ? "/list.html" : "/list.html?page=" + std::to_string(page),
                           make_resource(Resource::Role::other, "text/html; charset=utf-8",
                                         shell(site_name, "采购公告",
                                               "data-page=\"" + std::to_string(page) + "\" data-size=\"" +
                                                   std::to_string(kScriptPageSize) + "\""),
                                         newest));
  site.resources.emplace(
      "/app.js", make_resource(Resource::Role::other, "text/javascript; charset=utf-8", kScript, newest));
}

}  // namespace tenderlead::portal
