/** One way to write a return address that is not on the list and must not be followed. */
export interface ReturnForm {
  /** short and stable: reports of today compare with those of next year */
  readonly name: string;
  /** what the trick is about; the first of each family stands for it where trying all would cost too much */
  readonly family: string;
  /** the parameters, as they stand in the query */
  readonly query: string;
  /** the listed address stands beside it: going there is no harm */
  readonly beside?: true;
}

/** Nobody can own a name under `.example` (RFC 2606). */
const EVIL = "gates.example";
/** Letters that look like others: Cyrillic for Latin. */
const LOOKALIKES: readonly (readonly [string, string])[] = [
  ["a", "\u0430"],
  ["o", "\u043e"],
  ["e", "\u0435"],
  ["c", "\u0441"],
];

const lookalike = (host: string): string => {
  const [latin, other] = LOOKALIKES.find(([letter]) => host.includes(letter)) ?? ["", ""];
  return host.replace(latin, other);
};

/** Family, name and value, percent-encoded once when it is put into the query. */
const valuesFor = (
  good: string,
  home: string,
  hub: string,
): readonly (readonly [string, string, string])[] => {
  const { origin, host, pathname } = new URL(good);
  const path = pathname === "/" ? "" : pathname;
  const homeHost = new URL(home).host;
  return [
    ["other host", "https", `https://${EVIL}/`],
    ["other host", "same path", `https://${EVIL}${path}`],
    ["other host", "plain http", `http://${EVIL}/`],
    ["other host", "upper case", `HTTPS://${EVIL.toUpperCase()}/`],
    ["other host", "no scheme", EVIL],
    ["scheme-relative", "two slashes", `//${EVIL}/`],
    ["scheme-relative", "three slashes", `///${EVIL}/`],
    ["scheme-relative", "four slashes", `////${EVIL}`],
    ["scheme-relative", "scheme and three slashes", `https:///${EVIL}/`],
    ["scheme-relative", "scheme without slashes", `https:${EVIL}/`],
    ["backslash", "two backslashes", `\\\\${EVIL}/`],
    ["backslash", "slash and backslash", `/\\${EVIL}/`],
    ["backslash", "backslash and slash", `\\/${EVIL}/`],
    ["backslash", "scheme and backslashes", `https:\\\\${EVIL}\\`],
    ["backslash", "before an at sign", `https://${EVIL}\\@${host}${path}`],
    ["backslash", "behind the host", `https://${host}\\@${EVIL}/`],
    ["user information", "listed host as user", `https://${host}@${EVIL}/`],
    ["user information", "listed host and port as user", `https://${host}:443@${EVIL}${path}`],
    ["user information", "account home as user", `https://${homeHost}%40${EVIL}/`],
    ["user information", "added to the listed address", `https://gates:gates@${host}${path}`],
    ["suffix host", "listed host as subdomain", `https://${host}.${EVIL}${path}`],
    ["suffix host", "glued to the end", `https://${host}${EVIL}${path}`],
    ["suffix host", "account home as subdomain", `https://${homeHost}.${EVIL}/`],
    ["prefix host", "subdomain of the listed host", `https://gates.${host}${path}`],
    ["prefix host", "glued to the front", `https://gates-${host}${path}`],
    ["listed address inside", "in the path", `https://${EVIL}/${good}`],
    ["listed address inside", "in the query", `https://${EVIL}/?${good}`],
    ["listed address inside", "in the fragment", `https://${EVIL}/#${good}`],
    ["script", "javascript", `javascript:location.replace("https://${EVIL}/")`],
    ["script", "javascript, mixed case", `JaVaScRiPt:location.replace("https://${EVIL}/")`],
    ["script", "javascript with a tab", `java\tscript:location.replace("https://${EVIL}/")`],
    [
      "script",
      "javascript that looks listed",
      `javascript://${host}/%0alocation.replace("https://${EVIL}/")`,
    ],
    ["script", "data", `data:text/html,<script>location.replace("https://${EVIL}/")</script>`],
    ["other scheme", "listed host over http", `http://${host}${path}`],
    ["other scheme", "blob", `blob:https://${EVIL}/gates`],
    ["other scheme", "file", "file:///etc/hosts"],
    ["encoded", "twice", encodeURIComponent(`https://${EVIL}/`)],
    ["encoded", "three times", encodeURIComponent(encodeURIComponent(`https://${EVIL}/`))],
    ["encoded", "two slashes", `%2F%2F${EVIL}`],
    ["encoded", "two backslashes", `%5C%5C${EVIL}`],
    ["encoded", "zero byte behind the listed host", `https://${EVIL}%00.${host}/`],
    ["look-alike", "another alphabet", `https://${lookalike(host)}${path}`],
    ["look-alike", "ideographic full stop", `https://${EVIL.replace(".", "\u3002")}/`],
    ["look-alike", "full width letters", `https://\uff47ates.example/`],
    ["host spelled otherwise", "trailing dot", `https://${host}.${path}`],
    ["host spelled otherwise", "another port", `https://${host}:8443${path}`],
    ["white space", "line breaks and a header", `${good}\r\nLocation: https://${EVIL}/`],
    ["white space", "line break in front", `\r\nhttps://${EVIL}/`],
    ["white space", "blank in front", ` https://${EVIL}/`],
    ["white space", "tab in the scheme", `ht\ttps://${EVIL}/`],
    ["white space", "tab between slashes", `/\t/${EVIL}/`],
    ["path not listed", "another path", `${origin}/gates-not-listed`],
    ["path not listed", "one step up", `${origin}${path}/../gates-not-listed`],
    ["path not listed", "one encoded step up", `${origin}${path}/%2e%2e/gates-not-listed`],
    ["path not listed", "two slashes", `${origin}//${EVIL}/`],
    ["path not listed", "query added", `${good}?next=https://${EVIL}/`],
    ["path not listed", "fragment added", `${good}#https://${EVIL}/`],
    ["nested", "another return", `${home}/login?return=${encodeURIComponent(`https://${EVIL}/`)}`],
    ["nested", "redirect of the hub", `${hub}/verify?redirect_to=${encodeURIComponent(`https://${EVIL}/`)}`],
  ];
};

/** Every form, for a listed return address and this account home. */
export const returnForms = (good: string, home: string, hub: string): readonly ReturnForm[] => {
  const encoded = encodeURIComponent(good);
  const evil = encodeURIComponent(`https://${EVIL}/`);
  return [
    ...valuesFor(good, home, hub).map(([family, name, value]) => ({
      family,
      name: `${family}: ${name}`,
      query: `return=${encodeURIComponent(value)}`,
    })),
    // forms that are about the query itself
    { family: "raw", name: "raw: not encoded", query: `return=https://${EVIL}/` },
    { family: "raw", name: "raw: as a list", query: `return[]=${evil}` },
    { family: "twice", name: "twice: listed first", query: `return=${encoded}&return=${evil}`, beside: true },
    { family: "twice", name: "twice: listed last", query: `return=${evil}&return=${encoded}`, beside: true },
  ];
};
