/** What a site decides about its sessions, as a form. */
import { useId, useState } from 'preact/hooks';
import { type AnyFailure, type Result, type Schemas, tellFailure } from '../api/client';
import { type Form, formOf, settingsOf } from './settings';

type FormProps = {
  first: Form;
  /** On the button. */
  does: string;
  save: (settings: ReturnType<typeof settingsOf>) => Promise<Result<Schemas['Site'], AnyFailure>>;
  /** Called when that was done. */
  saved: (site: Schemas['Site']) => void;
};

const QUERIES: Record<Form['urlQuery'], string> = {
  safe: 'All but credentials and personal data',
  marketing: 'Campaigns and click ids only',
  all: 'Everything',
  none: 'Nothing',
};

export function SiteForm({ first, does, save, saved }: FormProps) {
  const [form, setForm] = useState(first);
  const [error, setError] = useState<AnyFailure | null>(null);
  const [isSaved, setSaved] = useState(false);
  const zones = useId();
  const change = (part: Partial<Form>) => {
    setForm((now) => ({ ...now, ...part }));
    setSaved(false);
  };
  const act = async () => {
    const { data, error } = await save(settingsOf(form));
    setError(error ?? null);
    setSaved(error === undefined);
    if (data === undefined) return;
    // Origins and zones have one spelling, which may not be that which was typed.
    setForm(formOf(data));
    saved(data);
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      <label>
        Name
        <input
          required
          maxLength={128}
          value={form.name}
          onInput={({ currentTarget }) => change({ name: currentTarget.value })}
        />
      </label>
      <label>
        Allowed origins, one a line
        <textarea
          rows={3}
          spellcheck={false}
          placeholder={'https://example.com\nhttps://*.example.com'}
          value={form.origins}
          onInput={({ currentTarget }) => change({ origins: currentTarget.value })}
        />
        <small>
          Pages of these are counted. <code>*</code> lets in all.
        </small>
      </label>
      <label>
        Time zone
        <input
          required
          list={zones}
          maxLength={64}
          spellcheck={false}
          value={form.timezone}
          onInput={({ currentTarget }) => change({ timezone: currentTarget.value })}
        />
        <datalist id={zones}>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <small>In which its days begin.</small>
      </label>
      <div class="pair">
        <label>
          Idle timeout, minutes
          <input
            required
            type="number"
            min={1}
            max={600}
            step="any"
            value={form.idleMinutes}
            onInput={({ currentTarget }) => change({ idleMinutes: currentTarget.value })}
          />
        </label>
        <label>
          Kept for, days
          <input
            required
            type="number"
            min={1}
            max={3650}
            value={form.retentionDays}
            onInput={({ currentTarget }) => change({ retentionDays: currentTarget.value })}
          />
        </label>
      </div>
      <label>
        Of queries in addresses is kept
        <select
          value={form.urlQuery}
          onChange={({ currentTarget: { value } }) => {
            if (isQuery(value)) change({ urlQuery: value });
          }}
        >
          {Object.entries(QUERIES).map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={form.respectGpc}
          onChange={({ currentTarget }) => change({ respectGpc: currentTarget.checked })}
        />
        Honour Global Privacy Control and Do Not Track
      </label>
      {error !== null && (
        <p class="refusal" role="alert">
          <strong>{tellFailure(error).title}.</strong> {tellFailure(error).advice}
        </p>
      )}
      <div class="buttons">
        <span role="status">{isSaved && 'Saved'}</span>
        <button type="submit" class="main">
          {does}
        </button>
      </div>
    </form>
  );
}

function isQuery(text: string): text is Form['urlQuery'] {
  return Object.hasOwn(QUERIES, text);
}
