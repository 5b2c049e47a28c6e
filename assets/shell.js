// What the frame of every page does in the browser.
(function () {
  "use strict";

  var functions = {
    theme: function (clicks) {
      var root = document.documentElement;
      var choice = clicks ? window.patroliqTheme.next() : root.getAttribute("data-theme-choice");
      return document.getElementById(window.dash_clientside.callback_context.inputs_list[0].id).getAttribute("data-" + choice);
    },

    /** The job bar is there while something runs. */
    jobHidden: function (running) {
      return !running;
    },
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = Object.assign({}, window.dash_clientside.shell, functions);
})();
