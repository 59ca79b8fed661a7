import { expect, test } from 'vitest';
import { isTranscript, parseTranscript } from './transcript.ts';

const TEXT = `

[-00:00:01:30]
_page : 3
_tape : Tape 1/1
_lang: ru
Заря 1 (Каманин): Как слышите меня?

Кедр: Слышу хорошо.
_comment: (передал дважды).

# moved back by the editors
[00:00:00:00]
_note: Lift-off
CC: Stand by for [glossary:LOS] at [time:05:10:14:15|130 14 15]
  and go on.

[01:02:03:04]
_lang: en
CMP (COLUMBIA): Roger: 3 by 5.
`;

test('reads times, speakers, languages and remarks', () => {
  const speech = (speaker: string, text: string) => ({ kind: 'speech', speaker, text });
  expect(parseTranscript(TEXT)).toEqual({
    ok: true,
    passages: [
      {
        line: 3,
        offsetMs: -90_000,
        language: 'ru',
        lines: [
          speech('Заря 1 (Каманин)', 'Как слышите меня?'),
          speech('Кедр', 'Слышу хорошо.'),
          { kind: 'comment', speaker: null, text: '(передал дважды).' },
        ],
      },
      {
        line: 13,
        offsetMs: 0,
        language: 'ru',
        lines: [
          { kind: 'note', speaker: null, text: 'Lift-off' },
          speech('CC', 'Stand by for LOS at 130 14 15 and go on.'),
        ],
      },
      { line: 18, offsetMs: 93_784_000, language: 'en', lines: [speech('CMP (COLUMBIA)', 'Roger: 3 by 5.')] },
    ],
  });
});

test('reads CRLF and a byte-order mark alike', () => {
  expect(parseTranscript(`\ufeff${TEXT.replaceAll('\n', '\r\n')}`)).toEqual(parseTranscript(TEXT));
});

test('is told from coverage by its first line', () => {
  expect(isTranscript(TEXT)).toBe(true);
  expect(isTranscript('May 3, 2021\n\nA headline\n\n  1. [00:00:00:04]')).toBe(false);
});

test.each([
  ['[00:00:00:04]\nCC: Go.\n[00:00:61:00]\n', 3, '"[00:00:61:00]" is no time'],
  ['\nCC: Go.\n[00:00:00:04]', 2, 'there is no time above this line'],
  ['[00:00:00:04]\n_tape', 2, '"_tape" is no field'],
  ['', 1, 'there are no passages'],
])('refuses %j with the line', (text, line, reason) => {
  expect(parseTranscript(text)).toEqual({ ok: false, line, reason: expect.stringContaining(reason) });
});
