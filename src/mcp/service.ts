/**
 * What the tools do: the functions that the routes call. The MCP server is a module of its own, which is loaded with its first
 * request, and it gets these from here: what it would import itself it would have a second time, with caches and queues of its own.
 */
import { admit, admitServer } from '../access/admit';
import type { CallerRequest, ServerRequest } from '../access/caller';
import { databaseFor } from '../database/databases';
import { changeLead, readLead } from '../leads/lead';
import { listLeads } from '../leads/list';
import { changeTask, listTasks } from '../leads/tasks';
import { logError } from '../log';
import {
  reportBreakdown,
  reportLive,
  reportOverview,
  reportSessions,
  reportTimeseries,
} from '../reports/report';
import { showExplained, showIdentified, showWithLead, toWireFailure } from '../session/answer';
import {
  endSession,
  explainSession,
  identifySession,
  readSession,
  siteOfSession,
} from '../session/commands';
import { isKeptSession } from '../session/record/kept';
import { listSessionsOfLead } from '../session/record/list';
import type { KeyScope } from '../sites/schema';
import { readVisitor } from '../visitors/read';

export const service = {
  admit,
  admitServer,
  changeLead,
  changeTask,
  databaseFor,
  endSession,
  explainSession,
  identifySession,
  isKeptSession,
  listLeads,
  listSessionsOfLead,
  listTasks,
  logError,
  readLead,
  readSession,
  readVisitor,
  reportBreakdown,
  reportLive,
  reportOverview,
  reportSessions,
  reportTimeseries,
  showExplained,
  showIdentified,
  showWithLead,
  siteOfSession,
  toWireFailure,
};
export type Service = typeof service;

/** A client with a right key, and the request that it asks in. */
export type Asker = CallerRequest &
  ServerRequest & {
    scope: KeyScope;
    /** Whether the key is of one site; the operator names a site in each call. */
    isOfSite: boolean;
    /** Scheme and host that were asked. */
    origin: string;
    requestId: string;
    /** Lets work go on after the answer. */
    waitUntil(work: Promise<unknown>): void;
  };
