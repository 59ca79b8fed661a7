import type { Terminal } from './terminal.ts';

export interface FakeTerminal extends Terminal {
  readonly printed: string[];
  readonly said: string[];
}

/** A terminal whose files are the given texts, and whose store is in `dataDir`, with an administrator so that no link is printed. */
export function fakeTerminal(dataDir: string, files: Readonly<Record<string, string | Uint8Array>> = {}): FakeTerminal {
  const printed: string[] = [];
  const said: string[] = [];
  return {
    printed,
    said,
    print: text => printed.push(text),
    say: text => said.push(text),
    async read(file) {
      const content = files[file];
      if (content === undefined) throw Object.assign(new Error(`no such file: ${file}`), { code: 'ENOENT' });
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    env: {
      ...{ DATA_DIR: dataDir, PORT: '0', SAMPLE: 'off', LOG_LEVEL: 'silent' },
      ...{ ADMIN_EMAIL: 'ada@example.org', ADMIN_PASSWORD: 'a bridge of seven piers' },
    },
  };
}
