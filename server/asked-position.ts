import * as z from 'zod';
import { Epoch, type Position, Seq } from '#shared/article.ts';

const Count = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(Seq);

/** A position as an address has it, in `epoch` and `since`; null where it has neither. */
export const AskedPosition = z.union([
  z.object({ epoch: z.undefined(), since: z.undefined() }).transform(() => null),
  z.object({ epoch: Epoch, since: Count }).transform(({ epoch, since }): Position => ({ epoch, seq: since })),
]);
