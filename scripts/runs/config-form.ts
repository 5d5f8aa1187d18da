import { providerEndpoints } from "../../core/spokes/subjects.ts";
import type { ClientSubject } from "../../core/subject.ts";
import type { Permanent } from "./permanent.ts";

/** What live discovery said, or why it could not be asked. */
export type LiveIssuer =
  | { readonly is: "read"; readonly issuer: string; readonly at: string }
  | { readonly is: "unreadable"; readonly because: string };

export interface Form {
  readonly text: string;
  /** sentences about what does not fit; empty when the form can be filled in as it stands */
  readonly troubles: readonly string[];
}

const table = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`);
};

const troublesOf = ({ hub, spoke }: ClientSubject, live: LiveIssuer): string[] => {
  if (live.is === "unreadable") return [`the issuer could not be read: ${live.because}`];
  const stated = spoke.provider.issuer ?? hub.issuer;
  if (stated === undefined) {
    return [
      `spokes.yaml states no issuer for this target; live discovery says ${live.issuer}: write it there`,
    ];
  }
  return stated === live.issuer
    ? []
    : [
        `spokes.yaml says the issuer is ${stated}, live discovery says ${live.issuer}: the live system wins (seed 002)`,
      ];
};

/**
 * The provider form of a spoke as seed 002 lists it (Target Spoke Configuration) and its client registration request,
 * from spokes.yaml and live discovery. The issuer is the live one, byte for byte, or none.
 */
export const configForm = (
  subject: ClientSubject,
  live: LiveIssuer,
  permanent: Pick<Permanent, "run" | "promotedAt"> | undefined,
): Form => {
  const { hub, spoke, target, name } = subject;
  const endpoints = providerEndpoints(subject);
  const issuer = live.is === "read" ? live.issuer : "<copy it from live discovery; never invent it>";
  const standing = permanent
    ? `Permanent Spoke Configuration, promoted ${permanent.promotedAt} after run ${permanent.run}`
    : "Target Spoke Configuration, subject to Gate 2 validation";
  const lines = [
    `${name} on target ${target.name}: ${standing}`,
    "",
    "Backend dashboard: Authentication, Providers, Add provider, Custom OIDC Provider (never Third-Party Auth)",
    "",
    ...table([
      ["Provider type", "Custom OIDC Provider"],
      ["Provider name / id", spoke.provider.id],
      ["Auto-discovery", "OFF"],
      ["Issuer", issuer],
      ["Authorization endpoint", endpoints.authorization],
      ["Token endpoint", endpoints.token],
      ["Userinfo endpoint", endpoints.userinfo],
      ["JWKS endpoint", endpoints.jwks],
      ["Scopes", spoke.provider.scopes.join(" ")],
      ["Allow users without email", "OFF"],
      ["Client ID", spoke.client.id],
      ["Client Secret", `<sent privately by Cargo; here it is ${spoke.client.secret}>`],
      ["Callback URL", spoke.callback],
    ]),
    "",
    `Issuer ${live.is === "read" ? `read from ${hub.endpoints.discovery} at ${live.at}` : "not read"}.`,
    "",
    "Client registration, to ask of admin.cargo.ac (Integration, OAuth, OAuth Clients):",
    "",
    ...table([
      ["client_name", name],
      ["client_type", "confidential (client_id and secret, delivered out of band)"],
      ["redirect_uris", spoke.callback],
      ["scopes", spoke.provider.scopes.join(" ")],
      ["grant_types", "authorization_code, refresh_token"],
    ]),
    "",
    "Redirect matching is exact: scheme, host, path, no trailing slash.",
    "",
  ];
  return { text: lines.join("\n"), troubles: troublesOf(subject, live) };
};
