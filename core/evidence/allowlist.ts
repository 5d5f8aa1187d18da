import { attempts, piece } from "./piece.ts";

export const allowlist = {
  /**
   * The entries of the published allowlist that are this spoke's and not retired, by URL: its callback as redirect URI
   * of its client, every other as return address of the account home. "unlisted" is an address nobody listed.
   */
  "allowlist.entries": piece("spoke", 1, attempts),
};
