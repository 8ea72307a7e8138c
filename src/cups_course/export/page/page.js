
"use strict";
document.documentElement.classList.add("scripted");

const progress = document.querySelector(".progress");
const ticks = [...document.querySelectorAll("input[data-key]")];

// Some browsers keep nothing for a page that was opened from a file; then a tick lasts as long as the page.
function remembered(key) {
  try { return localStorage.getItem("cups-course " + key) === "pasted"; } catch { return false; }
}
function remember(key, pasted) {
  try {
    if (pasted) localStorage.setItem("cups-course " + key, "pasted");
    else localStorage.removeItem("cups-course " + key);
  } catch { /* it lasts as long as the page */ }
}
function show() {
  for (const tick of ticks) tick.closest(".field").classList.toggle("done", tick.checked);
  const done = ticks.filter((tick) => tick.checked).length;
  progress.textContent = ticks.length ? `${done} of ${ticks.length} pasted` : "";
}

for (const tick of ticks) {
  tick.checked = remembered(tick.dataset.key);
  tick.addEventListener("change", () => { remember(tick.dataset.key, tick.checked); show(); });
}
show();

function select(text) {
  const range = document.createRange();
  range.selectNodeContents(text);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return true;
  } catch { /* an older way, which asks for no permission */ }
  select(text);
  // What is selected is copied as it is laid out; the text itself is wanted.
  const given = (event) => { event.clipboardData.setData("text/plain", text.textContent); event.preventDefault(); };
  document.addEventListener("copy", given);
  try { return document.execCommand("copy"); } finally { document.removeEventListener("copy", given); }
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  const text = document.getElementById(button.dataset.copies);
  const said = button.closest(".actions").querySelector(".said");
  button.addEventListener("click", async () => {
    said.textContent = "";
    if (await copy(text)) {
      said.textContent = "Copied";
    } else {
      select(text);
      said.textContent = "Your browser didn't copy the text. It's selected, so you can copy it from the menu.";
    }
  });
}
