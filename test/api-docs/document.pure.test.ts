import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { OPERATIONS } from '../../src/api-docs/document';
import { ROUTES } from '../../src/api-docs/listing';
import { TAGS } from '../../src/api-docs/prose';

const OUT = path.join(import.meta.dirname, '../../src/assets/openapi.json');

it('describes every route that is listed, and no other', () => {
  const listed = ROUTES.map(({ method, path }) => `${method} ${path}`);
  const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
  expect(described.sort()).toEqual(listed.sort());
});

it('names each operation as a method: a verb and a noun', () => {
  const names = OPERATIONS.map(({ id }) => id);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names)
    expect(name).toMatch(
      /^(create|get|list|update|end|identify|explain|erase|delete|revoke)([A-Z][a-z]+)+$/,
    );
});

it('has operations under each of its tags, and no other tags', () => {
  const used = new Set(OPERATIONS.map(({ tag }) => tag));
  expect([...used].sort()).toEqual(TAGS.map(({ name }) => name).sort());
});

it('says when a field is absent, unless it is required or has a default', () => {
  const { components } = JSON.parse(readFileSync(OUT, 'utf8'));
  const { properties } = components.schemas.UpdateSessionBody;
  expect(properties.page_views).toMatchObject({
    type: ['integer', 'null'],
    minimum: 0,
    maximum: 1_000_000_000,
    description: expect.stringMatching(/Absent: unchanged\.$/),
  });
});
