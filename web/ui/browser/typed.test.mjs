// What somebody types is theirs until it is saved: refusals, colleagues, a server that is away and sessions that end don't take it, and
// nobody else sees it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ADMIN, axe, openWindow, overflow, PHONE, signIn, testbed, toast } from './harness.mjs';

const bed = testbed();
const { toLeads, withWindow } = bed;
const SELLER = { login: 'zhao', name: '赵某', password: 'another sentence to keep' };
const WORDS = '今天和信息科主任通了电话，他说预算已批，下周三演示。';

// One who has nothing to do with the leads of these notices.
let seller;
const addSeller = () => (seller ??= invite());
async function invite() {
  const { page, context } = await openWindow(bed.browser);
  await signIn(page, bed.service.url);
  const { link } = await ask(page, 'POST', '/api/v1/users', {
    ...{ login: SELLER.login, name: SELLER.name },
    ...{ role: 'sales', regions: ['65'], products: [] },
  });
  await context.clearCookies();
  await page.goto('about:blank');
  await page.goto(link);
  await page.locator('input[type="password"]').first().waitFor();
  for (const box of await page.locator('input[type="password"]').all()) await box.fill(SELLER.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.pathname === '/today');
  await context.close();
}

// As a program of that person would, with their session.
const ask = (page, method, path, body) =>
  page.evaluate(
    async ([how, where, said]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'X-CSRF-Token': session.csrf_token, 'Content-Type': 'application/json' };
      const answer = await fetch(where, {
        method: how,
        headers: how === 'GET' ? {} : headers,
        body: said && JSON.stringify(said),
      });
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );

async function openFirst(page) {
  await toLeads(page, '?filter=kind%3Aopen_tender');
  await page.keyboard.press('Enter');
  await page.locator('.field').first().waitFor();
}
const dialog = (page) => page.getByRole('dialog');
const confirm = (page) => dialog(page).locator('.el-dialog__footer button').last().click();
const field = (page, name) => page.locator('.field', { has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) });
async function correct(page, name) {
  await page.getByRole('button', { name: `更正“${name}”` }).click();
  await dialog(page).locator('input').first().waitFor();
}
async function typeNote(page, words = WORDS) {
  await page.keyboard.press('n');
  await dialog(page).locator('textarea').fill(words);
}
async function signInHere(page, person) {
  await page.fill('input[autocomplete="username"]', person.login);
  await page.fill('input[autocomplete="current-password"]', person.password);
  await page.keyboard.press('Enter');
}

describe('a note', () => {
  it('is saved on a lead that a colleague has just claimed, without another press', async () => {
    await withWindow({}, async (page) => {
      await page.route('**/api/v1/events', (route) => route.abort()); // its page is behind
      await openFirst(page);
      await typeNote(page);
      await withWindow({}, async (other) => {
        await openFirst(other);
        await other.keyboard.press('c');
        await toast(other).filter({ hasText: '已认领' }).waitFor();
        await confirm(page);
        await toast(page).filter({ hasText: '已记下备注' }).waitFor();
        await dialog(page).waitFor({ state: 'hidden' });
        await page.locator('article .reason', { hasText: WORDS }).first().waitFor();
        await other.keyboard.press('z');
        await toast(other).filter({ hasText: '已撤销' }).waitFor();
      });
    });
  });

  it('may be as long as the server takes, and says how much too long it is', async () => {
    await withWindow(PHONE, async (page) => {
      await openFirst(page);
      await typeNote(page, `${'字'.repeat(1000)}👍👍`);
      await dialog(page).getByText('最多 1000 个字，多了 2 个').waitFor();
      assert.equal(await dialog(page).locator('.el-dialog__footer button').last().isEnabled(), false);
      await page.waitForTimeout(350);
      assert.deepEqual(await axe(page), []);
      assert.ok((await overflow(page)) <= 0);
      // Not one fewer than it takes: what the page counts as one, the server does.
      await dialog(page)
        .locator('textarea')
        .fill(`${'字'.repeat(998)}👍👍`);
      await dialog(page).getByText('还可以写 0 个字').waitFor();
      await confirm(page);
      await toast(page).filter({ hasText: '已记下备注' }).waitFor();
    });
  });

  it('stays where it can’t be saved, with the reason', async () => {
    await withWindow({}, async (page) => {
      await openFirst(page);
      await typeNote(page);
      await page.route('**/api/v1/leads/actions', (route) =>
        route.fulfill({
          status: 507,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: 'urn:tenderlead:problem:disk-full',
            title: 'Insufficient Storage',
            status: 507,
          }),
        }),
      );
      await confirm(page);
      await dialog(page).getByRole('alert').filter({ hasText: '磁盘已满' }).waitFor();
      assert.equal(await dialog(page).locator('textarea').inputValue(), WORDS);
      await page.waitForTimeout(350);
      assert.deepEqual(await axe(page), []);
      await page.unroute('**/api/v1/leads/actions');
      await confirm(page);
      await toast(page).filter({ hasText: '已记下备注' }).waitFor();
      await dialog(page).waitFor({ state: 'hidden' });
    });
  });

  it('is sent once a server is back that was away for longer than one waits', { timeout: 180_000 }, async () => {
    await withWindow({}, async (page) => {
      await openFirst(page);
      const words = `离线时写的：${Date.now()}`;
      await typeNote(page, words);
      await bed.service.kill('SIGKILL');
      await confirm(page);
      await page.getByText('您刚才的改动还没有保存，恢复后会自动送出').waitFor();
      await dialog(page).getByText('恢复后会自动保存').waitFor();
      await page.waitForTimeout(13_000);
      assert.equal(await dialog(page).locator('textarea').inputValue(), words);
      await bed.service.start();
      await toast(page).filter({ hasText: '已记下备注' }).waitFor();
      await dialog(page).waitFor({ state: 'hidden' });
      await page.locator('article .reason', { hasText: words }).first().waitFor();
      await page.reload();
      await page.locator('article .reason', { hasText: words }).first().waitFor();
      assert.equal(await page.locator('article .reason', { hasText: words }).count(), 1);
    });
  });
});

