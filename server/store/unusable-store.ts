/** The store cannot be opened; the message is all that an operator needs. */
export class UnusableStore extends Error {
  override readonly name = 'UnusableStore';
}

/** For a database that did not let us in. Of its address only what is no secret. */
export function unusableDatabase(url: string, error: unknown): UnusableStore {
  const { host, pathname } = new URL(url);
  return new UnusableStore(`DATABASE_URL: ${host}${pathname} cannot be used: ${reasonOf(error)}`, { cause: error });
}

/** Where a name has several addresses, what went wrong is in the errors of each. */
export function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}
