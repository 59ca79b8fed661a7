import { spawn } from 'node:child_process';
import { once } from 'node:events';

const ROOT = new URL('..', import.meta.url);

/** Runs one of the operator's commands on a data folder; throws what it said where it fails. */
export async function runCommand(file: string, args: readonly string[], dataDir: string): Promise<void> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
  });
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${file} ended with ${code}: ${said}`);
}
