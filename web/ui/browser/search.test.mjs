// The search page in a real browser against the real program over a demo store.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, overflow, testbed } from './harness.mjs';

const bed = testbed();
const { withWindow } = bed;

const results = (page) => page.locator('[data-result]');
async function searchFor(page, q, rest = '') {
  await page.goto(`${bed.service.url}/search?q=${encodeURIComponent(q)}${rest}`);
  await page.locator('.results[aria-busy="false"]').waitFor();
}

describe('the search page', () => {
  it('is reached, asked and gone through by keys alone', () =>
    withWindow({}, async (page) => {
      await page.keyboard.press('g');
      await page.keyboard.press('f');
      await page.waitForURL((address) => address.pathname === '/search');
      await page.locator('input[type="search"]:focus').waitFor();
      await page.keyboard.type('采购');
      await page.keyboard.press('Enter');
      await results(page).nth(1).waitFor();
      assert.match(page.url(), /q=%E9%87%87%E8%B4%AD/);
      await page.locator('h1').click();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      assert.equal(await results(page).nth(1).locator(':focus').count(), 1);
      await page.keyboard.press('k');
      assert.equal(await results(page).nth(0).locator(':focus').count(), 1);
      await page.keyboard.press('/');
      assert.equal(await page.locator('input[type="search"]:focus').count(), 1);
    }));

  it('marks the words that were searched for and shows the stored page of a notice', () =>
    withWindow({}, async (page) => {
      await searchFor(page, '采购', '&in=notices');
      const marks = await page.locator('[data-result] mark').allInnerTexts();
      assert.ok(marks.length > 0);
      for (const mark of marks) assert.match(mark, /采购/);
      await results(page).first().locator('button.title').click();
      const frame = page.locator('iframe[sandbox=""]');
      await frame.waitFor();
      assert.match(await frame.getAttribute('src'), /^\/api\/v1\/pages\/[^/]+\/view/);
      await page.getByRole('button', { name: '关闭' }).click();
      assert.equal(await frame.count(), 0);
    }));

  it('narrows down by facets, which the address remembers', () =>
    withWindow({}, async (page) => {
      await searchFor(page, '采购', '&in=notices');
      const facet = page.locator('.facets [role="group"]').first().locator('button').first();
      const label = await facet.innerText();
      await facet.click();
      await page.waitForURL((address) => address.searchParams.get('filter')?.startsWith('kind:'));
      await page.locator('.facets [aria-pressed="true"]').waitFor();
      assert.equal(await page.locator('.facets [aria-pressed="true"]').innerText(), label);
      await page.goBack();
      await page.waitForURL((address) => !address.searchParams.has('filter'));
      assert.equal(await page.locator('.facets [aria-pressed="true"]').count(), 0);
    }));

  it('says what is wrong, what is left out and that there is nothing', () =>
    withWindow({}, async (page) => {
      await page.goto(`${bed.service.url}/search?q=${encodeURIComponent('医')}`);
      await page.locator('[role="alert"]').waitFor();
      await searchFor(page, '采购 score>=1');
      await page.getByText('没有“score”这一项').first().waitFor();
      await searchFor(page, '"没有人写过的一句话"');
      await page.getByText('没有找到').waitFor();
      assert.equal(await results(page).count(), 0);
    }));

  // A search over much gives what it has after a while. The first answer is made such a one; the others are the server's own.
  it('goes on by itself while there is nothing, and where it is asked to', () =>
    withWindow({}, async (page) => {
      let nothing = true;
      const cursors = [];
      await page.route('**/api/v1/search?*', async (route) => {
        const answer = await route.fetch();
        const found = await answer.json();
        const cursor = new URL(route.request().url()).searchParams.get('cursor');
        if (cursor) cursors.push([cursor, answer.status()]);
        else found.notices.cut = true;
        if (!cursor && nothing) for (const sort of ['notices', 'organisations', 'leads']) found[sort].items = [];
        await route.fulfill({ response: answer, json: found });
      });
      await searchFor(page, '采购');
      await results(page).first().waitFor();
      assert.deepEqual(
        cursors.map(([, status]) => status),
        [200],
      );
      assert.equal(await page.getByRole('alert').count(), 0);

      nothing = false;
      await searchFor(page, '采购');
      const before = await results(page).count();
      assert.ok(before > 0);
      assert.equal(cursors.length, 1);
      await page.getByRole('button', { name: '继续找' }).click();
      await results(page).nth(before).waitFor();
      assert.deepEqual(
        cursors.map(([, status]) => status),
        [200, 200],
      );
    }));

  for (const [name, how] of [
    ['on a phone, in English, in the dark', { width: 360, height: 740, language: 'en', dark: true }],
    ['on a laptop', {}],
  ])
    it(`is accessible and fits ${name}`, () =>
      withWindow(how, async (page) => {
        for (const rest of ['', '&in=notices']) {
          await searchFor(page, '采购', rest);
          await results(page).first().waitFor();
          await page.locator('.facets').waitFor();
          assert.deepEqual(await axe(page), []);
          assert.ok((await overflow(page)) <= 0);
        }
        await page.locator('summary').click();
        assert.deepEqual(await axe(page), []);
        assert.ok((await overflow(page)) <= 0);
      }));
});
