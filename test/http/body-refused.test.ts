import { describe, expect, it } from 'vitest';
import { ALL_WRITES, expectRefused, long, post, spoil, WRITES } from '../support/existing-session';

describe.each(ALL_WRITES)('%s', (write) => {
  it.each([
    ['cut short', '{"site_id":"'],
    ['NaN', `{"sent_at":NaN}`],
    ['Infinity', `{"sent_at":Infinity}`],
    ['two values', '{} {}'],
    ['words', 'hello'],
    ['form fields', 'site_id=x'],
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['a byte that is no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['a character cut in two', new Uint8Array([0x22, 0xe2, 0x82])],
    ['brackets, 10,000 deep and open', '['.repeat(10_000)],
  ])('calls %s invalid JSON', async (_, body) => {
    await expectRefused(() => post(write, body), 400, 'invalid_json');
  });

  it.each(['[]', '[{}]', '"text"', 'null', '5', 'true'])(
    'refuses %s, which is no object',
    async (body) => {
      await expectRefused(() => post(write, body), 400, 'validation_failed');
    },
  );

  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  it.each([
    ['objects 10,000 deep', () => deep(10_000)],
    ['arrays 10,000 deep', () => '['.repeat(10_000) + ']'.repeat(10_000)],
    ['deep custom data', () => spoil(write, 'custom_data', deep(10_000))],
    ['a deep unknown field', () => spoil(write, 'unknown', deep(10_000))],
    ['a __proto__ key', () => spoil(write, 'unknown', '1').replace('unknown', '__proto__')],
    ['a nested __proto__ key', () => spoil(write, 'custom_data', '{"a":[{"__proto__":{"b":1}}]}')],
    ['an escaped __proto__ key', () => spoil(write, 'custom_data', '{"\\u005f_proto__":1}')],
    ['a lone surrogate', () => spoil(write, 'referrer', '"\\ud800"')],
    ['a lone surrogate within custom data', () => spoil(write, 'custom_data', '{"a":["\\udc00"]}')],
    ['a lone surrogate in a key', () => spoil(write, 'custom_data', '{"\\ud83d":1}')],
  ])('refuses %s', async (_, body) => {
    await expectRefused(() => post(write, body()), 400, 'validation_failed');
  });

  it('refuses a body over 64 KiB, with and without a content-length', async () => {
    const body = spoil(write, 'unknown', long(65_536));
    await expectRefused(() => post(write, body), 413, 'payload_too_large');
    const streamed = () => new Blob([body]).stream();
    await expectRefused(() => post(write, streamed()), 413, 'payload_too_large');
  });

  it.each([
    ...['multipart/form-data; boundary=x', 'image/png', 'application/xml', 'text/html'],
    ...['application/octet-stream', 'application/jsonp', 'nonsense'],
  ])('refuses the content type %s', async (type) => {
    const body = JSON.stringify(WRITES[write].body());
    const sent = () => post(write, body, { 'content-type': type });
    await expectRefused(sent, 415, 'unsupported_media_type');
  });
});

it('accepts a body of exactly 64 KiB', async () => {
  const filler = 65_536 - spoil('update', 'unknown', '""').length;
  const body = spoil('update', 'unknown', long(filler));
  expect(new TextEncoder().encode(body)).toHaveLength(65_536);
  expect((await post('update', body)).status).toBe(200);
});

it.each(['create', 'update'] as const)(
  '%s stores no number that JSON cannot write',
  async (write) => {
    const sent = () => post(write, spoil(write, 'custom_data', '{"a":[1e400]}'));
    await expectRefused(sent, 400, 'validation_failed');
  },
);
