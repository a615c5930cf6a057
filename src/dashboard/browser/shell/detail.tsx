/** One thing of a list, as a page of its own: its name, the way back, and Escape as a shorter one. */
import type { ComponentChildren } from 'preact';
import type { AnyFailure } from '../api/client';
import { useKey } from '../state/keys';
import { go, hrefOf } from '../state/place';
import { FailureNotice } from './notice';

type DetailProps = {
  /** Of the list. */
  up: string;
  title: ComponentChildren;
  /** Beside the title. */
  aside?: ComponentChildren;
  children: ComponentChildren;
};

export function Detail({ up, title, aside, children }: DetailProps) {
  useKey('Escape', 'Back', goBack);
  return (
    <div class="detail">
      <header>
        <nav aria-label="Back">
          <a href={hrefOf({ id: null })}>{up}</a>
          <span aria-hidden="true">/</span>
        </nav>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </div>
  );
}

/** What went wrong; of what is not there, why that may be. */
export function DetailFailure({ error, missing }: { error: AnyFailure | null; missing: string }) {
  if (error?.status !== 404) return <FailureNotice error={error} />;
  return (
    <div class="card empty">
      <strong>It is not there</strong>
      <p>{missing}</p>
    </div>
  );
}

/** To where one came from; who came by a link from elsewhere gets the list. */
function goBack(): void {
  const { activeElement } = document;
  // What is half typed must not be lost by a key that closes so much else.
  if (activeElement instanceof HTMLElement && activeElement.matches('input, textarea, select'))
    activeElement.blur();
  else if ('navigation' in window && navigation.canGoBack) history.back();
  else go({ id: null });
}
