"use strict";
(() => {
  const light = (event, on) => {
    const mark = event.target.closest("[data-term]");
    const row = mark && mark.closest(".row");
    if (!row) return;
    for (const twin of row.querySelectorAll(`[data-term="${mark.dataset.term}"]`)) twin.classList.toggle("on", on);
  };
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, (event) => light(event, true));
  for (const kind of ["mouseout", "focusout"]) document.addEventListener(kind, (event) => light(event, false));
})();
