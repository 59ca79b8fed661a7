import type { ReactNode } from 'react';
import { entryPath } from '#shared/addresses.ts';
import type { PublishedEntry } from '#shared/article.ts';
import { entryAnchor } from '../../ui/entry-view.tsx';
import { type Reader, useReader, type Voice } from '../reader.ts';
import { speak } from '../speak.ts';
import { openSheet, Sheet } from './sheet.tsx';
import { showToast } from './toast.ts';

/** Hands the address of an entry, or of what is shown, to whatever the device shares with; where it has no such thing, to the clipboard. */
export async function share(reader: Reader & Voice, entry: PublishedEntry | null): Promise<void> {
  const { article, entries } = reader.article.store.getState().article;
  const named = entry ?? entries.find(({ number }) => number === reader.page.entryNumber);
  const title = (named?.retraction === null && named.headline) || article.headline;
  const url = new URL(addressOf(reader, entry), location.origin).href;
  if ('share' in navigator && (await isShared({ title, url }))) return;
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    // Without https there is no clipboard, and a reader may forbid it.
    return openSheet(reader, () => <AddressSheet url={url} />);
  }
  showToast(reader.texts.say('linkCopied'), reader.texts.language);
  speak(reader, texts => texts.say('linkCopied'));
}

/** What decides about what a page shows; the rest of an address is not for others. */
const SHOWING = ['at', 'before', 'after', 'order', 'show', 'author', 'tag'];

/** On a page of the past, an entry as it stood then. */
function addressOf({ page }: Reader, entry: PublishedEntry | null): string {
  if (entry && !page.past) return entryPath(page.state.article.slug, entry);
  const query = new URLSearchParams(
    [...new URLSearchParams(location.search)].filter(([name]) => SHOWING.includes(name)),
  );
  const { pathname } = location;
  return `${pathname}${query.size > 0 ? `?${query}` : ''}${entry ? `#${entryAnchor(entry.number)}` : ''}`;
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