describe('a session that ends while one types', () => {
  const end = async () => {
    const { page, context } = await openWindow(bed.browser);
    await signIn(page, bed.service.url);
    await ask(page, 'DELETE', '/api/v1/sessions');
    await context.close();
  };

  it('gives the same person their words back, and saves them', async () => {
    await withWindow({}, async (page) => {
      await openFirst(page);
      const { pathname } = new URL(page.url());
      await typeNote(page);
      await end();
      await confirm(page).catch(() => undefined); // the sign-in page may be there before
      await page.waitForURL((address) => address.pathname === '/sign-in');
      assert.equal(await page.locator('.el-dialog:visible').count(), 0);
      await signInHere(page, ADMIN);
      await page.waitForURL((address) => address.pathname === pathname);
      assert.equal(await dialog(page).locator('textarea').inputValue(), WORDS);
      await confirm(page);
      await toast(page).filter({ hasText: '已记下备注' }).waitFor();
      await dialog(page).waitFor({ state: 'hidden' });
    });
  });

  it('has a correction where it was typed', async () => {
    await withWindow({}, async (page) => {
      await openFirst(page);
      const { pathname } = new URL(page.url());
      await correct(page, '采购人地址');
      await dialog(page).locator('input').first().fill('会话结束前打的地址');
      await end();
      await confirm(page).catch(() => undefined);
      await page.waitForURL((address) => address.pathname === '/sign-in');
      await signInHere(page, ADMIN);
      await page.waitForURL((address) => address.pathname === pathname);
      await correct(page, '采购人地址');
      assert.equal(await dialog(page).locator('input').first().inputValue(), '会话结束前打的地址');
      await page.keyboard.press('Escape');
    });
  });

  it('shows nothing of it to the next person at the same screen', async () => {
    await addSeller();
    await withWindow({}, async (page) => {
      await openFirst(page);
      const whose = await page.locator('article h1').innerText();
      await typeNote(page);
      await end();
      await confirm(page).catch(() => undefined);
      await page.waitForURL((address) => address.pathname === '/sign-in');
      await signInHere(page, SELLER);
      await page.waitForURL((address) => address.pathname !== '/sign-in');
      await page.locator('main').first().waitFor();
      await page.waitForTimeout(500);
      assert.equal(await page.locator('.el-dialog:visible').count(), 0);
      assert.equal((await page.locator('body').innerText()).includes(whose), false);
      // What was for one person's keys isn't for another's.
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '没有可以撤销的操作' }).waitFor();
    });
  });
});

