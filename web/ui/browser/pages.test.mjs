// The pages in a real browser against the real program over a demo store. The tests share one service and go in order, as a day does.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ADMIN, axe, openWindow, overflow, PHONE, placesOf, rows, signIn, testbed, toast } from './harness.mjs';

const bed = testbed({ admin: false });
const { toLeads, withWindow } = bed;

const total = async (page) => Number((await page.locator('h1 .total').innerText()).replace(/\D/g, ''));

// The policy forbids the eval that Playwright's own waiting for a condition needs.
async function untilTotal(page, holds) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (holds(await total(page))) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`the list still has ${await total(page)}`);
}

describe('the door', () => {
  it('lets the first administrator in by the one-time link, and only once', async () => {
    const { page, context, faults } = await openWindow(bed.browser);
    assert.ok(bed.service.link, 'the service prints a link');
    await page.goto(bed.service.link);
    await page.fill('input[autocomplete="name"]', ADMIN.name);
    await page.fill('input[autocomplete="username"]', ADMIN.login);
    for (const box of await page.locator('input[type="password"]').all()) await box.fill('short');
    await page.keyboard.press('Enter');
    assert.match(await page.locator('form').innerText(), /至少 10 个字符/);
    for (const box of await page.locator('input[type="password"]').all()) await box.fill(ADMIN.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname === '/today');
    await context.clearCookies();
    await page.goto('about:blank');
    await page.goto(bed.service.link);
    await page.getByText('这个链接无效或已经用过').waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('tells a wrong password, and leads back to where one wanted to go', async () => {
    const { page, context } = await openWindow(bed.browser);
    await page.goto(`${bed.service.url}/leads?filter=kind%3Aopen_tender`);
    await page.waitForURL((address) => address.pathname === '/sign-in');
    await page.fill('input[autocomplete="username"]', ADMIN.login);
    await page.fill('input[autocomplete="current-password"]', 'not this one at all');
    await page.keyboard.press('Enter');
    await page.getByText('用户名或密码不对').waitFor();
    await page.fill('input[autocomplete="current-password"]', ADMIN.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname === '/leads' && address.search.includes('open_tender'));
    await context.close();
  });
});

describe('every page', () => {
  for (const how of [{}, { language: 'en-US', dark: true }, PHONE, { ...PHONE, language: 'en-US', dark: true }]) {
    it(`is accessible and fits: ${JSON.stringify(how)}`, async () => {
      await withWindow(how, async (page) => {
        for (const path of [...(await placesOf(bed.browser, bed.service)), '/no-such-page']) {
          await page.goto(bed.service.url + path);
          await page.locator('h1').first().waitFor();
          await page.waitForLoadState('load');
          if (path === '/leads') await rows(page).first().waitFor();
          assert.deepEqual([path, await axe(page)], [path, []]);
          assert.ok((await overflow(page)) <= 0, `${path} is wider than its window`);
        }
        await toLeads(page);
        await page.keyboard.press('Enter');
        await page.locator('article h1').waitFor();
        assert.deepEqual(await axe(page), []);
        assert.ok((await overflow(page)) <= 0);
      });
    });
  }

  it('has dialogs that are accessible, and that Escape leaves', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      for (const key of ['?', 'r', 's', 'n', 'm', 't', 'f']) {
        await page.keyboard.press(key);
        await page.locator('[role="dialog"]:visible').waitFor();
        await page.waitForTimeout(350); // it fades in; half-faded colours have less contrast
        assert.deepEqual([key, await axe(page)], [key, []]);
        await page.keyboard.press('Escape');
        await page.locator('[role="dialog"]:visible').waitFor({ state: 'hidden' });
      }
      // Nor does it leave the lead that a dialog is about.
      await page.keyboard.press('Enter');
      await page.locator('article h1').waitFor();
      const { pathname } = new URL(page.url());
      for (const key of ['r', 's', 't', 'n', 'm', '?']) {
        await page.keyboard.press(key);
        await page.locator('[role="dialog"]:visible').waitFor();
        if (['r', 's', 't'].includes(key)) await page.locator('.choice:focus').waitFor();
        await page.keyboard.press('Escape');
        await page.locator('[role="dialog"]:visible').waitFor({ state: 'hidden' });
        assert.deepEqual([key, new URL(page.url()).pathname], [key, pathname]);
      }
    });
  });
});

