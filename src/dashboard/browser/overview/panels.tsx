/** The lists under the plot, each with several fields to choose from. */
import { Panel, type Tab } from './panel';
import type { Overview } from './use-overview';

const PANELS: readonly { title: string; tabs: readonly Tab[] }[] = [
  {
    title: 'Sources',
    tabs: [
      { by: 'channel', label: 'Channels' },
      { by: 'source', label: 'Sources' },
      { by: 'referrer_host', label: 'Referrers' },
    ],
  },
  {
    title: 'Pages',
    tabs: [
      { by: 'entry_page', label: 'Entry pages' },
      { by: 'exit_page', label: 'Exit pages' },
    ],
  },
  {
    title: 'Places',
    tabs: [
      { by: 'country', label: 'Map', isMap: true },
      { by: 'country', label: 'Countries' },
      { by: 'region', label: 'Regions' },
      { by: 'city', label: 'Cities' },
    ],
  },
  {
    title: 'Technology',
    tabs: [
      { by: 'device_type', label: 'Devices' },
      { by: 'browser', label: 'Browsers' },
      { by: 'os', label: 'Systems' },
      { by: 'language', label: 'Languages' },
    ],
  },
  {
    title: 'Campaigns',
    tabs: [
      { by: 'utm_campaign', label: 'Campaigns' },
      { by: 'utm_source', label: 'Source' },
      { by: 'utm_medium', label: 'Medium' },
      { by: 'utm_term', label: 'Term' },
      { by: 'utm_content', label: 'Content' },
    ],
  },
  {
    title: 'Visits',
    tabs: [
      { by: 'new_visitor', label: 'New or returning' },
      { by: 'exit_type', label: 'Exits' },
      { by: 'ended_by', label: 'Ends' },
    ],
  },
];

export function Panels({ overview }: { overview: Overview | null }) {
  return (
    <div class="panels">
      {PANELS.map(({ title, tabs }) => (
        <Panel key={title} title={title} tabs={tabs} overview={overview} />
      ))}
    </div>
  );
}