describe('two tabs of one browser', () => {
  const at = (page, path) => page.waitForURL((address) => address.pathname === path);

  it('are one person’s, and go from one to the next together', async () => {
    await addSeller();
    await withWindow({}, async (page) => {
      await openFirst(page);
      const { pathname } = new URL(page.url());
      const whose = await page.locator('article h1').innerText();
      await typeNote(page);
      const other = await page.context().newPage();
      const leave = async () => {
        await other.goto(`${bed.service.url}/settings`);
        await other.getByRole('button', { name: '退出登录', exact: true }).click();
      };
      await leave();
      await at(page, '/sign-in');
      await at(other, '/sign-in');
      await signInHere(other, ADMIN);
      await at(page, pathname);
      assert.equal(await dialog(page).locator('textarea').inputValue(), WORDS);

      await leave();
      await at(page, '/sign-in');
      await signInHere(other, SELLER);
      await page.waitForURL((address) => address.pathname !== '/sign-in');
      await other.waitForURL((address) => address.pathname !== '/sign-in');
      await page.locator('main').first().waitFor();
      assert.equal(await dialog(page).count(), 0);
      assert.equal((await page.locator('body').innerText()).includes(whose), false);
      await page.goto(`${bed.service.url}/settings`);
      await page.getByText(SELLER.name).first().waitFor();
    });
  });
});

describe('a correction', () => {
  it('never saves the stars of a masked number, and begins with an empty box there', async () => {
    await withWindow(PHONE, async (page) => {
      await openFirst(page);
      const shown = await field(page, '采购人电话').locator('.value').innerText();
      assert.match(shown, /\*{4}/);
      await correct(page, '采购人电话');
      const box = dialog(page).locator('input').first();
      assert.equal(await box.inputValue(), '');
      assert.equal(await box.getAttribute('placeholder'), shown);
      await dialog(page).getByText('要把完整内容重新输入一遍').waitFor();
      await page.waitForTimeout(350);
      assert.deepEqual(await axe(page), []);
      assert.ok((await overflow(page)) <= 0);
      const save = dialog(page).locator('.el-dialog__footer button').last();
      assert.equal(await save.isEnabled(), false);
      await box.fill(shown);
      await dialog(page).getByRole('alert').filter({ hasText: '请填完整的号码' }).waitFor();
      assert.equal(await save.isEnabled(), false);
      await box.fill('0571-88880000');
      await save.click();
      await toast(page).filter({ hasText: '已更正' }).waitFor();
      await dialog(page).waitFor({ state: 'hidden' });
      await field(page, '采购人电话').getByText('原来读到').waitFor();
      await page.keyboard.press('z');
      await field(page, '采购人电话').getByText('原来读到').waitFor({ state: 'detached' });
      assert.equal(await field(page, '采购人电话').locator('.value').innerText(), shown);
    });
  });

  it('of a time takes a day alone, and an hour where there is one', async () => {
    await withWindow({}, async (page) => {
      await openFirst(page);
      const deadline = field(page, '投标截止时间');
      const value = async () => {
        const lead = await ask(page, 'GET', `/api/v1/leads/${new URL(page.url()).pathname.split('/').at(-1)}`);
        const notice = await ask(page, 'GET', `/api/v1/notices/${lead.notice_id}`);
        return notice.fields.find((each) => each.field === 'bid_deadline').value;
      };
      await correct(page, '投标截止时间');
      await dialog(page).getByLabel('日期').fill('2031-12-20');
      await dialog(page).getByLabel('时间（选填，北京时间）').fill('');
      await confirm(page);
      await deadline.getByText('2031年12月20日 周六', { exact: true }).waitFor();
      assert.equal(await value(), '2031-12-20');
      await dialog(page).waitFor({ state: 'hidden' });
      await correct(page, '投标截止时间');
      assert.equal(await dialog(page).getByLabel('日期').inputValue(), '2031-12-20');
      assert.equal(await dialog(page).getByLabel('时间（选填，北京时间）').inputValue(), '');
      await page.waitForTimeout(350);
      // A button half behind the dialog isn't one to press now.
      assert.deepEqual(
        (await axe(page)).filter((each) => !each.startsWith('target-size')),
        [],
      );
      await dialog(page).getByLabel('时间（选填，北京时间）').fill('14:30');
      await confirm(page);
      await deadline.getByText('2031年12月20日 周六 14:30', { exact: true }).waitFor();
      // The key takes back the correction before last as it was: the day alone.
      await dialog(page).waitFor({ state: 'hidden' });
      await page.keyboard.press('z');
      await deadline.getByText('2031年12月20日 周六', { exact: true }).waitFor();
      assert.equal(await value(), '2031-12-20');
    });
  });

  it('is what `z` takes back where it was the last thing done', async () => {
    await withWindow({}, async (page) => {
      await openFirst(page);
      await page.keyboard.press('c');
      await toast(page).filter({ hasText: '已认领' }).waitFor();
      await correct(page, '项目编号');
      await dialog(page).locator('input').first().fill('ZX-2031-002');
      await confirm(page);
      await toast(page).filter({ hasText: '已更正' }).waitFor();
      await dialog(page).waitFor({ state: 'hidden' });
      await page.keyboard.press('z');
      await field(page, '项目编号').getByText('ZX-2031-002').waitFor({ state: 'detached' });
      await page.locator('article header').getByText(ADMIN.name).waitFor(); // still claimed
      await page.keyboard.press('z');
      await page.locator('article header').getByText(ADMIN.name).waitFor({ state: 'detached' });
    });
  });

  it('of a colleague appears on an open page; on what both correct, one is told and decides', async () => {
    await withWindow({}, async (page) => {
      await openFirst(page);
      await withWindow({}, async (other) => {
        await openFirst(other);
        await correct(page, '采购人地址');
        await dialog(page).locator('input').first().fill('我打的地址，某区某路 88 号');
        await correct(other, '采购人地址');
        await dialog(other).locator('input').first().fill('同事先改的地址');
        await confirm(other);
        await field(page, '采购人地址').getByText('同事先改的地址', { exact: true }).waitFor();
        await confirm(page);
        await dialog(page).getByRole('alert').filter({ hasText: '同事先改的地址' }).waitFor();
        assert.equal(await dialog(page).locator('input').first().inputValue(), '我打的地址，某区某路 88 号');
        await page.waitForTimeout(350);
        assert.deepEqual(await axe(page), []);
        await confirm(page);
        await toast(page).filter({ hasText: '已更正' }).waitFor();
        await field(page, '采购人地址').getByText('我打的地址，某区某路 88 号', { exact: true }).waitFor();
        await field(other, '采购人地址').getByText('我打的地址，某区某路 88 号', { exact: true }).waitFor();
      });
    });
  });
});

