// Crawled text is text: hostile words planted in titles, names, addresses, bodies, file names and URLs run nothing, fetch nothing and break
// no layout, on any page. The suite of $TENDERLEAD_SHARED (or ../shared beside the sources) is planted where it is there, ours always.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Installation, openWindow, overflow, PHONE, placesOf, signIn, testbed } from './harness.mjs';
import { HostileSite, OWN_CASES } from './hostile-site.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const suites = join(process.env.TENDERLEAD_SHARED ?? join(root, '../shared'), 'suites/security');
const rowsOf = (name) => {
  const file = join(suites, name);
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).input)
    : [];
};
const shared = [...rowsOf('xss.jsonl'), ...rowsOf('csv_injection.jsonl')];
// A path cannot hold NUL, and HTML has none.
const CASES = [...OWN_CASES, ...shared].map((words) => words.replaceAll('\0', '')).filter(Boolean);
const LAPTOP = { width: 1280, height: 800 };

let site;
const bed = testbed({
  make: async () => {
    site = new HostileSite(CASES);
    await site.start();
    const service = new Installation(process.env.TENDERLEAD_PROGRAMS);
    service.addSource('hostile.yaml', site.source());
    return service;
  },
  begin: (service) => service.run(),
  end: () => site?.end(),
});
const { toLeads } = bed;

