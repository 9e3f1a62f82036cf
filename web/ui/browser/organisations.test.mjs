// Organisations in a real browser against the real program over a demo store. The tests share one service and go in order.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, openWindow, overflow, PHONE, signIn, testbed } from './harness.mjs';

const bed = testbed();
const { withWindow } = bed;

const names = (page) => page.locator('tbody th a');
const row = (page, field) => page.locator(`[data-field="${field}"]`);
async function toList(page, query = '') {
  await page.goto(`${bed.service.url}/organisations${query}`);
  await names(page).first().waitFor();
}
async function toProfile(page, query = '?filter=kind%3Ahospital') {
  await toList(page, query);
  const name = await names(page).first().innerText();
  await names(page).first().click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  return name;
}

describe('the list of organisations', () => {
  it('is found in the navigation, searched with a key, and its address says what is shown', async () => {
    await withWindow({}, async (page) => {
      await page.keyboard.press('g');
      await page.keyboard.press('o');
      await page.waitForURL((address) => address.pathname === '/organisations');
      await names(page).first().waitFor();
      const all = await names(page).count();
      assert.ok(all > 5, `${all} organisations`);
      const name = await names(page).nth(3).innerText();
      await page.keyboard.press('/');
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await page.waitForURL((address) => address.searchParams.get('filter') === name);
      await page
        .locator('h1 .total')
        .filter({ hasText: /^[1-3] 家$/ })
        .waitFor();
      assert.equal(await names(page).first().innerText(), name);
      await page.goBack();
      await page.waitForURL((address) => !address.search);
      await page.getByRole('combobox', { name: '类别' }).selectOption('hospital');
      await page.waitForURL((address) => address.searchParams.get('filter') === 'kind:hospital');
      await page.getByRole('button', { name: '有线索' }).click();
      await page.waitForURL((address) => address.searchParams.get('filter') === 'kind:hospital has_leads:true');
      await page.getByRole('button', { name: '有线索', pressed: true }).waitFor();
    });
  });

  it('is gone through with keys alone', async () => {
    await withWindow({}, async (page) => {
      await toList(page);
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      const name = await names(page).first().innerText();
      assert.equal(await page.locator(':focus').innerText(), name);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await page.keyboard.press('u');
      await names(page).first().waitFor();
    });
  });

  it('says what to do where nothing is found', async () => {
    await withWindow({}, async (page) => {
      await page.goto(`${bed.service.url}/organisations?filter=${encodeURIComponent('没有这样的名称')}`);
      await page.getByText('没有符合条件的单位').waitFor();
      await page.getByRole('button', { name: '清除筛选' }).click();
      await names(page).first().waitFor();
    });
  });
});

describe('an organisation', () => {
  it('is reached from a lead', async () => {
    await withWindow({}, async (page) => {
      await page.goto(`${bed.service.url}/leads`);
      await page.locator('[role="row"]').first().waitFor();
      await page.keyboard.press('Enter');
      const link = page.locator('article h1 a');
      const name = await link.innerText();
      await link.click();
      await page.waitForURL(/\/organisations\/[0-9a-f]+$/);
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await page.locator('.rows .lead').first().waitFor();
    });
  });

  it('tells where each value comes from, and shows the stored notice', async () => {
    await withWindow({}, async (page) => {
      // One that a tender led to has notices.
      await page.goto(`${bed.service.url}/leads?filter=kind%3Aopen_tender`);
      await page.locator('[role="row"]').first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('article h1 a').click();
      await page.waitForURL(/\/organisations\/[0-9a-f]+$/);
      const mark = row(page, 'name').getByRole('button', { name: /的来源/ });
      assert.match(await mark.getAttribute('title'), /抓取|导入/);
      await mark.click();
      await row(page, 'name').getByText('采用', { exact: false }).first().waitFor();
      await page.getByRole('button', { name: /^公告 \d/ }).click();
      await page.locator('.rows .link').first().click();
      await page.frameLocator('.el-drawer iframe').locator('body').waitFor();
      assert.equal(await page.locator('.el-drawer iframe').getAttribute('sandbox'), '');
    });
  });

  it('is changed in place with the keyboard, keeps it after reloading, and takes it back', async () => {
    await withWindow({}, async (page) => {
      await toProfile(page);
      await page.getByRole('button', { name: '补充信息' }).click();
      const before = await row(page, 'staff').locator('.values').innerText();
      await row(page, 'staff').getByRole('button', { name: /修改/ }).focus();
      await page.keyboard.press('Enter');
      await row(page, 'staff').locator('input').fill('4321');
      await page.keyboard.press('Enter');
      await page.locator('.toast .text').filter({ hasText: '职工' }).waitFor();
      await row(page, 'staff').getByText('4,321').waitFor();
      await row(page, 'staff')
        .getByRole('button', { name: /来源: 人工/ })
        .waitFor();
      await page.reload();
      await row(page, 'staff').getByText('4,321').waitFor();
      await page.getByText('为 4321').waitFor();
      await row(page, 'staff')
        .getByRole('button', { name: /的来源/ })
        .click();
      await row(page, 'staff').getByRole('button', { name: '撤回人工值' }).click();
      await page.locator('.toast .text').filter({ hasText: '已撤回' }).waitFor();
      await page.keyboard.press('z');
      await page.locator('.toast .text').filter({ hasText: '已撤销' }).waitFor();
      await row(page, 'staff').getByText('4,321').first().waitFor();
      await row(page, 'staff').getByRole('button', { name: '撤回人工值' }).click();
      await row(page, 'staff')
        .getByRole('button', { name: /来源: 人工/ })
        .waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '补充信息' }).click();
      assert.equal((await row(page, 'staff').locator('.values').innerText()).split('\n')[0], before.split('\n')[0]);
    });
  });

  it('says what is wrong with a value that its field can’t have', async () => {
    await withWindow({}, async (page) => {
      await toProfile(page);
      await page.getByRole('button', { name: '补充信息' }).click();
      await row(page, 'founded').getByRole('button', { name: /修改/ }).click();
      await row(page, 'founded').locator('input').fill('99999999999999999999');
      await page.keyboard.press('Enter');
      const said = await page.locator('.toast .text').first().innerText();
      assert.match(said, /应是 0 到 999999999 之间的整数/);
      await row(page, 'founded').locator('input').press('Escape');
      assert.equal(await row(page, 'founded').locator('input').count(), 0);
    });
  });

  it('goes into another with a preview of what moves, and comes apart by undo', async () => {
    await withWindow({}, async (page) => {
      await toList(page, '?filter=kind%3Ahospital');
      const into = await names(page).nth(1).innerText();
      const name = await names(page).first().innerText();
      await names(page).first().click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await page.getByRole('button', { name: '并入另一家…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('searchbox').fill(into);
      await dialog.getByRole('radio').first().check();
      await dialog.getByText(`将转到“${into}”`).waitFor();
      await dialog.getByText(/\d+ 条公告、\d+ 个项目、\d+ 条线索/).waitFor();
      assert.deepEqual(await axe(page), []);
      await dialog.getByRole('button', { name: '并入', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: into, exact: true }).waitFor();
      await page.getByText(`把 ${name} 并入 ${into}`).waitFor();
      await page.locator('.toast').getByRole('button', { name: '撤销' }).click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    });
  });

  it('shows what a colleague changed meanwhile', async () => {
    await withWindow({}, async (page) => {
      await toProfile(page);
      const colleague = await openWindow(bed.browser);
      await signIn(colleague.page, bed.service.url);
      await colleague.page.goto(page.url());
      await colleague.page.getByRole('button', { name: '补充信息' }).click();
      await row(colleague.page, 'discharges').getByRole('button', { name: /修改/ }).click();
      await row(colleague.page, 'discharges').locator('input').fill('12345');
      await colleague.page.keyboard.press('Enter');
      await row(page, 'discharges').getByText('12,345').waitFor();
      await colleague.page.keyboard.press('z');
      await row(page, 'discharges').getByText('12,345').waitFor({ state: 'detached' });
      await colleague.context.close();
    });
  });
});

