import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLink } from '#server/test-bench/silent-link.ts';
import type { Bus, Doorbell } from './bus.ts';

/** What every bus promises. `open` gives a bus of a new node; nodes of one test hear each other. */
export function busContract(name: string, open: () => Bus): void {
  describe(`${name}: the bus`, () => {
    it('is heard by its own node', async () => {
      const bus = opened(open);
      const doorbell = newDoorbell();
      const heard = next(bus, doorbell);

      bus.ring(doorbell);

      expect(await heard).toEqual(doorbell);
    });

    it('is heard by no one who stopped listening', async () => {
      const bus = opened(open);
      const heard: Doorbell[] = [];
      const stop = bus.listen(doorbell => heard.push(doorbell));
      const doorbell = newDoorbell();
      const other = next(bus, doorbell);
      stop();

      bus.ring(doorbell);

      await other;
      expect(heard).toEqual([]);
    });

    it('carries a burst of a thousand bells to its end', async () => {
      const bus = opened(open);
      const last = { ...newDoorbell(), seq: 1_000 };
      const heard = next(bus, last);

      for (let seq = 1; seq <= 1_000; seq++) bus.ring({ ...last, seq });

      expect(await heard).toEqual(last);
    });

    it('tells that it is connected, and how many bells it rang and heard', async () => {
      const bus = opened(open);
      await expect.poll(() => bus.state().isConnected).toBe(true);

      bus.ring(newDoorbell());
      bus.ring(newDoorbell());

      await expect.poll(() => bus.state().heard).toBeGreaterThanOrEqual(2);
      expect(bus.state().rung).toBe(2);
    });
  });
}

/** What a bus between nodes promises besides. `openAt` gives a bus of a new node at the address of the server that carries it. */
export function busBetweenNodesContract(name: string, serverUrl: string, openAt: (url: string) => Bus): void {
  const open = () => openAt(serverUrl);
  busContract(name, open);
  it(`${name}: a bell is heard on another node`, async () => {
    const [here, there] = [opened(open), opened(open)];
    const doorbell = newDoorbell();
    const heard = next(there, doorbell);

    // Bells rung before the other node listens are lost, as promised to nobody.
    const ringing = setInterval(() => here.ring(doorbell), 50);
    onTestFinished(() => clearInterval(ringing));

    expect(await heard).toEqual(doorbell);
    expect([here.mayLose, there.mayLose]).toEqual([true, true]);
  });

  it(`${name}: [D2] connections that went silent show in its state, and new ones take their place`, async () => {
    await using link = await silentLink(serverUrl);
    const [here, there] = [opened(() => openAt(link.url)), opened(open)];
    for (const bus of [here, there]) await expect.poll(() => bus.state().isConnected).toBe(true);

    link.silence();

    await expect.poll(() => here.state().isConnected, BRIEFLY).toBe(false);
    await expect.poll(() => here.state().isConnected, PATIENTLY).toBe(true);
    const [fromHere, fromThere] = [newDoorbell(), newDoorbell()];
    const heard = [next(there, fromHere), next(here, fromThere)];
    here.ring(fromHere);
    there.ring(fromThere);
    expect(await Promise.all(heard)).toEqual([fromHere, fromThere]);
  });
}

const PATIENTLY = { timeout: 8_000 };
/** It is back after a moment. */
const BRIEFLY = { ...PATIENTLY, interval: 5 };

function opened(open: () => Bus): Bus {
  const bus = open();
  onTestFinished(() => bus.close());
  return bus;
}

function newDoorbell(): Doorbell {
  return { articleId: randomUUID(), seq: 7 };
}

function next(bus: Bus, { articleId, seq }: Doorbell): Promise<Doorbell> {
  return new Promise(resolve => {
    bus.listen(doorbell => doorbell.articleId === articleId && doorbell.seq === seq && resolve(doorbell));
  });
}
