// A day's work by keyboard alone: nothing here is clicked, and the server goes away and comes back in the middle.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ADMIN, openWindow, rows, Service, testbed, toast } from './harness.mjs';

// As many notices as give leads of the last days.
const bed = testbed({ make: () => new Service(process.env.TENDERLEAD_PROGRAMS, 240) });
const { toLeads, withWindow } = bed;

// Presses Tab until the focus is where it should be, as somebody without a mouse does.
async function tabTo(page, selector, most = 60) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${most} times Tab, and the focus isn't at ${selector}`);
}

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

describe('a session by keyboard alone', () => {
  it('goes on after the server was killed and started again, with all that was acknowledged', async () => {
    const { page, context, faults } = await openWindow(bed.browser);
    await page.goto(`${bed.service.url}/sign-in`);
    await tabTo(page, 'input[autocomplete="username"]');
    await page.keyboard.type(ADMIN.login);
    await tabTo(page, 'input[autocomplete="current-password"]');
    await page.keyboard.type(ADMIN.password);
    await press(page, 'Enter');
    await page.waitForURL((address) => address.pathname === '/today');

    await press(page, 'g', 'l');
    await rows(page).first().waitFor();
    await press(page, 'j', 'Enter');
    await page.locator('article h1').waitFor();
    const opened = new URL(page.url()).pathname;
    const name = await page.locator('article h1').innerText();
    await press(page, 'c');
    await toast(page, '已认领').waitFor();
    await press(page, 'n');
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('先打电话问预算');
    await press(page, 'Control+Enter');
    await toast(page, '已记下备注').waitFor();

    await bed.service.kill('SIGKILL');
    await page.getByText('连不上服务器').first().waitFor();
    await press(page, 'a'); // waits, and is done once
    await bed.service.start();
    await page.getByText('已重新连上').first().waitFor();
    await toast(page, '已接受').waitFor();
    await page.getByText('连不上服务器').first().waitFor({ state: 'hidden' });

    // The session holds, here and in a page that is loaded anew.
    await page.reload();
    await page.locator('article h1', { hasText: name }).waitFor();
    assert.equal(new URL(page.url()).pathname, opened);
    await page.locator('article').getByText('先打电话问预算').waitFor();
    await page.locator('article header').getByText('已接受').first().waitFor();
    await page.locator('article header').getByText(ADMIN.name).first().waitFor();
    assert.equal(await page.locator('article').getByText('先打电话问预算').count(), 1);

    // On with the work.
    await press(page, 't');
    await page.locator('.choice:focus').waitFor();
    await press(page, '1');
    await toast(page, '进展：已联系').waitFor();
    await press(page, 'z');
    await toast(page, '已撤销').waitFor();
    await press(page, 'u');
    await rows(page).first().waitFor();
    await tabTo(page, 'button[aria-label="退出登录"]');
    await press(page, 'Enter');
    await page.waitForURL((address) => address.pathname === '/sign-in');
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe('today', () => {
  it('has below one’s own what nobody has yet, and it is claimed there', async () => {
    await withWindow({}, async (page) => {
      const free = page.locator('section[aria-labelledby="today-free"] [data-lead]');
      await free.first().waitFor();
      assert.equal(await page.locator('[data-lead].current').count(), 1);
      const mine = await page.locator('section[aria-labelledby="today-mine"] [data-lead]').count();
      for (let at = 0; at < mine; at += 1) await press(page, 'j');
      const name = await free.first().locator('.organisation').innerText();
      assert.equal(await page.locator('[data-lead].current .organisation').innerText(), name);
      await press(page, 'c');
      await toast(page, `已认领 · ${name}`).waitFor();
      await press(page, 'z');
      await toast(page, '已撤销').waitFor();
    });
  });
});

describe('the keys', () => {
  it('lead to the search box of the page that one is on, wherever one came from', async () => {
    await withWindow({}, async (page) => {
      for (const [path, wait] of [
        ['/leads', '[role="row"]'],
        ['/search?q=%E7%B3%BB%E7%BB%9F', '[data-result]'],
        ['/organisations', 'tbody th a'],
        ['/sources', 'li.card'],
      ]) {
        await page.goto(bed.service.url + path);
        await page.locator(wait).first().waitFor();
        await press(page, '/');
        await page.locator('main input[type="search"]:focus').waitFor();
        assert.equal(new URL(page.url()).pathname, path.split('?')[0]);
      }
      // A page of one thing has the box of its list; where there is none, that of the leads.
      for (const [path, wait, box] of [
        ['/organisations', 'tbody th a', '/organisations'],
        ['/sources', 'li.card .link', '/sources'],
      ]) {
        await page.goto(bed.service.url + path);
        await page.locator(wait).first().waitFor();
        await press(page, 'j', 'Enter');
        await page.waitForURL((address) => address.pathname.startsWith(`${box}/`));
        await press(page, '/');
        await page.locator('main input[type="search"]:focus').waitFor();
        assert.equal(new URL(page.url()).pathname, box);
      }
      await page.goto(`${bed.service.url}/settings`);
      await page.locator('h1').waitFor();
      await press(page, '/');
      await page.locator('main input[type="search"]:focus').waitFor();
      assert.equal(new URL(page.url()).pathname, '/leads');
    });
  });

  it('are listed by ?, those of the page that one is on first', async () => {
    await withWindow({}, async (page) => {
      const listed = async (keys) => {
        await press(page, '?');
        const part = page.locator('[role="dialog"] .groups').first();
        await part.waitFor();
        const words = await part.innerText();
        for (const [word, there] of Object.entries(keys)) assert.equal(words.includes(word), there, word);
        await press(page, 'Escape');
        await part.waitFor({ state: 'hidden' });
      };
      await toLeads(page);
      await listed({ 认领: true, 选择列: true, 到搜索框: true, 显示或收起原文: false });
      await press(page, 'g', 'o');
      await page.locator('tbody th a').first().waitFor();
      await listed({ 认领: false, 选择列: false, 下一条: true, 到搜索框: true });
      await press(page, 'g', 'r');
      await page.locator('li.card').first().waitFor();
      await listed({ 下一条: true, 认领: false, 到搜索框: true });
    });
  });
});
