import { type ReactNode, useEffect, useRef } from 'react';
import { useReader } from '../reader.ts';
import type { Playback } from './playback.ts';

interface PlayerButtonsProps {
  readonly playback: Playback;
  readonly isPlaying: boolean;
  readonly onToggle: () => void;
}

export function PlayerButtons({ playback, isPlaying, onToggle }: PlayerButtonsProps): ReactNode {
  const { texts } = useReader();
  const play = useRef<HTMLButtonElement>(null);
  // Who came to play can stop it with the next key.
  useEffect(() => {
    if (location.hash === '#replay') play.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="player-buttons">
      <StepButton name={texts.say('replayPrevious')} icon={PREVIOUS} onPress={() => void playback.previous()} />
      <button
        ref={play}
        type="button"
        className="player-play"
        aria-label={texts.say(isPlaying ? 'replayPause' : 'replayPlay')}
        title={texts.say(isPlaying ? 'replayPause' : 'replayPlay')}
        onClick={onToggle}
      >
        <Icon path={isPlaying ? PAUSE : PLAY} />
      </button>
      <StepButton name={texts.say('replayNext')} icon={NEXT} onPress={() => void playback.next()} />
    </div>
  );
}

const PLAY = 'M4 2l9.5 6L4 14z';
const PAUSE = 'M3.5 2h3.2v12H3.5zM9.3 2h3.2v12H9.3z';
const PREVIOUS = 'M3 2.5h1.8v11H3zM13 2.5v11L5.5 8z';
const NEXT = 'M11.2 2.5H13v11h-1.8zM3 2.5L10.5 8 3 13.5z';

interface StepButtonProps {
  readonly name: string;
  readonly icon: string;
  readonly onPress: () => void;
}

function StepButton({ name, icon, onPress }: StepButtonProps): ReactNode {
  return (
    <button type="button" aria-label={name} title={name} onClick={onPress}>
      <Icon path={icon} />
    </button>
  );
}

function Icon({ path }: { readonly path: string }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
