import { openStore } from '#server/store/open-store.ts';
import type { Store } from '#server/store/store.ts';
import { tempDir } from './temp-dir.ts';

export interface TempStore extends AsyncDisposable {
  readonly store: Store;
  readonly path: string;
}

/** The embedded store in a folder of its own; both go with the scope. A test may close it earlier. */
export async function tempStore(): Promise<TempStore> {
  const folder = tempDir();
  const { store } = await openStore(folder.path);
  return {
    store,
    path: folder.path,
    async [Symbol.asyncDispose]() {
      await store.close();
      folder[Symbol.dispose]();
    },
  };
}
