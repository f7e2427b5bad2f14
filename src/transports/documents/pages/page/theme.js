/* Applies the web UI's theme to a document page, else the system's. Runs before the first paint. */
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
