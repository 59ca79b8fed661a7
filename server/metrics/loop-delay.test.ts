import { expect, it, onTestFinished } from 'vitest';
import { LoopDelayMonitor } from './loop-delay.ts';

it('knows how long the loop kept work waiting', async () => {
  const monitor = new LoopDelayMonitor();
  onTestFinished(() => monitor.close());
  // The first sample only begins the measurement.
  await expect.poll(() => monitor.lastMinute.longestMs).toBeGreaterThan(0);

  const until = performance.now() + 300;
  while (performance.now() < until);

  await expect.poll(() => monitor.lastMinute.longestMs).toBeGreaterThan(200);
});
