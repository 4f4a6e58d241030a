/* Where the keyboard is while a modal is open: inside it, and back where it was once it is closed.

   The browser does this by itself only for dialogs that a script opens; here they come with the page's stream. */
(() => {
  const usable = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';
  let sheet;
  let before = null;

  const reachable = (within) =>
    [...within.querySelectorAll(usable)].filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }));

  // By its id, or by where it stands: the page is drawn anew meanwhile, and elements may be others.
  const nameOf = (one) => {
    if (!one || one === document.body || one.closest(".sheet")) return null;
    if (one.id) return { id: one.id };
    const holder = one.closest("[id]");
    return holder && { id: holder.id, number: reachable(holder).indexOf(one) };
  };
  const find = (name) => {
    if (!name) return null;
    const held = document.getElementById(name.id);
    if (!held || name.number === undefined) return held;
    return reachable(held)[name.number] ?? held;
  };

  document.addEventListener("focusin", ({ target }) => {
    if (!document.querySelector(".sheet")) before = nameOf(target) ?? before;
  });

  document.addEventListener("keydown", (event) => {
    const open = document.querySelector(".sheet");
    if (event.key !== "Tab" || !open) return;
    const inside = reachable(open);
    const [first, last] = [inside[0], inside.at(-1)];
    const at = document.activeElement;
    if (!open.contains(at) || (event.shiftKey ? at === first || at === open : at === last)) {
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    }
  });

  const look = () => {
    const open = document.querySelector(".sheet");
    if (open?.id === sheet) return;
    sheet = open?.id;
    // The stage is out of reach until the page has been drawn without the modal.
    requestAnimationFrame(() => {
      const at = document.activeElement;
      if (open) {
        if (!open.contains(at)) (open.querySelector("[autofocus]") ?? open).focus();
      } else if (!at || at === document.body) {
        (find(before) ?? document.getElementById("line"))?.focus();
      }
    });
  };

  look();
  new MutationObserver(look).observe(document.getElementById("modal"), { childList: true, subtree: true });
})();
