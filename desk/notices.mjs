// Gathers the notices of all that is in the page: the crates that the program's own file names, and the packages of npm.

import { execFileSync } from "node:child_process";
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
// Crates that only the page links.
const cargo = (...given) => execFileSync("cargo", given, { cwd: here("."), encoding: "utf8", maxBuffer: 1 << 27 });
const tree = cargo("tree", "--locked", "--package", "copydesk-page", "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}");
const linked = new Set(tree.split("\n").map((line) => line.replace(/^(\S+) v(\S+).*/, "$1 $2")));
for (const { name, version, license, manifest_path } of JSON.parse(cargo("metadata", "--locked", "--format-version", "1")).packages) {
  if (!linked.has(`${name} ${version}`) || name.startsWith("copydesk") || parts[0].includes(`\n${name} ${version}`)) continue;
  const folder = manifest_path.replace(/Cargo\.toml$/, "");
  const text = ["LICENSE-MIT", "LICENSE", "LICENSE-APACHE", "LICENSE.md", "COPYING"].find((file) => readdirSync(folder).includes(file));
  if (!text) throw new Error(`${name} has no text of its licence`);
  parts.push(`${"-".repeat(80)}\n${name} ${version} (${license})\n\n${readFileSync(folder + text, "utf8")}`);
}
mkdirSync(here("app/generated"), { recursive: true });
writeFileSync(here("app/generated/notices.txt"), parts.join("\n"));
