// The script that the first view loads, compressed, stays below 400 kB: what index.html names and what that imports, and any one page.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT = 400_000;
const dist = new URL('../dist/', import.meta.url).pathname;
const size = (name) => gzipSync(readFileSync(join(dist, name))).length;
const html = readFileSync(join(dist, 'index.html'), 'utf8');
const first = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((found) => found[1]);
const entry = first.reduce((sum, name) => sum + size(name), 0);
// A page brings its own chunk and those that it shares with others: all others together are more than any page can need.
const rest = readdirSync(join(dist, 'assets'))
  .filter((name) => name.endsWith('.js') && !first.includes(`assets/${name}`))
  .reduce((sum, name) => sum + size(`assets/${name}`), 0);
console.log(
  `script of the first view: ${(entry / 1000).toFixed(0)} kB compressed; all pages and dialogs together: ${((entry + rest) / 1000).toFixed(0)} kB`,
);
if (entry + rest > LIMIT) {
  console.error(`more than ${LIMIT / 1000} kB`);
  process.exit(1);
}
if (/<script(?![^>]*\bsrc=)|\son\w+=|style=/i.test(html)) {
  console.error('index.html has an inline script or style, which the content security policy refuses');
  process.exit(1);
}
