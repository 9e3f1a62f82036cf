// What goes wrong between a page and its server, and between two people: each is said, and nothing acknowledged is lost.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ADMIN, axe, openWindow, overflow, PHONE, rows, signIn, testbed, toast } from './harness.mjs';

const bed = testbed();
const { toLeads, withWindow } = bed;

const SELLER = { login: 'zhao', name: '赵某', password: 'another sentence to keep' };

async function openFirst(page, query = '') {
  await toLeads(page, query);
  await page.keyboard.press('Enter');
  await page.locator('article h1').waitFor();
}

// Another process that holds the store as a long write of a crawl does, until it is let go.
function holdStore() {
  const script =
    'import sqlite3, sys\nd = sqlite3.connect(sys.argv[1], isolation_level=None)\n' +
    'd.execute("PRAGMA busy_timeout=20000")\nd.execute("BEGIN IMMEDIATE")\nprint("held", flush=True)\nsys.stdin.read()\nd.execute("ROLLBACK")';
  const holder = spawn('python3', ['-c', script, join(bed.service.demo, 'data/tenderlead.db')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((done) => holder.stdout.once('data', () => done(() => holder.stdin.end())));
}

describe('a colleague', () => {
  it('is added, sets a password by the link on a phone, and signs in', async () => {
    let link = '';
    await withWindow({}, async (page) => {
      await page.goto(`${bed.service.url}/users`);
      await page.getByRole('button', { name: '添加用户' }).click({ noWaitAfter: true });
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('姓名').fill(SELLER.name);
      await dialog.getByLabel('用户名').fill(ADMIN.login);
      await dialog.getByRole('button', { name: '保存' }).click();
      // Refused in words of the page's own language.
      await dialog.getByText('这个用户名已经有人用了').first().waitFor();
      await dialog.getByLabel('用户名').fill(SELLER.login);
      await dialog.getByRole('button', { name: '保存' }).click();
      const shown = dialog.locator('input[readonly]');
      await shown.waitFor();
      link = await shown.inputValue();
      assert.match(link, /\/setup#[\w-]{43}$/);
      assert.deepEqual(await axe(page), []);
    });
    for (const how of [
      { ...PHONE, dark: true },
      { ...PHONE, language: 'en-US' },
    ]) {
      const { page, context, faults } = await openWindow(bed.browser, how);
      await page.goto(link);
      await page.locator('input[type="password"]').first().waitFor();
      assert.deepEqual(await axe(page), []);
      assert.ok((await overflow(page)) <= 0);
      await page.goto(`${bed.service.url}/sign-in`);
      await page.locator('input[type="password"]').waitFor();
      assert.deepEqual(await axe(page), []);
      assert.ok((await overflow(page)) <= 0);
      assert.deepEqual(faults, []);
      await context.close();
    }
    const { page, context } = await openWindow(bed.browser, PHONE);
    await page.goto(link);
    await page.locator('input[type="password"]').first().focus();
    await page.keyboard.type(SELLER.password);
    await page.keyboard.press('Tab');
    await page.keyboard.type(SELLER.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname === '/today');
    await context.close();
  });

  it('is told what another did to a lead that both have open, and nothing is overwritten', async () => {
    await withWindow({}, async (first) => {
      await withWindow(
        {},
        async (second) => {
          await second.route('**/api/v1/events', (route) => route.abort()); // one whose page is behind
          await openFirst(second);
          await openFirst(first);
          await first.keyboard.press('t');
          await first.locator('.choice:focus').waitFor();
          await first.keyboard.press('2');
          await toast(first).filter({ hasText: '进展：已拜访' }).waitFor();
          await second.keyboard.press('r');
          await second.locator('.choice:focus').waitFor();
          await second.keyboard.press('1');
          await second.getByRole('alert').filter({ hasText: '刚刚有人改过（进展：已拜访）' }).waitFor();
          await second.keyboard.press('Escape');
          await second.getByRole('dialog').waitFor({ state: 'hidden' });
          await second.locator('article').getByText('已拜访').first().waitFor();
          assert.equal(await second.locator('article header').getByText('已拒绝').count(), 0);
          // Having seen it, the second try counts.
          await second.keyboard.press('c');
          await toast(second).filter({ hasText: '已认领' }).waitFor();
          await second.keyboard.press('z');
          await toast(second).filter({ hasText: '已撤销' }).waitFor();
          await first.keyboard.press('z');
          await toast(first).filter({ hasText: '已撤销' }).waitFor();
        },
        SELLER,
      );
    });
  });

  it('who is not of the team can be given leads', async () => {
    await withWindow({}, async (page) => {
      await openFirst(page);
      await page.keyboard.press('m');
      await page.getByRole('combobox').fill(SELLER.name);
      await page.getByRole('option', { name: SELLER.name }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: '指派', exact: true }).press('Enter');
      await toast(page)
        .filter({ hasText: `已指派给 ${SELLER.name}` })
        .waitFor();
      await page.locator('article header').getByText(SELLER.name).first().waitFor();
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
    });
  });
});

describe('keys alone', () => {
  it('do everything on a lead, in English and in the dark', async () => {
    await withWindow({ language: 'en-US', dark: true }, async (page) => {
      await openFirst(page, '?filter=kind%3Aopen_tender');
      const undo = async () => {
        await page.keyboard.press('z');
        await toast(page).filter({ hasText: 'Undone' }).waitFor();
      };
      await page.keyboard.press('s');
      await page.locator('.choice:focus').waitFor();
      await page.keyboard.press('3');
      await toast(page).filter({ hasText: 'Snoozed until' }).waitFor();
      await undo();
      await page.keyboard.press('n');
      await page.locator('textarea:focus').waitFor();
      await page.keyboard.type('Called, meeting on Wednesday');
      await page.keyboard.press('Control+Enter');
      await page.locator('article').getByText('Called, meeting on Wednesday').waitFor();
      // The stored page goes and comes.
      const frame = page.locator('iframe');
      await frame.waitFor();
      await page.keyboard.press('p');
      await frame.waitFor({ state: 'detached' });
      await page.keyboard.press('p');
      await frame.waitFor();
      // A correction without a mouse: to the pencil by Tab.
      const pencil = page.locator('.field').first().getByRole('button').last();
      await pencil.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.keyboard.press('u');
      await rows(page).first().waitFor();
    });
  });
});

describe('a store that a crawl holds', () => {
  it('makes a change wait, which is said, and saves it once by itself', { timeout: 120_000 }, async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      const letGo = await holdStore();
      let answers = 0;
      page.on('response', (answer) => {
        if (answer.status() === 503) {
          answers += 1;
          assert.match(answer.headers()['retry-after'], /^\d+$/);
        }
      });
      await page.keyboard.press('c');
      // The server waits ten seconds before it says that it couldn't.
      await page.getByText('您的改动在排队').waitFor({ timeout: 30_000 });
      letGo();
      await toast(page).filter({ hasText: '已认领' }).waitFor({ timeout: 30_000 });
      await page.getByText('您的改动在排队').waitFor({ state: 'hidden' });
      assert.ok(answers >= 1);
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
    });
  });
});

