import { expect, test } from 'vitest';
import { readDateLine } from './dates.ts';

test.each([
  'Wednesday, April 12, 1961',
  'April 12, 1961',
  'Wednesday 12th April 1961',
  '12 Apr. 1961',
  'the 12th of April, 1961',
  '1961-04-12',
  '1961-04-12T09:07Z',
  '12.04.1961',
  '12. 4. 1961',
  'Wednesday 04/12/1961',
  'Mittwoch, 12. April 1961',
  'mercredi 12 avril 1961',
  'miércoles, 12 de abril de 1961',
  'quarta-feira, 12 de abril de 1961',
  'среда, 12 апреля 1961 г.',
  'середа, 12 квітня 1961 р.',
  'środa, 12 kwietnia 1961 r.',
  'středa 12. dubna 1961',
  '1961. április 12., szerda',
  '12 Nisan 1961 Çarşamba',
  '1961年4月12日(水曜日)',
  '1961년 4월 12일 수요일',
  'الأربعاء، 12 أبريل 1961',
  'MOSCOW, April 12, 1961',
  'Published: 12 April 1961 10:42 GMT',
])('"%s" is 12 April 1961', line => {
  expect(readDateLine(line)).toEqual({ date: '1961-04-12', doubt: null });
});

test.each([
  ['04/12/1961', 'it may be read day first or month first'],
  ['12 listopada 1961', 'the name of its month means two months'],
  ['April 1961', 'it names no full date'],
  ['April 31, 1961', 'there is no such day'],
  ['31.02.1961', 'there is no such day'],
])('"%s" is a date, but which is not certain: %s', (line, doubt) => {
  expect(readDateLine(line)).toEqual({ date: null, doubt });
});

test('a weekday that does not fit is doubtful, the date is not', () => {
  expect(readDateLine('Tuesday, April 12, 1961')).toEqual({
    date: '1961-04-12',
    doubt: 'its weekday does not fit: 1961-04-12 was a Wednesday',
  });
});

test.each([
  'A human being has flown in space',
  'Man in space, April 12, 1961',
  '9:07 am',
  '1202',
  '',
  'March of the 12 thousand',
])('"%s" is no date', line => {
  expect(readDateLine(line)).toBeNull();
});