// A window that watches for anything that ran or was asked for beyond the server.
async function watched(how, work) {
  const window = await openWindow(bed.browser, how);
  const { page, faults, context } = window;
  context.on('page', (other) => {
    if (other !== page) faults.push(`a window was opened: ${other.url()}`);
  });
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(`${bed.service.url}/`) && !address.startsWith('data:image/'))
      faults.push(`asked for ${address.slice(0, 200)}`);
  });
  page.on('framenavigated', (frame) => {
    const address = frame.url();
    if (!address.startsWith(bed.service.url) && !/^about:(blank|srcdoc)$/.test(address))
      faults.push(`went to ${address.slice(0, 200)}`);
  });
  try {
    await signIn(page, bed.service.url);
    await work(page, faults);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

// Nothing ran, and nothing sticks out.
async function quiet(page, where) {
  for (const frame of page.frames()) {
    const planted = await frame.evaluate(() => window.__planted).catch(() => undefined); // a frame without scripts has none
    assert.equal(planted, undefined, `${where}: something ran`);
  }
  assert.ok((await overflow(page)) <= 0, `${where} is wider than its window`);
}

const total = async (page) => Number((await page.locator('h1 .total').innerText()).replace(/\D/g, ''));

describe('hostile words of notices', () => {
  it('are there to be seen', async (t) => {
    t.diagnostic(
      shared.length ? `${CASES.length} cases` : `${CASES.length} cases; the shared suite isn't at ${suites}: skipped`,
    );
    await watched({}, async (page) => {
      await toLeads(page);
      assert.ok((await total(page)) >= CASES.length * 0.9, `${await total(page)} leads of ${CASES.length} notices`);
    });
  });

  for (const how of [LAPTOP, PHONE]) {
    it(`run nothing in the list and on each page at ${how.width} px`, async () => {
      await watched(how, async (page) => {
        await toLeads(page);
        const count = await total(page);
        for (let seen = 0; seen < count; seen += 12) {
          await quiet(page, `the list at ${seen}`);
          for (let step = 0; step < 12; step += 1) await page.keyboard.press('j');
        }
        for (const path of await placesOf(bed.browser, bed.service)) {
          await page.goto(bed.service.url + path);
          await page.locator('h1').first().waitFor();
          await page.waitForTimeout(300);
          await quiet(page, path);
        }
      });
    });
  }

  for (const [how, every] of [
    [LAPTOP, 1],
    [PHONE, 9],
  ]) {
    it(`run nothing beside their stored pages at ${how.width} px`, async () => {
      await watched(how, async (page) => {
        await toLeads(page);
        const count = await total(page);
        let framed = 0;
        await page.keyboard.press('Enter');
        for (let at = 0; at < count; at += 1) {
          if (at % every === 0) {
            await page.locator('article h1').waitFor();
            if (how === LAPTOP) {
              const frame = page.locator('iframe');
              await frame.or(page.getByText('没有对应的公告原文')).first().waitFor();
              if (await frame.count()) {
                assert.equal(await frame.getAttribute('sandbox'), '');
                framed += 1;
              }
            }
            const links = await page
              .locator('article a')
              .evaluateAll((all) => all.map((link) => link.protocol).filter((each) => !/^(https?|tel):$/.test(each)));
            assert.deepEqual(links, [], `lead ${at} has links that aren't http`);
            await quiet(page, `lead ${at}`);
          }
          await page.keyboard.press('j');
        }
        if (how === LAPTOP) assert.ok(framed >= CASES.length * 0.9, `${framed} of ${count} leads had their page`);
      });
    });
  }

  it('are text in the stored page itself, whichever way it is opened', async () => {
    await watched(LAPTOP, async (page) => {
      const list = await page.evaluate(async () => (await fetch('/api/v1/leads?limit=200')).json());
      for (const lead of list.items) {
        const answer = await page.request.get(`${bed.service.url}/api/v1/pages/${lead.notice_id}/view`);
        assert.match(answer.headers()['content-security-policy'], /default-src 'none'.*sandbox/);
        const html = await answer.text();
        const names = new Set([...html.matchAll(/<\/?([a-z][^\s/>]*)/gi)].map((found) => found[1].toLowerCase()));
        for (const name of [
          'script',
          'iframe',
          'img',
          'object',
          'embed',
          'form',
          'input',
          'svg',
          'math',
          'base',
          'link',
          'a',
        ])
          assert.ok(!names.has(name), `${lead.title.slice(0, 60)}: <${name}>`);
        assert.doesNotMatch(html.replace(/<style>.*?<\/style>/s, ''), /<[^>]*\s(on\w+|style|href|src)\s*=/i);
      }
    });
  });
});

describe('hostile words of people', () => {
  it('run nothing either: names, notes, views, announcements, corrections', async () => {
    const words = `"><img src=x onerror=window.__planted=1><script>window.__planted=1</script>`;
    await watched(LAPTOP, async (page) => {
      const say = (method, path, body, headers = {}) =>
        page.evaluate(
          async ([how, where, what, more]) => {
            const session = await (await fetch('/api/v1/session')).json();
            const answer = await fetch(where, {
              method: how,
              headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token, ...more },
              body: JSON.stringify(what),
            });
            return { status: answer.status, body: await answer.json() };
          },
          [method, path, body, headers],
        );
      const list = await page.evaluate(async () => (await fetch('/api/v1/leads?limit=1')).json());
      const [lead] = list.items;
      const done = [
        await say(
          'POST',
          `/api/v1/leads/${lead.id}/actions`,
          { action: 'note', reason: words },
          { 'If-Match': lead.etag },
        ),
        await say('POST', '/api/v1/views', { name: words.slice(0, 80), filter: '', shared: true }),
        await say('POST', '/api/v1/users', { login: 'planted', name: words.slice(0, 64), role: 'sales' }),
        await say('POST', '/api/v1/tokens', { name: words, rights: ['leads:read'] }),
        await say('PUT', '/api/v1/settings/announcement', { value: words }, { 'If-Match': '"v0"' }),
      ];
      for (const each of done) assert.ok(each.status < 300, JSON.stringify(each.body));
      for (const path of [...(await placesOf(bed.browser, bed.service)), `/leads/${lead.id}`]) {
        await page.goto(bed.service.url + path);
        await page.locator('h1').first().waitFor();
        await page.waitForTimeout(300);
        await quiet(page, path);
      }
      await page.goto(`${bed.service.url}/leads/${lead.id}`);
      await page.getByText(words).first().waitFor();
      // What a person looks for is a filter, and its faults are text as well.
      await page.goto(
        `${bed.service.url}/leads?filter=${encodeURIComponent(`x:${words}`)}&sort=${encodeURIComponent(words)}`,
      );
      await page.getByRole('alert').waitFor();
      await quiet(page, 'a filter that cannot be read');
    });
  });
});

describe('exports of hostile words', () => {
  it('are cells that no spreadsheet runs', async () => {
    await watched(LAPTOP, async (page) => {
      for (const form of ['csv', 'xlsx']) {
        const answer = await page.request.get(`${bed.service.url}/api/v1/exports/leads.${form}`);
        assert.equal(answer.status(), 200);
        const file = join(bed.service.folder, `export.${form}`);
        writeFileSync(file, await answer.body());
        // Python reads both, and knows nothing of how they were written.
        const found = execFileSync('python3', [join(dirname(fileURLToPath(import.meta.url)), 'cells.py'), file], {
          encoding: 'utf8',
        });
        const { rows: count, dangerous } = JSON.parse(found);
        assert.deepEqual(dangerous, []);
        assert.ok(count > OWN_CASES.length, `${count} rows`);
      }
    });
  });
});
