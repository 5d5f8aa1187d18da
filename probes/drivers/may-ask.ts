import { hostMatches } from "../../core/doors.ts";
import type { Hub } from "../../core/subject.ts";

/** A password is typed on pages of the hub and nowhere else, whoever asks for it. */
export const mayAsk = ({ publicHost, account_home, backend_hosts }: Hub, text: string): boolean => {
  const url = URL.parse(text);
  return (
    url?.protocol === "https:" &&
    (url.host === publicHost ||
      url.origin === account_home ||
      backend_hosts.some((pattern) => hostMatches(pattern, url.hostname)))
  );
};
