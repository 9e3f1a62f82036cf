// Pictures of the pages for README and docs. Usage: TENDERLEAD_PROGRAMS=build/release node browser/screenshots.mjs FOLDER [all]
// `all` takes each page light and dark, in both languages, on a laptop and a phone: for whoever designs, not for the docs.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow, placesOf, Service, setUpAdmin, signIn, startBrowser } from './harness.mjs';

const folder = process.argv[2] ?? '../../docs/images';
const all = process.argv[3] === 'all';
mkdirSync(folder, { recursive: true });

const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };
const rows = '[role="row"]';
const openFirst = async (page) => {
  await page.keyboard.press('Enter');
  await page.waitForSelector('article');
  const field = page.locator('.field.pointing .value').first();
  await field.focus({ timeout: 5000 }).catch(() => undefined); // a lead of an organisation's attributes has no page
};

// One line a picture: its file, the page, what to wait for, how the window is, what to do before.
const PICTURES = [
  { name: 'today', path: '/today' },
  { name: 'leads', path: '/leads', wait: rows },
  { name: 'lead', path: '/leads?filter=kind%3Aopen_tender', wait: rows, act: openFirst },
  {
    name: 'lead-dark-en',
    path: '/leads?filter=kind%3Aopen_tender',
    wait: rows,
    act: openFirst,
    how: { dark: true, language: 'en-US' },
  },
  { name: 'leads-phone', path: '/leads', wait: rows, how: PHONE },
  { name: 'today-phone', path: '/today', how: PHONE },
  { name: 'calendar', path: '/calendar' },
  { name: 'search', path: '/search?q=%E7%B3%BB%E7%BB%9F' },
  { name: 'organisations', path: '/organisations' },
  { name: 'sources', path: '/sources' },
  { name: 'keys', path: '/leads', wait: rows, act: (page) => page.keyboard.press('?') },
];

// What `all` takes besides the navigation's places.
const MORE = [
  { name: 'lead', path: '/leads?filter=kind%3Aopen_tender', wait: rows, act: openFirst },
  { name: 'lead-award', path: '/leads?filter=-kind%3Aopen_tender', wait: rows, act: openFirst },
  {
    name: 'leads-selected',
    path: '/leads',
    wait: rows,
    act: async (page) => {
      for (const key of ['x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
    },
  },
  { name: 'leads-empty', path: '/leads?filter=score%3E%3D999', wait: '.empty' },
  { name: 'leads-filters', path: '/leads', wait: rows, act: (page) => page.keyboard.press('f') },
  { name: 'reject', path: '/leads', wait: rows, act: (page) => page.keyboard.press('r') },
  { name: 'snooze', path: '/leads', wait: rows, act: (page) => page.keyboard.press('s') },
  { name: 'not-found', path: '/no-such-page' },
  { name: 'keys', path: '/leads', wait: rows, act: (page) => page.keyboard.press('?') },
];

const service = new Service(process.env.TENDERLEAD_PROGRAMS, 240);
const browser = await startBrowser();
try {
  await service.start();
  await setUpAdmin(browser, service);
  const first = await openWindow(browser);
  await signIn(first.page, service.url);
  // Signed in, but without what the first window remembers of languages.
  const state = { cookies: (await first.context.storageState()).cookies, origins: [] };
  // Something for Today and the lists to show: some leads that somebody works on.
  await first.page.goto(`${service.url}/leads`);
  await first.page.waitForSelector(rows);
  for (const key of ['c', 'j', 'c', 'j', 'a', 'j', 'c', 'j', 'c', 'j', 'c']) {
    await first.page.keyboard.press(key);
    await first.page.waitForTimeout(200);
  }
  await first.context.close();

  const shot = async ({ name, path, wait, how = {}, act }) => {
    const { context, page } = await openWindow(browser, { ...LAPTOP, ...how, state });
    await page.goto(service.url + path);
    await page.waitForSelector(wait ?? 'h1');
    if (act) await act(page);
    await page.waitForTimeout(900); // pictures, not a test: let dialogs finish opening
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file });
    await context.close();
    // Few colours make it small; without pngquant it stays as it is.
    spawnSync('pngquant', ['--force', '--ext', '.png', '128', file]);
    console.log(file);
  };

  if (!all) for (const picture of PICTURES) await shot(picture);
  else {
    const places = (await placesOf(browser, service)).map((path) => ({
      name: path.slice(1).replace(/\//g, '-'),
      path,
    }));
    for (const [mark, how] of [
      ['light-zh', {}],
      ['dark-zh', { dark: true }],
      ['light-en', { language: 'en-US' }],
      ['phone-zh', PHONE],
      ['phone-dark-en', { ...PHONE, dark: true, language: 'en-US' }],
    ])
      for (const picture of [...places, ...MORE]) await shot({ ...picture, name: `${picture.name}-${mark}`, how });
    for (const [mark, how] of [
      ['light-zh', {}],
      ['phone-dark-en', { ...PHONE, dark: true, language: 'en-US' }],
    ]) {
      const { context, page } = await openWindow(browser, { ...LAPTOP, ...how });
      await page.goto(`${service.url}/sign-in`);
      await page.waitForSelector('form');
      await page.screenshot({ path: join(folder, `sign-in-${mark}.png`) });
      await context.close();
    }
  }
} finally {
  await browser.close();
  await service.end();
}
