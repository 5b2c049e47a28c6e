// What the frame of every page does in the browser.
(function () {
  "use strict";

  var functions = {
    theme: function (clicks) {
      var root = document.documentElement;
      var choice = clicks ? window.patroliqTheme.next() : root.getAttribute("data-theme-choice");
      return document.getElementById(window.dash_clientside.callback_context.inputs_list[0].id).getAttribute("data-" + choice);
    },

    /** What a page asks for is started, but not again while it runs: a double click is one wish. */
    startJob: function (request, isIdle, started) {
      var isNew = isIdle || JSON.stringify(request) !== JSON.stringify(started);
      return request && isNew ? request : window.dash_clientside.no_update;
    },

    hideJob: function (clicks) {
      return clicks ? true : window.dash_clientside.no_update;
    },
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = Object.assign({}, window.dash_clientside.shell, functions);
})();
