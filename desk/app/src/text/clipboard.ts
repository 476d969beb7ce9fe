/** What goes to the clipboard. */

export async function copyText(text: string): Promise<boolean> {
  return copyBoth(text, null);
}

/** Puts a text on the clipboard, and the same as HTML beside it. */
export async function copyBoth(text: string, html: string | null): Promise<boolean> {
  // The event works where the other way is forbidden, as it is from a file in some browsers.
  let done = false;
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    if (html !== null) event.clipboardData?.setData("text/html", html);
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  document.addEventListener("copy", give, { capture: true });
  try {
    document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", give, { capture: true });
  }
  if (done) return true;
  try {
    const parts: Record<string, Blob> = { "text/plain": new Blob([text], { type: "text/plain" }) };
    if (html !== null) parts["text/html"] = new Blob([html], { type: "text/html" });
    await navigator.clipboard.write([new ClipboardItem(parts)]);
    return true;
  } catch {
    return false;
  }
}
