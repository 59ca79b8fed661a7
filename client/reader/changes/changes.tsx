import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Entry } from '#shared/article.ts';
import { directionOf } from '#shared/language.ts';
import { articleAddress } from '../../live/article-address.ts';
import { setAside } from '../asides.ts';
import { isCorrected } from '../following/news.ts';
import { stylesAt } from '../on-demand.ts';
import { useLive, useReader } from '../reader.ts';
import type { AsideProps } from '../reading.ts';
import styles from './changes.css?url';
import { partsOf, type Step, stepsIn } from './steps.ts';

await stylesAt(styles);

type Found = { readonly status: 'loading' | 'failed' } | { readonly status: 'found'; readonly steps: readonly Step[] };

/** An entry beside what it said before, word by word. */
export function Changes({ entry }: AsideProps): ReactNode {
  const { texts, reading } = useReader();
  const { slug, language } = useLive(live => live.article.article);
  const panel = useRef<HTMLElement>(null);
  const [found, setFound] = useState<Found>({ status: 'loading' });
  const { number, version } = entry;
  const [opened] = useState(entry);
  // An entry that changes while it is compared is compared anew.
  useEffect(() => {
    const stop = new AbortController();
    versionsOf(slug, number, version, stop.signal).then(
      versions => setFound({ status: 'found', steps: stepsIn(upTo(version, versions)) }),
      () => stop.signal.aborted || setFound({ status: 'failed' }),
    );
    return () => stop.abort();
  }, [slug, number, version]);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  if (entry.retraction !== null) return null;
  const isNew = opened.retraction === null && isCorrected(entry, opened);

  function close(): void {
    setAside(reading, number, null);
    document.querySelector<HTMLElement>(`#entry-${number} .what-changed`)?.focus({ preventScroll: true });
  }

  return (
    <section
      ref={panel}
      className="changes"
      tabIndex={-1}
      aria-label={texts.say('whatChanged')}
      {...texts.markFor(language)}
    >
      {isNew && <p>{texts.say('correctedSinceRead')}</p>}
      {found.status === 'found' ? (
        found.steps.map(step => <StepView key={step.edit.at} step={step} />)
      ) : (
        <p>{texts.say(found.status === 'failed' ? 'changesFailed' : 'changesLoading')}</p>
      )}
      {found.status === 'found' && found.steps.length === 0 && <p>{texts.say('changesUnknown')}</p>}
      <button type="button" className="plain" onClick={close}>
        {texts.say('close')}
      </button>
    </section>
  );
}

function StepView({ step }: { readonly step: Step }): ReactNode {
  const { texts, times } = useReader();
  const { edit, after } = step;
  return (
    <>
      <h4>{texts.say(`edit_${edit.kind}`, { time: times.moment(edit.at) })}</h4>
      <p className="changes-text" lang={after.language} dir={directionOf(after.language)}>
        {partsOf(step).map(({ kind, text }, at) => {
          const key = `${at} ${text}`;
          if (kind === 'added') return <ins key={key}>{text}</ins>;
          return kind === 'removed' ? <del key={key}>{text}</del> : text;
        })}
      </p>
    </>
  );
}

/** Where a moment of the past is shown, what came after it is not. */
function upTo(version: number, versions: readonly Entry[]): Entry[] {
  return versions.filter(known => known.version <= version);
}

/** `version` is known to be there: an older answer that lies in a cache is not taken. */
async function versionsOf(slug: string, number: number, version: number, signal: AbortSignal): Promise<Entry[]> {
  const address = `${articleAddress(slug)}/entries/${number}/versions`;
  for (const cache of ['default', 'reload'] as const) {
    const response = await fetch(address, { cache, signal });
    if (!response.ok) throw new Error(`The server answered ${response.status} for ${address}.`);
    const { versions } = (await response.json()) as { readonly versions: Entry[] };
    if (versions.some(known => known.version >= version)) return versions;
  }
  throw new Error('The server does not know the last change yet.');
}
