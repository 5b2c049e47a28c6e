// Places of the map in the address: where the map stands, and areas, which are shown on it.
(function () {
  "use strict";

  var map = null; // the map whose place is written
  var wanted = ""; // where it is to stand; nothing is the whole city
  var isSet = false; // whether the address is moving the map
  var areas = []; // layers that show areas
  var drawn = []; // the areas as they are written

  function rounded(number, digits) {
    return String(Number(number.toFixed(digits)) || 0);
  }

  /** Latitude and longitude of each place, joined by underscores (`dashboard/parameters/areas.py` reads the same). */
  function write(places) {
    return places
      .map(function (place) {
        return rounded(place[0], 5) + "_" + rounded(place[1], 5);
      })
      .join("_");
  }

  function read(text) {
    var numbers = text ? text.split("_").map(Number) : [];
    var places = [];
    for (var i = 0; i + 1 < numbers.length; i += 2) {
      places.push([numbers[i], numbers[i + 1]]);
    }
    return places;
  }

  function where() {
    var centre = map.getCenter();
    return write([[centre.lat, centre.lng]]) + "_" + rounded(map.getZoom(), 2);
  }

  /** A map that somebody moved stays where it is; the others show the whole city. */
  function touch(touched) {
    document.querySelectorAll(".city-map").forEach(function (container) {
      if (container.patroliqMap) {
        container.patroliqMap.patroliqTouched = touched;
      }
    });
  }

  function stand() {
    if (!map || wanted === (map.patroliqTouched ? where() : "")) {
      return;
    }
    touch(wanted !== "");
    if (wanted) {
      isSet = true; // it stands a fraction of a pixel beside
      map.setView(read(wanted)[0], Number(wanted.split("_")[2]), { animate: false });
      isSet = false;
    } else if (map.patroliqCity) {
      map.fitBounds(map.patroliqCity, { animate: false });
    }
  }

  function draw() {
    areas.forEach(function (area) {
      area.remove();
    });
    areas = map
      ? drawn.map(function (text) {
          return L.polygon(read(text), { className: "drawn-area", weight: 2, fill: false, interactive: false }).addTo(map);
        })
      : [];
  }

  document.addEventListener("patroliq-map", function (event) {
    var container = event.target;
    if (container.closest(".map-other")) {
      container.patroliqMap.patroliqTouched = Boolean(map && map.patroliqTouched);
      return;
    }
    map = container.patroliqMap;
    stand();
    draw();
    map.on("moveend", function () {
      if (map.patroliqTouched && !isSet && where() !== wanted) {
        wanted = where();
        window.dash_clientside.set_props({ kept: "map", usual: "", steps: false }, { data: wanted });
      }
    });
  });

  window.patroliq = window.patroliq || {};
  window.patroliq.places = { read: read, write: write };
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.places = {
    stand: function (text) {
      wanted = text;
      stand();
      return window.dash_clientside.no_update;
    },

    /** Show the area that filters, and the one that was drawn. */
    showAreas: function (params, text) {
      drawn = [params && params.area, text].filter(function (each, i, all) {
        return each && all.indexOf(each) === i;
      });
      draw();
      return window.dash_clientside.no_update;
    },
  };
})();
