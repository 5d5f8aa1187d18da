import { isSecret } from "../http/secrets.ts";

/** Query and fragment together; the value of a secret gives way to its name. */
export const openParams = (url: URL): Record<string, string> =>
  Object.fromEntries(
    [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))].map(([name, value]) => [
      name,
      isSecret(name, value) ? `‹${name}›` : value,
    ]),
  );
/** The same address, fit for evidence. */
export const withoutSecrets = (url: URL): string => {
  let text = url.href;
  for (const [name, value] of [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))]) {
    if (isSecret(name, value)) {
      text = text.replaceAll(value, `‹${name}›`).replaceAll(encodeURIComponent(value), `‹${name}›`);
    }
  }
  return text;
};
