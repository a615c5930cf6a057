/**
 * A UUID v7 (RFC 9562): from its time the API knows that no older session has this id. Not `crypto.randomUUID`, which makes
 * another version, and is missing in pages by plain HTTP.
 */
export function mintSessionId(now: number): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const time = now.toString(16).padStart(12, '0');
  const hex = `${time}${Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const variant = '89ab'[(random[2] ?? 0) & 3];
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, `$1-$2-7$3-${variant}$4-$5`);
}
