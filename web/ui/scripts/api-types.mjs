// src/api/schema.d.ts from the parts of the API's description in ../api/openapi: what the pages ask of the API is checked against it.
// Usage: node scripts/api-types.mjs [FOLDER]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(here, '../../api/openapi');
const whole = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {}, components: {} };

function merge(into, from, where) {
  for (const [name, value] of Object.entries(from ?? {})) {
    if (name in into && !isDeepStrictEqual(into[name], value)) throw new Error(`${where}: ${name} is described twice`);
    into[name] = value;
  }
}

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()) {
  const part = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  merge(whole.paths, part.paths, file);
  for (const [kind, things] of Object.entries(part.components ?? {}))
    merge((whole.components[kind] ??= {}), things, `${file} ${kind}`);
}
// Headers that the client sets for every request.
for (const path of Object.values(whole.paths))
  for (const operation of Object.values(path))
    operation.parameters = (operation.parameters ?? []).filter(
      (each) => each.in !== 'header' && !/if_match|idempotency_key/.test(each.$ref ?? ''),
    );

writeFileSync(
  join(here, '../src/api/schema.d.ts'),
  astToString(await openapiTS(whole, { alphabetize: true, emptyObjectsUnknown: true })),
);
