"use strict";
(() => {
  const rows = [...document.querySelectorAll(".row")];
  const show = document.getElementById("show");
  const find = document.getElementById("find");
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) {
      const titles = [...row.querySelectorAll("[title]")].map((part) => part.title);
      texts.set(row, [row.textContent, ...titles].join(" ").toLowerCase());
    }
    return texts.get(row);
  };
  const apply = () => {
    const words = find.value.trim().toLowerCase();
    let seen = 0;
    for (const row of rows) {
      const flagged = show.value === "all" || (row.dataset.flags || "").split(" ").includes(show.value);
      row.hidden = !(flagged && (!words || textOf(row).includes(words)));
      seen += row.hidden ? 0 : 1;
    }
    document.getElementById("count").textContent = `${seen} of ${rows.length} segments`;
    document.getElementById("nothing").hidden = seen > 0;
  };
  show.addEventListener("change", apply);
  find.addEventListener("input", apply);
  apply();
})();
