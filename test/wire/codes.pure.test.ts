import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { FailureCode } from '../../src/http/errors';

const GOLDEN = path.join(import.meta.dirname, 'golden');

/** Every one of them, or this does not compile. */
const CODES: Record<FailureCode, true> = {
  invalid_json: true,
  validation_failed: true,
  unauthorized: true,
  origin_not_allowed: true,
  wrong_site: true,
  forbidden: true,
  session_not_found: true,
  site_not_found: true,
  lead_not_found: true,
  task_not_found: true,
  visitor_not_found: true,
  key_not_found: true,
  share_not_found: true,
  not_found: true,
  method_not_allowed: true,
  session_ended: true,
  session_conflict: true,
  lead_conflict: true,
  payload_too_large: true,
  unsupported_media_type: true,
  rate_limited: true,
  internal: true,
  unavailable: true,
};

it('every failure there is stands in a golden file', () => {
  const files = readdirSync(GOLDEN).map((name) => readFileSync(path.join(GOLDEN, name), 'utf8'));
  const told = files.flatMap((file) =>
    [...file.matchAll(/"code": "(\w+)"/g)].map(([, code]) => code),
  );
  expect([...new Set(told)].sort()).toEqual(Object.keys(CODES).sort());
});
