import type * as z from 'zod';
import type { Problem } from '#shared/commands.ts';
import { reasonOf, type Unsuccessful } from '../request.ts';

/** What is wrong, and with which field: a path such as `authors.1.name`; empty where it is about the whole. */
export interface FieldProblem {
  readonly field: string;
  readonly reason: string;
}

export function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues.map(issue => ({ field: issue.path.join('.'), reason: reasonOfIssue(issue) }));
}

/** The server names fields as they stand in the request: those of an entry or article lie one level deeper than in the form. */
export function problemsOfRefusal(problem: Problem): FieldProblem[] {
  const named = problem.issues ?? [{ field: problem.field ?? '', reason: problem.detail }];
  return named.map(({ field, reason }) => ({ field: field.replace(/^(entry|article)(\.|$)/, ''), reason }));
}

export function problemsOfAnswer(answer: Unsuccessful): FieldProblem[] {
  if (answer.outcome === 'refused') return problemsOfRefusal(answer.problem);
  return [{ field: '', reason: reasonOf(answer) }];
}

/** What is wrong with a field or anything in it, as one sentence; null where nothing is. */
export function problemAt(problems: readonly FieldProblem[], field: string): string | null {
  const reasons = problems.filter(problem => isWithin(problem.field, field)).map(problem => problem.reason);
  return reasons.length === 0 ? null : [...new Set(reasons)].join('. ');
}

/** Problems that none of these fields will show. */
export function problemsElsewhere(problems: readonly FieldProblem[], fields: readonly string[]): FieldProblem[] {
  return problems.filter(problem => !fields.some(field => isWithin(problem.field, field)));
}

function isWithin(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}

function reasonOfIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big' && issue.origin === 'string') return `Too long: at most ${issue.maximum} characters`;
  if (issue.code === 'too_big' && issue.origin === 'array') return `Too many: at most ${issue.maximum}`;
  if (issue.code === 'too_small' && issue.minimum === 1) return 'Must not be empty';
  return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}`;
}
