import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Lays a Brotli and a gzip copy beside each built text file, so that the server sends the smallest without compressing anything. */
const FOLDERS = ['dist/client', 'dist/client/assets'];
const COMPRESSIBLE = /\.(?:js|css|svg|json)$/;

const files = FOLDERS.flatMap(folder => readdirSync(folder).map(name => join(folder, name)));
for (const file of files.filter(name => COMPRESSIBLE.test(name))) {
  const content = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
