// The pages of sources: run now, pause, resume and errors, against a real server that really runs the simulated portal's sources.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { axe, overflow, PHONE, testbed, toast } from './harness.mjs';

const programs = process.env.TENDERLEAD_PROGRAMS;
let portal;

// The demo's portal again, where the demo's sources look for it.
async function startPortal(service) {
  const port = /127\.0\.0\.1:(\d+)\/zfcg/.exec(readFileSync(join(service.demo, 'sources/portal.yaml'), 'utf8'))[1];
  portal = spawn(join(programs, 'tenderlead-portal'), ['--port', port, '--notices', '60'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((done) => portal.stdout.once('data', done));
}
const stopPortal = () =>
  new Promise((done) => {
    portal.once('exit', done);
    portal.kill();
  });

const bed = testbed({
  // Only what a test asks for is run.
  begin: async (service) => {
    appendFileSync(join(service.demo, 'tenderlead.yaml'), '\nschedule:\n  enabled: false\n');
    await startPortal(service);
  },
  end: () => portal?.kill(),
});
const { withWindow } = bed;

const NAME = '川泽省政府采购网（模拟）';
const card = (page) => page.locator('li.card', { hasText: NAME });
async function toList(page) {
  await page.goto(`${bed.service.url}/sources`);
  await card(page).waitFor();
}
async function toSource(page) {
  await page.goto(`${bed.service.url}/sources/demo-column`);
  await page.locator('h1', { hasText: NAME }).waitFor();
}

describe('sources', () => {
  for (const how of [{}, { language: 'en-US', dark: true }, PHONE]) {
    it(`are accessible and fit: ${JSON.stringify(how)}`, async () => {
      await withWindow(how, async (page) => {
        for (const go of [toList, toSource]) {
          await go(page);
          assert.deepEqual(await axe(page), []);
          assert.ok((await overflow(page)) <= 0, 'wider than its window');
        }
      });
    });
  }

  it('are run now, and show it as it happens', async () => {
    await withWindow({}, async (page) => {
      await toSource(page);
      const runs = page.locator('tbody tr:first-child th');
      assert.equal(await runs.count(), 1);
      await page.getByRole('button', { name: '立即运行' }).click();
      await toast(page).filter({ hasText: '已要求运行' }).waitFor();
      // No reload: the server tells.
      await runs.nth(1).waitFor();
      await page.locator('tbody').first().getByText('完成').waitFor({ timeout: 60_000 });
      await page.getByRole('button', { name: '立即运行' }).and(page.locator(':enabled')).waitFor();
      assert.match(await page.locator('header .mark').innerText(), /正常/);
    });
  });

  it('are paused with a reason and resumed, by keyboard alone, and another window sees it', async () => {
    await withWindow({}, async (page) => {
      await withWindow({}, async (other) => {
        await toList(page);
        await toList(other);
        await card(page).getByRole('button', { name: '暂停' }).focus();
        await page.keyboard.press('Enter');
        await page.locator('[role="dialog"]:visible').waitFor();
        await page.waitForTimeout(350); // it fades in
        assert.deepEqual(await axe(page), []);
        await page.locator('[role="dialog"] input').fill('<b>对方改版</b>');
        await page.keyboard.press('Enter');
        await toast(page).filter({ hasText: '已暂停' }).waitFor();
        await card(other).getByText('admin', { exact: false }).filter({ hasText: '<b>对方改版</b>' }).waitFor();
        await card(other).locator('.mark.paused').waitFor();
        await card(page).getByRole('button', { name: '恢复' }).focus();
        await page.keyboard.press('Enter');
        await toast(page).filter({ hasText: '已恢复' }).waitFor();
        await card(other).locator('.mark.ok').waitFor();
        // Each is taken back by the key that the toast names: paused again for the same reason, and running again.
        await page.keyboard.press('z');
        await card(other).getByText('<b>对方改版</b>').waitFor();
        await card(page).locator('.mark.paused').waitFor();
        await page.keyboard.press('z');
        await card(other).locator('.mark.ok').waitFor();
      });
    });
  });

  it('say what went wrong where, and show the page that the archive has', async () => {
    await stopPortal();
    await withWindow({}, async (page) => {
      await toSource(page);
      await page.getByRole('button', { name: '立即运行' }).click();
      await page.locator('header .mark.failing').waitFor({ timeout: 60_000 });
      await page.getByText(/上次运行什么也没取到.*robots\.txt/).waitFor();
      const errors = page.locator('.errors li');
      await errors.first().waitFor();
      assert.match(await errors.first().innerText(), /列表中没有条目|robots/);
      assert.deepEqual(await axe(page), []);
      await page.getByRole('button', { name: '看页面' }).first().click();
      const frame = page.locator('iframe');
      await frame.waitFor();
      assert.equal(await frame.getAttribute('sandbox'), '');
      await page
        .frameLocator('iframe')
        .locator('body')
        .getByText(/采购|公告/)
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await frame.waitFor({ state: 'detached' });
    });
  });
});