describe('pages of another version than the server', () => {
  it('say so with the first answer that tells', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      await page.route('**/api/v1/leads/facets*', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, headers: { ...answer.headers(), 'x-tenderlead-version': '99.0.0' } });
      });
      await page.keyboard.press('f');
      await page.getByText('服务器已更新').waitFor();
      await page.getByRole('button', { name: '重新载入' }).waitFor();
    });
  });

  it('load themselves anew where a part of them is gone, and say so where that doesn’t help', async () => {
    const { page, context } = await openWindow(bed.browser);
    await signIn(page, bed.service.url);
    await page.route('**/assets/CalendarPage*.js', (route) => route.fulfill({ status: 404, body: '' }));
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByText('服务器已更新').waitFor();
    assert.ok(loads <= 2, `${loads} loads`);
    await context.close();
  });

  it('don’t take an answer that they can’t understand for a success', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      await page.route('**/api/v1/leads/actions', (route) =>
        route.fulfill({ status: 200, contentType: 'text/html', body: '<html>a proxy’s page</html>' }),
      );
      await page.keyboard.press('a');
      await toast(page).filter({ hasText: '收到了看不懂的回答' }).waitFor();
    });
  });
});

describe('the notice of a lead', () => {
  it('that can’t be read is missed aloud, and asked for again', async () => {
    await withWindow({}, async (page) => {
      await page.route('**/api/v1/notices/*', (route) =>
        route.fulfill({
          status: 404,
          contentType: 'application/problem+json',
          body: JSON.stringify({ type: 'about:blank', title: 'Not found', status: 404, code: 'not_found' }),
        }),
      );
      await openFirst(page, '?filter=kind%3Aopen_tender');
      await page.locator('article').getByText('公告没有读到').waitFor();
      assert.deepEqual(await axe(page), []);
      await page.unroute('**/api/v1/notices/*');
      await page.locator('article').getByRole('button', { name: '重试' }).click();
      await page.locator('iframe').waitFor();
      assert.equal(await page.getByText('公告没有读到').count(), 0);
    });
  });

  it('that comes after the next lead was opened isn’t shown beside that one', async () => {
    await withWindow({}, async (page) => {
      let letGo = () => undefined;
      let late = '';
      await page.route('**/api/v1/notices/*', async (route) => {
        if (!late) {
          late = new URL(route.request().url()).pathname.split('/').at(-1);
          await new Promise((done) => (letGo = done));
        }
        await route.continue();
      });
      await openFirst(page, '?filter=kind%3Aopen_tender');
      while (!late) await page.waitForTimeout(20);
      await page.keyboard.press('j');
      const frame = page.locator('iframe');
      await frame.waitFor();
      const shown = await frame.getAttribute('src');
      assert.ok(late && !shown.includes(late), `${shown} is of the lead before`);
      const answered = page.waitForResponse((answer) => answer.url().endsWith(`/notices/${late}`));
      letGo();
      await (await answered).finished();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      assert.equal(await frame.getAttribute('src'), shown);
    });
  });
});

describe('a session that no longer holds', () => {
  for (const value of ['broken', '%00%ff', 'x'.repeat(43)])
    it(`leads to the sign-in, whatever the cookie says: ${value.slice(0, 10)}`, async () => {
      const { page, context, faults } = await openWindow(bed.browser);
      await signIn(page, bed.service.url);
      await context.addCookies([{ name: 'tenderlead', value, url: bed.service.url }]);
      await page.goto(`${bed.service.url}/leads`);
      await page.waitForURL((address) => address.pathname === '/sign-in');
      await page.locator('input[autocomplete="username"]').waitFor();
      assert.deepEqual(faults, []);
      await context.close();
    });

  it('says that it has ended, and goes on where it was', async () => {
    await withWindow({}, async (page, { context }) => {
      await toLeads(page, '?filter=score%3E%3D5');
      await context.clearCookies();
      await page.keyboard.press('c');
      await page.waitForURL((address) => address.pathname === '/sign-in');
      await page.getByText('登录已过期').waitFor();
      await page.fill('input[autocomplete="username"]', ADMIN.login);
      await page.fill('input[autocomplete="current-password"]', ADMIN.password);
      await page.keyboard.press('Enter');
      await page.waitForURL((address) => address.pathname === '/leads' && address.search.includes('score'));
    });
  });
});
