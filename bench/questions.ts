/** What one process may ask of another: plain data in and out. */
export type Calls = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

/** Answers the questions of the process that started this one, and ends when that one is gone. */
export function answerQuestions(calls: Calls, { beforeExit }: { readonly beforeExit: () => unknown }): void {
  process.on('message', async message => {
    const { id, name, args } = message as Question;
    process.send?.(await answered(id, calls[name], args));
  });
  // Ctrl+C reaches the whole group; the disconnect that follows leaves time to tidy up.
  process.on('SIGINT', () => {});
  process.once('disconnect', async () => {
    await beforeExit();
    process.exit();
  });
}

async function answered(id: number, call: Calls[string] | undefined, args: readonly unknown[]): Promise<Answer> {
  try {
    return { id, value: await call?.(...(args as never[])) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
