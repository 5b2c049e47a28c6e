// The filters as a sheet on small screens, the search among the types, menus that close.
(function () {
  "use strict";

  var small = window.matchMedia("(max-width: 991.98px)");
  var opener = null;

  function sheet() {
    return document.getElementById("hotspots-sheet-panel");
  }

  function show(open) {
    var panel = sheet();
    if (!panel) {
      return;
    }
    panel.classList.toggle("is-open", open);
    document.documentElement.classList.toggle("has-sheet", open);
    if (opener) {
      opener.setAttribute("aria-expanded", String(open));
    }
    mind();
    if (open) {
      panel.querySelector("button").focus();
    } else if (opener) {
      opener.focus();
    }
  }

  /** A closed sheet must not be reached by the keyboard; beside the map it always can. */
  function mind() {
    var panel = sheet();
    if (panel) {
      panel.inert = small.matches && !panel.classList.contains("is-open");
    }
  }

  function closeMenus(except) {
    document.querySelectorAll("details.menu-opener[open]").forEach(function (menu) {
      if (!menu.contains(except)) {
        menu.open = false;
      }
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-opens]");
    if (button) {
      opener = button;
      show(true);
    } else if (event.target.closest("#hotspots-sheet") || event.target.closest(".sheet-done")) {
      show(false);
    } else if (document.documentElement.classList.contains("has-sheet") && !event.target.closest("#hotspots-sheet-panel")) {
      show(false);
    }
    closeMenus(event.target);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") {
      return;
    }
    if (document.documentElement.classList.contains("has-sheet")) {
      show(false);
      return;
    }
    closeMenus(null);
    var close = document.querySelector(".panel:not([hidden]) .panel-head button");
    if (close) {
      close.click();
    }
  });

  document.addEventListener("input", function (event) {
    if (event.target.id !== "hotspots-types-search") {
      return;
    }
    var wanted = event.target.value.trim().toLowerCase();
    document.querySelectorAll("#hotspots-types .form-check").forEach(function (check) {
      check.hidden = !check.textContent.toLowerCase().includes(wanted);
    });
  });

  small.addEventListener("change", mind);
  new MutationObserver(mind).observe(document.documentElement, { childList: true, subtree: true });
})();
