import { NotGiven } from "../../core/doors.ts";
import type { SourcePlace } from "../../core/evidence/source.ts";
import { defineProbe } from "../../core/probe.ts";
import { readFolder } from "./folder.ts";

export default defineProbe({
  title: "reads the app's source for code that makes users",
  kinds: ["client"],
  produces: ["source.provisioning"],
  access: ["source"],
  gather: async ({ subject, doors, saw }) => {
    const root = doors.source?.(subject.id);
    if (root === undefined) {
      throw new NotGiven(`no source of ${subject.id} is given`, "set source in spokes.yaml, or attest it");
    }
    const { writesInScript, writesInSql } = await import("./provisioning.ts");
    const { placer } = await import("../browser/syntax.ts");
    const { units, ...counted } = readFolder(root);
    const found: SourcePlace[] = [];
    const unread: SourcePlace[] = [];
    for (const { file, as, code, linesBefore } of units) {
      const { writes, error } = as.endsWith(".sql")
        ? { writes: writesInSql(code), error: undefined }
        : writesInScript(code, as);
      const placed = placer(code);
      if (error !== undefined) unread.push({ file, what: error });
      found.push(
        ...writes.map(({ what, start }) => ({ file, line: placed(start).line + linesBefore, what })),
      );
    }
    saw("source.provisioning", { ...counted, found, unread });
  },
});
