import { z } from "zod";
import { id } from "./shapes.ts";

const browser = z
  .strictObject({
    engine: z
      .enum(["firefox", "webkit", "chromium"])
      .describe("What drives it. Playwright's own firefox or webkit need no executable."),
    executable: z
      .string()
      .regex(/^(\/|[A-Za-z]:[\\/])/, "an absolute path to a program, such as /usr/bin/microsoft-edge")
      .optional()
      .describe("The program to start instead of Playwright's own."),
    name: id.optional().describe("What reports call it; the engine's name by default."),
  })
  .refine(
    ({ engine, executable }) => engine !== "chromium" || executable !== undefined,
    "an executable beside engine: chromium, for every journey is walked in the harness's own chromium already",
  );

const nameOf = ({ engine, name }: { readonly engine: string; readonly name?: string | undefined }): string =>
  name ?? engine;

/** Browsers beside the harness's own chromium. */
export const browsers = z
  .array(browser)
  .refine(
    (all) => new Set(all.map(nameOf)).size === all.length,
    "a name for each that no other has: two of one engine need a name",
  )
  .transform((all) => all.map((one) => ({ ...one, name: nameOf(one) })))
  .default([])
  .describe(
    "Browsers that login, single sign-on and sign-out are walked in beside the harness's own chromium. One that is not installed is told as not tried.",
  );

export type OtherBrowser = z.output<typeof browsers>[number];
