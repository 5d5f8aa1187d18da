import { join } from "node:path";
import { spokesJsonSchema } from "../core/spokes/json-schema.ts";
import { writeWhole } from "../probes/evidence/disk-store.ts";
import { checksPage } from "./docs/checks-page.ts";
import { ROOT } from "./paths.ts";
import { allFaults } from "./run/faults.ts";
import { openToolbox } from "./run/toolbox.ts";

/** Writes what is generated: docs/checks.md and the published schemas. Tests hold that the files equal this output. */
const [toolbox, faults] = await Promise.all([openToolbox(), allFaults()]);
writeWhole(join(ROOT, "docs/checks.md"), checksPage(toolbox, faults));
writeWhole(join(ROOT, "schemas/spokes.schema.json"), `${JSON.stringify(spokesJsonSchema(), null, 2)}\n`);