describe('working on leads by keys alone', () => {
  it('claims, accepts, notes and sets a status, and takes each back', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      await page.keyboard.press('c');
      await toast(page).filter({ hasText: '已认领' }).waitFor();
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
      await page.keyboard.press('a');
      await toast(page).filter({ hasText: '已接受' }).waitFor();
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
      await page.keyboard.press('n');
      await page.locator('textarea').fill('约了周三演示');
      await page.keyboard.press('Control+Enter');
      await toast(page).filter({ hasText: '已记下备注' }).waitFor();
      await page.keyboard.press('t');
      await page.locator('.choice').first().waitFor();
      await page.locator('.choice:focus').waitFor();
      await page.keyboard.press('1');
      await toast(page).filter({ hasText: '进展：已联系' }).waitFor();
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
    });
  });

  it('rejects with a reason, which the list no longer has after a reload and has again after undo', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      const count = await total(page);
      await page.keyboard.press('r');
      await page.locator('.choice:focus').waitFor();
      await page.keyboard.press('1');
      await toast(page).filter({ hasText: '已拒绝' }).waitFor();
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
      await page.keyboard.press('r');
      await page.locator('.choice:focus').waitFor();
      await page.keyboard.press('2');
      await toast(page).filter({ hasText: '已拒绝' }).waitFor();
      await toLeads(page);
      assert.equal(await total(page), count - 1);
    });
  });

  it('does one thing with several leads and takes it back from all', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      for (const key of ['x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
      await page.getByText('已选 3 条').waitFor();
      await page.keyboard.press('s');
      await page.locator('.choice:focus').waitFor();
      await page.keyboard.press('1');
      await toast(page).filter({ hasText: '3 条线索' }).waitFor();
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
    });
  });

  it('goes through leads, and back to where it was in the list', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.locator('article h1').waitFor();
      assert.match(await page.locator('.position').innerText(), /第 2 条/);
      await page.keyboard.press('j');
      await page.getByText('第 3 条').waitFor();
      await page.keyboard.press('u');
      await rows(page).first().waitFor();
      assert.equal(await page.locator('.row.current').getAttribute('aria-rowindex'), '3');
    });
  });

  it('leaves letters alone where keys are switched off', async () => {
    await withWindow({}, async (page) => {
      await page.goto(`${bed.service.url}/settings`);
      await page.getByRole('switch', { name: '单键快捷键' }).press('Space');
      await toLeads(page);
      await page.keyboard.press('r');
      await page.keyboard.press('ArrowDown');
      await page.locator('.row.current[aria-rowindex="2"]').waitFor();
      assert.equal(await page.locator('[role="dialog"]:visible').count(), 0);
      await page.goto(`${bed.service.url}/settings`);
      const kept = page.waitForResponse((answer) => answer.url().endsWith('/preferences'));
      await page.getByRole('switch', { name: '单键快捷键' }).press('Space');
      await kept;
    });
  });
});

describe('the list', () => {
  it('filters by words, by the panel and by views, and the address says how', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      const all = await total(page);
      await page.keyboard.press('f');
      await page.locator('fieldset .value input').first().check();
      await page.waitForURL((address) => /kind/.test(decodeURIComponent(address.search)));
      await page.keyboard.press('Escape');
      await untilTotal(page, (now) => now < all);
      await page.goBack();
      await untilTotal(page, (now) => now === all);
      await page.keyboard.press('/');
      await page.keyboard.type('no_such_field:x');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    });
  });

  it('keeps a view under a name', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page, '?filter=score%3E%3D10');
      await page.getByRole('button', { name: '把当前筛选存为视图…' }).click();
      await page.getByRole('textbox', { name: '视图名称' }).fill('十分以上');
      await page.keyboard.press('Enter');
      await toast(page).filter({ hasText: '视图已保存' }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: '十分以上', exact: true }).waitFor();
    });
  });

  it('takes back a view that was saved, and nothing else', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page, '?filter=score%3E%3D11');
      await page.keyboard.press('c');
      await toast(page).filter({ hasText: '已认领' }).waitFor();
      await page.getByRole('button', { name: '把当前筛选存为视图…' }).click();
      await page.getByRole('textbox', { name: '视图名称' }).fill('十一分以上');
      await page.keyboard.press('Enter');
      await toast(page).filter({ hasText: '视图已保存' }).waitFor();
      const tab = page.getByRole('button', { name: '十一分以上', exact: true });
      await tab.waitFor();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.keyboard.press('z');
      await tab.waitFor({ state: 'detached' });
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
      // The next one before it is taken back next.
      const undone = page.waitForResponse((answer) => answer.url().includes('/api/v1/undo/'));
      await page.keyboard.press('z');
      assert.equal((await undone).status(), 200);
    });
  });

  it('gives just this view as CSV and Excel', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      for (const [name, end] of [
        ['当前视图 CSV', '.csv'],
        ['当前视图 Excel', '.xlsx'],
      ]) {
        await page.getByRole('button', { name: '导出' }).click();
        const coming = page.waitForEvent('download');
        await page.getByRole('link', { name }).click();
        const file = await coming;
        assert.ok(file.suggestedFilename().endsWith(end), file.suggestedFilename());
        assert.equal(await file.failure(), null);
      }
    });
  });
});

