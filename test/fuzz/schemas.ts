/**
 * The service's own schemas as trees to generate from: a field added to a schema is fuzzed from then on, with nothing
 * to do here. What a schema refuses by code rather than by keyword (a URL, an e-mail) is found by asking it.
 */
import { registerHooks } from 'node:module';
import * as z from 'zod';

// The imports of src/ name no extension, which bundlers add and Node does not.
registerHooks({
  resolve(specifier, context, next) {
    const isBare = specifier.startsWith('.') && !/\.[a-z]+$/.test(specifier);
    return next(isBare ? `${specifier}.ts` : specifier, context);
  },
});
const session = await import('../../src/session/schema.ts');
const site = await import('../../src/sites/schema.ts');
const visitor = await import('../../src/visitors/schema.ts');
const lead = await import('../../src/leads/schema.ts');
const report = await import('../../src/reports/schema.ts');
const upkeep = await import('../../src/upkeep/schema.ts');
const dashboard = await import('../../src/dashboard/schema.ts');
/** Of what is stored. */
const kept = { ...session, ...site, ...visitor, ...lead };
export const schemas = { ...kept, ...report, ...upkeep, ...dashboard };

/** What a text may have to be, each with one that anything of its kind accepts. */
const FAMILIES = {
  text: 'some words',
  url: 'https://shop.example/',
  email: 'ann@shop.example',
  origin: 'https://*.shop.example',
  zone: 'Europe/Berlin',
  // What reports are asked for.
  flag: 'true',
  count: '3',
  day: '2026-11-01',
  channel: 'Email',
  status: 'active',
  ending: 'idle',
  exit: 'bounce',
  id: '0199aaaa-0000-7000-8000-000000000001',
  list: '!DE,null,~x',
};
export type Family = keyof typeof FAMILIES;

/** The part of JSON Schema that zod writes for what callers send. */
export type Node = {
  type?: string;
  anyOf?: Node[];
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  enum?: string[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  additionalProperties?: unknown;
  families?: Family[];
  /** An object with any fields, which are kept. */
  isFreeForm?: boolean;
};

export function treeOf(schema: z.ZodType): Node {
  const tree = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'custom') jsonSchema.isFreeForm = true;
      if (jsonSchema.type !== 'string') return;
      jsonSchema.families = Object.entries(FAMILIES)
        .filter(([, probe]) => z.safeParse(zodSchema, probe).success)
        .map(([family]) => family);
    },
  });
  return simplify(tree as Node);
}

/** `{"type":["boolean","null"]}` is written as the choice it is. */
function simplify(node: Node): Node {
  const { type } = node as { type?: string | string[] };
  if (Array.isArray(type)) return { anyOf: type.map((one) => simplify({ ...node, type: one })) };
  const simple = { ...node };
  if (node.anyOf !== undefined) simple.anyOf = node.anyOf.map(simplify);
  if (node.items !== undefined) simple.items = simplify(node.items);
  if (node.properties !== undefined)
    simple.properties = Object.fromEntries(
      Object.entries(node.properties).map(([name, child]) => [name, simplify(child)]),
    );
  return simple;
}

/** Every place of a tree, with what may be there. */
export type Slot = { path: string[]; node: Node };

export function listSlots(node: Node, path: string[] = []): Slot[] {
  const children = Object.entries(node.properties ?? {}).flatMap(([name, child]) =>
    listSlots(child, [...path, name]),
  );
  const choices = (node.anyOf ?? []).flatMap((choice) => listSlots(choice, path));
  const items = node.items === undefined ? [] : listSlots(node.items, [...path, '0']);
  return node.anyOf === undefined
    ? [{ path, node }, ...children, ...items]
    : [...choices, ...children];
}

/** The longest text that any field takes which is stored. */
export const LONGEST_TEXT = Math.max(
  ...Object.values(kept).flatMap((schema) =>
    schema instanceof z.ZodType
      ? listSlots(treeOf(schema)).map(({ node }) => node.maxLength ?? 0)
      : [],
  ),
);

/** The places without a bound: every text, number and array must have one. */
export function listUnbounded(schema: z.ZodType): string[] {
  return listSlots(treeOf(schema))
    .filter(({ node }) => isUnbounded(node))
    .map(({ path, node }) => `${path.join('.')} (${node.type})`);
}

function isUnbounded(node: Node): boolean {
  if (node.type === 'array') return node.maxItems === undefined;
  if (node.type === 'number' || node.type === 'integer')
    return node.minimum === undefined || node.maximum === undefined;
  if (node.type !== 'string' || node.enum !== undefined || node.maxLength !== undefined)
    return false;
  return node.pattern === undefined || /[*+]|,\}/.test(node.pattern);
}
