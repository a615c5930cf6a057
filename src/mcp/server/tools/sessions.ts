/** Tools about one session. */
import * as z from 'zod';
import { time } from '../../../api-docs/answers/fields';
import { ExplainedSchema, ReadSchema } from '../../../api-docs/answers/session';
import { rewriteInstants } from '../../../session/life/instants';
import {
  EndSchema,
  ExplainQuerySchema,
  IdentifySchema,
  refuseLongAddress,
  SessionParamsSchema,
} from '../../../session/schema';
import type { Shrinking } from '../shrink';
import { toIso } from '../times';
import { defineTool, NOTHING, READS } from '../tool';
import { admitToSession } from './admit';

const CHANGES = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: false,
} as const;

const instead = 'ask again with a larger max_bytes.';
/** What of a session may be long: objects have up to 4 KiB, addresses up to 2,048 characters. */
const LONG = [
  ...['consent', 'custom_data', 'referrer', 'exit_url', 'landing_url', 'current_url'],
  ...['utm_params', 'device', 'browser', 'location'],
];
const OF_SESSION: Shrinking = {
  cut: { list: 'pages' },
  drops: LONG.map((name) => ({ part: [name], instead })),
};

export const getSession = defineTool({
  name: 'get_session',
  title: 'Read a session',
  description:
    'Everything about one visit as it is now: when it began and ended, pages seen in order, device, place, source, campaign, custom data, and the lead if the visitor is known. Use it when you have a session_id, from search_sessions, live_visitors, get_lead or list_tasks. To learn why a visit counts as engaged or as a bounce use explain_session.',
  operation: 'explainSession',
  kind: 'read',
  annotations: READS,
  takes: { params: SessionParamsSchema, query: ExplainQuerySchema, body: NOTHING },
  answer: ReadSchema,
  shrinking: OF_SESSION,
  async run({ params: { session_id }, query }, asked) {
    const { asker, service } = asked;
    const caller = await admitToSession(asked, 'read', { session_id, site_id: query.site_id });
    if ('error' in caller) return caller;
    const { site } = caller;
    const key = { session_id, site_id: site.site_id };
    const view = await service.readSession(asker.env, key, true);
    if (typeof view !== 'string') return service.toWireFailure(view);
    return { site, data: JSON.parse(await service.showWithLead(asker.env, view, key)) };
  },
});

export const explainSession = defineTool({
  name: 'explain_session',
  title: 'Explain a session',
  description:
    'Why one visit is as it is, worked out by the rules of the service: where it came from and by what evidence, why it is engaged or a bounce, whether and why it was reopened, why it ended, whether it is a bot. One statement for each question, with reasons. Use it for any "why" about a single visit; do not guess.',
  operation: 'explainSession',
  kind: 'report',
  annotations: READS,
  takes: { params: SessionParamsSchema, query: ExplainQuerySchema, body: NOTHING },
  answer: ExplainedSchema.extend({
    statements: z.array(
      ExplainedSchema.shape.statements.element.extend({
        at: time('The answer where it is a time.').optional(),
      }),
    ),
  }),
  shrinking: {
    drops: [
      { part: ['session', 'pages'], instead: 'get_session has them.' },
      ...LONG.map((name) => ({ part: ['session', name], instead })),
      { part: ['session', 'source'], instead: 'the statement about it says it.' },
    ],
  },
  async run({ params: { session_id }, query }, asked) {
    const { asker, service } = asked;
    const caller = await admitToSession(asked, 'report', { session_id, site_id: query.site_id });
    if ('error' in caller) return caller;
    const { site } = caller;
    const key = { session_id, site_id: site.site_id };
    const explained = await service.explainSession(asker.env, key);
    if ('error' in explained) return service.toWireFailure(explained);
    const { statements, session } = JSON.parse(service.showExplained(explained));
    return { site, data: { statements: statements.map(tellTimes(site.timezone)), session } };
  },
});

type Statement = { about: string; value: unknown; text: string };

/** In the zone, in sentences, too; and of the questions whose answer is a time, as one. */
function tellTimes(zone: string) {
  return (statement: Statement): object => {
    const text = rewriteInstants(statement.text, (at) => toIso(at, zone));
    const isTime = ['began', 'ended'].includes(statement.about) && statement.value !== null;
    return { ...statement, text, ...(isTime && { at: statement.value }) };
  };
}

export const endSession = defineTool({
  name: 'end_session',
  title: 'End a session',
  description:
    'Ends a visit that is still active, as if the visitor had left. The first end stands: for a visit that has ended already this changes nothing. The visitor can come back and reopen it. Do this only when the user asks for it; visits end by themselves.',
  operation: 'endSession',
  kind: 'write',
  annotations: CHANGES,
  takes: { params: NOTHING, query: NOTHING, body: EndSchema },
  hides: ['consent', 'custom_data', 'sent_at', 'duration', 'page_views', 'active_time'],
  shrinking: OF_SESSION,
  async run({ body }, asked) {
    const { asker, service } = asked;
    const { session_id, site_id } = body;
    const caller = await admitToSession(asked, 'write', { session_id, site_id });
    if ('error' in caller) return caller;
    const tooLong = refuseLongAddress(body);
    if (tooLong !== null) return tooLong;
    const ended = await service.endSession(asker, body, caller, asker.headers);
    if ('error' in ended) return service.toWireFailure(ended);
    return { site: caller.site, data: JSON.parse(ended.view) };
  },
});

export const identifySession = defineTool({
  name: 'identify_session',
  title: 'Say who a visitor is',
  description:
    'Attaches a lead to a visit, found or made by e-mail, or by lead_id. Give at least one of email, name and lead_id, and only what the user or the data told you. Details that the lead has already are never changed (use update_lead). Other visits of the same visitor get the lead too. create_task=true also makes one follow-up task. If the visit has another lead you are told; replace=true moves it, so ask the user first.',
  operation: 'identifySession',
  kind: 'identify',
  annotations: CHANGES,
  takes: { params: SessionParamsSchema, query: NOTHING, body: IdentifySchema },
  hides: ['lead_data'],
  shrinking: OF_SESSION,
  async run({ params: { session_id }, body }, asked) {
    const { asker, service } = asked;
    const subject = { session_id, site_id: body.site_id };
    const caller = await admitToSession(asked, 'identify', subject);
    if ('error' in caller) return caller;
    const { site } = caller;
    const identified = await service.identifySession(asker.env, session_id, body, caller);
    if ('error' in identified) return service.toWireFailure(identified);
    const key = { session_id, site_id: site.site_id };
    return {
      site,
      data: JSON.parse(service.showIdentified(asker.origin, identified, key, 'server')),
    };
  },
});
