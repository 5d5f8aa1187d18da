import { Document, isCollection, isMap, isSeq, parseDocument } from "yaml";

/** What an entry of kind `client` is written from. Everything else has a default. */
export interface NewSpoke {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly app: string;
  readonly backend: string;
  readonly clientId: string;
  readonly adapter: "supabase-auth" | "generic";
}

/** `my-app` becomes GATES_MY_APP: names of environment variables have no dots and dashes. */
export const variablePrefix = (id: string): string => `GATES_${id.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;

const entry = ({ id, name, key, app, backend, clientId, adapter }: NewSpoke): object => {
  const prefix = variablePrefix(id);
  return {
    id,
    name,
    kind: "client",
    key,
    app,
    backend: {
      url: backend,
      ...(adapter === "generic" && { adapter }),
      ...(adapter === "supabase-auth" && {
        anon_key: `env:${prefix}_ANON_KEY`,
        service_key: `env:${prefix}_SERVICE_KEY`,
      }),
    },
    callback: `${backend}/auth/v1/callback`,
    client: { id: clientId, secret: `env:${prefix}_CLIENT_SECRET` },
    ...(adapter === "supabase-auth" && { rls: { probe: "cargo_gate_probe" } }),
  };
};

const indented = (text: string, by: number): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? line : " ".repeat(by) + line))
    .join("\n");

/** Puts the entry behind the last spoke of the file; every other byte stays as it is. */
export const withSpoke = (text: string, spoke: NewSpoke): string => {
  const spokes = parseDocument(text).get("spokes", true);
  if (!isSeq(spokes) || !spokes.range) throw new Error("the spokes file has no list `spokes`");
  const last = spokes.items.at(-1);
  const start = isCollection(last) ? (last.range?.[0] ?? 0) : 0;
  // the column of the dash before the last entry
  const column = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).indexOf("-");
  const end = isCollection(last) ? (last.range?.[1] ?? text.length) : text.length;
  const written = indented(new Document([entry(spoke)]).toString({ lineWidth: 110 }), Math.max(column, 0));
  const before = text.slice(0, end).trimEnd();
  return `${before}\n\n${written}\n${text.slice(end).replace(/^\n?/, "\n").replace(/^\n+$/, "")}`;
};

/** States the issuer of a target that states none, on a line of its own; undefined when one is stated. */
export const withIssuer = (text: string, target: string, issuer: string): string | undefined => {
  const found = parseDocument(text).getIn(["targets", target], true);
  if (!isMap(found) || found.has("issuer") || !found.range) return undefined;
  const at = found.range[0];
  const column = at - (text.lastIndexOf("\n", at - 1) + 1);
  return `${text.slice(0, at)}issuer: ${JSON.stringify(issuer)}\n${" ".repeat(column)}${text.slice(at)}`;
};
