import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROUTES } from '../../src/api-docs/listing';
import { readContract } from '../contract/document';

const OUT = path.join(import.meta.dirname, '../../src/assets/openapi.json');
const text = readFileSync(OUT, 'utf8');
const document = JSON.parse(text);
const { operations } = readContract(text);

it('describes every route that is listed, and no other', () => {
  const listed = ROUTES.map(({ method, path }) => `${method} ${path}`);
  const described = operations.map(({ method, path }) => `${method} ${path}`);
  expect(described.sort()).toEqual(listed.sort());
});

it('names each operation as a method: a verb and a noun', () => {
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names)
    expect(name).toMatch(
      /^(create|get|list|update|end|identify|derive|explain|export|erase|delete|revoke|call)([A-Z][a-z]+)+$/,
    );
});

it('has operations under each of its tags, and no other tags', () => {
  const used = new Set(operations.flatMap(({ operation }) => operation.tags));
  const listed: { name: string }[] = document.tags;
  expect([...used].sort()).toEqual(listed.map(({ name }) => name).sort());
});

it('says when a field is absent, unless it is required or has a default', () => {
  const { properties } = document.components.schemas.UpdateSessionBody;
  expect(properties.page_views).toMatchObject({
    type: ['integer', 'null'],
    minimum: 0,
    maximum: 1_000_000_000,
    description: expect.stringMatching(/Absent: unchanged\.$/),
  });
});

it('has examples in which a shell that one types into finds no old command', () => {
  const paths: Record<
    string,
    Record<string, { 'x-codeSamples': { source: string }[] }>
  > = document.paths;
  const described = Object.values(paths).flatMap((methods) => Object.values(methods));
  const sources = described.flatMap((one) => one['x-codeSamples'].map(({ source }) => source));
  expect(sources).toHaveLength(operations.length);
  // In single quotes a `!` is itself.
  for (const source of sources) expect(source.replace(/'[^']*'/g, '')).not.toContain('!');
});
