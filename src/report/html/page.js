
const button = document.getElementById("copy"), text = document.getElementById("text");
button.addEventListener("click", () => {
  const done = () => { button.textContent = "Copied"; };
  const byHand = () => { text.select(); if (document.execCommand("copy")) done(); };
  navigator.clipboard ? navigator.clipboard.writeText(text.value).then(done, byHand) : byHand();
});
