/** What a model may read beside the tools: what the numbers mean, how the site is set, and the API as a document. */
import { makeDocument } from '../../api-docs/document';
import { TAGS } from '../../api-docs/prose';
import type { Failure } from '../../http/errors';
import { type SiteId, SiteIdSchema } from '../../ids/uuid';
import type { Site } from '../../sites/schema';
import { compactAnswer } from './compact';
import type { Asked } from './tool';
import { admitToSite } from './tools/admit';

const NUMBERS = 'sessions://numbers';
const SITE = 'sessions://site';
const SITES = 'sessions://sites/';
const OPENAPI = 'sessions://openapi';

const JSON_TYPE = 'application/json';
type Text = { mimeType: string; text: string };

/** Of these every client is told. A key of one site has its settings in one place; the operator names the site. */
export function listResources({ asker }: Asked) {
  const numbers = {
    uri: NUMBERS,
    name: 'numbers',
    title: 'Definitions of the numbers',
    description:
      'What sessions, visitors, engaged, bounced and the other numbers mean, how periods and time zones work, and the syntax of filters. Read it before you explain or compare numbers.',
    mimeType: 'text/markdown',
  };
  const site = {
    uri: SITE,
    name: 'site',
    title: 'Settings of the site',
    description: 'Name, time zone, idle timeout, retention, privacy and allowed origins.',
    mimeType: JSON_TYPE,
  };
  const openapi = {
    uri: OPENAPI,
    name: 'openapi',
    title: 'The HTTP API',
    description:
      'The whole API as an OpenAPI 3.1 document, for programs that are to call it; some 300 KB. One operation: sessions://openapi/{operation_id}.',
    mimeType: JSON_TYPE,
  };
  return asker.isOfSite ? [numbers, site, openapi] : [numbers, openapi];
}

export const RESOURCE_TEMPLATES = [
  {
    uriTemplate: `${SITES}{site_id}`,
    name: 'site_settings',
    title: 'Settings of a site',
    description: 'The same as sessions://site, of the site that is named.',
    mimeType: JSON_TYPE,
  },
  {
    uriTemplate: `${OPENAPI}/{operation_id}`,
    name: 'operation',
    title: 'One operation of the HTTP API',
    description: 'Its part of the OpenAPI document, by its operationId, such as createSession.',
    mimeType: JSON_TYPE,
  },
];

/** Null: there is no such resource. */
export async function readResource(uri: string, asked: Asked): Promise<Text | Failure | null> {
  if (uri === NUMBERS) return { mimeType: 'text/markdown', text: describeNumbers() };
  if (uri === SITE) return asked.asker.isOfSite ? readSite(undefined, asked) : OF_NO_SITE;
  if (uri === OPENAPI) return { mimeType: JSON_TYPE, text: JSON.stringify(makeDocument()) };
  if (uri.startsWith(`${OPENAPI}/`)) return readOperation(uri.slice(OPENAPI.length + 1));
  const named = SiteIdSchema.safeParse(uri.slice(SITES.length));
  return uri.startsWith(SITES) && named.success ? readSite(named.data, asked) : null;
}

const OF_NO_SITE: Failure = {
  error: 'validation_failed',
  message: 'This key is of no site: read sessions://sites/{site_id}.',
};

/** As the document of the API defines them. */
function describeNumbers(): string {
  return TAGS.find(({ name }) => name === 'Reports')?.description ?? '';
}

async function readSite(named: SiteId | undefined, asked: Asked): Promise<Text | Failure> {
  const admitted = await admitToSite(asked, 'report', named);
  return 'error' in admitted ? admitted : showSite(admitted.site);
}

function showSite(site: Site): Text {
  const { site_id, timezone } = site;
  const settings = { site_id, ...compactAnswer(site, timezone) };
  return { mimeType: JSON_TYPE, text: JSON.stringify(settings) };
}

function readOperation(id: string): Text | null {
  const document: { paths: Record<string, Record<string, { operationId: string }>> } = JSON.parse(
    JSON.stringify(makeDocument()),
  );
  for (const [path, methods] of Object.entries(document.paths)) {
    const found = Object.entries(methods).find(([, { operationId }]) => operationId === id);
    if (found === undefined) continue;
    const [method, operation] = found;
    return {
      mimeType: JSON_TYPE,
      text: JSON.stringify({ method: method.toUpperCase(), path, ...operation }),
    };
  }
  return null;
}
