import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OverlayOptions, Sharp } from 'sharp';
import type { Status } from '#shared/article.ts';
import { shortened } from '#shared/body-text.ts';
import { SOCIAL_IMAGE_HEIGHT, SOCIAL_IMAGE_WIDTH } from './head-tags.ts';

/** What a picture says. Where two say the same, they are the same picture. */
export interface SocialCard {
  readonly status: Status;
  readonly statusText: string;
  readonly when: string;
  readonly headline: string;
  /** Above the headline: of an entry the article it belongs to. */
  readonly kicker: string | null;
  readonly siteName: string;
  readonly dir: 'ltr' | 'rtl';
}

const PAPER = '#141518';
const INK = '#f4f1ea';
const INK_SOFT = '#b3b0a8';
const STATUS_COLORS: Readonly<Record<Status, string>> = {
  live: '#cc2f35',
  upcoming: '#0d6f8f',
  paused: '#6b5a1e',
  ended: '#4a4d55',
};

const MARGIN = 72;
const PILL_RADIUS = 10;
/** Red, green, blue and how much it covers. */
const DOT_BYTES = 4;
const TEXT_WIDTH = SOCIAL_IMAGE_WIDTH - 2 * MARGIN;
const HEADLINE_TOP = 176;
const HEADLINE_HEIGHT = 330;
/** The largest at which a headline has room. */
const HEADLINE_SIZES = [76, 64, 54, 46, 40];
const MAX_HEADLINE_CHARS = 220;
const SERIF = 'Source Serif 4 Bold';
const SANS = 'Inter Semi-Bold';

/** The picture that stands for an article or entry where it is shared, as PNG. Lines begin at the side where their script does. */
export async function drawSocialImage(card: SocialCard): Promise<Buffer> {
  const draw = await drawing();
  const status = await draw({ text: card.statusText, font: `${SANS} 30`, color: '#ffffff' });
  const pill = { width: status.width + 48, height: 60 };
  const when = await draw({
    text: card.when,
    font: `${SANS} 30`,
    color: INK_SOFT,
    width: TEXT_WIDTH - pill.width - 40,
  });
  const headline = await headlineOf(draw, card);
  const site = await draw({ text: card.siteName, font: `${SANS} 32`, color: INK });
  const along = placing(card.dir);
  const kicker =
    card.kicker === null ? null : await draw({ text: shortened(card.kicker, 60), font: `${SANS} 30`, color: INK_SOFT });
  const layers: OverlayOptions[] = [
    { ...pillOf(pill, STATUS_COLORS[card.status]), ...along(0, pill.width), top: MARGIN },
    { input: status.png, ...along(24, status.width), top: middle(MARGIN, pill.height, status) },
    { input: when.png, ...along(pill.width + 28, when.width), top: middle(MARGIN, pill.height, when) },
    ...(kicker === null ? [] : [{ input: kicker.png, ...along(0, kicker.width), top: HEADLINE_TOP }]),
    { input: headline.png, ...along(0, headline.width), top: HEADLINE_TOP + (kicker === null ? 0 : 60) },
    { input: site.png, ...along(0, site.width), top: SOCIAL_IMAGE_HEIGHT - MARGIN - site.height },
  ];
  const sharp = await loadSharp();
  const size = { width: SOCIAL_IMAGE_WIDTH, height: SOCIAL_IMAGE_HEIGHT };
  return sharp({ create: { ...size, channels: 3, background: PAPER } })
    .composite(layers)
    .png({ palette: true, colors: 128 })
    .toBuffer();
}

async function headlineOf(draw: Draw, { headline, kicker }: SocialCard): Promise<Drawn> {
  const room = HEADLINE_HEIGHT - (kicker === null ? 0 : 60);
  const text = shortened(headline, MAX_HEADLINE_CHARS);
  const at = (size: number) => draw({ text, font: `${SERIF} ${size}`, color: INK });
  const [largest = 40, ...smaller] = HEADLINE_SIZES;
  let drawn = await at(largest);
  for (const size of smaller) {
    if (drawn.height <= room) break;
    drawn = await at(size);
  }
  return drawn;
}

/** From the side where reading begins. */
function placing(dir: 'ltr' | 'rtl') {
  return (start: number, width: number) => ({
    left: Math.round(dir === 'ltr' ? MARGIN + start : SOCIAL_IMAGE_WIDTH - MARGIN - start - width),
  });
}

function middle(top: number, height: number, inside: Drawn): number {
  return Math.round(top + (height - inside.height) / 2);
}

/** A plate with round corners, dot by dot: to draw it as SVG would need a decoder that no upload must ever reach. */
function pillOf({ width, height }: PillSize, color: string): OverlayOptions {
  const [red = 0, green = 0, blue = 0] = Buffer.from(color.slice(1), 'hex');
  const dots = Buffer.alloc(width * height * DOT_BYTES);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const beside = Math.hypot(beyond(x, width), beyond(y, height));
      const cover = Math.min(1, Math.max(0, PILL_RADIUS + 0.5 - beside));
      dots.set([red, green, blue, Math.round(cover * 255)], (y * width + x) * DOT_BYTES);
    }
  return { input: dots, raw: { width, height, channels: DOT_BYTES } };
}

/** How far a dot lies in the zone of the corners, along one side. */
function beyond(at: number, length: number): number {
  return Math.max(0, PILL_RADIUS - (at + 0.5), at + 0.5 - (length - PILL_RADIUS));
}

interface PillSize {
  readonly width: number;
  readonly height: number;
}

interface Drawn {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

type Draw = (line: {
  readonly text: string;
  readonly font: string;
  readonly color: string;
  /** Beyond it the text goes on in a further line. */
  readonly width?: number;
}) => Promise<Drawn>;

type SharpLibrary = typeof import('sharp')['default'];

let loading: Promise<SharpLibrary> | null = null;

/** Loaded when the first picture is asked for; then it knows our fonts beside those of the system, which serve the scripts that ours lack. */
function loadSharp(): Promise<SharpLibrary> {
  loading ??= import('sharp').then(async ({ default: sharp }) => {
    const folder = fileURLToPath(new URL('../../dist/fonts/', import.meta.url));
    const fonts = existsSync(folder) ? readdirSync(folder) : [];
    for (const file of fonts) await sharp({ text: { text: 'x', fontfile: `${folder}${file}` } }).metadata();
    return sharp;
  });
  return loading;
}

async function drawing(): Promise<Draw> {
  const sharp = await loadSharp();
  return async ({ text, font, color, width = TEXT_WIDTH }) => {
    const markup = `<span foreground="${color}">${escapedMarkup(text)}</span>`;
    const image: Sharp = sharp({ text: { text: markup, font, width, rgba: true, dpi: 72, wrap: 'word-char' } });
    const { data, info } = await image.png().toBuffer({ resolveWithObject: true });
    return { png: data, width: info.width, height: info.height };
  };
}

/** The renderer reads markup; what it does not take in any form goes. A text of nothing else is drawn as a dash, for it takes none without. */
function escapedMarkup(text: string): string {
  const known = text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() || '–';
  return known.replace(/[&<>]/g, character => `&#${character.charCodeAt(0)};`);
}
