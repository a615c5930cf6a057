/**
 * What a schema accepts. A generated value has placeholders instead of what only a run knows, so that a seed means the same
 * in every run: `@{session_id}` is an id of the stage, `@{now-5000}` for a time.
 */
import fc from 'fast-check';
import type { Family, Node } from './schemas.ts';

export type Tree = unknown;

const EPOCH_OF_MILLISECONDS = 1_000_000_000_000;

/** A value that the node accepts; `name` is the field's, by which ids are recognised. */
export function validFor(node: Node, name = ''): fc.Arbitrary<Tree> {
  if (node.isFreeForm)
    return fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 3 }), {
      maxKeys: 5,
    });
  if (node.anyOf !== undefined) {
    return fc.oneof(
      ...node.anyOf.map((choice) => ({
        weight: choice.type === 'null' ? 1 : 6,
        arbitrary: validFor(choice, name),
      })),
    );
  }
  switch (node.type) {
    case 'object':
      return validObject(node);
    case 'array':
      return fc.array(validFor(node.items ?? {}, name), { maxLength: 5 });
    case 'string':
      return validText(node, name);
    case 'integer':
    case 'number':
      return validNumber(node);
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

function validObject(node: Node): fc.Arbitrary<Tree> {
  const fields = Object.entries(node.properties ?? {});
  const values = Object.fromEntries(fields.map(([name, child]) => [name, validFor(child, name)]));
  return fc.record(values, { requiredKeys: node.required ?? [], noNullPrototype: true });
}

function validText(node: Node, name: string): fc.Arbitrary<string> {
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  if (node.format === 'uuid') {
    return fc.oneof(
      { weight: 24, arbitrary: fc.constant(`@{${name}}`) },
      { weight: 3, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: fc.constant(`@{other_${name}}`) },
      { weight: 1, arbitrary: fc.uuid().map((id) => id.toUpperCase()) },
    );
  }
  if (name === 'key') return fc.constantFrom('@{site_key}', '@{admin_key}', ' @{site_key}\n', 'x');
  if (node.pattern !== undefined) return fc.stringMatching(new RegExp(node.pattern));
  const accepted = node.families ?? ['text'];
  // A field for any text takes all the others as well; ids of another site there would look as if they were shown of it.
  const families = accepted.includes('text') ? accepted.filter((one) => one !== 'id') : accepted;
  return fc
    .oneof(
      ...families.map((family) => ({
        weight: family === 'text' ? 8 : 1,
        arbitrary: textOf(family, node),
      })),
    )
    .filter((text) => text.length <= (node.maxLength ?? text.length));
}

const ASKED_IDS = [
  ...['@{visitor_id}', '!@{visitor_id}', '@{lead_id}', '!@{lead_id}', '@{other_visitor_id}'],
  ...['@{visitor_id},@{other_visitor_id}', '@{other_lead_id},@{lead_id}'],
];

function textOf(family: Family, { minLength = 0, maxLength = 40 }: Node): fc.Arbitrary<string> {
  switch (family) {
    case 'url':
      return fc.oneof(
        { weight: 3, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
        fc.constantFrom(
          'https://shop.example/?utm_source=news&utm_term=%E0%A4%A&utm_source=more',
          'https://user:secret@shop.example:8443/',
          'http://127.0.0.1/?utm_source=%00#utm_term=x',
          'https://shop.example/'.padEnd(maxLength, 'x'),
          // Percent-encoding makes it longer.
          'https://user:secret@shop.example/'.padEnd(maxLength, 'é'),
        ),
      );
    case 'email':
      return fc.oneof(
        {
          weight: 6,
          arbitrary: fc.integer({ min: 0, max: 500 }).map((who) => `Person${who}@shop.example`),
        },
        { weight: 1, arbitrary: fc.emailAddress() },
      );
    case 'origin':
      return fc.constantFrom('*', 'https://shop.example', 'HTTPS://*.Shop.example:443');
    case 'zone':
      return fc.constantFrom('UTC', 'europe/berlin', 'Asia/Calcutta', 'Pacific/Auckland');
    case 'flag':
      return fc.constantFrom('true', 'false', '!true', 'true,false');
    case 'count':
      return fc.constantFrom('0', '1', '3', '9007199254740991');
    case 'day':
      return fc.constantFrom(
        '2026-11-01',
        '2024-02-29',
        '1970-01-01',
        '0',
        '1765000000000',
        '4102444800000',
      );
    case 'channel':
      return fc.constantFrom(
        'Email',
        'direct',
        '!Direct,Other',
        '~search',
        'null',
        'Paid Search,null',
      );
    case 'status':
      return fc.constantFrom('active', 'ended', '!active', 'active,ended');
    case 'ending':
      return fc.constantFrom('idle', 'client,max_length', '!client', 'null', 'client,null');
    case 'exit':
      return fc.constantFrom('bounce', 'exit,timeout', '!exit', 'null', '!null');
    case 'id':
      return fc.constantFrom(...ASKED_IDS);
    case 'list':
      return fc.constantFrom(
        '!DE,null',
        '~shop',
        '/',
        '!~a',
        'Direct,null',
        'null',
        '!null',
        'desktop',
      );
    case 'text':
      return fc.oneof(
        { weight: 5, arbitrary: fc.string({ minLength, maxLength: Math.min(maxLength, 40) }) },
        {
          weight: 2,
          // One of these can be several characters long.
          arbitrary: fc
            .string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 12) })
            .filter((text) => text.length <= maxLength),
        },
        { weight: 1, arbitrary: fc.constant('x'.repeat(maxLength)) },
      );
  }
}

function validNumber(node: Node): fc.Arbitrary<Tree> {
  const { minimum = -1e9, maximum = 1e9 } = node;
  const edges = fc.constantFrom<Tree>(minimum, maximum);
  if (minimum >= EPOCH_OF_MILLISECONDS) {
    const near = fc
      .integer({ min: -120_000, max: 5_000 })
      .map((ms) => `@{now${ms < 0 ? '' : '+'}${ms}}`);
    return fc.oneof({ weight: 12, arbitrary: near }, { weight: 1, arbitrary: edges });
  }
  const between =
    node.type === 'integer'
      ? fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 40) })
      : fc.double({ min: minimum, max: maximum, noNaN: true });
  return fc.oneof({ weight: 4, arbitrary: between }, { weight: 1, arbitrary: edges });
}

/** Replaces the placeholders. */
export function resolveText(text: string, ids: Record<string, string>): string {
  return text.replace(/@\{(\w+)\}/g, (_, name: string) => ids[name] ?? NOBODY);
}

/** The id of nothing. */
const NOBODY = '0199aaaa-0000-7000-8000-000000000001';

export function resolveTree(tree: Tree, ids: Record<string, string>, now: number): Tree {
  if (typeof tree === 'string') {
    const offset = /^@\{now([+-]\d+)\}$/.exec(tree)?.[1];
    return offset === undefined ? resolveText(tree, ids) : now + Number(offset);
  }
  if (Array.isArray(tree)) return tree.map((item) => resolveTree(item, ids, now));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, child]) => [name, resolveTree(child, ids, now)]),
  );
}
