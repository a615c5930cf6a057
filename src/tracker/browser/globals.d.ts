interface Navigator {
  /** https://w3c.github.io/gpc/ */
  readonly globalPrivacyControl?: boolean;
}
interface Document {
  /** https://wicg.github.io/nav-speculation/prerendering.html */
  readonly prerendering?: boolean;
}
interface Window {
  /** The public calls, or an array of calls queued before the script has loaded. */
  visitorSession?: { push(...queued: unknown[]): unknown };
}
