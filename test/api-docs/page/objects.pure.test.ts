import { expect, it } from 'vitest';
import { listShapes, showObject } from '../../../src/api-docs/page/objects';
import type { OpenApi } from '../../../src/api-docs/page/reading';

const fields = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(
    names.map((name) => [name, { type: 'string', description: `The ${name}.` }]),
  ),
});
const BASE = ['a', 'b', 'c', 'd', 'e', 'f'];

function shapesOf(schemas: OpenApi['components']['schemas']) {
  const components = { parameters: {}, responses: {}, examples: {}, schemas };
  return listShapes({
    info: { title: '', version: '', description: '' },
    tags: [],
    paths: {},
    components,
  });
}

it('shows an object that has more fields by what it has more', () => {
  const shapes = shapesOf({ Visit: fields(...BASE), NewVisit: fields(...BASE, 'is_new') });
  const [more] = shapes;
  expect(more).toMatchObject({ name: 'NewVisit', base: 'Visit', own: ['is_new'], without: [] });
  expect(more && showObject(more).text).toContain('The fields of <a href="#Visit">Visit</a>, and:');
});

it('says which fields of the other one are not there', () => {
  const shapes = shapesOf({ Visit: fields(...BASE), Told: fields(...BASE.slice(1), 'pages') });
  const told = shapes.find(({ base }) => base !== undefined);
  expect(told?.own.length).toBe(1);
  expect(told?.without.length).toBe(1);
});

it('shows as a whole what has little in common with others', () => {
  const shapes = shapesOf({ One: fields('a', 'b'), Two: fields('a', 'b', 'c') });
  expect(shapes.map(({ base }) => base)).toEqual([undefined, undefined]);
});

it('leaves out bodies and failures', () => {
  const failure = { type: 'object', properties: { success: { const: false } } };
  const shapes = shapesOf({ Visit: fields('a'), CreateVisitBody: fields('a'), NotFound: failure });
  expect(shapes.map(({ name }) => name)).toEqual(['Visit']);
});
