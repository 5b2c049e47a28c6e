// What parts of pages do by themselves: a table that sorts, a map that is asked about a spot or an area.
(function () {
  "use strict";

  function none() {
    return window.dash_clientside.no_update;
  }

  var hasDrawn = false; // whether an area was drawn on this page

  function context() {
    return window.dash_clientside.callback_context;
  }

  function inputs() {
    return context().inputs_list;
  }

  /** Whether the callback's input at that place triggered it with a value. */
  function came(place) {
    return window.patroliq.triggered().indexOf(inputs()[place].id) >= 0;
  }

  /** What a name in a table opens stands on the map, which may be out of sight. */
  function showMap(id) {
    var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    var card = document.getElementById(id).closest("section");
    card.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  }

  /** A button in a `data-layer` switches that layer of the map on, by its switch, and shows the map. */
  document.addEventListener("click", function (event) {
    var asks = event.target.closest("[data-layer] button");
    var name = asks && asks.closest("[data-layer]").getAttribute("data-layer");
    var box = name && document.querySelector('.city-map input[type="checkbox"][name="' + name + '"]');
    if (!box) {
      return;
    }
    if (!box.checked) {
      box.click();
    }
    showMap(box.closest(".city-map").id);
  });

  var functions = {
    /** The order of the table as the address writes it: a column, with a minus where the largest comes first. */
    sortBy: function (clicks, present) {
      var id = window.patroliq.clicked(["sort"]);
      return id ? (present === "-" + id.column ? "" : "-") + id.column : none();
    },

    order: function (text) {
      return { column: text.replace("-", ""), descending: text.charAt(0) === "-" };
    },

    /** A click on the map asks about a spot, one on a zone's name about the zone. */
    chooseSpot: function (click, close) {
      var zone = window.patroliq.clicked(["zone"]);
      if (zone) {
        showMap(inputs()[0].id);
        return String(zone.label);
      }
      if (came(1)) {
        return close ? "" : none();
      }
      if (!came(0) || !click || window.patroliq.map.isDrawing()) {
        return none();
      }
      return window.patroliq.places.write([[click.latlng.lat, click.latlng.lng]]);
    },

    /** A zone by its number, or a spot. */
    chosen: function (text) {
      if (text.indexOf("_") < 0) {
        return text ? { label: Number(text) } : null;
      }
      var spot = window.patroliq.places.read(text)[0];
      return { latitude: spot[0], longitude: spot[1] };
    },

    /** The corners of the area that was drawn last; one that only an address names is not deleted by the tools. */
    drawn: function (geojson, close) {
      if (came(1)) {
        return close ? "" : none();
      }
      if (!came(0)) {
        return none(); // a panel's button that only appeared
      }
      var features = (geojson && geojson.features) || [];
      if (!features.length) {
        return hasDrawn ? "" : none();
      }
      hasDrawn = true;
      var ring = features[features.length - 1].geometry.coordinates[0].slice(0, -1);
      return window.patroliq.places.write(
        ring.map(function (corner) {
          return [corner[1], corner[0]];
        }),
      );
    },

    /** The ring as GeoJSON has it: longitude first. */
    ring: function (text) {
      var corners = window.patroliq.places.read(text).map(function (corner) {
        return [corner[1], corner[0]];
      });
      return corners.length ? corners : null;
    },

    /** Show a place on the map, near enough to know its streets. */
    fly: function () {
      var id = window.patroliq.clicked(["fly"]);
      if (!id) {
        return none();
      }
      showMap(context().outputs_list.id);
      return { center: id.to.split(",").map(Number), zoom: 15, transition: "flyTo" };
    },

    fit: function (clicks, bounds) {
      return clicks ? { bounds: bounds, transition: "fitBounds" } : none();
    },
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.parts = Object.assign({}, window.dash_clientside.parts, functions);
})();
