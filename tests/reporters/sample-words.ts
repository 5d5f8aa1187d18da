import type { CheckWords } from "../../core/report.ts";

const word = (
  id: string,
  title: string,
  failureTitle: string,
  more: Partial<CheckWords> = {},
): readonly [string, CheckWords] => [
  id,
  {
    id,
    level: "required",
    title,
    failureTitle,
    why: "A spoke that gets this wrong looks right in a demonstration and fails its users later.",
    remedy: "Cargo hub operator: correct the setting named above, then run this check again.",
    sources: ["S2:Gate-1"],
    threat: [],
    ...more,
  },
];
const advisory = { level: "advisory" } as const;

/** The words of some forty checks of all gates, for sample reports. */
export const sampleWords: Readonly<Record<string, CheckWords>> = Object.fromEntries([
  word(
    "endpoints/discovery-answers",
    "Discovery answers on the public domain",
    "Discovery does not answer on the public domain",
    {
      sources: ["S2:Gate-1", "OIDCD:4"],
    },
  ),
  word(
    "endpoints/issuer-differs-from-public-domain",
    "The issuer is not the public domain",
    "The issuer is the public domain",
    {
      sources: ["S2:RULE-A"],
    },
  ),
  word(
    "endpoints/issuer-same-from-both-hosts",
    "Discovery names the same issuer on both hosts",
    "The two hosts name different issuers",
    {
      why: "The issuer is compared byte for byte when a token is validated: a trailing slash is another issuer, and every login of every spoke fails at once.",
      remedy:
        "Cargo hub operator: serve the same document on auth.cargo.ac and on the issuer host; correct the issuer in the hub's settings, not in the edge.",
      sources: ["S2:RULE-A", "OIDCD:4.3"],
      threat: ["RFC9700:4.4"],
    },
  ),
  word(
    "endpoints/issuer-matches-spoke-setting",
    "The issuer in spokes.yaml is the live one",
    "The issuer in spokes.yaml is not the live one",
  ),
  word("endpoints/documents-agree", "Both discovery documents agree", "The two discovery documents differ", {
    ...advisory,
  }),
  word(
    "endpoints/scopes-advertised",
    "openid, profile and email are advertised",
    "A required scope is not advertised",
  ),
  word("endpoints/pkce-s256-advertised", "PKCE with S256 is advertised", "PKCE with S256 is not advertised", {
    sources: ["RFC7636:4.2", "RFC9700:2.1.1"],
  }),
  word("endpoints/pkce-plain-not-advertised", "PKCE plain is not advertised", "PKCE plain is advertised", {
    ...advisory,
    sources: ["RFC9700:2.1.1"],
  }),
  word(
    "endpoints/jwks-answers",
    "The key set answers on the public domain",
    "The key set does not answer on the public domain",
  ),
  word(
    "endpoints/jwks-no-secret-material",
    "The key set holds no secret material",
    "The key set publishes secret material",
    {
      sources: ["S3:JWKS", "RFC7517:9.2"],
    },
  ),
  word(
    "endpoints/jwks-same-keys-from-both-hosts",
    "Both hosts publish the same keys",
    "The two hosts publish different keys",
  ),
  word("endpoints/tls-certificate-valid", "The certificate is valid", "The certificate is not valid"),
  word(
    "endpoints/tls-certificate-lasts",
    "The certificate lasts three more weeks",
    "The certificate expires within three weeks",
    { ...advisory },
  ),
  word(
    "endpoints/authorize-works-on-public-domain",
    "A correct authorization request is accepted",
    "A correct authorization request is refused",
  ),
  word(
    "endpoints/authorize-redirect-exact",
    "Only the registered redirect URI is accepted",
    "A redirect URI that is not registered is accepted",
    {
      why: "Whoever can choose the redirect receives the authorization code of the person who signs in.",
      remedy:
        "Cargo hub operator: compare redirect URIs byte for byte; remove patterns and trailing-slash tolerance from the client's registration.",
      sources: ["S2:STEP-3", "RFC9700:2.1"],
      threat: ["RFC9700:4.1"],
    },
  ),
  word(
    "endpoints/authorize-unknown-client-refused",
    "An unknown client is refused without redirect",
    "An unknown client is redirected",
  ),
  word(
    "endpoints/token-works-on-public-domain",
    "Code exchange and refresh succeed on the public domain",
    "Code exchange fails on the public domain",
  ),
  word(
    "endpoints/token-client-auth-required",
    "The token endpoint demands client authentication",
    "The token endpoint accepts a client without its secret",
  ),
  word("endpoints/token-code-single-use", "A code can be used once", "A code can be used twice", {
    threat: ["RFC9700:4.5"],
  }),
  word(
    "endpoints/userinfo-works-on-public-domain",
    "Userinfo answers with the id_token's sub",
    "Userinfo answers for another sub",
  ),
  word(
    "endpoints/userinfo-bearer-required",
    "Userinfo demands a valid bearer token",
    "Userinfo answers without a valid bearer token",
  ),
  word(
    "endpoints/callback-branded",
    "The callback is on the branded backend",
    "The callback is on a vendor host",
    { sources: ["S0:STEP-1", "S2:STEP-0"] },
  ),
  word("endpoints/rotation-overlap", "A key rotation loses no session", "A key rotation loses sessions", {
    sources: ["S3:rotation"],
  }),
  word(
    "provider/autodiscovery-off",
    "No discovery document is fetched",
    "The backend fetches a discovery document",
    {
      why: "With auto-discovery the browser is sent to the issuer host: the vendor is shown to every user.",
      remedy:
        "Spoke team: turn Auto-discovery off. If it is off, the backend ignores the setting: bring the review section of this report to the architecture review.",
      sources: ["S2:Gate-2"],
    },
  ),
  word(
    "provider/authorization-endpoint-honoured",
    "The manual authorization endpoint is used",
    "The manual authorization endpoint is ignored",
    { sources: ["S2:Gate-2"] },
  ),
  word("provider/issuer-honoured", "The manual issuer is used", "The manual issuer is ignored", {
    sources: ["S2:Gate-2"],
  }),
  word(
    "provider/authorize-request-exact",
    "The spoke asks for exactly what it should",
    "The spoke asks for something else",
  ),
  word("provider/one-button", "There is one way to sign in", "There is not exactly one way to sign in", {
    sources: ["S0:uniform-button", "S2:STEP-4"],
  }),
  word("provider/no-password-field", "No page has a password field", "A page has a password field", {
    why: "Passwords are entered only on Cargo. A second place to type them is a second place to lose them.",
    remedy: "Spoke team: remove the form, its route and its calls of the client library.",
    sources: ["S0:STEP-2", "S2:STEP-1"],
  }),
  word("provider/same-tab", "The login stays in one tab", "The login opens another tab"),
  word(
    "provider/browser-stays-branded",
    "The browser stays on branded hosts",
    "The browser touches a vendor host",
    { sources: ["S2:RULE-A"] },
  ),
  word("provider/login-completes", "The login completes", "The login does not complete"),
  word(
    "provider/native-session-minted",
    "The spoke mints its own session",
    "The spoke does not mint its own session",
  ),
  word("provider/global-logout-fires", "Sign-out ends both sessions", "Sign-out leaves a session", {
    sources: ["S2:STEP-7"],
  }),
  word("provider/cookies-safe", "Cookies are Secure, HttpOnly and SameSite", "A cookie lacks protection", {
    ...advisory,
  }),
  word(
    "claims/present-after-login",
    "Every contract claim is present after login",
    "Contract claims are missing after login",
    {
      why: "A spoke that authenticates but lacks these claims is a failed migration.",
      remedy:
        "Spoke team: carry the claims into the native session with an access token hook, at sign-in and at every refresh.",
      sources: ["S2:Gate-3"],
    },
  ),
  word(
    "claims/correct-for-user",
    "The claims are true of the person",
    "The claims are not true of the person",
    { sources: ["S2:Gate-3"] },
  ),
  word("claims/agree-across-surfaces", "Every surface says the same", "Surfaces contradict each other"),
  word("claims/id-token-valid", "The id_token is valid", "The id_token is not valid", {
    sources: ["OIDCC:3.1.3.7"],
  }),
  word(
    "claims/readable-by-rls-after-login",
    "Row policies read the same claims",
    "Row policies do not read the claims",
  ),
  word("claims/app-access-present", "app_access holds the app's key", "app_access lacks the app's key"),
  word("readiness/gate-1-passed", "Gate 1 passed", "Gate 1 did not pass"),
  word("readiness/gate-2-passed", "Gate 2 passed", "Gate 2 did not pass"),
  word("readiness/gate-3-passed", "Gate 3 passed", "Gate 3 did not pass"),
  word("readiness/evidence-fresh", "The evidence is fresh", "The evidence is too old"),
  word("readiness/evidence-complete", "The evidence is complete", "Evidence is missing"),
]);
