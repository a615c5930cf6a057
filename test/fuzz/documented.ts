/** The rig plays every operation of the API's document, and each answer is as the document says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findFaults } from '../contract/check.ts';
import { readContract } from '../contract/document.ts';
import { OPERATIONS } from './operations.ts';
import type { Answer, Sent } from './send.ts';

const TEXT = readFileSync(
  path.resolve(import.meta.dirname, '../../src/assets/openapi.json'),
  'utf8',
);
const contract = readContract(TEXT);

/** Operations that only the document has, or only the rig, in words. */
export function compareOperations(): string[] {
  const described = contract.operations
    // The messages of another protocol are not made from schemas of ours: its own suite plays them (test/mcp/conformance.ts).
    .filter(({ operation }) => !operation['x-asset'] && !operation['x-protocol'])
    .map(({ method, path }) => `${method} ${path}`);
  const played = Object.values(OPERATIONS).map(({ method, path }) => `${method} ${path}`);
  return [
    ...described.filter((one) => !played.includes(one)).map((one) => `${one} is not played`),
    ...played.filter((one) => !described.includes(one)).map((one) => `${one} is not described`),
  ];
}

/** What was answered, and what was taken, is in the document. */
export function checkDocumented({ method, target, headers, body }: Sent, answer: Answer): void {
  const url = `http://localhost${target}`;
  // Runtimes disagree about what such an address or method means.
  if (!URL.canParse(url) || new URL(url).pathname !== target.split('?')[0]) return;
  const told = headers.filter(([, value]) => /^[\t\x20-\x7e]*$/.test(value));
  const asked = { method, url, headers: new Headers(told), body: body?.toString() ?? '' };
  const answered = {
    status: answer.status,
    headers: new Headers(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: answer.text,
  };
  const faults = findFaults(contract, asked, answered);
  assert.ok(faults.length === 0, faults.join('\n'));
}
