/** What the document of the API has for an exchange. The Worker itself holds each to it (`test/contract/watch.ts`). */
import assert from 'node:assert/strict';
import { takeFaults } from '../rig/watched.ts';
import { contract } from './schemas.ts';
import type { Answer, Sent } from './send.ts';

/** What was answered since this was last asked, and what was taken, is in the document. */
export async function checkDocumented(service: URL): Promise<void> {
  const faults = await takeFaults(service);
  assert.ok(faults.length === 0, faults.join('\n'));
}

/** Whether the document has the answer without the envelope: a file, a page, or the messages of another protocol. */
export function isPlain({ method, target }: Sent, { status, headers }: Answer): boolean {
  const [path = ''] = target.split('?', 1);
  const place = contract.placesOf(path).find(({ operations }) => operations.has(method));
  const type = headers['content-type']?.split(';', 1)[0] ?? '';
  const schema = place?.operations.get(method)?.responses[status]?.content?.[type]?.schema;
  if (schema === undefined) return false;
  const choices = [schema, ...(schema.anyOf ?? [])];
  return !choices.some((one) => 'success' in contract.fieldsOf(one));
}
