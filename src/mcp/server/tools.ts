/** All tools, in the order in which they are listed: what one begins with first. */
import type { Tool } from './tool';
import {
  completeTask,
  getLead,
  getVisitor,
  listTasks,
  searchLeads,
  updateLead,
} from './tools/people';
import {
  liveVisitors,
  reportBreakdown,
  reportOverview,
  reportTimeseries,
  searchSessions,
} from './tools/reports';
import { endSession, explainSession, getSession, identifySession } from './tools/sessions';

export const TOOLS: Tool[] = [
  reportOverview,
  reportBreakdown,
  reportTimeseries,
  liveVisitors,
  searchSessions,
  getSession,
  explainSession,
  getVisitor,
  searchLeads,
  getLead,
  updateLead,
  listTasks,
  completeTask,
  identifySession,
  endSession,
];
