/** Nothing leaves. The policy of the page forbids what it can; this closes what it cannot: navigation, windows and calls from peer to peer. */

export function keepInside(): void {
  for (const way of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "WebSocket", "EventSource"]) close(window, way);
  close(window, "open");
  for (const way of ["sendBeacon", "share"]) close(navigator, way);
  // A way out that somebody takes by script or by a link.
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener("navigate", (event) => {
    const { destination, downloadRequest } = event as Event & { destination?: { url: string }; downloadRequest?: string | null };
    const isSaved = typeof downloadRequest === "string" && destination?.url.startsWith("blob:");
    if (event.cancelable && !isSaved) event.preventDefault();
  });
}

function close(owner: object, way: string): void {
  try {
    Object.defineProperty(owner, way, { value: undefined, writable: false, configurable: false });
  } catch {
    // It is not there, or not to be closed; then the policy holds it.
  }
}
