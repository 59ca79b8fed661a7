import { afterEach, beforeEach, expect, vi } from 'vitest';

/** What a test leaves on the console is either noise or a fault it did not expect: both fail it. */
beforeEach(() => {
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  for (const method of ['error', 'warn'] as const) {
    const spy = vi.mocked(console[method]);
    const calls = vi.isMockFunction(spy) ? spy.mock.calls : [];
    spy.mockRestore?.();
    expect(calls, `console.${method}`).toEqual([]);
  }
});
