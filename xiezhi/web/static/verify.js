// Check an entry's receipt in the reader's own browser, with the stand-alone verifier.
// Without this script the page shows what the server checked; the receipt can be downloaded.

for (const place of document.querySelectorAll("[data-verify]")) {
  const result = place.querySelector("[role=status]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    result.textContent = place.dataset.busy;
    try {
      const [{ checkReceipt }, answer] = await Promise.all([
        import(place.dataset.verifier), fetch(place.dataset.verify),
      ]);
      const { checks } = await checkReceipt(await answer.text(), place.dataset.key || null);
      result.replaceChildren(...checks.map((line) => {
        const row = document.createElement("p");
        row.textContent = `✓ ${line}`;
        return row;
      }));
    } catch (error) {
      result.textContent = `${place.dataset.failed}${error.message}`;
    }
  });
}
