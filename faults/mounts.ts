import { spawnSync } from 'node:child_process';
import { tempDir } from '#server/test-bench/temp-dir.ts';

/** Where file systems cannot be mounted here, why not. */
export function mountMissing(): string | null {
  return process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0
    ? null
    : 'needs to mount: run it as root';
}

export interface Mount extends Disposable {
  readonly path: string;
  /** Throws while a file is open for writing in it. */
  setReadOnly(isReadOnly: boolean): void;
}

/** A file system of its own, of a few megabytes in memory. */
export function mountSmall(bytes: number): Mount {
  const folder = tempDir();
  run('mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'tmpfs', folder.path);
  return {
    path: folder.path,
    setReadOnly: isReadOnly => run('mount', '-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder.path),
    [Symbol.dispose]() {
      run('umount', '--lazy', folder.path);
      folder[Symbol.dispose]();
    },
  };
}

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
