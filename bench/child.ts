import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Calls, Question } from './questions.ts';

/** A process of the bench, with the questions that may be put to it. */
export interface Child<Answers extends Calls> extends AsyncDisposable {
  ask<Name extends keyof Answers & string>(
    name: Name,
    ...args: Parameters<Answers[Name]>
  ): Promise<Awaited<ReturnType<Answers[Name]>>>;
}

/** A server that still works off an overload does not notice that it may end. */
const END_WITHIN_MS = 10_000;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a file that answers questions, on one core where `core` names one. It ends with the process that started it. */
export function startChild<Answers extends Calls>(
  file: string,
  { args = [], core }: { readonly args?: readonly string[]; readonly core: number | null },
): Child<Answers> {
  const node = [process.execPath, '--expose-gc', fileURLToPath(new URL(file, import.meta.url)), ...args];
  const [command = '', ...rest] = core === null ? node : ['taskset', '-c', String(core), ...node];
  const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<number, Waiting>();
  let questions = 0;
  child.on('message', message => settle(waiting, message as Answer));
  child.on('error', error => rejectAll(waiting, error));
  child.on('exit', code => rejectAll(waiting, new Error(`${file} ${args.join(' ')} ended with ${code}`)));
  return {
    ask(name, ...questionArgs) {
      const id = questions++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send({ id, name, args: questionArgs } satisfies Question, error => error && reject(error));
      });
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

function settle(waiting: Map<number, Waiting>, answer: Answer): void {
  const asked = waiting.get(answer.id);
  waiting.delete(answer.id);
  if ('error' in answer) asked?.reject(new Error(answer.error));
  else asked?.resolve(answer.value as never);
}

function rejectAll(waiting: Map<number, Waiting>, error: Error): void {
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (child.connected) child.disconnect();
  const kill = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  await exited;
  clearTimeout(kill);
}
