// A map as a picture: drawn from what is on screen, to be saved as PNG with its legend or to be printed.
(function () {
  "use strict";

  var WIDTH_PX = 1200; // of the file, before the screen's sharpness
  var MARGIN_PX = 24;
  var LINE = 1.45;
  var DRAWN = ["img", "path", "div", "span"].join();

  function styleOf(element) {
    return window.getComputedStyle(element);
  }

  function textOf(selector) {
    var element = document.querySelector(selector);
    return element ? element.textContent.trim() : "";
  }

  /** Foreign pictures, such as tiles, may not be read back and are left out. */
  function isOurs(image) {
    return image.src.startsWith("data:") || new URL(image.src).origin === window.location.origin;
  }

  function drawImage(pen, image, box) {
    if (image.complete && image.naturalWidth && isOurs(image)) {
      pen.imageSmoothingEnabled = styleOf(image).imageRendering !== "pixelated";
      pen.drawImage(image, box.x, box.y, box.width, box.height);
    }
  }

  /** Leaflet's SVG shows the part of its layer that its `viewBox` names. */
  function drawPath(pen, path, origin) {
    var style = styleOf(path);
    var svg = path.ownerSVGElement;
    var box = svg.getBoundingClientRect();
    var view = svg.viewBox.baseVal;
    var shape = new Path2D(path.getAttribute("d") || "");
    pen.translate(box.x - origin.x, box.y - origin.y);
    pen.scale(box.width / view.width, box.height / view.height);
    pen.translate(-view.x, -view.y);
    if (style.fill !== "none") {
      pen.globalAlpha = Number(style.fillOpacity) * Number(style.opacity);
      pen.fillStyle = style.fill;
      pen.fill(shape, "evenodd");
    }
    if (style.stroke !== "none") {
      pen.globalAlpha = Number(style.strokeOpacity) * Number(style.opacity);
      pen.strokeStyle = style.stroke;
      pen.lineWidth = parseFloat(style.strokeWidth);
      pen.lineJoin = "round";
      pen.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat));
      pen.stroke(shape);
    }
  }

  /** A number or a name: its ground if it has one, and its text, turned as it is on screen. */
  function drawText(pen, element, box) {
    var style = styleOf(element);
    var turn = style.transform === "none" ? new DOMMatrix() : new DOMMatrix(style.transform);
    pen.globalAlpha = Number(style.opacity);
    pen.translate(box.x + box.width / 2, box.y + box.height / 2);
    pen.rotate(Math.atan2(turn.b, turn.a));
    if (element.classList.contains("zone-number")) {
      pen.beginPath();
      pen.roundRect(-box.width / 2, -box.height / 2, box.width, box.height, box.height / 2);
      pen.fillStyle = style.backgroundColor;
      pen.fill();
    }
    if (element.classList.contains("leaflet-control-scale-line")) {
      pen.strokeStyle = style.color;
      pen.strokeRect(-box.width / 2, -box.height / 2, box.width, box.height);
    }
    pen.font = [style.fontWeight, style.fontSize, style.fontFamily].join(" ");
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    if (style.textShadow !== "none") {
      pen.strokeStyle = style.textShadow.split(")")[0] + ")";
      pen.lineWidth = 3;
      pen.strokeText(element.textContent, 0, 0);
    }
    pen.fillStyle = style.color;
    pen.fillText(element.textContent, 0, 0);
  }

  function draw(pen, element, origin) {
    var at = element.getBoundingClientRect();
    if (!at.width || styleOf(element).visibility === "hidden") {
      return;
    }
    var box = { x: at.x - origin.x, y: at.y - origin.y, width: at.width, height: at.height };
    pen.save();
    if (element.tagName === "IMG") {
      drawImage(pen, element, box);
    } else if (element.tagName === "path") {
      drawPath(pen, element, origin);
    } else if (!element.childElementCount && element.textContent) {
      drawText(pen, element, box);
    }
    pen.restore();
  }

  /** What a map shows, as a canvas of its size times the sharpness. */
  function pictureOf(container, sharpness) {
    var origin = container.getBoundingClientRect();
    var canvas = document.createElement("canvas");
    var pen = canvas.getContext("2d");
    canvas.width = Math.round(origin.width * sharpness);
    canvas.height = Math.round(origin.height * sharpness);
    pen.scale(sharpness, sharpness);
    pen.fillStyle = styleOf(container).backgroundColor;
    pen.fillRect(0, 0, origin.width, origin.height);
    var panes = Array.from(container.querySelectorAll(".leaflet-map-pane > .leaflet-pane"));
    panes.sort(function (one, other) {
      return Number(styleOf(one).zIndex) - Number(styleOf(other).zIndex);
    });
    panes.concat(Array.from(container.querySelectorAll(".leaflet-control-scale"))).forEach(function (pane) {
      pane.querySelectorAll(DRAWN).forEach(function (element) {
        draw(pen, element, origin);
      });
    });
    return canvas;
  }

  /** Break a text into lines that fit. */
  function lines(pen, text, width) {
    return text.split(/\s+/).reduce(
      function (found, word) {
        var longer = (found[found.length - 1] + " " + word).trim();
        if (pen.measureText(longer).width > width) {
          return found.concat([word]);
        }
        return found.slice(0, -1).concat([longer]);
      },
      [""],
    );
  }

  /** The legend's keys beside each other; returns where it ends. */
  function drawLegend(pen, keys, x, y, ink) {
    keys.forEach(function (key) {
      key.childNodes.forEach(function (part) {
        if (part.nodeType === Node.TEXT_NODE) {
          pen.fillStyle = ink;
          pen.fillText(part.textContent, x, y);
          x += pen.measureText(part.textContent).width + 6;
          return;
        }
        var colour = styleOf(part).getPropertyValue("--zone");
        pen.fillStyle = colour || ink;
        pen.globalAlpha = colour ? 1 : 0.4;
        pen.fillRect(x, y - 13, colour ? 18 : 36, 18);
        pen.globalAlpha = 1;
        pen.fillStyle = styleOf(part).color;
        pen.fillText(part.textContent, x + (18 - pen.measureText(part.textContent).width) / 2, y);
        x += (colour ? 18 : 36) + 6;
      });
      x += 12;
    });
  }

  /** The map with what must stand beside it: what it shows, of which records, until when, and the disclaimer. */
  function sheetOf(container, sharpness) {
    var map = pictureOf(container, sharpness);
    var root = styleOf(document.body);
    var ink = root.color;
    var family = root.fontFamily;
    var canvas = document.createElement("canvas");
    var pen = canvas.getContext("2d");
    var width = WIDTH_PX - 2 * MARGIN_PX;
    var height = (map.height / map.width) * width;
    var parts = [
      { font: "650 20px " + family, size: 20, text: textOf(".headline-main") },
      { font: "400 14px " + family, size: 14, text: filtersSaid() },
    ];
    var below = [
      { font: "400 13px " + family, size: 13, text: textOf(".bar-city") + ". " + textOf(".bar-cutoff") + "." },
      { font: "400 12px " + family, size: 12, text: textOf(".disclaimer") },
    ];
    parts.concat(below).forEach(function (part) {
      pen.font = part.font;
      part.lines = lines(pen, part.text, width);
    });
    function tall(sum, part) {
      return sum + part.lines.length * part.size * LINE;
    }
    var legend = 40;
    canvas.width = WIDTH_PX * sharpness;
    canvas.height = Math.ceil((parts.concat(below).reduce(tall, 0) + height + legend + 3 * MARGIN_PX) * sharpness);
    pen.scale(sharpness, sharpness);
    pen.fillStyle = root.backgroundColor;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    var y = MARGIN_PX;
    function write(part) {
      pen.font = part.font;
      pen.fillStyle = ink;
      part.lines.forEach(function (line) {
        y += part.size * LINE;
        pen.fillText(line, MARGIN_PX, y);
      });
    }
    parts.forEach(write);
    y += MARGIN_PX / 2;
    pen.drawImage(map, MARGIN_PX, y, width, height);
    y += height;
    pen.font = "400 13px " + family;
    drawLegend(pen, document.querySelectorAll(".legend .key"), MARGIN_PX, y + legend / 1.6, ink);
    y += legend;
    below.forEach(write);
    return canvas;
  }

  function filtersSaid() {
    return Array.from(document.querySelectorAll(".chips > *"))
      .map(function (chip) {
        return chip.textContent.trim();
      })
      .join("; ");
  }

  function save(canvas, name) {
    canvas.toBlob(function (file) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = name;
      link.click();
      setTimeout(function () {
        URL.revokeObjectURL(link.href);
      }, 1000);
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-saves]");
    if (button) {
      var map = document.getElementById(button.getAttribute("data-saves"));
      save(sheetOf(map, 2), button.getAttribute("data-named"));
    }
  });

  // Paper has another width than the window, and a map cannot measure itself anew while it is printed.
  window.addEventListener("beforeprint", function () {
    var root = document.documentElement;
    root.setAttribute("data-printed-theme", root.getAttribute("data-bs-theme") || "light");
    root.setAttribute("data-bs-theme", "light");
    document.querySelectorAll(".city-map").forEach(function (map) {
      if (map.offsetParent !== null) {
        var canvas = pictureOf(map, 2);
        canvas.className = "map-printed";
        map.after(canvas);
      }
    });
  });

  window.addEventListener("afterprint", function () {
    var root = document.documentElement;
    root.setAttribute("data-bs-theme", root.getAttribute("data-printed-theme"));
    document.querySelectorAll(".map-printed").forEach(function (canvas) {
      canvas.remove();
    });
  });
})();
