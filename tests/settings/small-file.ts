/** A small, right spokes.yaml; every line is numbered by its place here, from 1. */
export const SMALL = `version: 1
hub:
  name: Cargo Account
  public_url: https://auth.cargo.ac/auth/v1
  backend_hosts: ["*.supabase.co"]
  vendor_hosts: ["*.supabase.co"]
  account_home: https://one.cargo.ac
  login: { driver: http }
  redirect_allowlist:
    - url: https://cargoworks.ai
      spoke: cargoworks-ai
targets:
  local:
    embedded: true
    issuer: https://hubref.supabase.co/auth/v1
spokes:
  - id: cargoworks-ai
    name: CargoWorks AI
    kind: client
    key: cargoworks-ai
    pilot: true
    app: https://cargoworks.ai
    backend:
      url: https://api.cargoworks.ai
    callback: https://api.cargoworks.ai/auth/v1/callback
    client:
      id: spoke-cargoworks-ai
      secret: env:GATES_CLIENT_SECRET
    users: { entitled: alice, unentitled: bob }
  - id: network
    name: CW Network HUB
    kind: client
    key: network
    app: https://cargoworks.network
    backend: { url: https://api.cargoworks.network }
    callback: https://api.cargoworks.network/auth/v1/callback
    client: { id: spoke-network, secret: env:GATES_NETWORK_SECRET }
`;

/** The small file with one thing written differently. */
export const edited = (from: string, to: string, text = SMALL): string => {
  if (!text.includes(from)) throw new Error(`the small file has no ${from}`);
  return text.replace(from, () => to);
};

const WAIVER = `waivers:
  - check: endpoints/hsts-set
    spoke: hub
    target: local
    owner: name@example.com
    reason: arrives with the next release
    link: https://example.com/1
    until: "2027-01-31"
`;
export const waived = (from: string, to: string): string => SMALL + edited(from, to, WAIVER);
