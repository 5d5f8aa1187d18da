import { randomBytes } from "node:crypto";
import type { Taint } from "../../core/redact.ts";
import { secretRefs } from "../../core/spokes/subjects.ts";
import type { Subject } from "../../core/subject.ts";
import type { Settings } from "./settings.ts";

/**
 * The embedded federation needs the same secrets as a live one, by the same names. Those that the environment does
 * not give are invented for this run; they live in this process and its children only.
 */
export const localSecrets = ({ file, contract }: Settings, subjects: readonly Subject[]): void => {
  for (const { name, prefix = "" } of secretRefs(file, contract, subjects)) {
    process.env[name] ??= `${prefix}local-${randomBytes(24).toString("base64url")}`;
  }
};

/** What the harness holds is a needle from the start: an error may show a secret that no probe ever asked for. */
export const taintHeld = ({ file, contract }: Settings, subjects: readonly Subject[], taint: Taint): void => {
  for (const { name } of secretRefs(file, contract, subjects)) taint.taint(process.env[name] ?? "", name);
};
