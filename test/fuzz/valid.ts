/**
 * What a schema accepts. A generated value has placeholders instead of what only a run knows, so that a seed means the same
 * in every run: `@{session_id}` is an id of the stage, `@{now-5000}` for a time.
 */
import fc from 'fast-check';
import { mapValues, type Node } from './schemas.ts';
import { dateText, filterText, textFor } from './texts.ts';

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
  if (node.filter !== undefined) return filterText(node.filter, name);
  if (node.format === 'uuid') {
    return fc.oneof(
      { weight: 24, arbitrary: fc.constant(`@{${name}}`) },
      { weight: 3, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: fc.constant(`@{other_${name}}`) },
      { weight: 1, arbitrary: fc.uuid().map((id) => id.toUpperCase()) },
    );
  }
  if (node.format === 'date') return dateText();
  if (name === 'key') return fc.constantFrom('@{site_key}', '@{admin_key}', ' @{site_key}\n', 'x');
  if (node.pattern !== undefined) return fc.stringMatching(new RegExp(node.pattern));
  return textFor(node, name);
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

/** An example of the document, with placeholders for ids and times of its own. */
export function fromExample(node: Node, example: Tree, name = ''): Tree {
  if (Array.isArray(example))
    return example.map((item) => fromExample(node.items ?? {}, item, name));
  if (typeof example === 'object' && example !== null) {
    const { properties = {} } = node.anyOf?.find((choice) => choice.properties) ?? node;
    const fields: Record<string, Tree> = { ...example };
    return mapValues(fields, (field, key) => fromExample(properties[key] ?? {}, field, key));
  }
  const choices = node.anyOf ?? [node];
  if (choices.some(({ format }) => format === 'uuid') && example !== null) return `@{${name}}`;
  const isTime = choices.some(({ minimum = 0 }) => minimum >= EPOCH_OF_MILLISECONDS);
  return isTime && typeof example === 'number' ? '@{now-1000}' : example;
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
