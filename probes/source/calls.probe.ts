import type { SourcePlace } from "../../core/evidence/source.ts";
import { defineProbe } from "../../core/probe.ts";
import { readFolder } from "./folder.ts";

/** Where no folder is given, that is what is seen: the scripts that the page loads are looked at all the same. */
export default defineProbe({
  title: "reads the app's source for calls of local sign-in methods",
  kinds: ["client"],
  produces: ["source.calls"],
  access: ["public"],
  gather: async ({ subject, doors, saw }) => {
    const root = doors.source?.(subject.id);
    if (root === undefined) return saw("source.calls", { given: false });
    const { readScript } = await import("../browser/script-tree.ts");
    const { units, ...counted } = readFolder(root);
    const found: SourcePlace[] = [];
    const unread: SourcePlace[] = [];
    for (const { file, as, code, linesBefore } of units.filter((one) => !one.as.endsWith(".sql"))) {
      const { calls, error } = readScript(code, as);
      if (error !== undefined) unread.push({ file, what: error });
      found.push(...calls.map(({ name, line }) => ({ file, line: line + linesBefore, what: name })));
    }
    saw("source.calls", { given: true, ...counted, found, unread });
  },
});
