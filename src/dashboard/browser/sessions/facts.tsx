/** All that is known of a session beside its course. What can be filtered by is a button. */
import type { ComponentChildren } from 'preact';
import { duration, moment } from '../format/times';
import type { Value as Filtered, FilterName } from '../state/filters';
import { hrefOf, viewAt } from '../state/place';
import { useSight } from '../state/site';
import type { Explained } from './events';
import { Value } from './value';

export function Facts({ session }: { session: Explained }) {
  const { timezone } = useSight().site;
  const { utm_params, device, browser, location, click_id } = session;
  const size = device.screen_size;
  return (
    <section class="card facts" aria-label="Facts">
      <Group title="Who">
        <Fact label="Visitor">
          <a class="plain id" href={hrefOf(viewAt('visitors', session.visitor_id))}>
            {session.visitor_id}
          </a>
        </Fact>
        {session.lead_id !== null && (
          <Fact label="Lead">
            <a class="plain id" href={hrefOf(viewAt('leads', session.lead_id))}>
              {session.lead_id}
            </a>
          </Fact>
        )}
        <Fact label="Session">
          <span class="id">{session.session_id}</span>
        </Fact>
        {session.previous_session_id !== null && (
          <Fact label="The one before">
            <a class="plain id" href={hrefOf(viewAt('sessions', session.previous_session_id))}>
              {session.previous_session_id}
            </a>
          </Fact>
        )}
        <Text label="Bot, by" text={session.bot_reason} />
      </Group>
      <Group title="Where from">
        <Filter label="Source" name="source" value={session.source} />
        <Filter label="Channel" name="channel" value={session.channel} />
        <Text label="Referrer" text={session.referrer} />
        <Filter label="Campaign" name="utm_campaign" value={utm_params.campaign} />
        <Filter label="Campaign source" name="utm_source" value={utm_params.source} />
        <Filter label="Campaign medium" name="utm_medium" value={utm_params.medium} />
        <Filter label="Campaign term" name="utm_term" value={utm_params.term} />
        <Filter label="Campaign content" name="utm_content" value={utm_params.content} />
        <Text label="Click id" text={click_id && `${click_id.type} ${click_id.value}`} />
        <Text label="Landing page" text={session.landing_url} />
        <Text label="Last page" text={session.exit_url ?? session.current_url} />
      </Group>
      <Group title="Place and device">
        <Filter label="Country" name="country" value={location.country} />
        <Filter label="Region" name="region" value={location.region} />
        <Filter label="City" name="city" value={location.city} />
        <Text label="Time zone" text={location.timezone} />
        <Filter label="Device" name="device_type" value={device.type} />
        <Filter label="System" name="os" value={device.os.name} also={device.os.version} />
        <Filter label="Browser" name="browser" value={browser.name} also={browser.version} />
        <Filter label="Language" name="language" value={browser.language} />
        <Text label="Screen" text={size && `${size.width} × ${size.height}`} />
      </Group>
      <Group title="Times">
        <Text label="Began" text={moment(session.started_at, timezone)} />
        <Text label="Last activity" text={moment(session.last_activity_at, timezone)} />
        <Text label="Ended" text={session.ended_at && moment(session.ended_at, timezone)} />
        <Text
          label="Can be reopened until"
          text={session.resumable_until && moment(session.resumable_until, timezone)}
        />
        <Text label="Idle" text={duration(session.idle_time)} />
      </Group>
      <Told title="Consent" told={session.consent} />
      <Told title="Custom data" told={session.custom_data} />
    </section>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Left out where there is nothing to tell. */
function Text({ label, text }: { label: string; text: string | number | null }) {
  return text === null || text === '' ? null : <Fact label={label}>{text}</Fact>;
}

type FilterProps = { label: string; name: FilterName; value: Filtered; also?: string | null };

function Filter({ label, name, value, also = null }: FilterProps) {
  if (value === null) return null;
  return (
    <Fact label={label}>
      <Value name={name} value={value} /> {also}
    </Fact>
  );
}

/** What the pages of the site have told, by names of their own. */
function Told({ title, told }: { title: string; told: Record<string, unknown> }) {
  const entries = Object.entries(told);
  if (entries.length === 0) return null;
  return (
    <Group title={title}>
      {entries.map(([name, value]) => (
        <Fact key={name} label={name}>
          {typeof value === 'string' ? value : JSON.stringify(value)}
        </Fact>
      ))}
    </Group>
  );
}
