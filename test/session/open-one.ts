import { makeSite, open } from '../api';
import { recordWhen } from '../support/stored';

/** A new session of a new site, once its record is written. */
export async function openOne(body: Record<string, unknown> = {}) {
  const site_id = await makeSite();
  const opened = await open({ site_id, url: 'https://shop.example/', ...body });
  const { session_id } = opened.data;
  await recordWhen(session_id, ({ version }) => version === 1);
  return { site_id, session_id };
}
