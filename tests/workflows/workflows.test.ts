import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../scripts/paths.ts";
import { inFolder } from "../support/cli.ts";
import { settingsOfOne } from "./one-spoke.ts";

interface Step {
  readonly name?: string;
  readonly run?: string;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const files = globSync(".github/workflows/*.yml", { cwd: ROOT });
const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const shellOf = (file: string, job: string, name: string): string => {
  const workflow = parse(textOf(file)) as Workflow;
  const found = workflow.jobs[job]?.steps.find((step) => step.name === name)?.run;
  if (found === undefined) throw new Error(`${file} has no step "${name}" in the job ${job}`);
  return found;
};

test.each(files)("%s is a workflow that GitHub takes", async (file) => {
  const { context, value } = parseWorkflow(
    { name: basename(file), content: textOf(file) },
    new NoOperationTraceWriter(),
  );
  expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  if (!value) throw new Error("no workflow");
  const template = await convertWorkflowTemplate(context, value);
  expect(template.errors ?? []).toEqual([]);
  expect(template.jobs.length).toBeGreaterThan(0);
});

test.each(files)("%s: no step puts what others may write into a shell", (file) => {
  const { jobs } = parse(textOf(file)) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
});

/** npm as the steps call it, on these settings: `npm start -- VERB ...` and `npm run report:allure -- ...`. */
const NPM = (spokes: string): string => `#!/usr/bin/env bash
set -euo pipefail
args=()
for word in "$@"; do case "$word" in start|run|--silent|--) ;; *) args+=("$word") ;; esac; done
verb=\${args[0]}
if [ "$verb" = report:allure ]; then exec "${process.execPath}" "${ROOT}/scripts/report-allure.ts" "\${args[@]:1}"; fi
case " $* " in *" run "*) exec "${process.execPath}" "${ROOT}/scripts/gates.ts" run "\${args[@]}" --spokes "${spokes}" ;; esac
exec "${process.execPath}" "${ROOT}/scripts/gates.ts" "\${args[@]}"
`;

const NIGHTLY = ".github/workflows/nightly.yml";

test(
  "the steps of a night, as they are written: gate the parts, join, compare, tell only what changed",
  {
    timeout: 180_000,
  },
  () =>
    inFolder(async (folder) => {
      const bin = join(folder, "bin");
      mkdirSync(bin);
      writeFileSync(join(bin, "npm"), NPM(settingsOfOne(folder, "packages")));
      const told = join(folder, "issues.txt");
      writeFileSync(join(bin, "gh"), `#!/usr/bin/env bash\nprintf '%s\\n' "$*" >> "${told}"\n`);
      for (const name of ["npm", "gh"]) chmodSync(join(bin, name), 0o755);
      const summary = join(folder, "summary.md");
      const { INIT_CWD: _caller, ...env } = process.env;
      const step = (job: string, name: string, more: Readonly<Record<string, string>> = {}) => {
        const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", shellOf(NIGHTLY, job, name)], {
          cwd: folder,
          encoding: "utf8",
          env: {
            ...env,
            INIT_CWD: folder,
            PATH: `${bin}:${env.PATH}`,
            TARGET: "local",
            PARTS: "2",
            GITHUB_STEP_SUMMARY: summary,
            GATES_WEBHOOK: "",
            RUN_URL: "https://ci.example.org/runs/1",
            ...more,
          },
        });
        expect(`${name}: ${status}\n${status === 0 ? "" : stderr + stdout}`).toBe(`${name}: 0\n`);
        return stdout;
      };

      step("gate", "Secrets", { GATES_ENV: "GATES_X=1" });
      expect(readFileSync(join(folder, ".env"), "utf8")).toBe("GATES_X=1\n");
      step("gate", "Take the secrets away");
      expect(existsSync(join(folder, ".env"))).toBe(false);
      for (const part of ["1", "2"]) expect(step("gate", "Gate", { PART: part })).toMatch(/exit code \d/);

      mkdirSync(join(folder, "parts"));
      for (const part of ["part-1", "part-2"]) {
        spawnSync("cp", ["-r", join(folder, "runs", part), join(folder, "parts", part)]);
      }
      step("tell", "Join");
      expect(readFileSync(summary, "utf8")).toContain("are GO on target");
      expect(step("tell", "Compare with last night")).toContain("The first night");
      step("tell", "Allure");
      step("tell", "A decision changed");
      expect(existsSync(told)).toBe(false);

      // The next night: the same decisions are no news, another one is.
      step("tell", "Compare with last night");
      expect(existsSync(join(folder, "changed.txt"))).toBe(false);
      const memory = join(folder, "memory/readiness.json");
      writeFileSync(
        memory,
        readFileSync(memory, "utf8").replace(/"decision": "[A-Z-]+"/g, '"decision": "PAUSED"'),
      );
      step("tell", "Compare with last night");
      step("tell", "A decision changed");
      expect(readFileSync(told, "utf8")).toContain("issue create --title Gates: a decision changed on local");
      expect(readFileSync(join(folder, "body.md"), "utf8")).toContain("packages: PAUSED -> ");
    }),
);
