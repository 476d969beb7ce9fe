/** A draft as it is to be pasted elsewhere: headings, paragraphs and links in HTML, and the same without a mark as text. */

import type { HeadingKind, Outline } from "../types.js";
import { EMPHASIS, ESCAPE, HEADING, LINK, plain, STRONG } from "../view/folding.js";

export interface Copied {
  html: string;
  text: string;
}

type Tag = "h1" | "h2" | "h3" | "p" | "li";

interface Block {
  tag: Tag;
  /** As it stands in the draft. */
  source: string;
}

const TAGS: Partial<Record<HeadingKind, Tag>> = { title: "h1", section: "h2", unknown: "h3" };

export function copied(text: string, outline: Outline | null, isMarkdown: boolean): Copied {
  const all = blocks(text.replace(/\r\n?/g, "\n").replace(/^\ufeff/, ""), outline, isMarkdown);
  const show = isMarkdown ? plain : (line: string) => line;
  const html: string[] = [];
  let isInList = false;
  for (const { tag, source } of all) {
    if ((tag === "li") !== isInList) html.push(isInList ? "</ul>" : "<ul>");
    isInList = tag === "li";
    html.push(`<${tag}>${isMarkdown ? inline(source) : escaped(source)}</${tag}>`);
  }
  if (isInList) html.push("</ul>");
  return { html: html.join("\n"), text: `${all.map(({ tag, source }) => (tag === "li" ? `• ${show(source)}` : show(source))).join("\n\n")}\n` };
}

/** Paragraphs and headings in order. */
function blocks(text: string, outline: Outline | null, isMarkdown: boolean): Block[] {
  const heads = new Map<number, Tag>();
  for (const heading of outline?.headings ?? []) heads.set(lineAt(text, heading.from), TAGS[heading.kind] ?? "p");
  const found: Block[] = [];
  let open: string[] = [];
  const joins = isMarkdown || isWrapped(text);
  const end = () => {
    if (open.length > 0) found.push({ tag: "p", source: open.join(" ") });
    open = [];
  };
  text.split("\n").forEach((raw, number) => {
    const line = raw.trim();
    const head = heads.get(number);
    const isUnderline = isMarkdown && /^(=+|-+)$/.test(line) && heads.has(number - 1);
    if (line === "" || isUnderline || /^<!--.*-->$/.test(line)) return end();
    if (head || (isMarkdown && HEADING.test(line))) {
      end();
      found.push({ tag: head ?? "h3", source: unbold(line.replace(HEADING, ""), isMarkdown) });
    } else if (isMarkdown && /^[-*+] \S/.test(line)) {
      end();
      found.push({ tag: "li", source: line.slice(2).trim() });
    } else {
      if (!joins) end();
      open.push(line);
    }
  });
  end();
  return found;
}

function unbold(line: string, isMarkdown: boolean): string {
  return isMarkdown ? line.replace(/^\*\*(.*)\*\*$/, "$1").replace(/\s#+$/, "") : line;
}

function lineAt(text: string, at: number): number {
  let line = 0;
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", next + 1)) line++;
  return line;
}

/** Whether lines were broken to a width, with blank lines between paragraphs. */
function isWrapped(text: string): boolean {
  const lines = text.split("\n");
  return lines.every((line) => line.length <= 100) && /\n\s*\n/.test(text) && lines.some((line) => line.length > 60);
}

export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** A paragraph's emphasis and links as HTML. */
function inline(source: string): string {
  const links: string[] = [];
  const held = source.replace(LINK, (_whole, text: string, address: string) => {
    links.push(`<a href="${escaped(address.replace(/^<|>$/g, ""))}">${escaped(unmarked(text))}</a>`);
    return `\ue000${links.length - 1}\ue001`;
  });
  return escaped(held)
    .replace(STRONG, "$1$2")
    .replace(EMPHASIS, "<em>$1</em>")
    .replace(ESCAPE, "")
    .replace(/\ue000(\d+)\ue001/g, (_whole, at: string) => links[Number(at)] ?? "");
}

function unmarked(text: string): string {
  return text.replace(STRONG, "$1$2").replace(EMPHASIS, "$1").replace(ESCAPE, "");
}
