import { Hono } from 'hono';
import { signIn, signOut } from '../access/sign-in';
import { findViewer } from '../access/viewer';
import { type App, shownBy } from '../http/context';
import { fail, succeed } from '../http/respond';
import { validBody } from '../http/validate';
import { showIdentity } from './identity';
import { SignInSchema } from './schema';

/** Signing in to the dashboard, and out of it. */
export const dashboard = new Hono<App>()
  .post('/session', validBody(SignInSchema), async (c) => {
    const made = await signIn(shownBy(c), c.req.valid('json').key);
    if ('error' in made) return fail(c, made);
    c.header('Set-Cookie', made.cookie);
    return succeed(c, showIdentity(made.signedIn), 201);
  })
  .get('/session', async (c) => {
    const viewer = await findViewer(shownBy(c));
    return 'error' in viewer ? fail(c, viewer) : succeed(c, showIdentity(viewer));
  })
  .delete('/session', async (c) => {
    const ended = await signOut(shownBy(c));
    if ('error' in ended) return fail(c, ended);
    c.header('Set-Cookie', ended.cookie);
    return succeed(c, { signed_out: true });
  });
