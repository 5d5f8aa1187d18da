import { defineCheck, eachCase, fail, pass, unknown } from "../../../core/check.ts";

const SECONDS = 30;
/** `Date` and `iat` are whole seconds, and answers take their time. */
const ALIKE = 5;

export default defineCheck({
  level: "required",
  title: "Every clock is within half a minute of ours",
  failureTitle: "A clock is off by more than half a minute",
  why: "Tokens carry the time of their making: a backend refuses one from the future, and takes one that has expired.",
  remedy: "Whoever runs the host: synchronise its clock (NTP), then see why it drifted.",
  sources: ["OIDCC:3.1.3.7", "RFC7519:4.1.6"],
  kinds: ["client", "account-home", "tenant-api"],
  needs: ["clock.hosts"],
  judge: ({ clock }, { hub }) => {
    const all = (clock.hosts.hosts ?? []).map((one) => ({
      ...one,
      off: Math.round((Date.parse(one.theirs ?? "") - Date.parse(one.ours ?? "")) / 100) / 10,
    }));
    const token = all.some(({ from, off }) => from === "iat" && !Number.isNaN(off));
    const ofHub = [hub.publicHost, URL.parse(hub.issuer ?? "")?.host];
    // what a token says of the hub stands above the date that an edge in front of it writes
    const told = all.filter(({ from, host }) => from === "iat" || !token || !ofHub.includes(host));
    const offs = told.map(({ off }) => off).filter((off) => !Number.isNaN(off));
    const hosts = new Set(told.map(({ host }) => host));
    const mean = offs.reduce((sum, off) => sum + off, 0) / offs.length;
    if (hosts.size >= 3 && Math.abs(mean) > SECONDS && offs.every((off) => Math.abs(off - mean) <= ALIKE)) {
      const because = `harness error: all ${hosts.size} hosts agree with each other and differ from this machine by ${Math.round(mean)} s, so the clock here is wrong`;
      return unknown(because, "setting the clock of the machine that runs the gates", { threw: because });
    }
    return eachCase(
      told,
      ({ host, from }) => `${host} (${from})`,
      ({ host, url, from, off, theirs, ours, exchange }) => {
        if (Number.isNaN(off)) {
          const because = `${host} did not say what time it is`;
          return unknown(because, "a host that answers", { evidence: "clock.hosts", because });
        }
        return Math.abs(off) <= SECONDS
          ? pass
          : fail(
              `${url ?? host} ${from}`,
              `within ${SECONDS} s of ${ours}`,
              `${theirs} (${off} s off)`,
              exchange,
            );
      },
    );
  },
});
