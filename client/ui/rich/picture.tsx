import type { MouseEvent, ReactNode } from 'react';
import type { Picture } from '#shared/body.ts';
import { copiesOf } from '#shared/media.ts';
import type { Voice } from './rich-block.tsx';

interface PictureFigureProps {
  readonly picture: Picture;
  /** How much of the column it has; in a gallery all have the same shape. */
  readonly room: 'whole' | 'part';
  readonly voice: Voice | undefined;
}

/** How wide the picture is shown: the measure of the text where there is room for it. */
const SIZES = { whole: '(min-width: 42rem) 39rem, 100vw', part: '(min-width: 42rem) 19rem, 50vw' };

/** A picture with what belongs under it. It leads to itself at full size, which a script shows over the page. */
export function PictureFigure({ picture, room, voice }: PictureFigureProps): ReactNode {
  const { src, width, height, alt, caption, credit, decorative } = picture;
  const image = (
    <picture>
      <source
        type="image/webp"
        srcSet={copiesOf(picture)
          .map(copy => `${copy.src} ${copy.width}w`)
          .join(', ')}
        sizes={SIZES[room]}
      />
      <img {...{ src, width, height }} alt={decorative ? '' : alt} loading="lazy" decoding="async" />
    </picture>
  );
  return (
    <figure className={height > width && room === 'whole' ? 'picture picture-upright' : 'picture'}>
      {alt && !decorative ? (
        <a className="picture-link" href={src} onClick={event => voice && enlarge(event, voice)}>
          {image}
        </a>
      ) : (
        image
      )}
      {(caption || credit) && (
        <figcaption>
          {caption} {credit && <span className="credit">{credit}</span>}
        </figcaption>
      )}
    </figure>
  );
}

interface GalleryProps {
  readonly images: readonly Picture[];
  readonly voice: Voice | undefined;
}

export function Gallery({ images, voice }: GalleryProps): ReactNode {
  return (
    <ul className="gallery">
      {images.map((picture, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a picture may be there twice; the block is replaced as a whole
        <li key={place}>
          <PictureFigure picture={picture} room="part" voice={voice} />
        </li>
      ))}
    </ul>
  );
}

function enlarge(event: MouseEvent<HTMLAnchorElement>, { texts }: Voice): void {
  // Whoever wants it in a tab of its own gets it there.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.currentTarget;
  if (parent !== window) {
    // In another site's page: a frame as high as all it shows has its middle far from the reader.
    link.target = '_blank';
    return;
  }
  event.preventDefault();
  import('./lightbox.ts').then(
    ({ openLightbox }) => openLightbox(link, texts),
    () => location.assign(link.href),
  );
}
