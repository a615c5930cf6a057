/**
 * The script for pages. Its address never changes, so caches keep it for a day, then use it for a week more while
 * they ask for a newer one; a fix reaches everyone soon, and most of the asking ends in a 304.
 */
import { Hono } from 'hono/tiny';
import type { App } from '../context';
import { answer } from '../respond';
import { ETAG, SCRIPT } from './script.generated';

const HEADERS = {
  'Content-Type': 'text/javascript; charset=utf-8',
  'Cache-Control': 'public, max-age=86400, stale-while-revalidate=604800',
  ETag: ETAG,
  // Any page may load it, one that isolates itself from other origins included.
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

export const tracker = new Hono<App>().get('/s.js', (c) =>
  isCurrent(c.req.header('if-none-match'))
    ? answer(c, null, 304, HEADERS)
    : answer(c, SCRIPT, 200, HEADERS),
);

/** Compares weakly, as RFC 9110 asks for here: caches on the way mark a tag as weak when they compress. */
function isCurrent(tags = ''): boolean {
  return tags
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === ETAG);
}
