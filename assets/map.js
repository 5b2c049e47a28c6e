// How the map looks and listens: styles for its layers, zones linked with their rows, maps that move together.
(function () {
  "use strict";

  var AFTERTHOUGHT_MS = 300; // the click that ends a drawing reaches the map after the drawing has ended
  var maps = {}; // container id -> Leaflet map
  var zones = {}; // container id -> zone label -> layer
  var moving = false;
  var drawing = false;

  function isShown(map) {
    return map.getContainer().offsetParent !== null;
  }

  function register(map) {
    var container = map.getContainer();
    var id = container.id;
    if (maps[id] === map) {
      return;
    }
    maps[id] = map;
    zones[id] = {};
    container.patroliqMap = map;
    container.dispatchEvent(new CustomEvent("patroliq-map", { bubbles: true }));
    // A map that was hidden, or whose room changes, must measure itself again; until somebody
    // moves it, it shows the whole city.
    function touch() {
      Object.keys(maps).forEach(function (other) {
        maps[other].patroliqTouched = true;
      });
    }
    map.on("dragstart boxzoomstart", touch);
    container.addEventListener("wheel", touch);
    container.addEventListener("keydown", touch);
    container.addEventListener("touchmove", touch);
    container.querySelector(".leaflet-control-zoom").addEventListener("click", touch);
    new ResizeObserver(function () {
      if (isShown(map)) {
        map.invalidateSize({ pan: false });
        showCity(map);
      }
    }).observe(container);
    watchPanels(map);
    map.on("move", function () {
      together(id, map);
    });
    // Numbers of small zones would hide the city until one looks closer.
    function near() {
      container.toggleAttribute("data-near", map.getZoom() >= 12);
    }
    map.on("zoomend", near);
    near();
    map.on("draw:drawstart draw:deletestart", function () {
      drawing = true;
    });
    map.on("draw:drawstop draw:deletestop", function () {
      setTimeout(function () {
        drawing = false;
      }, AFTERTHOUGHT_MS);
    });
    map.on("unload", function () {
      delete maps[id];
    });
  }

  /** Give Leaflet's controls, and its drawing tools, which may come later, the words of the page. */
  function translate(map, words) {
    var controls = map.getContainer().querySelector(".leaflet-control-container");
    function say() {
      if (L.drawLocal) {
        put(words.drawing, L.drawLocal);
      }
      Object.keys(words.titles).forEach(function (name) {
        controls.querySelectorAll("." + name + ":not([data-said])").forEach(function (control) {
          var hidden = control.querySelector(".sr-only");
          control.setAttribute("data-said", "");
          control.title = words.titles[name];
          if (control.hasAttribute("aria-label")) {
            control.setAttribute("aria-label", words.titles[name]);
          }
          if (hidden) {
            hidden.textContent = words.titles[name];
          }
        });
      });
    }
    say();
    new MutationObserver(say).observe(controls, { childList: true, subtree: true });
  }

  function put(words, place) {
    Object.keys(words).forEach(function (name) {
      if (typeof words[name] === "string") {
        place[name] = words[name];
      } else {
        put(words[name], place[name]);
      }
    });
  }

  /** Show the whole city in the part of the map that no panel covers. */
  function showCity(map) {
    if (!map.patroliqCity || map.patroliqTouched) {
      return;
    }
    var covered = [8, 8];
    var panel = document.querySelector(".panel:not([hidden])");
    if (panel && !map.getContainer().closest(".map-other")) {
      var below = panel.offsetWidth > 0.6 * map.getSize().x;
      covered = below ? [8, panel.offsetHeight + 8] : [panel.offsetWidth + 16, 8];
    }
    map.fitBounds(map.patroliqCity, { animate: false, paddingTopLeft: [40, 8], paddingBottomRight: covered });
  }

  function watchPanels(map) {
    var panels = document.querySelector(".panels");
    if (!panels) {
      return;
    }
    new MutationObserver(function () {
      showCity(map);
    }).observe(panels, { attributes: true, attributeFilter: ["hidden"], subtree: true });
  }

  function together(id, map) {
    if (moving || !isShown(map)) {
      return;
    }
    moving = true;
    Object.keys(maps).forEach(function (other) {
      if (other !== id && isShown(maps[other])) {
        maps[other].setView(map.getCenter(), map.getZoom(), { animate: false });
      }
    });
    moving = false;
  }

  /** Lines below each other, the first one the name. */
  function tooltip(lines) {
    var box = document.createElement("div");
    lines.forEach(function (text, i) {
      var element = document.createElement("div");
      element.className = i === 0 ? "tooltip-name" : "";
      element.textContent = text; // never markup: names come from files
      box.appendChild(element);
    });
    return box;
  }

  function rows(label) {
    return document.querySelectorAll('[data-zone="' + label + '"]');
  }

  function highlight(label, on) {
    rows(label).forEach(function (row) {
      row.classList.toggle("is-hovered", on);
    });
    Object.keys(zones).forEach(function (id) {
      var layer = zones[id][label];
      if (layer && layer._map && layer.patroliqRest) {
        layer.setStyle(on ? { weight: 5, fillOpacity: 0.18 } : layer.patroliqRest());
        if (on) {
          layer.bringToFront();
        }
      }
    });
  }

  function zone(feature, context) {
    var hideout = context.hideout || {};
    var colour = feature.properties.colours[hideout.colour || "label"];
    var chosen = hideout.selected === feature.properties.label;
    return {
      className: "zone-outline",
      color: colour,
      fillColor: colour,
      weight: chosen ? 5 : 2,
      opacity: 1,
      fillOpacity: chosen ? 0.18 : 0.02,
      dashArray: hideout.colour === "risk" && feature.properties.level === "yellow" ? "7 5" : null,
    };
  }

  window.patroliq = window.patroliq || {};
  window.patroliq.map = {
    zone: zone,

    eachZone: function (feature, layer, context) {
      register(context.map);
      var id = context.map.getContainer().id;
      var label = feature.properties.label;
      zones[id][label] = layer;
      layer.patroliqRest = function () {
        return zone(feature, context);
      };
      layer.bindTooltip(tooltip(feature.properties.tooltip), { sticky: true, className: "zone-tooltip" });
      layer.on("mouseover", function () {
        highlight(label, true);
      });
      layer.on("mouseout", function () {
        highlight(label, false);
      });
    },

    number: function (feature, latlng) {
      var kind = feature.properties.minor ? "zone-number is-minor" : "zone-number";
      var icon = L.divIcon({ className: kind, html: String(Number(feature.properties.number)), iconSize: null });
      return L.marker(latlng, { icon: icon, interactive: false, keyboard: false });
    },

    land: function () {
      return { className: "land", weight: 1 };
    },

    eachLand: function (feature, layer, context) {
      register(context.map);
      translate(context.map, context.hideout);
      window.patroliq.layers.add(context.map, context.hideout.layers);
      context.map.patroliqCity = layer.getBounds();
      if (isShown(context.map)) {
        showCity(context.map); // its room may have changed before the city was known
      }
    },

    /** Whether a drawing tool is at work, so that a click is not a question about a place. */
    isDrawing: function () {
      return drawing;
    },
  };

  ["mouseover", "mouseout", "focusin", "focusout"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var row = event.target.closest && event.target.closest("[data-zone]");
      if (row) {
        highlight(row.getAttribute("data-zone"), kind === "mouseover" || kind === "focusin");
      }
    });
  });
})();
