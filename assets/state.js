// The state of a page, in the browser: values of its form, its address, its history, its pin.
(function () {
  "use strict";

  var WAIT_MS = 90; // a dragged slider asks about ten times a second
  var SETTLE_MS = 600; // evidence is asked for once the reader stops turning
  var HISTORY = 50;
  var none = function () {
    return window.dash_clientside.no_update;
  };
  var waiting = null;
  var settling = null;

  function context() {
    return window.dash_clientside.callback_context;
  }

  function trigger() {
    return context().triggered_id;
  }

  /** Id of the button of that kind that was clicked; buttons that only appeared trigger too, without a value. */
  function clicked(part) {
    var ids = context()
      .triggered.filter(function (one) {
        return one.value && one.prop_id.charAt(0) === "{";
      })
      .map(function (one) {
        return JSON.parse(one.prop_id.slice(0, one.prop_id.lastIndexOf(".")));
      });
    return ids.find(function (id) {
      return part.indexOf(id.part) >= 0;
    });
  }

  function same(a, b) {
    return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
  }

  function sorted(params) {
    return params ? Object.entries(params).sort() : null;
  }

  function fromSearch(text) {
    return Object.fromEntries(new URLSearchParams(text));
  }

  function wished(params) {
    return { params: params, at: Date.now() };
  }

  /** A number outside its range is not asked for; the last good one stays. */
  function isGood(id, value) {
    var input = document.getElementById(id);
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

  function announce(text) {
    window.dash_clientside.set_props("shell-alerts", { children: text });
    setTimeout(function () {
      window.dash_clientside.set_props("shell-alerts", { children: null });
    }, 4000);
  }

  function writeAddress(params, pin, colour) {
    var search = new URLSearchParams(params);
    if (pin) {
      search.set("pin", new URLSearchParams(pin).toString());
    }
    if (colour && colour !== "label") {
      search.set("colour", colour);
    }
    var text = search.toString();
    var url = window.location.pathname + (text ? "?" + text : "") + window.location.hash;
    if (url !== window.location.pathname + window.location.search + window.location.hash) {
      window.history.replaceState(window.history.state, "", url);
    }
  }

  /** What a zone's name in the table opens stands on the map, which may be out of sight. */
  function showMap() {
    var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.querySelector(".map-card").scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  }

  var functions = {
    /** A number and its slider follow each other. */
    follow: function (position, value) {
      var id = trigger() || "";
      var sliderId = context().inputs_list[0].id;
      var steps = stops(document.getElementById(sliderId));
      if (id === sliderId) {
        var wanted = steps ? steps[Number(position)] : Number(position);
        return [none(), wanted === value ? none() : wanted];
      }
      if (value === null || value === undefined || value === "") {
        return [none(), none()];
      }
      return [steps ? nearest(steps, value) : value, none()];
    },

    /** All values of the form by element id, once the reader pauses. */
    gather: function () {
      var before = arguments[arguments.length - 1] || {};
      var values = {};
      context().inputs_list.forEach(function (input) {
        values[input.id] = isGood(input.id, input.value) ? input.value : before[input.id];
      });
      if (waiting) {
        clearTimeout(waiting.timer);
        waiting.resolve(none());
      }
      return new Promise(function (resolve) {
        waiting = { resolve: resolve };
        waiting.timer = setTimeout(function () {
          waiting = null;
          resolve(same(values, before) ? none() : values);
        }, Object.keys(before).length ? WAIT_MS : 0);
      });
    },

    /** Ask for evidence once the question stays the same; what stands there meanwhile is marked as pending. */
    settle: function (params, asked) {
      if (!params) {
        return [none(), none()];
      }
      if (settling) {
        clearTimeout(settling.timer);
        settling.resolve([none(), none()]);
        settling = null;
      }
      if (same(params, asked)) {
        return [none(), none()];
      }
      var panel = document.getElementById("hotspots-evidence-panel");
      if (panel) {
        panel.classList.add("is-pending");
      }
      return new Promise(function (resolve) {
        settling = { resolve: resolve };
        settling.timer = setTimeout(function () {
          settling = null;
          resolve([params, "card-flat evidence is-pending"]);
        }, SETTLE_MS);
      });
    },

    sortBy: function (clicks, present) {
      var id = clicked(["sort"]);
      if (!id) {
        return none();
      }
      var again = present.column === id.column;
      return { column: id.column, descending: again ? !present.descending : true };
    },

    /** Buttons that lead to parameters of their own, or add some to the present ones. */
    wish: function (go, merge, params) {
      var id = clicked(["go", "merge"]);
      if (!id) {
        return none();
      }
      var to = fromSearch(id.to);
      return wished(id.part === "merge" ? Object.assign({}, params, to) : to);
    },

    wishPoint: function (click, params) {
      var text = click && click.points && click.points[0].customdata;
      return text ? wished(Object.assign({}, params, fromSearch(text))) : none();
    },

    undo: function (clicks, history) {
      if (!clicks || history.length < 2) {
        return none();
      }
      return Object.assign(wished(history[history.length - 2]), { back: true });
    },

    /** The address says what the page shows, without a new entry in the browser's history; undo has its own. */
    remember: function (params, pin, colour, history, wish) {
      if (!params) {
        return [none(), true];
      }
      writeAddress(params, pin, colour);
      var last = history[history.length - 1];
      if (last && same(last, params)) {
        return [none(), history.length < 2];
      }
      var before = history[history.length - 2];
      var back = wish && wish.back && before && same(before, params);
      var kept = back ? history.slice(0, -1) : history.concat([params]).slice(-HISTORY);
      return [kept, kept.length < 2];
    },

    copyLink: function (clicks) {
      if (!clicks) {
        return none();
      }
      var url = window.location.href;
      if (!navigator.clipboard) {
        announce("Copy the address from the address bar: " + url);
        return none();
      }
      return navigator.clipboard.writeText(url).then(
        function () {
          announce("Link copied.");
          return none();
        },
        function () {
          announce("Copy the address from the address bar: " + url);
          return none();
        },
      );
    },

    pin: function (pinClicks, unpinClicks, params) {
      if (trigger() === "hotspots-pin-button" && pinClicks) {
        return params;
      }
      return trigger() === "hotspots-unpin" && unpinClicks ? null : none();
    },

    swap: function (clicks, params, pinned) {
      return clicks && pinned ? [params, wished(pinned)] : [none(), none()];
    },

    showPinned: function (pinned) {
      document.documentElement.classList.toggle("has-pin", Boolean(pinned));
      return pinned ? "maps is-comparing" : "maps";
    },

    /** A click on the map asks about a spot, one on a zone's name about the zone. */
    chooseSpot: function (click, clicks, close, params) {
      if (trigger() === "hotspots-close-detail") {
        return close ? null : none();
      }
      var zone = clicked(["zone"]);
      if (zone) {
        showMap();
        return { label: zone.label, params: params };
      }
      var onMap = context().triggered.some(function (one) {
        return one.prop_id === "hotspots-map.clickData" && one.value;
      });
      if (!onMap || window.patroliq.map.isDrawing()) {
        return none();
      }
      return { latitude: click.latlng.lat, longitude: click.latlng.lng };
    },

    /** The corners of the area that was drawn last. */
    drawn: function (geojson, close) {
      if (trigger() === "hotspots-close-area") {
        return close ? null : none();
      }
      var features = (geojson && geojson.features) || [];
      return features.length ? features[features.length - 1].geometry.coordinates[0] : null;
    },

    fit: function (clicks, bounds) {
      return clicks ? { bounds: bounds, transition: "fitBounds" } : none();
    },

    theme: function (clicks) {
      var root = document.documentElement;
      var choice = clicks ? window.patroliqTheme.next() : root.getAttribute("data-theme-choice");
      return "Theme: " + choice;
    },

    /** The job bar is there while something runs. */
    jobHidden: function (running) {
      return !running;
    },
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.patroliq = Object.assign({}, window.dash_clientside.patroliq, functions);
})();
