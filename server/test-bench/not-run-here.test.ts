import { expect, it } from 'vitest';
import type { TestCase, TestModule } from 'vitest/node';
import { NotRunHere } from './not-run-here.ts';

it('lists at the end what was skipped with a reason, by reason', () => {
  const text = reportOf(
    [['the bus on Redis > is heard', 'no Redis is here']],
    [
      ['npm run move > goes on', 'no PostgreSQL is here'],
      ['npm run move > says why', 'no PostgreSQL is here'],
      ['PostgreSQL: the store', 'no PostgreSQL is here'],
      ['left out by a filter', undefined],
    ],
  );

  expect(text).toBe(`
Not run here: the bus on Redis > is heard, because no Redis is here.
Not run here: npm run move (2 tests); PostgreSQL: the store, because no PostgreSQL is here.
`);
});

it('says nothing where everything ran', () => {
  expect(reportOf([['left out by a filter', undefined]], [])).toBe('');
});

/** What is printed after a run of modules with these skipped tests: their full name and why. */
function reportOf(...modules: readonly (readonly [string, string | undefined])[][]): string {
  let printed = '';
  const reporter = new NotRunHere(text => {
    printed += text;
  });
  reporter.onTestRunEnd(modules.map(tests => ({ children: childrenOf(tests) })));
  return printed;
}

function childrenOf(tests: readonly (readonly [string, string | undefined])[]): TestModule['children'] {
  const skipped = tests.map(([fullName, note]) => ({ fullName, result: () => ({ state: 'skipped', note }) }));
  const allTests = (state: string) => (state === 'skipped' ? skipped : []) as unknown as Generator<TestCase>;
  return { allTests } as unknown as TestModule['children'];
}
