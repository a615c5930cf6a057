import { expect, it } from 'vitest';
import { remembered } from '../../../src/session/opening/remembered';

function counted(max: number) {
  const read: string[] = [];
  const of = remembered((text) => {
    read.push(text);
    return text === 'none' ? null : text.length > 0;
  }, max);
  return { of, read };
}

it('reads a text once, be what it gives true, false or null', () => {
  const { of, read } = counted(10);
  for (const text of ['a', '', 'none', 'a', '', 'none']) of(text);
  expect(read).toEqual(['a', '', 'none']);
  expect([of('a'), of(''), of('none')]).toEqual([true, false, null]);
});

it('forgets all when more have come than it may keep', () => {
  const { of, read } = counted(2);
  for (const text of ['a', 'b', 'c', 'c', 'a']) of(text);
  expect(read).toEqual(['a', 'b', 'c', 'a']);
});

it('keeps no long text, and forgets nothing for one', () => {
  const { of, read } = counted(1);
  const [short, long] = ['x'.repeat(1024), 'x'.repeat(1025)];
  for (const text of [short, short, long, long, short]) of(text);
  expect(read).toEqual([short, long, long]);
});
