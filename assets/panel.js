// The form as a sheet on small screens, searches that narrow a list, menus that close.
(function () {
  "use strict";

  var small = window.matchMedia("(max-width: 991.98px)");
  var opener = null;

  /** The panel that a button of the page opens. */
  function sheet() {
    var button = document.querySelector("[data-opens]");
    return button && document.getElementById(button.getAttribute("data-opens"));
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
    document.querySelectorAll("details.menu-opener[open], details.term[open]").forEach(function (menu) {
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
    } else if (event.target.closest("[data-closes]")) {
      show(false);
    } else if (document.documentElement.classList.contains("has-sheet") && !(sheet() && sheet().contains(event.target))) {
      show(false);
    }
    closeMenus(event.target.closest("[data-dismisses]") ? null : event.target);
  });

  /** What is open must not lie over what the keyboard has moved on to. */
  document.addEventListener("focusin", function (event) {
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
    var search = event.target.closest("[data-searches]");
    if (!search) {
      return;
    }
    var wanted = event.target.value.trim().toLowerCase();
    var list = document.getElementById(search.getAttribute("data-searches"));
    list.querySelectorAll(".form-check").forEach(function (check) {
      check.hidden = !check.textContent.toLowerCase().includes(wanted);
    });
  });

  small.addEventListener("change", mind);
  new MutationObserver(mind).observe(document.documentElement, { childList: true, subtree: true });
})();
