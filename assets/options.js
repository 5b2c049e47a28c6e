// What stands beside the options of a form, and what a click on a figure adds to the question.
(function () {
  "use strict";

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.options = {
    /** Write the count of each option beside it; not as components, of which each costs time at every change. */
    showCounts: function (counts) {
      Object.keys(counts || {}).forEach(function (name) {
        var list = document.getElementById(window.patroliq.inPage({ field: name, role: "value" }));
        (list ? list.querySelectorAll("input") : []).forEach(function (input) {
          input.closest(".form-check").setAttribute("data-count", (counts[name][input.value] || 0).toLocaleString("en"));
        });
      });
      return window.dash_clientside.no_update;
    },
  };

  /** The parameters that a click adds: those of a button, or the hour of a bar. */
  function merged(event) {
    var button = event.target.closest("[data-merges]");
    if (button) {
      return button.getAttribute("data-merges");
    }
    var hours = event.target.closest("[data-merges-hours]");
    if (!hours) {
      return "";
    }
    var box = hours.getBoundingClientRect();
    var hour = Math.min(23, Math.max(0, Math.floor((24 * (event.clientX - box.left)) / box.width)));
    return "hours=" + hour + "-" + (hour + 1);
  }

  document.addEventListener("click", function (event) {
    var text = merged(event);
    if (text) {
      window.patroliq.merge(window.patroliq.fromSearch(text));
    }
  });
})();
