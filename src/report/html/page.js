
const button = document.getElementById("copy"), text = document.getElementById("text");
button.addEventListener("click", () => {
  const done = () => { button.textContent = "Copied"; };
  const byHand = () => { text.select(); if (document.execCommand("copy")) done(); };
  navigator.clipboard ? navigator.clipboard.writeText(text.value).then(done, byHand) : byHand();
});
// The open remark stands level with its mark, those above it end where it begins, and those below follow it.
const GAP = 6, wide = matchMedia("(min-width: 52.01rem)");
const notes = (article) => [...article.querySelectorAll(".note")].filter((note) => note.getClientRects().length);
function place() {
  const shows = wide.matches && !matchMedia("print").matches;
  document.body.classList.toggle("placed", shows);
  for (const article of document.querySelectorAll("article")) {
    article.style.minHeight = "";
    const top = article.getBoundingClientRect().top;
    const all = notes(article).map((note) => {
      const mark = document.getElementById("m" + note.id.slice(1));
      return { note, height: note.offsetHeight, at: mark ? mark.getBoundingClientRect().top - top : 0 };
    });
    if (!shows) { all.forEach(({ note }) => { note.style.top = ""; }); continue; }
    const wanted = all.map(({ at }) => at), current = all.findIndex(({ note }) => note.open);
    for (let i = current - 1; i >= 0; i--) all[i].at = Math.min(all[i].at, all[i + 1].at - all[i].height - GAP);
    // Nothing stands above the note's own head.
    for (let i = 0, end = 0; i < all.length; i++) {
      if (i > current || all[i].at < end) all[i].at = Math.max(all[i].at, end);
      end = all[i].at + all[i].height + GAP;
    }
    all.forEach(({ note, at }, i) => { note.style.top = at + "px"; note.dataset.drift = Math.round(at - wanted[i]); });
    const last = all[all.length - 1];
    if (last) article.style.minHeight = last.at + last.height + "px";
  }
}
function open(note) {
  for (const other of document.querySelectorAll(".note[open]")) if (other !== note) other.open = false;
  note.open = true;
}
const all = [...document.querySelectorAll(".note")];
all.forEach((note, i) => {
  note.open = i === 0;
  note.addEventListener("toggle", () => { if (note.open && !printing) open(note); place(); });
});
const follow = () => { const note = document.getElementById(location.hash.slice(1).replace(/^m/, "n")); if (note?.matches(".note")) open(note); place(); };
let printing = false;
addEventListener("beforeprint", () => { printing = true; all.forEach((note) => { note.open = true; }); document.body.classList.remove("placed"); });
addEventListener("afterprint", () => { printing = false; all.forEach((note, i) => { note.open = i === 0; }); place(); });
document.querySelectorAll(".ref").forEach((ref) => ref.addEventListener("click", () => open(document.getElementById(ref.hash.slice(1)))));
document.querySelectorAll(".filter input").forEach((box) => box.addEventListener("change", place));
addEventListener("hashchange", follow);
addEventListener("resize", place);
wide.addEventListener("change", place);
follow();
