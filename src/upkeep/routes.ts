import { Hono } from 'hono';
import { refuseUnlessAdmin } from '../access/admin';
import { type App, shownBy } from '../http/context';
import { fail, succeed } from '../http/respond';
import { validBody } from '../http/validate';
import { deriveStep } from './derive';
import { DeriveSchema } from './schema';

/** What the holder of `ADMIN_KEY` does with all sessions of the deployment. */
export const deriving = new Hono<App>().post(
  '/derive',
  async (c, next) => {
    const refused = await refuseUnlessAdmin(shownBy(c));
    return refused === null ? next() : fail(c, refused);
  },
  validBody(DeriveSchema),
  async (c) => succeed(c, await deriveStep(c.env, c.req.valid('json'), c.get('receivedAt'))),
);
