import type * as z from 'zod';
import { Failure } from './failure.ts';

/** An option's value as its schema has it; else a failure that names the option and says what it takes. */
export function checked<Schema extends z.ZodType>(schema: Schema, option: string, value: string): z.output<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new Failure('usage', `${option} "${value}": ${read.error.issues[0]?.message ?? 'not valid'}`);
}
