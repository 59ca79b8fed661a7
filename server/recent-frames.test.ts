import { describe, expect, it } from 'vitest';
import type { PlacedFrame } from './frames.ts';
import { RecentFrames } from './recent-frames.ts';

const KB = 1024;

describe('recent frames', () => {
  it('are nothing after the head, and unknown before it', () => {
    const recent = new RecentFrames(7);

    expect(recent.after(7)).toEqual([]);
    expect(recent.after(6)).toBeNull();
  });

  it('are those after a position, in order', () => {
    const recent = new RecentFrames(7);
    recent.add(frames(8, 10));

    expect(seqs(recent.after(7))).toEqual([8, 9, 10]);
    expect(seqs(recent.after(9))).toEqual([10]);
    expect(seqs(recent.after(10))).toEqual([]);
  });

  it('are the newest that fit into 64 KB', () => {
    const recent = new RecentFrames(0);
    recent.add(frames(1, 100, KB));

    expect(recent.after(35)).toBeNull();
    expect(seqs(recent.after(36))).toHaveLength(64);
  });

  it('reach back over what was read from the log, and go on from there', () => {
    const recent = new RecentFrames(7);
    recent.reachBack(frames(5, 7));
    recent.reachBack(frames(6, 7));
    recent.add(frames(8, 8));

    expect(seqs(recent.after(4))).toEqual([5, 6, 7, 8]);
  });

  it('[D11] are forgotten when the log was rewritten', () => {
    const recent = new RecentFrames(7);
    recent.add(frames(8, 9));
    recent.forget();
    recent.add(frames(10, 10));

    expect(recent.after(8)).toBeNull();
    expect(seqs(recent.after(9))).toEqual([10]);
  });
});

function frames(first: number, last: number, bytes = 1): PlacedFrame[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    seq: first + index,
    bytes: () => Buffer.alloc(bytes),
  }));
}

function seqs(found: readonly PlacedFrame[] | null): number[] | null {
  return found?.map(frame => frame.seq) ?? null;
}
