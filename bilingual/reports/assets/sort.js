"use strict";
(() => {
  const box = document.getElementById("rows");
  const sort = document.getElementById("sort");
  sort.addEventListener("change", () => {
    const falling = sort.value.startsWith("-");
    const field = sort.value.replace("-", "");
    const key = (row) => (row.dataset[field] ? Number(row.dataset[field]) : Infinity);
    const order = (row) => Number(row.dataset.order);
    const rows = [...box.querySelectorAll(".row")];
    rows.sort((a, b) => {
      const [one, two] = [key(a), key(b)];
      if (one === two) return order(a) - order(b);
      if (!Number.isFinite(one)) return 1;
      if (!Number.isFinite(two)) return -1;
      return falling ? two - one : one - two;
    });
    box.append(...rows);
  });
})();
