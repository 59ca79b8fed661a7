import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface DatabaseLock extends AsyncDisposable {
  release(): Promise<void>;
}

const HOLD = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1], { timeout: 5000 });
  database.exec('begin immediate');
  console.log('locked');
  process.stdin.resume().on('end', () => database.close());
`;

/** Another process that holds the store's write lock, as a curious operator's shell would. */
export async function lockStore(file: string): Promise<DatabaseLock> {
  const holder = spawn(process.execPath, ['-e', HOLD, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(holder, 'exit');
  await once(holder.stdout, 'data');
  const release = async () => {
    holder.stdin.end();
    await exited;
  };
  return { release, [Symbol.asyncDispose]: release };
}
