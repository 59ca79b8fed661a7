import type { ReactNode } from 'react';
import { articlePath, entryPath } from '#shared/addresses.ts';
import type { PublishedEntry } from '#shared/article.ts';
import { type Reader, useReader, type Voice } from '../reader.ts';
import { speak } from '../speak.ts';
import { openSheet, Sheet } from './sheet.tsx';
import { showToast } from './toast.ts';

/** Hands an entry's address, or the article's, to whatever the device shares with; where it has no such thing, to the clipboard. */
export async function share(reader: Reader & Voice, entry: PublishedEntry | null): Promise<void> {
  const { slug, headline } = reader.article.store.getState().article.article;
  const url = new URL(entry ? entryPath(slug, entry) : articlePath(slug), location.origin).href;
  if ('share' in navigator && (await isShared({ title: entry?.headline ?? headline, url }))) return;
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    // Without https there is no clipboard, and a reader may forbid it.
    return openSheet(reader, () => <AddressSheet url={url} />);
  }
  showToast(reader.texts.say('linkCopied'), reader.texts.language);
  speak(reader, texts => texts.say('linkCopied'));
}

/** Also where the reader thought better of it; false where the device cannot. */
async function isShared(data: ShareData): Promise<boolean> {
  try {
    await navigator.share(data);
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError';
  }
}

function AddressSheet({ url }: { readonly url: string }): ReactNode {
  const { texts } = useReader();
  return (
    <Sheet title={texts.say('copyAddress')}>
      {() => (
        <input
          className="address"
          readOnly
          value={url}
          aria-label={texts.say('copyAddress')}
          onFocus={event => event.currentTarget.select()}
          dir="ltr"
        />
      )}
    </Sheet>
  );
}
