// What parts of pages do by themselves: a table that sorts, a map that is asked about a spot or an area.
(function () {
  "use strict";

  function none() {
    return window.dash_clientside.no_update;
  }

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
    sortBy: function (clicks, present) {
      var id = window.patroliq.clicked(["sort"]);
      if (!id) {
        return none();
      }
      var again = present.column === id.column;
      return { column: id.column, descending: again ? !present.descending : true };
    },

    /** A click on the map asks about a spot, one on a zone's name about the zone. */
    chooseSpot: function (click, close) {
      var zone = window.patroliq.clicked(["zone"]);
      if (zone) {
        showMap(inputs()[0].id);
        return { label: zone.label };
      }
      if (came(1)) {
        return close ? null : none();
      }
      if (!came(0) || !click || window.patroliq.map.isDrawing()) {
        return none();
      }
      return { latitude: click.latlng.lat, longitude: click.latlng.lng };
    },

    /** The corners of the area that was drawn last. */
    drawn: function (geojson, close) {
      if (came(1)) {
        return close ? null : none();
      }
      if (!came(0)) {
        return none(); // a panel's button that only appeared
      }
      var features = (geojson && geojson.features) || [];
      return features.length ? features[features.length - 1].geometry.coordinates[0] : null;
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
