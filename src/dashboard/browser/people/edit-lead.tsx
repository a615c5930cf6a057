/** Name and phone of a lead. The email is what it is known by, and stays. */
import { useState } from 'preact/hooks';
import { type AnyFailure, api, type Schemas, tellFailure } from '../api/client';
import { refresh } from '../api/use-answer';
import { Dialog } from '../shell/dialog';
import { useSiteId } from '../state/site';

/** As the API has them. */
const MAX_NAME_CHARS = 256;
const MAX_PHONE_CHARS = 64;

export function EditLead({ lead, close }: { lead: Schemas['Lead']; close: () => void }) {
  const siteId = useSiteId();
  const [name, setName] = useState(lead.name ?? '');
  const [phone, setPhone] = useState(lead.phone ?? '');
  const [error, setError] = useState<AnyFailure | null>(null);
  const save = async () => {
    const told = { name: name.trim() || null, phone: phone.trim() || null };
    const { error } = await api.updateLead({ ...siteId, lead_id: lead.lead_id, ...told });
    if (error !== undefined) return setError(error);
    refresh();
    close();
  };
  return (
    <Dialog title="Name and phone" close={close} class="small">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          Name
          <input
            value={name}
            maxLength={MAX_NAME_CHARS}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </label>
        <label>
          Phone
          <input
            type="tel"
            value={phone}
            maxLength={MAX_PHONE_CHARS}
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        </label>
        {error !== null && (
          <p class="refusal" role="alert">
            <strong>{tellFailure(error).title}.</strong> {tellFailure(error).advice}
          </p>
        )}
        <button type="submit" class="main">
          Save
        </button>
      </form>
    </Dialog>
  );
}