describe('a lead', () => {
  async function openWithPage(page) {
    await toLeads(page, '?filter=kind%3Aopen_tender');
    await page.keyboard.press('Enter');
    await page.locator('iframe').waitFor();
    await page.locator('.field.pointing').first().waitFor();
  }

  it('shows where on the stored page a field was read', async () => {
    await withWindow({}, async (page) => {
      await openWithPage(page);
      assert.equal(await page.locator('iframe').getAttribute('sandbox'), '');
      const frame = page.frameLocator('iframe');
      for (const at of [0, 1]) {
        const field = page.locator('.field.pointing').nth(at);
        await field.locator('.value').focus();
        await frame.locator('mark:target').waitFor();
        assert.ok((await frame.locator('mark:target').innerText()).trim());
      }
      // Highlighting leaves no steps behind.
      await page.goBack();
      await rows(page).first().waitFor();
    });
  });

  it('takes a correction, says what was read, and lets go of it again', async () => {
    await withWindow({}, async (page) => {
      await openWithPage(page);
      const field = page.locator('.field', { has: page.locator('dt', { hasText: /^项目编号$/ }) });
      const before = await field.locator('.value').innerText();
      await field.hover();
      await field.getByRole('button', { name: /更正/ }).click();
      const box = page.getByRole('dialog').locator('input').first();
      await box.fill('ZX-2031-001');
      await page.keyboard.press('Enter');
      await toast(page).filter({ hasText: '已更正' }).waitFor();
      await field.getByText('ZX-2031-001').waitFor();
      assert.match(await field.innerText(), new RegExp(`原来读到：${before}`));
      await field.getByRole('button', { name: '恢复读到的值' }).click();
      await field.getByText(before, { exact: true }).waitFor();
    });
  });

  it('shows a number only when asked', async () => {
    await withWindow({}, async (page) => {
      await openWithPage(page);
      const show = page.getByRole('button', { name: '显示号码' }).first();
      await show.click();
      await page.locator('.phone a').first().waitFor();
      assert.match(await page.locator('.phone a').first().getAttribute('href'), /^tel:\+?\d{6,}/);
    });
  });
});

describe('two people and one lead', () => {
  it('see each other’s work, and nobody overwrites what they haven’t seen', async () => {
    await withWindow({}, async (first) => {
      await withWindow({}, async (second) => {
        await toLeads(first);
        await toLeads(second);
        await first.keyboard.press('c');
        await toast(first).filter({ hasText: '已认领' }).waitFor();
        // The other list has it without being asked.
        const owner = second.locator('[aria-rowindex="1"]', { hasText: ADMIN.name });
        await owner.waitFor();
        // One whose list is behind is told, and sees it as it is now.
        await second.route('**/api/v1/events', (route) => route.abort());
        await second.reload();
        await rows(second).first().waitFor();
        await first.keyboard.press('k');
        await first.keyboard.press('t');
        await first.locator('.choice:focus').waitFor();
        await first.keyboard.press('1');
        await toast(first).filter({ hasText: '进展' }).waitFor();
        await second.keyboard.press('a');
        await toast(second).filter({ hasText: '刚刚有人改过' }).waitFor();
        await second.locator('[aria-rowindex="1"]', { hasText: '已联系' }).waitFor();
        await first.keyboard.press('z');
        await toast(first).filter({ hasText: '已撤销' }).waitFor();
      });
    });
  });
});

describe('a server that goes away', () => {
  it('is said, loses nothing that was acknowledged, and takes what was sent meanwhile once', async () => {
    await withWindow({}, async (page) => {
      await toLeads(page);
      await page.keyboard.press('n');
      await page.locator('textarea').fill('重启之前');
      await page.keyboard.press('Control+Enter');
      await toast(page).filter({ hasText: '已记下备注' }).waitFor();
      await bed.service.kill('SIGKILL');
      await page.getByText('连不上服务器').first().waitFor();
      await page.keyboard.press('c');
      await bed.service.start();
      await toast(page).filter({ hasText: '已认领' }).waitFor();
      await page.getByText('连不上服务器').first().waitFor({ state: 'hidden' });
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await page.locator('article').waitFor();
      await page.getByText('重启之前').waitFor();
      assert.equal((await page.locator('article').getByText('已认领', { exact: true }).count()) >= 1, true);
    });
  });
});

describe('leaving', () => {
  it('signs out everywhere', async () => {
    const one = await openWindow(bed.browser);
    const other = await openWindow(bed.browser);
    await signIn(one.page, bed.service.url);
    await signIn(other.page, bed.service.url);
    await one.page.goto(`${bed.service.url}/settings`);
    await one.page.getByRole('button', { name: '退出所有设备' }).click();
    await one.page.waitForURL((address) => address.pathname === '/sign-in');
    await other.page.goto(`${bed.service.url}/leads`);
    await other.page.waitForURL((address) => address.pathname === '/sign-in');
    await one.context.close();
    await other.context.close();
  });
});
