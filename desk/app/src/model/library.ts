/** The library as it stands in the page: packed, in text. */

/** The id of the element that holds it; `vite.config.ts` writes it. */
export const LIBRARY = "copydesk-library";

export async function unpackedLibrary(): Promise<ArrayBuffer> {
  return unpacked(LIBRARY);
}

/** What an element of the page holds in base64, unpacked. */
export async function unpacked(id: string): Promise<ArrayBuffer> {
  const packed = document.getElementById(id)?.textContent ?? "";
  const binary = atob(packed.trim());
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
