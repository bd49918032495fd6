// Check a receipt that the reader drops here, in the reader's own browser: nothing is sent.
// The modules are those of verify/, laid beside this file by `xiezhi assets`.

import { checkLot } from "./vendor/verify/verify_lot.mjs";
import { checkReceipt } from "./vendor/verify/verify_receipt.mjs";

const place = document.querySelector("[data-drop]");
const [file, policy] = ["receipt", "policy"].map((name) => document.getElementById(name));
const result = document.getElementById("result");
const read = async (one) =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await one.arrayBuffer());

function say(kind, lines) {
  result.dataset.kind = kind;
  result.className = `note note-${kind === "good" ? "good" : "seal"}`;
  const box = document.createElement("div");
  box.append(...lines.map((line, at) => {
    const row = document.createElement(at ? "p" : "b");
    row.textContent = line;
    return row;
  }));
  result.replaceChildren(box);
}

async function check(one) {
  result.hidden = false;
  try {
    const text = await read(one);
    const keys = policy.files[0] ? await read(policy.files[0]) : null;
    if (text.includes('\n  "format": "xiezhi-draw/1"')) throw new Error(place.dataset.older);
    const lot = text.includes('\n  "format": "xiezhi-lot/1"');
    const { checks } = lot ? await checkLot(text, keys) : await checkReceipt(text);
    const warning = lot && keys === null ? [place.dataset.unknown] : [];
    say("good", [place.dataset.holds, ...checks.map((line) => `✓ ${line}`), ...warning]);
  } catch (error) {
    say("seal", [`${place.dataset.failed}${error.message}`]);
  }
}

for (const input of [file, policy]) {
  input.addEventListener("change", () => file.files[0] && check(file.files[0]));
}
place.addEventListener("dragover", (event) => event.preventDefault());
place.addEventListener("drop", (event) => {
  event.preventDefault();
  const [one] = event.dataTransfer.files;
  if (one) check(one);
});