describe('the pages of organisations', () => {
  for (const how of [
    { name: 'light, Chinese' },
    { name: 'dark', dark: true },
    { name: 'English', language: 'en' },
    { name: 'a phone', ...PHONE },
    { name: 'a phone in the dark, English', ...PHONE, dark: true, language: 'en' },
  ])
    it(`keep WCAG AA and fit: ${how.name}`, async () => {
      await withWindow(how, async (page) => {
        await toList(page);
        assert.deepEqual(await axe(page), [], 'the list');
        assert.ok((await overflow(page)) <= 0, 'the list is wider than the window');
        await page.goto(`${bed.service.url}/organisations?tab=names`);
        await page.locator('.hint').waitFor();
        assert.deepEqual(await axe(page), [], 'the names');
        assert.ok((await overflow(page)) <= 0, 'the names are wider than the window');
        await toProfile(page);
        await page.locator('.acts button').first().click();
        await row(page, 'name').getByRole('button').first().click();
        await row(page, 'level.tier').locator('.edit').click();
        assert.deepEqual(await axe(page), [], 'the profile');
        assert.ok((await overflow(page)) <= 0, 'the profile is wider than the window');
      });
    });
});

describe('a supplier', () => {
  it('has the results and contracts that name it, each with its stored page', async () => {
    await withWindow({}, async (page) => {
      const name = await toProfile(page, '?filter=kind%3Asupplier');
      await page.getByRole('button', { name: '中标和合同' }).click();
      const won = page.locator('.rows li');
      await won
        .filter({ hasText: /中标结果|合同公告/ })
        .first()
        .waitFor();
      await won.getByRole('button').first().click();
      await page.frameLocator('iframe').getByText(name).first().waitFor();
      assert.deepEqual(await axe(page), []);
    });
  });

  // A search over much gives what it has after a while, here nothing; the second answer is the server's first.
  it('has them where the first look for them found nothing yet', async () => {
    await withWindow({}, async (page) => {
      const asked = [];
      await page.route('**/api/v1/search?*', async (route) => {
        const address = new URL(route.request().url());
        const cursor = address.searchParams.get('cursor');
        asked.push(cursor);
        if (cursor === 'on') address.searchParams.delete('cursor');
        const answer = await route.fetch({ url: address.href });
        const found = await answer.json();
        if (!cursor) found.notices = { ...found.notices, items: [], next: 'on', cut: true };
        await route.fulfill({ response: answer, json: found });
      });
      await toProfile(page, '?filter=kind%3Asupplier');
      await page.getByRole('button', { name: '中标和合同' }).click();
      await page.locator('.rows li').first().waitFor();
      assert.ok(asked.includes('on'), JSON.stringify(asked));
    });
  });
});
