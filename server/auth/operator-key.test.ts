import { expect, test } from 'vitest';
import { createOperatorKey, operatorOf } from './operator-key.ts';

test('whoever holds the key is the operator', () => {
  const key = createOperatorKey();

  expect(operatorOf(`Bearer ${key}`, key)).toEqual({ id: 'operator', name: 'Operator', email: '', role: 'admin' });
  expect(operatorOf(`bearer ${key}`, key)).not.toBeNull();
});

test('[S] anything else is nobody', () => {
  const key = createOperatorKey();
  const wrong = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    key,
    `Basic ${key}`,
    `Bearer ${key}x`,
    `Bearer ${key.slice(1)}`,
    `Bearer ${createOperatorKey()}`,
  ];

  expect(wrong.map(header => operatorOf(header, key))).toEqual(wrong.map(() => null));
});
