// Keys, dialogs, menus, repeated rows, selection in lists. Pages work without this file.
(() => {
  "use strict";
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // ---- dialogs: filled by htmx, closed without losing the place
  const dialog = $("#dialog");
  const keys = $("#keys");
  let opener = null;

  const show = () => {
    if (!$(".dialog", dialog)) return;
    dialog.setAttribute("aria-labelledby", "dlg-t");
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
    const first = $("[data-first]", dialog) || $("[aria-invalid]", dialog)
      || $(".body :is(input:not([type=hidden]), select, textarea)", dialog) || $("#dlg-t", dialog);
    first.focus();
  };
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    if (opener?.isConnected) opener.focus();
    opener = null;
  });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === dialog) show();
  });
  // an act that was done answers with HX-Trigger: act-done, or sends the page elsewhere
  document.addEventListener("act-done", () => dialog.close());

  // ---- what did not reach the server is said, and nothing typed is lost
  const unsent = () => {
    const note = $("#unsent").content.cloneNode(true);
    const place = dialog.open ? $(".body", dialog) : $("#messages");
    if (dialog.open) place.prepend(note); else place.replaceChildren(note);
  };
  document.addEventListener("htmx:sendError", unsent);
  document.addEventListener("htmx:responseError", unsent);

  // ---- repeated rows of a form
  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add]");
    if (!add) return;
    event.preventDefault();
    const field = add.closest("fieldset");
    const rows = $("[data-rows]", field);
    const row = $("template", field).content.cloneNode(true);
    const place = rows.rows.length;
    for (const control of $$("[name], [id], [list]", row)) {
      for (const name of ["name", "id", "list"]) {
        const value = control.getAttribute(name);
        if (value) control.setAttribute(name, value.replace("__n__", place));
      }
    }
    rows.append(row);
    $("input, select, textarea", rows.rows[place]).focus();
  });

  // ---- selection in lists, with the pre-check of the bulk act
  let waiting;
  const chosen = (form) => $$(`input[name=ids][form="${form.id}"]`);
  const precheck = (form) => {
    clearTimeout(waiting);
    if (!form.dataset.precheck || !window.htmx) return;
    waiting = setTimeout(() => {
      const ids = chosen(form).filter((box) => box.checked).map((box) => box.value);
      const token = $("[name=csrfmiddlewaretoken]", form).value;
      htmx.ajax("POST", form.dataset.precheck, {
        target: form, swap: "outerHTML", values: { ids, csrfmiddlewaretoken: token },
      });
    }, 300);
  };
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches?.("[data-all], input[name=ids]") || !box.form) return;
    const boxes = chosen(box.form);
    if (box.matches("[data-all]")) boxes.forEach((one) => { one.checked = box.checked; });
    for (const one of boxes) one.closest("tr")?.setAttribute("aria-selected", one.checked);
    precheck(box.form);
  });

  // ---- menus close on Escape and on a click elsewhere
  const closeMenus = (except) => {
    for (const menu of $$("details.menu[open]")) if (menu !== except) menu.open = false;
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

  // ---- keys: / search, ? help, g and a letter, j k x in lists
  const showKeys = () => { if (!keys.open) keys.showModal(); };
  for (const button of $$("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", showKeys);
  }
  for (const button of $$("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const rows = () => $$("main .table:not(.rows) tbody tr:not(.group)").filter(
    (row) => row.offsetParent);
  const step = (by) => {
    const all = rows();
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const row = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
    if (row) ($("th a", row) || $("a, button, input", row))?.focus();
  };
  const mark = () => $("input[name=ids]", document.activeElement.closest("tr") || keys)?.click();
  const actions = {
    "/": () => $("#q")?.focus(), "?": showKeys,
    j: () => step(1), k: () => step(-1), x: mark,
  };
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = $("details.menu[open]");
      if (menu) { menu.open = false; $("summary", menu).focus(); }
      return;
    }
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if ($("dialog[open]")) return;
    if (Date.now() - going < 1500) {
      going = 0;
      $$("[data-key]").find((link) => link.dataset.key === event.key)?.click();
      return;
    }
    if (event.key === "g") { going = Date.now(); return; }
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
})();
