/** What a case asks for, as data: placeholders instead of ids, and nothing of the run it is played in. */
import fc from 'fast-check';
import type { State } from './actors.ts';
import { FORM_TYPE, JSON_TYPES, ODD_TYPES, type Spoiling, spoiling } from './bodies.ts';
import { type HeaderLine, oddHeaders, plausibleCaller } from './headers.ts';
import { type Mutation, mutationOf } from './mutations.ts';
import {
  OPERATIONS,
  type Operation,
  type OperationName,
  operationNamed,
  WEIGHTS,
} from './operations.ts';
import type { Node } from './schemas.ts';
import { oddSegment, queryOf } from './urls.ts';
import { fromExample, type Tree, validFor } from './valid.ts';

export type Case = {
  operation: OperationName;
  /** Which session of the stage it is about. */
  state: State;
  method: string;
  path: string;
  query: string;
  headers: HeaderLine[];
  body: {
    tree: Tree;
    mutations: Mutation[];
    isForm: boolean;
    type: string | null;
    spoiling: Spoiling | null;
    isChunked: boolean;
  } | null;
};

const METHODS = [
  ...['OPTIONS', 'OPTIONS', 'HEAD', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'],
  ...['SEARCH', 'PURGE', 'REPORT'],
];

/** Mostly what it should be, sometimes something odd. */
function mostly<T>(good: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 12): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: good }, { weight: 1, arbitrary: odd });
}

export const anyCase: fc.Arbitrary<Case> = fc.oneof(
  ...Object.entries(OPERATIONS).map(([name, { caller }]) => ({
    weight: WEIGHTS[caller],
    arbitrary: caseOf(name),
  })),
);

export function caseOf(operation: OperationName): fc.Arbitrary<Case> {
  const route = operationNamed(operation);
  return fc.record({
    operation: fc.constant(operation),
    state: mostly(
      fc.constant<State>('live'),
      fc.constantFrom<State>('ended', 'identified', 'final'),
      2,
    ),
    method: mostly(fc.constant(route.method), fc.constantFrom(...METHODS), 24),
    path: pathOf(route),
    query: queryOf(route.query, route.example.query),
    headers: fc
      .tuple(plausibleCaller(route.caller), oddHeaders)
      .map(([caller, odd]) => [...caller, ...odd]),
    body:
      route.body === undefined
        ? mostly(fc.constant(null), bodyOf({ type: 'object', properties: {} }))
        : bodyOf(route.body, route.example.body),
  });
}

function pathOf(route: Operation): fc.Arbitrary<string> {
  const segments = route.path
    .split('/')
    .slice(1)
    .map((segment) => {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (name === undefined) return mostly(fc.constant(segment), oddSegment, 400);
      const node = route.params.properties?.[name] ?? {};
      return mostly(validFor(node, name).map(String), oddSegment);
    });
  return fc.tuple(...segments).map((parts) => `/${parts.join('/')}`);
}

function bodyOf(node: Node, example?: unknown): fc.Arbitrary<Case['body']> {
  const good =
    example === undefined
      ? validFor(node)
      : mostly(validFor(node), fc.constant(fromExample(node, example)), 3);
  const mutations = fc.oneof(
    { weight: 7, arbitrary: fc.constant<Mutation[]>([]) },
    { weight: 5, arbitrary: fc.array(mutationOf(node), { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(mutationOf(node), { minLength: 2, maxLength: 6 }) },
  );
  const bodyAs = (isForm: boolean) =>
    fc.record({
      tree: good,
      mutations,
      isForm: fc.constant(isForm),
      type: mostly(
        isForm ? fc.constant(FORM_TYPE) : fc.constantFrom(null, ...JSON_TYPES),
        fc.constantFrom(...ODD_TYPES, FORM_TYPE),
        8,
      ),
      spoiling: mostly(fc.constant(null), spoiling, 6),
      isChunked: mostly(fc.constant(false), fc.constant(true), 6),
    });
  return mostly(bodyAs(false), bodyAs(true), 6);
}
