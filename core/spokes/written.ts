import { type Path, quoted } from "./errors.ts";
import type { Located } from "./located.ts";
import { SECRET_REF } from "./shapes.ts";

const SECRET_NAME = /secret|passw|token|credential|private|(^|_)key$/i;
const SECRET_LOOK = /^eyJ|^sb_|^cma_|-----BEGIN|[A-Za-z0-9+_=]{24,}|\/\/[^/\s]*@/;
/** Names of keys that hold no secret although they sound like it. */
const OPEN_PATHS = [/^hub\.endpoints\.token$/, /^spokes\.\d+\.key$/, /\.provider\.endpoints\.token$/];

/** What stands at a path, fit to be shown: never a secret, nor what may be one because it stands in a secret's place. */
export const writtenAt = (
  document: Located,
  path: Path,
  pattern?: string,
): { readonly text: string; readonly hidden: boolean } => {
  const source = document.sourceOf(path);
  const joined = path.join(".");
  const secretPlace =
    pattern === SECRET_REF.source ||
    (!OPEN_PATHS.some((open) => open.test(joined)) && path.some((step) => SECRET_NAME.test(String(step))));
  if (source === undefined) {
    return { text: document.has(path) ? "a list or keys and values" : "nothing", hidden: true };
  }
  if (secretPlace || SECRET_LOOK.test(source)) return { text: "(hidden)", hidden: true };
  return { text: source === "" ? "nothing" : quoted(source), hidden: false };
};
