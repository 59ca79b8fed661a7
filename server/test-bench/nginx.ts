import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { onPath } from './on-path.ts';
import { tempDir } from './temp-dir.ts';

export interface Nginx extends AsyncDisposable {
  readonly url: string;
}

const CONFIGURATION = new URL('../../deploy/nginx.conf', import.meta.url);
const READY_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 20;

export const nginxProgram = onPath('nginx');

/** nginx with deploy/nginx.conf, in front of these nodes (`host:port`): only ports and folders are put in the place of those that stand there. */
export async function nginx(nodes: readonly [string, string]): Promise<Nginx> {
  if (nginxProgram === null) throw new Error('nginx is not installed');
  const folder = tempDir();
  const port = await freePort();
  const file = join(folder.path, 'nginx.conf');
  writeFileSync(file, configuration(folder.path, port, nodes));
  mkdirSync(join(folder.path, 'cache'));
  // Started as root, its workers would be somebody who may not enter the folder.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const options = ['-p', folder.path, '-c', file, '-e', join(folder.path, 'error.log'), '-g', `daemon off; ${user}`];
  execFileSync(nginxProgram, [...options, '-t', '-q']);
  const server = spawn(nginxProgram, options, { stdio: 'ignore' });
  const exited = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGTERM');
    await exited;
    folder[Symbol.dispose]();
  };
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    if (Date.now() > until || server.exitCode !== null) {
      await stop();
      throw new Error('nginx did not start');
    }
    await pause(LOOK_AGAIN_MS);
  }
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: stop };
}

function configuration(folder: string, port: number, [first, second]: readonly [string, string]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `  ${name}_temp_path ${folder}/${name};\n`,
  );
  const replacements: readonly [RegExp, string][] = [
    [/listen 80;/, `listen 127.0.0.1:${port};`],
    [/server pressbox-1:3000/, `server ${first}`],
    [/server pressbox-2:3000/, `server ${second}`],
    [/\/run\/nginx\.pid/, `${folder}/nginx.pid`],
    [/\/var\/log\/nginx\/error\.log/, `${folder}/error.log`],
    [/\/var\/log\/nginx\/access\.log/, `${folder}/access.log`],
    [/\/var\/cache\/nginx\/pressbox/, `${folder}/cache/pressbox`],
    [/worker_processes auto;/, 'worker_processes 1;'],
    [/worker_rlimit_nofile \d+;/, ''],
    [/worker_connections \d+;/, 'worker_connections 512;'],
    [/^http \{\n/m, `http {\n${temporary.join('')}`],
  ];
  return replacements.reduce(
    (text, [place, value]) => {
      if (!place.test(text)) throw new Error(`deploy/nginx.conf has no ${place}`);
      return text.replace(place, value);
    },
    readFileSync(CONFIGURATION, 'utf8'),
  );
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
