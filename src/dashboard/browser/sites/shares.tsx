/** Share links of a site: whoever has one sees its figures, and nothing of a person. */
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { date, moment } from '../format/times';
import { FailureNotice } from '../shell/notice';
import { useSight } from '../state/site';
import { MakeNamed } from './make-named';
import { Remove } from './remove';

export function Shares({ siteId }: { siteId: string }) {
  const { timezone } = useSight().site;
  const { data, error } = useAnswer(`shares ${siteId}`, (options) =>
    api.listShares({ site_id: siteId }, options),
  );
  return (
    <section class="card rows" aria-label="Share links">
      <h3>Share links</h3>
      <p class="faint note">
        Whoever has one sees the figures of the overview, and no session, visitor or lead.
      </p>
      <FailureNotice error={error} />
      {data !== null && data.shares.length > 0 && (
        <table class="list named">
          <thead class="hidden">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Made</th>
              <th scope="col">Delete</th>
            </tr>
          </thead>
          <tbody>
            {data.shares.map(({ share_id, name, created_at }) => (
              <tr key={share_id}>
                <th scope="row">{name}</th>
                <td title={moment(created_at, timezone)}>{date(created_at, timezone)}</td>
                <td class="number">
                  <Remove
                    what={`the link “${name}”`}
                    effect="Who has it sees nothing any more."
                    remove={async () =>
                      (await api.revokeShare({ site_id: siteId, share_id })).error ?? null
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MakeNamed
        what="share link"
        once="The link is shown now and never again:"
        make={async (name) => {
          const { data, error } = await api.createShare({ site_id: siteId, name });
          return error === undefined ? { made: data.url } : { error };
        }}
      />
    </section>
  );
}
