/** What a process has used so far. */
export interface Usage {
  readonly userUs: number;
  readonly systemUs: number;
  readonly residentBytes: number;
  /** JavaScript's heap and the buffers that belong to it. */
  readonly heapBytes: number;
}

/** With `collected`, garbage goes first: what is left is what is held. */
export function usage({ collected }: { readonly collected: boolean }): Usage {
  if (collected) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { userUs: user, systemUs: system, residentBytes: rss, heapBytes: heapUsed + external };
}
