// What stands around the pages: lines above them, the navigation, toasts. None takes what is below or behind it out of reach.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ADMIN, axe, openWindow, overflow, PHONE, rows, signIn, testbed, toast } from './harness.mjs';

const bed = testbed();
const { toLeads, withWindow } = bed;

async function announce(words) {
  await withWindow({}, async (page) => {
    const status = await page.evaluate(async (value) => {
      const session = await (await fetch('/api/v1/session')).json();
      const answer = await fetch('/api/v1/settings/announcement', {
        method: 'PUT',
        headers: { 'X-CSRF-Token': session.csrf_token, 'If-Match': '*', 'Content-Type': 'application/json' },
        body: JSON.stringify({ value }),
      });
      return answer.status;
    }, words);
    assert.equal(status, 200);
  });
}

describe('a line above the pages', () => {
  for (const words of ['系统今晚 22 点维护', '系统今晚二十二点维护，请提前保存；'.repeat(12)])
    it(`leaves all of them in the window: ${words.length} characters`, async () => {
      await announce(words);
      for (const how of [{ width: 1280, height: 800 }, PHONE]) {
        await withWindow(how, async (page) => {
          await toLeads(page);
          await page.keyboard.press('x');
          await page.getByRole('toolbar').waitFor();
          const [bottoms, height, scrolled] = await page.evaluate(() => [
            ['nav.side', '[role="toolbar"]', 'nav.side li:last-child', '.account']
              .map((each) => [...document.querySelectorAll(each)].at(-1))
              .filter((each) => each.getClientRects().length > 0)
              .map((each) => each.getBoundingClientRect().bottom),
            innerHeight,
            document.documentElement.scrollHeight,
          ]);
          for (const bottom of bottoms) assert.ok(bottom <= height, `${bottom} of ${height}`);
          assert.ok(scrolled <= height, `${scrolled} of ${height}`);
          assert.deepEqual(await axe(page), []);
          assert.ok((await overflow(page)) <= 0);
        });
        const { page, context } = await openWindow(bed.browser, how);
        await page.goto(`${bed.service.url}/sign-in`);
        await page.locator('input[type="password"]').waitFor();
        assert.ok((await overflow(page)) <= 0);
        await context.close();
      }
      await announce('');
    });
});

describe('on a phone', () => {
  it('what was done is said above the bar of what is selected, all of whose buttons can be pressed', async () => {
    await withWindow(PHONE, async (page) => {
      await toLeads(page);
      await page.keyboard.press('c');
      await toast(page).filter({ hasText: '已认领' }).waitFor();
      await page.keyboard.press('x');
      await page.getByRole('toolbar').waitFor();
      await page.waitForTimeout(300);
      assert.equal(await toast(page).count(), 1);
      const behind = await page.evaluate(() =>
        [...document.querySelectorAll('[role="toolbar"] button, nav.side a')]
          .filter((each) => each.getClientRects().length > 0)
          .filter((each) => {
            const { x, y, width, height } = each.getBoundingClientRect();
            return !each.contains(document.elementFromPoint(x + width / 2, y + height / 2));
          })
          .map((each) => each.innerText),
      );
      assert.deepEqual(behind, []);
      assert.deepEqual(await axe(page), []);
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
    });
  });

  for (const language of ['en-US', 'zh-CN'])
    it(`every place of the navigation has one line, in ${language}`, async () => {
      await withWindow({ ...PHONE, language }, async (page) => {
        await toLeads(page);
        const labels = await page.evaluate(() =>
          [...document.querySelectorAll('nav.side .label')]
            .filter((each) => each.getClientRects().length > 0)
            .map((each) => {
              const box = each.getBoundingClientRect();
              const place = each.closest('li')?.getBoundingClientRect() ?? box;
              return [each.innerText, Math.round(box.height) <= 20, box.left >= place.left && box.right <= place.right];
            }),
        );
        assert.equal(labels.length, 6);
        for (const [words, line, fits] of labels) assert.deepEqual([words, line, fits], [words, true, true]);
        await page.getByRole('link', { name: language === 'en-US' ? 'Orgs' : '单位' }).waitFor();
      });
    });
});

describe('a lead whose organisation nobody knows', () => {
  it('is called by the buyer of its notice, else by words that say so', async () => {
    await withWindow({}, async (page) => {
      const nameless = (lead) => ({ ...lead, organisation: { name: '' } });
      let buyer = '';
      await page.route(/\/api\/v1\/(leads|notices)([/?].*)?$/, async (route) => {
        const answer = await route.fetch();
        const body = await answer.json();
        if (body.organisation) Object.assign(body, nameless(body));
        for (const list of ['items', 'leads']) if (body[list]) body[list] = body[list].map(nameless);
        for (const field of body.fields ?? [])
          if (field.field === 'buyer.name') {
            if (buyer) field.value = buyer;
            else delete field.value;
          }
        await route.fulfill({ response: answer, json: body });
      });
      await toLeads(page, '?filter=kind%3Aopen_tender');
      await rows(page).first().getByText('采购人未知').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.field').first().waitFor();
      await page.getByRole('heading', { level: 1, name: '采购人未知' }).waitFor();
      assert.equal(await page.title(), '采购人未知 · Tenderlead');
      assert.deepEqual(await axe(page), []);
      buyer = '某某院区筹建处';
      await page.reload();
      await page.getByRole('heading', { level: 1, name: buyer }).waitFor();
      assert.equal(await page.title(), `${buyer} · Tenderlead`);
      await page.keyboard.press('c');
      await toast(page)
        .filter({ hasText: `已认领 · ${buyer} · ` })
        .waitFor();
      await page.keyboard.press('z');
      await toast(page).filter({ hasText: '已撤销' }).waitFor();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    });
  });
});

describe('a page that its owner left', () => {
  it('has no words of theirs for the next', async () => {
    const { page, context } = await openWindow(bed.browser);
    await signIn(page, bed.service.url);
    await toLeads(page);
    await page.keyboard.press('c');
    await toast(page).filter({ hasText: '已认领' }).waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL((address) => address.pathname === '/sign-in');
    assert.equal(await toast(page).count(), 0);
    await page.fill('input[autocomplete="username"]', ADMIN.login);
    await page.fill('input[autocomplete="current-password"]', ADMIN.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname !== '/sign-in');
    await page.keyboard.press('z');
    await toast(page).filter({ hasText: '没有可以撤销的操作' }).waitFor();
    await context.close();
  });
});
