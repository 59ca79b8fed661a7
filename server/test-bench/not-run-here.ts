import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with a list of what could not be run on this machine: every test that was skipped with a reason. */
export class NotRunHere implements Reporter {
  readonly #print: (text: string) => void;

  constructor(print: (text: string) => void = text => process.stdout.write(text)) {
    this.#print = print;
  }

  onTestRunEnd(modules: readonly Pick<TestModule, 'children'>[]): void {
    const notRun = modules.flatMap(({ children }) =>
      [...children.allTests('skipped')].flatMap(test => {
        const result = test.result();
        return result.state === 'skipped' && result.note ? [{ what: test.fullName, why: result.note }] : [];
      }),
    );
    const lines = [...Map.groupBy(notRun, ({ why }) => why)].map(
      ([why, tests]) => `Not run here: ${listed(tests.map(({ what }) => what))}, because ${why}.\n`,
    );
    if (lines.length > 0) this.#print(`\n${lines.join('')}`);
  }
}

/** Several tests of one suite as one. */
function listed(names: readonly string[]): string {
  const bySuite = [...Map.groupBy(names, name => name.split(' > ', 1)[0])];
  return bySuite.map(([suite, { length, 0: only }]) => (length === 1 ? only : `${suite} (${length} tests)`)).join('; ');
}
