/** What a key may do, by its scope. The operator's key has the scope `all`; a page without a key is bound by none. */
import type { Failure } from '../http/errors';
import type { KeyScope } from '../sites/schema';
import type { Caller } from './caller';

/** `read`: of one session, which any key may. `report`: of many sessions, and of leads and tasks. */
export type CallKind = 'read' | 'report' | 'write' | 'identify';

/** 403 `forbidden` where the key that is shown, by a server or a proxy, lacks the scope; null where it does not. */
export function refuseByScope(caller: Caller, kind: CallKind): Failure | null {
  const scope = caller.kind === 'server' ? caller.scope : caller.proxied?.scope;
  if (scope === undefined || isWithin(scope, kind)) return null;
  const message = `This key has the scope "${scope}"; use one with the scope "${scopeOf(kind)}" or "all".`;
  return { error: 'forbidden', message };
}

/** Whether a key with this scope may do so. */
export function isWithin(scope: KeyScope, kind: CallKind): boolean {
  const needed = scopeOf(kind);
  return scope === 'all' || needed === null || scope === needed;
}

function scopeOf(kind: CallKind): Exclude<KeyScope, 'all'> | null {
  switch (kind) {
    case 'read':
      return null;
    case 'report':
      return 'read';
    case 'write':
    case 'identify':
      return 'write';
    default:
      return kind satisfies never;
  }
}
