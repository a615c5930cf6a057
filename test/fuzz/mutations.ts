/**
 * One thing made wrong in a good body, and written as data, so that it shrinks and replays: a value set, a field taken
 * away, sent twice, or added that nobody knows. An unknown field has a marker in its value, which must be found in
 * no answer and in no store.
 */
import fc from 'fast-check';
import { listSlots, type Node, type Slot } from './schemas.ts';
import { ADDRESSES } from './texts.ts';
import type { Tree } from './valid.ts';

/** In the value of every field, parameter and header that the API does not have. Lower case, as header names are. */
export const MARK = 'unknownfield7q9z';

/** `json` is put into the body as it is: JSON can say things that a JavaScript value cannot. */
export type Mutation =
  | { kind: 'set' | 'repeat' | 'add'; path: string[]; json: string }
  | { kind: 'delete'; path: string[] };

export function mutationOf(tree: Node): fc.Arbitrary<Mutation> {
  const slots = listSlots(tree);
  // Where anything may be kept, there is most to get wrong.
  const fields = slots
    .filter(({ path }) => path.length > 0)
    .flatMap((slot) => (slot.node.isFreeForm ? Array<Slot>(4).fill(slot) : [slot]));
  const objects = slots.filter(({ node }) => node.properties !== undefined);
  const field = fc.constantFrom(...(fields.length > 0 ? fields : slots));
  const wrong = (kind: 'set' | 'repeat') =>
    field.chain(({ path, node }) =>
      wrongFor(node, path.at(-1)).map((json) => ({ kind, path, json })),
    );
  return fc.oneof(
    { weight: 5, arbitrary: wrong('set') },
    { weight: 1, arbitrary: wrong('repeat') },
    { weight: 1, arbitrary: field.map(({ path }) => ({ kind: 'delete' as const, path })) },
    { weight: 5, arbitrary: fc.constantFrom(...objects).chain(unknownIn) },
    {
      weight: 1,
      arbitrary: wrongFor({}).map((json) => ({ kind: 'set' as const, path: [], json })),
    },
  );
}

/** Names that mean something to JavaScript, to the store, or nearly to the API. */
const NAMES = [
  ...[MARK, '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'toJSON'],
  ...['then', 'length', '', ' site_id', 'SITE_ID', 'site_id\u0000', 'a.b', '$ne', '0', '💥'],
  ...['lead_id', 'is_bot', 'status', 'started_at', 'ended_at', 'version', 'merge', 'type', 'event'],
  ...['identified_at', 'reopened_count', 'follower_id', 'caller', 'kind', 'opening', 'deleted_at'],
  ...['key', 'key_hash', 'created_at', 'updated_at', 'engaged', 'idle_timeout', 'ip', 'cookie'],
];

function unknownIn({ path, node }: Slot): fc.Arbitrary<Mutation> {
  const names = NAMES.filter((name) => !Object.hasOwn(node.properties ?? {}, name));
  const values = [`"${MARK}"`, `{"${MARK}":"${MARK}"}`, `["${MARK}",1]`, `{"a":{"b":"${MARK}"}}`];
  return fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...values))
    .map(([name, json]) => ({ kind: 'add', path: [...path, name], json }));
}

