/** The page: who is signed in decides what is shown. */
import { useEffect } from 'preact/hooks';
import { type AnyFailure, api, type CallOptions, type Result, shareToken } from '../api/client';
import {
  askWho,
  type Identity,
  NOT_SIGNED_OUT,
  type Site,
  signOut,
  useSignedIn,
} from '../api/identity';
import { useAnswer } from '../api/use-answer';
import { FirstSite } from '../sites/make-site';
import { keepLastSite, readLastSite } from '../state/last-site';
import { usePlace } from '../state/place';
import { SightContext } from '../state/site';
import { Layout } from './layout';
import { FailureNotice } from './notice';
import { NotShared, SignIn } from './sign-in';

export function App() {
  const signedIn = useSignedIn();
  switch (signedIn.state) {
    case 'asking':
      return <Waiting />;
    case 'nobody':
      if (signedIn.error !== null && signedIn.error.status !== 401)
        return (
          <Waiting>
            <FailureNotice
              error={signedIn.error}
              again={() => void (signedIn.error === NOT_SIGNED_OUT ? signOut() : askWho())}
            />
          </Waiting>
        );
      return shareToken === null ? <SignIn error={signedIn.error} /> : <NotShared />;
    case 'in':
      return <Inside identity={signedIn.identity} />;
    default:
      return signedIn satisfies never;
  }
}

function Inside({ identity }: { identity: Identity }) {
  const { role, site } = identity;
  if (site === null) return <OfOperator />;
  return (
    <SightContext.Provider value={{ role, site, sites: [site] }}>
      <Layout />
    </SightContext.Provider>
  );
}

/** The operator sees one site at a time: the one that the address names, else the last one, else the newest. */
function OfOperator() {
  const { siteId } = usePlace();
  const { data: sites, error } = useAnswer('sites', listAllSites);
  const wanted = siteId ?? readLastSite();
  const site = sites?.find((one) => one.site_id === wanted) ?? sites?.[0];
  useEffect(() => {
    if (site !== undefined) keepLastSite(site.site_id);
  }, [site]);
  if (sites === null) return <Waiting>{<FailureNotice error={error} />}</Waiting>;
  if (site === undefined)
    return (
      <Waiting>
        <FirstSite />
      </Waiting>
    );
  return (
    <SightContext.Provider value={{ role: 'admin', site, sites }}>
      <Layout />
    </SightContext.Provider>
  );
}

/** More than this nobody finds in a list. */
const MOST_SITES = 1000;

async function listAllSites(options: CallOptions): Promise<Result<Site[], AnyFailure>> {
  const sites: Site[] = [];
  let after: string | null | undefined;
  for (;;) {
    const page = after ? { limit: 100, after } : { limit: 100 };
    const result = await api.listSites(page, options);
    if (result.error !== undefined) return result;
    sites.push(...result.data.sites);
    after = result.data.next;
    if (!after || sites.length >= MOST_SITES) return { data: sites, response: result.response };
  }
}

function Waiting({ children }: { children?: preact.ComponentChildren }) {
  return <main class="waiting">{children}</main>;
}
