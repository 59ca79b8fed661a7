import { Problem } from '#shared/commands.ts';
import { lineOfField } from '#shared/imports.ts';
import { Failure } from './failure.ts';
import type { Answer } from './local-server.ts';

/** Answers that are about the input and will not change when it is sent again. */
const ABOUT_THE_INPUT: ReadonlySet<number> = new Set([400, 413, 422]);

/** What the API said instead of doing it, as the end of a command. `line` is where the refused piece of the input begins. */
export function failureFrom(
  { status, body }: Answer,
  { line = null }: { readonly line?: number | null } = {},
): Failure {
  const problem = Problem.safeParse(body);
  if (!problem.success) return new Failure('server', `The server answered ${status} where JSON was expected.`);
  const { detail, field, code } = problem.data;
  if (ABOUT_THE_INPUT.has(status)) return new Failure('refused', detail, lineOfField(field) ?? line);
  return new Failure('server', `The server answered ${status} (${code}): ${detail}`);
}
