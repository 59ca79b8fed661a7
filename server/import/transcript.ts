/** A moment of a recorded conversation: what was said at it, in milliseconds from the recording's zero (before it: negative). */
export interface Passage {
  /** The line of its time, counted from 1. */
  readonly line: number;
  readonly offsetMs: number;
  /** Null where the transcript names none. */
  readonly language: string | null;
  readonly lines: readonly SpokenLine[];
}

/** `note`: what happened; `comment`: a remark of those who wrote it down. Only speech has a speaker, and not always. */
export interface SpokenLine {
  readonly kind: 'speech' | 'note' | 'comment';
  /** As it was written, such as `CDR` or `Заря 1 (Каманин)`. */
  readonly speaker: string | null;
  readonly text: string;
}

export type TranscriptRead =
  | { readonly ok: true; readonly passages: readonly Passage[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Reads a timed transcript: `[dd:hh:mm:ss]`, then lines such as `CDR: Roger.`, `_lang: ru`, `_note: ...`. */
export function parseTranscript(text: string): TranscriptRead {
  const passages: OpenPassage[] = [];
  let language: string | null = null;
  let isBroken = true;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = index + 1;
    const content = raw.replace(/\p{Cc}/gu, ' ').trim();
    if (content === '' || content.startsWith('#')) {
      isBroken = true;
      continue;
    }
    const passage = passages.at(-1);
    if (LIKE_A_STAMP.test(content)) {
      const offsetMs = offsetOf(content);
      if (offsetMs === null) return refuse(line, `"${content}" is no time; it is written [dd:hh:mm:ss]`);
      passages.push({ line, offsetMs, language, lines: [] });
    } else if (passage === undefined) {
      return refuse(line, 'there is no time above this line; a passage begins with [dd:hh:mm:ss]');
    } else if (content.startsWith('_')) {
      const field = FIELD.exec(content);
      if (field === null) return refuse(line, `"${content}" is no field; it is written _name: value`);
      if (field[1] === 'lang') passage.language = language = field[2] || null;
      addRemark(passage, field);
    } else addSpeech(passage, content, { goesOn: !isBroken });
    isBroken = content.startsWith('_');
  }
  return passages.length > 0
    ? { ok: true, passages }
    : refuse(1, 'there are no passages; one begins with [dd:hh:mm:ss]');
}

/** Whether a text is a timed transcript: its first line that says something is a time. */
export function isTranscript(text: string): boolean {
  const lines = text.replace(/^\ufeff/, '').split(/[\r\n]+/);
  const first = lines.map(line => line.trim()).find(line => line !== '' && !line.startsWith('#'));
  return first !== undefined && LIKE_A_STAMP.test(first);
}

interface OpenPassage extends Passage {
  language: string | null;
  readonly lines: SpokenLine[];
}

const LIKE_A_STAMP = /^\[-?\d+:[\d:]*\]?$/;
const STAMP = /^\[(-?)(\d{1,3}):([01]?\d|2[0-3]):([0-5]?\d):([0-5]?\d)\]$/;
const FIELD = /^_([a-z]+)\s*:\s*(.*)$/;
/** A name before a colon: a capital or figure first, few words, perhaps somebody's name in brackets. */
const SPEAKER = /^([\p{Lu}\p{Lo}\p{Nd}][\p{L}\p{Nd} /.'’-]{0,39}(?:\([^()]{1,40}\))?)\s*:(?:\s+|(?=[…–—-]))(.*)$/u;
/** Terms marked for a glossary or as a time: `[glossary:LOS]`, `[time:05:10:14:15|130 14 15]`. */
const MARKED_TERM = /\[(?:glossary|time):([^\]|]*)(?:\|([^\]]*))?\]/g;

const SECOND_MS = 1_000;
const UNIT_MS = [24 * 60 * 60 * SECOND_MS, 60 * 60 * SECOND_MS, 60 * SECOND_MS, SECOND_MS];

function offsetOf(stamp: string): number | null {
  const match = STAMP.exec(stamp);
  if (match === null) return null;
  const distance = UNIT_MS.reduce((sum, unit, place) => sum + unit * Number(match[place + 2]), 0);
  return match[1] === '-' && distance > 0 ? -distance : distance;
}

function addRemark({ lines }: OpenPassage, [, name, text = '']: RegExpExecArray): void {
  if ((name === 'note' || name === 'comment') && text !== '')
    lines.push({ kind: name, speaker: null, text: readable(text) });
}

/** A line with a speaker begins something new; one without goes on with what is right above it. */
function addSpeech({ lines }: OpenPassage, content: string, { goesOn }: { readonly goesOn: boolean }): void {
  const match = SPEAKER.exec(content);
  const last = lines.at(-1);
  if (match?.[1] !== undefined && match[2] !== undefined)
    lines.push({ kind: 'speech', speaker: match[1].trim(), text: readable(match[2]) });
  else if (goesOn && last !== undefined)
    lines[lines.length - 1] = { ...last, text: `${last.text} ${readable(content)}` };
  else lines.push({ kind: 'speech', speaker: null, text: readable(content) });
}

function readable(text: string): string {
  return text.replace(MARKED_TERM, (_mark, term: string, shown: string | undefined) => shown ?? term);
}

function refuse(line: number, reason: string): TranscriptRead {
  return { ok: false, line, reason };
}
