/** The user of that name, whom every system has. */
const NOBODY = 65_534;

/** Files are to root as if they were everybody's: where tests run as root, this process is "nobody" towards them until the scope ends. */
export function asNobody(): Disposable {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  return {
    [Symbol.dispose]() {
      if (isRoot) process.seteuid?.(0);
    },
  };
}
