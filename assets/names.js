// Names of areas and streets on a map: as many as fit beside each other, the more important ones first.
(function () {
  "use strict";

  var FONT = { areas: "600 11px Inter, sans-serif", streets: "500 11px Inter, sans-serif" };
  var HEIGHT_PX = 13;
  var AROUND_PX = 5; // room that a name keeps from the next
  var NUMBER_PX = 11; // half of a zone's number
  var REPEAT_PX = 420; // a street is named again after so much of it
  var MOST = 140;
  var ruler = document.createElement("canvas").getContext("2d");
  var widths = {};

  /** Streets whose names may be written at a zoom: few from far away, all from near. */
  function streetsAt(zoom) {
    return zoom < 10.5 ? 12 : zoom < 11.5 ? 30 : zoom < 12.5 ? 90 : zoom < 13.5 ? 200 : Infinity;
  }

  function widthOf(text, kind) {
    var key = kind + text;
    if (!widths[key]) {
      ruler.font = FONT[kind];
      widths[key] = ruler.measureText(text).width;
    }
    return widths[key];
  }

  /** The upright box around a name that is turned by an angle. */
  function boxOf(at, width, angle) {
    var across = Math.abs(Math.cos(angle)) * width + Math.abs(Math.sin(angle)) * HEIGHT_PX;
    var up = Math.abs(Math.sin(angle)) * width + Math.abs(Math.cos(angle)) * HEIGHT_PX;
    return [at.x - across / 2 - AROUND_PX, at.y - up / 2, at.x + across / 2 + AROUND_PX, at.y + up / 2];
  }

  function meets(a, b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  function within(box, size) {
    return box[0] >= 0 && box[1] >= 0 && box[2] <= size.x && box[3] <= size.y;
  }

  /** The part of a segment that lies in sight, as two points; null for none (Liang and Barsky 1984). */
  function inSight(a, b, size) {
    var from = 0;
    var to = 1;
    var dx = b.x - a.x;
    var dy = b.y - a.y;
    var edges = [
      [-dx, a.x],
      [dx, size.x - a.x],
      [-dy, a.y],
      [dy, size.y - a.y],
    ];
    for (var i = 0; i < 4; i += 1) {
      var share = edges[i][1] / edges[i][0];
      if (edges[i][0] === 0) {
        if (edges[i][1] < 0) {
          return null;
        }
      } else if (edges[i][0] < 0) {
        from = Math.max(from, share);
      } else {
        to = Math.min(to, share);
      }
    }
    return from < to ? [L.point(a.x + from * dx, a.y + from * dy), L.point(a.x + to * dx, a.y + to * dy)] : null;
  }

  /** Where a street's name may stand: along each part of it that is long enough. */
  function alongStreet(map, street, size) {
    var text = street.properties.name;
    var width = widthOf(text, "streets");
    var found = [];
    street.geometry.coordinates.forEach(function (line) {
      var points = line.map(function (place) {
        return map.latLngToContainerPoint([place[1], place[0]]);
      });
      for (var i = 1; i < points.length; i += 1) {
        var part = inSight(points[i - 1], points[i], size);
        var length = part ? part[0].distanceTo(part[1]) : 0;
        if (length < width + 2 * AROUND_PX) {
          continue;
        }
        var angle = Math.atan2(part[1].y - part[0].y, part[1].x - part[0].x);
        angle = angle > Math.PI / 2 ? angle - Math.PI : angle <= -Math.PI / 2 ? angle + Math.PI : angle;
        var times = Math.max(1, Math.round(length / REPEAT_PX));
        for (var k = 0; k < times; k += 1) {
          var share = (k + 0.5) / times;
          var at = part[0].multiplyBy(1 - share).add(part[1].multiplyBy(share));
          found.push({ text: text, kind: "streets", at: at, angle: angle, box: boxOf(at, width, angle) });
        }
      }
    });
    return found;
  }

  function insideArea(map, area) {
    var at = map.latLngToContainerPoint([area.properties.at[1], area.properties.at[0]]);
    var text = area.properties.label;
    return { text: text, kind: "areas", at: at, angle: 0, box: boxOf(at, widthOf(text, "areas"), 0) };
  }

  /** What names keep away from: the numbers of the zones. */
  function taken(map) {
    var container = map.getContainer();
    var seen = container.hasAttribute("data-near") ? ".zone-number" : ".zone-number:not(.is-minor)";
    return [...container.querySelectorAll(seen)].map(function (number) {
      var at = map.layerPointToContainerPoint(L.DomUtil.getPosition(number));
      return { box: [at.x - NUMBER_PX, at.y - NUMBER_PX, at.x + NUMBER_PX, at.y + NUMBER_PX] };
    });
  }

  /** All names that could be written, the more important ones first. */
  function candidates(map, named) {
    var size = map.getSize();
    var found = [];
    named.sort((one, other) => one.features.length - other.features.length);
    named.forEach(function (layer) {
      if (layer.kind === "areas") {
        layer.features.forEach(function (area) {
          found.push(insideArea(map, area));
        });
      }
    });
    named.forEach(function (layer) {
      if (layer.kind === "streets") {
        layer.features.slice(0, streetsAt(map.getZoom())).forEach(function (street) {
          found.push.apply(found, alongStreet(map, street, size));
        });
      }
    });
    return found;
  }

  function mark(map, name) {
    var made = document.createElement("span");
    var at = map.containerPointToLayerPoint(name.at);
    made.className = name.kind === "areas" ? "map-name is-area" : "map-name is-street";
    made.textContent = name.text; // never markup: names come from files
    made.style.transform =
      "translate(" + Math.round(at.x) + "px," + Math.round(at.y) + "px) translate(-50%,-50%) rotate(" + name.angle + "rad)";
    return made;
  }

  window.patroliq = window.patroliq || {};
  window.patroliq.names = {
    /** Write the names of what is shown; `named` lists layers with their kind and features. */
    write: function (map, named) {
      var pane = map.getPane("names");
      var size = map.getSize();
      var placed = [];
      var others = [];
      if (!pane || !size.x) {
        return;
      }
      others = taken(map);
      candidates(map, named).forEach(function (name) {
        var isFree = within(name.box, size) && placed.length < MOST;
        if (isFree && !others.some((other) => meets(other.box, name.box))) {
          placed.push(name);
          others.push(name);
        }
      });
      pane.replaceChildren(...placed.map((name) => mark(map, name)));
      pane.setAttribute("aria-hidden", "true");
    },
  };
})();
