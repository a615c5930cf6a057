import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../src/session/life/lifecycle';
import type { SessionEvent } from '../../src/session/life/session';
import { StoredState } from '../../src/session/object/state';
import { endEvent, openSession, SECOND, T0, updateEvent } from './factories';

/** A page and its head in the write-ahead log: https://sqlite.org/fileformat2.html, section 4.1. */
const FRAME_BYTES = 4096 + 24;

let dir: string;
let db: DatabaseSync;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-pages-'));
  db = new DatabaseSync(path.join(dir, 'object.sqlite'));
  // As workerd keeps the values of an object.
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
    CREATE TABLE _cf_KV (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID`);
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true });
});

function openStoredState(): StoredState {
  const statement = db.prepare(
    'INSERT INTO _cf_KV VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const put = (key: string, value: unknown) => statement.run(key, serialize(value));
  const held = new StoredState({ kv: { put } } as unknown as DurableObjectStorage);
  held.put(openSession({ url: 'https://shop.example/shoes?utm_source=news', sent_at: T0 }));
  return held;
}

/** How many pages SQLite writes for what the event changes. */
function pagesFor(held: StoredState, event: SessionEvent, at: number): number {
  const walSize = () => statSync(path.join(dir, 'object.sqlite-wal')).size;
  const outcome = decide(held.session, event, at);
  if (!('next' in outcome) || !outcome.changed) throw new Error('the event changes nothing');
  const before = walSize();
  held.put(outcome.next);
  return (walSize() - before) / FRAME_BYTES;
}

describe('on the disk', () => {
  it('a heartbeat and an end are one page each', () => {
    const held = openStoredState();
    for (let beat = 1; beat <= 20; beat += 1) {
      const at = T0 + beat * 30 * SECOND;
      const update = updateEvent({
        sent_at: at,
        current_url: `https://shop.example/shoes/${7 ** beat}`,
        page_views: beat * beat,
        active_time: beat * 29 * SECOND,
      });
      expect(pagesFor(held, update, at)).toBe(1);
    }
    const at = T0 + 700 * SECOND;
    const end = endEvent({
      sent_at: at,
      exit_url: 'https://shop.example/bye',
      page_views: 500,
      duration: 699 * SECOND,
    });
    expect(pagesFor(held, end, at)).toBe(1);
  });

  it('what outgrows the room, or changes seldom, takes more', () => {
    const held = openStoredState();
    const current_url = `https://shop.example/${'x'.repeat(400)}`;
    expect(pagesFor(held, updateEvent({ current_url }), T0 + SECOND)).toBeGreaterThan(1);
    const custom_data = { plan: 'gold' };
    expect(pagesFor(held, updateEvent({ custom_data }), T0 + 2 * SECOND)).toBeGreaterThan(1);
  });

  it('what was stored is what is read, and the room in it is small', () => {
    const held = openStoredState();
    const { value } = db.prepare('SELECT value FROM _cf_KV').get() as { value: Uint8Array };
    const text: string = deserialize(value);
    expect(JSON.parse(text)).toEqual(held.session);
    expect(text.length - JSON.stringify(held.session).length).toBeLessThan(464);
  });
});
