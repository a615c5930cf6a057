/** Query strings and parts of paths, as they are written in a URL. */
import fc from 'fast-check';
import { MARK } from './mutations.ts';
import type { Node } from './schemas.ts';
import { fromExample, type Tree, validFor } from './valid.ts';

const ODD_VALUES = [
  ...['', '%', '%00', '%E0%A4%A', '%ff%fe', '%ED%A0%80', '%252e', '+', '%20', 'null', 'undefined'],
  ...['0', '-1', '101', '1e400', '1.5', 'NaN', 'Infinity', '0x10', "'--", '[object%20Object]'],
  ...[
    '%F0%9F%92%A5',
    '__proto__',
    'constructor',
    'a'.repeat(5_000),
    '%61'.repeat(1_000),
    '@{site_id}0',
  ],
  ...['@{site_id}%00', '%7B@{site_id}%7D', '@{session_id},@{session_id}', ';', '*', '{}', '%2C'],
];

/** Never of a form that a client would normalise before it sends. */
export const oddSegment = fc.constantFrom(
  ...ODD_VALUES,
  ...['..', '.', '%2e%2e', '%2F', '%5C', '..%2f..%2fhealthz', 'session', 'keys', ':site_id', '%3F'],
  ...['@{site_key}', MARK, 'a;b=c', '%0d%0aX-Evil:%201', '~', '$', '@', '!'],
);

type Parameter = [name: string, value: string];

/** As the schema wants it, or the example has it, mostly; then broken. */
export function queryOf(node: Node, example: Record<string, unknown>): fc.Arbitrary<string> {
  const { properties = {} } = node;
  const hasNone = Object.keys(properties).length === 0;
  const good = fc.oneof(
    { weight: 3, arbitrary: validQuery(node) },
    ...(Object.keys(example).length > 0
      ? [{ weight: 1, arbitrary: fc.constant(writeAll(fromExample(node, example))) }]
      : []),
  );
  const broken = fc
    .tuple(
      good,
      fc.constantFrom('repeat', 'drop', 'array', 'unknown', 'odd', 'encode', 'upper', 'separator'),
      fc.constantFrom(...ODD_VALUES),
    )
    .map(([parameters, how, odd]) => breakQuery(parameters, how, odd));
  return fc.oneof(
    { weight: hasNone ? 12 : 3, arbitrary: good.map(write) },
    { weight: 1, arbitrary: broken },
  );
}

/** Placeholders stay as they are. */
function encode(value: string): string {
  return value
    .split(/(@\{\w+\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part.toWellFormed())))
    .join('');
}

/** With more parameters than these a few are given at a time: all together they would find nothing. */
const MANY = 8;
/** A target has a limit of its own, which the runtime keeps. */
const MAX_CHARS = 512;

function validQuery(node: Node): fc.Arbitrary<Parameter[]> {
  const { properties = {}, required = [] } = node;
  const names = Object.keys(properties);
  if (names.length <= MANY) return parametersOf(node);
  const always = ['site_id', ...required];
  const others = names.filter((name) => !always.includes(name));
  return fc.subarray(others, { maxLength: 3 }).chain((chosen) => {
    const given = [...always, ...chosen];
    const few = Object.entries(properties)
      .filter(([name]) => given.includes(name))
      .map(([name, child]) => [name, { ...child, maxLength: MAX_CHARS }]);
    return parametersOf({ ...node, properties: Object.fromEntries(few), required: given });
  });
}

function parametersOf(node: Node): fc.Arbitrary<Parameter[]> {
  return validFor(node).map(writeAll);
}

function writeAll(tree: Tree): Parameter[] {
  return Object.entries(Object(tree)).map(([name, value]) => [name, encode(String(value))]);
}

const write = (parameters: Parameter[]) =>
  parameters.length === 0 ? '' : `?${parameters.map((pair) => pair.join('=')).join('&')}`;

function breakQuery(parameters: Parameter[], how: string, odd: string): string {
  const [first = ['session_id', ''], ...others] = parameters;
  const [name, value] = first;
  switch (how) {
    case 'repeat':
      return write([first, [name, odd], ...others]);
    case 'drop':
      return write(others);
    case 'array':
      return write([[`${name}[]`, value], [`${name}[a]`, odd], ...others]);
    case 'unknown':
      return write([...parameters, [MARK, MARK], ['__proto__', MARK], ['', MARK]]);
    case 'encode':
      return write([[name.replace(/./, percent), value.replace(/./, percent)], ...others]);
    case 'upper':
      return write([[name.toUpperCase(), value], ...others]);
    case 'separator':
      return `?&&${write(parameters).slice(1).replaceAll('&', '&amp;')}&=&;?#${MARK}`;
    default:
      return write([[name, odd], ...others]);
  }
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16)}`;
