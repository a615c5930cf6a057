/** Admission to tools, as the routes have it: by the key of the request, its scope and its site. */
import type { ServerCaller } from '../../../access/caller';
import type { CallKind } from '../../../access/scope';
import { type Failure, invalidFields } from '../../../http/errors';
import type { SessionId, SiteId } from '../../../ids/uuid';
import type { Asked } from '../tool';

/** For a question about a whole site. */
export async function admitToSite(
  { asker, service }: Asked,
  kind: 'report' | 'write',
  named: SiteId | undefined,
) {
  if (!asker.isOfSite && named === undefined) return NO_SITE;
  const caller = await service.admitServer(asker, kind, named);
  if ('error' in caller) return caller;
  const { site } = caller;
  return { site, site_id: site.site_id, db: service.databaseFor(asker.env, site.site_id) };
}

const NO_SITE = invalidFields([
  { path: 'site_id', message: 'Give site_id. Ask the user for it if you do not know it.' },
]);

/** For one session, which tells its site where neither the key nor the call does. */
export async function admitToSession(
  { asker, service }: Asked,
  kind: CallKind,
  subject: { session_id: SessionId; site_id: SiteId | undefined },
): Promise<ServerCaller | Failure> {
  const caller = await service.admit(asker, kind, subject, service.siteOfSession(asker.env));
  if ('error' in caller) return caller;
  return caller.kind === 'server' ? caller : { error: 'forbidden' };
}
