/** 128 random bits as an id of the model. `crypto.randomUUID` is missing on plain http, where a newsroom may well run this. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
