export type Json = Readonly<Record<string, unknown>>;
export const record = (value: unknown): Json =>
  typeof value === "object" && value !== null ? (value as Json) : {};
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** A provider's name and the person's id there, as a user row keeps them. */
export const identityOf = (value: unknown): { provider?: string; providerId?: string } => {
  const { provider, provider_id, identity_data } = record(value);
  const providerId = text(provider_id) ?? text(record(identity_data).sub);
  const name = text(provider);
  return { ...(name !== undefined && { provider: name }), ...(providerId !== undefined && { providerId }) };
};
