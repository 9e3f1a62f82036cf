// Pictures of the main pages for README and docs. Usage: TENDERLEAD_PROGRAMS=build/release node browser/screenshots.mjs FOLDER
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN, openWindow, Service, signIn, startBrowser } from './harness.mjs';

const folder = process.argv[2] ?? '../../docs/images';
mkdirSync(folder, { recursive: true });
const service = new Service(process.env.TENDERLEAD_PROGRAMS, 240);
const browser = await startBrowser();
try {
  await service.start();
  const first = await openWindow(browser);
  await first.page.goto(service.link);
  await first.page.fill('input[autocomplete="name"]', ADMIN.name);
  await first.page.fill('input[autocomplete="username"]', ADMIN.login);
  for (const box of await first.page.locator('input[type="password"]').all()) await box.fill(ADMIN.password);
  await first.page.keyboard.press('Enter');
  await first.page.waitForURL((address) => address.pathname === '/today');

  const shot = async (name, path, { wait, ...how } = {}, act) => {
    const { context, page } = await openWindow(browser, how);
    await signIn(page, service.url);
    await page.goto(service.url + path);
    await page.waitForSelector(wait ?? 'h1');
    if (act) await act(page);
    await page.waitForTimeout(600); // pictures, not a test: let dialogs finish opening
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
    console.log(join(folder, `${name}.png`));
  };
  const openFirst = async (page) => {
    await page.keyboard.press('Enter');
    await page.waitForSelector('article');
    const field = page.locator('.field.pointing').first();
    if (await field.count()) await field.hover();
  };
  // Something for Today to show.
  const { context, page } = await openWindow(browser);
  await signIn(page, service.url);
  await page.goto(`${service.url}/leads`);
  await page.waitForSelector('[role="row"]');
  for (let at = 0; at < 6; at += 1) {
    await page.keyboard.press('c');
    await page.waitForTimeout(150);
  }
  await context.close();

  await shot('today', '/today');
  await shot('leads', '/leads', { wait: '[role="row"]' });
  await shot('lead', '/leads', { wait: '[role="row"]' }, openFirst);
  await shot('lead-dark-en', '/leads', { wait: '[role="row"]', dark: true, language: 'en-US' }, openFirst);
  await shot('leads-phone', '/leads', { wait: '[role="row"]', width: 360, height: 740 });
  await shot('calendar', '/calendar');
  await shot('keys', '/leads', { wait: '[role="row"]' }, (page) => page.keyboard.press('?'));
} finally {
  await browser.close();
  await service.end();
}
