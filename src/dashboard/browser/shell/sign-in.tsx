/** Exchanges a key for a cookie. The key is kept nowhere: not in the page, nor in the browser. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type AnyFailure, tellFailure } from '../api/client';
import { signIn } from '../api/identity';

export function SignIn({ error }: { error: AnyFailure | null }) {
  const field = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState(error);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => field.current?.focus(), []);
  const submit = async () => {
    const key = field.current?.value.trim() ?? '';
    if (key === '') return field.current?.focus();
    setAsking(true);
    const refused = await signIn(key);
    setAsking(false);
    setRefusal(refused?.status === 401 ? { ...refused, code: 'not_a_key' } : refused);
    field.current?.select();
  };
  return (
    <main class="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M7 22v-5M13 22v-9M19 22v-7M25 22V10" />
        </svg>
        <h1>Visitor sessions</h1>
        <label for="key">Key</label>
        <input
          ref={field}
          id="key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="key-help"
          aria-invalid={refusal !== null}
        />
        {refusal !== null && <Refusal error={refusal} />}
        <button type="submit" class="main" disabled={isAsking}>
          {isAsking ? 'Signing in …' : 'Sign in'}
        </button>
        <p id="key-help" class="faint">
          A key of your site with the scope <code>read</code> or <code>all</code>; or the{' '}
          <code>ADMIN_KEY</code>, for all sites. It is not kept: a cookie takes its place for 7
          days.
        </p>
      </form>
    </main>
  );
}

function Refusal({ error }: { error: AnyFailure }) {
  const { title, advice } = tellFailure(error);
  return (
    <p class="refusal" role="alert">
      <strong>{title}.</strong> {advice}
    </p>
  );
}

export function NotShared() {
  return (
    <main class="sign-in">
      <div>
        <h1>This link is no longer shared</h1>
        <p class="faint">Whoever gave it to you can make a new one.</p>
      </div>
    </main>
  );
}
