/** The keys of a site: made here, shown once, and deleted. */
import { useState } from 'preact/hooks';
import { api, type Schemas } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { date, moment } from '../format/times';
import { FailureNotice } from '../shell/notice';
import { useSight } from '../state/site';
import { MakeNamed } from './make-named';
import { Remove } from './remove';

type Scope = Schemas['Key']['scope'];

const SCOPES: Record<Scope, string> = {
  read: 'Asks for reports, sessions, leads and tasks. Good for signing in here to look.',
  write: 'Tells of sessions, and changes leads and tasks.',
  all: 'Does both. Good for signing in here to look and to change.',
};

export function Keys({ siteId }: { siteId: string }) {
  const { timezone } = useSight().site;
  const [scope, setScope] = useState<Scope>('read');
  const { data, error } = useAnswer(`keys ${siteId}`, (options) =>
    api.listKeys({ site_id: siteId }, options),
  );
  return (
    <section class="card rows" aria-label="Keys">
      <h3>Keys</h3>
      <p class="faint note">For servers, and for people to sign in here with.</p>
      <FailureNotice error={error} />
      {data !== null && data.keys.length > 0 && (
        <table class="list named">
          <thead class="hidden">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Scope</th>
              <th scope="col">Made</th>
              <th scope="col">Delete</th>
            </tr>
          </thead>
          <tbody>
            {data.keys.map(({ key_id, name, scope, created_at }) => (
              <tr key={key_id}>
                <th scope="row">{name}</th>
                <td>
                  <span class="badge">{scope}</span>
                </td>
                <td title={moment(created_at, timezone)}>{date(created_at, timezone)}</td>
                <td class="number">
                  <Remove
                    what={`the key “${name}”`}
                    effect="Who uses it is refused within a minute, and signed out here."
                    remove={async () =>
                      (await api.revokeKey({ site_id: siteId, key_id })).error ?? null
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MakeNamed
        what="key"
        once="The key is shown now and never again:"
        make={async (name) => {
          const { data, error } = await api.createKey({ site_id: siteId, name, scope });
          return error === undefined ? { made: data.key } : { error };
        }}
        hint={SCOPES[scope]}
      >
        <select
          aria-label="Scope"
          value={scope}
          onChange={({ currentTarget: { value } }) => {
            if (value === 'read' || value === 'write' || value === 'all') setScope(value);
          }}
        >
          {Object.keys(SCOPES).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </MakeNamed>
    </section>
  );
}
