// The real program over a demo store, and Debian's Chromium. Everything is on loopback and ends with the test.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
export const PHONE = { width: 360, height: 740 };
export const ADMIN = { name: '管理员甲', login: 'admin', password: 'a sentence to remember' };

// Below those that the kernel gives to clients' connections (from 32768 on): it stays free while the server is down.
const freePort = () =>
  new Promise((done, failed) => {
    let tries = 0;
    const attempt = () => {
      const port = 10000 + Math.floor(Math.random() * 10000);
      const server = createServer();
      server.on('error', (error) => (++tries < 50 ? attempt() : failed(error)));
      server.listen(port, '127.0.0.1', () => server.close(() => done(port)));
    };
    attempt();
  });

// An installation in a folder of its own that ends with it. Programs from `programs` (TENDERLEAD_PROGRAMS): tenderlead and tenderlead-portal.
export class Installation {
  constructor(programs) {
    this.programs = programs;
    this.folder = mkdtempSync(join(tmpdir(), 'tenderlead-pages-'));
    this.demo = join(this.folder, 'demo');
    mkdirSync(join(this.demo, 'sources'), { recursive: true });
    copyFileSync(join(root, 'tests/portal/config/tenderlead.yaml'), join(this.demo, 'tenderlead.yaml'));
  }

  addSource(name, yaml) {
    writeFileSync(join(this.demo, 'sources', name), yaml);
  }

  // A command of the program, to its end; who serves what it crawls isn't held up.
  async run(command = 'run', ...more) {
    const { stdout } = await promisify(execFile)(
      join(this.programs, 'tenderlead'),
      ['--config', this.demo, command, ...more],
      { timeout: 300_000, maxBuffer: 64 << 20 },
    );
    return stdout;
  }

  // Starts it (again, on the same port) and waits until it says how to begin. The one-time link is there on the first start.
  async start() {
    this.port ??= await freePort();
    this.process = spawn(
      join(this.programs, 'tenderlead'),
      ['--config', this.demo, 'serve', '--port', String(this.port)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    await new Promise((done, failed) => {
      this.process.stdout.on('data', (bytes) => {
        said += bytes;
        if (said.includes('Ctrl-C')) done();
      });
      this.process.on('exit', (code) => failed(new Error(`tenderlead serve ended with ${code}: ${said}`)));
    });
    this.url = /https?:\/\/\S+/.exec(said)[0];
    this.link = /https?:\/\/\S+\/setup#\S+/.exec(said)?.[0];
  }

  kill(signal = 'SIGTERM') {
    return new Promise((done) => {
      this.process.removeAllListeners('exit');
      this.process.on('exit', done);
      this.process.kill(signal);
    });
  }

  async end() {
    if (this.process?.exitCode === null) await this.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// An installation with the simulated portal's notices in it.
export class Service extends Installation {
  constructor(programs, notices = 60) {
    super(programs);
    rmSync(this.demo, { recursive: true });
    execFileSync(
      join(root, 'tests/portal/demo.sh'),
      // Ports of this process's own, below clients' ones; the script goes on to the next where one is taken.
      [
        '--programs',
        programs,
        '--folder',
        this.demo,
        '--notices',
        String(notices),
        '--port',
        String(20000 + (process.pid % 11000)),
        '--no-serve',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 },
    );
  }
}

export async function startBrowser() {
  const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  if (!program) throw new Error('there is no Chromium: ./dev deps test installs it');
  return chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

// A person's window. What the console says of errors and refused content is collected in `faults`.
export async function openWindow(
  browser,
  { width = 1440, height = 900, language = 'zh-CN', dark = false, state } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: 'America/New_York', // deadlines are Beijing's, wherever one sits
    storageState: state,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    // A refused request is what some tests are about; that it was handled is seen on the page.
    if (message.type() === 'error' && !/Failed to load resource|net::ERR_/.test(text)) faults.push(text);
  });
  page.on('dialog', (dialog) => {
    faults.push(`a page opened a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { context, page, faults };
}

const axeSource = readFileSync(fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

// What axe finds of WCAG 2.2 A and AA.
export async function axe(page) {
  await page.evaluate(`${axeSource};0`);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      iframes: false,
    });
    return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 200)).join(' ')}`);
  });
}

export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

export async function signIn(page, url, person = ADMIN) {
  await page.goto(`${url}/sign-in`);
  await page.fill('input[autocomplete="username"]', person.login);
  await page.fill('input[autocomplete="current-password"]', person.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.pathname === '/today');
}

// The first administrator, by the link that the service printed when it started.
export async function setUpAdmin(browser, service) {
  const { page, context } = await openWindow(browser);
  await page.goto(service.link);
  await page.fill('input[autocomplete="name"]', ADMIN.name);
  await page.fill('input[autocomplete="username"]', ADMIN.login);
  for (const box of await page.locator('input[type="password"]').all()) await box.fill(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.pathname === '/today');
  await context.close();
}

// The paths of the navigation, as an administrator has it: a page that gets a place there is tested and pictured with the others.
export async function placesOf(browser, service) {
  const { page, context } = await openWindow(browser);
  await signIn(page, service.url);
  const links = await page.locator('nav a.place').evaluateAll((all) => all.map((link) => new URL(link.href).pathname));
  await context.close();
  return links;
}

// What the tests of a file share, begun before the first and ended after the last: a service, a browser, and windows of people in them.
// `make` gives the installation; `begin` is done with it before it serves; without `admin` nobody is set up yet.
export function testbed({
  make = () => new Service(process.env.TENDERLEAD_PROGRAMS),
  begin = () => undefined,
  end = () => undefined,
  admin = true,
} = {}) {
  const bed = { service: null, browser: null };
  before(async () => {
    bed.service = await make();
    await begin(bed.service);
    bed.browser = await startBrowser();
    await bed.service.start();
    if (admin) await setUpAdmin(bed.browser, bed.service);
  });
  after(async () => {
    await bed.browser?.close();
    await bed.service?.end();
    await end();
  });
  // A window of somebody who is signed in; in the end nothing went wrong in it.
  bed.withWindow = async (how, work, person = ADMIN) => {
    const window = await openWindow(bed.browser, how);
    try {
      await signIn(window.page, bed.service.url, person);
      await work(window.page, window);
      assert.deepEqual(window.faults, []);
    } finally {
      await window.context.close();
    }
  };
  bed.toLeads = async (page, query = '') => {
    await page.goto(`${bed.service.url}/leads${query}`);
    await rows(page).first().waitFor();
  };
  return bed;
}

export const rows = (page) => page.locator('[role="row"]');
export const toast = (page, words) => {
  const said = page.locator('.toast .text');
  return words === undefined ? said : said.filter({ hasText: words });
};
