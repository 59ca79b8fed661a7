/** The embedded store cannot be opened; the message is all that an operator needs. */
export class UnusableStore extends Error {
  override readonly name = 'UnusableStore';
}
