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
};
// With the words of a field marked on the stored page; a lead of an organisation's attributes has no page.
const pointAt = (field) => async (page) => {
  await openFirst(page);
  await page.waitForSelector(FIELD, { timeout: 5000 }).catch(() => undefined); // then it's known where words stand
  await page
    .locator(field)
    .first()
    .hover({ timeout: 5000 })
    .catch(() => undefined);
};
const CONTACT = 'article .phone';
const FIELD = '.field.pointing .value';
const openLink = (selector) => async (page) => {
  await page.locator(selector).first().click();
  await page.waitForSelector('h1');
};

// One line a picture: its file, the page, what to wait for, how the window is, what to do before.
const PICTURES = [
  { name: 'today', path: '/today' },
  { name: 'leads', path: '/leads', wait: rows },
  { name: 'lead', path: '/leads?filter=kind%3Aopen_tender', wait: rows, act: pointAt(CONTACT) },
  {
    name: 'lead-dark-en',
    path: '/leads?filter=kind%3Aopen_tender',
    wait: rows,
    act: pointAt(FIELD),
    how: { dark: true, language: 'en-US' },
  },
  { name: 'leads-phone', path: '/leads', wait: rows, how: PHONE },
  { name: 'today-phone', path: '/today', how: PHONE },
  {
    name: 'calendar',
    path: '/calendar',
    // Of everybody, in the month that has most of the deadlines.
    act: async (page) => {
      await page.getByRole('switch').press('Space');
      await page.locator('main header button').nth(2).click();
    },
  },
  { name: 'search', path: `/search?q=${encodeURIComponent('妇幼保健')}`, wait: '[data-result]' },
  { name: 'organisations', path: '/organisations', wait: 'tbody' },
  {
    name: 'organisation',
    path: '/organisations?filter=kind%3Ahospital&sort=-tier%2C-notices',
    wait: 'tbody',
    act: openLink('tbody th a'),
  },
  { name: 'sources', path: '/sources', wait: 'li.card' },
  { name: 'source', path: '/sources', wait: 'li.card', act: openLink('li.card .link') },
  { name: 'keys', path: '/leads', wait: rows, act: (page) => page.keyboard.press('?') },
];

// What `all` takes besides the navigation's places.
const MORE = [
  { name: 'lead', path: '/leads?filter=kind%3Aopen_tender', wait: rows, act: openFirst },
  { name: 'lead-award', path: '/leads?filter=-kind%3Aopen_tender', wait: rows, act: pointAt(FIELD) },
  { name: 'search-found', path: `/search?q=${encodeURIComponent('妇幼保健')}`, wait: '[data-result]' },
  {
    name: 'organisation',
    path: '/organisations?filter=kind%3Ahospital&sort=-tier%2C-notices',
    wait: 'tbody',
    act: openLink('tbody th a'),
  },
  {
    name: 'supplier',
    path: '/organisations?filter=kind%3Asupplier',
    wait: 'tbody',
    act: openLink('tbody th a'),
  },
  { name: 'source', path: '/sources', wait: 'li.card', act: openLink('li.card .link') },
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
  // Something for Today, the lists and the calendar to show: leads that somebody works on, those that end first among them.
  await first.page.goto(
    `${service.url}/leads?filter=${encodeURIComponent('at_hand:true deadline:today..today+14')}&sort=deadline`,
  );
  await first.page.waitForSelector(rows);
  for (const key of ['c', 'c', 'c', 'j', 'c', 'a', 'j', 'c', 'j', 'c', 's', '2', 'c']) {
    await first.page.keyboard.press(key);
    await first.page.waitForTimeout(400);
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
