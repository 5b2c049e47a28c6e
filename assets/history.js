// The address says what the page shows; each step is an entry of the browser's history, and Undo and Redo are Back and
// Forward on one page. Nothing here names a page.
(function () {
  "use strict";

  var PLAIN = "&"; // a pinned question without parameters; what is blank would not be read
  var PATIENCE_MS = 5000; // the page shows what an older address says by then
  var PAUSE_MS = 1000; // keys that move a slider within it are one step
  var shown = null; // layout whose address is written
  var written = null; // the search part of the address as it was written here
  var awaited = null; // the search part that the page is on its way to show
  var present = 0; // steps from the first entry of this page
  var last = 0; // steps to its last entry
  var slide = null; // the latest drag of a slider, which is one step
  var acted = 0; // when somebody used a control last
  var writtenBy = null; // the drag that led to the present entry
  var controls = { views: [], kept: [] }; // what is shown besides the answer
  var params = null; // the question that was answered last

  function setProps(id, props) {
    window.dash_clientside.set_props(id, props);
  }

  function fromSearch(text) {
    return window.patroliq.fromSearch(text);
  }

  function isHere() {
    var page = document.querySelector("[data-page]");
    return Boolean(page) && page.getAttribute("data-page") === window.location.pathname;
  }

  function usual(id) {
    if ("kept" in id) {
      return id.usual;
    }
    return document.getElementById(window.patroliq.inPage(id)).closest("[data-usual]").getAttribute("data-usual");
  }

  function searchOf(pin) {
    var search = new URLSearchParams(params);
    if (pin) {
      search.set("pin", new URLSearchParams(pin).toString() || PLAIN);
    }
    controls.views.concat(controls.kept).forEach(function (input) {
      if (input.value && input.value !== usual(input.id)) {
        search.set(input.id.view || input.id.kept, input.value);
      }
    });
    var text = search.toString();
    return text ? "?" + text : "";
  }

  /** Whether the address differs in more than what is no step of its own, such as where the map stands. */
  function isStep(text) {
    var before = fromSearch(written);
    var after = fromSearch(text);
    controls.kept.forEach(function (input) {
      if (!input.id.steps) {
        delete before[input.id.kept];
        delete after[input.id.kept];
      }
    });
    return !window.patroliq.same(before, after);
  }

  function put(text, isNew) {
    written = text;
    if (isNew) {
      present += 1;
      last = present;
    }
    var state = Object.assign({}, window.history.state, { step: present });
    window.history[isNew ? "pushState" : "replaceState"](state, "", window.location.pathname + text + window.location.hash);
  }

  /** A page that was laid out begins where its entry stands. */
  function begin(text) {
    shown = window.patroliq.layout();
    awaited = null;
    present = (window.history.state || {}).step || 0;
    last = present;
    put(text, false);
  }

  /** An older address is followed by several changes; only the last of them says what the page shows. */
  function arrive(text) {
    var from = awaited;
    var isThere = window.patroliq.same(fromSearch(text), fromSearch(from.text));
    if (!isThere && params === from.params && Date.now() - from.at < PATIENCE_MS) {
      return;
    }
    awaited = null;
    if (acted > from.at && !isThere) {
      take(text); // somebody went on before the page was there
    } else {
      put(text, false);
    }
  }

  /** A drag is one step, however many answers it brings. */
  function take(text) {
    var isNew = isStep(text) && !(slide && slide === writtenBy);
    put(text, isNew);
    if (isNew) {
      writtenBy = slide;
    }
  }

  /** The filters go along to the other pages. */
  function carry() {
    var nav = document.querySelector("[data-carried]");
    var names = nav ? nav.getAttribute("data-carried").split(" ") : [];
    var search = new URLSearchParams(
      Object.entries(params).filter(function (pair) {
        return names.indexOf(pair[0]) >= 0;
      }),
    ).toString();
    document.querySelectorAll('[id^=\'{"nav":\']').forEach(function (link) {
      var id = JSON.parse(link.id);
      var href = id.nav + (search ? "?" + search : "");
      if (link.getAttribute("href") !== href) {
        setProps(id, { href: href });
      }
    });
  }

  /** Back and Forward, and a link to the page that is shown: it stays, and takes what the address says. */
  function follow(event) {
    if (!isHere() || shown !== window.patroliq.layout()) {
      return;
    }
    event.stopImmediatePropagation(); // Dash would lay the page out anew
    if (event.type === "popstate") {
      present = (window.history.state || {}).step || 0;
    } else {
      present += 1;
      last = present;
      put(window.location.search, false);
    }
    setTimeout(show, 0, window.location.search);
  }

  function show(search) {
    var wanted = fromSearch(search);
    awaited = { text: search, params: params, at: Date.now() };
    written = search;
    slide = null;
    setProps("form-pin", { data: wanted.pin ? fromSearch(wanted.pin) : null });
    controls.views.forEach(function (input) {
      setProps(input.id, { value: wanted[input.id.view] || usual(input.id) });
    });
    controls.kept.forEach(function (input) {
      setProps(input.id, { data: wanted[input.id.kept] || input.id.usual });
    });
    setProps("form-change", { data: window.patroliq.changeTo(wanted) });
    setProps("form-undo", { disabled: present === 0 });
    setProps("form-redo", { disabled: present >= last });
  }

  function isText(element) {
    var kinds = ["checkbox", "radio", "range", "button"];
    return element.matches("textarea, [contenteditable]") || (element.matches("input") && kinds.indexOf(element.type) < 0);
  }

  /** Ctrl+Z, and Ctrl+Y or Ctrl+Shift+Z, but not where a text is written. */
  function keyed(event) {
    var key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y") || isText(event.target)) {
      return;
    }
    var forth = key === "y" || event.shiftKey;
    var button = document.querySelector('[data-travels="' + (forth ? "1" : "-1") + '"] button');
    if (button) {
      event.preventDefault();
      button.click();
    }
  }

  /** Add parameters to those of the question that was answered last. */
  function merge(more) {
    setProps("form-change", { data: window.patroliq.changeTo(Object.assign({}, params, more)) });
  }

  window.patroliq = Object.assign({}, window.patroliq, { merge: merge });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.history = {
    remember: function (asked, pin, views, kept) {
      if (!asked || !isHere()) {
        return [true, true];
      }
      var inputs = window.dash_clientside.callback_context.inputs_list;
      params = asked;
      controls = { views: inputs[2], kept: inputs[3] };
      carry();
      var text = searchOf(pin);
      if (shown !== window.patroliq.layout()) {
        begin(text);
      } else if (awaited) {
        arrive(text);
      } else if (text !== written) {
        take(text);
      }
      return [present === 0, present >= last];
    },
  };

  document.addEventListener("click", function (event) {
    if (event.target.type !== "range") {
      slide = null;
    }
    acted = Date.now();
    var button = event.target.closest("[data-travels] button");
    if (button && !button.disabled) {
      window.history.go(Number(button.parentElement.getAttribute("data-travels")));
    }
  });
  document.addEventListener("input", function (event) {
    acted = Date.now();
    if (event.target.type !== "range") {
      slide = null;
    } else if (!slide || (!slide.isHeld && Date.now() - slide.at > PAUSE_MS)) {
      slide = { isHeld: true, at: Date.now() };
    } else {
      slide.at = Date.now();
    }
  });
  document.addEventListener("change", function (event) {
    if (slide && event.target.type === "range") {
      slide.isHeld = false;
    }
  });
  document.addEventListener("keydown", keyed);
  window.addEventListener("popstate", follow);
  window.addEventListener("_dashprivate_pushstate", follow);
})();
