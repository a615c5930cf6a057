/**
 * Share links: whoever has one sees the figures of one site, and nothing of a person, until it is revoked. The token is
 * `share_SITE_SECRET` (`site-secret.ts`). It is looked up at each question, which reads the database anyhow, so that a
 * link ends at once.
 */
import { databaseFor } from '../database/databases';
import type { Failure } from '../http/errors';
import { sha256Hex } from '../ids/hash';
import type { SiteId } from '../ids/uuid';
import { makeSecret, siteOfSecret } from './site-secret';
import { findSite } from './store';

/** What is shown of a share link after it was made. */
export type ShareInfo = { share_id: string; name: string; created_at: number };
/** The most that a site may have. */
const MAX_SHARES = 20;

/** The site whose id is in the token; null when the text does not have the form of one. It may still be wrong. */
export function siteOfToken(token: string): SiteId | null {
  return siteOfSecret('share', token);
}

/**
 * Makes a link. `token` is not stored and cannot be shown again. Errors: `site_not_found`; `validation_failed` when the site has
 * 20 links. Throws when D1 does, as all of these.
 */
export async function insertShare(
  env: Env,
  siteId: SiteId,
  name: string,
  now: number,
): Promise<(ShareInfo & { token: string }) | Failure> {
  const token = makeSecret('share', siteId);
  const info: ShareInfo = { share_id: crypto.randomUUID(), name, created_at: now };
  const { meta } = await databaseFor(env, siteId)
    .prepare(
      `INSERT INTO share_links (share_id, site_id, name, token_hash, created_at)
      SELECT ?1, ?2, ?3, ?4, ?5
      WHERE EXISTS (SELECT 1 FROM sites WHERE site_id = ?2 AND deleted_at IS NULL)
        AND (SELECT COUNT(*) FROM share_links WHERE site_id = ?2) < ?6`,
    )
    .bind(info.share_id, siteId, name, await sha256Hex(token), now, MAX_SHARES)
    .run();
  if (meta.changes === 1) return { ...info, token };
  if ((await findSite(env, siteId)) === null) return { error: 'site_not_found' };
  const message = `A site has at most ${MAX_SHARES} share links; revoke one first.`;
  return { error: 'validation_failed', message, details: { issues: [{ path: '', message }] } };
}

/** Those of a site, the oldest first. */
export async function listShares(env: Env, siteId: SiteId): Promise<ShareInfo[]> {
  const { results } = await databaseFor(env, siteId)
    .prepare(
      'SELECT share_id, name, created_at FROM share_links WHERE site_id = ? ORDER BY created_at, share_id',
    )
    .bind(siteId)
    .all<ShareInfo>();
  return results;
}

/** Revokes a link, at once. False: the site has no such link. */
export async function deleteShare(env: Env, siteId: SiteId, shareId: string): Promise<boolean> {
  const { meta } = await databaseFor(env, siteId)
    .prepare('DELETE FROM share_links WHERE site_id = ? AND share_id = ?')
    .bind(siteId, shareId)
    .run();
  return meta.changes === 1;
}

/** The id of the link whose token is shown, or null. What is compared is a hash, whose time tells nothing of the token. */
export async function findShareId(env: Env, siteId: SiteId, token: string): Promise<string | null> {
  return databaseFor(env, siteId)
    .prepare('SELECT share_id FROM share_links WHERE site_id = ? AND token_hash = ?')
    .bind(siteId, await sha256Hex(token))
    .first<string>('share_id');
}
