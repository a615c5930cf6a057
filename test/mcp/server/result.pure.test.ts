import { expect, it } from 'vitest';
import { failWith, showHidden, succeedWith } from '../../../src/mcp/server/result';

/** "Hi" in tag letters, which no font shows; a letter that turns the direction; one of no width; a line that is none. */
const HIDDEN = '\u{E0048}\u{E0069}\u202E\u200B\u2028';

it('writes letters that nobody sees as escapes, and says the same', () => {
  const text = showHidden(JSON.stringify({ name: `Ann${HIDDEN}` }));
  expect(text).toBe('{"name":"Ann\\udb40\\udc48\\udb40\\udc69\\u202e\\u200b\\u2028"}');
  expect(JSON.parse(text)).toEqual({ name: `Ann${HIDDEN}` });
});

it('writes those that only vary or fill as escapes, too, by which whole texts have been hidden', () => {
  const name = 'Ann\u{E0100}\uFE01\u3164\u034F';
  const text = showHidden(JSON.stringify({ name }));
  expect(text).toBe('{"name":"Ann\\udb40\\udd00\\ufe01\\u3164\\u034f"}');
  expect(JSON.parse(text)).toEqual({ name });
});

it('leaves letters of all languages and emoji as they are', () => {
  const text = JSON.stringify({ name: 'Łukasz 李 Ünsal عمر 🙂' });
  expect(showHidden(text)).toBe(text);
});

it('says the same as text and as structure', () => {
  const { content, structuredContent } = succeedWith({ name: `"${HIDDEN}"` });
  expect(JSON.parse(content[0]?.text ?? '')).toEqual(structuredContent);
});

it('tells a failure with its details, which may have been typed', () => {
  const failure = { error: 'lead_conflict', details: { lead_id: HIDDEN } } as const;
  const { content, isError, structuredContent } = failWith(failure, 'r1');
  expect({ isError, structuredContent }).toEqual({ isError: true, structuredContent: undefined });
  expect(content[0]?.text).not.toContain('\u200B');
  expect(JSON.parse(content[0]?.text ?? '').error).toMatchObject({
    code: 'lead_conflict',
    request_id: 'r1',
  });
});
