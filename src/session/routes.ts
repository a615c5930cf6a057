import { Hono } from 'hono/tiny';
import { admit } from '../access/admit';
import type { App } from '../http/context';
import { openToPages } from '../http/cors';
import { fail, succeedText } from '../http/respond';
import { validBody, validParam, validQuery } from '../http/validate';
import { describeRefusal, showIdentified, showOpened, showSession, showWithLead } from './answer';
import { openSession } from './commands';
import { callSession } from './object/stub';
import { changeSession } from './record/batch-writer';
import {
  EndSchema,
  FORM_FIELDS,
  IdentifyParamsSchema,
  IdentifySchema,
  OpenSchema,
  ReadSchema,
  UpdateSchema,
} from './schema';

/** The five endpoints. */
export const sessions = new Hono<App>()
  .use('/session/*', (c, next) => (c.req.method === 'DELETE' ? next() : openToPages(c, next)))
  .post('/session', validBody(OpenSchema, FORM_FIELDS), async (c) => {
    const command = c.req.valid('json');
    const caller = await admit(c, 'write', command);
    if ('error' in caller) return fail(c, caller);
    const opened = await openSession(c, command, caller);
    if ('refusal' in opened) return fail(c, describeRefusal(opened));
    return succeedText(c, showOpened(c, opened), opened.is_new_session ? 201 : 200);
  })
  .get('/session', validQuery(ReadSchema), async (c) => {
    const of = c.req.valid('query');
    const { session_id, site_id } = of;
    const caller = await admit(c, 'read', { site_id });
    if ('error' in caller) return fail(c, caller);
    const read = await callSession(c.env, session_id, (object) => object.read(session_id, site_id));
    if (typeof read !== 'string') return fail(c, describeRefusal(read));
    const shown =
      caller.kind === 'server' ? await showWithLead(c, read, of) : showSession(c, read, of);
    return succeedText(c, shown);
  })
  .put('/session', validBody(UpdateSchema, FORM_FIELDS), async (c) => {
    const { session_id, site_id, ...command } = c.req.valid('json');
    const caller = await admit(c, 'write', { site_id, session_id });
    if ('error' in caller) return fail(c, caller);
    const event = { ...command, type: 'update', caller: caller.kind } as const;
    const updated = await changeSession(c, session_id, (object) =>
      object.update(event, session_id, site_id),
    );
    if ('refusal' in updated) return fail(c, describeRefusal(updated));
    return succeedText(c, showSession(c, updated.view, { session_id, site_id }));
  })
  .post('/session/end', validBody(EndSchema, FORM_FIELDS), async (c) => {
    const { session_id, site_id: named, ...command } = c.req.valid('json');
    const caller = await admit(c, 'write', { site_id: named, session_id });
    if ('error' in caller) return fail(c, caller);
    const { site_id } = caller.site;
    const event = { ...command, type: 'end', caller: caller.kind } as const;
    const ended = await changeSession(c, session_id, (object) =>
      object.end(event, session_id, site_id),
    );
    if ('refusal' in ended) return fail(c, describeRefusal(ended));
    return succeedText(c, showSession(c, ended.view, { session_id, site_id }));
  })
  .post(
    '/session/:session_id/identify',
    validParam(IdentifyParamsSchema),
    validBody(IdentifySchema, FORM_FIELDS),
    async (c) => {
      const { session_id } = c.req.valid('param');
      const { site_id: named, ...command } = c.req.valid('json');
      const caller = await admit(c, 'identify', { site_id: named, session_id });
      if ('error' in caller) return fail(c, caller);
      if (command.replace && caller.kind === 'browser') return fail(c, { error: 'forbidden' });
      const { site_id } = caller.site;
      const request = { ...command, caller: caller.kind, new_lead_id: crypto.randomUUID() };
      const identified = await callSession(c.env, session_id, (object) =>
        object.identify(request, session_id, site_id),
      );
      if ('refusal' in identified) return fail(c, describeRefusal(identified));
      if ('failure' in identified) return fail(c, { error: identified.failure });
      return succeedText(c, showIdentified(c, identified, { session_id, site_id }, caller.kind));
    },
  );
