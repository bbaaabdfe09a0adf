// What a page does beyond the server's words. Every page works without it.

// A wide screen shows the menu as a column: it opens and closes only where it is folded.
for (const button of document.querySelectorAll("[data-opens]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById(button.dataset.opens)?.showModal());
}
