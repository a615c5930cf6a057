/** The service itself, and what Cloudflare serves without asking the Worker. */

import { DeriveSchema } from '../../upkeep/schema';
import { DerivedSchema, HealthSchema, RoutesSchema } from '../answers/sites';
import { ROUTES } from '../listing';
import { describe, type Operation } from '../operation';

export const serviceOperations: Operation[] = [
  {
    id: 'getScript',
    method: 'GET',
    path: '/s.js',
    tag: 'Script',
    summary: 'The script for pages',
    description:
      'Opens, updates and ends sessions by itself. A page loads it with a `script` that has `defer`, this address as `src`, and the id of the site as `data-site`. Caches keep it for a day.',
    caller: 'anyone',
    isAsset: true,
    answers: { 200: { about: 'The script.', media: ['text/javascript'] } },
    failures: [],
    example: {},
  },
  {
    id: 'getOlderScript',
    method: 'GET',
    path: '/s-older.js',
    tag: 'Script',
    summary: 'What the script loads in older browsers',
    description: 'A module, for browsers without a Navigation API. No page names it.',
    caller: 'anyone',
    isAsset: true,
    answers: { 200: { about: 'The module.', media: ['text/javascript'] } },
    failures: [],
    example: {},
  },
  {
    id: 'getHealth',
    method: 'GET',
    path: '/healthz',
    tag: 'Service',
    summary: 'Whether the service works',
    description:
      '503 when D1 does not answer or has no tables. The holder of `ADMIN_KEY` also learns how far each job of the cron trigger is behind.',
    caller: 'anyone',
    answers: { 200: { about: 'It works.', data: HealthSchema, example: { status: 'ok' } } },
    failures: ['unavailable'],
    example: {},
  },
  {
    id: 'deriveSessions',
    method: 'POST',
    path: '/api/sessions/derive',
    tag: 'Service',
    summary: 'Work out anew what is derived',
    description:
      'One step over the records of all sites: their sources, channels, paths and pages, by the rules of this version. `npm run derive` takes all steps.',
    caller: 'admin',
    body: describe(DeriveSchema, {
      after: 'The `next` of the step before. Absent: from the first record on.',
      limit: 'How many records are looked at.',
    }),
    answers: {
      200: {
        about: 'The step is done.',
        data: DerivedSchema,
        example: { examined: 300, changed: 12, skipped: 3, unreadable: 0, next: null },
      },
    },
    failures: [],
    example: { body: { limit: 300 } },
  },
  {
    id: 'listRoutes',
    method: 'GET',
    path: '/',
    tag: 'Service',
    summary: 'List the routes',
    description: 'Every route there is, in one sentence each.',
    caller: 'anyone',
    answers: {
      200: {
        about: 'The routes.',
        data: RoutesSchema,
        example: {
          name: 'visitor-sessions',
          description: 'Create, read, update, end and identify visitor sessions.',
          routes: ROUTES.slice(0, 1),
          documentation: '/docs',
        },
      },
    },
    failures: [],
    example: {},
  },
  {
    id: 'getReference',
    method: 'GET',
    path: '/docs',
    tag: 'Service',
    summary: 'This document, for people',
    description: 'One page, which loads nothing from elsewhere.',
    caller: 'anyone',
    isAsset: true,
    answers: { 200: { about: 'The page.', media: ['text/html'] } },
    failures: [],
    example: {},
  },
  {
    id: 'getDocument',
    method: 'GET',
    path: '/openapi.json',
    tag: 'Service',
    summary: 'This document',
    description: 'OpenAPI 3.1. Any page may read it.',
    caller: 'anyone',
    isAsset: true,
    answers: { 200: { about: 'The document.', media: ['application/json'] } },
    failures: [],
    example: {},
  },
];
