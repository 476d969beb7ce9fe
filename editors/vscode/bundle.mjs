// Puts the extension into one file, dist/extension.js, and the licences of all that is in it and in the program into LICENSE.txt.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import esbuild from "esbuild";

const allowed = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "BlueOak-1.0.0", "0BSD"]);
const { metafile } = await esbuild.build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  external: ["vscode"],
  format: "cjs",
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "none",
  metafile: true,
});

const folders = new Set(Object.keys(metafile.inputs).flatMap((file) => file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
const notices = [...folders].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  if (!allowed.has(license)) throw new Error(`${name} is under ${license}, which the extension cannot have`);
  const text = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!text) throw new Error(`${name} has no text of its licence`);
  return `${"-".repeat(80)}\n${name} ${version} (${license})\n\n${readFileSync(`${folder}/${text}`, "utf8")}`;
});
const ours = ["LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.txt"].map((file) => readFileSync(`../../${file}`, "utf8"));
writeFileSync("LICENSE.txt", [...ours, ...notices].join("\n"));
