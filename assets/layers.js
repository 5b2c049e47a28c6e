// What can be switched on around the cells of a map: fetched when it is first shown, remembered in this browser.
(function () {
  "use strict";

  var KEY = "patroliq-layers";
  var FEW_AREAS = 40; // borders of few areas are drawn more strongly, those of many more faintly
  var MANY_AREAS = 150;
  var PAUSE_MS = 200; // after which names make room for zone numbers that have moved
  var maps = []; // { map, overlays, shown: key -> Leaflet layer, named: key -> features whose names are written }
  var choices = read(); // key -> whether it is on, as somebody chose
  var asked = {}; // parameters of the page's question
  var fetched = {}; // address -> promise of GeoJSON

  function read() {
    try {
      return JSON.parse(window.localStorage.getItem(KEY)) || {};
    } catch (error) {
      return {}; // storage may be forbidden or hold something else
    }
  }

  function choose(key, on) {
    choices[key] = on;
    try {
      window.localStorage.setItem(KEY, JSON.stringify(choices));
    } catch (error) {
      // then the choice holds until the page is left
    }
    maps.forEach(update);
  }

  function isOn(overlay) {
    return overlay.key in choices ? choices[overlay.key] : overlay.shown;
  }

  /** The layer's address; one that follows the question has its filters in it. */
  function addressOf(overlay) {
    var search = new URLSearchParams();
    overlay.follows.forEach(function (name) {
      if (asked[name] !== undefined) {
        search.set(name, asked[name]);
      }
    });
    return overlay.url + (overlay.follows.length && search.size ? "?" + search.toString() : "");
  }

  function fetchOnce(address) {
    if (!fetched[address]) {
      fetched[address] = fetch(address).then(function (answer) {
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        return answer.json();
      });
      fetched[address].catch(function () {
        delete fetched[address];
      });
    }
    return fetched[address];
  }

  var draw = {
    areas: function (data) {
      var count = data.features.length;
      return shapes(data, "borders", function () {
        return count < FEW_AREAS ? "boundary is-few" : count > MANY_AREAS ? "boundary is-many" : "boundary";
      });
    },
    busiest: function (data) {
      return shapes(data, "busiest", function () {
        return "busiest";
      });
    },
    streets: function (data) {
      return shapes(data, "streets", function (street) {
        return street.rank < 25 ? "street is-first" : street.rank < 100 ? "street is-main" : "street is-minor";
      });
    },
  };

  function shapes(data, pane, nameClass) {
    return L.geoJSON(data, {
      pane: pane,
      interactive: false,
      style: function (feature) {
        return { className: nameClass(feature.properties), weight: 1 };
      },
    });
  }

  /** A street map from elsewhere; the land stays until its first picture has come. */
  function tiles(entry, overlay) {
    // Tile servers ask to be told which site shows their map; the page itself tells nobody.
    var layer = L.tileLayer(overlay.url, { maxZoom: 19, referrerPolicy: "strict-origin", className: "tiles" });
    var credit = L.control.attribution({ prefix: false }).addAttribution(overlay.attribution);
    var box = entry.map.getContainer();
    layer.on("tileload", function () {
      box.classList.add("has-tiles");
      tell(entry, overlay, overlay.hint);
    });
    layer.on("tileerror", function () {
      tell(entry, overlay, overlay.failed);
    });
    layer.on("add", function () {
      credit.addTo(entry.map);
    });
    layer.on("remove", function () {
      box.classList.remove("has-tiles");
      credit.remove();
    });
    return layer;
  }

  function tell(entry, overlay, text) {
    var hint = entry.control.querySelector('[data-hint="' + overlay.key + '"]');
    if (hint && hint.textContent !== text) {
      hint.textContent = text;
    }
  }

  function hide(entry, key) {
    if (entry.shown[key]) {
      entry.shown[key].remove();
    }
    delete entry.shown[key];
    delete entry.named[key];
  }

  /** Show what is on, and hide what is not. */
  function update(entry) {
    entry.overlays.forEach(function (overlay) {
      var on = isOn(overlay);
      entry.control.querySelector('[name="' + overlay.key + '"]').checked = on;
      if (overlay.kind === "names") {
        entry.isNamed = on;
      } else if (!on) {
        hide(entry, overlay.key);
      } else if (overlay.kind === "tiles") {
        entry.shown[overlay.key] = entry.shown[overlay.key] || tiles(entry, overlay).addTo(entry.map);
      } else {
        show(entry, overlay);
      }
    });
    write(entry);
  }

  function show(entry, overlay) {
    var address = addressOf(overlay);
    var present = entry.shown[overlay.key];
    if (present && present.patroliqAddress === address) {
      return;
    }
    fetchOnce(address).then(
      function (data) {
        if (maps.indexOf(entry) < 0 || !isOn(overlay) || addressOf(overlay) !== address) {
          return; // the map is gone, or something else was chosen or asked meanwhile
        }
        hide(entry, overlay.key);
        entry.shown[overlay.key] = draw[overlay.kind](data).addTo(entry.map);
        entry.shown[overlay.key].patroliqAddress = address;
        entry.named[overlay.key] = data.features;
        write(entry);
      },
      function () {
        hide(entry, overlay.key); // it is asked for again when it is switched on again
      },
    );
  }

  function write(entry) {
    var zoom = entry.map.getZoom();
    entry.map.getContainer().dataset.streets = zoom < 10.75 ? "first" : zoom < 12.5 ? "main" : "all";
    var named = entry.overlays.map(function (overlay) {
      return { kind: overlay.kind, features: entry.named[overlay.key] || [] };
    });
    window.patroliq.names.write(entry.map, entry.isNamed ? named : []);
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    made.textContent = text || "";
    return made;
  }

  function checkbox(overlay) {
    var label = element("label", "map-layer");
    var box = element("input", "");
    box.type = "checkbox";
    box.name = overlay.key;
    box.addEventListener("change", function () {
      choose(overlay.key, box.checked);
    });
    label.append(box, element("span", "", overlay.title));
    if (!overlay.hint) {
      return [label];
    }
    var hint = element("p", "map-layer-hint", overlay.hint);
    hint.setAttribute("data-hint", overlay.key);
    hint.id = "layer-hint-" + overlay.key + "-" + maps.length;
    box.setAttribute("aria-describedby", hint.id);
    return [label, hint];
  }

  /** A button that unfolds the switches; it closes by itself, by Escape and by a click beside it. */
  function build(words) {
    var control = element("details", "map-layers leaflet-bar leaflet-control");
    var summary = element("summary", "", words.title);
    var switches = element("fieldset", "");
    switches.append(element("legend", "", words.legend), ...words.overlays.flatMap(checkbox));
    control.append(summary, switches);
    control.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && control.open) {
        control.open = false;
        summary.focus();
      }
    });
    L.DomEvent.disableClickPropagation(control);
    L.DomEvent.disableScrollPropagation(control);
    return control;
  }

  document.addEventListener("pointerdown", function (event) {
    document.querySelectorAll(".map-layers[open]").forEach(function (control) {
      control.open = control.contains(event.target);
    });
  });

  window.patroliq = window.patroliq || {};
  window.patroliq.layers = {
    /** Give a map its switches, and show what is on. */
    add: function (map, words) {
      if (
        maps.some(function (entry) {
          return entry.map === map;
        })
      ) {
        return;
      }
      var entry = { map: map, overlays: words.overlays, shown: {}, named: {}, control: build(words) };
      map.getContainer().querySelector(".leaflet-control-zoom").after(entry.control);
      maps.push(entry);
      map.on("moveend", function () {
        write(entry);
      });
      map.on("layeradd", function (event) {
        if (event.layer instanceof L.Marker) {
          clearTimeout(entry.pause);
          entry.pause = setTimeout(function () {
            write(entry);
          }, PAUSE_MS);
        }
      });
      map.on("unload", function () {
        clearTimeout(entry.pause);
        maps.splice(maps.indexOf(entry), 1);
      });
      update(entry);
    },
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.layers = {
    /** Layers that follow the question take its filters. */
    ask: function (params) {
      asked = params || {};
      maps.forEach(function (entry) {
        entry.overlays.forEach(function (overlay) {
          if (overlay.follows.length && isOn(overlay)) {
            show(entry, overlay);
          }
        });
      });
    },
  };
})();
