/** What a clipboard or a drop holds, as drafts. It shows nothing. */

import { isMarkdown, isWorthReading, pasted } from "./pasted.js";

export type Taken = { kind: "text"; name: string; text: string } | { kind: "file"; file: File };

/** What was pasted as one text. */
export function fromClipboard(data: DataTransfer): { text: string; isMarkdown: boolean } | null {
  const html = data.getData("text/html");
  const plain = data.getData("text/plain");
  if (html !== "" && isWorthReading(html)) {
    const read = pasted(html);
    if (read.text.trim() !== "") return read;
  }
  return plain.trim() === "" ? null : { text: plain.replace(/\r\n?/g, "\n"), isMarkdown: isMarkdown(plain) };
}

/** The largest file that is opened, in bytes: what is larger is no note. */
export const LARGEST = 64 << 20;
export const LARGEST_TEXT = 4 << 20;

export type Read = { kind: "text"; text: string } | { kind: "word"; bytes: Uint8Array } | { kind: "toml"; text: string } | { kind: "not"; why: string };

/** What a file holds, or in a sentence why it cannot be taken. */
export async function readFile(file: File): Promise<Read> {
  const not = (why: string): Read => ({ kind: "not", why: `${file.name} ${why}` });
  const name = file.name.toLowerCase();
  if (file.size > LARGEST) return not("is too large for a note.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (name.endsWith(".docx") || name.endsWith(".docm")) return { kind: "word", bytes };
  if (name.endsWith(".doc") || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return not("is a Word document of the old kind. Save it as .docx, and drop that.");
  if (name.endsWith(".pdf") || startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return not("is a PDF. Copy its text, and paste it here.");
  if (name.endsWith(".rtf") || startsWith(bytes, [0x7b, 0x5c, 0x72, 0x74, 0x66])) return not("is RTF. Save it as .docx, and drop that.");
  if (name.endsWith(".odt")) return not("is a LibreOffice document. Save it as .docx, and drop that.");
  if (startsWith(bytes, [0x50, 0x4b, 3, 4])) return not("is a packed file and no text.");
  if (bytes.length > LARGEST_TEXT) return not("is larger than a note should be.");
  const text = decoded(bytes);
  if (text === null) return not("is no text.");
  return name.endsWith(".toml") ? { kind: "toml", text } : { kind: "text", text };
}

function startsWith(bytes: Uint8Array, head: number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte);
}

/** Text as programs of today write it, else as those of yesterday did. */
function decoded(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  }
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
