import { z } from "zod";
import { secretRef } from "./shapes.ts";

/** How mail that a target sends to test people is read. */
export const inbox = z
  .strictObject({
    driver: z
      .literal("http")
      .describe(
        "One GET answers with the mails of one address, as JSON of any shape or as text; every link in it is read. 404 and an empty list mean that none has come yet.",
      ),
    url: z
      .string()
      .regex(
        /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?\/[^\s#]*\{(email|name)\}[^\s#]*$/,
        "an https URL with {email} (the whole address) or {name} (the part before the @) in its path or query, such as https://mail.example.org/messages?to={email}",
      )
      .describe("Where the mails of one address are read; {email} or {name} is filled in."),
    address: z
      .string()
      .regex(
        /^[a-z0-9.+_-]*\{random\}[a-z0-9.+_-]*@[a-z0-9-]+(\.[a-z0-9-]+)+$/,
        "an address with {random} before the @, such as gates+{random}@mail.example.org",
      )
      .describe("What the harness signs up with: an address of its own each time, that this inbox receives."),
    bearer: secretRef.optional().describe("What the inbox asks for, sent as Bearer: env:NAME."),
  })
  .describe(
    "Reads the mails of sign-up and password reset. Without it those rows are unknown and can be attested.",
  );
export type InboxSettings = z.infer<typeof inbox>;
