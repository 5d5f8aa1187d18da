/** Where a requirement comes from, for a person who wants to read it there. */
export interface Reference {
  /** the short code as it stands in a check, e.g. "S2:RULE-A" */
  readonly code: string;
  readonly label: string;
  /** undefined for documents that have no public address */
  readonly url?: string;
}

const SEEDS: Readonly<Record<string, string>> = {
  S0: "Internal App Migration Guide",
  S1: "one.cargo.ac (Cargo Account) Guide",
  S2: "Spoke brief v6 (Masked-Hybrid Custom OIDC)",
  S3: "JWKS Trust Model and onboarding sequence",
  S4: "Multi-Tenant Authentication (Cargoman Cloud)",
};
const SPECIFICATIONS: Readonly<Record<string, { readonly label: string; readonly url: string }>> = {
  OIDCC: { label: "OpenID Connect Core 1.0", url: "https://openid.net/specs/openid-connect-core-1_0.html" },
  OIDCD: {
    label: "OpenID Connect Discovery 1.0",
    url: "https://openid.net/specs/openid-connect-discovery-1_0.html",
  },
  OWASPAPI: {
    label: "OWASP API Security Top 10 2023",
    url: "https://owasp.org/API-Security/editions/2023/en/0x11-t10/",
  },
  FETCH: { label: "Fetch Standard", url: "https://fetch.spec.whatwg.org/" },
};

/** The document and place behind a short code; undefined when the code is not one we know. */
export const referenceOf = (code: string): Reference | undefined => {
  const colon = code.indexOf(":");
  const prefix = colon < 0 ? code : code.slice(0, colon);
  const place = colon < 0 ? "" : code.slice(colon + 1);
  if (prefix === "practice") return { code, label: "good practice" };
  const seed = SEEDS[prefix];
  if (seed !== undefined) return { code, label: place ? `${seed}, ${place.replaceAll("-", " ")}` : seed };
  const specification = SPECIFICATIONS[prefix];
  const section = /^\d+(\.\d+)*$/.test(place);
  if (specification !== undefined) {
    const { label, url } = specification;
    return section
      ? { code, label: `${label}, section ${place}`, url: `${url}#rfc.section.${place}` }
      : { code, label: place ? `${label}, ${place}` : label, url };
  }
  const rfc = /^RFC(\d{3,5})$/.exec(prefix)?.[1];
  if (rfc === undefined) return undefined;
  const url = `https://www.rfc-editor.org/rfc/rfc${rfc}`;
  return section
    ? { code, label: `RFC ${rfc}, section ${place}`, url: `${url}#section-${place}` }
    : { code, label: place ? `RFC ${rfc}, ${place}` : `RFC ${rfc}`, url };
};
