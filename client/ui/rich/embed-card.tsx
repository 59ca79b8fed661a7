import type { ReactNode } from 'react';
import type { Block } from '#shared/body.ts';
import { type EmbedFrame, frameOf, providerName } from '#shared/embeds.ts';
import { useState, useSyncExternalStore } from './react-parts.ts';
import type { Voice } from './rich-block.tsx';

interface EmbedCardProps {
  readonly embed: Extract<Block, { type: 'embed' }>['attrs'];
  readonly voice: Voice | undefined;
}

/** A link that names where it leads. Nothing is asked of anybody else before the reader goes there, or asks for it here. */
export function EmbedCard({ embed: { provider, url, title }, voice }: EmbedCardProps): ReactNode {
  const [isShown, setShown] = useState(false);
  const name = providerName(provider, url);
  const frame = frameOf(provider, url);
  return (
    <div className={frame ? 'embed embed-framed' : 'embed'}>
      {isShown && frame && <Frame frame={frame} title={title ? `${name}: ${title}` : name} />}
      <a className="embed-link" href={url} rel="noopener nofollow">
        <span className="embed-provider">{name}</span> <span className="embed-title">{title || url}</span>
      </a>
      {voice && provider !== 'link' && (
        <p className="embed-note" {...voice.labels}>
          <ShowButton isWanted={frame !== null && !isShown} voice={voice} onClick={() => setShown(true)} />{' '}
          {voice.texts.say(frame ? 'embedAsks' : 'embedElsewhere', { provider: name })}
        </p>
      )}
    </div>
  );
}

interface ShowButtonProps {
  readonly isWanted: boolean;
  readonly voice: Voice;
  readonly onClick: () => void;
}

/** Only there where it works: the room for it is kept by the styles. */
function ShowButton({ isWanted, voice, onClick }: ShowButtonProps): ReactNode {
  const isAlive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
  if (!isWanted || !isAlive) return null;
  return (
    <button type="button" className="embed-show" onClick={onClick}>
      {voice.texts.say('embedShow')}
    </button>
  );
}

/** A stranger in a room of its own: it runs its scripts, but cannot take the page anywhere. Some want to know on whose site they are. */
function Frame({ frame: { src, shape }, title }: { readonly frame: EmbedFrame; readonly title: string }): ReactNode {
  return (
    <iframe
      className={`embed-frame embed-frame-${shape}`}
      ref={focusOn}
      {...{ src, title }}
      sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation"
      allow="fullscreen; encrypted-media; picture-in-picture"
      referrerPolicy="strict-origin-when-cross-origin"
      loading="lazy"
    />
  );
}

/** The button that was pressed is gone. */
function focusOn(frame: HTMLIFrameElement | null): void {
  frame?.focus({ preventScroll: true });
}
