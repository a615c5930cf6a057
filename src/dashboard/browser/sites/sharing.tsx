/** What the holder of a key of one site may manage of it. */
import { ScriptLine } from '../overview/empty';
import { useSight } from '../state/site';
import { Shares } from './shares';

export function Sharing() {
  const { site } = useSight();
  return (
    <div class="settings">
      <h2 class="hidden">{site.name}</h2>
      <Shares siteId={site.site_id} />
      <Script siteId={site.site_id} />
    </div>
  );
}

export function Script({ siteId }: { siteId: string }) {
  return (
    <section class="card rows" aria-label="Script">
      <h3>Script</h3>
      <p class="faint note">In the pages of the site, in front of {'</head>'}:</p>
      <div class="make">
        <ScriptLine siteId={siteId} />
      </div>
    </section>
  );
}
