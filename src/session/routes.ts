import { type Context, Hono } from 'hono';
import { admit, type Subject } from '../access/admit';
import type { App } from '../http/context';
import { openToPages } from '../http/cors';
import { fail, succeed, succeedText } from '../http/respond';
import { validBody, validParam, validQuery } from '../http/validate';
import { showIdentified, showOpened, showSession, showWithLead, toWireFailure } from './answer';
import {
  type CommandContext,
  endSession,
  eraseSession,
  identifySession,
  openSession,
  readSession,
  siteOfSession,
  updateSession,
} from './commands';
import {
  EndSchema,
  FORM_FIELDS,
  IdentifySchema,
  OpenSchema,
  ReadSchema,
  refuseLongAddress,
  SessionParamsSchema,
  UpdateSchema,
} from './schema';

/** The five endpoints but for identify, and the erasure of one session. */
export const sessions = new Hono<App>()
  .delete('/session', validQuery(ReadSchema), async (c) => {
    const key = c.req.valid('query');
    const caller = await admitCaller(c, 'write', { site_id: key.site_id });
    if ('error' in caller) return fail(c, caller);
    if (caller.kind === 'browser') return fail(c, { error: 'forbidden' });
    const erased = await eraseSession(c.env, key);
    return 'error' in erased ? fail(c, toWireFailure(erased)) : succeed(c, erased);
  })
  .use('/session/*', openToPages)
  .post('/session', validBody(OpenSchema, FORM_FIELDS), async (c) => {
    const command = c.req.valid('json');
    const caller = await admitWriter(c, command, command);
    if ('error' in caller) return fail(c, caller);
    const { headers, cf } = c.req.raw;
    const opened = await openSession(contextOf(c), command, caller, { headers, cf });
    if ('error' in opened) return fail(c, toWireFailure(opened));
    return succeedText(c, showOpened(originOf(c), opened), opened.is_new_session ? 201 : 200);
  })
  .get('/session', validQuery(ReadSchema), async (c) => {
    const key = c.req.valid('query');
    const caller = await admitCaller(c, 'read', { site_id: key.site_id });
    if ('error' in caller) return fail(c, caller);
    const isServer = caller.kind === 'server';
    const view = await readSession(c.env, key, isServer);
    if (typeof view !== 'string') return fail(c, toWireFailure(view));
    const shown = showSession(originOf(c), view, key);
    return succeedText(c, isServer ? await showWithLead(c.env, shown, key) : shown);
  })
  .put('/session', validBody(UpdateSchema, FORM_FIELDS), async (c) => {
    const command = c.req.valid('json');
    const { session_id, site_id } = command;
    const caller = await admitWriter(c, { site_id, session_id }, command);
    if ('error' in caller) return fail(c, caller);
    const updated = await updateSession(contextOf(c), command, caller, c.req.raw.headers);
    if ('error' in updated) return fail(c, toWireFailure(updated));
    return succeedText(c, showSession(originOf(c), updated.view, command));
  })
  .post('/session/end', validBody(EndSchema, FORM_FIELDS), async (c) => {
    const command = c.req.valid('json');
    const { session_id, site_id } = command;
    const caller = await admitWriter(c, { site_id, session_id }, command);
    if ('error' in caller) return fail(c, caller);
    const ended = await endSession(contextOf(c), command, caller, c.req.raw.headers);
    if ('error' in ended) return fail(c, toWireFailure(ended));
    const key = { session_id, site_id: caller.site.site_id };
    return succeedText(c, showSession(originOf(c), ended.view, key));
  });

/** The one of them whose path has a parameter: a router of its own (`src/app.ts`). */
export const identifying = new Hono<App>()
  .use('/session/*', openToPages)
  .post(
    '/session/:session_id/identify',
    validParam(SessionParamsSchema),
    validBody(IdentifySchema, FORM_FIELDS),
    async (c) => {
      const { session_id } = c.req.valid('param');
      const command = c.req.valid('json');
      const caller = await admitCaller(c, 'identify', { site_id: command.site_id, session_id });
      if ('error' in caller) return fail(c, caller);
      const identified = await identifySession(c.env, session_id, command, caller);
      if ('error' in identified) return fail(c, toWireFailure(identified));
      const key = { session_id, site_id: caller.site.site_id };
      return succeedText(c, showIdentified(originOf(c), identified, key, caller.kind));
    },
  );

function admitCaller(c: Context<App>, kind: 'read' | 'write' | 'identify', subject: Subject) {
  const shown = { env: c.env, headers: c.req.raw.headers, now: c.get('receivedAt') };
  return admit(shown, kind, subject, siteOfSession(c.env));
}

/** A server is told that an address is too long; a page's visit must not be lost for it. */
async function admitWriter(
  c: Context<App>,
  subject: Subject,
  command: Parameters<typeof refuseLongAddress>[0],
) {
  const caller = await admitCaller(c, 'write', subject);
  if ('error' in caller || caller.kind === 'browser') return caller;
  return refuseLongAddress(command) ?? caller;
}

function contextOf(c: Context<App>): CommandContext {
  return {
    env: c.env,
    now: c.get('receivedAt'),
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  };
}

/**
 * Scheme and host that were asked: `session_url` is there, too. Not by `URL`, which throws where a malformed request names two
 * hosts.
 */
function originOf(c: Context<App>): string {
  const { url } = c.req;
  return url.slice(0, url.indexOf('/', 'https://'.length));
}
