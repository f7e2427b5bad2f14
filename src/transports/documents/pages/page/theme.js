/* Paints a page of documents as the web UI was chosen to be painted, else as the system is. Runs before anything is shown. */
/* global document, localStorage, matchMedia */

const dark = matchMedia("(prefers-color-scheme: dark)");

function paint() {
  const chosen = localStorage.getItem("theme");
  const isDark = chosen === "dark" || (chosen !== "light" && dark.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  document.documentElement.classList.toggle("dark-mode", isDark);
}
paint();
dark.addEventListener("change", paint);