const nest = (open: string, close: string, depth: number) =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;
/** Of all types, and at the edges of what a parser, a store or a clock can hold. */
const ODD = [
  ...['null', 'true', 'false', '0', '-0', '-1', '5', '1.5', '1e-400', '1e400', '-1e400', '1e300'],
  ...['9007199254740993', '4294967296', '1765000000', '8640000000000001', '""', '" "', '"5"'],
  ...['[]', '{}', '[null]', '[[]]', '{"length":1}', '{"toString":1}', '{"__proto__":{"a":1}}'],
  ...['"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '"\\u202e\\u0007\\u001b[31m"'],
  ...['"\ufeff"', '"\uffff"', '"𝒳💥é"', '"null"', '"undefined"', '"NaN"', '"__proto__"'],
  ...['"\'; DROP TABLE sessions; --"', '"<script>alert(1)</script>"', '"%00"', '"../../x"'],
  ...['"javascript:alert(1)"', '"http://"', '"https://[::1"', '"//shop.example"', '"a@b"'],
  ...['{"\\ud800":1}', '{"a":[{"__proto__":1}]}', '[1,[2,[3,{"a":[]}]]]'],
  ...[15, 16, 17, 200, 5_000].flatMap((depth) => [
    nest('[', ']', depth),
    nest('{"a":', '}', depth),
  ]),
  ...[257, 4_097, 30_000, 65_000].map((length) => `"${'y'.repeat(length)}"`),
  `{"a":"${'y'.repeat(4_089)}"}`,
  `[${'0,'.repeat(20_000)}0]`,
];

/** Objects that are kept as they are, if they are not looked into. */
const HOSTILE_OBJECTS = [
  ...[14, 15, 16, 200].map((depth) => nest('{"a":', '}', depth)),
  ...['{"__proto__":{"a":1}}', '{"a":[{"__proto__":1}]}', '{"\\u005f_proto__":1}'],
  ...['{"\\ud800":1}', '{"a":["\\udc00"]}', '{"a":[1e400]}', '{"a":"\\u0000"}', '{"toJSON":1}'],
  `{"a":"${'y'.repeat(4_088)}"}`,
  `{"a":"${'y'.repeat(4_089)}"}`,
];
const HOSTILE_TEXTS = ['"a\\ud800"', '"\\udc00\\ud800"', '"a\\u0000b"', '"💥\\ud83d"'];

function wrongFor(node: Node, name = ''): fc.Arbitrary<string> {
  const edges = edgesOf(node, ADDRESSES.includes(name) ? 'https://e.example/' : '');
  const odd = fc.constantFrom(...ODD);
  if (node.isFreeForm) return fc.oneof(odd, fc.constantFrom(...HOSTILE_OBJECTS));
  return edges.length === 0 ? odd : fc.oneof(odd, fc.constantFrom(...edges));
}

/** On both sides of what the node allows. `prefix`: what a text begins with. */
function edgesOf(
  { minLength, maxLength, minimum, maximum, maxItems }: Node,
  prefix: string,
): string[] {
  const lengths = [minLength ?? 1, maxLength ?? 0].flatMap((length) => [length - 1, length + 1]);
  const texts = maxLength === undefined ? [] : lengths.filter((length) => length >= 0);
  return [
    ...(texts.length > 0 ? HOSTILE_TEXTS : []),
    ...texts.map((length) => JSON.stringify(prefix.padEnd(length, 'e'))),
    // One character that counts as two.
    ...texts.map((length) => JSON.stringify('💥'.repeat(Math.ceil(length / 2)))),
    ...[minimum, maximum].flatMap((edge) =>
      edge === undefined ? [] : [edge - 1, edge, edge + 0.5, edge + 1].map(String),
    ),
    ...(maxItems === undefined ? [] : [JSON.stringify(Array(maxItems + 1).fill('*'))]),
  ];
}

/** The body as JSON text, with everything that is to be wrong. */
export function applyMutations(tree: Tree, mutations: Mutation[]): string {
  let root = tree;
  const texts: string[] = [];
  for (const mutation of mutations) {
    if (mutation.kind === 'delete') {
      root = setAt(root, mutation.path, undefined);
      continue;
    }
    const path = [...mutation.path];
    if (mutation.kind === 'repeat') path.push(`${path.pop()}${AGAIN}${texts.length}`);
    root = setAt(root, path, `@json:${texts.length}`);
    texts.push(mutation.json);
  }
  return (JSON.stringify(root) ?? 'null')
    .replaceAll(/@again:\d+/g, '')
    .replaceAll(/"@json:(\d+)"/g, (_, index: string) => texts[Number(index)] ?? 'null');
}

/** Makes a name its own until the text is written, where it is then written twice. */
const AGAIN = '@again:';

function setAt(tree: Tree, path: string[], value: Tree): Tree {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const isObject = typeof tree === 'object' && tree !== null;
  if (Array.isArray(tree)) return [setAt(tree[0], rest, value), ...tree.slice(1)];
  const fields = new Map<string, Tree>(isObject ? Object.entries(tree) : []);
  fields.set(name, setAt(fields.get(name), rest, value));
  return Object.fromEntries(fields);
}
