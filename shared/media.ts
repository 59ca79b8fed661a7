/** How stored pictures are named: by what they hold, so that a name never comes to mean something else. */

/** How wide the smaller copies are, for screens from a phone's to a large one's. */
const COPY_WIDTHS = [480, 960, 1_600] as const;
/** No side of a stored picture is longer. */
export const MAX_SIDE_PX = 2_400;

interface Sized {
  /** `/media/<hash>.<ext>`. */
  readonly src: string;
  readonly width: number;
}

interface Copy {
  readonly src: string;
  readonly width: number;
}

/** The copies there are of a picture, the smallest first; the last is as wide as the picture. */
export function copiesOf({ src, width }: Sized): readonly Copy[] {
  const stem = src.slice(0, src.lastIndexOf('.'));
  const widths = [...COPY_WIDTHS.filter(copy => copy < width), width];
  return widths.map(copy => ({ src: `${stem}-${copy}.webp`, width: copy }));
}
