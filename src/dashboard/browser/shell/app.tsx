/** The page: who is signed in decides what is shown. */
import { api } from '../api/client';
import { type Identity, type Site, useSignedIn } from '../api/identity';
import { useAnswer } from '../api/use-answer';
import { usePlace } from '../state/place';
import { SightContext } from '../state/site';
import { Layout } from './layout';
import { FailureNotice } from './notice';
import { SignIn } from './sign-in';

export function App() {
  const signedIn = useSignedIn();
  switch (signedIn.state) {
    case 'asking':
      return <Waiting />;
    case 'nobody':
      return <SignIn error={signedIn.error} />;
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

/** The operator sees one site at a time: the one that the address names, else the newest. */
function OfOperator() {
  const { siteId } = usePlace();
  const { data, error } = useAnswer('sites', (options) => api.listSites({ limit: 200 }, options));
  if (data === null) return <Waiting>{<FailureNotice error={error} />}</Waiting>;
  const sites: Site[] = data.sites;
  const site = sites.find((one) => one.site_id === siteId) ?? sites[0];
  if (site === undefined) return <Waiting>There is no site yet.</Waiting>;
  return (
    <SightContext.Provider value={{ role: 'admin', site, sites }}>
      <Layout />
    </SightContext.Provider>
  );
}

function Waiting({ children }: { children?: preact.ComponentChildren }) {
  return <main class="waiting">{children}</main>;
}
