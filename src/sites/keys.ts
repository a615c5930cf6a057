/** API keys: `vs_SITE_SECRET` (`site-secret.ts`). */
import { databaseFor } from '../database/databases';
import type { Failure } from '../http/errors';
import { sha256Hex } from '../ids/hash';
import type { SiteId } from '../ids/uuid';
import type { KeyScope } from './schema';
import { makeSecret, siteOfSecret } from './site-secret';
import { findSite } from './store';

/** What is shown of a key after it was made. */
export type KeyInfo = {
  key_id: string;
  site_id: SiteId;
  name: string;
  scope: KeyScope;
  created_at: number;
};
/** By which a key that is shown is known. `key_hash`: SHA-256, in hexadecimal digits. */
export type KnownKey = { key_id: string; key_hash: string; scope: KeyScope };
/** The most live keys that a site may have. */
const MAX_KEYS = 20;

/** The site whose id is in the key; null when the text does not have the form of a key. The key may still be wrong. */
export function siteOfKey(key: string): SiteId | null {
  return siteOfSecret('vs', key);
}

/**
 * Makes a key. `key` is not stored and cannot be shown again. The site is checked in the same statement, so that a site
 * that is deleted meanwhile gets no key. Errors: `site_not_found`; `validation_failed` when the site has 20 keys.
 */
export async function insertKey(
  env: Env,
  siteId: SiteId,
  { name, scope }: { name: string; scope: KeyScope },
  now: number,
): Promise<(KeyInfo & { key: string }) | Failure> {
  const key = makeSecret('vs', siteId);
  const info: KeyInfo = {
    key_id: crypto.randomUUID(),
    site_id: siteId,
    name,
    scope,
    created_at: now,
  };
  const { meta } = await databaseFor(env, siteId)
    .prepare(
      `INSERT INTO api_keys (key_id, site_id, name, scope, key_hash, created_at)
      SELECT ?1, ?2, ?3, ?4, ?5, ?6
      WHERE EXISTS (SELECT 1 FROM sites WHERE site_id = ?2 AND deleted_at IS NULL)
        AND (SELECT COUNT(*) FROM api_keys WHERE site_id = ?2) < ?7`,
    )
    .bind(info.key_id, siteId, name, scope, await sha256Hex(key), now, MAX_KEYS)
    .run();
  if (meta.changes === 1) return { ...info, key };
  if ((await findSite(env, siteId)) === null) return { error: 'site_not_found' };
  const message = `A site has at most ${MAX_KEYS} keys; revoke one first.`;
  return { error: 'validation_failed', message, details: { issues: [{ path: '', message }] } };
}

/** The live keys of a site, the oldest first. Throws when D1 does. */
export async function listKeys(env: Env, siteId: SiteId): Promise<KeyInfo[]> {
  const { results } = await databaseFor(env, siteId)
    .prepare(
      'SELECT key_id, site_id, name, scope, created_at FROM api_keys WHERE site_id = ? ORDER BY created_at, key_id',
    )
    .bind(siteId)
    .all<KeyInfo>();
  return results;
}

/** Revokes a key: at once here, within 60 s everywhere (`src/sites/cache.ts`). */
export async function deleteKey(env: Env, siteId: SiteId, keyId: string): Promise<boolean> {
  const { meta } = await databaseFor(env, siteId)
    .prepare('DELETE FROM api_keys WHERE site_id = ? AND key_id = ?')
    .bind(siteId, keyId)
    .run();
  return meta.changes === 1;
}

/** The live keys, as far as requests are checked by them. Throws when D1 does. */
export async function listKnownKeys(env: Env, siteId: SiteId): Promise<KnownKey[]> {
  const { results } = await databaseFor(env, siteId)
    .prepare('SELECT key_id, key_hash, scope FROM api_keys WHERE site_id = ?')
    .bind(siteId)
    .all<KnownKey>();
  return results;
}
