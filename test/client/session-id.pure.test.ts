import { expect, it } from 'vitest';
import { mintSessionId } from '../../src/client/session-id.ts';
import { isFreshId, timeOfId } from '../../src/session/session-id';

const NOW = Date.UTC(2026, 10, 23, 12);

it('is a UUID v7 of now, which the API takes for fresh', () => {
  const ids = Array.from({ length: 1_000 }, () => mintSessionId(NOW));
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeOfId(id)).toBe(NOW);
    expect(isFreshId(id, NOW)).toBe(true);
  }
  expect(new Set(ids).size).toBe(ids.length);
});
