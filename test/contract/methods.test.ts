/** Every method at every path of the document, by whom it may be asked and by whom it may not, is answered as the document says. */
import { beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, makeKey, makeSite } from '../api';
import { ask, contract } from '../support/ask';
import { OWN, signIn } from '../support/sign-in';

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
/** The last is for servers, but is below what is open to pages. */
const PATHS = new Set([
  ...contract.operations.map(({ path }) => path),
  '/api/visitors/session/sessions',
]);
const OTHER_ORIGIN = 'https://other.example';

/** Headers, by caller. */
const CALLERS: Record<string, [string, string][]> = {
  nobody: [],
  'a page': [['origin', OTHER_ORIGIN]],
  'two origins': [
    ['origin', OTHER_ORIGIN],
    ['origin', ''],
  ],
  'a wrong key': [['authorization', 'Bearer wrong']],
  'the operator': Object.entries(asAdmin),
};

beforeAll(async () => {
  const site_id = await makeSite();
  for (const scope of ['write', 'read', 'all'] as const) {
    const { key } = await makeKey(site_id, scope);
    CALLERS[`a key to ${scope}`] = [['authorization', `Bearer ${key}`]];
    if (scope === 'write') continue;
    const signedIn = await signIn(key);
    CALLERS[`the dashboard with a key to ${scope}`] = Object.entries(signedIn);
    CALLERS[`another page with the cookie of a key to ${scope}`] = [
      ['cookie', signedIn.cookie],
      ['origin', OTHER_ORIGIN],
    ];
  }
});

describe.each([...PATHS])('%s', (path) => {
  it.each(METHODS)('is answered as the document says: %s', async (method) => {
    // Ids that nobody has, and a body that nobody takes: nothing is changed.
    const url = `${OWN}${path.replace(/\{\w+\}/g, () => crypto.randomUUID())}`;
    for (const [caller, pairs] of Object.entries(CALLERS)) {
      const headers = new Headers();
      for (const [name, value] of pairs) headers.append(name, value);
      const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
      const body = hasBody ? '[]' : undefined;
      if (hasBody) headers.set('content-type', 'application/json');
      const asked = ask(new Request(url, body ? { method, headers, body } : { method, headers }));
      await expect(asked, caller).resolves.toBeInstanceOf(Response);
    }
  });
});