describe('an organisation that two change', () => {
  it('keeps the first one’s value until the second has seen it', async () => {
    await withWindow({}, async (page) => {
      await withWindow({}, async (other) => {
        const row = (of) => of.locator('[data-field="address"]');
        for (const each of [page, other]) {
          await each.goto(`${bed.service.url}/organisations?filter=kind%3Ahospital`);
          await each.locator('tbody th a').first().click();
          await each.getByRole('button', { name: '补充信息' }).click();
          await row(each).getByRole('button', { name: /修改/ }).click();
        }
        await row(page).locator('input, textarea').fill('我打的地址');
        await row(other).locator('input, textarea').fill('同事先存的地址');
        await other.keyboard.press('Enter');
        await toast(other).filter({ hasText: '地址' }).waitFor();
        // The page has read it anew below the open box.
        await page.waitForTimeout(1500);
        const refused = page.waitForResponse((answer) => answer.request().method() === 'PUT');
        await row(page).locator('input, textarea').press('Enter');
        assert.equal((await refused).status(), 412);
        await row(page).getByRole('alert').filter({ hasText: '同事先存的地址' }).waitFor();
        assert.equal(await row(page).locator('input, textarea').inputValue(), '我打的地址');
        assert.deepEqual(await axe(page), []);
        await row(page).locator('input, textarea').press('Enter');
        await row(page).getByText('我打的地址', { exact: true }).waitFor();
      });
    });
  });
});

describe('the settings of the team', () => {
  it('keep what one types while another saves, and take both', async () => {
    await withWindow({}, async (page) => {
      await page.route('**/api/v1/events', (route) => route.abort());
      await withWindow({}, async (other) => {
        for (const each of [page, other]) await each.goto(`${bed.service.url}/settings`);
        const reasons = (of) => of.locator('form', { has: of.locator('textarea') }).locator('textarea');
        const save = (of) => of.locator('form', { has: of.locator('textarea') }).getByRole('button', { name: '保存' });
        for (const each of [page, other]) while (!(await reasons(each).inputValue())) await each.waitForTimeout(50);
        const before = await reasons(page).inputValue();
        await reasons(page).fill(`${before}\n我加的理由`);
        await reasons(other).fill(`${before}\n同事加的理由`);
        await save(other).click();
        await toast(other).filter({ hasText: '已保存' }).waitFor();
        await save(page).click();
        await page.getByRole('alert').filter({ hasText: '同事加的理由' }).waitFor();
        assert.equal(await reasons(page).inputValue(), `${before}\n我加的理由`);
        assert.deepEqual(await axe(page), []);
        await save(page).click();
        await toast(page).filter({ hasText: '已保存' }).waitFor();
        await page.locator('h1').click();
        await page.keyboard.press('z');
        await toast(page).filter({ hasText: '已撤销' }).waitFor();
        assert.equal(await reasons(page).inputValue(), `${before}\n同事加的理由`);
        await other.locator('h1').click();
        await other.reload();
        while (!(await reasons(other).inputValue())) await other.waitForTimeout(50);
        assert.equal(await reasons(other).inputValue(), `${before}\n同事加的理由`);
      });
    });
  });
});
