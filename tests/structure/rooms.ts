/** Which rooms each room may import from, and what else may not stand in its files. */
export interface Room {
  readonly imports: readonly string[];
  /** packages and Node modules it must not touch */
  readonly bans?: readonly RegExp[];
  readonly because: string;
}

const network = [
  /^undici$/,
  /^openid-client$/,
  /^@playwright\//,
  /^playwright/,
  /^node:(http|https|http2|net|tls|dns)/,
];
const files = [/^node:fs/];

export const ROOMS: Readonly<Record<string, Room>> = {
  core: {
    imports: ["core"],
    bans: [...network, ...files],
    because: "the vocabulary and the engine know no one and touch nothing",
  },
  gates: { imports: ["core", "gates"], bans: [...network, ...files], because: "checks are pure" },
  probes: { imports: ["core", "probes"], because: "probes look, they do not judge" },
  reporters: { imports: ["core", "reporters"], bans: network, because: "reporters tell what was judged" },
  fixtures: { imports: ["core", "fixtures"], because: "a fixture must not know who looks at it" },
  scripts: {
    imports: ["core", "probes", "gates", "reporters", "fixtures", "scripts"],
    because: "the only room that wires",
  },
  tests: {
    imports: ["core", "probes", "gates", "reporters", "fixtures", "scripts", "tests"],
    because: "tests may look everywhere",
  },
};

/** core/discover.ts reads file names: the one place of core that may. */
export const READS_FILES = ["core/discover.ts"];

/** Words that make a check impure or let it decide by itself what counts. */
export const IMPURE = [
  { word: /\bfetch\s*\(/, because: "a check does no I/O" },
  { word: /\bDate\.now\b|\bnew Date\(\)/, because: "a check has no clock" },
  { word: /\bprocess\b/, because: "a check has no environment" },
  { word: /\bMath\.random\b/, because: "the same evidence gives the same verdict" },
  { word: /\bconsole\b/, because: "a check says its verdict, nothing else" },
  { word: /\bexpect\s*\(/, because: "a check is no assertion" },
  { word: /\.trim\w*\(|\.toLowerCase\(|\.normalize\(/, because: "never normalise before comparing" },
];

/** Lines a file may have, by its ending: longest ending first. */
export const SIZES: readonly (readonly [RegExp, number])[] = [
  [/\.(check|control|obligation)\.ts$/, 80],
  [/\.fault\.ts$/, 60],
  [/^tests\//, 400],
  [/\.(ts|cjs)$/, 250],
];

export interface SourceFile {
  /** relative to the project, forward slashes */
  readonly path: string;
  readonly text: string;
}

/** What a remedy quotes is not what a check does. */
const withoutWords = (text: string): string =>
  text.replace(
    /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    '""',
  );

const IMPORT = /(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

/** Everything in these files that the layout forbids, as sentences. */
export const violations = (files_: readonly SourceFile[]): string[] =>
  files_.flatMap(({ path, text }) => {
    const roomName = path.split("/")[0] ?? "";
    const room = ROOMS[roomName];
    if (!room) return [`${path}: ${roomName} is no room of this house`];
    const said: string[] = [];
    for (const [, target = ""] of text.matchAll(IMPORT)) {
      if (target.startsWith(".")) {
        const to = new URL(target, `file:///${path}`).pathname.slice(1).split("/")[0] ?? "";
        // A file at the project's root (package.json) belongs to no room.
        if (to in ROOMS && !room.imports.includes(to)) {
          said.push(`${path} imports ${to} (${target}): ${room.because}`);
        }
        continue;
      }
      if (READS_FILES.includes(path) && target === "node:fs") continue;
      if (room.bans?.some((ban) => ban.test(target))) said.push(`${path} imports ${target}: ${room.because}`);
    }
    if (/\.(check|control|obligation)\.ts$/.test(path)) {
      for (const { word, because } of IMPURE)
        if (word.test(withoutWords(text))) said.push(`${path} has ${word.source}: ${because}`);
    }
    const lines = text.split("\n").length - 1;
    const most = SIZES.find(([ending]) => ending.test(path))?.[1];
    if (most !== undefined && lines > most) said.push(`${path} has ${lines} lines, more than ${most}`);
    return said;
  });
