import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { environment } from '#server/environment.ts';

/** What a command has to do with the outside: its input, where it prints, its environment. */
export interface Terminal {
  /** The result: one line or several, without the last line end. */
  print(text: string): void;
  /** What goes along with it, for people. */
  say(text: string): void;
  read(file: string): Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const env = environment();
  return {
    print: text => stdout.write(`${text}\n`),
    say: text => stderr.write(`${text}\n`),
    read: file => (file === '-' ? buffer(stdin) : readFile(whereAsked(file, env))),
    env,
  };
}

/** A file as the person named it: npm runs scripts in the folder of package.json and tells in INIT_CWD where the person is. */
export function whereAsked(file: string, env: Terminal['env']): string {
  return resolve(env.INIT_CWD ?? '.', file);
}
