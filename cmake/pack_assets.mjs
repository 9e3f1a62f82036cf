// node pack_assets.mjs FOLDER OUT: copies the built pages, and lays a .gz and a .br beside each text that gets smaller by it.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [from, to] = process.argv.slice(2);
rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
cpSync(from, to, { recursive: true });

const text = /\.(js|css|html|svg|json|webmanifest|txt|map)$/;
const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
for (const path of files(to)) {
  if (!text.test(path)) continue;
  const bytes = readFileSync(path);
  if (bytes.length < 1024) continue;
  const packed = {
    gz: gzipSync(bytes, { level: 9 }),
    br: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  };
  for (const [suffix, smaller] of Object.entries(packed))
    if (smaller.length < bytes.length) writeFileSync(`${path}.${suffix}`, smaller);
}
