/** Nothing leaves: each way out is tried, against a server that counts what comes in. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, DESK, open, paste, path } from "./page.ts";

const HOSTILE = `<img src="http://HOST/paste-image"><link rel=stylesheet href="http://HOST/paste-style"><style>@import "http://HOST/paste-import"; body { background: url(http://HOST/paste-background) }</style>
<script>fetch("http://HOST/paste-script"); document.title = "run"</script><iframe src="http://HOST/paste-frame"></iframe><svg onload="document.title='run'"><image href="http://HOST/paste-svg" /></svg>
<p onclick="document.title='run'">GP Short Notes # 47, 15 November 2020</p><p>A <b>title</b> &lt;script&gt;document.title='run'&lt;/script&gt; \u202e</p><a href="javascript:document.title='run'">go</a> <a href="http://HOST/link">link</a>`;

for (const from of ["file", "server"] as const) {
  test(`nothing leaves a page from a ${from}`, async () => {
    const came: string[] = [];
    const page_ = readFileSync(path(DESK));
    const server = createServer((request, response) => {
      if (request.url === "/desk.html") return void response.setHeader("content-type", "text/html; charset=utf-8").end(page_);
      if (request.url !== "/favicon.ico") came.push(request.url ?? "");
      response.setHeader("access-control-allow-origin", "*").end("got it");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const chrome = await browser();
    const { page, context } = await open(chrome, from === "file" ? {} : { address: `http://${host}/desk.html` });
    await page.focus("#draft");
    await paste(page, { html: HOSTILE.replaceAll("HOST", host), text: "x" });
    await page.waitForSelector(".cm-content");
    assert.equal(await page.locator(".cm-content img:not(.cm-widgetBuffer), .cm-content script, .cm-content iframe, a[href]").count(), 0);
    const tried = await page.evaluate(async (host) => {
      const results: Record<string, string> = {};
      const attempt = async (name: string, way: () => unknown) => {
        try {
          await way();
          results[name] = "ran";
        } catch (error) {
          results[name] = String(error);
        }
      };
      await attempt("fetch", () => fetch(`http://${host}/fetch`));
      await attempt("image", () => new Promise((resolve, reject) => Object.assign(new Image(), { onload: resolve, onerror: reject, src: `http://${host}/image` })));
      await attempt("xhr", () => {
        const request = new XMLHttpRequest();
        request.open("GET", `http://${host}/xhr`, false);
        request.send();
      });
      await attempt("beacon", () => navigator.sendBeacon(`http://${host}/beacon`, "x"));
      await attempt("socket", () => new WebSocket(`ws://${host}/socket`));
      await attempt("events", () => new EventSource(`http://${host}/events`));
      await attempt("peer", () => new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] }));
      await attempt("window", () => {
        if (!window.open(`http://${host}/window`)) throw new Error("none");
      });
      await attempt("form", () => {
        const form = document.createElement("form");
        form.action = `http://${host}/form`;
        document.body.append(form);
        form.submit();
      });
      await attempt("frame", () => document.body.append(Object.assign(document.createElement("iframe"), { src: `http://${host}/frame` })));
      await attempt("script", () => document.body.append(Object.assign(document.createElement("script"), { src: `http://${host}/script` })));
      await attempt("style", () => {
        document.body.style.background = `url(http://${host}/background)`;
      });
      await attempt("prefetch", () => document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: `http://${host}/prefetch` })));
      await attempt("link", () => Object.assign(document.createElement("a"), { href: `http://${host}/anchor` }).click());
      await attempt("navigation", () => {
        location.href = `http://${host}/navigation`;
      });
      await new Promise((resolve) => setTimeout(resolve, 800));
      return results;
    }, host);
    assert.deepEqual(came, [], JSON.stringify(tried));
    assert.notEqual(await page.title(), "run");
    assert.equal(context.pages().length, 1);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await chrome.close();
    server.close();
  });
}
