// Everything that the review pages are held to besides their tests: types (those of the API from its description), lint, format, size.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const steps = [
  ['scripts/api-types.mjs'],
  ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit'],
  ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'],
  ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  ['scripts/check-size.mjs'],
  ['scripts/check-lock.mjs'],
];
let failed = false;
for (const step of steps) {
  try {
    execFileSync(process.execPath, step, { cwd: root, stdio: 'inherit' });
  } catch {
    console.error(`failed: ${step.join(' ')}`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
