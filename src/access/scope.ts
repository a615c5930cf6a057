/** What a key may do, by its scope. The operator's key has the scope `all`; a page without a key is bound by none. */
import type { Failure } from '../http/errors';
import type { KeyScope } from '../sites/schema';
import type { Caller } from './caller';

/**
 * `read`: of one session, which any key may. `report`: of many sessions, and of leads and tasks. `figures`: numbers of a site, which
 * a share link may ask for, too, and nothing else. `manage`: share links themselves.
 */
export type CallKind = 'read' | 'figures' | 'report' | 'write' | 'identify' | 'manage';

/** 403 `forbidden` where what is shown, by a server or a proxy, lacks the scope; null where it does not. */
export function refuseByScope(caller: Caller, kind: CallKind): Failure | null {
  const scope = caller.kind === 'server' ? caller.scope : caller.proxied?.scope;
  if (scope === 'share') return kind === 'figures' ? null : FIGURES_ONLY;
  const needed = scopeOf(kind);
  if (scope === undefined || scope === 'all' || needed === null || scope === needed) return null;
  const either = needed === 'all' ? '"all"' : `"${needed}" or "all"`;
  const message = `This key has the scope "${scope}"; use one with the scope ${either}.`;
  return { error: 'forbidden', message };
}

function scopeOf(kind: CallKind): KeyScope | null {
  switch (kind) {
    case 'read':
      return null;
    case 'figures':
    case 'report':
      return 'read';
    case 'write':
    case 'identify':
      return 'write';
    case 'manage':
      return 'all';
    default:
      return kind satisfies never;
  }
}

const FIGURES_ONLY: Failure = {
  error: 'forbidden',
  message: 'A share link shows the figures of a site alone; use a key of the site.',
};
