import tls from "node:tls";

const contexts = new Map<string, tls.SecureContext>();

/** The system's authorities plus the target's own. Kept: reading all roots takes milliseconds. */
export const trustWith = (ca: string | undefined): tls.SecureContext | undefined => {
  if (ca === undefined) return undefined;
  const known = contexts.get(ca);
  if (known) return known;
  const made = tls.createSecureContext({ ca: [...tls.getCACertificates("default"), ca] });
  contexts.set(ca, made);
  return made;
};
