import type { ReactNode } from 'react';
import type { Block } from '#shared/body.ts';
import type { LanguageMark } from '../language-mark.ts';
import type { Texts } from '../texts.ts';
import { EmbedCard } from './embed-card.tsx';
import { Gallery, PictureFigure } from './picture.tsx';

/** The interface's texts, where a body stands in the interface; left out where its markup goes elsewhere, such as to a feed. */
export interface Voice {
  readonly texts: Texts;
  /** The language of interface texts inside the body, where it is not the body's own. */
  readonly labels: LanguageMark;
}

export interface RichBlockProps {
  readonly block: Extract<Block, { type: 'image' | 'gallery' | 'keyFigure' | 'embed' }>;
  readonly voice: Voice | undefined;
}

export function RichBlock({ block, voice }: RichBlockProps): ReactNode {
  switch (block.type) {
    case 'image':
      return <PictureFigure picture={block.attrs} room="whole" voice={voice} />;
    case 'gallery':
      return <Gallery images={block.attrs.images} voice={voice} />;
    case 'keyFigure':
      return (
        <p className="key-figure">
          <strong className="key-figure-value">{block.attrs.value}</strong>{' '}
          <span className="key-figure-label">{block.attrs.label}</span>
        </p>
      );
    case 'embed':
      return <EmbedCard key={block.attrs.url} embed={block.attrs} voice={voice} />;
    default:
      return block satisfies never;
  }
}
