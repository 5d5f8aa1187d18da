import { z } from "zod";

/** `env:NAME`: where a secret is found. A value in this place is refused: secrets never stand in spokes.yaml. */
export const SECRET_REF = /^env:[A-Za-z_][A-Za-z0-9_]*$/;
export const secretRef = z
  .string()
  .regex(SECRET_REF, "a secret reference such as env:CARGO_CLIENT_SECRET, never the secret itself");

/** Compared byte for byte, so it is kept as it was written. */
export const httpsUrl = z
  .string()
  .regex(
    /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?(\/[^\s?#]*)?$/,
    "an https URL without query, fragment or user information, such as https://auth.cargo.ac/auth/v1",
  );

/** What paths are appended to. */
export const baseUrl = z
  .string()
  .regex(
    /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?(\/[^\s?#]*[^\s?#/])?$/,
    "an https URL without query, fragment, user information or slash at its end, such as https://auth.cargo.ac/auth/v1",
  );

/** Scheme and host only. */
export const httpsOrigin = z
  .string()
  .regex(
    /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/,
    "an https origin without a path or trailing slash, such as https://cargoworks.ai",
  );

export const hostName = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "a host name in lower case, such as packages.cargoman.io");

export const hostPattern = z
  .string()
  .regex(
    /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/,
    "a host name such as hubref.supabase.co, or a pattern such as *.supabase.co",
  );

/** What paths are appended to; empty for the root. */
export const basePath = z
  .string()
  .regex(
    /^(\/[^\s?#]*[^\s?#/])?$/,
    "a path that begins with a slash and does not end with one, or an empty text",
  );

export const path = z.string().regex(/^\/[^\s?#]*$/, "a path that begins with a slash");
export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*$/, "a short id of lower-case letters, digits, dots and dashes");
export const day = z.iso.date('a day of the calendar in quotes, such as "2026-12-31"');
export const text = z.string().min(1, "a text that is not empty");
export const link = z.url({ protocol: /^https?$/, error: "a link such as https://example.com/tickets/1" });
