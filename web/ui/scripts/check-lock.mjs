// The lock file names no addresses, and every package runs on Debian 12's Node.js.
import { readFileSync } from 'node:fs';

const DEBIAN = [18, 18]; // as package.json says; Debian 12 has 18.20
const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const faults = [];

const numbers = (version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0);
const atLeast = (version) => {
  const [major, minor = 0] = numbers(version);
  return DEBIAN[0] > major || (DEBIAN[0] === major && DEBIAN[1] >= minor);
};
// As much of npm's ranges as packages use for engines.
function holds(range) {
  return range.split('||').some((part) =>
    part
      .trim()
      .replace(/([<>=^~]+)\s+/g, '$1')
      .split(/\s+/)
      .every((term) => {
        const [, op, version] = /^([<>=^~]*)v?(.*)$/.exec(term);
        if (version === '' || version === '*' || version === 'x') return true;
        if (op === '>=' || op === '>') return atLeast(version);
        if (op === '<' || op === '<=') return !atLeast(version);
        return numbers(version)[0] === DEBIAN[0] && atLeast(version);
      }),
  );
}

for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.resolved) faults.push(`${path}: has an address`);
  if (path && !entry.integrity) faults.push(`${path}: has no digest`);
  if (entry.engines?.node && !holds(entry.engines.node))
    faults.push(`${path} ${entry.version}: wants node ${entry.engines.node}`);
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`${Object.keys(lock.packages).length - 1} packages, all for node ${DEBIAN.join('.')}`);
