// Light or dark, before the first paint: what was chosen, else what the system prefers.
// Loaded in the head by the page itself, not with the other assets.
(function () {
  "use strict";
  var key = "patroliq-theme";
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return window.localStorage.getItem(key);
    } catch (error) {
      return null; // storage may be forbidden; then the system decides
    }
  }

  function apply() {
    var choice = chosen();
    var theme = choice || (system.matches ? "dark" : "light");
    document.documentElement.setAttribute("data-bs-theme", theme);
    document.documentElement.setAttribute("data-theme-choice", choice || "system");
  }

  window.patroliqTheme = {
    /** Go from the system's theme to light, to dark and back; return the choice. */
    next: function () {
      var order = { system: "light", light: "dark", dark: "system" };
      var choice = order[document.documentElement.getAttribute("data-theme-choice")];
      try {
        if (choice === "system") {
          window.localStorage.removeItem(key);
        } else {
          window.localStorage.setItem(key, choice);
        }
      } catch (error) {
        document.documentElement.setAttribute("data-bs-theme", choice === "dark" ? "dark" : "light");
        return choice;
      }
      apply();
      return choice;
    },
  };
  system.addEventListener("change", apply);
  apply();
})();
