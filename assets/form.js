// The state of a page with a form: its values and its pin. Nothing here names a page.
(function () {
  "use strict";

  var PATIENCE_MS = 5000; // an answer that has not come by then is not waited for any more
  var SETTLE_MS = 600; // what takes long is asked for once the reader stops turning
  var timers = {}; // output id -> what waits to be answered
  var underWay = null; // the question that the server works at: when it was asked, and in which layout
  var waiting = null; // the latest values that came meanwhile

  function none() {
    return window.dash_clientside.no_update;
  }

  function context() {
    return window.dash_clientside.callback_context;
  }

  function setProps(id, props) {
    window.dash_clientside.set_props(id, props);
  }

  /** Ids of the inputs that triggered and hold a value; buttons that only appeared trigger too, without one. */
  function triggered() {
    return context()
      .triggered.filter(function (one) {
        return one.value !== null && one.value !== undefined;
      })
      .map(function (one) {
        var end = one.prop_id.lastIndexOf(".");
        if (one.prop_id.slice(end) === ".clicked") {
          return one.value.id; // a button inside something drawn
        }
        var id = one.prop_id.slice(0, end);
        return id.charAt(0) === "{" ? JSON.parse(id) : id;
      });
  }

  /** Id of the button of one of those kinds that was clicked. */
  function clicked(parts) {
    return triggered().find(function (id) {
      return parts.indexOf(id.part) >= 0;
    });
  }

  function sorted(params) {
    return params ? Object.entries(params).sort() : null;
  }

  function same(a, b) {
    return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
  }

  function fromSearch(text) {
    return Object.fromEntries(new URLSearchParams(text));
  }

  function changeTo(params) {
    return { params: params, at: Date.now() };
  }

  /** The name that an element of a pattern has in the page. */
  function inPage(id) {
    return typeof id === "string" ? id : JSON.stringify(id, Object.keys(id).sort());
  }

  /** Which layout of which page is shown; timers of an earlier one say nothing. */
  function layout() {
    var page = document.querySelector("[data-layout]");
    return page ? page.getAttribute("data-layout") : null;
  }

  /** Answer an output after a pause; a later question takes the place of one that waits. */
  function later(output, milliseconds, answer) {
    var shown = layout();
    drop(output);
    return new Promise(function (resolve) {
      timers[output] = { resolve: resolve };
      timers[output].timer = setTimeout(function () {
        delete timers[output];
        resolve(layout() === shown ? answer() : none());
      }, milliseconds);
    });
  }

  function drop(output) {
    if (timers[output]) {
      clearTimeout(timers[output].timer);
      timers[output].resolve(none());
      delete timers[output];
    }
  }

  /** Whether the server works at a question of this layout; one that got lost is forgotten. */
  function isAsking() {
    return Boolean(underWay) && underWay.layout === layout() && Date.now() - underWay.at < PATIENCE_MS;
  }

  /** Ask at once where nothing is under way; otherwise the latest values wait for the answer. */
  function ask(values) {
    if (isAsking()) {
      waiting = values;
      return none();
    }
    waiting = null;
    underWay = { at: Date.now(), layout: layout() };
    setTimeout(goOn, PATIENCE_MS, underWay);
    return values;
  }

  /** Ask what waits, once its answer has come or is not waited for any more. Return whether anything waited. */
  function goOn(question) {
    if (question !== underWay) {
      return false;
    }
    underWay = null;
    if (!waiting || question.layout !== layout()) {
      return false;
    }
    setProps("form-values", { data: ask(waiting) });
    return true;
  }

  /** A number outside its range is not asked for; the last good one stays. */
  function isGood(id, value) {
    var input = document.getElementById(inPage(id));
    if (!input || input.type !== "number") {
      return true;
    }
    return value !== null && value !== undefined && value !== "" && value >= Number(input.min) && value <= Number(input.max);
  }

  function stops(slider) {
    var text = slider && slider.parentElement.getAttribute("data-steps");
    return text ? text.split(" ").map(Number) : null;
  }

  function nearest(steps, value) {
    var best = 0;
    steps.forEach(function (step, i) {
      if (Math.abs(Math.log(step / value)) < Math.abs(Math.log(steps[best] / value))) {
        best = i;
      }
    });
    return best;
  }

  function sliderOf(name) {
    return { field: name, role: "slider" };
  }

  /** A slider stands where its number is; one with stops at the nearest. */
  function followNumber(name, value) {
    var slider = document.getElementById(inPage(sliderOf(name)));
    if (!slider || value === null || value === undefined) {
      return;
    }
    var steps = stops(slider);
    var position = steps ? nearest(steps, value) : value;
    if (Number(slider.value) !== position) {
      setProps(sliderOf(name), { value: position });
    }
  }

  /** A number takes what its slider is moved to, by pointer or by key. */
  function followSlider(event) {
    if (event.target.type !== "range" || event.target.id.charAt(0) !== "{") {
      return;
    }
    var id = JSON.parse(event.target.id);
    var steps = stops(event.target);
    var position = Number(event.target.value);
    setProps({ field: id.field, role: "value" }, { value: steps ? steps[position] : position });
  }

  function announce(text) {
    setProps("shell-alerts", { children: text });
    setTimeout(function () {
      setProps("shell-alerts", { children: null });
    }, 4000);
  }

  function markPending(pending) {
    document.querySelectorAll("[data-pending]").forEach(function (panel) {
      panel.classList.toggle("is-pending", pending);
    });
  }

  var functions = {
    /** All values of the form by name: the first at once, then the latest whenever an answer has come. */
    collect: function (given, before) {
      before = before || {};
      var values = {};
      context().inputs_list[0].forEach(function (input) {
        var name = input.id.field;
        values[name] = isGood(input.id, input.value) ? input.value : before[name];
        followNumber(name, values[name]);
      });
      if (same(values, before)) {
        waiting = null; // a slider that is back where it was
        return none();
      }
      return ask(values);
    },

    /** An answer has come: what waits is asked now; where nothing waits, the rest of the page follows. */
    answered: function (params) {
      return !params || goOn(underWay) ? none() : params;
    },

    /** The values, for the page that is shown. */
    hand: function (values) {
      return context().outputs_list.map(function () {
        return values;
      });
    },

    /** What belongs to some values of a control is shown while it has one of them. */
    reveal: function () {
      var values = {};
      context().inputs_list[0].forEach(function (input) {
        values[input.id.field] = String(input.value);
      });
      return context().outputs_list.map(function (output) {
        var hidden = output.id.among.split(" ").indexOf(values[output.id.on]) < 0;
        return document.getElementById(inPage(output.id)).hidden === hidden ? none() : hidden;
      });
    },

    /** The question, once it stays the same; what stands there meanwhile is marked as pending. */
    settle: function (params, asked) {
      if (!params) {
        return none();
      }
      if (same(params, asked)) {
        drop("settle");
        markPending(false);
        return none();
      }
      markPending(true);
      return later("settle", SETTLE_MS, function () {
        return params;
      });
    },

    /** What was asked for once the reader paused has come. */
    arrived: function (children) {
      if (children) {
        markPending(false);
      }
      return none();
    },

    /** Buttons that lead to parameters of their own, or add some to the present ones. */
    change: function (go, merge, params) {
      var id = clicked(["go", "merge"]);
      if (!id) {
        return none();
      }
      var to = fromSearch(id.to);
      return changeTo(id.part === "merge" ? Object.assign({}, params, to) : to);
    },

    /** A point of a chart that carries parameters. */
    changeToPoint: function (click, params) {
      var text = click && click.points && click.points[0].customdata;
      return text ? changeTo(Object.assign({}, params, fromSearch(text))) : none();
    },

    copyLink: function (clicks) {
      if (!clicks) {
        return none();
      }
      var url = window.location.href;
      var said = document.getElementById(context().inputs_list[0].id).parentElement.dataset;
      function refused() {
        announce(said.failed.replace("{url}", url));
        return none();
      }
      if (!navigator.clipboard) {
        return refused();
      }
      return navigator.clipboard.writeText(url).then(function () {
        announce(said.copied);
        return none();
      }, refused);
    },

    dismiss: function () {
      return clicked(["dismiss"]) ? [] : none();
    },

    /** Pin the present question, let it go, or change places with it. */
    pin: function (clicks, params, pinned) {
      var id = clicked(["pin"]);
      if (!id) {
        return [none(), none()];
      }
      if (id.role === "swap") {
        return pinned ? [params, changeTo(pinned)] : [none(), none()];
      }
      return [id.role === "pin" ? params : null, none()];
    },

    showPinned: function (pinned) {
      document.documentElement.classList.toggle("has-pin", Boolean(pinned));
      return context().outputs_list.map(function (output) {
        return pinned ? output.id.compared + " is-comparing" : output.id.compared;
      });
    },
  };

  document.addEventListener("input", followSlider);
  window.patroliq = Object.assign({}, window.patroliq, {
    changeTo: changeTo,
    clicked: clicked,
    fromSearch: fromSearch,
    inPage: inPage,
    layout: layout,
    same: same,
    triggered: triggered,
  });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.form = Object.assign({}, window.dash_clientside.form, functions);
})();
