// Gathers the notices of all that is in the page: the crates that the program's own file names, and the packages of npm.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const here = (path) => new URL(path, import.meta.url);
const lock = JSON.parse(readFileSync(here("package-lock.json"), "utf8"));
const allowed = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]);
const parts = [readFileSync(here("../THIRD-PARTY-NOTICES.txt"), "utf8")];
for (const [path, info] of Object.entries(lock.packages)) {
  if (path === "" || info.dev || info.optional) continue;
  if (!allowed.has(info.license)) throw new Error(`${path} is under ${info.license}, which the page cannot have`);
  const text = readdirSync(here(path)).find((file) => /^licen[cs]e/i.test(file));
  if (!text) throw new Error(`${path} has no text of its licence`);
  parts.push(`${"-".repeat(80)}\n${path.replace(/^node_modules\//, "")} ${info.version} (${info.license})\n\n${readFileSync(here(`${path}/${text}`), "utf8")}`);
}
mkdirSync(here("app/generated"), { recursive: true });
writeFileSync(here("app/generated/notices.txt"), parts.join("\n"));
