// What a user of Crawlee would write for the portal's column: follow the lists, take five fields off each notice, a JSON
// line each. Used by ../run.py alone: node column.mjs ORIGIN FOLDERS CONCURRENCY OUTPUT
//
// As fast as it goes: everything in memory (no request and no result is a file of its own), no session pool, no
// statistics, no logs, and full concurrency from the first moment instead of a slow start.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

import { CheerioCrawler, Configuration, log, LogLevel } from '@crawlee/cheerio';

const [origin, folders, concurrency, output] = process.argv.slice(2);
const out = createWriteStream(output);
log.setLevel(LogLevel.OFF);
const configuration = new Configuration({ persistStorage: false, purgeOnStart: false, logLevel: 'OFF' });

const crawler = new CheerioCrawler(
  {
    minConcurrency: Number(concurrency),
    maxConcurrency: Number(concurrency),
    autoscaledPoolOptions: { maybeRunIntervalSecs: 0.01 },
    respectRobotsTxtFile: true,
    useSessionPool: false,
    persistCookiesPerSession: false,
    maxRequestRetries: 2,
    statisticsOptions: { logIntervalSecs: 3600 },
    preNavigationHooks: [
      (context, options) => {
        options.useHeaderGenerator = false; // no browser's headers to make up
      },
    ],
    async requestHandler({ $, request, body }) {
      if (request.label !== 'notice') {
        const links = $('ul.c_list_bid > li > a')
          .map((_, a) => new URL($(a).attr('href'), request.loadedUrl).href)
          .get();
        const requests = links.map((url) => ({ url, label: 'notice' }));
        if (links.length > 0) {
          const number = /index_(\d+)\.htm$/.exec(request.url);
          requests.push({ url: new URL(`index_${number ? Number(number[1]) + 1 : 1}.htm`, request.url).href });
        }
        await crawler.addRequests(requests, { waitForAllRequestsToBeAdded: true });
        return;
      }
      const text = $('div.vF_detail_content').text();
      const number = /项目编号\s*[：:]\s*([\w-]+)/.exec(text);
      const budget = /预算金额\s*[：:]\s*(\S+)/.exec(text);
      const row = {
        title: $('h2.tc').first().text(),
        published_at: $('#pubTime').first().text(),
        project_no: number && number[1],
        buyer: $('td').filter((_, cell) => $(cell).text() === '采购单位').first().next('td').text(),
        budget: budget && budget[1],
      };
      if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, 'drain');
    },
  },
  configuration,
);

await crawler.run(folders.split(',').map((folder) => `${origin}/zfcg/${folder}/index.htm`));
out.end();
await once(out, 'close');
