import type { SourceFile } from "./rooms.ts";

/** Where what is shaped like one backend may stand. */
const OWN_FOLDER = /^probes\/adapters\/supabase-auth\//;
/** The ports choose an adapter by its name, and import it: that, and nothing else of it. */
const PORTS = /^probes\/adapters\/[^/]+\.ts$/;
const CHOICE = /from "\.\/supabase-auth\/[\w-]+\.ts"|\bsupabaseAuth\w+|"supabase-auth"/g;

/** Paths, parameters, fields and keys that only Supabase Auth and its data API have. */
export const VENDOR_WORDS: readonly RegExp[] = [
  /supabase/i,
  /\/(?:auth|rest|storage|functions|realtime)\/v1\b/,
  /\/admin\/(?:users|custom-providers)\b/,
  /\/rpc\//,
  /[}"'`\s]\/user\b/,
  /\/(?:health|settings)["'`]/,
  /grant_type["']?\s*[=:]\s*["']?pkce\b/,
  /\b(?:apikey|auth_code|user_metadata|app_metadata|raw_(?:app|user)_meta_data|identity_data)\b/,
  /\b(?:provider_type|authorization_url|token_url|userinfo_url|discovery_url|skip_nonce_check)\b/,
  /\b(?:custom_claims_allowlist|attribute_mapping|email_confirm(?:ed_at)?|service_role|provider_(?:refresh_)?token)\b/,
  /\bsb[-_](?:secret|publishable|[\w-]*auth-token)/,
];

/** What is told to people is no code: these may say how it is done on the backend most spokes have. */
const TOLD =
  /\b(?:title|failureTitle|why|remedy|text|asks|resolvedBy)\s*:\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/[^\n]*/g;

/** Files that may say such a word, each with the reason. */
export const NAMED_ON_PURPOSE: Readonly<
  Record<string, { readonly words: readonly string[]; readonly because: string }>
> = {
  "gates/claims/switch/app-key.ts": {
    words: ["app_metadata"],
    because: "seeds 000 and 002 tell every app to read its claims there",
  },
  "gates/claims/values/app-access-present.check.ts": {
    words: ["app_metadata"],
    because: "seeds 000 and 002 tell every app to read its claims there",
  },
  "gates/claims/security/policy-lint.ts": {
    words: ["user_metadata"],
    because: "policies are SQL of the backend's own, and are read as such",
  },
  "gates/provider/login/no-token-left-in-url.check.ts": {
    words: ["provider_token", "provider_refresh_token"],
    because: "every name that a token may bear in an address, whoever puts it there",
  },
  "probes/journeys/picture.ts": {
    words: ["sb_secret"],
    because: "what a picture must never show, whoever shows it",
  },
  "probes/http/har.ts": {
    words: ["apikey"],
    because: "a header that must never reach the disk, whoever sends it",
  },
  "probes/http/secrets.ts": {
    words: ["apikey"],
    because: "a header that must never reach the disk, whoever sends it",
  },
};

/** Whatever one vendor's backend has to itself, outside its adapter, as sentences. */
export const vendorWords = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, text }) => {
    if (!/^(probes|gates|reporters)\//.test(path) || OWN_FOLDER.test(path)) return [];
    const code = text.replace(COMMENT, "").replace(TOLD, "");
    const judged = PORTS.test(path) ? code.replace(CHOICE, "") : code;
    const allowed = NAMED_ON_PURPOSE[path]?.words ?? [];
    return VENDOR_WORDS.flatMap((word) => {
      const found = judged.match(new RegExp(word.source, `g${word.flags}`)) ?? [];
      return found
        .filter((one) => !allowed.includes(one))
        .map((one) => `${path} has ${one.trim()}: what only one backend has stands in its adapter`);
    });
  });
