/** Builds the page into one file: scripts, styles and the packed library are in it, and a policy that lets nothing else in or out. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const LIBRARY = "copydesk-library";
const NOTICES = "copydesk-notices";

function packed(file: string): string {
  return gzipSync(readFileSync(new URL(file, import.meta.url)), { level: 9 }).toString("base64");
}

function policy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [
    "default-src 'none'",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    `script-src ${hashes.join(" ")} 'wasm-unsafe-eval'`,
    "style-src 'unsafe-inline'",
    "worker-src blob:",
  ].join("; ");
}

function oneFile(): Plugin {
  return {
    name: "one-file",
    enforce: "post",
    generateBundle(_options, bundle) {
      const html = bundle["index.html"];
      if (html?.type !== "asset") throw new Error("there is no page");
      let style = "";
      let script = "";
      for (const [name, part] of Object.entries(bundle)) {
        if (part.type === "chunk") script += part.code;
        else if (name.endsWith(".css")) style += String(part.source);
        else continue;
        delete bundle[name];
      }
      script = script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
      const held = (id: string, text: string) => `<script type="text/plain" id="${id}">${text}</script>\n`;
      const body =
        held(LIBRARY, packed("app/generated/copydesk_bg.wasm")) +
        held(NOTICES, packed("app/generated/notices.txt")) +
        `<script type="application/json" id="copydesk-preset"></script>\n`;
      const page = String(html.source)
        .replace(/<script type="module"[^>]*><\/script>|<link rel="(?:stylesheet|modulepreload)"[^>]*>/g, "")
        .replace('http-equiv="Content-Security-Policy" content=""', () => `http-equiv="Content-Security-Policy" content="${policy([script])}"`)
        .replace("</head>", () => `<style>${style}</style>\n</head>`)
        .replace("</body>", () => `${body}<script type="module">${script}</script>\n</body>`);
      delete bundle["index.html"];
      this.emitFile({ type: "asset", fileName: "desk.html", source: page });
    },
  };
}

export default defineConfig({
  plugins: [oneFile()],
  build: { target: "es2022", assetsInlineLimit: 1 << 24, cssCodeSplit: false, modulePreload: false, emptyOutDir: true, reportCompressedSize: false },
  worker: { format: "iife" },
});
