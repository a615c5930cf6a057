/** From fields to bytes: as JSON or as a form, and then what a broken or hostile client makes of them. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { MARK } from './mutations.ts';

/** `at` is a place in the text, from 0 to 1. */
export type Spoiling = { how: keyof typeof SPOILINGS; at: number };

const MAX_BODY_BYTES = 64 * 1024;
/** Blanks are part of no value, so that only the size is wrong. */
const padTo = (text: string, size: number) =>
  text + ' '.repeat(Math.max(0, size - Buffer.byteLength(text)));
const insert = (text: string, at: number, piece: string | Buffer) => {
  const bytes = Buffer.from(text);
  const place = Math.floor(at * bytes.length);
  return Buffer.concat([bytes.subarray(0, place), Buffer.from(piece), bytes.subarray(place)]);
};

const SPOILINGS = {
  truncated: (text: string, at: number) => text.slice(0, Math.floor(at * text.length)),
  'cut in a character': (text: string) => Buffer.from(`${text}é`).subarray(0, -1),
  empty: () => '',
  blank: () => ' \r\n\t ',
  'not UTF-8': (text: string, at: number) => insert(text, at, Buffer.from([0xff])),
  'overlong UTF-8': (text: string, at: number) => insert(text, at, Buffer.from([0xc0, 0xaf])),
  'surrogate in UTF-8': (text: string, at: number) =>
    insert(text, at, Buffer.from([0xed, 0xa0, 0x80])),
  'UTF-16': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'Latin-1': (text: string) => Buffer.from(`${text}\u00e9`, 'latin1'),
  BOM: (text: string) => `\ufeff${text}`,
  'two BOMs': (text: string) => `\ufeff\ufeff${text}`,
  'a raw control character': (text: string, at: number) => insert(text, at, '\u0000'),
  'a stray character': (text: string, at: number) => insert(text, at, '"'),
  'an open bracket': (text: string, at: number) => insert(text, at, '{'),
  // After a form's last `=` they would be of a field's own value.
  'trailing words': (text: string) => `${text}${text.startsWith('{') ? ' ' : '&'}{"a":"${MARK}"}`,
  comment: (text: string) => `/* ${MARK} */${text}`,
  'single quotes': (text: string) => text.replaceAll('"', "'"),
  'in an array': (text: string) => `[${text}]`,
  'in a string': (text: string) => JSON.stringify(text),
  'NaN for a number': (text: string) => text.replace(/:-?\d+(?=[,}])/, ':NaN'),
  'Infinity for a number': (text: string) => text.replace(/:-?\d+(?=[,}])/, ':-Infinity'),
  'a number with a leading zero': (text: string) => text.replace(/:(?=\d)/, ':0'),
  'a callback': (text: string) => `)]}',\n${text}`,
  gzip: (text: string) => gzipSync(text),
  'at the size limit': (text: string) => padTo(text, MAX_BODY_BYTES),
  'over the size limit': (text: string) => padTo(text, MAX_BODY_BYTES + 1),
  'far over the size limit': (text: string) => padTo(text, 4 * MAX_BODY_BYTES),
  'a broken percent sign': (text: string, at: number) => insert(text, at, '%E0%A4%A&%&=%'),
  'an unknown form field': (text: string) => `${text}&${MARK}=${MARK}&=${MARK}&${MARK}`,
} satisfies Record<string, (text: string, at: number) => string | Buffer>;

export const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  how: fc.constantFrom(...(Object.keys(SPOILINGS) as (keyof typeof SPOILINGS)[])),
  at: fc.integer({ min: 0, max: 999 }).map((thousandth) => thousandth / 1000),
});

export function spoil(text: string, { how, at }: Spoiling): Buffer {
  return Buffer.from(SPOILINGS[how](text, at));
}

/** Form fields, of a body that is an object and that can be read; anything else stays what it is. */
export function toForm(json: string): string {
  try {
    const body: unknown = JSON.parse(json);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return json;
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(body))
      form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
    return form.toString();
  } catch {
    return json;
  }
}

export const JSON_TYPES = [
  ...['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'text/plain'],
  ...['text/plain;charset=UTF-8', ' application/json ;; x="'],
];
export const FORM_TYPE = 'application/x-www-form-urlencoded';
export const ODD_TYPES = [
  ...['', ';', '/', 'json', 'application/json, text/plain', 'application/json text/plain'],
  ...['application/jsonp', 'application/problem+json', 'text/html', 'image/png', '*/*'],
  ...['multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain; charset=utf-16'],
  ...[
    'application/json; charset=utf-16',
    `application/${MARK}`,
    `text/plain;${'a=b;'.repeat(900)}`,
  ],
  ...['application/x-www-form-urlencoded; charset=latin1', 'application/json\u00a0', 'é'],
];
